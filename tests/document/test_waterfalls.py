from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.compose import compose
from kpireport.document.model import ChartBlock, TextBlock
from kpireport.document.records import dangling
from kpireport.document.waterfalls import compose_waterfall, shapley
from kpireport.metrics.facts import Fact, FactTable


def chart(shop: Any, **raw: Any) -> ChartBlock:
    edition, spec = shop.block(type="waterfall", **raw)
    block = compose_waterfall(edition, spec).block
    assert isinstance(block, ChartBlock)
    return block


def sums(block: ChartBlock) -> tuple[Fraction, Fraction]:
    """What was then with all changes, and what is now, as exact decimals."""
    actual, change = block.series
    exact = [Fraction(repr(value)) for value in change.values if value is not None]
    then, now = (Fraction(repr(value)) for value in (actual.values[0], actual.values[-1]))
    return then + sum(exact), now


def test_members_of_what_adds_up_bring_their_own_changes(shop: Any) -> None:
    block = chart(shop, metric="visits", by="channel", against="previous_period")
    actual, change = block.series
    assert block.categories[0] == "Sep 2026"
    assert block.categories[-1] == "Oct 2026"
    assert dict(zip(block.categories, change.values, strict=True))["E-mail"] == 10
    assert sums(block)[0] == sums(block)[1] == Fraction(actual.values[-1] or 0)
    assert [tone for tone in change.tones if tone != "neutral"] == ["good"] * 6
    assert block.title == "Visits: +20 on September 2026; E-mail did most, +10"


def test_what_is_not_named_is_other_and_nothing_is_lost(shop: Any) -> None:
    edition, spec = shop.block(type="waterfall", metric="revenue", by="channel", top=2)
    made = compose_waterfall(edition, spec)
    assert isinstance(made.block, ChartBlock)
    assert made.block.categories[-2] == "Other (4)"
    then, now = sums(made.block)
    assert then == now
    assert len(made.derived.facts) == 2


@pytest.mark.parametrize("metric", ["conversion", "cost_per_order"])
def test_members_of_a_ratio_bring_rate_and_weight_together(shop: Any, metric: str) -> None:
    block = chart(shop, metric=metric, by="channel")
    then, now = sums(block)
    assert math.isclose(then, now, rel_tol=1e-12)


def test_factors_multiply_and_leave_no_rest(shop: Any) -> None:
    block = chart(shop, metric="orders", factors=["visits", "conversion"])
    assert block.categories == ["Oct 2025", "Visits", "Conversion rate", "Oct 2026"]
    then, now = sums(block)
    assert math.isclose(then, now, rel_tol=1e-12)
    assert block.notes == []


def test_factors_that_do_not_multiply_to_the_metric_show_what_they_leave(shop: Any) -> None:
    block = chart(shop, metric="revenue", factors=["visits", "conversion"])
    assert block.categories[-2] == "Not explained"
    then, now = sums(block)
    assert math.isclose(then, now, rel_tol=1e-12)
    assert block.notes[0].startswith("The factors do not multiply to exactly revenue")


def test_lower_is_better_turns_good_and_bad_round(shop: Any) -> None:
    block = chart(shop, metric="cost_per_order", by="channel", against="previous_period")
    change = block.series[1]
    judged = {(value > 0, tone) for value, tone in zip(change.values, change.tones, strict=True) if value}
    assert judged <= {(True, "bad"), (False, "good"), (True, "neutral"), (False, "neutral")}


def test_without_a_base_the_page_says_so(shop: Any) -> None:
    edition, spec = shop.with_(compare=()).block(type="waterfall", metric="revenue", by="channel")
    made = compose_waterfall(edition, spec)
    assert isinstance(made.block, TextBlock)
    assert made.gaps == ("Revenue by channel: nothing to compare October 2026 with.",)


def test_parts_that_do_not_make_the_whole_are_not_drawn(shop: Any) -> None:
    edition, spec = shop.block(type="waterfall", metric="revenue", by="channel")

    def larger(fact: Fact) -> Fact:
        return replace(fact, value=fact.value + 100) if fact.id == "revenue@current" and fact.value else fact

    facts = edition.facts
    wrong = FactTable(tuple(map(larger, facts.facts)), facts.changes, facts.series, facts.queries)
    made = compose_waterfall(replace(edition, facts=wrong), spec)
    assert isinstance(made.block, TextBlock)


def test_every_number_names_its_fact(shop: Any) -> None:
    layout = shop.layout(
        {
            "title": "Moves",
            "blocks": [
                {"type": "waterfall", "metric": "revenue", "by": "channel", "top": 2},
                {"type": "waterfall", "metric": "conversion", "by": "channel"},
                {"type": "waterfall", "metric": "orders", "factors": ["visits", "conversion"]},
            ],
        }
    )
    document = compose(shop.edition(layout), layout)
    assert dangling(document) == ()
    for block in document.sections[0].blocks:
        assert isinstance(block, ChartBlock)
        assert all(len(series.refs) == len(block.categories) for series in block.series)


FACTORS = st.lists(st.tuples(*[st.fractions(-1000, 1000, max_denominator=1000)] * 2), min_size=1, max_size=4)


@given(FACTORS)
def test_effects_of_factors_add_up_to_the_change_of_their_product(values: list[tuple[Fraction, Fraction]]) -> None:
    change = math.prod(now for now, _ in values) - math.prod(then for _, then in values)
    assert sum(shapley(values)) == change


def test_a_factor_that_did_not_change_has_no_effect() -> None:
    assert shapley([(Fraction(3), Fraction(3)), (Fraction(5), Fraction(4))]) == [0, 3]
