"""The multiband's crossover (row K3): what the bands add up to when nothing is done in them."""
import numpy as np

from analysis import db, null_db, response
from cli import chain, choices, fx, has
from signals import faded, music
from table import Job, Row

TITLE = "Multiband: the sum of bands that do nothing"
RATES = (44100, 48000, 96000)


def idle(bands, phase):
    """All bands at a ratio of 1."""
    still = {f"band{band}__ratio": 1.0 for band in range(1, int(bands) + 1)}
    return chain(fx("multiband", bands=bands, phase=phase, **still))


def flatness(bands, rate):
    """Worst dB off between 20 Hz and 20 kHz of the minimum-phase sum."""
    hz, heard = response(idle(bands, "minimum"), rate)
    return float(np.max(np.abs(db(heard[(hz >= 20) & (hz <= 20000)]))))


def null(bands, rate):
    """Music less the sum of the linear-phase bands."""
    sound = faded(0.3 * music(rate, 3), rate)
    return null_db(idle(bands, "linear")(rate, sound), np.float32(sound))


def jobs():
    if not has("multiband"):
        return
    for bands in choices("multiband", "bands"):
        for rate in RATES:
            yield Job(f"flatness {bands} {rate}", flatness, (bands, rate))
            yield Job(f"null {bands} {rate}", null, (bands, rate))


def worst(figures, what):
    return max(value for name, value in figures.items() if name.startswith(what))


def rows():
    if not has("multiband"):
        return
    yield Row(
        "K3",
        "minimum phase: magnitude from 20 Hz to 20 kHz, 2 to 6 bands, 44.1, 48, 96 kHz",
        lambda f: worst(f, "flatness"),
        "within {:.4f} dB",
        "0.01",
        lambda off: off <= 0.01,
    )
    yield Row(
        "K3b", "linear phase: null against the sound, the same", lambda f: worst(f, "null"), "{:.1f} dB", "-140", lambda level: level <= -140
    )


def skipped():
    return [] if has("multiband") else ["The multiband is not in this build and was left out."]
