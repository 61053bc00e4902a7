"""Dates and periods as text. The patterns are CLDR patterns in the catalogue (`periods.ftl`), one set a locale."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from kpireport.language.speech import Speech


class Dates(Speech):
    """The part of a language that writes dates."""

    __slots__ = ()

    def day(self, d: date) -> str:
        """'31 October 2026'."""
        return self._date(d, "date-day")

    def day_short(self, d: date) -> str:
        """'31 Oct 2026'."""
        return self._date(d, "date-day-short")

    def day_month(self, d: date) -> str:
        """'14 Oct'."""
        return self._date(d, "date-day-month")

    def month(self, d: date) -> str:
        """'October 2026'."""
        return self._date(d, "date-month")

    def month_short(self, d: date) -> str:
        """'Oct 2026'."""
        return self._date(d, "date-month-short")

    def month_name(self, d: date) -> str:
        """'October'."""
        return self._date(d, "date-month-name")

    def month_name_short(self, d: date) -> str:
        """'Oct'."""
        return self._date(d, "date-month-name-short")

    def weekday(self, d: date) -> str:
        """'Saturday'."""
        return self._date(d, "date-weekday")

    def weekday_short(self, d: date) -> str:
        """'Sat'."""
        return self._date(d, "date-weekday-short")

    def quarter(self, d: date) -> str:
        """'Q1 2026', the calendar quarter that the day lies in."""
        return self.say("period-quarter", quarter=str((d.month + 2) // 3), year=str(d.year))

    def week(self, d: date) -> str:
        """'Week 53, 2026', the ISO week that the day lies in."""
        year, week, _ = d.isocalendar()
        return self.say("period-week", week=str(week), year=str(year))

    def year(self, d: date) -> str:
        """'2026'."""
        return str(d.year)

    def fiscal_year(self, year: int) -> str:
        """'Fiscal year 2026', named by the year it ends in."""
        return self.say("period-fiscal-year", year=str(year))

    def span(self, start: date, end: date) -> str:
        """Days from `start` to the day before `end`: '16–22 November 2026', '28 December 2025 – 3 January 2026'."""
        last = end - timedelta(days=1)
        if last <= start:
            return self.day(start)
        if (start.year, start.month) == (last.year, last.month):
            return self.say(
                "period-days-of-month", first=str(start.day), last=self.day(last), first_day=self.day(start)
            )
        first = self._date(start, "date-day-month-long") if start.year == last.year else self.day(start)
        return self.say("period-days", first=first, last=self.day(last))

    def versus(self, label: str) -> str:
        """'vs Oct 2025': the head of a column that compares."""
        return self.say("period-versus", label=label)

    def _date(self, d: date, pattern: str) -> str:
        text = _formatted(d, self.say(pattern), self.locale.replace("-", "_"))
        return text[:1].upper() + text[1:] if pattern in _STAND_ALONE else text


@lru_cache(maxsize=4096)
def _formatted(d: date, pattern: str, locale: str) -> str:
    """A day by a CLDR pattern; a report says the same few days a thousand times."""
    from babel.dates import format_date

    return format_date(d, pattern, locale=locale)


_STAND_ALONE = frozenset({"date-month", "date-month-short", "date-month-name", "date-month-name-short"})
"""Written as labels, so with a capital also where the language has months in lower case."""
