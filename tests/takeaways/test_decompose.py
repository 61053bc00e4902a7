"""Exact splits: every change adds up, in both directions, whatever came, went or is zero."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.takeaways.decompose import Fraction, contributions, rate_and_mix

MEMBERS = st.sampled_from(["a", "b", "c", "d", None])
SUMS = st.dictionaries(MEMBERS, st.integers(-10_000, 10_000))
CELLS = st.tuples(st.integers(-5000, 5000), st.integers(1, 100_000)).map(lambda c: Fraction(*c))
FRACTIONS = st.dictionaries(MEMBERS, CELLS, min_size=1)


def whole(members: dict[str | None, Fraction]) -> Fraction:
    return Fraction(sum(f.numerator for f in members.values()), sum(f.denominator for f in members.values()))


@given(SUMS, SUMS)
def test_contributions_add_up(now: dict[str | None, int], then: dict[str | None, int]) -> None:
    totals = (sum(now.values()), sum(then.values()))
    parts = contributions(now, then, totals=totals)
    assert parts is not None
    assert sum(p.effect for p in parts) == totals[0] - totals[1]
    assert {p.member for p in parts} == {*now, *then}


def test_members_that_do_not_make_up_the_total_are_not_split() -> None:
    assert contributions({"a": 60, "b": 60}, {"a": 50, "b": 50}, totals=(100, 100)) is None


@given(FRACTIONS, FRACTIONS)
def test_rate_and_mix_add_up_and_reverse_with_time(
    now: dict[str | None, Fraction], then: dict[str | None, Fraction]
) -> None:
    totals = (whole(now), whole(then))
    parts = rate_and_mix(now, then, totals=totals)
    back = rate_and_mix(then, now, totals=(totals[1], totals[0]))
    assert parts is not None
    assert back is not None
    change = totals[0].value - totals[1].value  # type: ignore[operator]
    size = max(1.0, *(abs(p.effect) for p in parts))
    assert math.fsum(p.effect for p in parts) == pytest.approx(change, abs=1e-9 * size)
    forth = {(p.member, p.kind): p.effect for p in parts}
    for part in back:
        assert forth[part.member, part.kind] == pytest.approx(-part.effect, abs=1e-9 * size)


def test_rate_and_mix_by_hand() -> None:
    now = {"a": Fraction(10, 100), "b": Fraction(30, 100)}
    then = {"a": Fraction(5, 50), "b": Fraction(60, 150)}
    parts = rate_and_mix(now, then, totals=(Fraction(40, 200), Fraction(65, 200)))
    assert parts is not None
    effects = {(p.member, p.kind): p.effect for p in parts}
    # a keeps its rate of 0.1 and grows from 1/4 to 1/2 of all; b falls from 0.4 to 0.3
    assert effects["a", "rate"] == 0
    assert effects["b", "rate"] == pytest.approx((0.75 + 0.5) / 2 * -0.1)
    assert effects["a", "mix"] == pytest.approx(0.25 * (0.1 - (0.2 + 0.325) / 2))
    assert effects["b", "mix"] == pytest.approx(-0.25 * (0.35 - (0.2 + 0.325) / 2))


def test_what_came_is_all_mix() -> None:
    now = {"a": Fraction(10, 100), "b": Fraction(40, 100)}
    parts = rate_and_mix(now, {"a": Fraction(10, 100)}, totals=(Fraction(50, 200), Fraction(10, 100)))
    assert parts is not None
    effects = {(p.member, p.kind): p.effect for p in parts}
    assert effects["b", "rate"] == 0
    assert sum(effects.values()) == pytest.approx(0.25 - 0.1)


@pytest.mark.parametrize(
    "odd", [Fraction(5, 0), Fraction(5, -1)], ids=["a numerator over nothing", "a negative denominator"]
)
def test_a_ratio_without_meaning_is_not_split(odd: Fraction) -> None:
    now = {"a": Fraction(10, 100), "b": odd}
    assert rate_and_mix(now, {"a": Fraction(10, 100)}, totals=(whole(now), Fraction(10, 100))) is None
