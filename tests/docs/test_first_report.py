"""The guide's first report builds as it is printed, step by step."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "first-report.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


FIRST, *ADDITIONS = [yaml.safe_load(block) for block in blocks("yaml")]


def kpireport(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpireport.cli", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (sample,) = blocks("csv")
    (tmp_path / "visits.csv").write_text(sample, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("addition", [{}, *ADDITIONS], ids=["first", "yours", "own-metric"])
def test_each_step_builds(folder: Path, addition: dict[str, Any]) -> None:
    spec = yaml.safe_dump(FIRST | addition, allow_unicode=True, default_flow_style=False)
    (folder / "acme.yaml").write_text(spec, encoding="utf-8")
    checked = kpireport(folder, "check", "acme.yaml")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = kpireport(folder, "build", "acme.yaml", "--period", "2026-10", "--format", "json")
    assert built.returncode == 0, built.stdout + built.stderr
    report = json.loads((folder / "out" / "acme" / "acme" / "2026-10" / "report.json").read_text(encoding="utf-8"))
    facts = {fact["id"]: fact["value"] for fact in report["facts"]}
    assert facts["website_traffic@current"] == 412 + 118 + 398 + 131
    assert facts["visitor_to_lead_rate@current"] == pytest.approx((9 + 6 + 7 + 8) / 1059, rel=1e-12)
    if "metrics" in addition:
        assert facts["sign_ups_from_email@current"] == 6 + 8


def test_init_and_explain_are_as_the_guide_says(folder: Path) -> None:
    done = kpireport(folder, "init", "--data", "visits.csv", "--client", "Acme Coffee Roasters")
    assert done.returncode == 0, done.stdout + done.stderr
    (spec,) = folder.glob("*.yaml")
    built = kpireport(folder, "build", spec.name, "--period", "2026-10", "--format", "json")
    assert built.returncode == 0, built.stdout + built.stderr
