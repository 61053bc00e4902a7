"""Which period a report is about, and the equal steps that its series are made of."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from kpireport.errors import Problem, SpecError
from kpireport.periods.notation import FIRST_YEAR, LAST_YEAR, parse_period
from kpireport.periods.period import ONE_DAY, Period, Step, period_of


class PeriodChoice(Protocol):
    """How a spec says which period it wants: a first and last day, or a number of days, or a grain."""

    @property
    def grain(self) -> Step | None: ...
    @property
    def last_days(self) -> int | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None:
        """The last day, inclusive."""
        ...

    @property
    def fiscal_year_start(self) -> int: ...


def today(timezone: str, now: datetime) -> date:
    """The date in an IANA timezone at a moment; `now` must carry its own timezone."""
    if now.tzinfo is None:
        raise ValueError("'now' needs a timezone")
    return now.astimezone(ZoneInfo(timezone)).date()


def last_complete(grain: Step, as_of: date, fiscal_year_start: int = 1) -> Period:
    """The last period of a grain that was over when the day `as_of` began."""
    return period_of(grain, as_of, fiscal_year_start).previous()


def last_days(count: int, as_of: date) -> Period:
    """The last `count` complete days: they end the day before `as_of`."""
    return Period(as_of - timedelta(days=count), as_of, "range")


def resolve(choice: PeriodChoice, as_of: date, override: str | None = None) -> Period:
    """The period of a report: what `override` (`--period`) names, else what the spec chose, seen from `as_of`.

    Raises SpecError when the override cannot be read or the chosen days are out of order.
    """
    if override is not None:
        return parse_period(override, choice.fiscal_year_start)
    if choice.start is not None and choice.end is not None:
        if choice.end < choice.start:
            raise SpecError([Problem(f"the period ends on {choice.end}, before it starts on {choice.start}")])
        if choice.start.year < FIRST_YEAR or choice.end.year > LAST_YEAR:
            hint = f"years go from {FIRST_YEAR} to {LAST_YEAR}"
            raise SpecError([Problem(f"the period {choice.start} to {choice.end} is out of range", hint=hint)])
        return Period(choice.start, choice.end + ONE_DAY, "range")
    if choice.last_days is not None:
        return last_days(choice.last_days, as_of)
    return last_complete(choice.grain or "month", as_of, choice.fiscal_year_start)


def steps(start: date, end: date, step: Step, fiscal_year_start: int = 1) -> tuple[Period, ...]:
    """The whole steps that lie in `[start, end)`, oldest first; days at the edges that make no whole step are left out."""
    first = period_of(step, start, fiscal_year_start)
    current = first if first.start == start else first.next()
    found = []
    while current.end <= end:
        found.append(current)
        current = current.next()
    return tuple(found)


def trailing(end: date, step: Step, count: int, fiscal_year_start: int = 1) -> tuple[Period, ...]:
    """The last `count` whole steps that are over on the day `end` (exclusive, as a period's end), oldest first."""
    found: list[Period] = []
    current = last_complete(step, end, fiscal_year_start)
    for _ in range(count):
        found.append(current)
        current = current.previous()
    return tuple(reversed(found))
