"""The limiter (rows C): what passes the ceiling, what it costs in distortion and ducking, how much loudness it gains.

It is driven by turning the input up: "over" is the true peak of the input above the ceiling.
"""
import numpy as np
from scipy import signal

from analysis import db, distortion_db, fine_lag, gain, lag, moved, moved_finely, noise_to_signal_db, null_db, tone
from cli import chain, choices, fx
from loudness import Loudness, at_true_peak, true_peak_db
from signals import drums, faded, filtered, music, random, seconds_of
from table import AgainstPeers, Job, Row
from wav import stereo

TITLE = "Limiter (ceiling -1 dBTP, defaults)"
CEILING = -1.0
RATE = 48000
OVERS = (3, 6, 12)
REAL = ("music", "drums", "clipped music")
HARD = ("noise bursts", "a quarter of the rate", "clicks", "saw at 5 kHz")


# --- signals that try to get past it


def noise_bursts(rate, seconds):
    """Short bursts of noise that reaches to 20 kHz."""
    rng, sound, long = random(21), np.zeros(int(rate * seconds)), rate // 8
    for start in range(0, len(sound) - long, rate // 2):
        sound[start : start + long] = rng.standard_normal(long) * np.hanning(long)
    return filtered("low", min(20000, 0.45 * rate), rate, sound, 10)


def clicks(rate, seconds):
    """Soft music with patterns of samples whose peak lies far above them, and single samples."""
    rng, sound = random(22), 0.15 * music(rate, seconds)[:, 0]
    worst = np.sign(np.sinc(np.arange(16) - 7.5))
    for count, start in enumerate(range(rate // 10, len(sound) - rate // 5, rate // 5)):
        at = start + int(rng.integers(rate // 20))
        sound[at : at + 16] += worst if count % 2 else np.eye(16)[0]
    return sound


def saw(rate, seconds, hz=4987.0):
    t = seconds_of(rate, seconds)
    return sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, int(0.45 * rate / hz) + 1))


def sound_of(name, rate, seconds):
    quarter = lambda: np.sin(np.pi / 2 * np.arange(2 * rate) + np.pi / 4)  # its samples are 3 dB under its peaks
    return {
        "music": lambda: music(rate, seconds),
        "drums": lambda: drums(rate, seconds),
        "clipped music": lambda: np.clip(3 * music(rate, seconds), -1, 1),
        "noise bursts": lambda: stereo(noise_bursts(rate, seconds)),
        "clicks": lambda: stereo(clicks(rate, seconds)),
        "a quarter of the rate": lambda: stereo(faded(quarter(), rate)),
        "saw at 5 kHz": lambda: stereo(faded(saw(rate, 2.0), rate)),
    }[name]()


def overs(device, name, rate):
    """{"true": worst dB over the ceiling, "sample": the same of the samples}."""
    sound = sound_of(name, rate, 6.0 if rate < 96000 else 4.0)
    outputs = [device(rate, at_true_peak(sound, CEILING + over)) for over in OVERS]
    return {"true": max(true_peak_db(out) for out in outputs) - CEILING, "sample": max(db(np.max(np.abs(out))) for out in outputs) - CEILING}


# --- transparency


def untouched(device):
    """Music under the ceiling: what changes, and by how much it is late or longer."""
    figures = {}
    for under in (6.0, 0.1):
        sound = at_true_peak(music(RATE, 5.0), CEILING - under)
        out = device(RATE, sound)
        late = lag(sound[:, 0], out[:, 0])
        middle = slice(RATE, len(sound) - RATE // 2)
        figures[f"null {under:g} dB below"] = null_db(moved(out, late, len(sound))[middle], sound[middle])
        figures["late"], figures["longer"] = late, len(out) - len(sound)
    return figures


# --- distortion of steady tones


def tones_over(device, hz, over=6.0):
    """Distortion of one tone, or two of 4 to 1, `over` dB above the ceiling, once it has settled."""
    frames = settle = 2 * RATE  # so that multiples of half a hertz have whole periods
    levels = (0.0,) if len(hz) == 1 else (db(0.8), db(0.2))
    sound = sum(tone(RATE, one, settle + frames + RATE // 4, level) for one, level in zip(hz, levels))
    out = device(RATE, stereo(faded(sound * gain(CEILING + over), RATE, 20)))[:, 0]
    return distortion_db(out[settle : settle + frames], RATE, [int(2 * one) for one in hz])


# --- ducking


def followed_level(sound, hz, rate):
    """Level of a tone over time, from the sound turned down to 0 Hz by it and cleared of the rest."""
    carrier = np.exp(-2j * np.pi * hz * np.arange(len(sound)) / rate)
    sections = signal.butter(4, 150, fs=rate, output="sos")
    base = sound * carrier
    return db(2 * np.hypot(signal.sosfiltfilt(sections, base.real), signal.sosfiltfilt(sections, base.imag)))


def ducking(device):
    """A soft 1 kHz tone under a kick drum a second, 6 dB over the ceiling: how far it is pulled down, and how long after the start of
    the kick it stays more than 0.5 dB down."""
    seconds, soft = 6, CEILING - 26
    t = seconds_of(RATE, 0.5)
    kick = np.sin(2 * np.pi * 55 * t) * np.minimum(1, t / 0.004) * np.exp(-t / 0.06)
    kicks, starts = np.zeros(seconds * RATE), range(RATE // 2, (seconds - 1) * RATE, RATE)
    for start in starts:
        kicks[start : start + len(kick)] = kick * gain(CEILING + 6) / np.max(np.abs(kick))
    sound = stereo(kicks + tone(RATE, 1000, len(kicks), soft))
    out = device(RATE, sound)[:, 0]
    out = moved(out, lag(sound[:, 0], out), len(sound))
    level = followed_level(out, 1000, RATE) - soft
    inner = [start for start in starts if RATE <= start < (seconds - 2) * RATE]
    low = [np.flatnonzero(level[start : start + 9 * RATE // 10] < -0.5) for start in inner]
    return {
        "deepest": -float(level[RATE : (seconds - 1) * RATE].min()),
        "back after": float(np.median([1000 * one[-1] / RATE if len(one) else 0.0 for one in low])),
    }


# --- loudness against distortion

# Several of each kind, since which limiter is louder and which cleaner differs from piece to piece: (seed, level of the backing).
PIECES = {"music": ((2, 1.0), (7, 1.0), (2, 0.5), (7, 0.5)), "drums": ((2,), (7,), (8,))}


def gained(device, name, piece, over):
    """(LU gained at the same true peak, noise to signal in dB)."""
    sound = {"music": music, "drums": drums}[name](RATE, 10.0, *piece)
    driven = at_true_peak(sound, CEILING + over)
    out = device(RATE, driven)
    late = lag(driven[:, 0], out[:, 0])
    out = moved(out, late, len(driven))
    part = fine_lag(driven[RATE:-RATE, 0], out[RATE:-RATE, 0], RATE)
    out = moved_finely(out, part) if abs(part) > 0.01 else out
    density = lambda one: Loudness(RATE, one).integrated() - true_peak_db(one)
    return [density(out) - density(driven), noise_to_signal_db(driven[RATE:-RATE], out[RATE:-RATE], RATE)]


OURS = chain("limiter:ceiling=-1")


def jobs(device=OURS, rates=(44100, 48000, 96000)):
    yield Job("untouched", untouched, (device,), 4)
    for name in REAL + HARD:
        for rate in rates:
            yield Job(f"overs, {name}, {rate}", overs, (device, name, rate), rate / 8000 if name in REAL else rate / 12000)
    for hz in ((50,), (100,), (103.5,), (1000,), (997,), (60, 7000)):
        yield Job("tones " + " + ".join(map(str, hz)), tones_over, (device, hz), 1)
    yield Job("ducking", ducking, (device,), 1)
    for name, pieces in PIECES.items():
        for count, piece in enumerate(pieces):
            for over in (6, 12):
                yield Job(f"gained, {name} {count}, {over}", gained, (device, name, piece, over), 6)
    if device is OURS:
        for style in other_styles():
            yield from jobs_of_style(style)


def other_styles():
    return choices("limiter", "style")[1:]


def jobs_of_style(style):
    """A shorter list for the styles that are not the default."""
    device = chain(fx("limiter", ceiling=CEILING, style=style))
    for name in REAL + HARD:
        yield Job(f"{style}: overs, {name}, {RATE}", overs, (device, name, RATE), 5)
    yield Job(f"{style}: tones 100", tones_over, (device, (100,)), 1)
    for name, pieces in PIECES.items():
        for count, piece in enumerate(pieces):
            yield Job(f"{style}: gained, {name} {count}, 12", gained, (device, name, piece, 12), 6)


def worst(figures, names, which):
    return max(
        figures[f"overs, {name}, {rate}"][which] for name in names for rate in (44100, 48000, 96000) if f"overs, {name}, {rate}" in figures
    )


def mean_gained(figures, name, over):
    every = [figures[f"gained, {name} {count}, {over}"] for count in range(len(PIECES[name]))]
    return tuple(float(np.mean(column)) for column in zip(*every))


def louder_and_cleaner(key, name, over):
    """As loud as the loudest peer that holds a ceiling in true peak, and as clean as the cleanest."""
    mean = lambda f: mean_gained(f, name, over)
    aim = lambda peers: (max(loud for loud, _ in peers), min(noise for _, noise in peers))
    return AgainstPeers(
        key,
        f"loudness gained, {over} dB over: {name}",
        mean,
        "{:.2f} LU at NSR {:.1f}",
        met=lambda loud, noise, most, least: loud >= most and noise <= least,
        rank=lambda loud, noise: -loud,
        aim=aim,
        target_show="{:.2f} at {:.1f}",
        contenders=("alimiter at 192 kHz", "x42 dpl"),
    )


def rows():
    yield Row(
        "C1",
        "true peak over the ceiling, music, drums, clipped masters, 3 to 12 dB over; 44.1, 48, 96 kHz",
        lambda f: max(0.0, worst(f, REAL, "true")),
        "{:.2f} dB",
        "0.05",
        lambda over: over <= 0.05,
        lambda over: over,
    )
    yield Row(
        "C2",
        "the same, any signal (clicks, a quarter of the rate, noise, saw)",
        lambda f: max(0.0, worst(f, HARD, "true")),
        "{:.2f} dB",
        "0.10",
        lambda over: over <= 0.10,
        lambda over: over,
    )
    yield Row(
        "C3",
        "sample peak over; delay left in the file; change of length",
        lambda f: (max(0.0, worst(f, REAL + HARD, "sample")), f["untouched"]["late"], f["untouched"]["longer"]),
        "{:.2f} dB; {}; {}",
        "0; 0; 0",
        lambda over, late, longer: over < 0.005 and late == longer == 0,
        lambda over, late, longer: over + abs(late) + abs(longer),
    )
    yield Row(
        "C4",
        "null 6 dB, and 0.1 dB, below the ceiling",
        lambda f: (f["untouched"]["null 6 dB below"], f["untouched"]["null 0.1 dB below"]),
        "{:.1f}, {:.1f} dB",
        "-145",
        lambda *nulls: max(nulls) <= -145,
        lambda *nulls: max(nulls),
    )
    yield Row(
        "C5",
        "THD+N at 50 / 100 / 103.5 Hz, 6 dB over",
        lambda f: tuple(f[f"tones {hz}"] for hz in (50, 100, 103.5)),
        "{:.1f} / {:.1f} / {:.1f} dB",
        "-90",
        lambda *all: max(all) <= -90,
        lambda *all: max(all),
    )
    yield Row(
        "C6",
        "THD+N at 1000 / 997 Hz, 6 dB over",
        lambda f: (f["tones 1000"], f["tones 997"]),
        "{:.1f} / {:.1f} dB",
        "-120",
        lambda *both: max(both) <= -120,
        lambda *both: max(both),
    )
    yield Row(
        "C7",
        "intermodulation of 60 and 7000 Hz, 6 dB over",
        lambda f: f["tones 60 + 7000"],
        "{:.1f} dB",
        "-60",
        lambda level: level <= -60,
        lambda level: level,
    )
    yield Row(
        "C8",
        "duck of a soft tone by a kick 6 dB over; back within 0.5 dB after",
        lambda f: (f["ducking"]["deepest"], f["ducking"]["back after"]),
        "{:.1f} dB; {:.0f} ms",
        "6.5; 70",
        lambda deepest, after: deepest <= 6.5 and after <= 70,
        lambda deepest, after: deepest,
    )
    for key, name, over in (("C9a", "music", 6), ("C9b", "drums", 6), ("C10a", "music", 12), ("C10b", "drums", 12)):
        yield louder_and_cleaner(key, name, over)
    for style in other_styles():

        def numbers(f, style=style):
            own = {name.removeprefix(f"{style}: "): value for name, value in f.items() if name.startswith(f"{style}: ")}
            return (
                max(0.0, worst(own, REAL, "true")),
                max(0.0, worst(own, HARD, "true")),
                own["tones 100"],
                *mean_gained(own, "music", 12),
                *mean_gained(own, "drums", 12),
            )

        yield Row(
            f"C-{style}",
            f"style {style}: true peak over, music and drums; any signal; THD+N at 100 Hz, 6 dB over; gained 12 dB over, music; drums",
            numbers,
            "{:.2f}; {:.2f} dB; {:.0f} dB; {:.2f} LU at {:.1f}; {:.2f} LU at {:.1f}",
            "0.05; 0.10",
            lambda real, hard, *_: real <= 0.05 and hard <= 0.10,
        )
