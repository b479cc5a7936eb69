"""Reverb, delay and modulation (rows K5, K6)."""
import numpy as np
from scipy import signal

import cli
from analysis import db, power_db, tone
from cli import chain, choices, fx, has
from signals import faded, pink, random
from song import Song
from table import Job, Row
from wav import stereo

TITLE = "Reverb, delay and modulation"
RATE = 48000
OCTAVES = (125, 250, 500, 1000, 2000, 4000, 8000)
EVEN = {"low_decay": 1.0, "high_decay": 1.0}


# --- the reverb


def reverb(space, decay, **more):
    """Alone, all frequencies, at once."""
    return chain(fx("reverb", space=space, decay=decay, mix=100.0, pre_delay=0.0, low_cut=20.0, high_cut=20000.0, **more))


def room(space, decay, seconds, **more):
    """The answer to an impulse on both sides, from the impulse on; two channels."""
    sound = np.zeros((int((seconds + 0.1) * RATE), 2))
    sound[RATE // 20] = 1.0
    return reverb(space, decay, **more)(RATE, sound)[RATE // 20 :]


def rooms(space, decay, seconds, **more):
    """Answers to an impulse on the left and one on the right, at three moments of the modulation each: a single one is a piece of noise,
    whose decay within an octave is known to some percent only."""
    frames = int(seconds * RATE)
    for side in range(2):
        sound = np.zeros((3 * frames, 2))
        sound[::frames, side] = 1.0
        yield from reverb(space, decay, **more)(RATE, sound).reshape(3, frames, 2)


def decay_time(answers, hz):
    """Seconds for 60 dB in an octave around hz, from the slope between -5 and -35 dB of the energy still to come (ISO 3382, T30; M. R.
    Schroeder 1965)."""
    sections = signal.butter(4, [hz / np.sqrt(2), hz * np.sqrt(2)], "band", fs=RATE, output="sos")
    energy = sum(np.square(signal.sosfilt(sections, one, axis=0)).sum(axis=1) for one in answers)
    level = power_db(np.cumsum(energy[::-1])[::-1] / energy.sum())
    inside = np.flatnonzero((level <= -5) & (level >= -35))
    return -60 / np.polyfit(inside / RATE, level[inside], 1)[0]


def decays(space, decay):
    """{"even": {octave: percent off the set decay} with the same decay at all frequencies, "tilted": the same in the lows with one and a
    half times it and in the highs with half of it, two octaves beyond their crossovers}"""
    off = lambda got, wanted: 100 * (got / wanted - 1)
    answers = list(rooms(space, decay, 1.6 * decay + 0.5, **EVEN))
    even = {str(hz): off(decay_time(answers, hz), decay) for hz in OCTAVES}
    answers = list(rooms(space, decay, 2.4 * decay + 0.5, low_decay=1.5, low_crossover=500.0, high_decay=0.5, high_crossover=2000.0))
    return {"even": even, "tilted": [off(decay_time(answers, 125), 1.5 * decay), off(decay_time(answers, 8000), 0.5 * decay)]}


def density(space):
    """Milliseconds after the first sound until the answer is as dense as noise: normalized echo density reaches 1 (J. S. Abel and P.
    Huang 2006), 20 ms windows; the later of the channels."""
    answer, long = room(space, 2.0, 1.0), int(0.02 * RATE)
    window = np.hanning(long)
    window /= window.sum()
    found = []
    for side in answer.T:
        start = int(np.argmax(np.abs(side) > 1e-4 * np.max(np.abs(side))))
        for first in range(start, len(side) - long, RATE // 1000):
            piece = side[first : first + long]
            outside = np.sum(window * (np.abs(piece) > np.sqrt(np.sum(window * piece**2))))
            if outside / 0.3173 >= 1.0:
                found.append(1000 * (first + long / 2 - start) / RATE)
                break
        else:
            found.append(1000.0)
    return max(found)


def ringing(space):
    """dB by which the loudest mode of the late tail stands above its neighbours (the median within 100 Hz), 60 Hz to 12 kHz: the power of
    many half seconds of a long tail, both channels, made as loud as each other."""
    answer = room(space, 10.0, 9.0, **EVEN)[2 * RATE :]
    powers = 0.0
    for start in range(0, len(answer) - RATE // 2, RATE // 4):
        piece = answer[start : start + RATE // 2] * np.hanning(RATE // 2)[:, None]
        spectrum = np.abs(np.fft.rfft(piece, axis=0)) ** 2
        powers = powers + (spectrum / spectrum.mean(axis=0)).sum(axis=1)
    at = np.fft.rfftfreq(RATE // 2, 1 / RATE)
    around = signal.medfilt(powers, 101)
    inside = (at >= 60) & (at <= 12000)
    return float(np.max(power_db(powers[inside] / around[inside])))


# --- the delay


def echo(milliseconds):
    """Frames by which an echo is off its time."""
    sound = np.zeros((2 * RATE, 2))
    sound[1000] = 0.5
    out = chain(fx("delay", time=milliseconds, feedback=0.0, mix=100.0, low_cut=20.0, high_cut=20000.0))(RATE, sound)[:, 0]
    fine = signal.resample_poly(out, 16, 1)
    return float(np.argmax(np.abs(fine)) / 16 - 1000 - milliseconds * RATE / 1000)


def held():
    """dB by which the loudest of the last 10 of 60 s is above the loudest of the first 2, with the feedback at its most."""
    sound = np.zeros((60 * RATE, 2))
    sound[:RATE] = 0.2 * stereo(faded(pink(RATE, random(71)), RATE))
    most = cli.processors()["delay"]["feedback"]["maximum"]
    out = chain(fx("delay", time=100.0, feedback=most, mix=100.0))(RATE, sound)
    return db(np.max(np.abs(out[-10 * RATE :])) / np.max(np.abs(out[: 2 * RATE])))


def moved_time(change):
    """dB of the tone: all that is further than 1.5 kHz from it while the time moves from 300 to 400 ms and back."""
    with cli.folder() as here:
        song = Song(here, RATE)
        sound = faded(tone(RATE, 1000, 6 * RATE, -12), RATE, 50)
        track = song.track(stereo(sound), devices=[f"delay time=300 feedback=0 mix=100 low_cut=20 high_cut=20000 change={change}"])
        song.lines.append(f"automate track/{track}/1.delay/time 0=300 2=300 2.05=400 3.5=400 3.55=300")
        out = song.render()[RATE : 6 * RATE, 0]
    spectrum = np.abs(np.fft.rfft(out * np.blackman(len(out)))) ** 2
    at = np.fft.rfftfreq(len(out), 1 / RATE)
    return power_db(spectrum[at > 2500].sum() / spectrum.sum())


# --- the doubler and modulation


def detuned(most):
    """Cents by which one voice is out of tune at most, read from the speed of the phase of a tone."""
    out = chain(fx("doubler", voices=1, detune=most, mix=100.0, spread=0.0))(RATE, stereo(tone(RATE, 1000, 20 * RATE, -12)))[RATE:, 0]
    whole = signal.hilbert(out)[RATE:-RATE]
    speed = np.angle(whole[1:] * np.conj(whole[:-1])) * RATE / (2 * np.pi)
    speed = signal.oaconvolve(speed, np.hanning(960) / np.hanning(960).sum(), mode="valid")
    return float(np.max(np.abs(1200 * np.log2(speed / 1000))))


def doubled_in_mono():
    """Worst dB, in thirds of an octave from 200 Hz to 10 kHz over 20 s, by which the mono sum is off the powers of the dry sound and of
    the voices together."""
    sound = stereo(0.1 * pink(20 * RATE, random(72)))
    mono = lambda **values: chain(fx("doubler", **values))(RATE, sound).mean(axis=1)
    both = mono(mix=50.0)
    dry = mono(mix=50.0, level=-40.0)  # as good as alone
    at, density = signal.welch(both, RATE, nperseg=1 << 14)
    apart = signal.welch(dry, RATE, nperseg=1 << 14)[1] + signal.welch(both - dry, RATE, nperseg=1 << 14)[1]
    centres = 1000 * 2.0 ** (np.arange(-7, 11) / 3)
    bands = [(at >= centre * 2 ** (-1 / 6)) & (at < centre * 2 ** (1 / 6)) for centre in centres]
    return float(max(abs(power_db(density[band].sum() / apart[band].sum())) for band in bands))


def swayed(kind):
    """dB of the tone: what is above 3 kHz of a tone of 1 kHz that is modulated at 6 Hz as deep as it goes."""
    device = chain(fx("modulation", type=kind, rate=6.0, depth=100.0))
    out = device(RATE, stereo(faded(tone(RATE, 1000, 6 * RATE, -12), RATE, 50)))[RATE : 5 * RATE, 0]
    spectrum = np.abs(np.fft.rfft(out * np.blackman(len(out)))) ** 2
    return power_db(spectrum[np.fft.rfftfreq(len(out), 1 / RATE) > 3000].sum() / spectrum.sum())


def fed_back(kind):
    """dB by which the loudest of a minute of noise is louder in its second half than in its first, the feedback at its most."""
    most = cli.processors()["modulation"]["feedback"]["maximum"]
    sound = 0.1 * stereo(pink(60 * RATE, random(73)))
    out = chain(fx("modulation", type=kind, feedback=most, depth=100.0))(RATE, sound)
    return db(np.max(np.abs(out[30 * RATE :])) / np.max(np.abs(out[: 30 * RATE])))


FED_BACK = ("flanger", "phaser")
DETUNES = (9.0, 30.0)
DELAYS = (10.0, 123.4, 350.0, 777.7)


def jobs():
    if has("reverb"):
        for space in choices("reverb", "space"):
            for decay in (0.8, 2.0, 5.0):
                yield Job(f"decay, {space}, {decay:g}", decays, (space, decay), 3 * decay)
            yield Job(f"density, {space}", density, (space,))
            yield Job(f"ringing, {space}", ringing, (space,), 3)
    if has("delay"):
        for milliseconds in DELAYS:
            yield Job(f"echo {milliseconds:g}", echo, (milliseconds,))
        yield Job("held", held, (), 5)
        for change in choices("delay", "change"):
            yield Job(f"moved, {change}", moved_time, (change,), 2)

    if has("doubler"):
        for most in DETUNES:
            yield Job(f"detuned {most:g}", detuned, (most,), 2)
        yield Job("doubled in mono", doubled_in_mono, (), 3)
    if has("modulation"):
        for kind in choices("modulation", "type"):
            yield Job(f"swayed, {kind}", swayed, (kind,))
        for kind in FED_BACK:
            yield Job(f"fed back, {kind}", fed_back, (kind,), 4)


def rows():
    if has("reverb"):
        for space in choices("reverb", "space"):
            every = lambda f, space=space: [f[f"decay, {space}, {decay}"] for decay in ("0.8", "2", "5")]
            yield Row(
                f"K5-{space}",
                f"reverb, {space}: decay off what is set, octaves from 125 Hz to 8 kHz, 0.8 to 5 s; with the lows longer, the highs shorter",
                lambda f, every=every: (
                    max(abs(off) for one in every(f) for off in one["even"].values()),
                    max(abs(off) for one in every(f) for off in one["tilted"]),
                ),
                "{:.1f}; {:.1f} %",
                "5",
                lambda *off: max(off) <= 5,
            )
            yield Row(
                f"K5-{space}-echoes",
                "... as dense as noise after; loudest mode of the late tail over its neighbours",
                lambda f, space=space: (f[f"density, {space}"], f[f"ringing, {space}"]),
                "{:.0f} ms; {:.1f} dB",
                "80; 6",
                lambda after, mode: after <= 80 and mode <= 6,
            )
    if has("delay"):
        yield Row(
            "K6-time",
            "delay: an echo off its time, 10 to 778 ms",
            lambda f: max(abs(f[f"echo {one:g}"]) for one in DELAYS),
            "{:.2f} samples",
            "1",
            lambda off: off <= 1,
        )
        yield Row(
            "K6-held", "... feedback at its most, after 50 s: louder by", lambda f: f["held"], "{:.1f} dB", "0", lambda louder: louder <= 0
        )
        yield Row(
            "K6-moved",
            "... time moved by 100 ms within 50 ms, what is above 2.5 kHz of a tone of 1 kHz: " + ", ".join(choices("delay", "change")),
            lambda f: (
                ", ".join(f"{f[f'moved, {change}']:.0f} dB" for change in choices("delay", "change")),
                max(f[f"moved, {change}"] for change in choices("delay", "change")),
            ),
            "{0}",
            "-80",
            lambda _, level: level <= -80,
        )

    if has("doubler"):
        yield Row(
            "K6-doubler",
            "doubler: a voice out of tune at most, set to 9; 30 cents",
            lambda f: tuple(f[f"detuned {most:g}"] for most in DETUNES),
            "{:.1f}; {:.1f} cents",
            "9; 30",
            lambda nine, thirty: nine <= 9.2 and thirty <= 30.5,
        )
        yield Row(
            "K6-doubler-mono",
            "... in mono, thirds of an octave off the powers of dry sound and voices",
            lambda f: f["doubled in mono"],
            "within {:.2f} dB",
            "1",
            lambda off: off <= 1,
        )
    if has("modulation"):
        kinds = choices("modulation", "type")
        yield Row(
            "K6-modulation",
            f"modulation, 6 Hz, as deep as it goes, what is above 3 kHz of a tone of 1 kHz: {', '.join(kinds)}",
            lambda f: (", ".join(f"{f[f'swayed, {kind}']:.0f}" for kind in kinds) + " dB", max(f[f"swayed, {kind}"] for kind in kinds)),
            "{0}",
            "-80",
            lambda _, level: level <= -80,
        )
        yield Row(
            "K6-fed-back",
            f"... feedback at its most, second half of a minute of noise louder than the first by: {', '.join(FED_BACK)}",
            lambda f: tuple(f[f"fed back, {kind}"] for kind in FED_BACK),
            "{:.1f}; {:.1f} dB",
            "3",
            lambda *louder: max(louder) <= 3,
        )


def skipped():
    return [f"The {name} is not in this build and was left out." for name in ("reverb", "delay", "doubler", "modulation") if not has(name)]
