from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kpireport.document
from kpireport.document.compose import compose
from kpireport.document.model import ChartBlock, KpiBlock, Notice, ReportDocument, SourceRecord, TableBlock, TextBlock
from kpireport.document.needs import needs
from kpireport.document.records import dangling
from kpireport.language import Language
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.facts import Fact, FactTable
from kpireport.metrics.plan import plan_metrics
from kpireport.takeaways.find import find_takeaways
from kpireport.takeaways.goals import Goal
from kpireport.takeaways.hooks import kpireport_register_takeaways
from kpireport.takeaways.interface import DetectorContext


def made(shop: Any, *blocks: dict[str, Any], change: Any = None, **extra: Any) -> ReportDocument:
    """A document of one section; `change` maps facts before they are composed."""
    layout = shop.layout({"title": "Page", "blocks": list(blocks)})
    edition = shop.edition(layout)
    if change is not None:
        edition = replace(edition, facts=changed(edition.facts, change))
    return compose(edition, layout, **extra)


def changed(table: FactTable, change: Any) -> FactTable:
    facts = tuple(change(fact) for fact in table.facts)
    return FactTable(facts, table.changes, table.series, table.queries)


def first(document: ReportDocument) -> Any:
    return document.sections[0].blocks[0]


# ---------------------------------------------------------------- sentences


def test_a_page_is_headed_by_what_its_first_block_says_and_no_sentence_stands_twice(shop: Any) -> None:
    chart = {"type": "chart", "metric": "revenue"}
    document = made(shop, chart, {**chart, "kind": "area"}, {"type": "chart", "metric": "orders"})
    section = document.sections[0]
    assert section.message == "Revenue was €5,945, 2.8% above October 2025"
    assert [(b.title, b.subtitle) for b in section.blocks if isinstance(b, ChartBlock)] == [
        ("Revenue by month", "€, October 2025 – October 2026"),
        ("Revenue by month", "€, October 2025 – October 2026"),
        ("Orders were 298, 2.8% above October 2025", "Orders by month, October 2025 – October 2026"),
    ]


def test_own_titles_and_messages_stand_as_they_are_with_variables_filled_in(shop: Any) -> None:
    raw = {
        "title": "Sales",
        "message": "{{ client.name }} sold more",
        "lead": "In {{ period.label }}.",
        "blocks": [{"type": "chart", "metric": "revenue", "title": "Sales of {{ period.short }}"}],
    }
    layout = shop.layout(raw)
    section = compose(shop.edition(layout), layout).sections[0]
    assert (section.message, section.lead) == ("Tiny Shop sold more", "In October 2026.")
    assert section.blocks[0].title == "Sales of Oct 2026"  # type: ignore[union-attr]


def test_the_summary_says_the_main_metric_its_target_and_how_many_improved(shop: Any) -> None:
    targets = {"revenue": {"value": 6000}, "cost_per_order": {"value": 1.4}}
    shown = {"type": "kpis", "metrics": ["revenue", "cost_per_order", "conversion", "spend", "customers"]}
    document = made(shop.with_(settings={"targets": targets}), {"type": "takeaways"}, shown)
    assert document.sections[0].message == "Revenue was €5,945, 2.8% above October 2025; 2 of 4 KPIs improved"
    assert document.sections[0].lead == (
        "It was 0.7% above September 2026. The target of €6,000 was missed: 99% of it. "
        "1 of 2 KPIs reached their targets."
    )
    assert document.report.subtitle == "Revenue was €5,945, 2.8% above October 2025"
    assert document.report.compared_with == "Compared with September 2026 and October 2025"


def test_a_scoreboard_counts_by_direction_and_leaves_out_what_cannot_be_judged(shop: Any) -> None:
    metrics = ["revenue", "cost_per_order", "conversion", "spend"]
    block = first(made(shop, {"type": "kpis", "layout": "scoreboard", "metrics": metrics}))
    assert [(k.metric, k.group, [d.tone for d in k.deltas]) for k in block.kpis] == [
        ("revenue", "Sales", ["good", "good"]),
        ("conversion", "Sales", ["good", "neutral"]),
        ("cost_per_order", "Traffic", ["good", "good"]),
        ("spend", "Traffic", ["neutral", "neutral"]),
    ]
    assert block.kpis[1].deltas[1].text == "0.00\u00a0pts"
    assert block.notes[1] == (
        "Ad spend is not counted: it is neither good nor bad by itself, or has nothing to compare with."
    )
    document = made(shop, {"type": "kpis", "layout": "scoreboard", "metrics": metrics})
    assert document.sections[0].message == "2 of 3 KPIs improved on October 2025"


