from __future__ import annotations

from typing import Any

import pytest

from kpireport.document.compose import compose
from kpireport.document.model import (
    AppendixBlock,
    CommentaryBlock,
    DataNotesBlock,
    MultiplesBlock,
    NextStepsBlock,
    ReportDocument,
    TableBlock,
    TextBlock,
)
from kpireport.document.multiples import even_columns
from kpireport.document.records import dangling


def made(shop: Any, *blocks: dict[str, Any]) -> ReportDocument:
    layout = shop.layout({"title": "Page", "blocks": list(blocks)})
    return compose(shop.edition(layout), layout)


STEPS = [
    {"text": "Repair the checkout", "owner": "Web team", "due": "2026-11-01"},
    {"text": "Send the reminder to {{ client.name }}", "due": "2026-11-02", "status": "in_progress"},
    {"text": "Ask the ten", "due": "2026-10-01", "status": "done", "measure": "Ten answers"},
    {"text": "Buy a domain", "due": "2026-10-01", "status": "cancelled"},
]


def test_a_step_is_overdue_the_day_after_it_was_due_unless_it_is_closed(shop: Any) -> None:
    document = made(shop, {"type": "next_steps", "steps": STEPS})
    block = document.sections[0].blocks[0]
    assert isinstance(block, NextStepsBlock)
    assert [(a.status_text, a.overdue, a.due) for a in block.actions] == [
        ("Overdue", True, "1\u00a0November 2026"),
        ("In progress", False, "2\u00a0November 2026"),
        ("Done", False, "1\u00a0October 2026"),
        ("Cancelled", False, "1\u00a0October 2026"),
    ]
    assert block.actions[1].text == "Send the reminder to Tiny Shop"
    assert document.sections[0].message == "4 steps agreed, 2 open, 1 overdue"


def test_a_commentary_is_signed_and_its_text_is_safe(shop: Any) -> None:
    raw = {"type": "commentary", "text": "It is **real**. <script>x</script>", "author": "Ona", "date": "2026-11-04"}
    block = made(shop, {**raw, "role": "Head of {{ client.name }}"}).sections[0].blocks[0]
    assert isinstance(block, CommentaryBlock)
    assert (block.author, block.role, block.date) == ("Ona", "Head of Tiny Shop", "4\u00a0November 2026")
    assert "<strong>real</strong>" in block.html
    assert "<script>" not in block.html


@pytest.mark.parametrize(
    ("scope", "days"),
    [("period", ["16\u00a0October 2026"]), ("year", ["10–11\u00a0June 2026", "16\u00a0October 2026"])],
)
def test_events_stand_in_order_of_time(shop: Any, scope: str, days: list[str]) -> None:
    events = [
        {"date": "2026-10-16", "label": "Sale"},
        {"date": "2026-06-10", "end": "2026-06-11", "label": "Outage"},
        {"date": "2025-01-01", "label": "Long ago"},
    ]
    block = made(shop.with_(settings={"events": events}), {"type": "events", "scope": scope}).sections[0].blocks[0]
    assert isinstance(block, TableBlock)
    assert [row.cells[0].text for row in block.rows] == days


def test_no_event_is_said(shop: Any) -> None:
    block = made(shop, {"type": "events"}).sections[0].blocks[0]
    assert isinstance(block, TextBlock)
    assert "No event is noted for October 2026." in block.html


def test_an_appendix_has_one_entry_a_metric_and_the_data_notes_then_have_none(shop: Any) -> None:
    blocks = [{"type": "kpis", "metrics": ["revenue", "conversion"]}, {"type": "chart", "metric": "revenue"}]
    document = made(shop, *blocks, {"type": "appendix"}, {"type": "data_notes"})
    appendix, notes = document.sections[0].blocks[-2:]
    assert isinstance(appendix, AppendixBlock)
    assert isinstance(notes, DataNotesBlock)
    assert [(e.label, e.formula, e.expression, e.unit, e.caveats) for e in appendix.definitions] == [
        ("Revenue", "sum of order values", "sum(revenue)", "€", ["Net of discounts."]),
        ("Conversion rate", "orders ÷ visits", "1.0 * sum(orders) / nullif(sum(visits), 0)", "%", []),
    ]
    assert notes.definitions == []


# ---------------------------------------------------------------- tables and panels


def test_a_comparison_has_values_then_and_changes_with_their_facts(shop: Any) -> None:
    document = made(shop, {"type": "comparison", "metrics": ["revenue", "cost_per_order"]})
    block = document.sections[0].blocks[0]
    assert isinstance(block, TableBlock)
    assert [column.label for column in block.columns] == [
        "KPI",
        "Oct 2026",
        "Sep 2026",
        "vs\u00a0Sep",
        "Oct 2025",
        "vs\u00a0Oct 2025",
    ]
    assert [cell.text for cell in block.rows[0].cells] == ["Revenue", "€5,945", "€5,905", "+0.7%", "€5,786", "+2.8%"]
    assert [cell.ref for cell in block.rows[0].cells] == [
        None,
        "revenue@current",
        "revenue@previous_period",
        "revenue@current",
        "revenue@same_period_last_year",
        "revenue@current",
    ]
    assert dangling(document) == ()


def test_a_funnel_table_names_its_weakest_step_and_holds_both_rates_against_both_comparisons(shop: Any) -> None:
    document = made(shop, {"type": "funnel", "metrics": ["visits", "orders", "customers"]})
    block = document.sections[0].blocks[0]
    assert isinstance(block, TableBlock)
    first, second, last = block.rows
    assert [cell.text for cell in first.cells[2:]] == ["–", "–", "–", "100%", "–", "–"]
    visits, orders = 8900, 298
    assert second.cells[1].text == str(orders)
    assert second.cells[2].text == f"{100 * orders / visits:.2f}%"
    assert [row.tag for row in block.rows].count("weakest step") == 1
    assert len(last.cells) == len(block.columns) == 8
    assert dangling(document) == ()


def test_panels_share_one_scale_and_other_closes_them(shop: Any) -> None:
    document = made(shop, {"type": "multiples", "metric": "visits", "by": "channel", "top": 3})
    block = document.sections[0].blocks[0]
    assert isinstance(block, MultiplesBlock)
    assert [panel.title for panel in block.panels] == ["Search", "E-mail", "Ads", "Other (3)"]
    assert {panel.bounds for panel in block.panels} == {
        (0, max(v for p in block.panels for s in p.series for v in s.values if v))
    }
    assert [len(panel.series) for panel in block.panels] == [2, 2, 2, 1]
    assert len({panel.id for panel in block.panels}) == 4
    assert dangling(document) == ()


@pytest.mark.parametrize(("panels", "columns"), [(1, 1), (5, 5), (6, 6), (7, 4), (12, 6), (13, 5)])
def test_rows_of_panels_are_as_even_as_can_be(panels: int, columns: int) -> None:
    assert even_columns(panels) == columns


# ---------------------------------------------------------------- nothing to draw


def test_a_single_value_is_no_course_and_the_page_says_so(shop: Any) -> None:
    young = shop.with_(rows=tuple(row for row in shop.rows if row.day.year == 2026 and row.day.month == 10))
    document = made(young, {"type": "chart", "metric": "revenue"}, {"type": "takeaways"})
    block = document.sections[0].blocks[0]
    assert isinstance(block, TextBlock)
    assert "Revenue by month: only October 2026 has data, which is no course yet." in block.html
