"""Measures that several parts share: levels, tones, responses, alignment, noise in the bands of the ear."""
import numpy as np
from scipy import fft

NOTHING = -400.0  # dB, for silence


def db(ratio):
    """Of an amplitude ratio, or an array of them."""
    size = np.abs(np.asarray(ratio)).astype(float)
    level = np.full(size.shape, NOTHING)
    np.log10(size, out=level, where=size > 0)
    level = np.where(size > 0, np.maximum(20 * level, NOTHING), NOTHING)
    return float(level) if level.ndim == 0 else level


def power_db(ratio):
    return db(np.sqrt(ratio))


def gain(level_db):
    return 10.0 ** (np.asarray(level_db, dtype=float) / 20.0)


def rms(sound):
    return float(np.sqrt(np.mean(np.square(sound)))) if np.size(sound) else 0.0


def null_db(got, wanted):
    """What is left of the difference, relative to what was wanted."""
    return db(rms(got - wanted) / rms(wanted))


# --- tones with a whole number of periods in the stretch looked at: every product has a line of its own, so no window is needed
#     and the bin of a tone is its least-squares fit


def coherent(rate, hz, frames):
    """(frequency, its bin): nearest to hz with an odd number of periods in `frames` (a power of two), so that what folds at the
    Nyquist frequency never falls on a multiple of it."""
    periods = int(round(hz * frames / rate))
    periods += 1 - periods % 2
    return periods * rate / frames, periods


def tone(rate, hz, frames, level_db=0.0, phase=0.0):
    return gain(level_db) * np.sin(2 * np.pi * hz * np.arange(frames) / rate + phase)


def line_powers(sound):
    """Mean-square power of each bin of one channel."""
    spectrum = np.abs(fft.rfft(sound) / len(sound)) ** 2
    spectrum[1:] *= 2
    if len(sound) % 2 == 0:
        spectrum[-1] /= 2
    return spectrum


def distortion_db(sound, rate, bins, low=20.0, high=20000.0):
    """Everything from low to high (Hz) that is not the tones in `bins`, relative to the tones: THD+N as in AES17 for one tone,
    intermodulation for two. One channel, a whole number of periods."""
    powers = line_powers(sound)
    hz = np.arange(len(powers)) * rate / len(sound)
    tones = powers[bins].sum()
    powers[bins] = 0
    rest = powers[(hz >= low) & (hz <= high)].sum()
    return power_db(rest / tones)


# --- responses


def response(device, rate, frames=1 << 17, before=1 << 14, level=0.25):
    """(frequencies, complex response of the left channel) from an impulse `before` frames into the file; what rings before the
    impulse counts too, as negative time. The file is long enough for its end to be silent."""
    sound = np.zeros((before + frames, 2))
    sound[before] = level
    left = device(rate, sound)[:, 0] / level
    around = np.concatenate([left[before : before + frames - before], left[:before]])
    return fft.rfftfreq(frames, 1.0 / rate), fft.rfft(around)


# --- alignment


def lag(reference, sound, most=48000):
    """Frames by which `sound` is later than `reference` (one channel each), from the peak of their correlation."""
    n = min(len(reference), len(sound))
    size = fft.next_fast_len(2 * n, real=True)
    together = fft.irfft(fft.rfft(sound[:n], size) * np.conj(fft.rfft(reference[:n], size)), size)
    around = np.concatenate([together[-most:], together[: most + 1]])
    return int(np.argmax(np.abs(around))) - most


def fine_lag(reference, sound, rate, low=200.0, high=8000.0):
    """Part of a frame by which `sound` is later, from the slope of the phase between them; both aligned to the frame."""
    n = min(len(reference), len(sound))
    cross = fft.rfft(sound[:n]) * np.conj(fft.rfft(reference[:n]))
    hz = fft.rfftfreq(n, 1.0 / rate)
    inside = (hz > low) & (hz < high)
    weight, angle, hz = np.abs(cross[inside]), np.angle(cross[inside]), hz[inside]
    return float(-np.sum(weight * angle * hz) / np.sum(weight * hz * hz) * rate / (2 * np.pi))


def moved(sound, frames, length):
    """`sound` earlier by whole frames (later when negative), `length` long."""
    whole = np.concatenate([np.zeros((max(0, -frames),) + sound.shape[1:]), sound[max(0, frames) :]])
    missing = max(0, length - len(whole))
    return np.concatenate([whole, np.zeros((missing,) + whole.shape[1:])])[:length]


def moved_finely(sound, frames):
    """`sound` (frames by channels) earlier by part of a frame. The ends wrap, so they should be quiet."""
    turn = np.exp(2j * np.pi * fft.rfftfreq(len(sound)) * frames)
    return fft.irfft(fft.rfft(sound, axis=0) * turn[:, None], len(sound), axis=0)


# --- noise as the ear's bands hear it


def ear_band_edges(rate, bands=40, low=50.0, high=16000.0):
    """Edges equally far apart on the scale of equivalent rectangular bandwidths (Glasberg and Moore 1990)."""
    number = lambda hz: 21.4 * np.log10(1 + 0.00437 * hz)
    hz = lambda number: (10 ** (number / 21.4) - 1) / 0.00437
    return hz(np.linspace(number(low), number(min(high, 0.45 * rate)), bands + 1))


def noise_to_signal_db(clean, sound, rate, frame=2048):
    """How much of `sound` is not `clean` with its level followed: in every frame (Hann, half overlapping) one gain is fitted, then
    the power of what is left over that of the signal, at most 1, is averaged over ear-wide bands and frames. It ranks devices on one
    signal; it is no listening test. Both frames by channels and aligned."""
    window = np.hanning(frame)
    edges = ear_band_edges(rate)
    band = np.digitize(fft.rfftfreq(frame, 1.0 / rate), edges) - 1
    bands = len(edges) - 1
    gather = np.zeros((len(band), bands))
    inside = (band >= 0) & (band < bands)
    gather[np.flatnonzero(inside), band[inside]] = 1
    total = count = 0
    for channel in range(clean.shape[1]):
        starts = np.arange(0, len(clean) - frame, frame // 2)
        cut = starts[:, None] + np.arange(frame)
        a, b = fft.rfft(clean[cut, channel] * window, axis=1), fft.rfft(sound[cut, channel] * window, axis=1)
        energy = np.sum(np.abs(a) ** 2, axis=1)
        heard = energy > 1e-6
        a, b, energy = a[heard], b[heard], energy[heard]
        followed = (np.real(np.sum(np.conj(a) * b, axis=1)) / energy)[:, None] * a
        signal = (np.abs(followed) ** 2) @ gather
        noise = (np.abs(b - followed) ** 2) @ gather
        counted = signal > 1e-9 * signal.sum(axis=1, keepdims=True)
        total += np.minimum(noise[counted] / signal[counted], 1.0).sum()
        count += counted.sum()
    return power_db(total / count) if count else NOTHING
