from __future__ import annotations

from datetime import date
from typing import Any

from kpireport.document.needs import cover_metric, needs
from kpireport.metrics.plan import FactRequest, SeriesRequest
from kpireport.periods import parse_period


def wanted(shop: Any, *blocks: dict[str, Any], north_star: str | None = None) -> tuple[list[Any], list[Any]]:
    found = needs(shop.layout({"title": "A", "blocks": list(blocks)}), shop.period, shop.supply, north_star)
    return list(found.facts), list(found.series)


def test_a_card_needs_its_total_and_25_months(shop: Any) -> None:
    facts, series = wanted(shop, {"type": "kpis", "metrics": ["conversion"]})
    assert facts == [FactRequest("conversion")]
    assert series == [SeriesRequest("conversion", "month", date(2024, 10, 1), date(2026, 11, 1))]


def test_series_are_asked_for_once_as_wide_as_all_need(shop: Any) -> None:
    _, series = wanted(
        shop,
        {"type": "chart", "metric": "conversion", "steps": 3, "compare": False},
        {"type": "chart", "metric": "conversion", "steps": 3},
    )
    assert series == [SeriesRequest("conversion", "month", date(2025, 8, 1), date(2026, 11, 1))]


def test_a_chart_by_members_over_time_needs_the_whole_and_its_parts(shop: Any) -> None:
    facts, series = wanted(shop, {"type": "chart", "kind": "line", "metric": "conversion", "by": "channel", "steps": 2})
    assert facts == [FactRequest("conversion"), FactRequest("conversion", ("channel",))]
    window = (date(2026, 9, 1), date(2026, 11, 1))
    assert series == [
        SeriesRequest("conversion", "month", *window),
        SeriesRequest("conversion", "month", *window, ("channel",)),
    ]


def test_a_table_needs_totals_and_members_and_no_series(shop: Any) -> None:
    facts, series = wanted(shop, {"type": "table", "metrics": ["conversion", "customers"], "by": "device"})
    assert facts == [
        FactRequest("conversion"),
        FactRequest("customers"),
        FactRequest("conversion", ("device",)),
        FactRequest("customers", ("device",)),
    ]
    assert series == []


def test_takeaways_draw_the_course_of_what_is_shown(shop: Any) -> None:
    table = {"type": "table", "metrics": ["conversion"], "by": "device"}
    _, series = wanted(shop, {"type": "takeaways"}, table)
    assert [(s.metric, s.step) for s in series] == [("conversion", "month")]
    assert wanted(shop, {"type": "takeaways", "charts": False}, table)[1] == []


def test_the_cover_draws_the_days_of_the_north_star_or_of_the_first_that_adds_up(shop: Any) -> None:
    layout = shop.layout({"title": "A", "blocks": [{"type": "kpis", "metrics": ["conversion", "orders"]}]})
    assert cover_metric(layout, shop.supply) == "orders"
    assert cover_metric(layout, shop.supply, "revenue") == "revenue"
    assert cover_metric(layout, shop.supply, "conversion") == "orders"
    series = needs(layout, shop.period, shop.supply, "revenue").series
    assert series[-1] == SeriesRequest("revenue", "day", date(2024, 10, 1), date(2026, 11, 1))


def test_sparklines_follow_the_grain(shop: Any) -> None:
    layout = shop.layout({"title": "A", "blocks": [{"type": "kpis", "metrics": ["conversion"]}]})

    def first(key: str) -> tuple[str, date, date]:
        found = needs(layout, parse_period(key), shop.supply).series[0]
        return found.step, found.start, found.end

    assert first("2026-W44") == ("week", date(2026, 5, 11), date(2026, 11, 2))
    assert first("2026-Q3") == ("quarter", date(2023, 7, 1), date(2026, 10, 1))
    assert first("2026-10-01..2026-10-07")[0] == "day"
    assert first("2026-01-01..2026-10-07")[0] == "month"
