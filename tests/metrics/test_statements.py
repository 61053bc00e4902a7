"""The SQL of representative plans, as files that a person can read; KPIREPORT_REWRITE=1 writes them anew."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from kpireport.metrics.database import open_database
from kpireport.metrics.plan import FactRequest, Frame, SeriesRequest, plan_metrics
from kpireport.metrics.statements import daily_dimensions

SNAPSHOTS = Path(__file__).parent / "snapshots"
START, END = date(2026, 9, 1), date(2026, 11, 1)
CASES = {
    "sums_and_ratios": [FactRequest("sessions"), FactRequest("bounce_rate", ("channel",)), FactRequest("duration")],
    "series": [
        SeriesRequest("sessions", "month", START, END, ("channel",)),
        SeriesRequest("revenue", "day", START, END),
    ],
    "distinct": [FactRequest("winners", ("channel",)), FactRequest("leads")],
    "people_counts": [FactRequest("users")],
    "derived": [FactRequest("revenue_per_lead")],
}


@pytest.mark.parametrize("case", CASES)
def test_the_sql_of_a_plan(case, computed):
    facts = computed(*CASES[case])
    text = "".join(f"-- {query.id}: {query.dataset}\n{query.sql};\n\n" for query in facts.queries)
    path = SNAPSHOTS / f"{case}.sql"
    if os.environ.get("KPIREPORT_REWRITE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_every_recorded_statement_can_be_run_by_itself(case, computed, tables):
    with open_database(tables) as connection:
        for query in computed(*CASES[case]).queries:
            assert connection.execute(query.sql).fetchall()


def test_the_number_in_a_recorded_statement_is_the_fact(computed, tables):
    facts = computed(FactRequest("sessions"))
    with open_database(tables) as connection:
        rows = connection.execute(facts.queries[0].sql).fetchall()
    assert {row[0]: row[-1] for row in rows} == {fact.period: fact.value for fact in facts.facts}


@pytest.mark.parametrize(
    ("members", "rows_per_day", "expected"),
    [
        ({"channel": 8, "device": 3}, 1e6, (("channel", "device"),)),
        ({"channel": 8, "device": 3}, 100, (("device",), ("channel",))),  # together they would hardly be fewer
        ({"channel": 4_000, "device": 3}, 1e6, (("device",), ("channel",))),
        ({"channel": 90_000, "device": 3}, 1e6, (("device",),)),  # channels go by window only
        ({}, 1e6, (("channel",), ("device",))),
    ],
)
def test_which_dimensions_are_kept_by_day(catalogue, windows, members, rows_per_day, expected):
    requests = [FactRequest("sessions", ("channel",)), FactRequest("sessions", ("device",))]
    plan = plan_metrics(catalogue, requests, windows).datasets["visits"]
    found = daily_dimensions(plan, members, rows_per_day)
    assert tuple(tuple(sorted(by)) for by in found) == expected


def test_totals_are_always_computed(catalogue, windows):
    plan = plan_metrics(catalogue, [FactRequest("people", ("channel",))], windows).datasets["leads"]
    (family,) = plan.families
    assert Frame(family, ()) in plan.frames
