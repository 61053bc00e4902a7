"""Multiple testing, ranking and selection, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kpireport.language import Language
from kpireport.takeaways import Effect, Evidence, Goal, Scope, Statistic, Takeaway, Values, find_takeaways
from kpireport.takeaways.control import control
from kpireport.takeaways.hooks import kpireport_register_takeaways
from kpireport.takeaways.score import score

EN = Language.of("en")


def find(context, limit: int = 5) -> tuple[Takeaway, ...]:
    return find_takeaways(context, kpireport_register_takeaways(), EN, limit=limit)


def signal(metric: str, p: float | None) -> Evidence:
    stat = Statistic("t", p=p)
    return Evidence("I01", metric, Scope(), "2026-10", "signal", Values(cur=1), Effect(rel=0.2), stat=stat)


# ---------------------------------------------------------------- control


def test_benjamini_hochberg_over_all_signals() -> None:
    # the worked example of Benjamini and Hochberg (1995), section 3.3: 15 p-values, 4 rejected at 0.05
    p_values = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0]  # fmt: skip
    kept = control([signal(f"m{i}", p) for i, p in enumerate(p_values)], level=0.05)
    assert [e.metric for e in kept] == ["m0", "m1", "m2", "m3"]
    assert kept[3].stat is not None
    assert kept[3].stat.q == pytest.approx(0.0095 * 15 / 4)
    assert kept[3].stat.n_tests == 15


def test_a_weaker_p_value_lifts_the_stronger_one() -> None:
    first, second = control([signal("a", 0.04), signal("b", 0.045)], level=0.05)
    assert first.stat is not None
    assert second.stat is not None
    assert (first.stat.q, second.stat.q) == (0.045, 0.045)


def test_facts_pass_and_signals_without_a_test_do_not() -> None:
    fact = Evidence("I02", "a", Scope(), "2026-10", "fact", Values(cur=1), Effect())
    assert control([signal("x", None), fact, signal("y", 0.5)]) == (fact,)


# ---------------------------------------------------------------- score


def test_what_makes_a_candidate_matter_more(context: Callable, told) -> None:
    ctx = context(told("orders", totals=(120, 100, 100)), told("visits", totals=(80, 100, 100)), north_star="orders")
    plain = Evidence("I02", "visits", Scope(), "w", "fact", Values(cur=1), Effect(rel=0.2))
    weight = score(plain, ctx).score
    assert weight == pytest.approx(0.6 * (1 - 2.718281828459045 ** (-0.2 / 0.12)) * (0.3 + 0.7 * 0.3))
    larger = Evidence("I02", "visits", Scope(), "w", "fact", Values(cur=1), Effect(rel=0.4))
    bad = Evidence("I02", "visits", Scope(), "w", "fact", Values(cur=1), Effect(rel=0.2), tone="bad")
    star = Evidence("I02", "orders", Scope(), "w", "fact", Values(cur=1), Effect(rel=0.2))
    tested = Evidence(
        "I02", "visits", Scope(), "w", "signal", Values(cur=1), Effect(rel=0.2), stat=Statistic("t", p=1e-6, q=1e-5)
    )
    for heavier in (larger, bad, star, tested):
        assert score(heavier, ctx).score > weight


def test_what_was_done_matters_less_than_what_came_of_it(context: Callable, told) -> None:
    sent = told("sent", totals=(200, 100, 100), direction="neutral", dataset="email")
    found = find(context(sent, told("orders", totals=(150, 100, 100))))
    assert [t.evidence.metric for t in found] == ["orders", "sent"]


def test_a_target_is_news_however_narrowly_it_is_missed(context: Callable, told) -> None:
    ctx = context(told("orders", totals=(100, 100, 100)))
    narrowly = Evidence("I04", "orders", Scope(), "w", "fact", Values(cur=1), Effect(rel=-0.001), tone="bad")
    moved = Evidence("I02", "orders", Scope(), "w", "fact", Values(cur=1), Effect(rel=-0.06), tone="bad")
    assert score(narrowly, ctx).score > score(moved, ctx).score


# ---------------------------------------------------------------- selection


def test_one_headline_a_metric_with_its_explanation_under_it(context: Callable, revenue) -> None:
    [takeaway] = find(context(revenue, goals={"revenue": Goal(min=200000)}))
    assert takeaway.evidence.type == "I02"
    assert [child.type for child in takeaway.evidence.children] == ["I11", "I04"]


def test_near_duplicates_of_one_dataset_do_not_fill_the_page(context: Callable, told) -> None:
    alike = [told(f"m{i}", totals=(1200 + i, 1000, 1000)) for i in range(4)]
    other = told("complaints", totals=(1100, 1000, 1000), direction="lower_is_better", dataset="care")
    found = find(context(*alike, other), limit=3)
    assert "complaints" in [t.evidence.metric for t in found[:2]]


def test_good_and_bad_news_are_both_shown(context: Callable, told) -> None:
    good = [told(f"good{i}", totals=(2000 + 300 * i, 1000, 1000), dataset=f"d{i}") for i in range(5)]
    bad = told("bad", totals=(940, 1000, 1000), dataset="d9")
    found = find(context(*good, bad), limit=3)
    assert [t.tone for t in found] == ["good", "good", "bad"]


def test_seasonal_neighbours_count_less_than_last_year(context: Callable, told) -> None:
    [takeaway] = find(context(told("orders", totals=(1200, 1000, 1050))))
    assert takeaway.evidence.comparison == "same_period_last_year"


def test_missing_days_stand_first(context: Callable, revenue) -> None:
    found = find(context(revenue, missing_days={"orders": (date(2026, 10, 3),)}))
    assert [t.evidence.type for t in found] == ["I19", "I02"]


def test_a_quiet_month_says_so_and_shows_the_best_facts(context: Callable, told) -> None:
    found = find(context(*(told(f"m{i}", totals=(1000 + i, 1000, 1000)) for i in range(1, 6))))
    assert found[0].headline == "None of the 5 metrics that can be compared changed by 5% or more (ratios: 3%)"
    assert [t.evidence.metric for t in found[1:]] == ["m5", "m4"]


def test_a_month_is_not_quiet_when_a_target_leads_over_a_change(context: Callable, told) -> None:
    [takeaway] = find(context(told("orders", totals=(1200, 1100, 1100)), goals={"orders": Goal(min=2000)}))
    assert takeaway.evidence.type == "I04"


def test_a_quiet_month_with_targets_shows_them(context: Callable, told) -> None:
    found = find(context(told("orders", totals=(1001, 1000, 1000)), goals={"orders": Goal(min=1000)}))
    assert [t.tag for t in found] == ["Little changed", "Target met"]


def test_small_numbers_are_no_news(context: Callable, told) -> None:
    found = find(context(told("orders", totals=(1010, 1000, 1000)), told("rare", totals=(20, 10, 10))))
    assert [t.evidence.metric for t in found] == ["", "orders"]
    assert found[0].how == "One metric has too few events to compare (fewer than 30)."


def test_the_first_month_has_values_and_says_why_no_changes(context: Callable, told) -> None:
    found = find(context(told("orders", totals=(500, None, None))))
    assert [t.headline for t in found] == ["There is no comparable earlier period", "Orders were 500"]


def test_no_facts_no_takeaways(context: Callable, told) -> None:
    assert find(context(told("orders", totals=(None, None, None)))) == ()


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_never_more_than_the_limit_and_always_the_same(context: Callable, told, revenue, conversion, limit) -> None:
    others = [told(f"m{i}", totals=(1000 + 97 * i, 1000, 990 + i), dataset=f"d{i}") for i in range(8)]
    missing = {"orders": (date(2026, 10, 3),)}
    ctx = context(revenue, conversion, *others, goals={"revenue": Goal(min=300000)}, missing_days=missing)
    first, second = find(ctx, limit), find(ctx, limit)
    assert len(first) <= limit
    assert first == second
