"""The calendar of the demo: which days there are, how strong each is, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY = date(2024, 10, 1)
LAST_DAY = date(2026, 10, 31)
EXPORTED = date(2026, 11, 5)
"""The day on which the CRM was exported: what happened to a lead up to then is known."""
WARM_UP_DAYS = 70
"""Leads are made this long before the first day, so that the first months have customers who signed up earlier."""

OUTAGE = date(2026, 6, 10)
PRESS_ARTICLE = date(2025, 11, 18)
PRICE_CHANGE = date(2026, 2, 2)
SWITCH_CAMPAIGN = date(2026, 9, 14)
APP_RELEASE = date(2026, 10, 12)
"""A release that breaks the checkout on phones."""

HOLIDAYS = frozenset(
    [
        (1, 1),
        (2, 16),
        (3, 11),
        (5, 1),
        (6, 24),
        (7, 6),
        (8, 15),
        (11, 1),
        (11, 2),
        (12, 24),
        (12, 25),
        (12, 26),
        (12, 31),
    ]
)
"""Public holidays of Lithuania that have a fixed date, as (month, day)."""
EASTER_MONDAYS = frozenset({date(2025, 4, 21), date(2026, 4, 6)})


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How strong days are against an average day: by month of the year, by weekday (Monday first) and on holidays."""

    months: Sequence[float]
    weekdays: Sequence[float]
    holiday: float

    def at(self, day: date) -> float:
        """The strength of a day. Months run into each other: each factor holds in the middle of its month."""
        position = day.month - 1 + (day.day - 15) / 30
        before = int(position // 1)
        share = position - before
        season = self.months[before % 12] * (1 - share) + self.months[(before + 1) % 12] * share
        rest = (day.month, day.day) in HOLIDAYS or day in EASTER_MONDAYS
        return season * self.weekdays[day.weekday()] * (self.holiday if rest else 1.0)


BUSINESS = Rhythm(
    months=(1.16, 1.10, 1.08, 1.02, 0.97, 0.89, 0.77, 0.84, 1.03, 1.07, 1.05, 0.86),
    weekdays=(1.22, 1.27, 1.24, 1.17, 0.98, 0.52, 0.60),
    holiday=0.45,
)
"""Companies look for accounting software on working days, most of all when a business year begins."""

SHOP = Rhythm(
    months=(0.93, 0.92, 0.95, 0.94, 0.93, 0.87, 0.84, 0.88, 0.97, 1.05, 1.25, 1.45),
    weekdays=(1.03, 0.99, 0.97, 0.96, 0.98, 1.01, 1.06),
    holiday=0.90,
)
"""Households buy coffee all week, and as presents in November and December."""


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> Iterator[date]:
    """Every day from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def years_in(day: date) -> float:
    """Years since the demo's first day."""
    return (day - FIRST_DAY).days / 365


def site_is_up(day: date) -> float:
    """The share of a day on which the website answered."""
    return {0: 0.22, 1: 0.81}.get((day - OUTAGE).days, 1.0)
