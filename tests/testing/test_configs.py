"""Every example spec checks without a word, and the smallest one builds the numbers of its file."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

CONFIGS = Path(__file__).parents[2] / "configs"
GENERATED = CONFIGS / "data" / "generated"
AGENCY = "agency.yaml"
"""No report of its own: the others extend it."""


@pytest.fixture(scope="session", autouse=True)
def _data_of_the_demo() -> None:
    """The tables that `make demo` writes and most specs read."""
    subprocess.run([sys.executable, "-m", "kpireport.testing.demo", str(GENERATED)], check=True, capture_output=True)


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


@pytest.mark.parametrize("spec", sorted(file.name for file in (CONFIGS / "presets").glob("*.yaml")))
def test_every_preset_has_a_spec_that_checks(spec: str) -> None:
    done = kpireport("check", f"presets/{spec}")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"presets/{spec}: ok\n", "")
    assert f"preset: {spec.removesuffix('.yaml')}\n" in (CONFIGS / "presets" / spec).read_text(encoding="utf-8")


def test_every_preset_of_the_installed_packs_has_a_spec() -> None:
    from kpireport_metrics_marketing.pack import marketing_pack

    specs = {file.stem for file in (CONFIGS / "presets").glob("*.yaml")}
    assert specs == {preset.id for preset in marketing_pack().presets}


def test_a_preset_shows_what_small_tables_feed_and_names_the_rest(tmp_path: Path) -> None:
    places = ("--out", str(tmp_path / "out"), "--store", str(tmp_path / "store"))
    done = kpireport("build", "presets/customer_service.yaml", "--period", "2026-10", "--format", "json", *places)
    assert done.returncode == 0, done.stdout + done.stderr
    built = tmp_path / "out/rasos-skrudykla/customer_service/2026-10/report.json"
    report = json.loads(built.read_text(encoding="utf-8"))
    facts = {fact["id"]: fact for fact in report["facts"]}
    with (CONFIGS / "presets/data/survey_responses.csv").open(encoding="utf-8", newline="") as file:
        scores = [
            int(row["score"])
            for row in csv.DictReader(file)
            if row["survey"] == "csat" and row["date"].startswith("2026-10")
        ]
    share = facts["customer_satisfaction_score@current"]
    assert share["value"] == pytest.approx(sum(score >= 4 for score in scores) / len(scores), abs=1e-12)
    assert share["target"] == 0.8
    assert facts["customer_satisfaction_score@current[touchpoint=delivery]"]["target"] == 0.7
    notes = report["sections"][-1]["blocks"][-1]
    source = "a source for the dataset Messages on social networks would bring them."
    assert notes["missing"] == [
        f"Social response time and Answered messages left out: {source}",
        "Net sentiment and Brand mentions left out: a source for the dataset Brand mentions would bring them.",
    ]
