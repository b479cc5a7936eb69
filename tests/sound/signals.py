"""Sounds to measure with, all made here: noise, drums, a band. 1 is full scale; the same seed gives the same sound."""
import numpy as np
from scipy import signal


def random(seed):
    return np.random.default_rng(seed)


def seconds_of(rate, seconds):
    """Times of the frames."""
    return np.arange(int(round(rate * seconds))) / rate


def faded(sound, rate, milliseconds=10.0):
    """With raised-cosine ends."""
    n = int(rate * milliseconds / 1000)
    rise = np.sin(0.5 * np.pi * (np.arange(n) + 0.5) / n) ** 2
    shape = np.ones(len(sound))
    shape[:n], shape[-n:] = rise, rise[::-1]
    return sound * (shape[:, None] if sound.ndim == 2 else shape)


def filtered(kind, hz, rate, sound, order=2):
    return signal.sosfilt(signal.butter(order, hz, kind, fs=rate, output="sos"), sound)


def coloured(frames, rng, slope=0.5):
    """Noise of unit RMS whose power falls as frequency to the power of -2 slope: 0 white, 0.5 pink."""
    spectrum = np.fft.rfft(rng.standard_normal(frames))
    spectrum[0] = 0
    spectrum[1:] /= np.arange(1, len(spectrum)) ** slope
    noise = np.fft.irfft(spectrum, frames)
    return noise / np.sqrt(np.mean(noise**2))


def pink(frames, rng):
    return coloured(frames, rng)


def midi_hz(note):
    return 440.0 * 2.0 ** ((np.asarray(note, dtype=float) - 69) / 12)


class Stage:
    """A stereo stretch that single sounds are put on."""

    def __init__(self, rate, seconds):
        self.rate = rate
        self.sound = np.zeros((int(round(rate * seconds)), 2))

    def put(self, at, mono, left=1.0, right=1.0):
        first = int(round(at * self.rate))
        fits = min(len(mono), len(self.sound) - first)
        if fits > 0:
            self.sound[first : first + fits] += mono[:fits, None] * (left, right)


# --- drums


def kick(rate, strength, rng):
    """A sine that falls from 190 to 50 Hz, with a beater's click."""
    t = seconds_of(rate, 0.45)
    body = np.sin(2 * np.pi * (50 * t + 140 * 0.02 * (1 - np.exp(-t / 0.02))))
    click = filtered("low", 12000, rate, rng.standard_normal(len(t))) * np.exp(-t / 0.0016)
    return strength * (0.75 * body * np.exp(-t / 0.11) + 0.65 * click) * np.minimum(1, t / 0.0004)


def snare(rate, strength, rng):
    """Two modes of the head and the wires."""
    t = seconds_of(rate, 0.35)
    head = 0.5 * np.sin(2 * np.pi * 183 * t) * np.exp(-t / 0.05) + 0.25 * np.sin(2 * np.pi * 331 * t) * np.exp(-t / 0.03)
    wires = filtered("band", [1100, 9500], rate, rng.standard_normal(len(t))) * np.exp(-t / 0.05)
    return strength * (0.85 * head + 0.42 * wires)


def hat(rate, strength, rng, decay):
    t = seconds_of(rate, 0.25)
    return strength * filtered("band", [7000, min(19000, 0.44 * rate)], rate, rng.standard_normal(len(t)), 4) * np.exp(-t / decay)


def drums(rate, seconds, seed=1):
    """Kick on one and three, snare on two and four, hats in eighths, at 104 beats a minute; peak 1. Sparse: peaks 20 dB over its
    loudness."""
    rng, stage, beat = random(seed), Stage(rate, seconds), 60.0 / 104
    for count in range(int(seconds / beat) + 1):
        at, strength = count * beat, rng.uniform(0.82, 1.0)
        if count % 4 in (0, 2):
            stage.put(at, kick(rate, strength, rng))
            if rng.random() < 0.25:
                stage.put(at + 0.75 * beat, kick(rate, 0.7 * strength, rng))
        else:
            stage.put(at, snare(rate, strength, rng), 1.0, 0.94)
        for half in range(2):
            stage.put(at + half * beat / 2, hat(rate, 0.17 - 0.06 * half, rng, 0.09 if count % 8 == 7 and half else 0.028), 0.72, 1.0)
    return stage.sound / np.max(np.abs(stage.sound))


