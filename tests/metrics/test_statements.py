"""The SQL of representative plans, as files that a person can read; KPIREPORT_REWRITE=1 writes them anew."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from kpireport.metrics.database import open_database
from kpireport.metrics.plan import FactRequest, Frame, SeriesRequest, plan_metrics
from kpireport.metrics.statements import daily, rollups, wide, with_daily

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


def check(name, statements):
    text = "".join(f"{sql};\n\n" for sql in statements)
    path = SNAPSHOTS / f"{name}.sql"
    if os.environ.get("KPIREPORT_REWRITE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_the_sql_of_a_plan(case, computed):
    check(case, [f"-- {query.id}: {query.dataset}\n{query.sql}" for query in computed(*CASES[case]).queries])


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
    ("members", "rows_per_day", "kept", "rest"),
    [
        ({"channel": 8, "device": 3}, 1e6, {("channel", "device")}, set()),
        ({"channel": 8, "device": 3}, 100, {("device",), ("channel",)}, set()),  # together they would hardly be fewer
        ({"channel": 900, "device": 3}, 1e6, {("device",), ("channel",)}, set()),
        ({"channel": 90_000, "device": 3}, 1e6, {("device",)}, {("channel",)}),  # channels go by window only
    ],
)
def test_which_dimensions_are_kept_by_day(catalogue, windows, members, rows_per_day, kept, rest):
    requests = [FactRequest("sessions", ("channel",)), FactRequest("sessions", ("device",))]
    reading = daily(plan_metrics(catalogue, requests, windows).datasets["visits"], members, rows_per_day)
    assert {tuple(sorted(by)) for by in reading.kept} == kept
    assert {frame.by for frame in reading.rest} == rest


def test_the_sql_of_several_groupings_and_of_many_members(catalogue, windows):
    requests = [FactRequest("sessions", ("channel",)), FactRequest("sessions", ("device",)), FactRequest("sessions")]
    plan = plan_metrics(catalogue, requests, windows).datasets["visits"]
    apart, many = daily(plan, {"channel": 900, "device": 3}, 1e6), daily(plan, {"channel": 90_000, "device": 3}, 1e6)
    check("several_groupings", [with_daily(statement, apart) for statement in rollups(apart)])
    check("many_members", [wide(plan, frame).sql for frame in many.rest])


def test_totals_are_always_computed(catalogue, windows):
    plan = plan_metrics(catalogue, [FactRequest("people", ("channel",))], windows).datasets["leads"]
    (family,) = plan.families
    assert Frame(family, ()) in plan.frames
