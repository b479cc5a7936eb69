"""Follows one sung note whose pitch is roughly known: its frequency, its purity, the levels of its harmonics, its lateness.

The pitch is the speed at which the phases of the harmonics turn once the expected pitch is taken out (the phase vocoder's way: J. L.
Flanagan and R. M. Golden 1966). It looks only for what is near the expected note, so it needs no decision about octaves.
"""
import numpy as np
from scipy import ndimage, signal

from analysis import db

STEP = 0.01  # seconds between the answers


def averaged(sound, width):
    """By a Hann window of `width` frames: a whole number of periods makes its zeros fall on the other harmonics."""
    window = np.hanning(int(width) | 1)
    return signal.oaconvolve(sound, window / window.sum(), mode="same")


def pitch(sound, rate, start, end, expected):
    """(times, Hz) of the note between start and end seconds. `expected` is Hz, or Hz at every frame of the sound; the note may be a
    semitone and a half off."""
    guess = np.broadcast_to(np.asarray(expected, dtype=float), sound.shape)
    spare = int(0.06 * rate)
    first, last = max(0, int(start * rate) - spare), min(len(sound), int(end * rate) + spare)
    piece, guess = sound[first:last], guess[first:last].copy()
    for most in (2, 5, 12):  # the nearer the guess, the more harmonics turn slowly enough to be told apart
        phase = 2 * np.pi * np.cumsum(guess) / rate
        middle = float(np.median(guess))
        width = max(4 * rate / middle, 0.02 * rate)
        total, weight = np.zeros(len(piece)), np.zeros(len(piece))
        turn = np.exp(-1j * phase)
        power = np.ones(len(piece), dtype=complex)
        for k in range(1, max(2, min(most, int(5000 / middle)) + 1)):
            power = power * turn
            line = averaged(piece * power, width)
            speed = np.angle(line[1:] * np.conj(line[:-1])) * rate / (2 * np.pi * k)
            trust = k * k * np.abs(line[1:] * line[:-1])
            total[1:] += trust * speed
            weight[1:] += trust
        off = total / np.maximum(weight, 1e-30)
        off = averaged(np.clip(off, -0.12 * middle, 0.12 * middle), 0.01 * rate)
        guess = guess + off
    times = np.arange(start, end, STEP)
    at = np.clip((times * rate).astype(int) - first, 0, len(piece) - 1)
    return times, guess[at]


def purity_db(sound, rate, times, hz):
    """Harmonics-to-noise ratio at those times (P. Boersma 1993): the likeness r of the sound to itself one period later, as
    10 log (r / (1 - r)). -40 where there is nothing."""
    long = int(0.03 * rate)
    offsets = np.arange(-long // 2, long // 2)
    window = np.hanning(len(offsets))
    centre = np.clip((times * rate).astype(int), long, len(sound) - 2 * long)[:, None]
    here = sound[centre + offsets]
    late = ndimage.map_coordinates(sound, [centre + offsets + (rate / hz)[:, None]], order=3, mode="nearest")
    likeness = np.sum(window * here * late, axis=1) / np.sqrt(np.sum(window * here**2, axis=1) * np.sum(window * late**2, axis=1) + 1e-20)
    likeness = np.clip(likeness, 1e-4, 1 - 1e-6)
    return 10 * np.log10(likeness / (1 - likeness))


def harmonic_levels(sound, rate, time, hz, top=4000.0):
    """dB of each harmonic up to `top` around a time; None too near an end."""
    long = int(0.07 * rate)
    first = int(time * rate) - long // 2
    if first < 0 or first + long > len(sound):
        return None
    window = np.hanning(long)
    at = (np.arange(long) - long / 2) / rate
    numbers = np.arange(1, max(2, int(top / hz)) + 1)
    return db(np.exp(-2j * np.pi * hz * np.outer(numbers, at)) @ (window * sound[first : first + long]) * 2 / window.sum())


LOUDNESS_STEP = 0.002


def loudness_curve(sound, rate):
    """Logarithm of the level every LOUDNESS_STEP seconds, over a floor."""
    n = int(LOUDNESS_STEP * rate)
    levels = np.sqrt(np.mean(sound[: len(sound) // n * n].reshape(-1, n) ** 2, axis=1))
    return np.log(levels + 1e-3 * levels.max() + 1e-12)


def lateness(before, after, most):
    """Seconds by which one loudness curve is later than another, at most `most`."""
    before, after = before - before.mean(), after - after.mean()
    reach = int(most / LOUDNESS_STEP)
    likeness = np.array(
        [np.dot(before[max(0, -k) : len(before) - max(0, k)], after[max(0, k) : len(after) - max(0, -k)]) for k in range(-reach, reach + 1)]
    )
    k = int(np.argmax(likeness))
    bend = 0.0
    if 0 < k < len(likeness) - 1:
        left, top, right = likeness[k - 1 : k + 2]
        bend = 0.5 * (left - right) / (left - 2 * top + right)
    return (k - reach + bend) * LOUDNESS_STEP
