"""Loudness as in ITU-R BS.1770-4 and EBU Tech 3341/3342, and true peak: the reference that meters are held to.

Written from the standards' text. It looks at momentary and short-term loudness every millisecond and interpolates sixteen times.
"""
import numpy as np
from scipy import fft, signal

ABSOLUTE_GATE = -70.0  # LUFS
SILENCE = -200.0  # LUFS

# The standard's tables 1 and 2, at 48 kHz: (b, a).
SHELF = ([1.53512485958697, -2.69169618940638, 1.19839281085285], [1.0, -1.69065929318241, 0.73248077421585])
HIGH_PASS = ([1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621])
CHANNEL_WEIGHTS = {1: [1], 2: [1, 1], 5: [1, 1, 1, 1.41, 1.41]}


def at_rate(section, rate):
    """A section of the tables at another rate. Each is a bilinear transform that is exact at its corner, so its roots are taken back
    to the plane of the analog prototype and from there to the new rate."""
    b, a = section
    warp = np.sqrt((1 + a[1] + a[2]) / (1 - a[1] + a[2]))  # tan(pi f / 48000) of the corner
    new_warp = np.tan(np.arctan(warp) * 48000.0 / rate)

    def carry(root):
        analog = (root - 1) / (root + 1) / warp
        return (1 + new_warp * analog) / (1 - new_warp * analog)

    zeros, poles = carry(np.roots(b)), carry(np.roots(a))
    new_b, new_a = np.real(np.poly(zeros)), np.real(np.poly(poles))
    at = 1.0 if abs(sum(b)) > 1e-9 else -1.0  # where the gain is kept: 0 Hz, or the top for the high-pass
    here = lambda polynomial: np.polyval(polynomial, at)
    return new_b * (here(b) / here(a)) / (here(new_b) / here(new_a)), new_a


def k_weighting(rate, literal=False):
    """Second-order sections. Meters in use leave the high-pass' numerator as it stands in the table (1, -2, 1) at every rate, which
    makes their head room 0.02 dB smaller at 96 kHz than at 48; `literal` keeps the response the same at every rate."""
    shelf, high_pass = at_rate(SHELF, rate), at_rate(HIGH_PASS, rate)
    if not literal:
        high_pass = (np.array(HIGH_PASS[0]), high_pass[1])
    return np.array([np.concatenate(shelf), np.concatenate(high_pass)])


def weighting_db(hz, rate=48000):
    return 20 * np.log10(abs(signal.sosfreqz(k_weighting(rate), worN=[2 * np.pi * hz / rate])[1][0]))


def lufs(power):
    return -0.691 + 10 * np.log10(power) if power > 0 else SILENCE


def power_of(level):
    return 10 ** ((level + 0.691) / 10)


class Loudness:
    """Of one sound (frames by channels)."""

    def __init__(self, rate, sound, literal=False):
        self.rate = rate
        weights = CHANNEL_WEIGHTS[sound.shape[1]]
        filtered = signal.sosfilt(k_weighting(rate, literal), sound, axis=0)
        self.energy = np.concatenate([[0.0], np.cumsum(np.square(filtered) @ np.array(weights))])

    def powers(self, seconds, step):
        """Mean powers of all whole windows that start every `step` seconds."""
        width, frames = int(round(seconds * self.rate)), len(self.energy) - 1
        if frames < width:
            return np.zeros(0)
        starts = np.round(np.arange(0, (frames - width) / (step * self.rate) + 1e-9) * step * self.rate).astype(int)
        return (self.energy[starts + width] - self.energy[starts]) / width

    def integrated(self):
        blocks = self.powers(0.4, 0.1)
        blocks = blocks[blocks > power_of(ABSOLUTE_GATE)]
        if len(blocks):
            blocks = blocks[blocks > blocks.mean() / 10]
        return lufs(blocks.mean()) if len(blocks) else SILENCE

    def momentary_max(self):
        return lufs(self.powers(0.4, 0.001).max(initial=0.0))

    def short_term_max(self):
        return lufs(self.powers(3.0, 0.001).max(initial=0.0))

    def range(self):
        """LU between the 10th and the 95th percentile of short-term loudness, gated 20 LU under the mean (Tech 3342)."""
        windows = self.powers(3.0, 0.1)
        windows = windows[windows >= power_of(ABSOLUTE_GATE)]
        windows = np.sort(windows[windows >= windows.mean() / 100]) if len(windows) else windows
        if not len(windows):
            return 0.0
        low, high = (windows[int(round((len(windows) - 1) * share))] for share in (0.10, 0.95))
        return 10 * np.log10(high / low)


def integrated(rate, sound):
    return Loudness(rate, sound).integrated()


def interpolated(channel, times=16, flat=0.485):
    """One channel at `times` its rate, through the filter of a good converter: flat to 0.485 of the sample rate, then a raised cosine
    that passes half at the Nyquist frequency, so that the samples themselves stay what they are. Single precision."""
    n = fft.next_fast_len(len(channel) + 4096, real=True)
    n += n % 2
    padded = np.zeros(n, dtype=np.float32)
    padded[: len(channel)] = channel
    spectrum = fft.rfft(padded)
    edge, top = int(np.ceil(flat * n)), int((1 - flat) * n)
    bins = np.arange(edge, top + 1)
    wide = np.zeros(n * times // 2 + 1, dtype=np.complex64)
    wide[:edge] = spectrum[:edge]
    mirrored = np.where(bins <= n // 2, spectrum[np.minimum(bins, n - bins)], np.conj(spectrum[np.minimum(bins, n - bins)]))
    wide[bins] = mirrored * (0.5 + 0.5 * np.cos(np.pi * (bins / n - flat) / (1 - 2 * flat)))
    return fft.irfft(wide, n * times)[: len(channel) * times] * times


def true_peak(sound, times=16):
    """Highest magnitude between the samples as well as on them; frames by channels or one channel."""
    channels = sound.T if sound.ndim == 2 else [sound]
    if len(channels) == 2 and np.array_equal(channels[0], channels[1]):
        channels = channels[:1]
    return max(max(float(np.max(np.abs(interpolated(one, times)))), float(np.max(np.abs(one)))) for one in channels)


def true_peak_db(sound, times=16):
    return float(20 * np.log10(true_peak(sound, times)))


def at_true_peak(sound, level_db):
    """`sound` turned so that its true peak is at that level."""
    return sound * (10 ** (level_db / 20) / true_peak(sound))
