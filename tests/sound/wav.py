"""Sound files as arrays: float64, frames by channels, full scale 1."""
import warnings

import numpy as np
from scipy.io import wavfile


def stereo(mono):
    """The same sound left and right."""
    return np.stack([mono, mono], axis=1)


def write(path, rate, sound):
    """32-bit float, so that nothing is rounded to speak of (-152 dB) and nothing clips."""
    wavfile.write(path, int(rate), np.asarray(sound, dtype=np.float32))


def read(path):
    """(rate, sound); whole numbers are scaled so that full scale is 1."""
    with warnings.catch_warnings():  # chunks that are not sound are passed over
        warnings.simplefilter("ignore", wavfile.WavFileWarning)
        rate, raw = wavfile.read(path)
    sound = raw.astype(np.float64)
    if raw.dtype.kind == "i":  # scipy leaves 24-bit samples in the upper bits of 32
        sound /= -float(np.iinfo(raw.dtype).min)
    return rate, sound if sound.ndim == 2 else sound[:, None]
