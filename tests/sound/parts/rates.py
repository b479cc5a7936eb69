"""Sample rates and word lengths (rows F): what `resample` does to tones, and what is left of a quiet tone in 16 bits."""
import numpy as np
from scipy import signal

import cli
from analysis import db, gain, power_db, rms
from signals import faded
from table import Job, Row
from wav import stereo

TITLE = "Sample rates and word lengths"
PAIRS = ((44100, 48000), (48000, 44100), (96000, 44100), (44100, 96000), (48000, 96000), (96000, 48000))
LEVEL = -1.0  # dBFS of the tones
LONG, GAP = 0.25, 0.05  # seconds of a tone, and of silence after it
LSB = 2.0**-15


def fitted(sound, rate, hz):
    """(amplitude, what is left) after the least-squares fit of a constant and one sine of known frequency."""
    angle = 2 * np.pi * hz * np.arange(len(sound)) / rate
    basis = np.stack([np.ones(len(sound)), np.cos(angle), np.sin(angle)], axis=1)
    weights = np.linalg.lstsq(basis, sound, rcond=None)[0]
    return float(np.hypot(*weights[1:])), sound - basis @ weights


# --- converting


def passed_tones(lower):
    """Frequencies below the lower Nyquist frequency: through the ear's range, and finely where the filter falls."""
    edge = lower / 2
    fine = edge * np.arange(0.88, 0.996, 0.005)
    return sorted({20.0, 50.0, 100.0, 300.0, 997.0, 3000.0, 6000.0, 9000.0, 12000.0, 15000.0, 17000.0, 19000.0, 20000.0, *np.round(fine, 1)})


def folding_tones(rate, new_rate):
    """Frequencies that the new rate cannot hold, from a twentieth above its Nyquist frequency on."""
    share = np.array([1.05, 1.08, 1.12, 1.2, 1.35, 1.5, 1.7, 1.9, 2.1])
    return [hz for hz in share * new_rate / 2 if hz < 0.49 * rate]


def converted(converter, rate, new_rate):
    """{"ripple" to 20 kHz in dB, "noise": worst THD+N where the tone passes, "aliases": worst level of what a tone left that should be
    gone, "edge": Hz at which tones are 3 dB down}"""
    passed, folding = passed_tones(min(rate, new_rate)), folding_tones(rate, new_rate)
    one = lambda hz: np.concatenate(
        [faded(gain(LEVEL) * np.sin(2 * np.pi * hz * np.arange(int(LONG * rate)) / rate), rate, 8), np.zeros(int(GAP * rate))]
    )
    out = converter(rate, np.concatenate([one(hz) for hz in [*passed, *folding]])[:, None], new_rate)[:, 0]
    each = (int(LONG * rate) + int(GAP * rate)) / rate
    middle = lambda k: out[int((k * each + 0.05) * new_rate) : int((k * each + LONG - 0.05) * new_rate)]
    fits = [fitted(middle(k), new_rate, hz) for k, hz in enumerate(passed)]
    levels = np.array([db(amplitude) for amplitude, _ in fits])
    levels -= levels[passed.index(997.0)]
    audible = np.array(passed) <= 20000
    down = np.flatnonzero(levels < -3.01)
    edge = float(np.interp(3.01, -levels[down[0] - 1 : down[0] + 1], passed[down[0] - 1 : down[0] + 1])) if len(down) else passed[-1]
    left = [db(rms(rest) * np.sqrt(2) / amplitude) for (amplitude, rest), level in zip(fits, levels) if level > -1]
    aliases = [db(rms(middle(len(passed) + k)) * np.sqrt(2)) - LEVEL for k in range(len(folding))]
    return {"ripple": float(np.max(np.abs(levels[audible]))), "noise": max(left), "aliases": max(aliases, default=None), "edge": edge}


# --- 16 bits


