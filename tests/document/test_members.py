"""Members of a dimension: what "other" is held against, who changed most, and where there are no shares."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from kpireport.document.compose import compose
from kpireport.document.model import ReportDocument
from kpireport.document.records import dangling
from kpireport.metrics.facts import Fact, FactTable

SHARES = {"type": "chart", "kind": "share", "metric": "revenue", "by": "channel", "top": 6}


def made(shop: Any, block: dict[str, Any], partial: tuple[str, ...] = ()) -> ReportDocument:
    """A document of one block, some periods of which are only partly covered."""
    layout = shop.layout({"title": "Page", "blocks": [block]})
    edition = shop.edition(layout)
    found = edition.facts

    def covered(fact: Fact) -> Fact:
        return replace(fact, status="partial") if fact.period in partial else fact

    facts = FactTable(tuple(map(covered, found.facts)), found.changes, found.series, found.queries)
    document = compose(replace(edition, facts=facts), layout)
    assert dangling(document) == ()
    return document


def table_of(document: ReportDocument) -> Any:
    return document.sections[0].blocks[0]


@pytest.mark.parametrize(
    ("partial", "other"),
    [
        ((), ["2,550", "+0.2%", "+2.9%", "1.45%"]),
        (("current",), ["2,550", "–", "–", "1.45%"]),
        (("previous_period",), ["2,550", "–", "+2.9%", "1.45%"]),
    ],
)
def test_other_is_not_held_against_a_period_that_is_partly_covered(
    shop: Any, partial: tuple[str, ...], other: list[str]
) -> None:
    table = table_of(
        made(
            shop,
            {"type": "table", "metrics": ["visits", "conversion"], "by": "channel", "top": 3, "share": "none"},
            partial,
        )
    )
    assert [cell.text for cell in table.rows[3].cells[1:]] == other


def test_the_changes_of_other_are_exact(shop: Any) -> None:
    document = made(shop, {"type": "table", "metrics": ["conversion"], "by": "channel", "top": 3})
    (change,) = (c for c in document.changes if "≠" in c.fact and c.comparison == "previous_period")
    assert change.points == float(Fraction(repr(change.abs)) * 100)


def test_the_one_who_changed_most_is_looked_for_among_all_members(shop: Any) -> None:
    table = {"type": "table", "metrics": ["revenue"], "by": "channel", "top": 2}
    assert "E-mail changed most, +€100" in (made(shop, table).sections[0].message or "")
    came = tuple(r for r in shop.rows if r.channel != "ads" or r.day.year == 2026)
    assert made(shop.with_(rows=came), table).sections[0].message == "Revenue by channel: Search made up 41%"
    went = tuple(r for r in shop.rows if r.channel != "search" or r.day.year < 2026)
    assert "changed most" not in (made(shop.with_(rows=went), table).sections[0].message or "")


def test_parts_on_both_sides_of_zero_have_no_shares(shop: Any) -> None:
    refunds = tuple(replace(r, revenue=Fraction(-2000)) if r.channel == "direct" else r for r in shop.rows)
    document = made(shop.with_(rows=refunds), SHARES)
    chart = table_of(document)
    note = "Revenue: some parts are below zero, so there are no shares of the total."
    assert (chart.kind, chart.notes) == ("bar", [note])
    assert (document.sections[0].message or "").startswith("Revenue by channel: highest for Search at €2,434")
    table = table_of(made(shop.with_(rows=refunds), {"type": "table", "metrics": ["revenue"], "by": "channel"}))
    assert {row.cells[2].text for row in table.rows} == {"–"}
    assert note in table.notes


def test_parts_that_are_all_below_zero_or_above_it_have_shares(shop: Any) -> None:
    assert table_of(made(shop, SHARES)).kind == "share"


def test_other_is_not_held_against_a_period_of_another_length(shop: Any) -> None:
    quarter = shop.with_(compare=("2026-Q2", "2026-09"))
    raw = {
        "type": "table",
        "metrics": ["visits", "conversion"],
        "by": "channel",
        "top": 3,
        "share": "none",
        "compare": "all",
    }
    table = table_of(made(quarter, raw))
    assert [cell.text for cell in table.rows[3].cells[1:]] == [
        "2,550",
        "–",
        "+0.2%",
        "1.45%",
        "+0.02\u00a0pts",
        "+0.04\u00a0pts",
    ]
    assert "Visits: Q2\u00a02026 is of another length." in table.notes


def test_a_table_shows_members_that_only_one_of_its_metrics_has(shop: Any) -> None:
    layout = shop.layout(
        {"title": "Page", "blocks": [{"type": "table", "metrics": ["visits", "revenue"], "by": "channel"}]}
    )
    edition = shop.edition(layout)
    found = edition.facts
    kept = tuple(f for f in found.facts if f.metric != "visits" or f.group.get("channel") != "ads")
    facts = FactTable(kept, found.changes, found.series, found.queries)
    table = table_of(compose(replace(edition, facts=facts), layout))
    assert [cell.text for cell in table.rows[-2].cells] == ["Ads", "–", "–", "–", "–", "€977.55"]


@pytest.mark.parametrize(("metric", "judged"), [("visits", False), ("conversion", True)])
def test_a_target_is_not_judged_by_a_part_of_the_period(shop: Any, metric: str, judged: bool) -> None:
    settled = shop.with_(settings={"targets": {metric: {"value": 0.01 if judged else 9000}}})
    kpis = {"type": "kpis", "metrics": [metric]}
    assert table_of(made(settled, kpis)).kpis[0].target is not None
    assert (table_of(made(settled, kpis, ("current",))).kpis[0].target is not None) == judged
