"""Runs sweetspot-cli (and, for peers, any other program) in folders of its own that are gone afterwards.

The program is the one named by the environment variable SWEETSPOT_CLI, else the release build of this tree.
"""
import functools
import json
import os
import shlex
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

import wav

HERE = os.path.dirname(os.path.abspath(__file__))
BUILT = os.path.join(HERE, "..", "..", "build", "release", "bin", "sweetspot-cli")


class Failed(RuntimeError):
    """A program said no; the text is what it said."""


def program():
    return os.environ.get("SWEETSPOT_CLI", BUILT)


def call(words, shell=False, given=None):
    """Standard output of a command; Failed with its last words otherwise."""
    done = subprocess.run(words, shell=shell, input=given, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        shown = words if shell else shlex.join(words)
        raise Failed(f"{shown}: {done.stderr.strip()[-400:] or done.returncode}")
    return done.stdout


def run(*words, given=None):
    return call([program(), *map(str, words)], given=given)


@contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="sweetspot-sound-") as path:
        yield path


# --- what is there to measure


@functools.lru_cache(maxsize=None)
def processors():
    """{processor: {key of a parameter: its description}}."""
    listed = json.loads(run("processors", "--json"))["processors"]
    return {one["id"]: {parameter["key"]: parameter for parameter in one["parameters"]} for one in listed}


def has(processor, *keys):
    """Whether the processor exists and has all these parameters."""
    return processor in processors() and all(key in processors()[processor] for key in keys)


def choices(processor, key):
    """The words a parameter takes; empty when it does not exist or is a number."""
    return processors().get(processor, {}).get(key, {}).get("choices", []) if has(processor) else []


def fx(processor, **values):
    """TYPE:key=value,... for process; two underscores stand for a point, as band1__freq."""
    told = ",".join(
        f"{key.replace('__', '.')}={value:.10g}" if isinstance(value, float) else f"{key.replace('__', '.')}={value}"
        for key, value in values.items()
    )
    return f"{processor}:{told}" if told else processor


# --- sounds in, sounds out


@dataclass(frozen=True)
class Chain:
    """A chain of our processors as a function of (rate, sound)."""

    words: tuple

    def __call__(self, rate, sound):
        with folder() as here:
            wav.write(f"{here}/in.wav", rate, sound)
            effects = [word for one in self.words for word in ("--fx", one)]
            run("process", f"{here}/in.wav", "-o", f"{here}/out.wav", *effects)
            return wav.read(f"{here}/out.wav")[1]


def chain(*words):
    return Chain(words)


@dataclass(frozen=True)
class Command:
    """Any program as a function of (rate, sound); {in} {out} {rate} stand in its line. `late` frames are taken off the front
    of what comes out, for programs that do not compensate their own latency; the sound is padded by as many."""

    line: str
    late: int = 0

    def __call__(self, rate, sound):
        with folder() as here:
            padded = np.concatenate([sound, np.zeros((self.late,) + sound.shape[1:])])
            wav.write(f"{here}/in.wav", rate, padded)
            line = self.line.replace("{in}", f"{here}/in.wav").replace("{out}", f"{here}/out.wav").replace("{rate}", str(rate))
            call(line, shell=True)
            return wav.read(f"{here}/out.wav")[1][self.late :]


@dataclass(frozen=True)
class Converter:
    """sweetspot-cli resample as a function of (rate, sound, new rate)."""

    options: tuple = ("--depth", "float")

    def __call__(self, rate, sound, new_rate):
        with folder() as here:
            wav.write(f"{here}/in.wav", rate, sound)
            run("resample", f"{here}/in.wav", "-o", f"{here}/out.wav", "--rate", new_rate, *self.options)
            return wav.read(f"{here}/out.wav")[1]


def measure(rate, sound, series=False):
    """What `measure --json` says of a sound."""
    with folder() as here:
        wav.write(f"{here}/in.wav", rate, sound)
        said = run("measure", f"{here}/in.wav", "--json", *(["--series"] if series else []))
    return json.loads(said)["files"][0]


def pitch(rate, sound):
    """(times, frequencies in Hz, voiced) as `pitch --csv` prints them."""
    with folder() as here:
        wav.write(f"{here}/in.wav", rate, sound)
        lines = run("pitch", f"{here}/in.wav", "--csv").splitlines()[1:]
    table = np.array([[float(field) for field in line.split(",")] for line in lines])
    return table[:, 0], table[:, 1], table[:, 2] > 0.5


@dataclass(frozen=True)
class Tuner:
    """sweetspot-cli tune as a function of (rate, sound)."""

    options: tuple

    def __call__(self, rate, sound):
        with folder() as here:
            wav.write(f"{here}/in.wav", rate, sound)
            run("tune", f"{here}/in.wav", "-o", f"{here}/out.wav", *self.options)
            return wav.read(f"{here}/out.wav")[1]
