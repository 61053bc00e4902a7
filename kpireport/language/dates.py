"""Dates and periods as text. The `date-*` messages are CLDR patterns in the catalogue (`periods.ftl`), one set a locale.

A period is a `Noun`: sentences need 'октябрь 2026', 'октября 2026' and 'в октябре 2026'. Its other forms are the
messages of the same name with the form's name behind them (`period-quarter-when`); where a catalogue has none, the
nominative serves.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from kpireport.language.noun import Noun
from kpireport.language.speech import Speech


class Dates(Speech):
    """The part of a language that writes dates."""

    __slots__ = ()

    def day(self, d: date) -> Noun:
        """'31 October 2026'."""
        return _period(self, "period-day", self._date(d, "date-day"))

    def day_short(self, d: date) -> str:
        """'31 Oct 2026'."""
        return self._date(d, "date-day-short")

    def day_month(self, d: date) -> str:
        """'14 Oct'."""
        return self._date(d, "date-day-month")

    def month(self, d: date) -> Noun:
        """'October 2026'."""
        return self._month(d, "month", "MMMM")

    def month_short(self, d: date) -> Noun:
        """'Oct 2026'."""
        return self._month(d, "month-short", "MMM")

    def month_name(self, d: date) -> str:
        """'October'."""
        return self._date(d, "date-month-name")

    def month_name_short(self, d: date) -> Noun:
        """'Oct'."""
        return self._month(d, "month-name-short", "MMM")

    def weekday(self, d: date) -> str:
        """'Saturday'."""
        return self._date(d, "date-weekday")

    def weekday_short(self, d: date) -> str:
        """'Sat'."""
        return self._date(d, "date-weekday-short")

    def quarter(self, number: int, year: int) -> Noun:
        """'Q1 2026'."""
        return self._named("period-quarter", quarter=number, year=str(year))

    def week(self, d: date) -> Noun:
        """'Week 53, 2026', the ISO week that the day lies in."""
        year, week, _ = d.isocalendar()
        return self._named("period-week", week=week, year=str(year))

    def year(self, year: int) -> Noun:
        """'2026'."""
        return self._named("period-year", year=str(year))

    def fiscal_quarter(self, number: int, year: int) -> Noun:
        """'Q1 FY2026', of the fiscal year named by the year it ends in."""
        return self._named("period-fiscal-quarter", quarter=number, year=str(year))

    def fiscal_year(self, year: int) -> Noun:
        """'Fiscal year 2026', named by the year it ends in."""
        return self._named("period-fiscal-year", year=str(year))

    def fiscal_year_short(self, year: int) -> Noun:
        """'FY2026'."""
        return self._named("period-fiscal-year-short", year=str(year))

    def span(self, start: date, end: date) -> Noun:
        """Days from `start` to the day before `end`: '16–22 November 2026', '28 December 2025 – 3 January 2026'."""
        last = end - timedelta(days=1)
        if last <= start:
            return self.day(start)
        days = {"first_day": str(self.day(start)), "last_day": str(self.day(last))}
        if start.year != last.year:
            return _period(self, "period-span", self.say("period-days", **days))
        if start.month != last.month:
            days |= {
                "first": self._date(start, "date-day-month-long"),
                "last": self._date(last, "date-day-month-long"),
                "year": str(last.year),
            }
            return _period(self, "period-span", self.say("period-days-of-year", **days))
        month = self.month(start)
        numbers = {"first": str(start.day), "last": str(last.day)}
        return _period(self, "period-span", self.say("period-days-of-month", month=month, **days, **numbers))

    def versus(self, label: str) -> str:
        """'vs Oct 2025': the head of a column that compares."""
        return self.say("period-versus", label=label)

    def _month(self, d: date, name: str, genitive: str) -> Noun:
        named = self._date(d, f"date-{name}")
        known = {"month": d.month, "year": str(d.year), "genitive": self._format(d, genitive)}
        return _period(self, f"period-{name}", named, **known)

    def _named(self, message: str, **arguments: str | int) -> Noun:
        return _period(self, message, self.say(message, **arguments), **arguments)

    def _date(self, d: date, pattern: str) -> str:
        return self._format(d, self.say(pattern))

    def _format(self, d: date, pattern: str) -> str:
        return _formatted(d, pattern, self.locale.replace("-", "_"))


@lru_cache(maxsize=4096)
def _period(language: Dates, message: str, named: str, **arguments: str | int) -> Noun:
    """A period with the forms that the catalogue gives to its message; said once, a report repeats the same few."""
    forms = {form: language.say(f"{message}-{form}", nom=named, **arguments) for form in language.forms_of(message)}
    return Noun(named, forms=forms)


@lru_cache(maxsize=4096)
def _formatted(d: date, pattern: str, locale: str) -> str:
    """A day by a CLDR pattern; a report says the same few days a thousand times."""
    from babel.dates import format_date

    return format_date(d, pattern, locale=locale)
