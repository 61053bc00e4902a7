"""What the built-in detectors find, with exact numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpireport.metrics.facts import FactTable, fact_id
from kpireport.spec.model import TargetSpec
from kpireport.takeaways import Detector, DetectorContext, Evidence, Goal, Need, needs
from kpireport.takeaways.changes import Changes
from kpireport.takeaways.contributors import Contributors
from kpireport.takeaways.gaps import MissingDays
from kpireport.takeaways.goals import Pace
from kpireport.takeaways.hooks import kpireport_register_takeaways
from kpireport.takeaways.targets import Targets

LAST_YEAR = "same_period_last_year"


def by_comparison(found: list[Evidence]) -> dict[str | None, Evidence]:
    return {evidence.comparison: evidence for evidence in found}


def guards(evidence: Evidence) -> dict[str, bool]:
    return {guard.name: guard.passed for guard in evidence.guards}


# ---------------------------------------------------------------- I02


def test_a_value_comes_with_both_comparisons(context: Callable, revenue) -> None:
    found = by_comparison(list(Changes().detect(context(revenue))))
    assert set(found) == {"previous_period", LAST_YEAR}
    last_year = found[LAST_YEAR]
    assert (last_year.values.cur, last_year.values.prev, last_year.values.ly) == (209113, 177886, 176430)
    assert last_year.effect.abs == 32683
    assert last_year.effect.rel == pytest.approx(32683 / 176430)
    assert last_year.effect.money == 32683
    assert last_year.tone == "good"
    assert last_year.fact_ids == ("revenue@current", "revenue@previous_period", f"revenue@{LAST_YEAR}")


@pytest.mark.parametrize(
    ("totals", "material", "volume"),
    [
        ((1050, 1000, 1000), True, True),
        ((1049, 1000, 1000), False, True),
        ((950, 1000, 1000), True, True),
        ((35, 29, 29), True, False),
    ],
)
def test_counts_need_five_percent_and_thirty_events(context: Callable, told, totals, material, volume) -> None:
    evidence = by_comparison(list(Changes().detect(context(told("orders", totals=totals)))))[LAST_YEAR]
    assert guards(evidence) == {"volume": volume, "materiality": material}


def test_ratios_need_three_percent_and_a_hundred_cases(context: Callable, told) -> None:
    rate = told("rate", unit="percent", additivity="ratio", totals=((31, 1000), (30, 1000), (30, 99)))
    found = by_comparison(list(Changes().detect(context(rate))))
    assert guards(found["previous_period"]) == {"volume": True, "materiality": True}
    assert guards(found[LAST_YEAR])["volume"] is False


def test_without_history_there_is_a_value_and_no_change(context: Callable, told) -> None:
    [evidence] = Changes().detect(context(told("orders", totals=(500, None, None))))
    assert evidence.comparison is None
    assert evidence.effect.abs is None
    assert guards(evidence) == {"comparable history": False}


def test_a_metric_without_a_value_is_not_spoken_of(context: Callable, told) -> None:
    assert list(Changes().detect(context(told("orders", totals=(None, 5, 5))))) == []


@pytest.mark.parametrize("status", ["partial", "not_comparable"])
def test_what_is_only_partly_there_is_not_compared(context: Callable, told, status) -> None:
    ctx = context(told("orders", totals=(500, 400, 400)))
    facts = tuple(replace(f, status=status) if f.period == LAST_YEAR else f for f in ctx.facts.facts)
    found = Changes().detect(replace(ctx, facts=FactTable(facts, ctx.facts.changes, (), ())))
    assert set(by_comparison(list(found))) == {"previous_period"}


# ---------------------------------------------------------------- I04


@pytest.mark.parametrize(
    ("target", "direction", "value", "expected"),
    [
        (TargetSpec(value=200), "higher_is_better", 210, ("min", 200, True, 10)),
        (TargetSpec(value=200), "lower_is_better", 210, ("max", 200, False, 10)),
        (TargetSpec(max=200), "higher_is_better", 200, ("max", 200, True, 0)),
        (TargetSpec(min=100, max=200), "neutral", 190, ("max", 200, True, -10)),
        (TargetSpec(min=100, max=200), "neutral", 90, ("min", 100, False, -10)),
        (TargetSpec(min=100, max=100), "neutral", 110, ("max", 100, False, 10)),
    ],
)
def test_a_goal_is_judged_at_the_bound_that_matters(target, direction, value, expected) -> None:
    status = Goal.of(target, direction).status(value)
    assert status is not None
    assert (status.bound, status.target, status.met, status.gap) == expected


def test_attainment_of_minimum_and_maximum() -> None:
    assert Goal(min=200).status(210).attainment == pytest.approx(1.05)  # type: ignore[union-attr]
    assert Goal(max=21).status(24.38).attainment == pytest.approx(21 / 24.38)  # type: ignore[union-attr]
    assert Goal(min=0).status(5).gap_rel is None  # type: ignore[union-attr]
    assert Goal().status(5) is None
    assert Goal(min=1).status(None) is None


def test_a_running_target_is_held_against_its_run_rate(context: Callable, revenue) -> None:
    goal = Goal(min=300000, pace=Pace(20, 31), growth="adds_up")
    [evidence] = Targets().detect(context(revenue, goals={"revenue": goal}))
    assert evidence.values.expected == pytest.approx(209113 * 31 / 20)
    assert evidence.effect.abs == pytest.approx(209113 * 31 / 20 - 300000)
    assert (evidence.tone, evidence.extra["state"]) == ("good", "on_track")
    assert (evidence.extra["elapsed"], evidence.extra["days"]) == (20, 31)


def test_a_target_gives_a_status(context: Callable, revenue) -> None:
    [evidence] = Targets().detect(context(revenue, goals={"revenue": Goal(min=200000)}))
    assert evidence.tone == "good"
    assert evidence.effect.abs == 9113
    assert evidence.effect.rel == pytest.approx(0.045565)
    assert evidence.extra == {"bound": "min", "state": "met", "met": True, "attainment": pytest.approx(1.045565)}


# ---------------------------------------------------------------- I11


def test_the_dimension_whose_largest_member_explains_most(context: Callable, revenue) -> None:
    evidence = by_comparison(list(Contributors().detect(context(revenue))))[LAST_YEAR]
    assert evidence.scope.dim == "channel"
    first, second, third = evidence.children
    assert (first.scope.member, first.effect.abs) == ("email", 26031)
    assert first.effect.share_of_total == pytest.approx(26031 / 32683)
    assert (second.scope.member, second.effect.abs) == ("organic", 4652)
    assert (third.scope.member, third.effect.abs) == ("direct", 2000)  # a rest of one is named
    assert first.fact_ids == (
        fact_id("revenue", "current", {"channel": "email"}),
        fact_id("revenue", LAST_YEAR, {"channel": "email"}),
    )
    assert first.type == "I11"


def test_a_ratio_is_explained_by_rates_and_mix(context: Callable, conversion) -> None:
    evidence = by_comparison(list(Contributors().detect(context(conversion))))[LAST_YEAR]
    assert {child.type for child in evidence.children} <= {"I11", "I13", "I14"}
    assert evidence.children[0].type == "I13"
    assert evidence.children[0].scope.member is None  # the unassigned rows, named as such
    assert evidence.children[-1].extra["kind"] == "rest"
    assert evidence.extra["kind"] == "ratio"


def test_offsetting_moves_are_shares_of_all_movement(context: Callable, told) -> None:
    orders = told("orders", by={"channel": {"a": (300, 100, 100), "b": (100, 250, 250), "c": (50, 50, 50)}})
    evidence = by_comparison(list(Contributors().detect(context(orders))))[LAST_YEAR]
    assert [(c.effect.abs, c.extra["share_of"]) for c in evidence.children] == [(200, "movement"), (-150, "movement")]
    assert evidence.children[0].effect.share_of_total == pytest.approx(200 / 350)


def test_no_share_is_larger_than_the_change(context: Callable, told) -> None:
    orders = told("orders", by={"channel": {"a": (320, 200, 200), "b": (180, 200, 200)}})
    evidence = by_comparison(list(Contributors().detect(context(orders))))[LAST_YEAR]
    assert [c.effect.share_of_total for c in evidence.children] == [pytest.approx(120 / 140), pytest.approx(20 / 140)]


def test_a_dimension_that_grew_evenly_explains_nothing(context: Callable, told) -> None:
    channels = {"a": (360, 200, 200), **dict.fromkeys("bcde", (210, 200, 200))}
    devices = {"mobile": (1080, 900, 900), "desktop": (120, 100, 100)}
    orders = told("orders", by={"device": devices, "channel": channels})
    evidence = by_comparison(list(Contributors().detect(context(orders))))[LAST_YEAR]
    assert (evidence.scope.dim, evidence.children[0].scope.member) == ("channel", "a")


def test_a_dimension_is_not_chosen_for_rows_without_a_member(context: Callable, told) -> None:
    channels = {None: (300, 100, 100), **dict.fromkeys("abc", (300, 300, 300))}
    devices = {"mobile": (690, 500, 500), "desktop": (510, 500, 500)}
    orders = told("orders", by={"channel": channels, "device": devices})
    evidence = by_comparison(list(Contributors().detect(context(orders))))[LAST_YEAR]
    assert evidence.scope.dim == "device"


@pytest.mark.parametrize("additivity", ["distinct", "snapshot", "non_additive"])
def test_what_may_not_be_added_is_never_split(context: Callable, told, additivity) -> None:
    users = told("users", additivity=additivity, by={"device": {"a": (300, 1, 100), "b": (100, 1, 50)}})
    assert list(Contributors().detect(context(users))) == []
    assert needs([Contributors()], *plan(context(users))) == (Need("users"),)


def test_members_that_overlap_are_not_split(context: Callable, told) -> None:
    visits = told("visits", totals=(350, 1, 140), by={"device": {"a": (300, 1, 100), "b": (100, 1, 50)}})
    assert list(Contributors().detect(context(visits))) == []


def test_tone_of_a_part_follows_the_direction(context: Callable, told) -> None:
    spend = told(
        "spend", unit="currency", direction="lower_is_better", by={"channel": {"a": (300, 100, 100), "b": (10, 90, 90)}}
    )
    evidence = by_comparison(list(Contributors().detect(context(spend))))[LAST_YEAR]
    assert [child.tone for child in evidence.children] == ["bad", "good"]


MEMBERS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e", None]), st.tuples(*[st.integers(0, 10_000)] * 3), min_size=2
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=MEMBERS)
def test_children_add_up_to_the_change(context: Callable, told, members: dict) -> None:
    for evidence in Contributors().detect(context(told("orders", by={"channel": members}))):
        assert math.fsum(c.effect.abs for c in evidence.children) == pytest.approx(evidence.effect.abs)
        assert len(evidence.children) <= 4


# ---------------------------------------------------------------- I19


def test_missing_days_inside_the_period(context: Callable, revenue) -> None:
    days = (date(2026, 10, 14), date(2026, 9, 30), date(2026, 10, 3))
    [evidence] = MissingDays().detect(context(revenue, missing_days={"orders": days, "web": ()}))
    assert evidence.extra == {"dataset": "orders", "days": ["2026-10-03", "2026-10-14"], "of_days": 31}


# ---------------------------------------------------------------- the floor as a whole


def plan(context: DetectorContext) -> tuple:
    return context.metrics, context.datasets, context.additivity


def test_built_ins_are_detectors_with_ids_of_their_own() -> None:
    detectors = kpireport_register_takeaways()
    assert [d.id for d in detectors] == ["I02", "I04", "I11", "I19"]
    assert all(isinstance(d, Detector) and d.lane == "fact" for d in detectors)


def test_needs_are_totals_and_breakdowns_once_each(context: Callable, revenue) -> None:
    wanted = needs(kpireport_register_takeaways(), *plan(context(revenue)))
    assert wanted == (Need("revenue"), Need("revenue", ("channel",)), Need("revenue", ("device",)))


def test_evidence_is_json_and_its_id_is_stable(context: Callable, revenue, conversion) -> None:
    ctx = context(revenue, conversion, goals={"revenue": Goal(min=1)})
    runs = [[e for d in kpireport_register_takeaways() for e in d.detect(ctx)] for _ in range(2)]
    records = [json.dumps([e.record() for e in run]) for run in runs]
    assert records[0] == records[1]
    ids = [e.id for e in runs[0]]
    assert len(set(ids)) == len(ids)