# --- a band

CHORDS = ((45, 60, 64, 69), (41, 57, 60, 65), (48, 55, 64, 67), (43, 59, 62, 67))  # bass and three voices: Am F C G
TUNE = (76, 74, 72, 69, 72, 74, 76, 79)


def harmonics(t, hz, level, top):
    """A sum of sines at whole multiples of hz (a number, or a frequency for every frame), level(k) the amplitude of each."""
    phase = 2 * np.pi * (hz * t if np.ndim(hz) == 0 else np.cumsum(hz) * (t[1] - t[0]))
    highest = int(top / np.max(hz))
    return sum(level(k) * np.sin(k * phase + 0.7 * k * k) for k in range(1, highest + 1))


def bass_note(rate, seconds, note):
    t = seconds_of(rate, seconds)
    plucked = harmonics(t, midi_hz(note), lambda k: k**-1.5, 1800)
    return plucked * np.minimum(1, t / 0.006) * np.exp(-t / 0.6) * np.minimum(1, (seconds - t) / 0.02)


def chord_voice(rate, seconds, note):
    t = seconds_of(rate, seconds)
    saw = harmonics(t, midi_hz(note), lambda k: 1 / k, min(11000, 0.42 * rate))
    return saw * np.minimum(1, t / 0.03) * (0.45 + 0.55 * np.exp(-t / 0.9)) * np.minimum(1, (seconds - t) / 0.04)


def lead_note(rate, seconds, note):
    t = seconds_of(rate, seconds)
    vibrato = midi_hz(note + 0.3 * np.sin(2 * np.pi * 5.3 * t) * np.clip(t / 0.4, 0, 1))
    return harmonics(t, vibrato, lambda k: k**-1.3, 7000) * np.minimum(1, t / 0.04) * np.minimum(1, (seconds - t) / 0.05)


def music(rate, seconds, seed=2, backing=1.0):
    """A whole mix: the drums, a plucked bass, wide chords, a lead with vibrato, a little noise; peak 1, PLR about 13.5, and 15.5 with
    half as much of what backs the drums."""
    rng, stage, beat = random(seed), Stage(rate, seconds), 60.0 / 104
    for bar in range(int(seconds / (4 * beat)) + 1):
        root, *voices = CHORDS[(bar + seed) % len(CHORDS)]
        for eighth in range(8):
            stage.put((4 * bar + eighth / 2) * beat, 0.3 * bass_note(rate, beat / 2, root - 12))
        for voice, (left, right) in zip(voices, ((1.0, 0.35), (0.7, 0.7), (0.35, 1.0))):
            for detune, swap in ((-0.05, False), (0.06, True)):
                sides = (right, left) if swap else (left, right)
                stage.put(4 * bar * beat, 0.075 * chord_voice(rate, 4 * beat, voice + detune), *sides)
        for half in range(2):
            note = TUNE[(2 * bar + half + seed) % len(TUNE)]
            stage.put((4 * bar + 2 * half) * beat, 0.1 * lead_note(rate, 2 * beat, note))
    air = np.stack([pink(len(stage.sound), rng) for _ in range(2)], axis=1)
    mix = drums(rate, seconds, seed) + backing * stage.sound + 0.003 * air
    return mix / np.max(np.abs(mix))


def speech_like(rate, seconds, seed=4):
    """Pink noise in syllables of very different levels: stresses gates and loudness range."""
    rng = random(seed)
    syllables = 10 ** (rng.uniform(-45, -8, int(seconds * 3)) / 20)
    frames = int(rate * seconds)
    shape = np.interp(np.arange(frames), np.linspace(0, frames, len(syllables)), syllables)
    return 0.3 * pink(frames, rng) * shape
