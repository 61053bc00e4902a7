"""Every metric can be had from a file of its dataset, in every language, by a value or by a reason why there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from kpireport_metrics_marketing.pack import marketing_pack

from kpireport.metrics.usage import in_variant
from kpireport.plugin import Column, Dataset

PACK = marketing_pack()
FED = [dataset for dataset in PACK.datasets if any(metric.dataset == dataset.id for metric in PACK.metrics)]
LANGUAGES = ("en", "ru", "lt", "be")
PEOPLE = {"ad_reach", "social_reach"}
NOT_THERE = {"no_data", "not_comparable"}

SPEC = """\
version: 1
client: {{id: client, name: Client, timezone: Europe/Vilnius, currency: EUR, locale: {language}}}
report: {{id: {name}-{language}}}
sources:
{sources}
period: {{grain: month}}
sections:
  - title: Results
    blocks:
      - {{type: kpis, layout: scoreboard, metrics: [{metrics}]}}
"""
"""Of one dataset in English, so that none helps another; of all datasets at once in the other languages."""


def file_of(dataset: Dataset) -> str:
    """Two months of rows with every column: of each day, or of each month where rows are about a whole one."""
    days = [date(2026, 9, 1) + timedelta(n) for n in range(61)]
    rows = [days[0], days[30]] * 2 if dataset.grain == "period" else days
    lines = [",".join(cell(dataset, name, column, i, day) for name, column in dataset.columns.items())
             for i, day in enumerate(rows)]  # fmt: skip
    return "\n".join([",".join(dataset.columns), *lines]) + "\n"


def cell(dataset: Dataset, name: str, column: Column, row: int, day: date) -> str:
    dimension = dataset.dimension(name)
    if column.type == "date":
        return day.isoformat()
    if name in {"currency", "survey"}:
        return "EUR" if name == "currency" else ("nps", "csat", "ces")[row % 3]
    if dimension and dimension.members:
        return list(dimension.members)[row % len(dimension.members)]
    if column.type == "text":
        return f"{name}-{row}" if name in dataset.key else f"{name}-{row % 3}"
    lowest, highest = int(column.minimum or 0), int(column.maximum if column.maximum is not None else 50)
    return str(lowest + row * (7 + list(dataset.columns).index(name)) % (highest - lowest + 1))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    """The report.json by dataset and language, all built by one command."""
    folder = tmp_path_factory.mktemp("reachable")
    for dataset in FED:
        (folder / f"{dataset.id}.csv").write_text(file_of(dataset), encoding="utf-8")
    wanted = [(dataset.id, [dataset], "en") for dataset in FED]
    wanted += [("everything", FED, language) for language in LANGUAGES[1:]]
    specs = [write_spec(folder, name, datasets, language) for name, datasets, language in wanted]
    given = [
        "--as-of",
        "2026-11-05",
        "--format",
        "json",
        "--out",
        str(folder / "out"),
        "--store",
        str(folder / "store"),
    ]
    command = [sys.executable, "-m", "kpireport.cli", "build", *map(str, specs), *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    reports = folder / "out" / "client"
    return {
        (name, language): json.loads((reports / f"{name}-{language}" / "2026-10" / "report.json").read_text("utf-8"))
        for name, _, language in wanted
    }


def write_spec(folder: Path, name: str, datasets: list[Dataset], language: str) -> Path:
    ids = {dataset.id for dataset in datasets}
    path = folder / f"{name}-{language}.yaml"
    path.write_text(
        SPEC.format(
            name=name,
            language=language,
            sources="\n".join(f"  {d}: {{plugin: files, path: {d}.csv, dataset: {d}}}" for d in sorted(ids)),
            metrics=", ".join(metric.id for metric in PACK.metrics if metric.dataset in ids),
        ),
        encoding="utf-8",
    )
    return path


def shown(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {kpi["metric"]: kpi for s in report["sections"] for b in s["blocks"] for kpi in b.get("kpis", ())}


def test_every_metric_has_a_value_or_says_why_not(built: dict[tuple[str, str], dict[str, Any]]) -> None:
    reached = set()
    for dataset in FED:
        facts = {fact["id"]: fact for fact in built[dataset.id, "en"]["facts"]}
        for metric, kpi in shown(built[dataset.id, "en"]).items():
            fact = facts[kpi["fact"]]
            reached.add(metric)
            assert (fact["value"] is None) == (fact["status"] in NOT_THERE), metric
            assert (fact["status"] == "not_comparable") == (metric in PEOPLE), metric
    assert reached == {metric.id for metric in PACK.metrics if metric.dataset}


def test_names_and_values_are_in_the_language_of_the_report(built: dict[tuple[str, str], dict[str, Any]]) -> None:
    labels = {metric.id: metric.label for metric in PACK.metrics}
    groups = {metric.id: metric.group for metric in PACK.metrics}
    headings = {group.id: group.label for group in PACK.groups}
    for (dataset, language), report in built.items():
        assert report["client"]["locale"].startswith(language)
        for metric, kpi in shown(report).items():
            assert kpi["label"] == labels[metric][language].nom, (dataset, language)
            assert kpi["group"] == headings[groups[metric]][language]


def test_no_english_formula_stands_in_a_report_of_another_language(
    built: dict[tuple[str, str], dict[str, Any]],
) -> None:
    formulas = {metric.id: metric.formulas for metric in PACK.metrics}
    for (dataset, language), report in built.items():
        for metric, kpi in shown(report).items():
            if kpi["note"] and language != "en":
                assert kpi["note"] == formulas[metric][language], (dataset, language)


def test_a_variant_is_defined_in_the_words_of_the_report(tmp_path: Path) -> None:
    """Every metric in each of its variants, in an appendix: what it says is what the pack says in that language."""
    varied = {f"{m.id}_{v.id}": (m, v) for m in PACK.metrics for v in m.variants}
    own = "".join(f"\n  - {{id: {name}, metric: {m.id}, variant: {v.id}}}" for name, (m, v) in varied.items())
    for dataset in FED:
        (tmp_path / f"{dataset.id}.csv").write_text(file_of(dataset), encoding="utf-8")
    specs = [write_spec(tmp_path, "variants", FED, language) for language in LANGUAGES[1:]]
    for spec in specs:
        head, _ = spec.read_text("utf-8").split("sections:")
        blocks = f"{{type: kpis, layout: scoreboard, metrics: [{', '.join(varied)}]}}, {{type: appendix}}"
        spec.write_text(f"{head}metrics:{own}\nsections:\n  - {{title: All, blocks: [{blocks}]}}\n", encoding="utf-8")
    given = [
        "--as-of",
        "2026-11-05",
        "--format",
        "json",
        "--out",
        str(tmp_path / "out"),
        "--store",
        str(tmp_path / "s"),
    ]
    command = [sys.executable, "-m", "kpireport.cli", "build", *map(str, specs), *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for language in LANGUAGES[1:]:
        path = tmp_path / "out" / "client" / f"variants-{language}" / "2026-10" / "report.json"
        (section,) = json.loads(path.read_text("utf-8"))["sections"][:1]
        entries = {entry["metric"]: entry for entry in section["blocks"][-1]["definitions"]}
        assert set(varied) <= set(entries)
        for name, (metric, variant) in varied.items():
            entry, used = entries[name], in_variant(metric, variant.id)
            assert entry["formula"] == variant.formulas[language], name
            assert entry["variant"].startswith(variant.descriptions[language]), name
            assert "_" not in entry["variant"], name
            assert [c.rstrip(".").casefold() for c in entry["caveats"]] == [
                c.rstrip(".").casefold() for c in used.caveats_in(language)
            ], name
            assert len(entry["caveats"]) == len(used.caveats), name
