"""The meters (rows A): the cases of EBU Tech 3341 (2023) and 3342, further ones, and agreement with a reference.

Cases 7 and 8 of 3341 and 5 and 6 of 3342 are programmes that cannot be made here. Cases 9, 11, 12 and 14 ask for what a display shows
over time: `measure --series` shows it every 100 ms, so the signal is measured ten times, each time 10 ms later, which together looks
every 10 ms.
"""
import glob
import json
from dataclasses import dataclass

import numpy as np
from scipy import signal

import cli
import wav
from analysis import gain
from loudness import Loudness, at_true_peak, interpolated, true_peak_db, weighting_db
from signals import drums, faded, filtered, music, pink, random, speech_like
from table import Job, Row
from wav import stereo

TITLE = "Meters"
RATE = 48000
NAMES = {"I": "integrated_lufs", "M": "momentary_max_lufs", "S": "short_term_max_lufs", "LRA": "loudness_range_lu", "TP": "true_peak_dbtp"}


@dataclass(frozen=True)
class Case:
    name: str
    sound: np.ndarray
    reads: tuple  # (what, figure, below, above)
    rate: int = RATE
    constant: tuple = ()  # (what, figure, after seconds): the display keeps it from then on
    segments: tuple = ()  # (what, first figure, seconds): its maximum in each stretch is 1 LU more than in the one before


# --- signals of the standards


def tones(steps, rate=RATE, hz=1000.0, channels=2):
    """One tone that goes through (seconds, dBFS or None) without a break."""
    levels = np.concatenate([np.full(int(round(seconds * rate)), 0.0 if level is None else gain(level)) for seconds, level in steps])
    sound = levels * np.sin(2 * np.pi * hz * np.arange(len(levels)) / rate)
    return np.repeat(sound[:, None], channels, axis=1)


def ramped(sound, rate, seconds=0.01):
    n = int(seconds * rate)
    sound = sound.copy()
    sound[:n] *= np.linspace(0, 1, n)
    sound[-n:] *= np.linspace(1, 0, n)
    return sound


def peak_tone(divisor, degrees, amplitude):
    """A sine of the rate over `divisor`, whose samples miss its peaks."""
    n = np.arange(RATE)
    return stereo(ramped(amplitude * np.sin(2 * np.pi * n / divisor + np.radians(degrees)), RATE))


