"""The gate, the de-esser and the transient shaper: that they do what their controls say, and nothing where they should not."""
import numpy as np
from scipy import signal

import voices
from analysis import db, distortion_db, gain, null_db, rms, tone
from cli import chain, choices, fx, has
from signals import drums
from table import Job, Row
from wav import stereo

TITLE = "Gate, de-esser, transient shaper"
RATE = 48000


# --- the gate


def gate_curve(level, threshold, ratio, reach):
    """Level out of a rising level in: turned down by ratio - 1 dB a dB under the threshold, by the range at most."""
    return level - min(reach, max(0.0, (ratio - 1) * (threshold - level)))


def gate_steady():
    """Worst dB off the curve, from -75 to 0 dBFS, of tones that get louder."""
    worst, levels, long = 0.0, np.arange(-75, 1, 5.0), RATE
    sound = stereo(np.concatenate([tone(RATE, 997, long, level) for level in levels]))
    for threshold, ratio, reach in ((-40.0, 2.0, 60.0), (-42.0, 4.0, 20.0), (-20.0, 100.0, 40.0)):
        device = chain(fx("gate", threshold=threshold, ratio=ratio, range=reach, knee=0.0, attack=1.0, release=50.0, hold=0.0))
        for level, held in zip(levels, device(RATE, sound)[:, 0].reshape(len(levels), long)):
            worst = max(worst, abs(db(rms(held[-RATE // 4 :]) * np.sqrt(2)) - gate_curve(level, threshold, ratio, reach)))
    return worst


def gate_turns():
    """dB at which a gate at -40 with 6 dB of hysteresis opens and closes, of a tone that rises and falls by 2 dB a second."""
    device = chain(fx("gate", threshold=-40.0, ratio=100.0, range=40.0, hysteresis=6.0, attack=0.5, release=20.0, hold=0.0))
    levels = np.concatenate([np.linspace(-50, -30, 10 * RATE), np.linspace(-30, -50, 10 * RATE)])
    carrier = tone(RATE, 997, len(levels))
    sound = gain(levels) * carrier
    heard = np.flatnonzero(np.abs(carrier) > 0.5)
    open_now = db(device(RATE, stereo(sound))[heard, 0] / sound[heard]) > -3
    return [float(levels[heard[np.argmax(open_now)]]), float(levels[heard[len(open_now) - 1 - np.argmax(open_now[::-1])]])]


def gate_open():
    """Distortion of 50 Hz through an open gate."""
    device = chain(fx("gate", threshold=-40.0))
    return distortion_db(device(RATE, stereo(tone(RATE, 50, 4 * RATE, -20)))[2 * RATE :, 0], RATE, [100])


# --- the de-esser and the transient shaper


def esses():
    """{level of the voice: (dB by which its s are turned down, and its vowels above 5.5 kHz)}, and the null of a voice without any."""
    plain = voices.sing(voices.BATTERY["woman in tune"])
    sound = plain.sound / np.max(np.abs(plain.sound))
    sections = signal.butter(6, 6500, "high", fs=RATE, output="sos")
    high = lambda one: signal.sosfiltfilt(sections, one)
    level = np.sqrt(signal.oaconvolve(high(sound[:, 0]) ** 2, np.hanning(960) / 480, mode="same").clip(1e-12))
    voiced = np.repeat(plain.voiced, int(voices.GRID * RATE))
    loud, soft = (level > 0.5 * level.max()) & ~voiced, voiced & (np.arange(len(voiced)) > RATE)
    figures = {}
    for volume in (-6.0, -26.0):
        out = high(chain("deesser")(RATE, gain(volume) * stereo(sound[:, 0]))[:, 0])
        before = high(gain(volume) * sound[:, 0])
        figures[f"{volume:g}"] = [db(rms(before[part]) / rms(out[part])) for part in (loud, soft)]
    dull = stereo(signal.sosfiltfilt(signal.butter(8, 800, fs=RATE, output="sos"), 0.5 * sound[:, 0]))
    idle = [fx("deesser", mode=mode, band=band) for mode in choices("deesser", "mode") for band in choices("deesser", "band")]
    figures["null"] = max(null_db(chain(one)(RATE, dull), np.float32(dull)) for one in idle)
    return figures


def hits():
    """{"null" at the defaults, "attack": dB by which the first 10 ms of hits get louder at 100 %, "sustain": the rest at 100 %, "apart":
    how much of either changes when the drums are 30 dB softer}"""
    sound = drums(RATE, 6)
    starts = [int(count * 60 / 104 * RATE) for count in range(1, 10)]
    first = np.zeros(len(sound), bool)
    for start in starts:
        first[start : start + RATE // 100] = True
    rest = np.zeros(len(sound), bool)
    for start in starts:
        rest[start + RATE // 20 : start + RATE // 5] = True

    def louder(values, volume, part):
        soft = gain(volume) * sound
        return db(rms(chain(fx("transient", **values))(RATE, soft)[part]) / rms(soft[part]))

    attack, sustain = ([louder({what: 100}, volume, part) for volume in (0, -30)] for what, part in (("attack", first), ("sustain", rest)))
    return {
        "null": null_db(chain("transient")(RATE, sound), np.float32(sound)),
        "attack": attack[0],
        "sustain": sustain[0],
        "apart": max(abs(attack[0] - attack[1]), abs(sustain[0] - sustain[1])),
    }


MEASURES = {"gate": (gate_steady, gate_turns, gate_open), "deesser": (esses,), "transient": (hits,)}


def jobs():
    for processor, functions in MEASURES.items():
        for function in functions if has(processor) else ():
            yield Job(function.__name__, function, (), 4)


def exact(level):
    return "exact" if level <= -400 else f"{level:.1f} dB"


def rows():
    if has("gate"):
        yield Row(
            "gate-curve",
            "gate and expander: steady levels from -75 to 0 dBFS against threshold, ratio, range",
            lambda f: f["gate_steady"],
            "within {:.4f} dB",
            "0.1",
            lambda off: off <= 0.1,
        )
        yield Row(
            "gate-turns",
            "... threshold -40 dB, hysteresis 6 dB: opens at; closes at",
            lambda f: tuple(f["gate_turns"]),
            "{:.2f}; {:.2f} dB",
            "-40; -46",
            lambda opens, closes: abs(opens + 40) <= 0.1 and abs(closes + 46) <= 0.1,
        )
        yield Row("gate-open", "... open: THD+N of 50 Hz", lambda f: f["gate_open"], "{:.1f} dB", "-140", lambda level: level <= -140)
    if has("deesser"):
        yield Row(
            "deesser",
            "de-esser, defaults: s turned down; vowels above 6.5 kHz turned down; the same of a voice 20 dB softer",
            lambda f: (*f["esses"]["-6"], *f["esses"]["-26"]),
            "{:.1f}; {:.1f} dB; {:.1f}; {:.1f} dB",
            "the same within 1 dB",
            lambda s, vowels, soft_s, soft_vowels: abs(s - soft_s) <= 1 and abs(vowels - soft_vowels) <= 1,
        )
        yield Row(
            "deesser-null",
            "... a voice without highs: null, worst of all modes and bands",
            lambda f: (exact(f["esses"]["null"]), f["esses"]["null"]),
            "{0}",
            "-140",
            lambda _, level: level <= -140,
        )
    if has("transient"):
        yield Row(
            "transient",
            "transient shaper, at 100 %: attacks louder by; what rings on louder by; changes when 30 dB softer by",
            lambda f: tuple(f["hits"][what] for what in ("attack", "sustain", "apart")),
            "{:.1f}; {:.1f}; {:.2f} dB",
            "the last 0.5",
            lambda attack, sustain, apart: apart <= 0.5,
        )
        yield Row(
            "transient-null",
            "... at its defaults: null",
            lambda f: (exact(f["hits"]["null"]), f["hits"]["null"]),
            "{0}",
            "exact",
            lambda _, level: level <= -400,
        )


def skipped():
    return [
        f"The {name} is not in this build and was left out."
        for name, processor in (("gate", "gate"), ("de-esser", "deesser"), ("transient shaper", "transient"))
        if not has(processor)
    ]
