"""The demo's report.json holds the numbers that an independent script computes from the raw files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpireport.testing.demo import write_demo

PROJECT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("recompute.py")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The demo's report.json and the folder of its raw data, built by the command line as a user would."""
    home = tmp_path_factory.mktemp("demo")
    configs = home / "configs"
    shutil.copytree(PROJECT / "configs", configs, ignore=shutil.ignore_patterns("generated"))
    data = configs / "data" / "generated"
    write_demo(data)
    command = ["build", str(configs / "demo.yaml"), "--as-of", "2026-11-05", "--format", "json"]
    places = ["--out", str(home / "out"), "--store", str(home / "store")]
    done = run("-m", "kpireport.cli", *command, *places)
    assert done.returncode == 0, done.stderr + done.stdout
    (report,) = (home / "out").glob("*/*/*/report.json")
    return report, data


def recompute(report: Path, data: Path) -> subprocess.CompletedProcess[str]:
    return run(str(SCRIPT), str(report), str(data))


def test_every_number_is_the_independent_one(built: tuple[Path, Path]) -> None:
    done = recompute(*built)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("equal, 0 differ\n")
    facts = json.loads(built[0].read_text(encoding="utf-8"))["facts"]
    assert done.stdout.startswith(f"{len(facts)} facts, ")
    assert len(facts) > 200


def test_one_wrong_cent_is_found(built: tuple[Path, Path], tmp_path: Path) -> None:
    report = json.loads(built[0].read_text(encoding="utf-8"))
    fact = next(f for f in report["facts"] if f["id"] == "revenue@current")
    fact["value"] = round(fact["value"] + 0.01, 2)
    forged = tmp_path / "report.json"
    forged.write_text(json.dumps(report), encoding="utf-8")
    done = recompute(forged, built[1])
    assert done.returncode == 1
    assert "revenue@current" in done.stdout
    assert done.stdout.endswith("1 differ\n")


def test_it_shares_no_code_with_kpireport() -> None:
    imports = [
        line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.startswith(("import ", "from "))
    ]
    allowed = {"__future__", "collections", "csv", "datetime", "fractions", "json", "pathlib", "sys"}
    assert {line.split()[1].split(".")[0] for line in imports} <= allowed
