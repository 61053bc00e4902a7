"""Charts to look at and to measure: every kind, and what is awkward about real names and numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kpireport.document.model import ChartBlock, ChartSeries, Display, EventMark

MONTHS = ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct 2026"]
REVENUE = [176430, 229000, 203000, 175000, 147000, 174000, 165800, 165500, 150000, 149500, 160500, 177886, 209113]
REVENUE_BEFORE = [
    159000,
    207000,
    174000,
    156000,
    139000,
    154500,
    145000,
    147700,
    132500,
    136500,
    144000,
    157000,
    176430,
]
CHANNELS = ["Organic search", "E-mail", "Paid search", "Direct", "Paid social", "Referral"]
LONG = "A campaign with a name that goes on and on " * 8
NAMES = [
    LONG,
    "Электронная почта и рассылки",
    "Žieminė akcija „Šilti gėrimai“",
    "حملة الخريف للقهوة",
    "🎄 Christmas 🎁",
    "W" * 300,
]
EUROS = Display(unit="currency", currency="EUR", scale=3)
COUNT = Display(unit="count")

Values = Sequence[float | int | None]


def series(name: str, values: Values, role: str = "actual", **more: Any) -> ChartSeries:
    return ChartSeries.model_validate({"name": name, "role": role, "values": list(values), **more})


def chart(name: str, kind: str, shown: Sequence[ChartSeries], categories: Sequence[str], **more: Any) -> ChartBlock:
    known = {"id": name, "kind": kind, "title": name, "subtitle": name, "alt": name, "display": COUNT, "time": True}
    return ChartBlock.model_validate(known | more | {"categories": list(categories), "series": list(shown)})


def wave(count: int, middle: float, swing: float, phase: float = 0.0) -> list[float]:
    return [
        round(middle + swing * math.sin(i / 3 + phase) + swing / 3 * math.cos(i * 1.7 + phase), 4) for i in range(count)
    ]


def days(start: date, count: int) -> list[str]:
    return [f"{day.day} {day:%b}" for day in (start + timedelta(i) for i in range(count))]


MEMBERS = [series(name, wave(13, 9000 * (6 - i), 1500, i), "member") for i, name in enumerate(CHANNELS)]
OTHER = series("Other (4)", wave(13, 3000, 500), "other")
AGO = series("Same month last year", REVENUE_BEFORE, "comparison")
TARGET = series("Target", [None] * 12 + [200000], "target")
AUGUST = date(2026, 8, 1)
EVENTS = [
    EventMark(at=74, label="14 Oct: new payment step"),
    EventMark(at=72, label="Autumn campaign"),
    EventMark(at=20.5, label="Newsletter"),
    EventMark(at=90, label="Sale"),
    EventMark(at=86, label="Another event with a long name"),
]

COURSE = chart(
    "course",
    "line",
    [series("Revenue", REVENUE), AGO, TARGET],
    MONTHS,
    display=EUROS,
    zero=False,
    start=date(2025, 10, 1),
    step="month",
)
COLUMNS = chart("columns", "bar", [series("Revenue", REVENUE), AGO, TARGET], MONTHS, display=EUROS)
ROWS = chart(
    "rows",
    "bar",
    [
        series(
            "Oct 2026",
            [57800, 54900, 36200, 35900, 10200, 14000],
            labels=["57.8", "54.9", "36.2", "35.9", "10.2", "14.0"],
        ),
        series("Oct 2025", [53300, 28900, 35700, 35900, 8600, 14100], "comparison"),
        series(
            "Change on Oct 2025",
            [4500, 26000, 500, 0, 1600, -100],
            "change",
            labels=["+4.5", "+26.0", "+0.5", "0.0", "+1.6", "−0.1"],
            tones=["good", "good", "good", "neutral", "good", "bad"],
        ),
    ],
    CHANNELS,
    display=EUROS,
    time=False,
)
SHARE = chart(
    "share",
    "share",
    [series("Oct 2026", [28, 26, 17, 17, 5, 7]), series("Oct 2025", [30, 16, 20, 20, 1, 13], "comparison")],
    CHANNELS,
    time=False,
)
FUNNEL = chart(
    "funnel",
    "funnel",
    [series("Oct 2026", [181507, 100605, 15956, 8879, 5361])],
    ["Visits", "Product seen", "Added to basket", "Checkout started", "Order placed"],
    time=False,
)
STACK = chart("stack", "stacked", [*MEMBERS, OTHER], MONTHS, display=EUROS)
DAILY = chart(
    "daily",
    "line",
    [series("Desktop", wave(92, 0.7, 0.02), "member"), series("Mobile", wave(92, 0.6, 0.03, 2), "member")],
    days(AUGUST, 92),
    display=Display(unit="percent", places=1),
    zero=False,
    start=AUGUST,
    step="day",
    events=EVENTS,
)

KINDS = [
    COURSE,
    COLUMNS,
    ROWS,
    SHARE,
    FUNNEL,
    STACK,
    DAILY,
    chart("member-lines", "line", [*MEMBERS, OTHER], MONTHS, display=EUROS),
    chart("areas", "area", [*MEMBERS, OTHER], MONTHS, display=EUROS),
    chart(
        "area-of-a-year",
        "area",
        [series("Visits", [None if 90 < i < 105 else 4000 + i for i in range(366)])],
        days(date(2025, 11, 1), 366),
        start=date(2025, 11, 1),
        step="day",
    ),
    chart(
        "stacked-rows",
        "stacked",
        [series(n, wave(5, 9000, 3000, i), "member") for i, n in enumerate(("Mobile", "Desktop", "Tablet"))],
        CHANNELS[:5],
        time=False,
    ),
    chart(
        "daily-columns",
        "bar",
        [series("Visits", wave(60, 500, 300)), series("Before", wave(60, 700, 300), "comparison")],
        days(AUGUST, 60),
        start=AUGUST,
        step="day",
    ),
    chart(
        "targets",
        "bar",
        [series("Now", [58, 55, 36, 4, 10, 14]), series("Target", [60, 50, 30, None, 12, None], "target")],
        CHANNELS,
        time=False,
    ),
]
AWKWARD = [
    chart("one-point", "line", [series("A", [5])], ["Oct"]),
    chart("one-column", "bar", [series("A", [5])], ["Oct"]),
    chart("nothing", "line", [series("A", [None] * 5)], "abcde"),
    chart("no-columns", "bar", [series("A", [None] * 5)], "abcde"),
    chart("no-rows", "bar", [series("A", [None] * 5), series("B", [None] * 5, "comparison")], "abcde", time=False),
    chart("no-members", "line", [series("A", [None] * 5, "member"), series("B", [None] * 5, "member")], "abcde"),
    chart("no-share", "share", [series("A", [None] * 5)], "abcde", time=False),
    chart("no-funnel", "funnel", [series("A", [None] * 5)], "abcde", time=False),
    chart("zeros", "line", [series("A", [0] * 5)], "abcde"),
    chart("zero-columns", "bar", [series("A", [0] * 5)], "abcde"),
    chart("zero-rows", "bar", [series("A", [0] * 5)], "abcde", time=False),
    chart("zero-stack", "stacked", [series("A", [0] * 5, "member"), series("B", [0] * 5, "member")], "abcde"),
    chart("touches-zero", "line", [series("A", [0, 55, 60, 58])], "abcd", zero=False),
    chart(
        "gaps",
        "line",
        [
            series("A", [5, None, 7, 8, None, None, 4, 3, None, 9, None]),
            series("B", [4, 4, None, 5, None, 6, 6, 6, None, 6, 5], "comparison"),
        ],
        [str(i) for i in range(11)],
        zero=False,
    ),
    chart("below-zero", "bar", [series("A", [-5, 3, -7, 8, 2]), series("B", [-4, 4, 3, -5, 1], "comparison")], "abcde"),
    chart(
        "rows-below-zero",
        "bar",
        [series("A", [58, -25, 36, -4, 10]), series("B", [33, -29, 46, 6, 9], "comparison")],
        CHANNELS[:5],
        time=False,
    ),
    chart(
        "stack-below-zero", "stacked", [series("A", [5, -3, 4], "member"), series("B", [-2, 4, None], "member")], "abc"
    ),
    chart("huge", "line", [series("A", [1.1e9, 1.2e9, 1.15e9, 1.3e9])], "abcd", zero=False),
    chart("tiny", "line", [series("A", [4e-5, 5e-5, 4.5e-5, 6e-5])], "abcd", display=Display(unit="ratio", places=5)),
    chart(
        "durations",
        "line",
        [series("A", [155, 160, 170, 140])],
        ["Oct 2025", "Nov 2025", "Dec 2025", "Jan 2026"],
        display=Display(unit="seconds"),
    ),
    chart("names", "bar", [series("A", [5, 4, 3, 6, 4.5, 2]), series("B", [4] * 6, "comparison")], NAMES, time=False),
    chart(
        "member-names",
        "line",
        [series(n, wave(13, 10, 0.2, i), "member") for i, n in enumerate(NAMES)],
        MONTHS,
        zero=False,
    ),
    chart("share-names", "share", [series("A", [90, 1, 1, 1, 1, 6])], NAMES, time=False),
    chart("funnel-names", "funnel", [series("A", [90, 50, 40, 10, 5, 0])], NAMES, time=False),
    chart(
        "many-rows",
        "bar",
        [series("A", wave(40, 500, 300)), series("B", wave(40, 400, 300, 1), "comparison")],
        [f"Campaign number {i}" for i in range(40)],
        time=False,
    ),
    chart(
        "many-members",
        "line",
        [series(f"Member {i}", wave(25, 500 + i, 30, i), "member") for i in range(12)],
        [str(i) for i in range(25)],
    ),
    chart(
        "crowded-events",
        "line",
        [series("A", wave(31, 10, 3))],
        days(AUGUST, 31),
        events=[EventMark(at=i * 1.1, label=f"Event number {i}") for i in range(14)],
    ),
]
