"""One period: what it covers, how it is written, and which periods lie next to it and a year before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Step = Literal["day", "week", "month", "quarter", "year"]
Grain = Literal["day", "week", "month", "quarter", "year", "range"]

ONE_DAY = timedelta(days=1)
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open period of whole days; `end` is the first day after it.

    `fiscal_start` is the first month of the fiscal year (1 for the calendar year) and matters to quarters and years
    only. Raises ValueError when start and end are not those of one period of the grain.
    """

    start: date
    end: date
    grain: Grain
    fiscal_start: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.fiscal_start <= 12:
            raise ValueError(f"a fiscal year starts in month 1 to 12, not {self.fiscal_start}")
        if self.start >= self.end:
            raise ValueError(f"a period ends after it starts: {self.start} to {self.end}")
        if self.grain != "range" and (self.start, self.end) != _bounds(self.grain, self.start, self.fiscal_start):
            raise ValueError(f"{self.start} to {self.end} is not one whole {self.grain}")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - ONE_DAY

    @property
    def year(self) -> int:
        """The year it is named after: ISO year for weeks, the year of its end for fiscal quarters and years."""
        if self.grain == "week":
            return self.start.isocalendar().year
        if self.fiscal_start > 1 and self.grain in ("quarter", "year"):
            return self.start.year + (self.start.month >= self.fiscal_start)
        return self.start.year

    @property
    def number(self) -> int:
        """Its number within its year: ISO week 1 to 53, month 1 to 12, quarter 1 to 4 (fiscal where it is), day of the year."""
        match self.grain:
            case "week":
                return self.start.isocalendar().week
            case "month":
                return self.start.month
            case "quarter":
                return (self.start.month - self.fiscal_start) % 12 // 3 + 1
            case "year":
                return 1
            case _:
                return self.start.timetuple().tm_yday

    @property
    def key(self) -> str:
        """Its written form, fit for a file name: '2026-10', '2026-W53', 'FY2026-Q1', '2026-11-16..2026-11-22' (inclusive)."""
        fiscal = "FY" if self.fiscal_start > 1 else ""
        match self.grain:
            case "day":
                return self.start.isoformat()
            case "week":
                return f"{self.year}-W{self.number:02}"
            case "month":
                return f"{self.year}-{self.number:02}"
            case "quarter":
                return f"{fiscal}{self.year}-Q{self.number}"
            case "year":
                return f"{fiscal}{self.year}"
            case _:
                return f"{self.start}..{self.last}"

    def contains(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day < self.end

    def previous(self) -> Period:
        """The period that ends where this one starts: the neighbour of its grain, or a range of equal length."""
        if self.grain == "range":
            return Period(self.start - (self.end - self.start), self.start, "range")
        return period_of(self.grain, self.start - ONE_DAY, self.fiscal_start)

    def next(self) -> Period:
        """The period that starts where this one ends."""
        if self.grain == "range":
            return Period(self.end, self.end + (self.end - self.start), "range")
        return period_of(self.grain, self.end, self.fiscal_start)

    @lru_cache(maxsize=4096)  # noqa: B019  # a value of two dates: every course of a report asks the same
    def same_last_year(self) -> Period:
        """The period of the same name one year before, by the rules of this package."""
        match self.grain:
            case "week":
                last_week = date(self.year - 1, 12, 28).isocalendar().week  # 28 December is always in the last ISO week
                week = min(self.number, last_week)
                return period_of("week", date.fromisocalendar(self.year - 1, week, 1))
            case "day" | "range":
                return Period(_year_before(self.start), _year_before(self.last) + ONE_DAY, self.grain)
            case _:
                return period_of(self.grain, add_months(self.start, -12), self.fiscal_start)


@lru_cache(maxsize=4096)
def period_of(grain: Step, day: date, fiscal_start: int = 1) -> Period:
    """The period of a grain that a day lies in."""
    fiscal = fiscal_start if grain in ("quarter", "year") else 1
    return Period(*_bounds(grain, day, fiscal), grain, fiscal)


def add_months(day: date, months: int) -> date:
    """The first day of the month that lies some months after (or before) the month of a day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, 1)


def _bounds(grain: Step, day: date, fiscal_start: int) -> tuple[date, date]:
    if grain == "day":
        return day, day + ONE_DAY
    if grain == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    months = _MONTHS[grain]
    start = add_months(day, -((day.month - fiscal_start) % months))
    return start, add_months(start, months)


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