@pytest.mark.parametrize(
    ("target", "text", "met", "attainment"),
    [
        ({"value": 1.5}, "≤\u00a0€1.50", True, "108%"),
        ({"max": 1.0}, "≤\u00a0€1", False, "72%"),
        ({"min": 1.0}, "€1", True, "138%"),
        ({"min": 1.0, "max": 2.0}, "€1–€2", True, "–"),
        ({"min": 2.0, "max": 3.0}, "€2–€3", False, "–"),
        ({"max": 0}, "≤\u00a0€0", False, "–"),
    ],
)
def test_targets(shop: Any, target: dict[str, float], text: str, met: bool, attainment: str) -> None:
    board = made(
        shop.with_(settings={"targets": {"cost_per_order": target}}), {"type": "kpis", "metrics": ["cost_per_order"]}
    )
    shown = first(board).kpis[0].target
    assert (shown.text, shown.met, shown.attainment_text) == (text, met, attainment)
    assert board.facts[0].target == shown.value


def test_takeaways_carry_their_reasons_the_course_and_the_evidence(shop: Any) -> None:
    blocks = ({"type": "takeaways", "limit": 2}, {"type": "kpis", "metrics": ["orders", "visits", "revenue"]})
    layout = shop.with_(settings=(settings := {"targets": {"revenue": {"value": 5900}}})).layout(
        {"title": "Page", "blocks": list(blocks)}
    )
    edition = shop.with_(settings=settings).edition(layout)
    metrics = {name: shop.catalogue.metrics[name] for name in layout.metrics}
    context = DetectorContext(
        facts=edition.facts,
        metrics=metrics,
        additivity=dict.fromkeys(metrics, "additive"),
        datasets=shop.catalogue.datasets,
        period=shop.period,
        comparisons=edition.comparisons,
        goals={"revenue": Goal.of(edition.spec.targets["revenue"], "higher_is_better")},
    )
    takeaways = find_takeaways(context, kpireport_register_takeaways(), edition.language)
    document = compose(edition, layout, takeaways=takeaways)
    block = first(document)
    assert [view.id for view in block.takeaways] == [takeaway.id for takeaway in takeaways][:2]
    assert [record.id for record in document.takeaways] == [takeaway.id for takeaway in takeaways]
    view = next(view for view in block.takeaways if view.chart)
    assert view.chart.subtitle.endswith("by month, €")
    assert view.chart.id == f"takeaway-{view.id}"
    evidence: Any = next(record.evidence for record in document.takeaways if record.id == view.id)
    assert set(evidence["fact_ids"]) <= {fact.id for fact in document.facts}
    assert dangling(document) == ()


def test_a_target_for_a_month_judges_a_quarter_by_its_days_but_not_where_people_are_counted(shop: Any) -> None:
    targets = {"revenue": {"value": 6000}, "conversion": {"min": 0.03}, "customers": {"value": 5}}
    quarter = shop.with_(key="2026-Q3", settings={"targets": targets})
    block = first(made(quarter, {"type": "kpis", "metrics": ["revenue", "conversion", "customers"]}))
    assert [k.target and (k.target.text, k.target.state) for k in block.kpis] == [
        ("€18,000", "missed"),
        ("3.00%", "met"),
        None,
    ]
    assert block.notes == ["Targets of Customers are set for another length of time and are not judged here."]
    own = quarter.with_(settings={"targets": targets, "period": {"grain": "quarter"}})
    assert first(made(own, {"type": "kpis", "metrics": ["revenue"]})).kpis[0].target.met


