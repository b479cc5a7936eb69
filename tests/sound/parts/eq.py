"""The equalizer (rows D, K7): its curves against the analog prototypes they are named after, and what it adds.

The prototypes are those of R. Bristow-Johnson's cookbook in s, before any bilinear transform; their Q is the analog one.
"""
import numpy as np

from analysis import db, distortion_db, response, tone
from cli import chain, choices, fx
from signals import faded
from table import Job, Row
from wav import stereo

TITLE = "Equalizer (26 settings at 44.1 and at 48 kHz, against the analog curves)"
RATES = (44100, 48000)
BUTTERWORTH = 0.70710678
SETTINGS = (
    *(("bell", hz, *shape) for hz in (100, 1000, 5000, 10000, 16000) for shape in ((12.0, 1.0), (-12.0, 1.0), (6.0, 4.0))),
    *(("low_shelf", 100, gain, BUTTERWORTH) for gain in (6.0, -12.0)),
    *(("high_shelf", hz, gain, BUTTERWORTH) for hz, gain in ((5000, 6.0), (10000, 12.0), (10000, -12.0), (16000, 6.0))),
    *(("high_pass", hz, 0.0, BUTTERWORTH) for hz in (30, 120)),
    *(("low_pass", hz, 0.0, BUTTERWORTH) for hz in (5000, 12000, 18000)),
)


def prototype(kind, hz, gain, q, at):
    """Complex response of the analog filter at frequencies `at`."""
    s, a = 1j * np.asarray(at) / hz, 10 ** (gain / 40)
    skirt = s * np.sqrt(a) / q
    return {
        "bell": lambda: (s * s + s * a / q + 1) / (s * s + s / (a * q) + 1),
        "low_shelf": lambda: a * (s * s + skirt + a) / (a * s * s + skirt + 1),
        "high_shelf": lambda: a * (a * s * s + skirt + 1) / (s * s + skirt + a),
        "high_pass": lambda: s * s / (s * s + s / q + 1),
        "low_pass": lambda: 1 / (s * s + s / q + 1),
    }[kind]()


def ours(kind, hz, gain, q, **more):
    return chain(fx("eq", band1__type=kind, band1__freq=float(hz), band1__gain=gain, band1__q=q, band1__slope=12, **more))


def listened(device, rate, low=20.0, high=20000.0, points=600):
    """The response at points equally far apart for the ear."""
    hz, heard = response(device, rate)
    at = np.unique(np.searchsorted(hz, np.geomspace(low, high, points)))
    at = at[hz[at] <= high]
    return hz[at], heard[at]


def curves(filter_of, rate):
    """For every setting {"setting", "16k", "20k": worst dB off to there, "phase": worst degrees to 10 kHz}, where the curve is above
    -24 dB: further down, a pass of 12 dB/oct differs only by the zero it has at the Nyquist frequency."""
    figures = []
    for kind, hz, gain, q in SETTINGS:
        at, heard = listened(filter_of(kind, hz, gain, q), rate)
        wanted = prototype(kind, hz, gain, q, at)
        counts = db(wanted) > -24
        off, turn = np.abs(db(heard) - db(wanted))[counts], np.abs(np.degrees(np.angle(heard / wanted)))[counts]
        at = at[counts]
        figures.append(
            {
                "kind": kind,
                "setting": f"{kind.replace('_', ' ')} {gain:+g} dB at {hz:g} Hz" if gain else f"{kind.replace('_', '-')} at {hz:g} Hz",
                "16k": off[at <= 16000].max(),
                "20k": off.max(),
                "phase": turn[at <= 10000].max(),
            }
        )
    return figures


def phase_off(filter_of, kind, hz, gain, q, rate=44100):
    """Worst degrees up to 10 kHz of one setting."""
    at, heard = listened(filter_of(kind, hz, gain, q), rate, high=10000)
    return float(np.max(np.abs(np.degrees(np.angle(heard / prototype(kind, hz, gain, q, at))))))


