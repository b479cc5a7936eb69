"""The compressor (rows K1, K2): steady levels and times against what its controls say, and what it does to bass.

Declared: threshold, ratio and knee are those of the whole from input to output, the knee a parabola (D. Giannoulis, M. Massberg and J. D.
Reiss 2012); levels are those of sines. Attack and release are the times in which the distance in dB to the new gain falls to 1/e; they
are read from the way itself, since the smooth detector holds peaks and starts its release that much later.
"""
import numpy as np

from analysis import db, distortion_db, rms, tone
from cli import chain, choices, fx
from signals import faded
from table import Job, Row
from wav import stereo

TITLE = "Compressor"
RATE = 48000


DETECTORS = ("smooth", "rms", "peak")


def topologies():
    return choices("compressor", "topology") or [""]


def way(detector, topology):
    return {"detector": detector, **({"topology": topology} if topology else {})}


def curve(level, threshold, ratio, knee):
    """Level out of a level in, both in dB."""
    over = level - threshold
    if 2 * over <= -knee:
        return level
    bent = (over + knee / 2) ** 2 / (2 * knee) if 2 * over < knee else over
    return level + (1 / ratio - 1) * bent


def steady(detector, topology):
    """Worst dB off the curve, from -60 to 0 dBFS, of a tone held long enough; three settings."""
    worst = 0.0
    levels, long = np.arange(-60, 1, 5.0), 2 * RATE
    sound = stereo(np.concatenate([tone(RATE, 997, long, level) for level in levels]))
    for threshold, ratio, knee in ((-30.0, 4.0, 10.0), (-20.0, 2.0, 0.0), (-40.0, 20.0, 24.0)):
        device = chain(fx("compressor", threshold=threshold, ratio=ratio, knee=knee, attack=1.0, release=300.0, **way(detector, topology)))
        out = device(RATE, sound)[:, 0].reshape(len(levels), long)
        for level, held in zip(levels, out):
            got = db(rms(held[-RATE:]) * np.sqrt(2))
            worst = max(worst, abs(got - curve(level, threshold, ratio, knee)))
    return worst


def times(attack, release):
    """Measured (attack, release) in ms: a tone jumps 30 dB up, and down again. The gain at each moment is output over input, where the
    tone is not near zero."""
    device = chain(fx("compressor", threshold=-30.0, ratio=4.0, knee=0.0, attack=attack, release=release))
    up, down = int(RATE * (0.2 + 0.02 * attack)), int(RATE * (0.2 + 0.008 * release))
    levels = np.repeat([-40.0, -10.0, -40.0], [RATE // 2, up, down])
    carrier = tone(RATE, 5003, len(levels))
    sound = 10 ** (levels / 20) * carrier
    heard = np.abs(carrier) > 0.5
    gains = db(device(RATE, stereo(sound))[heard, 0] / sound[heard])
    at = np.flatnonzero(heard) / RATE
    jump, fall = 0.5, (RATE // 2 + up) / RATE

    def one_over_e(inside, final):
        """From where 0.9 of the way is left to where 0.9 / e is."""
        left = np.abs(gains[inside] - final)
        whole = abs(gains[inside][0] - final)
        reach = lambda share: at[inside][np.argmax(left <= share * whole)]
        return 1000 * (reach(0.9 / np.e) - reach(0.9))

    steady_gain = gains[np.searchsorted(at, fall) - 1]
    return [one_over_e((at >= jump - 1e-3) & (at < fall), steady_gain), one_over_e(at >= fall, 0.0)]


def bass(detector, topology):
    """THD+N of 100 Hz, 10 dB over the threshold, release 200 ms."""
    device = chain(fx("compressor", threshold=-20.0, release=200.0, **way(detector, topology)))
    settle, frames = 3 * RATE, 2 * RATE
    sound = faded(tone(RATE, 100, settle + frames + RATE // 4, -10), RATE, 20)
    return distortion_db(device(RATE, stereo(sound))[settle : settle + frames, 0], RATE, [200])


TIMES = ((3.0, 50.0), (10.0, 200.0), (30.0, 1000.0))


def jobs():
    for topology in topologies():
        for detector in DETECTORS:
            yield Job(f"steady, {detector}, {topology}", steady, (detector, topology), 4)
            yield Job(f"bass, {detector}, {topology}", bass, (detector, topology), 1)
    for attack, release in TIMES:
        yield Job(f"times {attack:g} {release:g}", times, (attack, release), 1)


def slowest(figures):
    """Worst of (attack, release): percent off what was set."""
    off = [
        [100 * abs(got / asked - 1) for got, asked in zip(figures[f"times {attack:g} {release:g}"], (attack, release))]
        for attack, release in TIMES
    ]
    return tuple(max(column) for column in zip(*off))


def rows():
    over = lambda f, what, topology: tuple(f[f"{what}, {detector}, {topology}"] for detector in DETECTORS)
    named = lambda topology: f"{topology.replace('_', '-')}, " if topology else ""
    for topology in topologies():
        yield Row(
            f"K1-{topology}",
            f"{named(topology)}smooth / RMS / peak detector: steady levels from -60 to 0 dBFS against threshold, ratio, knee",
            lambda f, topology=topology: over(f, "steady", topology),
            "within {:.4f} / {:.4f} / {:.2f} dB",
            "0.1 (smooth and RMS)",
            lambda smooth, mean, _: max(smooth, mean) <= 0.1,
        )
    yield Row(
        "K1b",
        "... times, feed-forward, smooth detector: attack 3 to 30 ms; release 50 to 1000 ms: off what was set",
        slowest,
        "{:.1f}; {:.1f} %",
        "5",
        lambda *off: max(off) <= 5,
    )
    for topology in topologies():
        yield Row(
            f"K2-{topology}",
            f"{named(topology)}the same: THD+N of 100 Hz 10 dB over the threshold, release 200 ms",
            lambda f, topology=topology: over(f, "bass", topology),
            "{:.0f} / {:.0f} / {:.0f} dB",
            "-70 (smooth)",
            lambda smooth, *_: smooth <= -70,
        )
