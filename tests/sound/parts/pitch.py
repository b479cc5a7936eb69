"""Pitch (rows G): how well it is tracked, and what correcting it does. The voices are those of voices.py.

Scores of tracking follow the definitions of MIREX and mir_eval, on the truth's frames of 5 ms; 15 ms on both sides of where voicing
starts or stops are left out, since there it is a matter of taste.
"""
import numpy as np
from scipy import ndimage, signal

import cli
import follow
import voices
from analysis import db, fine_lag, lag, moved, moved_finely, rms
from signals import midi_hz
from table import Job, Row

TITLE = "Pitch (18 sung files of 20 s, 82-880 Hz: vibrato, breath, noise, rooms, quick notes)"
SCALE = "C D E G A"
STRICT = cli.Tuner(("--scale", SCALE, "--retune", "0", "--vibrato", "flatten"))
NATURAL = cli.Tuner(("--scale", SCALE, "--vibrato", "keep"))


def cents(hz, reference):
    return 1200 * np.log2(hz / reference)


# --- tracking


def onto(times, values, grid):
    """Straight lines between the tracker's frames; the nearest one past its ends."""
    return np.interp(grid, times, values)


def track_scores(sung, track):
    """Counts, so that files can be put together: {"voiced" frames, "near" within 50 and "nearer" within 25 cents, "both" voiced in
    truth and track, "gross" of these more than 50 cents off, "octave" an octave off, "found", "unvoiced" frames, "alarms"}"""
    times, hz, voiced = track
    grid = np.arange(len(sung.pitch)) * voices.GRID
    edge = np.abs(np.diff(sung.voiced.astype(int), prepend=sung.voiced[0]))
    used = ~ndimage.maximum_filter1d(edge, 7).astype(bool)
    known = hz > 0  # where the tracker says nothing, what it says next to it is only to draw the lines up to there
    said = 2.0 ** onto(times, np.log2(np.interp(times, times[known], hz[known])), grid)
    has, claims = onto(times, known, grid) >= 0.5, onto(times, voiced.astype(float), grid) >= 0.5
    truly, silent = sung.voiced & used, ~sung.voiced & used
    off = np.full(len(grid), np.inf)
    off[sung.voiced & has] = np.abs(cents(said[sung.voiced & has], sung.pitch[sung.voiced & has]))
    both = truly & claims & has
    return {
        "voiced": truly.sum(),
        "near": (off[truly] <= 50).sum(),
        "nearer": (off[truly] <= 25).sum(),
        "both": both.sum(),
        "gross": (off[both] > 50).sum(),
        "octave": (np.abs(off[both] - 1200) <= 50).sum(),
        "found": claims[truly].sum(),
        "unvoiced": silent.sum(),
        "alarms": claims[silent].sum(),
    }


# --- correcting


def centre(off):
    """Of a note's pitch in cents: the mean under a Hann window, which does not mind where in its swing a vibrato is cut off."""
    window = np.hanning(len(off) + 2)[1:-1]
    return float(off @ window / window.sum())


def note_figures(sung, sound, out, late):
    """[(cents its centre was off before, and after, vibrato after over before or None, loss of purity in dB)]; after is None for a note
    that is lost."""
    figures = []
    for note in sung.notes:
        start, end = note.held
        if end - start < 0.05:
            continue
        wanted = float(midi_hz(note.midi))
        times, before = follow.pitch(sound, voices.RATE, start, end, wanted * 2 ** (note.cents / 1200))
        _, after = follow.pitch(out, voices.RATE, start + late, end + late, wanted)
        pure, still = follow.purity_db(sound, voices.RATE, times, before), follow.purity_db(out, voices.RATE, times + late, after)
        lost = np.median(still) < 0 or abs(centre(cents(after, wanted))) > 250
        off = (cents(before, wanted), cents(after, wanted))
        kept = None
        if note.vibrato > 20 and len(times) > 50:
            beats = signal.butter(2, [3.5, 8], "band", fs=1 / follow.STEP, output="sos")
            kept = np.std(signal.sosfiltfilt(beats, off[1])) / np.std(signal.sosfiltfilt(beats, off[0]))
        figures.append((centre(off[0]), None if lost else centre(off[1]), kept, float(np.median(pure - still))))
    return figures