def test_a_chart_runs_in_the_steps_of_the_report(shop: Any) -> None:
    week = first(made(shop.with_(key="2026-W42"), {"type": "chart", "metric": "revenue"}))
    assert (week.step, len(week.categories), week.categories[-1]) == ("week", 26, "Week\u00a042, 2026")
    quarter = made(shop.with_(key="2026-Q3"), {"type": "chart", "kind": "area", "metric": "revenue"})
    assert first(quarter).step == "quarter"
    assert quarter.sections[0].message == "Revenue was €17,696, 2.3% above Q3\u00a02025"


# ---------------------------------------------------------------- what may be missing


def test_without_history_changes_are_dashes_with_a_reason(shop: Any) -> None:
    document = made(shop.with_(key="2024-10"), {"type": "kpis", "metrics": ["revenue", "orders"]})
    delta = first(document).kpis[0].deltas[1]
    assert (delta.text, delta.base_text, delta.tone, delta.note) == ("–", "–", "neutral", "no data for October 2023")
    assert first(document).notes == ["No data for October 2023."]
    assert document.sections[0].message == "Revenue was €5,666, level with September 2024"


def test_a_period_without_rows_is_dashes_and_sentences_not_zeros(shop: Any) -> None:
    chart = {"type": "chart", "kind": "bar", "metric": "revenue", "by": "channel"}
    document = made(shop.with_(key="2030-01"), {"type": "kpis", "metrics": ["revenue"]}, chart)
    assert first(document).kpis[0].value_text == "–"
    assert document.sections[0].message == "Revenue: no data for January 2030"
    assert document.sections[0].blocks[1] == TextBlock(html="<p>Revenue by channel: no data for January 2030.</p>")
    assert document.facts[0].value is None


def test_a_base_of_zero_is_said_with_both_values(shop: Any) -> None:
    rows = tuple(replace(r, revenue=0) if r.day.year < 2026 else r for r in shop.rows)
    document = made(shop.with_(rows=rows), {"type": "kpis", "metrics": ["revenue"]})
    assert document.sections[0].message == "Revenue was €5,945; in October 2025 it was €0"
    assert first(document).kpis[0].deltas[1].note == "October 2025 was zero"


def test_partial_provisional_and_incomparable_values_say_so(shop: Any) -> None:
    def status(fact: Fact) -> Fact:
        found = {"revenue@current": "partial", "orders@current": "provisional"}.get(fact.id, fact.status)
        base = "partial" if fact.id == "visits@same_period_last_year" else found
        return replace(fact, status=base)  # type: ignore[arg-type]

    document = made(shop, {"type": "kpis", "metrics": ["revenue", "orders", "visits"]}, change=status)
    assert document.report.subtitle == "Revenue was €5,945 in the days of October 2026 that have data"
    assert first(document).notes == [
        "Visits: October 2025 is only partly covered.",
        "Revenue: the data do not cover all of October 2026.",
        "Orders: figures for October 2026 are provisional and may still change.",
    ]


# ---------------------------------------------------------------- charts


def test_a_chart_over_time_names_its_numbers_and_the_year_before(shop: Any) -> None:
    events = [{"date": "2026-10-16", "label": "Sale"}, {"date": "2025-01-01", "label": "Before"}]
    targets = {"orders": {"value": 300}}
    settled = shop.with_(settings={"events": events, "targets": targets})
    chart = first(made(settled, {"type": "chart", "metric": "orders", "steps": 3}))
    assert chart.categories == ["Aug 2026", "Sep 2026", "Oct 2026"]
    assert [(s.name, s.role, s.values) for s in chart.series] == [
        ("Actual", "actual", [296, 296, 298]),
        ("A year before", "comparison", [289, 289, 290]),
        ("Target", "target", [None, None, 300]),
    ]
    assert [(mark.at, mark.label) for mark in chart.events] == [(2.4839, "Sale")]
    assert chart.alt == (
        "Orders by month: Aug 2026 296, Sep 2026 296, Oct 2026 298. "
        "The same time a year before: Aug 2025 289, Oct 2025 290. Sale on 16\u00a0October 2026."
    )


