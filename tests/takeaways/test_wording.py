"""Sentences as a reader sees them, and the promise that every number in them is in the evidence."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpireport.errors import UnknownNameError
from kpireport.language import Language
from kpireport.metrics.facts import FactTable, Series
from kpireport.takeaways import (
    Detector,
    DetectorContext,
    Effect,
    Evidence,
    Goal,
    Need,
    Scope,
    Shown,
    Takeaway,
    Values,
    find_takeaways,
    interface,
    needs,
)
from kpireport.takeaways.hooks import kpireport_register_takeaways

EN = Language.of("en")
NB = "\u00a0"


def find(context: DetectorContext, limit: int = 5) -> tuple[Takeaway, ...]:
    return find_takeaways(context, kpireport_register_takeaways(), EN, limit=limit)


def test_a_change_with_its_contributors(context: Callable, revenue) -> None:
    [takeaway] = find(context(revenue))
    assert takeaway.tag == "Change on October 2025"
    assert takeaway.headline == "Revenue was €209,113, 18.5% above October 2025"
    assert takeaway.because_title == f"Change on October 2025, €{NB}thousand"
    assert [(line.value_text, line.text) for line in takeaway.because] == [
        ("+26.0", "E-mail: from €33,000 to €59,031, 80% of the change"),
        ("+4.7", "organic: from €75,430 to €80,082, 14% of the change"),
        ("+2.0", "direct: from €38,000 to €40,000, 6% of the change"),
    ]
    assert takeaway.how == "The changes of all 4 channels add up to +€32,683."
    assert takeaway.because[0].ref == "revenue@current[channel=email]"


def test_a_ratio_with_rates_and_mix(context: Callable, conversion) -> None:
    [takeaway] = find(context(conversion))
    assert takeaway.headline == f"Conversion rate was 2.95%, 0.21{NB}pts below October 2025"
    assert takeaway.because_title == "Change on October 2025, points"
    assert [(line.value_text, line.text) for line in takeaway.because] == [
        ("−0.15", "Unassigned: from 3.06% to 2.86%"),
        ("−0.12", "Paid social: from 11.9% to 18.2% of visits"),
        ("+0.06", "All other effects together"),
    ]
    assert takeaway.how.endswith(f"add up to −0.21{NB}pts.")


@pytest.mark.parametrize(
    ("direction", "goal", "headline", "tag"),
    [
        ("higher_is_better", Goal(min=200), "Orders were 190, 5.0% below the target of 200", "Target missed"),
        ("higher_is_better", Goal(min=180), "Orders were 190, 5.6% above the target of 180", "Target met"),
        ("lower_is_better", Goal(max=180), "Orders were 190, 5.6% above the limit of 180", "Target missed"),
        ("lower_is_better", Goal(max=200), "Orders were 190, 5.0% below the limit of 200", "Target met"),
        ("higher_is_better", Goal(min=190), "Orders were 190, exactly the target", "Target met"),
    ],
)
def test_targets(context: Callable, told, direction, goal, headline, tag) -> None:
    takeaway = find(context(told("orders", direction=direction, totals=(190, 189, 189)), goals={"orders": goal}))[1]
    assert (takeaway.headline, takeaway.tag) == (headline, tag)
    assert takeaway.because[0].text == "On September 2026, from 189"


@pytest.mark.parametrize(
    ("goal", "line"),
    [
        (Goal(min=1100), ("+9.1%", "Over the target of 1,100")),
        (Goal(min=1250), ("−4.0%", "Short of the target of 1,250")),
        (Goal(max=1190), ("+0.8%", "Over the limit of 1,190")),
        (Goal(max=1500), ("−20.0%", "Under the limit of 1,500")),
        (Goal(min=1200), ("0%", "Exactly the target of 1,200")),
        (Goal(min=0), ("+1,200", "Over the target of 0")),
    ],
)
def test_a_target_under_a_change(context: Callable, told, goal, line) -> None:
    [takeaway] = find(context(told("orders", totals=(1200, 600, 600)), goals={"orders": goal}))
    assert takeaway.evidence.type == "I02"
    assert (takeaway.because[-1].value_text, takeaway.because[-1].text) == line


def test_a_gap_that_rounds_away_is_stated_in_the_unit(context: Callable, told) -> None:
    spend = told("spend", unit="currency", totals=(199_980.0, 199_000.0, 199_000.0))
    found = find(context(spend, goals={"spend": Goal(min=200_000)}))
    assert found[1].headline == "Spend was €199,980, €20.00 below the target of €200,000"


@pytest.mark.parametrize(
    ("unit", "totals", "headline"),
    [
        ("currency", (-500.0, None, 1200.0), "Profit was −€500.00, 142% below October 2025"),
        ("currency", (700.0, None, -200.0), "Profit was €700.00, compared with −€200.00 in October 2025"),
        ("currency", (700.0, None, 0.0), "Profit was €700.00, compared with €0 in October 2025"),
        ("count", (5000, None, 40), "Profit was 5,000, compared with 40 in October 2025"),
        ("position", (8.4, None, 9.6), "Profit was 8.4, compared with 9.6 in October 2025"),
        ("count", (5000, None, 5000), "Profit was 5,000, the same as in October 2025"),
        ("score", (56, None, 59), f"Profit was 56, 3{NB}pts below October 2025"),
    ],
)
def test_changes_that_percentages_do_not_tell(context: Callable, told, unit, totals, headline) -> None:
    found = find(context(told("profit", unit=unit, additivity="non_additive", totals=totals)))
    assert found[-1].headline == headline


def test_a_part_that_is_new_or_gone(context: Callable, told) -> None:
    orders = told("orders", by={"channel": {"a": (300, 1, 0), "b": (0, 1, 90), "c": (50, 1, 50)}})
    takeaway = find(context(orders))[0]
    assert [line.text for line in takeaway.because] == ["a: 300, nothing before", "b: nothing now, 90 before"]


def test_a_rest_is_counted(context: Callable, told) -> None:
    rows = {f"c{i}": (100 + 50 * i, 1, 100) for i in range(1, 7)} | {"still": (80, 1, 80)}
    takeaway = find(context(told("orders", by={"channel": rows})))[0]
    assert takeaway.because[-1].text == "The other 5 channels together"
    assert takeaway.because[-1].value_text == "+500"


def test_missing_days(context: Callable, revenue) -> None:
    days = (date(2026, 10, 3), date(2026, 10, 14), date(2026, 10, 15))
    takeaway = find(context(revenue, missing_days={"orders": days}))[0]
    assert takeaway.headline == "Orders: 3 of 31 days have no data"
    assert takeaway.how.startswith(f"No rows for 3{NB}October 2026 and 14–15{NB}October 2026.")


def test_wording_claims_no_cause_and_nothing_unusual(context: Callable, revenue, conversion) -> None:
    text = " ".join(t for found in find(context(revenue, conversion)) for t in said(found)).lower()
    assert not re.search(r"because|caused|led to|drove|significant|unusual|surpris|clearly|sharp", text)


class Records:
    """A third party's detector: a type that the floor does not know."""

    id = "acme.record"
    lane = "fact"

    def needs(self, shown: Shown, /) -> list[Need]:
        return [Need(shown.metric.id)]

    def detect(self, context: DetectorContext) -> Iterator[Evidence]:
        yield Evidence(
            self.id, "orders", Scope(), "2026-10", "fact", Values(cur=5), Effect(rel=0.5), extra={"months": 12}
        )


