"""`kpireport --help` against a bare Typer app with as many commands: the time of whole processes, in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import Measure

RUNS = 21
LIMIT = 1.25
SUB_COMMANDS = {"metrics": "ab", "datasets": "ab", "plugins": "ab", "themes": "a"}


def bare_app(commands: list[str]) -> str:
    """The source of a Typer app whose commands do nothing; with sub-apps, as ours has."""
    lines = ["import typer", "app = typer.Typer(no_args_is_help=True, add_completion=False)"]
    for sub in SUB_COMMANDS:
        lines += [f"{sub} = typer.Typer()", f"app.add_typer({sub}, name='{sub}')"]
    lines += [f"@app.command('{name}')\ndef c{i}(): pass" for i, name in enumerate(commands)]
    for sub, names in SUB_COMMANDS.items():
        lines += [f"@{sub}.command('{name}')\ndef {sub}_{name}(): pass" for name in names]
    return "\n".join([*lines, "app()", ""])


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure() -> list[Measure]:
    commands = ["init", "check", "plan", "build", "explain", "schema", "doctor"]
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(bare_app(commands))
        ours = [sys.executable, "-m", "kpireport.cli", "--help"]
        theirs = [sys.executable, str(bare), "--help"]
        for command in (ours, theirs):
            seconds(command)
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
    ratio = statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)
    return [Measure("kpireport --help / a bare Typer app with as many commands", ratio, LIMIT, RUNS)]


if __name__ == "__main__":
    print(*measure(), sep="\n")
