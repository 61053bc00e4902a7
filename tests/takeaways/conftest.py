"""A small shop as facts: write the members of each metric, get the context that detectors see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from kpireport.metrics.facts import CURRENT, Change, Fact, FactTable, fact_id
from kpireport.metrics.pack import Column, Dataset, Dimension, Metric, Words
from kpireport.periods import COMPARISONS, comparison, parse_period
from kpireport.takeaways import DetectorContext, Goal

PERIODS = (CURRENT, *COMPARISONS)
POINTS = {"percent": 100, "score": 1, "position": 1}

Cell = float | tuple[float, float]
"""A sum, or numerator and denominator."""


@dataclass(frozen=True)
class Told:
    """What a test says of one metric: totals (or members by dimension) for current, previous and last year."""

    id: str
    unit: str = "count"
    additivity: str = "additive"
    direction: str = "higher_is_better"
    totals: tuple[Cell | None, ...] = ()
    by: Mapping[str, Mapping[str | None, tuple[Cell | None, ...]]] = field(default_factory=dict)
    formula: str = ""
    label: str | None = None
    dataset: str = "orders"
    display: str | None = None


DATASET = Dataset(
    id="orders",
    title={"en": "Orders"},
    time="day",
    key=("day",),
    dimensions=(
        Dimension(
            column="channel",
            label={"en": "Channel"},
            plural={"en": "Channels"},
            controllable=True,
            members={"email": {"en": "E-mail"}, "paid_social": {"en": "Paid social"}},
        ),
        Dimension(column="device", label={"en": "Device"}),
    ),
    columns={
        "day": Column(type="date"),
        "channel": Column(type="text"),
        "device": Column(type="text"),
        "n": Column(type="integer"),
    },
)


def add(cells: list[Cell | None]) -> Cell | None:
    known = [c for c in cells if c is not None]
    if not known:
        return None
    if isinstance(known[0], tuple):
        return (sum(c[0] for c in known), sum(c[1] for c in known))  # type: ignore[index]
    return sum(known)  # type: ignore[arg-type]


def fact(told: Told, period: str, group: Mapping[str, str | None], cell: Cell | None) -> Fact:
    top, bottom = cell if isinstance(cell, tuple) else (None, None)
    value = (top / bottom if bottom else None) if isinstance(cell, tuple) else cell
    status = "no_data" if value is None else "ok"
    return Fact(
        fact_id(told.id, period, group), told.id, told.unit, period, group, value, status, "q1", top, bottom  # type: ignore[arg-type]
    )  # fmt: skip


def change(told: Told, now: Fact, then: Fact) -> Change:
    if now.value is None or then.value is None:
        return Change(now.id, then.id, then.period, None, None, None, None)
    gap = now.value - then.value
    good = None
    if gap and told.direction != "neutral":
        good = (gap > 0) == (told.direction == "higher_is_better")
    points = gap * POINTS[told.unit] if told.unit in POINTS else None
    return Change(now.id, then.id, then.period, gap, gap / abs(then.value) if then.value else None, points, good)


def facts_of(told: Told) -> tuple[list[Fact], list[Change]]:
    found, changes = [], []
    first = next(iter(told.by.values()), {})
    totals = told.totals or tuple(add([row[i] for row in first.values()]) for i in range(len(PERIODS)))
    whole = [fact(told, period, {}, cell) for period, cell in zip(PERIODS, totals, strict=True)]
    found += whole
    changes += [change(told, whole[0], base) for base in whole[1:]]
    for dim, rows in told.by.items():
        for member, cells in rows.items():
            found += [fact(told, p, {dim: member}, c) for p, c in zip(PERIODS, cells, strict=True) if c is not None]
    return found, changes


def context_of(
    *told: Told, goals: Mapping[str, Goal] | None = None, north_star: str | None = None, **more: object
) -> DetectorContext:
    facts, changes, metrics = [], [], {}
    for one in told:
        new_facts, new_changes = facts_of(one)
        facts += new_facts
        changes += new_changes
        metrics[one.id] = Metric(
            id=one.id,
            label={"en": Words(nom=one.label or one.id.replace("_", " ").capitalize())},
            dataset=one.dataset,
            expression="sum(n)",
            unit=one.unit,  # type: ignore[arg-type]
            direction=one.direction,  # type: ignore[arg-type]
            formula=one.formula,
            display=one.display,
        )
    period = parse_period("2026-10")
    return DetectorContext(
        facts=FactTable(tuple(facts), tuple(changes), (), ()),
        metrics=metrics,
        additivity={one.id: one.additivity for one in told},  # type: ignore[misc]
        datasets={"orders": DATASET},
        period=period,
        comparisons=tuple(comparison(period, id_) for id_ in COMPARISONS),
        goals=goals or {},
        currency="EUR",
        north_star=north_star,
        **more,  # type: ignore[arg-type]
    )


REVENUE = Told(
    "revenue",
    unit="currency",
    by={
        "channel": {
            "email": (59031.0, 41000.0, 33000.0),
            "organic": (80082.0, 77886.0, 75430.0),
            "direct": (40000.0, 33000.0, 38000.0),
            "referral": (30000.0, 26000.0, 30000.0),
        },
        "device": {"mobile": (109113.0, 90000.0, 90430.0), "desktop": (100000.0, 87886.0, 86000.0)},
    },
)
CONVERSION = Told(
    "conversion_rate",
    unit="percent",
    additivity="ratio",
    formula="orders ÷ visits",
    by={
        "channel": {
            "email": ((1400, 20000), (900, 15000), (900, 14000)),
            "paid_social": ((280, 33000), (275, 21000), (230, 18000)),
            None: ((3681, 128507), (3441, 108004), (3639, 118865)),
        }
    },
)


@pytest.fixture
def told() -> type[Told]:
    return Told


@pytest.fixture
def context() -> Callable[..., DetectorContext]:
    return context_of


@pytest.fixture
def revenue() -> Told:
    return REVENUE


@pytest.fixture
def conversion() -> Told:
    return CONVERSION


@pytest.fixture
def halloween() -> date:
    return date(2026, 10, 31)
