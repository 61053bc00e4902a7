"""Peak memory of the demo build, cold: a process of its own with an empty store, by what the system says it took."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from demo import SPEC, build_demo
from measuring import Measure

ROUNDS = 3
BAR = 500.0
TO_MB = 1 / 2**20 if sys.platform == "darwin" else 1 / 2**10


def measure() -> list[Measure]:
    runs = (
        subprocess.run([sys.executable, __file__, "--build"], check=True, capture_output=True) for _ in range(ROUNDS)
    )
    return [
        Measure("peak memory of a cold build in MB", max(float(json.loads(run.stdout)) for run in runs), BAR, ROUNDS)
    ]


def peak() -> float:
    """Build the demo, and say how many MB the process had at most."""
    with tempfile.TemporaryDirectory() as folder:
        build_demo(SPEC, Path(folder))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * TO_MB


if __name__ == "__main__":
    print(peak() if sys.argv[1:] == ["--build"] else measure())
