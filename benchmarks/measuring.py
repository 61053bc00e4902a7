"""What the benchmarks share: sides that run in turns in processes of their own, and measures held against their bars."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Literal

Numbers = dict[str, float]
"""What one run of a side measured, by name; 'seconds' at least."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: a ratio (or a size) and the bar that it has to stay under, or reach."""

    what: str
    value: float
    bar: float
    runs: int
    must: Literal["stay under", "reach"] = "stay under"

    @property
    def holds(self) -> bool:
        return self.value <= self.bar if self.must == "stay under" else self.value >= self.bar


@dataclass(frozen=True, slots=True)
class Skipped:
    """A measure that could not be taken here, and why."""

    what: str
    why: str


class Side:
    """A process that is kept warm and runs its work once for each line that it is sent."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
        if self._process.returncode:
            raise RuntimeError(f"{self._process.args} ended with {self._process.returncode}")

    def run(self) -> Numbers:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args} ended early")
        numbers: Numbers = json.loads(line)
        return numbers


def serve(work: Callable[[], Numbers]) -> None:
    """The other end of a `Side`: run the work for each line that comes in, and print what it measured."""
    for _ in sys.stdin:
        print(json.dumps(work()), flush=True)


def in_turns(sides: Mapping[str, Callable[[], Numbers]], *, rounds: int, warm_up: int = 1) -> list[dict[str, Numbers]]:
    """A B A B ...: what every side measured, round by round; the first rounds only warm up."""
    found = [{name: run() for name, run in sides.items()} for _ in range(warm_up + rounds)]
    return found[warm_up:]


def warm_sides(
    file: str, names: Sequence[str], *arguments: str, rounds: int, warm_up: int = 2
) -> list[dict[str, Numbers]]:
    """Run `FILE --side NAME ARGUMENTS` for each name, each in a process that stays warm, in turns."""
    with ExitStack() as stack:
        sides = {
            name: stack.enter_context(Side([sys.executable, file, "--side", name, *arguments])).run for name in names
        }
        return in_turns(sides, rounds=rounds, warm_up=warm_up)


def median_ratio(rounds: Sequence[Mapping[str, Any]], of: str, to: str) -> float:
    """The median of `of` / `to`, each taken within a round, so that a busy moment weighs on both."""
    return statistics.median(one[of]["seconds"] / one[to]["seconds"] for one in rounds)
