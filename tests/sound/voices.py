"""Solo voices of exactly known pitch, for trackers and correctors: a sum of harmonics whose levels follow a vocal tract.

Pitch has vibrato, drift, jitter, glides and scoops; between notes there are consonants and breaths; notes are off by known amounts.
They are taken from C D E G A, so that up to 60 cents of mistuning leaves no doubt which was meant. It is a model, without the slurs of
real diction or vocal fry: what is best here is not surely best on records.
"""
from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage, signal

from signals import coloured, filtered, midi_hz, random

RATE = 48000
CONTROL = 1000  # a second: times of the curves that steer the sound
GRID = 0.005  # seconds between the frames of the truth
TOP = 9000.0  # Hz, the highest harmonic
SCALE = (0, 2, 4, 7, 9)

# First three formants in Hz of five vowels: averages of G. E. Peterson and H. L. Barney (1952); the fourth and fifth are the voice's.
VOWELS = {
    "low": {"i": (270, 2290, 3010), "e": (530, 1840, 2480), "a": (730, 1090, 2440), "o": (570, 840, 2410), "u": (300, 870, 2240)},
    "high": {"i": (310, 2790, 3310), "e": (610, 2330, 2990), "a": (850, 1220, 2810), "o": (590, 920, 2710), "u": (370, 950, 2670)},
}
UPPER = {"low": (3400, 4400), "high": (4100, 5200)}
WIDTHS = (70, 90, 130, 180, 250)  # Hz
RANGES = {
    "bass": (40, 60, "low"),
    "tenor": (48, 67, "low"),
    "alto": (55, 74, "high"),
    "soprano": (60, 81, "high"),
    "man": (40, 67, "low"),
    "woman": (55, 81, "high"),
}


@dataclass(frozen=True)
class Style:
    voice: str
    seed: int
    mistuned: float = 60.0  # cents at most
    vibrato: float = 45.0  # cents
    lengths: tuple = (0.45, 1.1)
    jitter: float = 0.35  # percent
    drift: float = 6.0  # cents
    breath: float = -38.0  # dB of the voice
    noise: float = -60.0  # dB of the voice, pink
    room: float = 0.0  # share of the level
    glides: bool = True


BATTERY = {
    "bass": Style("bass", 51),
    "tenor": Style("tenor", 52),
    "alto": Style("alto", 53),
    "soprano": Style("soprano", 54),
    "quick man": Style("man", 55, lengths=(0.2, 0.35), vibrato=0),
    "quick woman": Style("woman", 56, lengths=(0.2, 0.35), vibrato=0),
    "plain man": Style("man", 57, vibrato=0),
    "plain woman": Style("woman", 58, vibrato=0),
    "wide man": Style("man", 59, vibrato=100, lengths=(0.8, 1.5)),
    "wide woman": Style("woman", 60, vibrato=100, lengths=(0.8, 1.5)),
    "noisy man": Style("man", 61, noise=-20),
    "noisy woman": Style("woman", 62, noise=-20),
    "man in a room": Style("man", 63, room=0.35),
    "woman in a room": Style("woman", 64, room=0.35),
    "breathy man": Style("man", 65, breath=-20),
    "breathy woman": Style("woman", 66, breath=-20),
    "man in tune": Style("man", 67, mistuned=0, vibrato=0, glides=False, jitter=0.05, drift=0),
    "woman in tune": Style("woman", 68, mistuned=0, vibrato=0, glides=False, jitter=0.05, drift=0),
}


@dataclass
class Note:
    start: float
    end: float
    midi: int
    cents: float  # sung off by
    vowel: str
    vibrato: float  # cents
    level: float
    held: tuple = ()  # seconds between which it is sustained
    formants: tuple = ()


@dataclass
class Sung:
    sound: np.ndarray
    notes: list
    pitch: np.ndarray  # Hz, a frame every GRID seconds; 0 where nothing is voiced
    voiced: np.ndarray = field(default=None)


def tract(hz, formants):
    """Complex response of the vocal tract with source and lips: resonances in a row over a slope of -6 dB an octave."""
    hz = np.asarray(hz, dtype=float)
    answer = 1.0 / (1 + 1j * hz / 150) / (1 + (hz / 5500) ** 2)
    for centre, width in zip(formants, WIDTHS):
        answer = answer / (1 - (hz / centre) ** 2 + 1j * hz * width / centre**2)
    return answer


def formants_of(vowel, midi, kind):
    """Singers raise the first formant to the note when that lies higher."""
    first, *others = VOWELS[kind][vowel]
    return (max(first, 1.02 * float(midi_hz(midi))), *others, *UPPER[kind])


