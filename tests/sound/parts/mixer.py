"""The mixer (rows H, K8): sums, pans, automation, latency, placement, and whether a render is always the same."""

import numpy as np

import cli
from analysis import db, gain, moved, null_db, power_db, rms, tone
from signals import music, pink, random, seconds_of
from song import Song
from table import Job, Row

TITLE = "Mixer"
RATE = 48000
CENTRE = np.sqrt(0.5)  # of a mono track in the middle


def single(sound):
    """As a file of 32-bit float holds it."""
    return np.asarray(sound, dtype=np.float32).astype(float)


def long(sound, frames):
    return moved(sound, 0, frames)


def summed(count, channels):
    """Null against the sum in double precision, with odd gains on the tracks and the mix."""
    rng, wanted = random(41), np.zeros((3 * RATE, 2))
    with cli.folder() as here:
        song = Song(here, RATE)
        for _ in range(count):
            sound = single(0.2 * np.stack([pink(3 * RATE, rng) for _ in range(channels)], axis=1))
            level = round(float(rng.uniform(-30, 0)), 3)
            song.track(sound, gain=level)
            wanted += gain(level) * (sound if channels == 2 else CENTRE * sound)
        whole = round(min(6.0, db(0.5 / np.max(np.abs(wanted)))), 3)
        song.lines.append(f"set mix/gain={whole}")
        return null_db(long(song.render(), len(wanted)), gain(whole) * wanted)


def inverted():
    """Peak of a track and its inverted copy."""
    with cli.folder() as here:
        song = Song(here, RATE)
        sound = 0.25 * music(RATE, 3)
        song.track(sound)
        song.track(sound, invert="on")
        return float(np.max(np.abs(song.render())))


def panned():
    """{"centre": dB of a mono track in the middle, "spread": dB between the most and the least power on the way across}"""
    sound, powers = single(tone(RATE, 997, RATE, -12)), []
    for pan in np.linspace(-1, 1, 9):
        with cli.folder() as here:
            song = Song(here, RATE)
            song.track(sound, pan=pan)
            out = long(song.render(), RATE)
        sides = [float(side @ sound / (sound @ sound)) for side in out.T]
        powers.append(power_db(sum(side**2 for side in sides)))
        if pan == 0:
            centre = db(sides[0])
    return {"centre": centre, "spread": max(powers) - min(powers)}


def automated(hz=997.0):
    """A fader that falls 30 dB in a straight line within 2 s: {"null" against the exact curve, "outside": energy more than 150 Hz away
    from the tone, "ideal": that of the exact curve, "late": frames}"""
    points = ((0.0, 0.0), (1.0, 0.0), (3.0, -30.0), (4.0, -30.0))
    t = seconds_of(RATE, 4)
    sound = single(tone(RATE, hz, len(t), -6))
    curve = lambda at: CENTRE * gain(np.interp(at, *zip(*points)))
    with cli.folder() as here:
        song = Song(here, RATE)
        song.track(sound, automation=points)
        out = long(song.render(), len(t))[:, 0]
    inside = slice(int(0.9 * RATE), int(3.1 * RATE))

    def outside(one):
        spectrum = np.abs(np.fft.rfft(one[inside] * np.blackman(inside.stop - inside.start))) ** 2
        at = np.fft.rfftfreq(inside.stop - inside.start, 1 / RATE)
        return power_db(spectrum[(np.abs(at - hz) > 150) & (at > 20)].sum() / spectrum.sum())

    off = lambda frames: rms((curve(t - frames / RATE) * sound - out)[inside])
    coarse = min(range(-2048, 2049, 32), key=off)
    return {
        "null": null_db(out[inside], (curve(t) * sound)[inside]),
        "outside": outside(out),
        "ideal": outside(curve(t) * sound),
        "late": min(range(coarse - 32, coarse + 33), key=off),
    }


def beside_latency(device):
    """A track and its inverted copy through a device that is late but leaves this sound alone: what is left, in dB of the track."""
    with cli.folder() as here:
        song = Song(here, RATE)
        sound = single(0.1 * music(RATE, 3))
        song.track(sound)
        song.track(sound, invert="on", devices=[device])
        return db(rms(song.render()) / rms(sound))


def placed():
    """{"off": frames by which a single sample is misplaced, "headroom": dB that four tracks 12 dB over full scale together are off
    after the mix brings them down, "same": whether two renders are equal}"""
    with cli.folder() as here:
        song = Song(here, RATE)
        song.track(np.eye(1, 100)[0] * 0.5, at=54321)
        off = int(np.argmax(np.abs(song.render()[:, 0]))) - 54321
    with cli.folder() as here:
        song = Song(here, RATE)
        sound = single(tone(RATE, 997, RATE, -1))
        for _ in range(4):
            song.track(sound)
        song.lines.append("set mix/gain=-12")
        first, second = song.render(), song.render()
        wanted = 4 * CENTRE * gain(-12) * np.stack([sound, sound], axis=1)
        return {"off": off, "headroom": null_db(long(first, RATE), wanted), "same": bool(np.array_equal(first, second))}