def formant_sums(sung, sound, out, late):
    """[sum of change times wanted change, of wanted change squared, of squared errors after, and before, count] over steady notes, where
    the change is that of the levels of the harmonics, and the wanted one keeps them on the vocal tract's curve."""
    sums = np.zeros(5)
    for note in sung.notes:
        if note.vibrato or note.held[1] - note.held[0] < 0.1:
            continue
        times, before = follow.pitch(sound, voices.RATE, *note.held, float(midi_hz(note.midi + note.cents / 100)))
        _, after = follow.pitch(out, voices.RATE, note.held[0] + late, note.held[1] + late, float(midi_hz(note.midi)))
        for k in range(3, len(times) - 3, 6):
            was, now = (
                follow.harmonic_levels(one, voices.RATE, at, hz)
                for one, at, hz in ((sound, times[k], before[k]), (out, times[k] + late, after[k]))
            )
            if was is None or now is None:
                continue
            count = min(len(was), len(now))
            numbers = np.arange(1, count + 1)
            curve_was, curve_now = (db(voices.tract(numbers * hz, note.formants)) for hz in (before[k], after[k]))
            loud = (curve_was > curve_was.max() - 45) & (curve_now > curve_now.max() - 45)
            if loud.sum() < 2:
                continue
            free = lambda one: one[loud] - one[loud].mean()
            changed, wanted = free(now[:count] - was[:count]), free(curve_now - curve_was)
            sums += (
                changed @ wanted,
                wanted @ wanted,
                np.mean(free(now[:count] - curve_now) ** 2),
                np.mean(free(was[:count] - curve_was) ** 2),
                1,
            )
    return sums.tolist()


def timing(sung, sound, out):
    """(lateness of the whole, spread of the notes' from the 5th to the 95th percentile) in seconds."""
    before, after = (follow.loudness_curve(one, voices.RATE) for one in (sound, out))
    shorter = min(len(before), len(after))
    before, after = before[:shorter], after[:shorter]
    each = []
    for note in sung.notes:
        a, b = int((note.start - 0.12) / follow.LOUDNESS_STEP), int((note.end + 0.12) / follow.LOUDNESS_STEP)
        if a > 0 and b < shorter:
            each.append(follow.lateness(before[a:b], after[a:b], 0.06))
    return follow.lateness(before, after, 0.15), float(np.percentile(each, 95) - np.percentile(each, 5))


def corrected(sung, tuner):
    sound = sung.sound[:, 0]
    out = tuner(voices.RATE, sung.sound)[:, 0]
    late, spread = timing(sung, sound, out)
    return {"notes": note_figures(sung, sound, out, late), "formants": formant_sums(sung, sound, out, late), "late": late, "spread": spread}


