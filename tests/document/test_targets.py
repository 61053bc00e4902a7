"""Which targets hold for a period and what part of them, and how a running period is judged; worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kpireport.document.compose import compose
from kpireport.document.model import SourceRecord
from kpireport.document.pacing import paces
from kpireport.document.targets import benchmark_for, goals_for, inapplicable, target_problems
from kpireport.errors import Place
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.pack import Pack
from kpireport.metrics.segments import SegmentDefinition
from kpireport.periods import parse_period
from kpireport.spec.model import PeriodSpec, ReportSpec
from kpireport.takeaways.goals import Goal, Pace

COLUMNS = {
    "day": "date",
    "channel": "text",
    "revenue": "money",
    "orders": "integer",
    "visits": "integer",
    "buyer": "text",
}
SALES = {
    "id": "sales",
    "title": {"en": "Sales"},
    "time": "day",
    "key": ["day"],
    "dimensions": [{"column": "channel"}],
    "columns": {name: {"type": kind} for name, kind in COLUMNS.items()},
}
STOCK = {
    "id": "stock",
    "title": {"en": "Stock"},
    "time": "day",
    "key": ["day"],
    "columns": {"day": {"type": "date"}, "items": {"type": "integer"}},
}


def metric(name: str, expression: str, unit: str = "count", direction: str = "higher_is_better", **more: Any) -> Any:
    dataset = {"dataset": "stock" if name == "items" else "sales"}
    label = {"en": {"nom": name}}
    return {
        "id": name,
        "label": label,
        "expression": expression,
        "unit": unit,
        "direction": direction,
        **dataset,
        **more,
    }


PACK = Pack.model_validate(
    {
        "id": "small",
        "title": "Small",
        "datasets": [SALES, STOCK],
        "metrics": [
            metric("revenue", "sum(revenue)", "currency"),
            metric("refunds", "sum(revenue)", "currency", "lower_is_better"),
            metric("buyers", "count(distinct buyer)"),
            metric("items", "sum(items)", snapshot={"partition_by": []}),
            metric(
                "conversion",
                "1.0 * sum(orders) / nullif(sum(visits), 0)",
                "percent",
                benchmark={"min": 0.02},
                variants=[
                    {"id": "odd", "description": "odd", "expression": "1.0 * sum(visits) / nullif(sum(orders), 0)"}
                ],
            ),
        ],
    }
)
CATALOGUE = build_catalogue([PACK], segments=[SegmentDefinition("mail", {"en": "Mail"}, filter="channel = 'mail'")])


def spec(targets: dict[str, Any], **more: Any) -> ReportSpec:
    return ReportSpec.model_validate(
        {
            "version": 1,
            "client": {"id": "a", "name": "A"},
            "sources": {"a": {"id": "a", "plugin": "files", "config": None}},
            "targets": targets,
            **more,
        }
    )


def goal(targets: dict[str, Any], when: str, of: str = "revenue", **more: Any) -> Goal | None:
    return goals_for(spec(targets, **more), parse_period(when), CATALOGUE).get(of)


# ---------------------------------------------------------------- what part of a target holds


@pytest.mark.parametrize(
    ("target", "period", "expected"),
    [
        (3100, "2026-10", 3100),
        (3100, "2026-Q4", 3100 * 3),
        (3100, "2026-10-01..2026-10-07", 700),
        (3100, "2026-W43", 700),
        ({"value": 36500, "per": "year"}, "2026-10", 3100),
        ({"value": 9200, "per": "quarter"}, "2026-10", 3100),
        ({"value": 70, "per": "week"}, "2026-10-05..2026-10-07", 30),
        ({"periods": {"2026-10": 3100, "2026-11": 4500}}, "2026-10", 3100),
        ({"periods": {"2026-10": 3100, "2026-11": 4500, "2026-12": 6200}}, "2026-Q4", 3100 + 4500 + 6200),
        ({"periods": {"2026-10": 3100, "2026-11": 4500}}, "2026-10-31..2026-11-02", 100 + 2 * 150),
        ({"value": 3100, "periods": {"2026-12": 6200}}, "2026-12", 6200),
        ({"value": 3100, "periods": {"2026-12": 6200}}, "2026-Q4", 3100 * 2 + 6200),
        ({"periods": {"2026": 36500, "2026-10": 6200}}, "2026-10-01..2026-10-02", 400),
        ({"periods": {"2026": 36500, "2026-10": 6200}}, "2026-11", 3000),
        ({"periods": {"2026-10": 3100}}, "2026-11", None),
        ({"periods": {"2026-10": 3100}}, "2026-Q4", None),
    ],
)
def test_what_adds_up_has_its_days_share(target: Any, period: str, expected: float | None) -> None:
    found = goal({"revenue": target}, period)
    assert (found and found.min) == expected


def test_both_bounds_are_pro_rated() -> None:
    found = goal({"revenue": {"min": 3100, "max": 6200}}, "2026-10-01..2026-10-03")
    assert found is not None
    assert (found.min, found.max) == (300, 600)
    assert found.whole is not None
    assert (found.whole.min, found.whole.period.key) == (3100, "2026-10")


def test_days_of_ones_own_are_the_length_that_a_number_is_meant_for() -> None:
    own = {"period": PeriodSpec(last_days=28)}
    whole, week = (goal({"revenue": 2800}, period, **own) for period in ("2026-10-01..2026-10-28", "2026-W43"))
    assert (whole and whole.min, week and week.min) == (2800, 700)


@pytest.mark.parametrize(
    ("target", "period", "expected"),
    [
        (0.03, "2026-W44", 0.03),
        (0.03, "2026", 0.03),
        ({"value": 0.03, "periods": {"2026-Q4": 0.04}}, "2026-10", 0.04),
        ({"value": 0.03, "periods": {"2026-Q4": 0.04, "2026-10": 0.05}}, "2026-W42", 0.05),
        ({"periods": {"2026-10": 0.05}}, "2026-Q4", None),
    ],
)
def test_a_ratio_is_never_pro_rated(target: Any, period: str, expected: float | None) -> None:
    found = goal({"conversion": target}, period, "conversion")
    assert (found and found.min) == expected


def test_a_level_is_held_against_the_target_of_the_day_it_is_taken_on() -> None:
    target = {"items": {"value": 10, "periods": {"2026-12": 50}}}
    assert [found and found.min for found in (goal(target, p, "items") for p in ("2026-Q4", "2026-11"))] == [50, 10]


def test_people_are_judged_in_a_period_of_the_stated_length_only() -> None:
    target = {"buyers": {"value": 10, "periods": {"2026-Q4": 25}}}
    found = {period: goal(target, period, "buyers") for period in ("2026-10", "2026-Q4", "2026-Q3")}
    assert {period: one and one.min for period, one in found.items()} == {"2026-10": 10, "2026-Q4": 25, "2026-Q3": None}
    assert inapplicable(spec(target), parse_period("2026-Q3"), CATALOGUE) == ("buyers",)
    assert inapplicable(spec(target), parse_period("2026-10"), CATALOGUE) == ()


def test_members_and_segments_have_targets_of_their_own() -> None:
    targets = {"revenue": {"members": {"channel": {"mail": 310}}, "segments": {"mail": {"max": 620}}}}
    found = goals_for(spec(targets), parse_period("2026-10"), CATALOGUE)
    assert {name: (one.min, one.max) for name, one in found.items()} == {
        "revenue[channel=mail]": (310, None),
        "revenue:mail": (None, 620),
    }


def test_a_target_for_what_a_metric_does_not_have_is_an_error_with_its_place() -> None:
    targets = {"revenue": {"members": {"chanel": {"mail": 1}}}, "items": {"segments": {"mail": 5}}}
    did, add = "(did you mean 'channel'?)", "(add `filters: {stock: ...}` to the segment)"
    problems = target_problems(spec(targets), CATALOGUE, lambda loc: Place("/".join(map(str, loc))))
    assert [str(problem) for problem in problems] == [
        "targets/revenue/members/chanel: targets.revenue.members: metric 'revenue' has no dimension 'chanel' " + did,
        "targets/items/segments/mail: targets.items.segments: the dataset 'stock' does not tell who belongs to 'mail' "
        + add,
    ]


# ---------------------------------------------------------------- benchmarks


def test_a_benchmark_stands_in_where_a_spec_does_not_switch_it_off() -> None:
    found = benchmark_for(spec({}), CATALOGUE, "conversion")
    assert found is not None
    assert found.min == 0.02
    assert benchmark_for(spec({}, benchmarks=False), CATALOGUE, "conversion") is None
    assert benchmark_for(spec({}), CATALOGUE, "revenue") is None


def test_a_benchmark_is_about_the_metrics_own_definition() -> None:
    from kpireport.metrics.custom import CustomMetric

    odd = build_catalogue([PACK], [CustomMetric(id="conversion", variant="odd")])
    assert benchmark_for(spec({}), odd, "conversion") is None


# ---------------------------------------------------------------- running periods


@pytest.mark.parametrize(
    ("bounds", "growth", "value", "expected"),
    [
        ({"min": 300}, "adds_up", 210, ("on_track", 300)),  # 210 / 21 x 30
        ({"min": 300}, "adds_up", 200, ("on_track", pytest.approx(285.714285714))),  # 4.8 % behind
        ({"min": 300}, "adds_up", 199, ("off_track", pytest.approx(284.285714286))),  # 5.2 % behind
        ({"min": 300}, "adds_up", 301, ("met", 430)),
        ({"max": 300}, "adds_up", 199, ("on_track", pytest.approx(284.285714286))),
        ({"max": 300}, "adds_up", 231, ("off_track", 330)),
        ({"max": 300}, "adds_up", 301, ("missed", 430)),
        ({"min": 0.4}, "level", 0.39, ("on_track", None)),
        ({"min": 0.4}, "level", 0.379, ("off_track", None)),
        ({"max": 0.4}, "level", 0.42, ("on_track", None)),
        ({"min": 300}, "grows", 301, ("met", None)),
        ({"max": 300}, "grows", 301, ("missed", None)),
        ({"min": 300, "max": 600}, "adds_up", 231, ("on_track", 330)),
        ({"min": 300, "max": 600}, "adds_up", 700, ("missed", 1000)),
    ],
)
def test_a_running_period_is_on_or_off_track(bounds: Any, growth: Any, value: float, expected: Any) -> None:
    status = Goal(**bounds, pace=Pace(21, 30), growth=growth).status(value)
    assert status is not None
    assert (status.state, status.projected) == expected


def test_people_in_a_running_period_are_not_judged_before_it_is_decided() -> None:
    assert Goal(min=300, pace=Pace(21, 30), growth="grows").status(200) is None


def test_the_limit_is_the_targets_own_or_the_specs() -> None:
    november, pace = parse_period("2026-11"), {"sales": Pace(21, 30)}
    targets = {"revenue": {"value": 300, "tolerance": 0.2}, "refunds": 300}
    goals = goals_for(spec(targets, tolerance=0.1), november, CATALOGUE, pace)
    assert {name: one.tolerance for name, one in goals.items()} == {"revenue": 0.2, "refunds": 0.1}
    assert [goals["revenue"].status(value).state for value in (168, 167)] == ["on_track", "off_track"]


def source(first: date, last: date, missing: list[date], days: int | None = None) -> SourceRecord:
    return SourceRecord(
        id="a",
        plugin="files",
        stream="a",
        dataset="sales",
        rows=9,
        sha256="",
        first_day=first,
        last_day=last,
        days=(last - first).days + 1 - len(missing) if days is None else days,
        missing_days=missing,
    )


def test_a_running_period_is_as_far_as_its_data() -> None:
    november, first = parse_period("2026-11"), date(2026, 1, 1)
    daily = source(first, date(2026, 11, 20), [])
    assert paces([daily], november, date(2026, 11, 22)) == {"sales": Pace(20, 30)}
    holes = source(first, date(2026, 11, 20), [date(2026, 11, 3), date(2026, 11, 4)])
    assert paces([daily, holes], november, date(2026, 11, 22)) == {"sales": Pace(18, 30)}


def test_where_rows_come_now_and_then_every_day_counts() -> None:
    often = [date(2026, 11, day) for day in range(2, 16, 2)]
    now_and_then = source(date(2026, 11, 1), date(2026, 11, 15), often)
    assert paces([now_and_then], parse_period("2026-11"), date(2026, 11, 22)) == {"sales": Pace(21, 30)}


def test_a_period_that_is_over_has_no_pace() -> None:
    november = parse_period("2026-11")
    assert paces([source(date(2026, 1, 1), date(2026, 11, 29), [])], november, date(2026, 12, 1)) == {}
    assert paces([source(date(2026, 1, 1), date(2026, 11, 30), [])], november, date(2026, 11, 22)) == {}
    assert paces([source(date(2026, 1, 1), date(2026, 10, 30), [])], november, date(2026, 11, 22)) == {}


# ---------------------------------------------------------------- on the page


def test_a_target_of_a_member_that_is_not_there_is_said(shop: Any) -> None:
    targets = {"revenue": {"members": {"channel": {"emial": 5, "email": 5}}}}
    layout = shop.layout({"title": "A", "blocks": [{"type": "table", "metrics": ["revenue"], "by": "channel"}]})
    document = compose(shop.with_(settings={"targets": targets}).edition(layout), layout)
    assert [notice.text for notice in document.notices] == [
        "There is a target of Revenue for emial, but Channel has no such member in the data."
    ]
    assert {fact.id: fact.target for fact in document.facts if fact.target} == {"revenue@current[channel=email]": 5}


def test_a_running_period_says_its_rate_and_its_limit(shop: Any) -> None:
    layout = shop.layout({"title": "A", "blocks": [{"type": "kpis", "metrics": ["revenue", "conversion"]}]})
    settled = shop.with_(settings={"targets": {"revenue": 9000, "conversion": 0.05}})
    edition = settled.edition(layout, paces={"sales": Pace(20, 31)})
    block = compose(edition, layout).sections[0].blocks[0]
    revenue, conversion = block.kpis
    assert (revenue.target.state, revenue.target.projected_text, revenue.target.met) == ("on_track", "€9,215", False)
    assert (conversion.target.state, conversion.target.projected) == ("off_track", None)
    assert block.notes == [
        "Revenue: €5,945 after 20 of 31 days is €9,215 at the end, at the same rate.",
        "On track: not more than 5% behind the target as it goes now.",
    ]
