"""Saturation and clipping (rows E): what folds back at the Nyquist frequency. Devices are compared where they distort alike: what distorts less
aliases less.

A sine with no period in common with the sample rate goes in. In what comes out, whole multiples of its frequency are wanted; all the rest
is aliases and noise. What of it lies below the note (up to 0.45 of its frequency) is heard best, since nothing masks it.
"""
import numpy as np

from analysis import coherent, db, gain, line_powers, null_db, power_db, tone
from cli import chain, choices, fx, has
from loudness import at_true_peak, true_peak_db
from signals import drums, music
from table import Job, Row
from wav import stereo

TITLE = "Saturation and clipping (a sine of -12 dBFS, driven until its harmonics at 5 kHz are 20 dB down)"
RATE, LEVEL, WANTED = 48000, -12.0, -20.0


def products(device, hz, frames=1 << 16):
    """(harmonics, aliases, what lies under the note), each in dB of the fundamental, from 20 Hz to 20 kHz."""
    exact, bin_of = coherent(RATE, hz, frames)
    out = device(RATE, stereo(tone(RATE, exact, 4 * frames, LEVEL)))[2 * frames : 3 * frames, 0]
    powers = line_powers(out)
    at = np.arange(len(powers)) * RATE / frames
    whole = np.arange(bin_of, len(powers), bin_of)
    fundamental, harmonics = powers[bin_of], powers[whole[1:]][at[whole[1:]] <= 20000].sum()
    powers[whole] = 0
    powers[at < 20] = 0
    return tuple(power_db(one / fundamental) for one in (harmonics, powers[at <= 20000].sum(), powers[at < 0.45 * hz].sum()))


class Driven:
    """A device without a drive of its own: the sound is turned up in front of it."""

    def __init__(self, device, drive):
        self.device, self.drive = device, drive

    def __call__(self, rate, sound):
        return self.device(rate, sound * gain(self.drive))


class Style:
    """Ours at a drive."""

    def __init__(self, **values):
        self.values = values

    def __call__(self, drive):
        return chain(fx("saturate", drive=float(drive), **self.values))


def matched(device_at, low=-12.0, high=36.0):
    """{"drive" at which the harmonics of 5 kHz are as wanted, and the products at 5 and 10 kHz there}"""
    for _ in range(12):
        drive = 0.5 * (low + high)
        harmonics = products(device_at(drive), 4986.5, 1 << 13)[0]
        low, high = (drive, high) if harmonics < WANTED else (low, drive)
    return {"drive": drive, "5 kHz": products(device_at(drive), 4986.5), "10 kHz": products(device_at(drive), 9973.0)}


class Clipped:
    """The clipper at a drive, where the sine would just reach its ceiling without one."""

    def __init__(self, knee):
        self.knee = knee

    def __call__(self, drive):
        return chain(fx("clipper", ceiling=LEVEL, drive=float(drive), knee=self.knee))


def ceiling(knee, hold):
    """{"true", "sample": worst dB over the ceiling of drums and music 3 to 12 dB over it, "null": of music below the knee}"""
    device, over = chain(fx("clipper", ceiling=-1.0, knee=knee, hold=hold)), []
    for sound in (drums(RATE, 5), music(RATE, 5)):
        over += [device(RATE, at_true_peak(sound, -1.0 + more)) for more in (3, 6, 12)]
    soft = np.float32(at_true_peak(music(RATE, 5), -1.5 - 2 * knee))
    return {
        "true": max(map(true_peak_db, over)) + 1,
        "sample": max(db(np.max(np.abs(one))) for one in over) + 1,
        "null": null_db(device(RATE, soft), soft),
    }


def styles():
    return choices("saturate", "style") if has("saturate") else []


KNEES = (0.0, 6.0)


def jobs(devices=None):
    steady = {"match": "off"} if has("saturate", "match") else {}  # a level that follows loudness would move during the measurement
    for name, device_at in devices or [(style, Style(style=style, **steady)) for style in styles()]:
        yield Job(name, matched, (device_at,), 4)
    if has("clipper") and not devices:
        for knee in KNEES:
            yield Job(f"clipper, knee {knee:g}", matched, (Clipped(knee), 0.0), 4)
        for hold in choices("clipper", "hold"):
            yield Job(f"ceiling, {hold}", ceiling, (1.0, hold), 4)


def folded(figures, name):
    """Numbers of a style, or of the only device that a peer has."""
    five, ten = (figures[name if name in figures else "device"][at] for at in ("5 kHz", "10 kHz"))
    return five[1], five[2], ten[1], ten[2]


def exact(level):
    return "exact" if level <= -400 else f"{level:.1f} dB"


def rows():
    shown, target = "{:.0f} / {:.0f}; {:.0f} / {:.0f} dB", "-90 / -110; -70 / -90"
    met = lambda a, b, c, d: a <= -90 and b <= -110 and c <= -70 and d <= -90
    for style in styles():
        rank = (lambda a, b, c, d: a) if style == styles()[0] else None
        yield Row(
            f"E-{style}",
            f"{style}: aliases / under the note at 5 kHz; at 10 kHz",
            lambda f, style=style: folded(f, style),
            shown,
            target,
            met,
            rank,
        )
    if not has("clipper"):
        return
    for knee in KNEES:
        yield Row(
            f"E-clipper-{knee:g}",
            f"clipper, knee {knee:g} dB: the same",
            lambda f, knee=knee: folded(f, f"clipper, knee {knee:g}"),
            shown,
            target,
            met,
        )
    if "ceiling, true_peak" in (f"ceiling, {hold}" for hold in choices("clipper", "hold")):
        yield Row(
            "E-clipper-peak",
            "clipper, ceiling held in true peak: over it, music and drums 3 to 12 dB over",
            lambda f: f["ceiling, true_peak"]["true"],
            "{:.2f} dB",
            "0.05",
            lambda over: over <= 0.05,
        )
        yield Row(
            "E-clipper-sample",
            "... in samples: sample over; true peak over",
            lambda f: (max(0.0, f["ceiling, sample"]["sample"]), f["ceiling, sample"]["true"]),
            "{:.2f}; {:.2f} dB",
            "0",
            lambda over, _: over < 0.005,
        )
        yield Row(
            "E-clipper-null",
            "... below the knee: null",
            lambda f: (exact(f["ceiling, true_peak"]["null"]), f["ceiling, true_peak"]["null"]),
            "{0}",
            "-145",
            lambda _, level: level <= -145,
        )


def skipped():
    return [
        f"The {name} is not in this build and was left out." for name, id in (("saturator", "saturate"), ("clipper", "clipper")) if not has(id)
    ]
