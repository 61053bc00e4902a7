"""Every example spec checks without a word, and the smallest one builds the numbers of its file."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

CONFIGS = Path(__file__).parents[2] / "configs"
AGENCY = "agency.yaml"
"""No report of its own: the others extend it."""


def kpireport(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kpireport.cli", *arguments], check=False, capture_output=True, text=True, cwd=CONFIGS
    )


@pytest.mark.parametrize("spec", sorted(file.name for file in CONFIGS.glob("*.yaml") if file.name != AGENCY))
def test_it_checks_and_the_readme_names_it(spec: str) -> None:
    done = kpireport("check", spec)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{spec}: ok\n", "")
    assert f"`{spec}`" in (CONFIGS / "README.md").read_text(encoding="utf-8")


def test_the_quickstart_has_five_lines_and_builds(tmp_path: Path) -> None:
    lines = (CONFIGS / "quickstart.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5
    places = ("--out", str(tmp_path / "out"), "--store", str(tmp_path / "store"))
    done = kpireport("build", "quickstart.yaml", "--period", "2026-10", "--format", "json", *places)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "out/acme/quickstart/2026-10/report.json").read_text(encoding="utf-8"))
    facts = {fact["id"]: fact["value"] for fact in report["facts"]}
    with (CONFIGS / "data" / "web_traffic.csv").open(encoding="utf-8", newline="") as file:
        october = [row for row in csv.DictReader(file) if row["date"].startswith("2026-10")]
    assert facts["website_traffic@current"] == sum(int(row["sessions"]) for row in october)
    assert facts["new_customers@current"] == sum(int(row["new_customers"]) for row in october)