def test_bars_of_members_carry_the_comparison_and_the_change(shop: Any) -> None:
    document = made(shop, {"type": "chart", "kind": "bar", "metric": "revenue", "by": "channel", "top": 2})
    chart = first(document)
    assert chart.categories == ["Search", "E-mail", "Other (4)"]
    assert [s.values for s in chart.series] == [
        [2433.9, 1795.5, 1715.7],
        [2413.95, 1695.75, 1675.8],
        [19.95, 99.75, 39.9],
    ]
    assert (chart.series[2].labels, chart.series[2].tones) == (["+20", "+100", "+40"], ["good"] * 3)
    assert document.sections[0].message == (
        "Revenue by channel: Search made up 41%; E-mail changed most, +€100 on October 2025"
    )
    rest = next(fact for fact in document.facts if fact.excludes)
    assert (rest.id, rest.value) == ("revenue@current[channel≠search|email]", 1715.7)


def test_large_amounts_are_written_in_thousands(shop: Any) -> None:
    rows = tuple(replace(r, revenue=r.revenue * 100) for r in shop.rows)
    chart = first(made(shop.with_(rows=rows), {"type": "chart", "metric": "revenue", "steps": 2, "compare": False}))
    assert (chart.display.scale, chart.display.places) == (3, 0)
    assert chart.series[0].labels == ["591", "595"]
    assert chart.subtitle == "€\u00a0thousand, September 2026 – October 2026"


def test_a_stack_over_time_ends_in_other_and_a_ratio_has_none(shop: Any) -> None:
    stack = first(
        made(shop, {"type": "chart", "kind": "stacked", "metric": "visits", "by": "channel", "top": 2, "steps": 2})
    )
    assert [(s.name, s.role, s.values) for s in stack.series] == [
        ("Search", "member", [2448, 2450]),
        ("E-mail", "member", [2240, 2250]),
        ("Other (4)", "other", [4192, 4200]),
    ]
    line = first(made(shop, {"type": "chart", "metric": "conversion", "by": "channel", "top": 2, "steps": 2}))
    assert [s.name for s in line.series] == ["Search", "E-mail"]
    assert line.notes == ['Conversion rate: parts cannot be added up; there is no value for "Other".']


def test_shares_add_up_and_a_funnel_says_where_most_are_lost(shop: Any) -> None:
    shares = first(made(shop, {"type": "chart", "kind": "share", "metric": "visits", "by": "channel", "top": 3}))
    assert shares.series[0].labels == ["28%", "25%", "19%", "29%"]
    assert sum(shares.series[0].values) == pytest.approx(1)
    document = made(shop, {"type": "chart", "kind": "funnel", "metrics": ["visits", "orders", "customers"]})
    assert document.sections[0].message == "0.034% of visits became customers; the weakest step is the last"
    half = made(shop, {"type": "chart", "kind": "funnel", "metrics": ["visits", "orders"], "width": "half"})
    assert half.sections[0].message.endswith(" of visits became orders")
    assert first(document).details == [
        "",
        "3.35% continue, 0.0\u00a0pts vs\u00a0Oct 2025",
        "1.01% continue, 0.0\u00a0pts vs\u00a0Oct 2025",
    ]


def test_two_charts_of_a_kind_have_ids_of_their_own(shop: Any) -> None:
    chart = {"type": "chart", "metric": "orders", "steps": 2}
    blocks = made(shop, chart, chart).sections[0].blocks
    assert [b.id for b in blocks if isinstance(b, ChartBlock)] == ["page-line-orders", "page-line-orders-2"]


# ---------------------------------------------------------------- tables


def test_a_table_has_other_and_totals_that_are_right(shop: Any) -> None:
    raw = {"type": "table", "metrics": ["visits", "conversion", "customers"], "by": "channel", "top": 3, "share": "all"}
    table: TableBlock = first(made(shop, raw))
    assert [c.label for c in table.columns] == [
        "Channel", "Visits", "Share", "vs\u00a0Sep", "vs\u00a0Oct 2025", "Conversion", "Customers",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in table.rows[3:]] == [
        ["Other (3)", "2,550", "29%", "+0.2%", "+2.9%", "1.45%", "–"],
        ["Total", "8,900", "100%", "+0.2%", "+2.8%", "3.35%", "3"],
    ]
    assert table.rows[3].note == "Other: Partner shops and price comparison, Unassigned, direct."
    assert table.notes == [
        'Customers: each is counted once, so parts cannot be added up; there is no value for "Other".'
    ]
    assert all(cell.ref for row in table.rows for cell in row.cells[1:] if cell.text != "–")


