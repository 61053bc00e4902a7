"""The contract of a metric pack: what one plugin knows about one field, as data.

A whole small pack::

    from kpireport.plugin import Pack, hookimpl

    kpireport_api = 1

    COFFEE = Pack.model_validate({
        "id": "coffee",
        "title": "Coffee bar",
        "datasets": [{
            "id": "cups",
            "title": {"en": "Cups"},
            "time": "day",                      # the date that decides which period a row is in
            "key": ["day", "bar", "drink"],     # what tells rows apart
            "dimensions": [{"column": "bar", "controllable": True}, {"column": "drink"}],
            "columns": {
                "day": {"type": "date"},
                "bar": {"type": "text"},
                "drink": {"type": "text"},
                "cups": {"type": "integer", "unit": "cups"},
                "guests": {"type": "integer", "unit": "people", "unique": True},
                "takings": {"type": "money"},
            },
        }],
        "metrics": [
            {
                "id": "cups_sold",
                "label": {"en": {"nom": "Cups sold"}},
                "dataset": "cups",
                "expression": "sum(cups)",
                "unit": "count",
                "direction": "higher_is_better",
                "additivity": "additive",       # checked against the expression
            },
            {
                "id": "price_per_cup",
                "label": {"en": {"nom": "Takings per cup"}},
                "formula": "takings ÷ cups",
                "dataset": "cups",
                "expression": "1.0 * sum(takings) / nullif(sum(cups), 0)",
                "unit": "currency",
            },
            {
                "id": "cups_per_guest",
                "label": {"en": {"nom": "Cups per guest"}},
                "dataset": "cups",
                "expression": "1.0 * sum(cups) / nullif(sum(guests), 0)",
                "unit": "ratio",                # shown where one row gives the guests; people are never added up
            },
        ],
    })

    @hookimpl
    def kpireport_register_metrics() -> list[Pack]:
        return [COFFEE]

What an expression may be made of is written in `kpireport.expressions`; `build_catalogue([COFFEE]).check()` compiles every
metric of a pack, and `evaluate(metric, dataset, rows)` computes one over rows in memory, which is what a pack's own
tests do. Everything else that a dataset, metric or relation may say is in docs/reference/packs.md.
"""

from __future__ import annotations

from kpireport.metrics.pack import (
    Benchmark,
    Column,
    Dataset,
    Derivation,
    Dimension,
    Group,
    Identity,
    Influence,
    Input,
    Metric,
    Ordinal,
    Pack,
    Parameter,
    Preset,
    Reference,
    Relations,
    Snapshot,
    Variant,
    Words,
)

__all__ = [
    "Benchmark",
    "Column",
    "Dataset",
    "Derivation",
    "Dimension",
    "Group",
    "Identity",
    "Influence",
    "Input",
    "Metric",
    "Ordinal",
    "Pack",
    "Parameter",
    "Preset",
    "Reference",
    "Relations",
    "Snapshot",
    "Variant",
    "Words",
]