def left_alone(sung, tuner):
    """A voice in tune already: {"null" in dB, "distance": mean distance of the logarithmic spectra in dB}, level and delay taken out."""
    sound = sung.sound[:, 0]
    out = tuner(voices.RATE, sung.sound)[:, 0]
    out = moved(out, lag(sound, out, 7200), len(sound))
    if not np.array_equal(out, sound.astype(np.float32)):
        part = fine_lag(sound, out, voices.RATE)
        out = moved_finely(out[:, None], part)[:, 0] if abs(part) < 1 else out
        out /= float(sound @ out / (sound @ sound)) or 1.0
    inner = slice(voices.RATE // 4, -voices.RATE // 4)
    before, after = (np.abs(signal.stft(one, voices.RATE, nperseg=2048)[2][4:430]) for one in (sound, out))
    floor = 1e-3 * before.max()
    apart = db(after + floor) - db(before + floor)
    exact = np.array_equal(out[inner], sound.astype(np.float32)[inner])
    return {
        "null": -400.0 if exact else db(rms((out - sound)[inner]) / rms(sound)),
        "distance": float(np.mean(np.sqrt(np.mean(apart**2, axis=0)))),
    }


def voice(name, track, strict, natural):
    sung = voices.sing(voices.BATTERY[name])
    figures = {"track": track_scores(sung, track(voices.RATE, sung.sound))} if track else {}
    if strict and "in tune" in name:
        figures["alone"] = left_alone(sung, natural or strict)
    elif strict:
        figures["strict"] = corrected(sung, strict)
        figures["natural"] = corrected(sung, natural) if natural else None
    return figures


def jobs(track=cli.pitch, strict=STRICT, natural=NATURAL):
    for name in voices.BATTERY:
        yield Job(name, voice, (name, track, strict, natural), 8)


# --- putting the files together


def share(figures, part, whole, names=lambda name: True):
    scores = [figures[name]["track"] for name in voices.BATTERY if names(name)]
    return 100 * sum(one[part] for one in scores) / sum(one[whole] for one in scores)


def in_room(name):
    return "room" in name


def worst_dry_alarm(figures):
    return max(share(figures, "alarms", "unvoiced", lambda name, one=one: name == one) for one in voices.BATTERY if not in_room(one))


def tuned(figures, way):
    files = [one[way] for one in figures.values() if one.get(way)]
    if not files:
        raise KeyError(way)
    return files


def centres(figures, way):
    """|cents| of the notes that were kept."""
    return np.abs([after for one in tuned(figures, way) for _, after, _, _ in one["notes"] if after is not None])


def lost(figures, way):
    every = [after for one in tuned(figures, way) for _, after, _, _ in one["notes"]]
    return sum(after is None for after in every), len(every)


def vibrato(figures, way):
    return float(np.median([kept for one in tuned(figures, way) for _, _, kept, _ in one["notes"] if kept is not None]))


def formants(figures, way):
    """(share of the envelope that stays where it was, error of the envelope beyond that of the input)"""
    together, wanted, after, before, count = np.sum([one["formants"] for one in tuned(figures, way)], axis=0)
    return together / wanted, float(np.sqrt(max(0.0, (after - before) / count)))


def rest(figures, way):
    """(purity lost in dB, spread of timing in ms, lag in ms): medians over files"""
    pure = [np.median([loss for _, _, _, loss in one["notes"]]) for one in tuned(figures, way)]
    return tuple(
        float(np.median(one))
        for one in (pure, [1000 * one["spread"] for one in tuned(figures, way)], [1000 * one["late"] for one in tuned(figures, way)])
    )


def alone(figures):
    return [one["alone"] for one in figures.values() if "alone" in one]


def exact(level):
    return "bit by bit" if level <= -400 else f"{level:.0f} dB"


def rows():
    yield Row(
        "G1",
        "tracker, a frame each 10 ms as `pitch` prints them: within 50 / 25 cents",
        lambda f: (share(f, "near", "voiced"), share(f, "nearer", "voiced")),
        "{:.2f} / {:.2f} %",
        "99.2 / 98.6",
        lambda near, nearer: near >= 99.2 and nearer >= 98.6,
        lambda near, nearer: -near,
    )
    yield Row(
        "G2",
        "... octave / gross errors",
        lambda f: (share(f, "octave", "both"), share(f, "gross", "both")),
        "{:.2f} / {:.2f} %",
        "0.05 / 0.3",
        lambda octave, gross: octave <= 0.05 and gross <= 0.3,
        lambda octave, gross: gross,
    )
    yield Row(
        "G3",
        "... voiced frames found / false alarms, with rooms; worst dry file",
        lambda f: (share(f, "found", "voiced"), share(f, "alarms", "unvoiced"), worst_dry_alarm(f)),
        "{:.1f} / {:.1f} %; {:.1f} %",
        "99 / 3; 1",
        lambda found, alarms, dry: found >= 99 and alarms <= 3 and dry <= 1,
        lambda found, alarms, dry: alarms - found,
    )
    yield Row(
        "G4",
        "corrected strictly: note centres, median / 95th percentile; notes lost",
        lambda f: (float(np.median(centres(f, "strict"))), float(np.percentile(centres(f, "strict"), 95)), *lost(f, "strict")),
        "{:.2f} / {:.2f} cents; {} of {}",
        "0.5 / 1.5; 0",
        lambda median, most, gone, _: median <= 0.5 and most <= 1.5 and gone == 0,
        lambda median, *_: median,
    )
    yield Row(
        "G5",
        "corrected naturally: note centres, median, and vibrato kept",
        lambda f: (float(np.median(centres(f, "natural"))), vibrato(f, "natural")),
        "{:.1f} cents at {:.2f}",
        "2 at 0.9",
        lambda median, kept: median <= 2 and kept >= 0.9,
        lambda median, kept: median,
    )
    yield Row(
        "G6",
        "formants kept while notes move by up to 60 cents; error of the envelope",
        lambda f: formants(f, "strict"),
        "{:.2f}; {:.1f} dB",
        "0.9; 3 dB",
        lambda kept, off: kept >= 0.9 and off <= 3,
        lambda kept, off: -kept,
    )
    yield Row(
        "G7",
        "voices in tune already: spectral distance; null",
        lambda f: (max(one["distance"] for one in alone(f)), exact(max(one["null"] for one in alone(f))), max(one["null"] for one in alone(f))),
        "{:.2f} dB; {}",
        "0.3; -40",
        lambda distance, _, null: distance <= 0.3 and null <= -40,
        lambda distance, *_: distance,
    )
    yield Row(
        "G8",
        "harmonics-to-noise lost; spread of timing; lag",
        lambda f: rest(f, "strict"),
        "{:.1f} dB; {:.1f} ms; {:.1f} ms",
        "0.3 dB; 2; 1",
        lambda pure, spread, late: pure <= 0.3 and spread <= 2 and abs(late) <= 1,
        lambda pure, spread, late: spread,
    )
