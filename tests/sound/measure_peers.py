"""Measures other programs with the same jobs and signals as ours, once, and writes peers.json. Not part of ./dev sound.

  measure_peers.py [PART...]     measures these parts' peers (all without any) and keeps the others' figures

Needs Debian's ffmpeg, sox, x42-plugins, zam-plugins, calf-plugins and praat; plug-ins run in ffmpeg's lv2 and ladspa filters. The texts
in peers_elsewhere.json are of figures that were measured elsewhere, with other tools on other signals of the same kind.
"""
import argparse
import datetime
import json
import os
import subprocess
import sys

import numpy as np

import cli
import run
import wav
from cli import Command
from parts import eq, limiter, pitch, rates, saturation

PACKAGES = ("ffmpeg", "sox", "x42-plugins", "zam-plugins", "calf-plugins", "praat")
FILE = os.path.join(run.HERE, "peers.json")


def ffmpeg(filters, late=0):
    return Command(f"ffmpeg -v error -y -i {{in}} -af '{filters}' -c:a pcm_f32le {{out}}", late)


def lv2(plugin, late=0, **controls):
    """A plug-in in ffmpeg's host, which leaves its latency in: `late` frames."""
    told = "|".join(f"{key}={value:g}" for key, value in controls.items())
    return ffmpeg("asetnsamples=n=64:p=0,lv2=plugin=" + plugin.replace(":", "\\\\:") + (f":controls={told}" if told else ""), late)


def ladspa(file, plugin, *controls):
    told = "|".join(f"c{i}={value:g}" for i, value in enumerate(controls))
    return ffmpeg(f"ladspa=file={file}:plugin={plugin}:controls={told}")


def limiters():
    ceiling = f"{10 ** (limiter.CEILING / 20):.10f}"
    soxr = "resampler=soxr:precision=28"
    yield "alimiter at 192 kHz", ffmpeg(f"aresample=192000:{soxr},alimiter=limit={ceiling}:level=0:latency=1,aresample={{rate}}:{soxr}")
    yield "alimiter", ffmpeg(f"alimiter=limit={ceiling}:level=0:latency=1")
    yield "x42 dpl", lv2("http://gareus.org/oss/lv2/dpl#stereo", gain=0, threshold=limiter.CEILING, truepeak=1)
    yield "ZaMaximX2", ladspa("ZaMaximX2-ladspa", "ZaMaximX2", 25, limiter.CEILING, limiter.CEILING)


def ffmpeg_filter(kind, hz, gain, q):
    name = {"bell": "equalizer", "low_shelf": "bass", "high_shelf": "treble", "high_pass": "highpass", "low_pass": "lowpass"}[kind]
    return ffmpeg(f"{name}=f={hz:g}:t=q:w={q:.8g}" + (f":g={gain:g}" if gain else "") + ":r=f64")


def sox(effect):
    return Command(f"sox -D {{in}} -e float -b 32 {{out}} {effect}")


def sox_filter(kind, hz, gain, q):
    return sox(
        {
            "bell": f"equalizer {hz:g} {q:.8g}q {gain:g}",
            "low_shelf": f"bass {gain:g} {hz:g} {q:.8g}q",
            "high_shelf": f"treble {gain:g} {hz:g} {q:.8g}q",
            "high_pass": f"highpass -2 {hz:g} {q:.8g}q",
            "low_pass": f"lowpass -2 {hz:g} {q:.8g}q",
        }[kind]
    )


class Rate:
    """A converter as a function of (rate, sound, new rate); {new} in its line."""

    def __init__(self, line):
        self.line = line

    def __call__(self, rate, sound, new_rate):
        return Command(self.line.replace("{new}", str(new_rate)))(rate, sound)


def soxr(precision, cutoff=""):
    return Rate(f"ffmpeg -v error -y -i {{in}} -af aresample={{new}}:resampler=soxr:precision={precision}{cutoff} -c:a pcm_f32le {{out}}")


def to_16_bits(method):
    return Command(f"ffmpeg -v error -y -i {{in}} -af aresample=osf=s16:dither_method={method} -c:a pcm_s16le {{out}}")


class TurnedUp:
    """A device without a drive: the sound is turned up in front of it by as much, and down again behind it."""

    def __init__(self, device):
        self.device = device

    def __call__(self, drive):
        return saturation.Driven(self.device, drive)


def saturators():
    yield "asoftclip tanh, 8x", ffmpeg("asoftclip=type=tanh:oversample=8")
    yield "Calf Saturator", lv2("http://calf.sourceforge.net/plugins/Saturator", drive=5, blend=10)
    yield "ZamTube", ffmpeg("channelsplit=channel_layout=stereo:channels=FL,ladspa=file=ZamTube-ladspa:plugin=ZamTube:controls=c0=5")