def added(filter_of, kind, hz, gain, q, rate=48000):
    """THD+N of 1 kHz at -14 dBFS through one setting."""
    settle, frames = 2 * rate, 2 * rate
    sound = stereo(faded(tone(rate, 1000, settle + frames + rate // 4, -14), rate))
    return distortion_db(filter_of(kind, hz, gain, q)(rate, sound)[settle : settle + frames, 0], rate, [2000])


def linear_phase(rate):
    """Linear phase over all settings: [worst dB off minimum phase up to 16 kHz, where that is the analog curve; worst dB off the analog
    curve up to 20 kHz; frames by which the group delay is off]"""
    apart = off = late = 0.0
    for setting in SETTINGS:
        at, minimum = listened(ours(*setting), rate)
        _, linear = listened(ours(*setting, phase="linear"), rate)
        wanted = db(prototype(*setting, at))
        counts = wanted > -24
        apart = max(apart, np.max(np.abs(db(minimum) - db(linear))[counts & (at <= 16000)]))
        off = max(off, np.max(np.abs(db(linear) - wanted)[counts]))
        delays = -np.diff(np.unwrap(np.angle(linear[counts]))) / np.diff(2 * np.pi * at[counts]) * rate
        late = max(late, np.max(np.abs(delays)))
    return [apart, off, late]


def jobs(filter_of=ours):
    for rate in RATES:
        yield Job(f"curves {rate}", curves, (filter_of, rate), 8)
    yield Job("high shelf at 16 kHz", phase_off, (filter_of, "high_shelf", 16000, 12.0, BUTTERWORTH))
    yield Job("bell at 40 Hz", added, (filter_of, "bell", 40, 12.0, 4.0))
    yield Job("high-pass at 30 Hz", added, (filter_of, "high_pass", 30, 0.0, BUTTERWORTH))
    if filter_of is ours and "linear" in choices("eq", "phase"):
        for rate in RATES:
            yield Job(f"linear phase {rate}", linear_phase, (rate,), 12)


def worst(figures, what, kinds=None):
    """(how far, with which setting and rate)."""
    every = [
        (one[what], f"{one['setting']}, {rate / 1000:g} kHz")
        for rate in RATES
        for one in figures[f"curves {rate}"]
        if kinds is None or one["kind"] in kinds
    ]
    return max(every)


SHAPES = ("bell", "low_shelf", "high_shelf")


def rows():
    yield Row(
        "D1",
        "magnitude of bells, shelves, passes, worst up to 16 kHz",
        lambda f: worst(f, "16k"),
        "{:.3f} dB ({})",
        "0.1",
        lambda off, _: off <= 0.1,
        lambda off, _: off,
    )
    yield Row("D1b", "... up to 20 kHz", lambda f: worst(f, "20k"), "{:.2f} dB ({})", "0.5", lambda off, _: off <= 0.5)
    yield Row(
        "D2",
        "phase of bells and shelves, worst up to 10 kHz, minimum phase",
        lambda f: worst(f, "phase", SHAPES),
        "{:.1f} degrees ({})",
        "10",
        lambda off, _: off <= 10,
        lambda off, _: off,
    )
    yield Row(
        "D2b",
        "... of low-passes; of high-passes; of a 12 dB shelf at 16 kHz",
        lambda f: (worst(f, "phase", ("low_pass",))[0], worst(f, "phase", ("high_pass",))[0], f["high shelf at 16 kHz"]),
        "{:.1f}; {:.1f}; {:.1f} degrees",
        rank=lambda low, high, shelf: low,
    )
    yield Row(
        "D3",
        "THD+N of 1 kHz through a bell at 40 Hz / a high-pass at 30 Hz",
        lambda f: (f["bell at 40 Hz"], f["high-pass at 30 Hz"]),
        "{:.1f} / {:.1f} dB",
        "-140",
        lambda *both: max(both) <= -140,
        lambda *both: max(both),
    )
    if "linear" in choices("eq", "phase"):
        yield Row(
            "K7",
            "linear phase: off minimum phase up to 16 kHz; off the analog curves up to 20 kHz; group delay off by",
            lambda f: tuple(max(f[f"linear phase {rate}"][i] for rate in RATES) for i in range(3)),
            "{:.3f}; {:.3f} dB; {:.4f} samples",
            "0.1; 0.1; constant",
            lambda apart, off, late: max(apart, off) <= 0.1 and late <= 0.01,
        )


def skipped():
    return [] if "linear" in choices("eq", "phase") else ["Linear phase is not in this build and was left out."]