def peak_cycle(offset):
    """Half-scale sine of a sixth of the rate with one full-scale period of a quarter in it, made at four times the rate and brought
    down from four places."""
    four = 4
    soft = 0.5 * np.sin(2 * np.pi * np.arange(RATE // 2 * four) / (6 * four))
    cycle = np.sin(2 * np.pi * np.arange(4 * four) / (4 * four))
    whole = ramped(np.concatenate([soft, cycle, soft]), RATE * four)
    low_pass = signal.firwin(513, 0.96 / four, window=("kaiser", 8.0))
    return stereo(np.convolve(whole, low_pass)[offset::four])


def official():
    """Tech 3341, table 1, and Tech 3342, table 1."""
    near = lambda figures, what="I": tuple((one, figures, 0.1, 0.1) for one in what)
    yield Case("3341-1", tones([(20, -23)]), near(-23, "MSI"))
    yield Case("3341-2", tones([(20, -33)]), near(-33, "MSI"))
    yield Case("3341-3", tones([(10, -36), (60, -23), (10, -36)]), near(-23))
    yield Case("3341-4", tones([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)]), near(-23))
    yield Case("3341-5", tones([(20, -26), (20.1, -20), (20, -26)]), near(-23))
    yield Case("3341-6", tones([(20, 0)], channels=5) * gain([-28, -28, -24, -30, -30]), near(-23))
    yield Case("3341-9", tones([(1.34, -20), (1.66, -30)] * 5), near(-23, "S"), constant=("S", -23, 3.0))
    for k in range(20):
        yield Case(f"3341-10.{k}", tones([(0.15 * k, None), (3, -23), (1, None)]), near(-23, "S"))
    yield Case(
        "3341-11",
        tones([step for k in range(20) for step in ((0.15 * k, None), (3, k - 38), (3 - 0.15 * k, None))]),
        (),
        segments=("S", -38, 6.0),
    )
    yield Case("3341-12", tones([(0.18, -20), (0.22, -30)] * 25), near(-23, "M"), constant=("M", -23, 1.0))
    for k in range(20):
        yield Case(f"3341-13.{k}", tones([(0.02 * k, None), (0.4, -23), (1, None)]), near(-23, "M"))
    yield Case(
        "3341-14",
        tones([step for k in range(20) for step in ((0.02 * k, None), (0.4, k - 38), (0.4 - 0.02 * k, None))]),
        (),
        segments=("M", -38, 0.8),
    )
    for number, (divisor, degrees, amplitude, level) in enumerate(
        ((4, 0, 0.5, -6), (4, 45, 0.5, -6), (6, 60, 0.5, -6), (8, 67.5, 0.5, -6), (4, 45, 1.41, 3)), 15
    ):
        yield Case(f"3341-{number}", peak_tone(divisor, degrees, amplitude), (("TP", level, 0.4, 0.2),))
    for offset in range(4):
        yield Case(f"3341-{20 + offset}", peak_cycle(offset), (("TP", 0, 0.4, 0.2),))
    for number, (levels, wide) in enumerate((((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)), 1):
        yield Case(f"3342-{number}", tones([(20, level) for level in levels]), (("LRA", wide, 1.0, 1.0),))


def further():
    """The weighting by frequency and rate, the gates, mono, and peaks that lie between samples."""
    near = lambda figure: (("I", figure, 0.1, 0.1),)
    for rate in (44100, 48000, 88200, 96000, 192000):
        for hz in (25.0, 100.0, 500.0, 2000.0, 10000.0):
            yield Case(f"{hz:g} Hz at {rate}", tones([(6, -26)], rate, hz), near(-26 + weighting_db(hz) - 0.691), rate)
    yield Case("below the absolute gate", tones([(10, None), (10, -75), (60, -30), (10, None)]), near(-30))
    yield Case("below the relative gate", tones([(60, -50), (60, -30), (60, -50)]), near(-30))
    yield Case("above the relative gate", tones([(60, -41), (60, -30), (60, -41)]), near(10 * np.log10((2 * 10**-4.1 + 10**-3.0) / 3)))
    yield Case("mono", tones([(10, -20)], channels=1), near(-23.01))
    yield Case("just above the absolute gate", tones([(10, -69)]), near(-69))
    for rate in (44100, 48000, 96000):
        yield Case(f"peak of noise at {rate}", peak_noise(rate), (("TP", 0, 0.4, 0.2),), rate)
    for share in (0.05, 0.15, 0.25, 0.35, 0.40, 0.45):
        at = np.arange(RATE // 2) - RATE // 4 + 0.5  # the peak lies half way between two samples
        sound = 0.5 * np.cos(2 * np.pi * share * at) * signal.windows.tukey(len(at), 0.2)
        yield Case(f"peak of a sine at {share:g} of the rate", stereo(sound), (("TP", -6.0206, 0.4, 0.2),))


def peak_noise(rate):
    """Noise up to 20 kHz or so with a true peak of 1."""
    noise = ramped(filtered("low", min(0.44 * rate, 20500), rate, random(31).standard_normal(rate), 12), rate)
    return stereo(noise / np.max(np.abs(interpolated(noise, 64))))


# --- judging


def close(said, wanted, below, above):
    return said is not None and wanted - below - 1e-6 <= said <= wanted + above + 1e-6


def displayed(case):
    """[(seconds into the signal, {"M", "S"})] every 10 ms."""
    shown = []
    for step in range(10):
        later = np.concatenate([np.zeros((step * case.rate // 100, case.sound.shape[1])), case.sound])
        for seconds, momentary, short_term in cli.measure(case.rate, later, series=True)["series"]:
            shown.append((seconds - step / 100, {"M": momentary, "S": short_term}))
    return sorted(shown, key=lambda one: one[0])


def checks(case):
    """[(what was asked, whether it held)]; a figure that is missing has not."""
    said = cli.measure(case.rate, case.sound) if case.reads else {}
    held = [(f"{case.name} {what}", close(said.get(NAMES[what]), wanted, below, above)) for what, wanted, below, above in case.reads]
    if case.constant:
        what, wanted, after = case.constant
        held.append(
            (
                f"{case.name} {what} constant",
                all(
                    close(one[what], wanted, 0.1, 0.1) for at, one in displayed(case) if after - 1e-6 <= at <= len(case.sound) / case.rate + 1e-6
                ),
            )
        )
    if case.segments:
        what, first, long = case.segments
        shown = displayed(case)
        highest = lambda k: max(
            (one[what] for at, one in shown if k * long < at <= (k + 1) * long + 1e-6 and one[what] is not None), default=None
        )
        held.append((f"{case.name} {what} live", all(close(highest(k), first + k, 0.1, 0.1) for k in range(20))))
    return held


def battery(cases, share, shares):
    """Every shares-th case, so that the cases are spread over processes. {"passed", "asked", "failed": names}"""
    held = [one for count, case in enumerate(cases()) if count % shares == share for one in checks(case)]
    return {"passed": sum(ok for _, ok in held), "asked": len(held), "failed": [name for name, ok in held if not ok]}


# --- against the reference


def programmes(rate):
    yield "music", music(rate, 20)
    yield "drums", drums(rate, 20)
    audible = lambda sound: filtered("low", min(0.44 * rate, 20500), rate, sound, 12)
    yield "pink", 0.1 * stereo(audible(pink(20 * rate, random(5))))
    yield "speech-like", stereo(audible(speech_like(rate, 20)))


def against_reference(rate):
    """Worst differences on synthetic programmes: integrated (as meters in use do it, and by the letter of the standard), true peak."""
    figures = {"integrated": 0.0, "literal": 0.0, "peak": 0.0}
    for _, sound in programmes(rate):
        said = cli.measure(rate, sound)
        figures["integrated"] = max(figures["integrated"], abs(said["integrated_lufs"] - Loudness(rate, sound).integrated()))
        figures["literal"] = max(figures["literal"], abs(said["integrated_lufs"] - Loudness(rate, sound, literal=True).integrated()))
        figures["peak"] = max(figures["peak"], abs(said["true_peak_dbtp"] - true_peak_db(sound)))
    return figures


def demo_stems():
    """The same on the sixteen recordings of the demo song."""
    figures = {"integrated": 0.0, "peak": 0.0, "stems": 0}
    with cli.folder() as here:
        cli.run("demo", f"{here}/Demo")
        for path in sorted(glob.glob(f"{here}/Demo/audio/*.wav")):
            rate, sound = wav.read(path)
            said = json.loads(cli.run("measure", path, "--json"))["files"][0]
            figures["integrated"] = max(figures["integrated"], abs(said["integrated_lufs"] - Loudness(rate, sound).integrated()))
            figures["peak"] = max(figures["peak"], abs(said["true_peak_dbtp"] - true_peak_db(sound)))
            figures["stems"] += 1
    return figures


def peaks_of_cases():
    """Worst difference of true peak on the nine cases of 3341 and on noise."""
    sounds = [(RATE, case.sound) for case in official() if case.reads and case.reads[0][0] == "TP"]
    sounds += [(rate, peak_noise(rate)) for rate in (44100, 48000, 96000)]
    return max(abs(cli.measure(rate, sound)["true_peak_dbtp"] - true_peak_db(sound)) for rate, sound in sounds)


SHARES = 4


def jobs():
    for share in range(SHARES):
        yield Job(f"official {share}", battery, (official, share, SHARES), 20)
        yield Job(f"further {share}", battery, (further, share, SHARES), 6)
    for rate in (44100, 48000, 96000, 192000):
        yield Job(f"against the reference {rate}", against_reference, (rate,), rate / 10000)
    yield Job("demo stems", demo_stems, (), 20)
    yield Job("peaks of cases", peaks_of_cases, (), 3)


def counted(figures, kind):
    shares = [figures[f"{kind} {share}"] for share in range(SHARES)]
    return sum(one["passed"] for one in shares), sum(one["asked"] for one in shares)


def rows():
    every = lambda f: [f[f"against the reference {rate}"] for rate in (44100, 48000, 96000, 192000)]
    yield Row(
        "A1",
        "EBU Tech 3341 (cases 1-6, 9-23) and 3342 (1-4), checks passed",
        lambda f: counted(f, "official"),
        "{} of {}",
        "all",
        lambda passed, asked: passed == asked,
    )
    yield Row(
        "A1b",
        "further checks: K-weighting by frequency and rate, gates, mono, true peak of noise and sines",
        lambda f: counted(f, "further"),
        "{} of {}",
        "all",
        lambda passed, asked: passed == asked,
    )
    yield Row(
        "A2",
        "integrated loudness against the reference: music, drums, noise, speech-like at 44.1 to 192 kHz; the demo song's stems",
        lambda f: (max(one["integrated"] for one in every(f)), f["demo stems"]["integrated"]),
        "{:.4f}; {:.4f} LU",
        "0.01",
        lambda *off: max(off) <= 0.01,
    )
    yield Row(
        "A2b",
        "... if the response of the weighting is the same at every rate, up to 192 kHz",
        lambda f: max(one["literal"] for one in every(f)),
        "{:.4f} LU",
    )
    yield Row(
        "A3",
        "true peak against 16 times oversampling: nine EBU cases and noise to 20 kHz; the programmes above",
        lambda f: (f["peaks of cases"], max(one["peak"] for one in every(f))),
        "within {:.3f}; {:.3f} dB",
        "0.05",
        lambda *off: max(off) <= 0.05,
    )
    yield Row("A3b", "... the demo song's stems, some with noise up to the Nyquist frequency", lambda f: f["demo stems"]["peak"], "{:.3f} dB")
