"""Changes: exact cases, and what is not compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.metrics.changes import change, differences, same_length
from kpireport.metrics.facts import Fact

CASES = [
    # unit, direction, current, base, abs, pct, points, favourable
    ("count", "higher_is_better", 1200, 1000, 200, 1 / 5, None, True),
    ("percent", "lower_is_better", 0.42, 0.38, 0.04, 2 / 19, 4, False),
    ("currency", "higher_is_better", 500, 0, 500, None, None, True),
    ("score", "higher_is_better", 10, -20, 30, 1.5, 30, True),
    ("count", "higher_is_better", None, 40, None, None, None, None),
    ("position", "lower_is_better", 4.5, 7.5, -3, -0.4, -3, True),
    ("count", "neutral", 30, 20, 10, 0.5, None, None),
    ("seconds", "lower_is_better", 600, 600, 0, 0, None, None),
]


@pytest.mark.parametrize(("unit", "direction", "current", "base", "absolute", "relative", "points", "good"), CASES)
def test_differences(unit, direction, current, base, absolute, relative, points, good):
    assert differences(current, base, unit=unit, direction=direction) == (absolute, relative, points, good)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_the_difference_of_printed_amounts_is_exact(cents, base_cents):
    absolute, *_ = differences(cents / 100, base_cents / 100, unit="currency", direction="neutral")
    assert absolute == (cents - base_cents) / 100


def fact(period, value, status):
    return Fact(f"m@{period}", "m", "count", period, {}, value, status, "q1")


@pytest.mark.parametrize("statuses", [("partial", "ok"), ("ok", "partial")])
def test_a_part_of_a_period_is_only_held_against_a_whole_one_by_a_ratio(statuses):
    current, base = fact("current", 12, statuses[0]), fact("previous_period", 10, statuses[1])
    total = change(current, base, "higher_is_better", bears_gaps=False)
    assert (total.abs, total.pct, total.favourable) == (None, None, None)
    assert change(current, base, "higher_is_better", bears_gaps=True).abs == 2


@pytest.mark.parametrize(
    ("days", "other", "held"), [(31, 28, True), (366, 365, True), (7, 7, True), (31, 92, False), (28, 7, False)]
)
def test_sums_of_periods_of_another_length_are_not_compared_and_ratios_are(days, other, held):
    assert same_length(days, other, "additive") is held
    assert same_length(other, days, "distinct") is held
    assert same_length(days, other, "ratio")
    current, base = fact("current", 12, "ok"), fact("2025-Q3", 10, "ok")
    assert (change(current, base, "neutral", same_length=held).abs is not None) is held


def test_a_change_names_its_facts():
    found = change(fact("current", 12, "ok"), fact("last_year", 10, "provisional"), "higher_is_better")
    assert (found.fact, found.base, found.comparison, found.abs) == ("m@current", "m@last_year", "last_year", 2)
