"""A small invented client: visits by day, leads by row, adverts with people counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.database import Table
from kpireport.metrics.engine import compute
from kpireport.metrics.pack import Pack
from kpireport.metrics.plan import plan_metrics


def label(name):
    return {"en": {"nom": name}}


PACK = {
    "id": "small",
    "title": "Small",
    "datasets": [
        {
            "id": "visits",
            "title": {"en": "Visits"},
            "time": "date",
            "grain": "day",
            "key": ["date", "channel", "device"],
            "currency": "currency",
            "dimensions": [{"column": "channel"}, {"column": "device"}],
            "columns": {
                "date": {"type": "date"},
                "channel": {"type": "text"},
                "device": {"type": "text"},
                "sessions": {"type": "integer"},
                "bounces": {"type": "integer"},
                "users": {"type": "integer", "unique": True},
                "revenue": {"type": "money"},
                "seconds": {"type": "number"},
                "currency": {"type": "text"},
            },
        },
        {
            "id": "leads",
            "title": {"en": "Leads"},
            "time": "created",
            "key": ["lead_id"],
            "dimensions": [{"column": "channel"}],
            "columns": {
                "lead_id": {"type": "text"},
                "created": {"type": "date"},
                "channel": {"type": "text"},
                "person": {"type": "text"},
                "won": {"type": "integer"},
            },
        },
    ],
    "metrics": [
        {
            "id": "sessions",
            "dataset": "visits",
            "expression": "sum(sessions)",
            "unit": "count",
            "additivity": "additive",
        },
        {"id": "revenue", "dataset": "visits", "expression": "sum(revenue)", "unit": "currency"},
        {
            "id": "bounce_rate",
            "dataset": "visits",
            "expression": "1.0 * sum(bounces) / nullif(sum(sessions), 0)",
            "unit": "percent",
            "direction": "lower_is_better",
            "additivity": "ratio",
            "variants": [
                {
                    "id": "engaged",
                    "description": "share of engaged visits, turned round",
                    "expression": "1.0 - 1.0 * (sum(sessions) - sum(bounces)) / nullif(sum(sessions), 0)",
                }
            ],
        },
        {"id": "users", "dataset": "visits", "expression": "sum(users)", "unit": "count", "additivity": "non_additive"},
        {"id": "duration", "dataset": "visits", "expression": "avg(seconds)", "unit": "seconds"},
        {"id": "longest", "dataset": "visits", "expression": "max(seconds)", "unit": "seconds"},
        {
            "id": "busy_days",
            "dataset": "visits",
            "expression": "sum(case when sessions >= :least then 1 else 0 end)",
            "parameters": {"least": {"type": "integer", "default": 10}},
            "unit": "count",
        },
        {
            "id": "leads",
            "dataset": "leads",
            "expression": "count(distinct lead_id)",
            "unit": "count",
            "direction": "higher_is_better",
            "additivity": "distinct",
            "aliases": ["enquiries"],
        },
        {"id": "people", "dataset": "leads", "expression": "count(distinct person)", "unit": "count"},
        {
            "id": "winners",
            "dataset": "leads",
            "expression": "1.0 * count(distinct case when won = 1 then person end) / nullif(count(distinct person), 0)",
            "unit": "percent",
        },
        {"id": "revenue_per_lead", "derived": True, "expression": "revenue / nullif(leads, 0)", "unit": "currency"},
        {"id": "engagement", "derived": True, "expression": "1 - bounce_rate", "unit": "percent"},
    ],
}
for metric in PACK["metrics"]:
    metric["label"] = label(metric["id"])

TYPES = {"integer": pa.int64(), "money": pa.decimal128(18, 2), "number": pa.float64(), "date": pa.date32()}


@pytest.fixture(scope="session")
def pack():
    return Pack.model_validate(PACK)


@pytest.fixture
def catalogue(pack):
    return build_catalogue([pack])


def arrow(dataset, rows):
    """Rows as a table with the dataset's types and only the columns that some row has."""
    names = [name for name in dataset.columns if any(name in row for row in rows)]
    columns = {
        n: pa.array([row.get(n) for row in rows], TYPES.get(dataset.columns[n].type, pa.string())) for n in names
    }
    return pa.table(columns)


@pytest.fixture
def store(pack, tmp_path):
    """Writes rows as a stored table of a dataset."""

    def write(dataset_id, rows, **stated):
        dataset = next(d for d in pack.datasets if d.id == dataset_id)
        table = arrow(dataset, rows) if isinstance(rows, list) else rows
        path = tmp_path / f"{dataset_id}-{len(list(tmp_path.iterdir()))}.parquet"
        pq.write_table(table, path)
        return Table((path,), **stated)

    return write


VISITS = [
    {"date": date(2026, 9, 1), "channel": "email", "device": "mobile", "sessions": 8, "bounces": 2, "revenue": "1.10"},
    {
        "date": date(2026, 9, 30),
        "channel": "direct",
        "device": "mobile",
        "sessions": 2,
        "bounces": 2,
        "revenue": "2.20",
    },
    {
        "date": date(2026, 10, 1),
        "channel": "email",
        "device": "mobile",
        "sessions": 10,
        "bounces": 4,
        "revenue": "0.10",
    },
    {
        "date": date(2026, 10, 1),
        "channel": "email",
        "device": "desktop",
        "sessions": 5,
        "bounces": 1,
        "revenue": "0.20",
    },
    {"date": date(2026, 10, 2), "channel": None, "device": "desktop", "sessions": 0, "bounces": 0, "revenue": None},
    {
        "date": date(2026, 10, 31),
        "channel": "search",
        "device": "mobile",
        "sessions": 25,
        "bounces": 5,
        "revenue": "0.30",
    },
]
LEADS = [
    {"lead_id": "L1", "created": date(2026, 9, 3), "channel": "email", "person": "Ann", "won": 0},
    {"lead_id": "L2", "created": date(2026, 10, 5), "channel": "email", "person": "Ann", "won": 1},
    {"lead_id": "L3", "created": date(2026, 10, 6), "channel": "direct", "person": "Ann", "won": 0},
    {"lead_id": "L4", "created": date(2026, 10, 31), "channel": "direct", "person": "Bob", "won": 0},
]


@pytest.fixture
def tables(store):
    money = [None if row["revenue"] is None else Decimal(row["revenue"]) for row in VISITS]
    visits = [row | {"revenue": m, "users": 1, "seconds": 1.5} for row, m in zip(VISITS, money, strict=True)]
    return {
        "visits": store("visits", visits, covers=(date(2026, 9, 1), date(2026, 11, 1))),
        "leads": store("leads", LEADS, covers=(date(2026, 9, 1), date(2026, 11, 1))),
    }


@pytest.fixture
def windows():
    return {
        "current": (date(2026, 10, 1), date(2026, 11, 1)),
        "previous_period": (date(2026, 9, 1), date(2026, 10, 1)),
    }


@pytest.fixture
def computed(catalogue, tables, windows):
    """Computes some requests over the invented client."""

    def run(*requests, over=None, within=None, using=None):
        plan = plan_metrics(using or catalogue, requests, within or windows)
        return compute(plan, over or tables)

    return run
