"""The stereo width (row K4): what becomes of the sound in mono, and whether nothing done is nothing done."""
import numpy as np
from scipy import signal

from analysis import null_db, power_db
from cli import chain, fx, has
from signals import music, pink, random
from table import Job, Row

TITLE = "Width"
RATE = 48000
SETTINGS = (
    {"width": 0},
    {"width": 50},
    {"width": 150},
    {"width": 200},
    {"band1__width": 0, "band2__width": 130, "band3__width": 200},
    {"mono_below": 150},
    {"spread": 100},
    {"spread": 50, "width": 150, "mono_below": 100},
)


def sounds():
    rng = random(61)
    middle = pink(8 * RATE, rng)
    yield 0.1 * np.stack([middle + 0.7 * pink(8 * RATE, rng) for _ in range(2)], axis=1)
    yield 0.5 * music(RATE, 8)


def third_octaves(mono):
    """dB in bands from 25 Hz to 16 kHz."""
    at, density = signal.welch(mono, RATE, nperseg=1 << 15)
    centres = 1000 * 2.0 ** (np.arange(-16, 13) / 3)
    return np.array([power_db(density[(at >= centre * 2 ** (-1 / 6)) & (at < centre * 2 ** (1 / 6))].sum()) for centre in centres])


def mono(values):
    """Worst dB by which a third of an octave of the mono sum differs."""
    device = chain(fx("width", **values))
    return float(max(np.max(np.abs(third_octaves(device(RATE, sound).sum(axis=1)) - third_octaves(sound.sum(axis=1)))) for sound in sounds()))


def identity():
    return max(null_db(chain("width")(RATE, sound), np.float32(sound)) for sound in sounds())


def jobs():
    if has("width"):
        for values in SETTINGS:
            yield Job(f"mono {values}", mono, (values,), 3)
        yield Job("identity", identity, (), 3)


def rows():
    if has("width"):
        yield Row(
            "K4",
            f"mono sum against that of the input, worst third of an octave, {len(SETTINGS)} settings",
            lambda f: max(value for name, value in f.items() if name.startswith("mono")),
            "within {:.3f} dB",
            "0.5",
            lambda off: off <= 0.5,
        )
        yield Row(
            "K4b",
            "null of the identity",
            lambda f: ("exact" if f["identity"] <= -400 else f"{f['identity']:.1f} dB", f["identity"]),
            "{0}",
            "exact",
            lambda _, level: level <= -400,
        )


def skipped():
    return [] if has("width") else ["The stereo width is not in this build and was left out."]
