"""A tiny shop: 26 months of four channels, computed by plain Python, so that every number can be checked by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kpireport.document.blocks import BLOCKS
from kpireport.document.edition import Edition
from kpireport.document.needs import needs
from kpireport.document.presets import Layout, lay_out
from kpireport.document.supply import Supply
from kpireport.language import Language
from kpireport.metrics.catalogue import Catalogue, build_catalogue
from kpireport.metrics.facts import (
    CURRENT,
    Change,
    Fact,
    FactTable,
    Group,
    Number,
    Query,
    Series,
    fact_id,
    series_id,
    step_start,
)
from kpireport.metrics.pack import Pack
from kpireport.metrics.plan import FactRequest, SeriesRequest
from kpireport.periods import Comparison, Period, comparison, parse_period
from kpireport.spec.model import BrandSpec, ClientSpec, PeriodSpec, ReportHead, ReportSpec, SectionSpec

PACK = Pack.model_validate(
    {
        "id": "shop",
        "title": "Shop",
        "groups": [
            {"id": "sales", "label": {"en": "Sales", "lt": "Pardavimai"}},
            {"id": "traffic", "label": {"en": "Traffic"}},
        ],
        "datasets": [
            {
                "id": "sales",
                "title": {"en": "Shop sales"},
                "time": "day",
                "key": ["day", "channel"],
                "dimensions": [
                    {
                        "column": "channel",
                        "label": {"en": "Channel", "lt": "Kanalas"},
                        "members": {"email": {"en": "E-mail"}, "ads": {"en": "Ads"}, "search": {"en": "Search"}},
                    },
                    {"column": "device"},
                ],
                "columns": {
                    "day": {"type": "date"},
                    "channel": {"type": "text"},
                    "device": {"type": "text"},
                    "visits": {"type": "integer"},
                    "orders": {"type": "integer"},
                    "revenue": {"type": "money"},
                    "spend": {"type": "money"},
                    "people": {"type": "text"},
                },
            },
            {
                "id": "stock",
                "title": {"en": "Stock"},
                "time": "day",
                "key": ["day"],
                "columns": {"day": {"type": "date"}, "items": {"type": "integer"}},
            },
        ],
        "metrics": [
            {
                "id": "revenue", "label": {"en": {"nom": "Revenue"}}, "group": "sales", "dataset": "sales",
                "expression": "sum(revenue)", "unit": "currency", "direction": "higher_is_better",
                "formula": "sum of order values", "caveats": ["net of discounts"],
            },
            {
                "id": "orders", "label": {"en": {"nom": "Orders"}}, "group": "sales", "dataset": "sales",
                "expression": "sum(orders)", "unit": "count", "direction": "higher_is_better",
            },
            {
                "id": "visits", "label": {"en": {"nom": "Visits"}}, "group": "traffic", "dataset": "sales",
                "expression": "sum(visits)", "unit": "count", "direction": "higher_is_better",
            },
            {
                "id": "conversion", "label": {"en": {"nom": "Conversion rate", "short": "Conversion"}},
                "group": "sales", "dataset": "sales", "expression": "1.0 * sum(orders) / nullif(sum(visits), 0)",
                "unit": "percent", "direction": "higher_is_better", "formula": "orders ÷ visits",
            },
            {
                "id": "spend", "label": {"en": {"nom": "Ad spend"}}, "group": "traffic", "dataset": "sales",
                "expression": "sum(spend)", "unit": "currency", "direction": "neutral",
            },
            {
                "id": "cost_per_order", "label": {"en": {"nom": "Cost per order"}}, "group": "traffic",
                "dataset": "sales", "expression": "1.0 * sum(spend) / nullif(sum(orders), 0)", "unit": "currency",
                "direction": "lower_is_better", "formula": "spend ÷ orders",
            },
            {
                "id": "customers", "label": {"en": {"nom": "Customers"}}, "group": "sales", "dataset": "sales",
                "expression": "count(distinct people)", "unit": "count", "direction": "higher_is_better",
            },
            {
                "id": "items", "label": {"en": {"nom": "Items in stock"}}, "dataset": "stock",
                "expression": "sum(items)", "unit": "count",
            },
        ],
    }
)  # fmt: skip

CHANNELS: tuple[str | None, ...] = ("search", "email", "ads", "direct", "Partner shops and price comparison", None)


@dataclass(frozen=True)
class Row:
    day: date
    channel: str | None
    device: str
    visits: int
    orders: int
    revenue: Fraction
    spend: Fraction
    people: str


def shop_rows() -> list[Row]:
    """One row a channel in the middle of each month from September 2024 to October 2026."""
    rows = []
    for month in range(26):
        day = step_start(date(2024, 9, 1), "month", month).replace(day=15)
        for place, channel in enumerate(CHANNELS):
            visits = (6 - place) * 400 + month * (10 if channel == "email" else 2)
            orders = visits * (5 - place if place < 5 else 1) // 100
            rows.append(
                Row(
                    day, channel, "mobile" if place % 2 else "desktop", visits, orders, Fraction(orders * 1995, 100),
                    Fraction(visits, 4) if channel == "ads" else Fraction(0), f"p{month % 7}{place % 3}",
                )
            )  # fmt: skip
    return rows


# ---------------------------------------------------------------- a plain engine


Parts = tuple[Fraction | None, Fraction | None, Fraction | None]


def parts_of(metric: str, rows: list[Row]) -> Parts:
    """Value, numerator and denominator."""
    sums = {
        name: sum((Fraction(getattr(row, name)) for row in rows), Fraction(0))
        for name in ("visits", "orders", "revenue", "spend")
    }
    if not rows:
        return (Fraction(0) if metric == "customers" else None), None, None
    if metric == "customers":
        return Fraction(len({row.people for row in rows})), None, None
    ratios = {"conversion": ("orders", "visits"), "cost_per_order": ("spend", "orders")}
    if metric in ratios:
        top, bottom = (sums[name] for name in ratios[metric])
        return (top / bottom if bottom else None), top, bottom
    return sums[metric], None, None


def number(value: Fraction | None) -> Number | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def changed(current: Fact, base: Fact, comparison_id: str, direction: str) -> Change:
    if current.value is None or base.value is None:
        return Change(current.id, base.id, comparison_id, None, None, None, None)
    difference = number(Fraction(str(current.value)) - Fraction(str(base.value)))
    assert difference is not None
    pct = None if base.value == 0 else float(Fraction(str(difference)) / abs(Fraction(str(base.value))))
    points = difference * 100 if current.unit == "percent" else None
    judged = direction != "neutral" and difference != 0
    favourable = ((difference > 0) == (direction == "higher_is_better")) if judged else None
    return Change(current.id, base.id, comparison_id, difference, pct, points, favourable)


def compute(
    catalogue: Catalogue,
    requests: Iterable[FactRequest | SeriesRequest],
    period: Period,
    comparisons: Iterable[Comparison],
    rows: list[Row],
) -> FactTable:
    """Every requested number, the slow and plain way."""
    windows = {CURRENT: period} | {c.id: c.period for c in comparisons}
    facts: list[Fact] = []
    changes: list[Change] = []
    series: list[Series] = []
    for request in requests:
        metric = catalogue.metrics[request.metric]
        groups = groups_of(rows, request.by)
        if isinstance(request, SeriesRequest):
            series += [one_series(request, group, rows) for group in groups]
            continue
        for group in groups:
            for name, window in windows.items():
                inside = [
                    r for r in rows if window.contains(r.day) and all(getattr(r, d) == m for d, m in group.items())
                ]
                if request.by and not inside:
                    continue
                value, top, bottom = parts_of(request.metric, inside)
                facts.append(
                    Fact(
                        fact_id(request.metric, name, group), request.metric, metric.unit, name, group, number(value),
                        "ok" if value is not None else "no_data", "q1", number(top), number(bottom),
                    )
                )  # fmt: skip
    known = {fact.id: fact for fact in facts}
    for fact in facts:
        if fact.period == CURRENT:
            for name in windows:
                base = known.get(fact_id(fact.metric, name, fact.group))
                if base is not None and name != CURRENT:
                    changes.append(changed(fact, base, name, catalogue.metrics[fact.metric].direction))
    return FactTable(
        tuple(facts), tuple(changes), tuple(series), (Query("q1", "sales", "python", "plain sums", len(rows)),)
    )


def groups_of(rows: list[Row], by: tuple[str, ...]) -> list[Group]:
    if not by:
        return [{}]
    return [{by[0]: member} for member in dict.fromkeys(getattr(row, by[0]) for row in rows)]


def one_series(request: SeriesRequest, group: Group, rows: list[Row]) -> Series:
    values = []
    index = 0
    while (start := step_start(request.start, request.step, index)) < request.end:
        end = step_start(request.start, request.step, index + 1)
        inside = [r for r in rows if start <= r.day < end and all(getattr(r, d) == m for d, m in group.items())]
        values.append(number(parts_of(request.metric, inside)[0]) if inside else None)
        index += 1
    name = series_id(request.metric, request.step, group)
    return Series(name, request.metric, group, request.start, request.step, tuple(values), "ok", "q1")


# ---------------------------------------------------------------- a report of the shop


DELIVERED = {"sales": frozenset(PACK.datasets[0].columns)}


@dataclass(frozen=True)
class Shop:
    """Builds editions and layouts of the tiny shop."""

    catalogue: Catalogue
    rows: tuple[Row, ...]
    key: str = "2026-10"
    compare: tuple[str, ...] = ("previous_period", "same_period_last_year")
    settings: Mapping[str, Any] = None  # type: ignore[assignment]
    locale: str = "en"

    @property
    def period(self) -> Period:
        return parse_period(self.key)

    @property
    def supply(self) -> Supply:
        return Supply(self.catalogue, DELIVERED)

    def with_(self, **changes: Any) -> Shop:
        return replace(self, **changes)

    def spec(self, sections: tuple[SectionSpec, ...] = ()) -> ReportSpec:
        return ReportSpec.model_validate(
            {
                "version": 1,
                "report": ReportHead(id="monthly", author="Northfield"),
                "client": ClientSpec(id="tiny", name="Tiny Shop", timezone="Europe/Vilnius", locale=self.locale),
                "brand": BrandSpec(),
                "theme": "executive",
                "period": PeriodSpec(),
                "compare": self.compare,
                "sources": {"shop": {"id": "shop", "plugin": "files", "config": None}},
                "sections": sections,
                **(self.settings or {}),
            }
        )

    def layout(self, *sections: Mapping[str, Any]) -> Layout:
        return lay_out([section(raw) for raw in sections], None, self.supply, self.locale)

    def edition(self, layout: Layout, **changes: Any) -> Edition:
        spec = self.spec(layout.sections)
        comparisons = tuple(comparison(self.period, name) for name in self.compare)
        wanted = needs(layout, self.period, self.supply, spec.north_star)
        facts = compute(self.catalogue, wanted.requests, self.period, comparisons, list(self.rows))
        edition = Edition(
            spec, self.period, comparisons, facts, self.catalogue, Language.of(self.locale), date(2026, 11, 2)
        )
        return replace(edition, **changes)

    def block(self, **raw: Any) -> tuple[Edition, Any]:
        """An edition with one block, and that block as the spec has it."""
        layout = self.layout({"title": "One", "blocks": [raw]})
        return self.edition(layout), layout.sections[0].blocks[0]


def section(raw: Mapping[str, Any]) -> SectionSpec:
    blocks = tuple(BLOCKS[block["type"]].model_validate(block) for block in raw["blocks"])
    return SectionSpec.model_validate({**raw, "blocks": blocks})


@pytest.fixture(scope="session")
def shop() -> Shop:
    return Shop(build_catalogue([PACK]), tuple(shop_rows()))


@pytest.fixture
def make_section() -> Callable[[Mapping[str, Any]], SectionSpec]:
    return section