PRAAT = """form Pitch
  sentence in
  sentence out
endform
Read from file: in$
To Pitch (ac): 0.005, 65, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 1100
count = Get number of frames
writeFile: out$, ""
for frame to count
  time = Get time from frame number: frame
  hertz = Get value in frame: frame, "Hertz"
  if hertz = undefined
    hertz = 0
  endif
  appendFileLine: out$, time, " ", hertz
endfor
"""


def praat(rate, sound):
    """(times, Hz, voiced)"""
    with cli.folder() as here:
        wav.write(f"{here}/in.wav", rate, sound)
        with open(f"{here}/pitch.praat", "w", encoding="utf-8") as file:
            file.write(PRAAT)
        cli.call(["praat", "--run", f"{here}/pitch.praat", f"{here}/in.wav", f"{here}/out.txt"])
        times, hz = np.loadtxt(f"{here}/out.txt", unpack=True)
    return times, hz, hz > 0


FAT1_LATE = 1024  # frames, as it says


def fat1(smoothing):
    """Notes C D E G A, full correction."""
    notes = {f"m{note:02}": float(note in (0, 2, 4, 7, 9)) for note in range(12)}
    return lv2("http://gareus.org/oss/lv2/fat1", FAT1_LATE, mode=2, corr=1, filter=smoothing, **notes)


SOX_DITHER = (("tpdf", "dither"), ("shaped", "dither -s"))

# {part: (name, its jobs) of every peer}
PEERS = {
    "limiter": lambda: [(name, limiter.jobs(device)) for name, device in limiters()],
    "eq": lambda: [("ffmpeg, 64 bit", eq.jobs(ffmpeg_filter)), ("sox", eq.jobs(sox_filter))],
    "saturation": lambda: [(name, saturation.jobs([("device", TurnedUp(device))])) for name, device in saturators()],
    "rates": lambda: [
        ("sox -v", rates.jobs(Rate("sox -D {in} -e float -b 32 {out} rate -v {new}"), ())),
        ("sox", rates.jobs(None, [(name, Command(f"sox {{in}} -b 16 {{out}} {told}")) for name, told in SOX_DITHER])),
        ("soxr 28", rates.jobs(soxr(28), ())),
        ("soxr 33, cutoff 0.95", rates.jobs(soxr(33, ":cutoff=0.95"), ())),
        ("ffmpeg", rates.jobs(None, [("tpdf", to_16_bits("triangular"))])),
        ("ffmpeg improved-e", rates.jobs(None, [("shaped", to_16_bits("improved_e_weighted"))])),
    ],
    "pitch": lambda: [("Praat", pitch.jobs(praat, None, None)), ("x42 fat1", pitch.jobs(None, fat1(0.02), fat1(0.1)))],
}


def versions():
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *PACKAGES], capture_output=True, text=True, check=True)
    return said.stdout.split("\n")[:-1]


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(one) for one in value]
    value = run.plain(value) if hasattr(value, "item") else value
    return round(value, 5) if isinstance(value, float) else value


def write(kept):
    """A job a line."""
    one_line = lambda value: json.dumps(value, separators=(", ", ": "))
    lines = []
    for part, peers in sorted(kept["parts"].items()):
        told = [
            f"  {one_line(name)}: {{\n"
            + ",\n".join(f"   {one_line(job)}: {one_line(rounded(figures))}" for job, figures in sorted(jobs.items()))
            + "\n  }"
            for name, jobs in peers.items()
        ]
        lines.append(f" {one_line(part)}: {{\n" + ",\n".join(told) + "\n }")
    with open(FILE, "w", encoding="utf-8") as file:
        file.write(f'{{"measured_on": {one_line(kept["measured_on"])},\n"versions": {one_line(kept["versions"])},\n"parts": {{\n')
        file.write(",\n".join(lines) + "\n}}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PEERS, []])
    asked = parser.parse_args()
    kept = run.load("peers.json")
    for part in asked.parts or PEERS:
        peers = [(name, list(jobs)) for name, jobs in PEERS[part]()]
        figures, wrong = run.measured([(name, job) for name, jobs in peers for job in jobs], os.cpu_count())
        for key, text in wrong.items():
            print(*key, text[-300:], file=sys.stderr)
        kept["parts"][part] = {name: {job: value for (owner, job), value in figures.items() if owner == name} for name, _ in peers}
    today = datetime.date.today()
    kept["measured_on"], kept["versions"] = f"{today.day} {today:%B %Y}", versions()
    write(kept)


if __name__ == "__main__":
    main()
