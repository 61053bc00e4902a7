"""The demo reports built two at a time against one after another: how many more reports a run makes in the same time.

Both sides are whole runs of the command line over an empty store, start included, in turns.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from demo import AS_OF, DATA, ROOT, demo_data
from measuring import Measure, Numbers, Skipped, in_turns

from kpireport.run.workers import team_size
from kpireport.testing.demo import COFFEE, MAGAZINE, write_coffee, write_magazine

SPECS = [ROOT / "configs" / f"{name}.yaml" for name in ("coffee-lt", "demo", "magazine-ru", "coffee-be")]
AT_ONCE = 2
ROUNDS = 3
BAR = 1.7


def measure() -> list[Measure | Skipped]:
    what = f"four demo reports, {AT_ONCE} at once / one at a time, throughput"
    if team_size(100) < AT_ONCE:
        return [Skipped(what, f"this machine has fewer than {AT_ONCE} cores")]
    demo_data()
    for name, write in ((COFFEE, write_coffee), (MAGAZINE, write_magazine)):
        if not (DATA / name / "web_traffic.csv").exists():
            write(DATA / name)
    rounds = in_turns({"one": partial(run, 1), "at_once": partial(run, AT_ONCE)}, rounds=ROUNDS)
    gain = statistics.median(one["one"]["seconds"] / one["at_once"]["seconds"] for one in rounds)
    return [Measure(what, gain, BAR, ROUNDS, must="reach")]


def run(jobs: int) -> Numbers:
    """One run of all demo reports from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        where = ["--out", str(Path(folder) / "out"), "--store", str(Path(folder) / "store")]
        command = [sys.executable, "-m", "kpireport.cli", "build", *map(str, SPECS), "--jobs", str(jobs), *where]
        start = time.perf_counter()
        subprocess.run([*command, "--as-of", AS_OF.isoformat()], check=True, capture_output=True)
        return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    print(*measure(), sep="\n")
