"""A warm build of the demo client against its own PDF step, with and without its charts.

Warm: the next report of a run, whose process has loaded plugins and templates and whose store has the data; it reads the
spec, computes, composes, draws, and writes HTML and PDF. The PDF step of the same build is what it is held against, so the
ratio says what everything around the PDF engine costs. The report without charts is `demo_without_charts.yaml`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from demo import SPEC, Run
from measuring import Measure, Numbers, serve, warm_sides

BARE = Path(__file__).with_name("demo_without_charts.yaml")
SIDES = {"demo": SPEC, "bare": BARE}
ROUNDS = 9
BAR, BAR_BARE = 1.9, 1.25


def measure() -> list[Measure]:
    rounds = warm_sides(__file__, [*SIDES], rounds=ROUNDS)
    ratio = {side: statistics.median(one[side]["seconds"] / one[side]["pdf"] for one in rounds) for side in SIDES}
    return [
        Measure("warm build / its PDF step", ratio["demo"], BAR, ROUNDS),
        Measure("warm build without charts / its PDF step", ratio["bare"], BAR_BARE, ROUNDS),
    ]


def timed(run: Run) -> Numbers:
    start = time.perf_counter()
    outcome = run.build()
    return {"seconds": time.perf_counter() - start, **outcome.seconds}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        with tempfile.TemporaryDirectory() as folder:
            run = Run(SIDES[sys.argv[2]], Path(folder))
            serve(lambda: timed(run))
    else:
        print(*measure(), sep="\n")