# --- the plan: which note when, and the curves it asks for

CONSONANTS = {"": 0.06, "s": 0.15, "t": 0.1, "h": 0.1, "m": 0.05}  # seconds of each


def plan(style, seconds, rng):
    """Notes and [(kind, end)] of consonants."""
    low, high, kind = RANGES[style.voice]
    ladder = [midi for midi in range(low, high + 1) if midi % 12 in SCALE]
    notes, consonants, at, rung = [], [], 0.25, int(rng.integers(len(ladder)))
    while True:
        long = float(rng.uniform(*style.lengths))
        consonant = str(rng.choice(["", "", "", "s", "t", "h", "m"]))
        joined = style.glides and bool(notes) and consonant == "" and rng.random() < 0.6
        gap = 0.0 if joined else CONSONANTS[consonant] + (float(rng.uniform(0.1, 0.35)) if rng.random() < 0.25 else 0.0)
        if at + gap + long > seconds - 0.4:
            return notes, consonants
        if rng.random() < 0.15:
            rung = int(rng.integers(len(ladder)))
        else:
            rung = int(np.clip(rung + rng.choice([-3, -2, -1, 1, 2, 3]), 0, len(ladder) - 1))
        cents = float(rng.uniform(10, style.mistuned) * rng.choice([-1, 1])) if style.mistuned else 0.0
        vowel, start = str(rng.choice(list("aeiou"))), at + gap
        end = start + max(long - gap, 0.16)
        edge = (0.2, 0.09) if end - start > 0.4 else (0.1, 0.05)
        notes.append(
            Note(
                start,
                end,
                ladder[rung],
                cents,
                vowel,
                style.vibrato * float(rng.uniform(0.5, 1)) if long > 0.4 else 0.0,
                float(10 ** (rng.uniform(-8, 0) / 20)),
                (start + edge[0], end - edge[1]),
                formants_of(vowel, ladder[rung], kind),
            )
        )
        if not joined:
            consonants.append((consonant, start))
        at = end


def slow_noise(points, hz, rng):
    """Of unit RMS, without anything faster than about `hz`."""
    noise = signal.sosfiltfilt(signal.butter(2, hz, fs=CONTROL, output="sos"), rng.standard_normal(points))
    return noise / np.sqrt(np.mean(noise**2))


def curves(style, notes, consonants, seconds, rng):
    """(MIDI pitch, level) at every control point; the pitch goes on through silence."""
    points = int(seconds * CONTROL)
    t = np.arange(points) / CONTROL
    pitch, level = np.full(points, np.nan), np.zeros(points)
    last = None
    for count, note in enumerate(notes):
        inside = (t >= note.start) & (t < note.end)
        local, wanted = t[inside] - note.start, note.midi + note.cents / 100
        joined = last is not None and note.start - notes[count - 1].end < 1e-6
        line = np.full(len(local), wanted)
        if style.glides:
            origin = last if joined else wanted - float(rng.uniform(0, 1.2))
            width = float(rng.uniform(0.03, 0.07))
            line += (origin - wanted) / (1 + np.exp((local - width) / (width / 5)))
        onset, beats = np.clip((local - 0.15) / 0.25, 0, 1), float(rng.uniform(4.8, 6.2))
        pitch[inside] = line + note.vibrato / 100 * onset * np.sin(2 * np.pi * beats * np.maximum(local - 0.15, 0))
        last = line[-1]
        follows = count + 1 < len(notes) and notes[count + 1].start - note.end < 1e-6
        rise = 1.0 if joined else np.clip(local / 0.03, 0, 1)
        fall = 1.0 if follows else np.clip((note.end - note.start - local) / 0.05, 0, 1)
        level[inside] = note.level * np.sin(0.5 * np.pi * np.minimum(rise, fall)) ** 2
    for kind, end in consonants:
        if kind == "m":
            hum = (t >= end - 0.05) & (t < end)
            level[hum] = np.maximum(level[hum], 0.2)
    known = np.flatnonzero(~np.isnan(pitch))
    nearest = known[np.clip(np.searchsorted(known, np.arange(points)), 0, len(known) - 1)]  # a gap takes the pitch of what comes
    pitch = np.where(np.isnan(pitch), pitch[nearest], pitch)
    pitch = ndimage.gaussian_filter1d(pitch, 2)
    if style.drift:
        pitch += style.drift / 100 * slow_noise(points, 1.5, rng)
    pitch += 12 * np.log2(1 + style.jitter / 100 * slow_noise(points, 60, rng))
    level = ndimage.gaussian_filter1d(level, 4) * (1 + 0.03 * slow_noise(points, 30, rng))
    return pitch, np.maximum(level, 0)