def demo_renders():
    """How many different files the demo song's mix makes with 1 to 4 threads and blocks of many sizes, and a stretch of it with blocks
    of one frame."""
    ways = [("--jobs", jobs, "--block", block) for jobs, block in ((1, 1024), (1, 64), (2, 512), (2, 100000), (3, 37), (4, 1000))]
    with cli.folder() as here:
        cli.run("demo", f"{here}/Demo")
        render = lambda *options: cli.run("render", f"{here}/Demo", "-o", f"{here}/out.wav", "--mix", "--depth", "float", *options)

        def outcome(*options):
            render(*options)
            with open(f"{here}/out.wav", "rb") as file:
                return hash(file.read())

        whole = {outcome(*way) for way in ways}
        stretch = {outcome("--range", "20:23", *way) for way in (("--jobs", 1, "--block", 1), ("--jobs", 2, "--block", 4096))}
    return {"whole": len(whole), "stretch": len(stretch), "ways": len(ways)}


def jobs():
    for count, channels in ((8, 1), (32, 1), (8, 2)):
        yield Job(f"sum of {count} with {channels}", summed, (count, channels), count / 8)
    for function in (inverted, panned, automated, placed):
        yield Job(function.__name__, function)
    for device in ("limiter", "compressor threshold=0 lookahead=5"):
        yield Job(f"beside {device.split()[0]}", beside_latency, (device,))
    yield Job("demo renders", demo_renders, (), 10)


def exact(level):
    return "exact silence" if level <= -400 else f"{level:.1f} dB"


def rows():
    sums = ("sum of 8 with 1", "sum of 32 with 1", "sum of 8 with 2")
    yield Row(
        "H1",
        "sum of 8 mono, 32 mono, 8 stereo tracks against double precision",
        lambda f: tuple(f[one] for one in sums),
        "{:.1f}, {:.1f}, {:.1f} dB",
        "-150",
        lambda *nulls: max(nulls) <= -150,
    )
    yield Row(
        "H1b", "a track and its inverted copy", lambda f: (exact(db(f["inverted"])), f["inverted"]), "{0}", "exact", lambda _, peak: peak == 0
    )
    yield Row(
        "H1c",
        "pan: centre; spread of power",
        lambda f: (f["panned"]["centre"], f["panned"]["spread"]),
        "{:.2f} dB; {:.3f} dB",
        "-3; 0",
        lambda centre, spread: abs(centre + 3.01) < 0.01 and spread < 0.005,
    )
    yield Row(
        "H2",
        "automation, 30 dB in 2 s: against the exact curve",
        lambda f: f["automated"]["null"],
        "{:.1f} dB",
        "-120",
        lambda level: level <= -120,
    )
    yield Row(
        "H2b",
        "... sound outside the tone, and that of an ideal ramp",
        lambda f: (f["automated"]["outside"], f["automated"]["ideal"]),
        "{:.2f}, {:.2f} dB",
        "within 3 dB",
        lambda level, ideal: level <= ideal + 3,
    )
    yield Row("H2c", "... late by", lambda f: f["automated"]["late"], "{} samples", "0", lambda late: late == 0)
    yield Row(
        "H3",
        "a parallel path through a latent insert (limiter, compressor with look-ahead), inverted",
        lambda f: (exact(f["beside limiter"]), exact(f["beside compressor"]), f["beside limiter"], f["beside compressor"]),
        "{0}, {1}",
        "-145",
        lambda _, __, *levels: max(levels) <= -145,
    )
    yield Row(
        "H4",
        "placement; 12 dB over full scale inside; the same render twice",
        lambda f: (f["placed"]["off"], f["placed"]["headroom"], "identical" if f["placed"]["same"] else "different"),
        "{} samples; {:.1f} dB; {}",
        "0; -150; identical",
        lambda off, headroom, same: off == 0 and headroom <= -150 and same == "identical",
    )
    yield Row(
        "K8",
        "1 to 4 threads; blocks of 37 to 100 000 frames, the demo song; blocks of one frame, three seconds of it",
        lambda f: tuple("identical, every bit" if f["demo renders"][what] == 1 else "different" for what in ("whole", "stretch")),
        "{}; {}",
        "identical",
        lambda *both: both == ("identical, every bit",) * 2,
    )