def test_another_type_is_said_with_its_own_message(context: Callable, told, tmp_path: Path) -> None:
    own = tmp_path / "acme.ftl"
    own.write_text("takeaway-acme-record = { $metric }: { $value }, the most in { $months } months\n", encoding="utf-8")
    ctx = context(told("orders", totals=(5, 4, 4)))
    [takeaway] = find_takeaways(ctx, [Records()], Language.of("en", [own]))
    assert takeaway.headline == "Orders: 5, the most in 12 months"
    with pytest.raises(UnknownNameError, match="takeaway-acme-record"):
        find_takeaways(ctx, [Records()], EN)


def test_the_plugin_of_the_documentation_works(context: Callable, told, tmp_path: Path) -> None:
    code = textwrap.dedent((interface.__doc__ or "").partition("A whole plugin::")[2].partition("It is said with")[0])
    plugin: dict[str, Any] = {}
    exec(code, plugin)
    own = tmp_path / "acme.ftl"
    own.write_text(
        "takeaway-acme-record = { $metric }: { $value }, { $change } over the old record\n", encoding="utf-8"
    )
    ctx = context(told("orders", totals=(120, 100, 100)))
    months = Series("orders/month", "orders", {}, date(2025, 10, 1), "month", (100, *range(80, 91), None, 120), "ok")
    ctx = replace(ctx, facts=FactTable(ctx.facts.facts, ctx.facts.changes, (months,), ()))
    [detector] = plugin["kpireport_register_takeaways"]()
    assert isinstance(detector, Detector)
    assert needs([detector], ctx.metrics, ctx.datasets, ctx.additivity) == (Need("orders", series="month"),)
    [takeaway] = find_takeaways(ctx, [detector], Language.of("en", [own]))
    assert takeaway.headline == "Orders: 120, +20.0% over the old record"


