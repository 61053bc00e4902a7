"""Columns that say when each member began: the first stored row of a member decides, in every period that is computed."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.facts import FactTable
from kpireport.metrics.pack import Pack
from kpireport.metrics.plan import SeriesRequest, plan_metrics

WINDOWS = {"current": (date(2026, 3, 1), date(2026, 4, 1))}
SALES = [
    (date(2026, 1, 5), "a"),
    (date(2026, 1, 9), "b"),
    (date(2026, 1, 20), "a"),
    (date(2026, 2, 1), "c"),
    (date(2026, 2, 28), "a"),
    (date(2026, 3, 31), "b"),
    (date(2026, 3, 31), "a"),
    (date(2026, 3, 31), None),
]


def facts(step: str) -> FactTable:
    pack = Pack.model_validate(
        {
            "id": "shop",
            "title": "Shop",
            "datasets": [
                {
                    "id": "sales",
                    "title": {"en": "Sales"},
                    "time": "day",
                    "key": ["sale"],
                    "dimensions": [{"column": "since"}],
                    "columns": {
                        "sale": {"type": "integer"},
                        "day": {"type": "date"},
                        "buyer": {"type": "text"},
                        "since": {"type": "text", "beginning": {"per": "buyer", "step": step}},
                    },
                }
            ],
            "metrics": [
                {
                    "id": "buyers",
                    "label": {"en": {"nom": "Buyers"}},
                    "dataset": "sales",
                    "expression": "count(distinct buyer)",
                    "unit": "count",
                }
            ],
        }
    )
    rows = pa.table(
        {
            "sale": pa.array(range(len(SALES)), pa.int64()),
            "day": pa.array([day for day, _ in SALES], pa.date32()),
            "buyer": pa.array([buyer for _, buyer in SALES], pa.string()),
        }
    )
    request = SeriesRequest("buyers", "month", date(2026, 1, 1), date(2026, 4, 1), ("since",))
    plan = plan_metrics(build_catalogue([pack]), [request], WINDOWS)
    return compute(plan, {"sales": MemoryTable(rows, covers=(date(2026, 1, 1), date(2026, 4, 1)))})


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("month", {"2026-01": (2, 1, 2), "2026-02": (0, 1, 0), None: (0, 0, 0)}),
        ("quarter", {"2026-Q1": (2, 2, 2), None: (0, 0, 0)}),
        ("year", {"2026": (2, 2, 2), None: (0, 0, 0)}),
    ],
)
def test_each_member_belongs_to_the_step_of_its_first_row(
    step: str, expected: dict[str | None, tuple[int | None, ...]]
) -> None:
    assert {series.group["since"]: series.values for series in facts(step).series} == expected
