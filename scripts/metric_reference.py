# ruff: noqa: INP001 - a script, of no package
"""Writes the reference of the marketing metrics from the pack: docs/reference/metrics.md and a page for each group.

    .venv/bin/python scripts/metric_reference.py

A test checks that the pages are current.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kpireport_metrics_marketing.pack import marketing_pack

from kpireport.metrics.catalogue import Catalogue, build_catalogue
from kpireport.plugin import Metric, Pack

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
SIGNS = {"higher_is_better": "more is better", "lower_is_better": "less is better", "neutral": "neither"}
TIME_RULES = {
    "last_snapshot": "the last state in the period",
    "period_grain_rows": "rows about that period",
    "window": "the last day, week or month",
}


def pages() -> dict[Path, str]:
    """The text of every page by its path."""
    pack = marketing_pack()
    catalogue = build_catalogue([pack])
    found = {FOLDER / "metrics.md": "\n".join(overview(pack, catalogue)) + "\n"}
    for group in pack.groups:
        own = [metric for metric in pack.metrics if metric.group == group.id]
        lines = [
            f"# {group.label['en']}",
            "",
            "Made by `scripts/metric_reference.py`; [all groups](../metrics.md).",
            "",
        ]
        lines += [line for metric in own for line in section(metric, catalogue)]
        found[FOLDER / "metrics" / f"{group.id}.md"] = "\n".join(lines).rstrip() + "\n"
    return found


def overview(pack: Pack, catalogue: Catalogue) -> Iterator[str]:
    """The page of all metrics: one table a group."""
    variants = sum(len(metric.variants) for metric in pack.metrics)
    yield "# Marketing metrics"
    yield ""
    yield "Made by `scripts/metric_reference.py` from the pack `kpireport-metrics-marketing`:"
    yield f"{len(pack.metrics)} metrics, {variants} variants, {len(pack.datasets)} datasets. What a metric means, its variants"
    yield "and caveats stand on the page of its group, and in `kpireport metrics show METRIC`."
    for group in pack.groups:
        yield ""
        yield f"## [{group.label['en']}](metrics/{group.id}.md)"
        yield ""
        yield "| Metric | Id | Formula | Dataset | Unit | Stage | Variants |"
        yield "|---|---|---|---|---|---|---|"
        for metric in pack.metrics:
            if metric.group == group.id:
                cells = (
                    f"[{metric.label['en'].nom}](metrics/{group.id}.md#{metric.id})",
                    f"`{metric.id}`",
                    metric.formula,
                    ", ".join(f"`{dataset}`" for dataset in catalogue.metric(metric.id).datasets),
                    metric.unit,
                    metric.stage or "",
                    ", ".join(f"`{variant.id}`" for variant in metric.variants),
                )
                yield f"| {' | '.join(cells)} |"


def section(metric: Metric, catalogue: Catalogue) -> Iterator[str]:
    """What is known about one metric."""
    compiled = catalogue.metric(metric.id)
    short = f" ({metric.abbreviation})" if metric.abbreviation else ""
    yield f'## {metric.label["en"].nom}{short} <a id="{metric.id}"></a>'
    yield ""
    yield f"`{metric.id}`: {metric.description}"
    yield ""
    facts = {
        "Formula": metric.formula,
        "Expression": f"`{metric.expression}`",
        "Rows": f"`{metric.filter}`" if metric.filter else "",
        "Of each period": TIME_RULES.get(metric.time_rule or "", ""),
        "Needs": "; ".join(f"`{d}`: {', '.join(sorted(columns))}" for d, columns in compiled.columns.items()),
        "Unit": f"{metric.unit}, {SIGNS[metric.direction]}",
        "Adds up": compiled.additivity.replace("_", " "),
        "Broken down by": ", ".join(compiled.dimensions),
        "Stands with": ", ".join(f"`{name}`" for name in metric.pair_with),
        "Also called": ", ".join(metric.aliases),
        "In other languages": ", ".join(f"{metric.label[name].nom} ({name})" for name in ("ru", "lt", "be")),
    }
    for name, value in facts.items():
        if value:
            yield f"- {name}: {value}"
    for name, parameter in metric.parameters.items():
        yield f"- Parameter `{name}` = {parameter.default}: {parameter.description}"
    for variant in metric.variants:
        yield f"- Variant `{variant.id}`: {variant.description}. {variant.formula}: `{variant.expression}`"
    for caveat in metric.caveats_in("en"):
        yield f"- Mind: {caveat}"
    if metric.decision:
        yield f"- Decision: {metric.decision}"
    yield ""


if __name__ == "__main__":
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