# ---------------------------------------------------------------- every number is in the evidence


def said(takeaway: Takeaway) -> list[str]:
    lines = [text for line in takeaway.because for text in (line.value_text, line.text)]
    return [takeaway.headline, takeaway.because_title, *lines, takeaway.how]


def numbers_in(record: object) -> Iterator[float]:
    if isinstance(record, bool):
        return
    if isinstance(record, int | float):
        yield float(record)
    elif isinstance(record, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", record):
        yield from (float(part) for part in record.split("-"))
    elif isinstance(record, dict):
        for value in record.values():
            yield from numbers_in(value)
    elif isinstance(record, list | tuple):
        for value in record:
            yield from numbers_in(value)


def is_known(numeral: str, known: list[float]) -> bool:
    """Whether a numeral is one of the numbers: as it is, in hundredths or in powers of a thousand, rounded half up."""
    written = float(numeral.replace(",", ""))
    slack = 0.5 * 10.0 ** -len(numeral.partition(".")[2])
    return any(
        abs(abs(x) * factor - written) <= slack * (1 + 1e-9) + abs(x) * factor * 1e-12
        for x in known
        for factor in (1, 100, 1e-3, 1e-6)
    )


def numerals(text: str) -> set[str]:
    without_periods = re.sub(r"(?:September|October) 202\d|\d+(?:–\d+)?\u00a0October 2026", "", text)
    return set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", without_periods))


CELL = st.tuples(st.integers(0, 3_000_000), st.integers(0, 3_000_000), st.integers(0, 3_000_000))
PAIR = st.tuples(*[st.tuples(st.integers(0, 5000), st.integers(1, 90_000))] * 3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    sums=st.lists(CELL, min_size=2, max_size=7),
    pairs=st.lists(PAIR, min_size=2, max_size=5),
    unit=st.sampled_from(["count", "currency"]),
    goal=st.integers(1, 5_000_000),
)
def test_every_numeral_comes_from_the_evidence(context: Callable, told, sums, pairs, unit, goal) -> None:
    names = "abcdefg"
    total = told("total", unit=unit, by={"channel": dict(zip(names, sums, strict=False))})
    rate = told("rate", unit="percent", additivity="ratio", by={"device": dict(zip(names, pairs, strict=False))})
    cost = told("cost", unit="currency", additivity="ratio", by={"device": dict(zip(names, pairs, strict=False))})
    ctx = context(total, rate, cost, goals={"total": Goal(min=goal), "rate": Goal(max=goal / 1e8)})
    for takeaway in find(ctx):
        known = list(numbers_in(takeaway.evidence.record()))
        for text in said(takeaway):
            assert [n for n in numerals(text) if not is_known(n, known)] == [], text
