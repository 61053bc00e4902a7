"""A cold `kpireport build` against a notebook: papermill runs it, nbconvert makes it a page, Chromium prints the page.

Ours is a new process with an empty store, from the CSV files to HTML and PDF. The notebook (`notebook.py`) computes as many
cards and tables and draws as many charts from the same files, with pandas and Matplotlib. Its packages are installed once
into `.bench/peers` from `requirements.txt`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from demo import AS_OF, ROOT, SPEC, demo_data
from measuring import Measure, Numbers, Skipped, in_turns, median_ratio
from pdf_step import chromium, print_page

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
NOTEBOOK = Path(__file__).with_name("notebook.py")
PEERS = ROOT / ".bench" / "peers"
ROUNDS = 5
BAR = 1.3


def measure() -> list[Measure | Skipped]:
    what = "notebook, nbconvert and print / cold build"
    browser = chromium()
    if browser is None:
        return [Skipped(what, "no Chromium is installed")]
    install_peers()
    demo_data()
    sides = {"ours": cold_build, "notebook": lambda: run_notebook(browser)}
    rounds = in_turns(sides, rounds=ROUNDS)
    return [Measure(what, median_ratio(rounds, "notebook", "ours"), BAR, ROUNDS, "reach")]


def cold_build() -> Numbers:
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "kpireport.cli", "build", SPEC, "--as-of", AS_OF.isoformat()]
            + ["--out", f"{name}/out", "--store", f"{name}/store"],
            check=True,
            capture_output=True,
        )
        return {"seconds": time.perf_counter() - start}


def run_notebook(browser: str) -> Numbers:
    with tempfile.TemporaryDirectory() as name:
        folder, bin_ = Path(name), PEERS / "bin"
        (folder / "report.ipynb").write_text(json.dumps(as_notebook(NOTEBOOK.read_text(encoding="utf-8"))))
        start = time.perf_counter()
        for command in (
            [bin_ / "papermill", "--no-progress-bar", "report.ipynb", "run.ipynb"]
            + ["-p", "folder", str(demo_data()), "-p", "period", f"{AS_OF.year}-{AS_OF.month - 1:02}"],
            [bin_ / "jupyter-nbconvert", "--to", "html", "--no-input", "run.ipynb"],
        ):
            subprocess.run(command, check=True, capture_output=True, cwd=folder)
        print_page(browser, folder / "run.html", folder)
        return {"seconds": time.perf_counter() - start}


def as_notebook(source: str) -> dict[str, object]:
    """A Jupyter notebook (format 4.5) from a script in which `# %%` begins a cell and may name its tag."""
    cells: list[dict[str, object]] = []
    for number, cell in enumerate(source.split("\n# %%")[1:]):
        tag, _, code = cell.partition("\n")
        cells.append(
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"tags": tag.split()},
                "execution_count": None,
                "outputs": [],
                "source": code.strip(),
            }
        )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def install_peers() -> None:
    """The notebook's packages in an environment of their own, made again when the requirements have changed."""
    stamp, wanted = PEERS / "made-for.txt", REQUIREMENTS.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"installing {REQUIREMENTS.name} into {os.path.relpath(PEERS)}", file=sys.stderr)
    venv.create(PEERS, with_pip=True, clear=True)
    subprocess.run([PEERS / "bin" / "pip", "install", "--quiet", "--requirement", REQUIREMENTS], check=True)
    stamp.write_text(wanted, encoding="utf-8")
