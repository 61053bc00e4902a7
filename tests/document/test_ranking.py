from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.ranking import add, rank, rest_fact, share
from kpireport.metrics.facts import CURRENT, Fact, FactTable, Number, fact_id


def fact(member: str | None, value: Number | None, top: Number | None = None, bottom: Number | None = None) -> Fact:
    group = {"channel": member}
    status = "ok" if value is not None else "no_data"
    return Fact(fact_id("m", CURRENT, group), "m", "count", CURRENT, group, value, status, "q1", top, bottom)


def table(*facts: Fact) -> FactTable:
    return FactTable(facts, (), (), ())


def test_members_are_ranked_by_value_then_name_and_those_without_a_value_come_last() -> None:
    facts = table(fact("b", 2), fact("none", None), fact("a", 2), fact(None, 7), fact("c", 1))
    assert rank(facts, "m", "channel", top=10).members == (None, "a", "b", "c", "none")
    assert rank(facts, "m", "channel", top=10, ascending=True).members == ("c", "a", "b", None, "none")


def test_members_that_only_a_metric_beside_has_are_ranked_last() -> None:
    facts = table(
        fact("a", 2), fact("b", 3), replace(fact("c", 9), id="n@c", metric="n"), replace(fact("a", 1), metric="n")
    )
    assert rank(facts, "m", "channel", top=10).members == ("b", "a")
    assert rank(facts, "m", "channel", top=10, beside=("m", "n")).members == ("b", "a", "c")
    few = rank(facts, "m", "channel", top=1, beside=("n",))
    assert (few.members, few.others, few.left_out) == (("b",), ("a", "c"), 2)


def test_what_is_beyond_the_top_is_counted_but_a_single_one_is_named() -> None:
    facts = table(*(fact(name, 10 - place) for place, name in enumerate("abcde")))
    assert rank(facts, "m", "channel", top=3) == rank(facts, "m", "channel", top=3)
    assert rank(facts, "m", "channel", top=3).members == ("a", "b", "c")
    assert rank(facts, "m", "channel", top=3).left_out == 2
    assert rank(facts, "m", "channel", top=4).members == tuple("abcde")
    assert rank(facts, "m", "channel", top=4).left_out == 0


def test_the_rest_of_parts_is_their_exact_sum_and_says_what_it_leaves_out() -> None:
    facts = table(fact("a", 100.1), fact("b", 0.1), fact("c", 0.2), fact(None, 0.3))
    rest = rest_fact(facts, "m", rank(facts, "m", "channel", top=2), "additive")
    assert rest is not None
    assert (rest.id, rest.value, rest.group) == ("m@current[channel≠a|∅]", 0.3, {"channel": "other"})
    assert (rest.excludes, rest.query) == (["a", None], "q1")


def test_the_rest_of_a_ratio_is_computed_anew_from_its_sums() -> None:
    facts = table(fact("a", 0.9, 9, 10), fact("b", 0.5, 5, 10), fact("c", 0.02, 2, 100), fact("d", None, 0, 0))
    rest = rest_fact(facts, "m", rank(facts, "m", "channel", top=1), "ratio")
    assert rest is not None
    assert (rest.numerator, rest.denominator, rest.value) == (7, 110, 7 / 110)


def test_what_does_not_add_up_has_no_rest() -> None:
    facts = table(*(fact(name, 10) for name in "abcd"))
    ranking = rank(facts, "m", "channel", top=1)
    assert rest_fact(facts, "m", ranking, "distinct") is None
    assert rest_fact(facts, "m", ranking, "non_additive") is None


def test_a_share_of_nothing_or_of_mixed_signs_is_none() -> None:
    assert share(1, 4) == 0.25
    assert share(0, 4) == 0
    assert share(1, 0) is None
    assert share(-1, 4) is None
    assert share(None, 4) is None


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=50))
def test_sums_of_decimals_are_exact(values: list[Decimal]) -> None:
    assert add(float(value) for value in values) == float(sum(values))
