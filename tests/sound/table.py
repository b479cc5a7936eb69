"""What a part is made of: jobs that measure, and rows that say what came of it.

A part (a module in parts/) has
  TITLE   the heading of its table
  jobs()  the measurements, each a function that runs in a process of its own and returns numbers, lists and words only
  rows()  the rows, each of which reads the figures {name of a job: what it returned}
  skipped()  (optional) plain lines about what is not there to be measured
"""
from dataclasses import dataclass
from typing import Any, Callable, Optional


@dataclass(frozen=True)
class Job:
    name: str
    function: Callable
    arguments: tuple = ()
    weight: float = 1.0  # about how many seconds it takes; long ones start first


@dataclass(frozen=True)
class Row:
    key: str  # never used for another row: the template and the peers' file name it
    measure: str
    value: Callable[[dict], Any]  # from the figures: a number, or a tuple of them
    show: str  # str.format of the value's numbers
    target: str = ""
    met: Optional[Callable[..., bool]] = None  # of the same numbers
    rank: Optional[Callable[..., float]] = None  # peers: the smallest is the best; none are shown without it

    def counts(self, peer):
        return True

    def numbers(self, figures):
        value = self.value(figures)
        return value if isinstance(value, tuple) else (value,)

    def text(self, numbers):
        return self.show.format(*numbers)

    def target_against(self, peers):
        return self.target

    def met_against(self, numbers, peers):
        return None if self.met is None else bool(self.met(*numbers))


@dataclass(frozen=True)
class AgainstPeers(Row):
    """A row whose target is set by what peers reach on the same signals: `aim` makes the numbers of the target of the peers'."""

    aim: Optional[Callable[[list], tuple]] = None
    target_show: str = ""
    contenders: tuple = ()  # names of the peers that count

    def counts(self, peer):
        return peer in self.contenders

    def target_against(self, peers):
        return self.target_show.format(*self.aim(peers)) if peers else self.target

    def met_against(self, numbers, peers):
        return bool(self.met(*numbers, *self.aim(peers))) if peers else None


@dataclass
class Result:
    """A row as it is printed."""

    key: str
    measure: str
    figure: str
    target: str
    met: Optional[bool]  # None: it has no target
    peer: str
    numbers: tuple = ()
    failed: bool = False  # it could not be measured at all


def judge(row, figures, peers):
    """A Result. `peers` are the part's: {"measured": {name: figures}, "said": {key of a row: text}}."""
    values = {}
    for name, theirs in peers.get("measured", {}).items():
        if not row.counts(name):
            continue
        try:
            numbers = row.numbers(theirs)
        except (KeyError, TypeError, ValueError):
            continue  # this peer was not measured for this row
        if all(number == number for number in numbers):  # nor where there was nothing to take a mean of
            values[name] = numbers
    peer = peers.get("said", {}).get(row.key, "")
    if values and row.rank and not peer:
        best = min(values, key=lambda name: row.rank(*values[name]))
        peer = f"{row.text(values[best])} ({best})"
    target = row.target_against(list(values.values()))
    try:
        numbers = row.numbers(figures)
        return Result(row.key, row.measure, row.text(numbers), target, row.met_against(numbers, list(values.values())), peer, numbers)
    except (KeyError, TypeError, ValueError) as error:
        return Result(row.key, row.measure, f"not measured ({error})", target, None, peer, failed=True)