def dithered(device, rate=44100):
    """What a reduction to 16 bits leaves, in dBFS (a full-scale sine is 0): noise on a tone at -90 dBFS and the level of white noise as
    dense as it is between 1 and 5 kHz; by how much the noise power changes while a constant goes through one step; the largest mean
    error on the way, in steps; the worst harmonic of the tone, relative to it."""
    seconds, hz = 8, 997.0
    sound = gain(-90) * np.sin(2 * np.pi * hz * np.arange(seconds * rate) / rate)
    inner = slice(rate // 4, -rate // 4)
    out = device(rate, stereo(sound))[: len(sound), 0]
    steps = out / LSB
    error = (out - sound)[inner]
    at, density = signal.welch(error, rate, nperseg=8192)
    speech = density[(at >= 1000) & (at < 5000)].mean() * rate / 2
    amplitude, rest = fitted(out[inner], rate, hz)
    constants = [(100 + k / 16) * LSB for k in range(16)]
    held = [device(rate, stereo(np.full(2 * rate, one)))[inner, 0] for one in constants]
    powers = [np.var(one) for one in held]
    return {
        "on the grid": bool(np.allclose(steps, np.round(steps), atol=1e-6)),
        "noise": db(rms(error) * np.sqrt(2)),
        "speech": power_db(speech * 2),
        "modulation": power_db(max(powers) / max(min(powers), 1e-30)),
        "mean": max(abs(one.mean() - wanted) for one, wanted in zip(held, constants)) / LSB,
        "harmonic": max(db(fitted(rest, rate, k * hz)[0] / amplitude) for k in range(2, 16)),
    }


class Reduced:
    """`resample` to 16 bits at the same rate."""

    def __init__(self, dither):
        self.converter = cli.Converter(("--depth", "16", "--dither", dither))

    def __call__(self, rate, sound):
        return self.converter(rate, sound, rate)


def as_device(noise):
    """The dither as a processor, written as it comes out."""
    return cli.chain(cli.fx("dither", depth=16, noise=noise))


OURS = (("tpdf", Reduced("tpdf")), ("shaped", Reduced("shaped")))


def jobs(converter=cli.Converter(), reduced=OURS):
    if reduced is OURS and cli.has("dither"):
        reduced = (*OURS, *((f"device, {noise}", as_device(noise)) for noise in ("tpdf", "shaped")))
    for rate, new_rate in PAIRS if converter else ():
        yield Job(f"{rate} to {new_rate}", converted, (converter, rate, new_rate), 1)
    for name, device in reduced:
        yield Job(name, dithered, (device,), 3)


def over_pairs(figures, what, choose=max):
    return choose(value for value in (figures[f"{rate} to {new_rate}"][what] for rate, new_rate in PAIRS) if value is not None)


def rows():
    yield Row(
        "F1",
        "ripple up to 20 kHz, six pairs of 44.1, 48 and 96 kHz",
        lambda f: over_pairs(f, "ripple"),
        "{:.4f} dB",
        "0.005",
        lambda ripple: ripple <= 0.005,
        lambda ripple: ripple,
    )
    yield Row(
        "F1b",
        "images and noise; aliases",
        lambda f: (over_pairs(f, "noise"), over_pairs(f, "aliases")),
        "{:.1f}; {:.1f} dB",
        "-140",
        lambda *both: max(both) <= -140,
        lambda *both: max(both),
    )
    yield Row(
        "F1c",
        "-3 dB from (44.1 kHz)",
        lambda f: min(f[name]["edge"] for name in ("44100 to 48000", "48000 to 44100")) / 1000,
        "{:.1f} kHz",
        "21.1",
        lambda edge: edge >= 21.1,
        lambda edge: -edge,
    )
    for mark, start, name in (("", "16 bit", ""), ("d", "the dither device", "device, "))[: 2 if cli.has("dither") else 1]:
        yield Row(
            f"F2{mark}",
            f"{start}, TPDF: noise; its modulation; mean error",
            lambda f, name=name: tuple(f[f"{name}tpdf"][what] for what in ("noise", "modulation", "mean")),
            "{:.1f} dBFS; {:.2f} dB; {:.3f} LSB",
            "-93.3 +-0.1; 0.2; 0.01",
            lambda noise, modulation, mean: abs(noise + 93.3) <= 0.1 and modulation <= 0.2 and mean <= 0.01,
            lambda noise, modulation, mean: modulation,
        )
        yield Row(
            f"F3{mark}",
            f"{start}, shaped: density between 1 and 5 kHz; total",
            lambda f, name=name: (f[f"{name}shaped"]["speech"], f[f"{name}shaped"]["noise"]),
            "{:.1f}; {:.1f} dBFS",
            "-108; -69",
            lambda speech, total: speech <= -108 and total <= -69,
            lambda speech, total: speech,
        )
    yield Row(
        "F4",
        "samples on the steps of 16 bits",
        lambda f: "all" if all(one["on the grid"] for one in f.values() if "on the grid" in one) else "not all",
        "{}",
        "all",
        lambda which: which == "all",
    )


def skipped():
    return [] if cli.has("dither") else ["The dither device is not in this build and was left out."]
