"""What must hold for any rows: the engine agrees with plain Python, parts agree with wholes, order does not matter."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.pack import Pack
from kpireport.metrics.plan import FactRequest, SeriesRequest, plan_metrics

START = date(2026, 9, 1)
WINDOWS = {"current": (date(2026, 10, 1), date(2026, 11, 1)), "before": (date(2026, 9, 15), date(2026, 10, 15))}
PACK = Pack.model_validate(
    {
        "id": "p",
        "title": "P",
        "datasets": [
            {
                "id": "sales",
                "title": {"en": "Sales"},
                "time": "day",
                "key": ["row"],
                "dimensions": [{"column": "shop"}, {"column": "page"}],
                "columns": {
                    "row": {"type": "integer"},
                    "day": {"type": "date"},
                    "shop": {"type": "text"},
                    "page": {"type": "text"},
                    "buyer": {"type": "text"},
                    "amount": {"type": "money"},
                    "items": {"type": "integer"},
                },
            }
        ],
        "metrics": [
            {"id": name, "label": {"en": {"nom": name}}, "dataset": "sales", "expression": expression, "unit": "count"}
            for name, expression in {
                "amount": "sum(amount)",
                "price": "1.0 * sum(amount) / nullif(sum(items), 0)",
                "buyers": "count(distinct buyer)",
                "big_buyers": "count(distinct case when items > 2 then buyer end)",
                "rows": "count(*)",
                "dearest": "max(amount)",
            }.items()
        ],
    }
)
CATALOGUE = build_catalogue([PACK])

ROWS = st.lists(
    st.tuples(
        st.integers(0, 70),
        st.sampled_from(["north", "south", "", None]),
        st.sampled_from([f"/{i}" for i in range(9)] + [None]),
        st.sampled_from(["Ann", "Bob", "Cyd", None]),
        st.none() | st.integers(-500, 500),
        st.none() | st.integers(0, 5),
    ),
    min_size=1,
    max_size=40,
)


def table(rows):
    columns = list(zip(*rows, strict=True))
    return MemoryTable(
        pa.table(
            {
                "row": pa.array(range(len(rows)), pa.int64()),
                "day": pa.array([START + timedelta(days=offset) for offset in columns[0]], pa.date32()),
                "shop": pa.array(columns[1], pa.string()),
                "page": pa.array(columns[2], pa.string()),
                "buyer": pa.array(columns[3], pa.string()),
                "amount": pa.array([None if a is None else Decimal(a) / 100 for a in columns[4]], pa.decimal128(18, 2)),
                "items": pa.array(columns[5], pa.int64()),
            }
        ),
        covers=(date(2026, 1, 1), date(2027, 1, 1)),
    )


def facts_of(rows, *requests):
    return compute(plan_metrics(CATALOGUE, requests, WINDOWS), {"sales": table(rows)})


def brute_force(metric, rows):
    """A metric over some rows, in plain Python; the result of exact arithmetic as the nearest float."""
    amounts = [Fraction(row[4], 100) for row in rows if row[4] is not None]
    items = [row[5] for row in rows if row[5] is not None]
    if metric == "amount":
        return float(sum(amounts)) if amounts else None
    if metric == "price":
        return float(sum(amounts) / sum(items)) if amounts and sum(items) else None
    if metric == "buyers":
        return len({row[3] for row in rows} - {None})
    if metric == "big_buyers":
        return len({row[3] for row in rows if row[5] is not None and row[5] > 2} - {None})
    if metric == "dearest":
        return float(max(amounts)) if amounts else None
    return len(rows)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_the_engine_agrees_with_plain_python(rows):
    breakdowns = ((), ("shop",), ("page",), ("page", "shop"))
    requests = [FactRequest(metric.id, by) for metric in PACK.metrics for by in breakdowns]
    for fact in facts_of(rows, *requests).facts:
        start, end = WINDOWS[fact.period]
        positions = {"shop": 1, "page": 2}
        inside = [
            row
            for row in rows
            if start <= START + timedelta(days=row[0]) < end
            and all(row[positions[name]] == member for name, member in fact.group.items())
        ]
        assert fact.value == brute_force(fact.metric, inside), fact.id


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_parts_make_the_whole_where_they_may(rows):
    facts = facts_of(
        rows, *(FactRequest(m, by) for m in ("amount", "rows", "price") for by in ((), ("shop",), ("page",)))
    )
    for by in (("shop",), ("page",)):
        for metric in ("amount", "rows"):
            parts = [Fraction(repr(f.value)) for f in facts.breakdown(metric, by) if f.value is not None]
            assert float(sum(parts)) == (facts.fact(metric).value or 0)
        for side in ("numerator", "denominator"):
            parts = [Fraction(repr(v)) for f in facts.breakdown("price", by) if (v := getattr(f, side)) is not None]
            assert float(sum(parts)) == (getattr(facts.fact("price"), side) or 0)


@settings(max_examples=20, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    requests = [FactRequest(metric.id, by) for metric in PACK.metrics for by in ((), ("shop",))]
    shuffled = random.sample(rows, len(rows))
    assert facts_of(rows, *requests).facts == facts_of(shuffled, *requests).facts


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_the_steps_of_a_window_make_its_sum(rows):
    start, end = WINDOWS["current"]
    facts = facts_of(
        rows, FactRequest("amount"), *(SeriesRequest("amount", s, start, end) for s in ("day", "week", "month"))
    )
    for step in ("day", "week", "month"):
        values = [Fraction(repr(value)) for value in facts.one_series("amount", step).values if value is not None]
        assert float(sum(values)) == (facts.fact("amount").value or 0)