def test_rows_without_a_member_are_unassigned_and_people_do_not_add_up(shop: Any) -> None:
    table = first(made(shop, {"type": "table", "metrics": ["customers"], "by": "channel", "compare": "none"}))
    assert {row.cells[0].text for row in table.rows} >= {"Unassigned", "Partner shops and price comparison", "Total"}
    assert (table.rows[-1].cells[1].text, len(table.columns)) == ("3", 2)
    assert table.notes == ["Customers: the total counts each once; rows may add up to more."]


def test_a_zero_denominator_is_a_dash(shop: Any) -> None:
    table = first(
        made(
            shop,
            {
                "type": "table",
                "metrics": ["visits", "cost_per_order"],
                "by": "channel",
                "share": "none",
                "compare": "none",
            },
        )
    )
    cells = {row.cells[0].text: row.cells[2].text for row in table.rows}
    assert cells["E-mail"] == "€0"
    rows = tuple(replace(r, orders=0) if r.channel == "email" else r for r in shop.rows)
    raw = {
        "type": "table",
        "metrics": ["visits", "cost_per_order"],
        "by": "channel",
        "share": "none",
        "compare": "none",
    }
    cells = {row.cells[0].text: row.cells[2].text for row in first(made(shop.with_(rows=rows), raw)).rows}
    assert cells["E-mail"] == "–"


# ---------------------------------------------------------------- data notes and head


def test_data_notes_name_sources_notices_gaps_and_definitions(shop: Any) -> None:
    days = [date(2026, 10, 3), date(2026, 10, 4), date(2026, 10, 9)]
    source = SourceRecord(
        id="shop", plugin="files", stream="shop", dataset="sales", rows=12345, sha256="00", first_day=date(2024, 9, 1),
        last_day=date(2026, 10, 30), days=790, missing_days=days,
    )  # fmt: skip
    weekly = source.model_copy(update={"stream": "b", "days": 10, "last_day": date(2026, 9, 1)})
    document = made(
        shop,
        {"type": "kpis", "metrics": ["revenue", "conversion"]},
        {"type": "data_notes"},
        sources=[source, weekly],
        notices=[Notice(kind="sampled", text="A sample.", source="shop", severity="warning")],
    )
    notes: Any = document.sections[0].blocks[1]
    assert [(s.name, s.gives, s.rows_text, s.days_text, s.state, s.tone) for s in notes.sources] == [
        ("shop: shop", "Shop sales", "12,345", "1\u00a0Sep 2024 – 30\u00a0Oct 2026", "4 days missing", "bad"),
        ("shop: b", "Shop sales", "12,345", "1\u00a0Sep 2024 – 1\u00a0Sep 2026", "Final", "neutral"),
    ]
    assert [notice.text for notice in notes.notices] == [
        "A sample.",
        "shop: 4 days are missing: 3–4\u00a0October 2026, 9\u00a0October 2026, 31\u00a0October 2026.",
    ]
    assert [(d.label, d.formula, d.note) for d in notes.definitions] == [
        ("Revenue", "sum of order values", "Net of discounts."),
        ("Conversion rate", "orders ÷ visits", None),
    ]
    assert document.report.data_to == "Data to 30\u00a0October 2026"
    assert document.notices == notes.notices


def test_the_head_says_who_what_and_when(shop: Any) -> None:
    document = made(shop, {"type": "kpis", "metrics": ["revenue"]}, cover="revenue")
    assert document.report.title == "Tiny Shop: October 2026"
    assert (document.report.author, document.report.date) == ("Northfield", date(2026, 11, 2))
    assert document.words["report"] == "Monthly performance report"
    assert [(c.label, c.short) for c in document.comparisons] == [
        ("September 2026", "vs\u00a0Sep"),
        ("October 2025", "vs\u00a0Oct 2025"),
    ]