# --- the sound


def harmonics(notes, hz, level, seconds):
    """The voiced sound. Each vowel holds from half way of the gap before its note to half way of the gap after, and melts into the next
    within 30 ms."""
    frames, points = int(seconds * RATE), len(hz)
    every, fine = np.arange(points) / CONTROL, np.arange(frames) / RATE
    bounds = [0.0, *((a.end + b.start) / 2 for a, b in zip(notes, notes[1:])), seconds]
    phase = 2 * np.pi * np.cumsum(np.interp(fine, every, hz)) / RATE
    out = np.zeros(frames)
    for note, begin, finish in zip(notes, bounds, bounds[1:]):
        a, b = max(0, int((begin - 0.03) * CONTROL)), min(points, int((finish + 0.03) * CONTROL))
        share = np.clip((every[a:b] - begin + 0.015) / 0.03, 0, 1) * np.clip((finish + 0.015 - every[a:b]) / 0.03, 0, 1)
        middle = float(midi_hz(note.midi))
        usual = np.sqrt(np.mean(np.abs(tract(middle * np.arange(1, int(TOP / middle) + 1), note.formants)) ** 2 * int(TOP / middle)))
        strength = level[a:b] * share / usual
        first, last = int(a * RATE / CONTROL), int(b * RATE / CONTROL)
        turn = np.exp(1j * phase[first:last])
        power = np.ones(last - first, dtype=complex)
        where = np.interp(fine[first:last], every[a:b], np.arange(b - a))
        for k in range(1, int(TOP / np.min(hz[a:b])) + 1):
            power = power * turn
            # fade the highest in and out, where a moving pitch carries them past the top
            weights = strength * tract(k * hz[a:b], note.formants) * np.clip((TOP - k * hz[a:b]) / 300, 0, 1)
            low = where.astype(int)
            high = np.minimum(low + 1, b - a - 1)
            out[first:last] += np.real(power * (weights[low] + (where - low) * (weights[high] - weights[low])))
    return out


def noises(consonants, frames, rng):
    """The consonants that are not voiced."""
    out = np.zeros(frames)
    shapes = {"s": (0.12, (4500, 9500), 0.035), "t": (0.03, (2500, 9000), 0.06), "h": (0.08, (600, 5000), 0.012)}
    for kind, end in consonants:
        if kind not in shapes:
            continue
        long, band, strength = shapes[kind]
        n, last = int(long * RATE), int(end * RATE)
        burst = filtered("band", band, RATE, rng.standard_normal(n)) * (np.exp(-np.arange(n) / RATE / 0.008) if kind == "t" else np.hanning(n))
        out[last - n : last] += strength * burst / (np.sqrt(np.mean(burst**2)) + 1e-12)
    return out


def sing(style, seconds=20.0):
    rng = random(style.seed)
    notes, consonants = plan(style, seconds, rng)
    midi, level = curves(style, notes, consonants, seconds, rng)
    hz, frames = midi_hz(midi), int(seconds * RATE)
    fine = lambda curve: np.interp(np.arange(frames) / RATE, np.arange(len(curve)) / CONTROL, curve)
    voice = harmonics(notes, hz, level, seconds)
    loud = fine(level)
    size = np.sqrt(np.mean(voice[loud > 0.1] ** 2))
    voice *= 0.12 / size
    air = filtered("high", 1500, RATE, rng.standard_normal(frames), 1)
    air *= loud * (0.6 + 0.4 * np.cos(2 * np.pi * np.cumsum(fine(hz)) / RATE))
    voice += 0.12 * 10 ** (style.breath / 20) * air / np.sqrt(np.mean(air[loud > 0.1] ** 2))
    voice += noises(consonants, frames, rng)
    if style.room:
        tail = rng.standard_normal(int(0.6 * RATE)) * np.exp(-np.arange(int(0.6 * RATE)) / RATE / 0.09)
        tail[: int(0.008 * RATE)] = 0
        wet = signal.oaconvolve(voice, tail)[:frames]
        voice += style.room * wet * np.sqrt(np.mean(voice**2) / np.mean(wet**2))
    voice += coloured(frames, rng) * np.sqrt(np.mean(voice**2)) * 10 ** (style.noise / 20)
    at = (np.arange(int(seconds / GRID)) * GRID * CONTROL).astype(int)
    voiced = level[at] > 0.03
    smooth = midi_hz(ndimage.uniform_filter1d(midi, 10))
    return Sung((0.5 * voice / np.max(np.abs(voice)))[:, None], notes, np.where(voiced, smooth[at], 0.0), voiced)
