"""What a period is called in the report's language. The words come from a language object; this floor has none of its own."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from kpireport.periods.period import Period


class PeriodLanguage(Protocol):
    """What a label needs of a language."""

    def day(self, d: date, /) -> str: ...
    def day_short(self, d: date, /) -> str: ...
    def month(self, d: date, /) -> str: ...
    def month_short(self, d: date, /) -> str: ...
    def month_name_short(self, d: date, /) -> str: ...
    def week(self, d: date, /) -> str: ...
    def quarter(self, number: int, year: int, /) -> str: ...
    def year(self, year: int, /) -> str: ...
    def fiscal_quarter(self, number: int, year: int, /) -> str: ...
    def fiscal_year(self, year: int, /) -> str: ...
    def fiscal_year_short(self, year: int, /) -> str: ...
    def span(self, start: date, end: date, /) -> str:
        """The days from `start` to the day before `end`."""
        ...


def label(period: Period, language: PeriodLanguage) -> str:
    """The full name of a period, as the language says periods: 'October 2026', '16–22 November 2026', 'Q4 2026', 'Q1 FY2026', 'Fiscal year 2026'."""
    fiscal = period.fiscal_start > 1
    match period.grain:
        case "day":
            return language.day(period.start)
        case "week":
            return language.week(period.start)
        case "month":
            return language.month(period.start)
        case "quarter":
            quarter = language.fiscal_quarter if fiscal else language.quarter
            return quarter(period.number, period.year)
        case "year":
            return language.fiscal_year(period.year) if fiscal else language.year(period.year)
        case _:
            return language.span(period.start, period.end)


def short_label(period: Period, language: PeriodLanguage, *, beside: Period | None = None) -> str:
    """The name for narrow places: 'Oct 2026', 'FY2026'; a month of the year of the one it stands `beside` is only 'Sep'."""
    match period.grain:
        case "day":
            return language.day_short(period.start)
        case "month" if beside is not None and beside.start.year == period.start.year:
            return language.month_name_short(period.start)
        case "month":
            return language.month_short(period.start)
        case "year":
            return language.fiscal_year_short(period.year) if period.fiscal_start > 1 else language.year(period.year)
        case _:
            return label(period, language)