def test_the_cover_draws_days_of_which_the_last_belong_to_the_period(shop: Any) -> None:
    layout = shop.layout({"title": "A", "blocks": [{"type": "kpis", "metrics": ["revenue"]}]})
    art = compose(shop.edition(layout), layout, cover="revenue").cover
    assert art is not None
    assert (art.series, len(art.values), art.current) == ("revenue/day", 747, 31)
    assert (art.values[0], art.values[-17]) == (5665.8, 5945.1)
    assert art.caption == "Revenue by day, October 2024 – October 2026. The bright part is October 2026."


def test_section_ids_are_fit_for_anchors_and_unique(shop: Any) -> None:
    text = {"type": "text", "text": "hi"}
    layout = shop.layout(*({"title": title, "blocks": [text]} for title in ("Sales & more", "Продажи", "Sales - more")))
    sections = compose(shop.edition(layout), layout).sections
    assert [section.id for section in sections] == ["sales-more", "section-2", "sales-more-3"]
    assert [section.message for section in sections] == ["Sales & more", "Продажи", "Sales - more"]


def test_other_grains_and_languages_compose_as_well(shop: Any) -> None:
    blocks = ({"type": "kpis"}, {"type": "chart", "metric": "revenue"}, {"type": "data_notes"})
    week = made(shop.with_(key="2026-W53", locale="de"), *blocks)
    assert week.notices[0].text == "Week\u00a052, 2025 stands in for week 53, which that year does not have."
    for key in ("2026", "2026-Q3", "2026-10-01..2026-10-20", "2026-10-15"):
        assert dangling(made(shop.with_(key=key), *blocks)) == ()


# ---------------------------------------------------------------- the engine, and the catalogue of sentences


def test_the_engine_s_facts_give_the_document_that_plain_sums_give(shop: Any) -> None:
    import pyarrow as pa

    blocks = [
        {"type": "kpis", "layout": "scoreboard"},
        {"type": "chart", "kind": "stacked", "metric": "visits", "by": "channel", "top": 2},
        {
            "type": "table",
            "metrics": ["revenue", "conversion", "customers", "cost_per_order"],
            "by": "channel",
            "top": 3,
        },
        {"type": "chart", "kind": "share", "metric": "visits", "by": "device"},
    ]
    layout = shop.layout({"title": "Page", "blocks": blocks})
    plain = shop.edition(layout)
    names = ("day", "channel", "device", "visits", "orders", "revenue", "spend", "people")
    rows = {name: [getattr(r, name) for r in shop.rows] for name in names}
    money = {name: pa.array([float(v) for v in rows[name]]).cast(pa.decimal128(18, 2)) for name in ("revenue", "spend")}
    tables = {"sales": MemoryTable(pa.table({**rows, **money}), covers=(date(2024, 9, 1), date(2026, 11, 1)))}
    windows = {"current": (shop.period.start, shop.period.end)}
    windows |= {c.id: (c.period.start, c.period.end) for c in plain.comparisons}
    wanted = needs(layout, shop.period, shop.supply).requests
    facts = compute(plan_metrics(shop.catalogue, wanted, windows), tables)
    document = compose(replace(plain, facts=facts), layout)
    assert document.sections == compose(plain, layout).sections
    assert dangling(document) == ()


def test_every_sentence_that_is_said_is_in_the_catalogue() -> None:
    folder = Path(kpireport.document.__file__).parent
    said = {
        name for path in folder.glob("*.py") for name in re.findall(r'"((?:doc|ui)-[a-z-]+[a-z])"', path.read_text())
    }
    catalogues = (folder.parent / "language" / "catalogues" / "en").glob("*.ftl")
    known = {name for path in catalogues for name in re.findall(r"^([a-z-]+) =", path.read_text(), re.MULTILINE)}
    known |= {f"ui-{name.replace('_', '-')}" for name in Language.of("en").words("ui-")}
    prefixes = {name for name in said - known if any(other.startswith(f"{name}-") for other in known)}
    assert said - known - prefixes == set()
    assert isinstance(KpiBlock(kpis=[]), KpiBlock)
