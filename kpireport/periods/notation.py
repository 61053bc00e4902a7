"""Reads a period as people write it: `2026-10`, `2026-W53`, `2026-Q1`, `FY2026-Q1`, `2026`, `2026-10-31`, `A..B`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kpireport.errors import Problem, SpecError
from kpireport.periods.period import ONE_DAY, Period, add_months, period_of

_FORMS = (
    "write 2026-10 (month), 2026-W44 (week), 2026-Q4, 2026, FY2026-Q4, FY2026, 2026-10-31 or 2026-10-01..2026-10-31"
)
FIRST_YEAR, LAST_YEAR = 1900, 2900
"""The years in which a report or the day that it is built on may lie; far enough from the ends of the calendar."""


def parse_period(text: str, fiscal_year_start: int = 1) -> Period:
    """The period that a text names; both ends of `A..B` are inclusive.

    `FY2026` and `FY2026-Q1` follow `fiscal_year_start`, everything else the calendar. Raises SpecError.
    """
    wanted = text.strip().upper()
    if ".." in wanted:
        return _range(text, *wanted.split("..", 1))
    for pattern, read in _READERS:
        found = pattern.fullmatch(wanted)
        if found:
            return _read(text, read, [int(n) for n in found.groups()], fiscal_year_start)
    raise _refusal(text, "is not a period", _FORMS)


def _day(numbers: list[int], _: int) -> Period:
    year, month, day = numbers
    return period_of("day", date(year, month, day))


def _week(numbers: list[int], _: int) -> Period:
    year, week = numbers
    return period_of("week", date.fromisocalendar(year, week, 1))


def _month(numbers: list[int], _: int) -> Period:
    year, month = numbers
    return period_of("month", date(year, month, 1))


def _quarter(numbers: list[int], _: int) -> Period:
    return _fiscal_quarter(numbers, 1)


def _year(numbers: list[int], _: int) -> Period:
    return _fiscal_year(numbers, 1)


def _fiscal_quarter(numbers: list[int], fiscal_start: int) -> Period:
    year, quarter = numbers
    first = _fiscal_year([year], fiscal_start).start
    return period_of("quarter", add_months(first, 3 * (quarter - 1)), fiscal_start)


def _fiscal_year(numbers: list[int], fiscal_start: int) -> Period:
    first = numbers[0] - (fiscal_start > 1)
    return period_of("year", date(first, fiscal_start, 1), fiscal_start)


_Reader = Callable[[list[int], int], Period]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII), _day),
    (re.compile(r"(\d{4})-?W(\d\d?)", re.ASCII), _week),
    (re.compile(r"(\d{4})-(\d\d)", re.ASCII), _month),
    (re.compile(r"(\d{4})-?Q([1-4])", re.ASCII), _quarter),
    (re.compile(r"(\d{4})", re.ASCII), _year),
    (re.compile(r"FY(\d{4})-?Q([1-4])", re.ASCII), _fiscal_quarter),
    (re.compile(r"FY(\d{4})", re.ASCII), _fiscal_year),
)


def _read(text: str, read: _Reader, numbers: list[int], fiscal_start: int) -> Period:
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        raise _refusal(text, "is out of range", f"years go from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return read(numbers, fiscal_start)
    except ValueError as error:
        raise _refusal(text, "does not exist", _missing_hint(read, numbers)) from error


def _missing_hint(read: _Reader, numbers: list[int]) -> str:
    if read is _week:
        weeks = date(numbers[0], 12, 28).isocalendar().week
        return f"{numbers[0]} has weeks 1 to {weeks}"
    if read is _day and 1 <= numbers[1] <= 12:
        last = period_of("month", date(numbers[0], numbers[1], 1)).last
        return f"that month has days 1 to {last.day}"
    return "months go from 01 to 12"


def _range(text: str, first: str, last: str) -> Period:
    ends = [parse_period(end) if end else None for end in (first.strip(), last.strip())]
    if not all(end and end.grain == "day" for end in ends):
        raise _refusal(text, "is not a range of days", "write 2026-10-01..2026-10-31; both days are included")
    start, end = (end.start for end in ends if end)
    if end < start:
        raise _refusal(text, "ends before it starts", f"write {end}..{start}")
    return Period(start, end + ONE_DAY, "range")


def _refusal(text: str, what: str, hint: str) -> SpecError:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return SpecError([Problem(f"period {shown!r} {what}", hint=hint)])
