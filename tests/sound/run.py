"""Measures Sweetspot's sound through sweetspot-cli and prints the tables; ./dev sound runs it.

  run.py                  measures every part, prints the tables and writes docs/sound.md
  run.py eq limiter       measures these parts and prints their tables; docs/sound.md stays as it is
  --json FILE             writes every figure and row as well
  --jobs N                processes at once; one a core without it
  --list                  names the parts

The figures do not depend on the machine or on --jobs. The status is 1 when something could not be measured, or when a target is
missed without a reason in template.md.
"""
import argparse
import concurrent.futures
import datetime
import importlib
import json
import os
import sys
import time

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # one core a job; the jobs are many
    os.environ.setdefault(threads, "1")

import cli
import report
import table

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = os.path.join(HERE, "..", "..", "docs", "sound.md")
PARTS = ("meters", "limiter", "eq", "compressor", "gates", "saturation", "multiband", "width", "space", "rates", "pitch", "mixer")


def part(name):
    return importlib.import_module(f"parts.{name}")


def measured(jobs, workers):
    """({(part, job): figures}, {(part, job): what went wrong}) of [(part, job)]."""
    figures, wrong = {}, {}
    with concurrent.futures.ProcessPoolExecutor(workers) as pool:
        waiting = {pool.submit(job.function, *job.arguments): (name, job.name) for name, job in sorted(jobs, key=lambda one: -one[1].weight)}
        for count, done in enumerate(concurrent.futures.as_completed(waiting), 1):
            key = waiting[done]
            if done.exception() is None:
                figures[key] = done.result()
            else:
                wrong[key] = f"{type(done.exception()).__name__}: {done.exception()}"
            if sys.stderr.isatty():
                print(f"\r\033[K{count} of {len(waiting)}  {' '.join(key)}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    return figures, wrong


def load(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return json.load(file)


def peers_of(name, measured, elsewhere):
    """What table.judge wants to know of a part's peers: figures by our scripts, and texts about what was measured elsewhere."""
    return {"measured": measured["parts"].get(name, {}), "said": elsewhere.get(name, {})}


def plain(value):
    """What json can write: numpy's numbers as numbers."""
    return value.item() if hasattr(value, "item") else str(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join(f"{name:12} {part(name).TITLE}" for name in PARTS))
        return 0
    if unknown := [name for name in asked.parts if name not in PARTS]:
        parser.error(f"there is no part '{unknown[0]}'; there are {', '.join(PARTS)}")
    names = [name for name in PARTS if not asked.parts or name in asked.parts]

    start = time.monotonic()
    figures, wrong = measured([(name, job) for name in names for job in part(name).jobs()], asked.jobs)
    peers, elsewhere = load("peers.json"), load("peers_elsewhere.json")
    with open(os.path.join(HERE, "template.md"), encoding="utf-8") as file:
        template = file.read()
    results_of, skipped_of = {}, {}
    for name in names:
        mine = {job: value for (owner, job), value in figures.items() if owner == name}
        results_of[name] = [table.judge(row, mine, peers_of(name, peers, elsewhere)) for row in part(name).rows()]
        skipped_of[name] = getattr(part(name), "skipped", list)()
        print(report.as_text(part(name).TITLE, results_of[name], skipped_of[name]))
    for (owner, job), text in wrong.items():
        print(f"{owner}, {job}: {text}", file=sys.stderr)
    print(f"{len(figures)} measurements in {time.monotonic() - start:.0f} s", file=sys.stderr)

    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "program": cli.run("--version").strip(),
                    "parts": {
                        name: {
                            "figures": {job: value for (owner, job), value in figures.items() if owner == name},
                            "rows": [vars(result) for result in results_of[name]],
                            "skipped": skipped_of[name],
                        }
                        for name in names
                    },
                },
                file,
                indent=1,
                default=plain,
            )
            file.write("\n")
    if not asked.parts:
        today = datetime.date.today()
        said = f"{peers['measured_on']}, {', '.join(peers['versions'])}"
        with open(DOCUMENT, "w", encoding="utf-8") as file:
            file.write(report.document(template, results_of, skipped_of, f"{today.day} {today:%B %Y}", said))
    everything = [result for results in results_of.values() for result in results]
    unexplained = report.missed_keys(everything) - report.reasons_in(template)
    for key in sorted(unexplained):
        print(f"{key} misses its target, and template.md gives no reason", file=sys.stderr)
    return 1 if wrong or unexplained or any(result.failed for result in everything) else 0


if __name__ == "__main__":
    sys.exit(main())
