"""Periods of time: calendars, grains, windows and comparisons, as values; nothing here reads a clock.

A period is half-open, `[start, end)`, in whole days of the client's timezone. `Period` knows its neighbours and its
written form (`key`); `parse_period` reads that form back, so `parse_period(p.key, p.fiscal_start) == p`.

The rules that people may disagree about:

- Weeks are ISO weeks: they begin on Monday, and week 1 holds the year's first Thursday.
- A week is compared with the week of the same number last year. Where last year has no week 53, its last week, 52,
  stands in, and the `Comparison` says so in `adjusted`.
- Days and ranges are compared with the same dates last year; 29 February is compared with 28 February, and says so.
- A fiscal year is named after the calendar year in which it ends: with April as its first month, FY2026 runs from
  April 2025 to March 2026. `FY` marks fiscal notation; `2026-Q1` and `2026` always mean the calendar.
- The period before a range is the range of equal length that ends the day before it starts.
"""

from __future__ import annotations

from kpireport.periods.comparing import COMPARISONS, Comparison, comparison
from kpireport.periods.labels import PeriodLanguage, label, short_label
from kpireport.periods.notation import parse_period
from kpireport.periods.period import Grain, Period, Step, period_of
from kpireport.periods.windows import PeriodChoice, last_complete, last_days, resolve, steps, today, trailing

__all__ = [
    "COMPARISONS",
    "Comparison",
    "Grain",
    "Period",
    "PeriodChoice",
    "PeriodLanguage",
    "Step",
    "comparison",
    "label",
    "last_complete",
    "last_days",
    "parse_period",
    "period_of",
    "resolve",
    "short_label",
    "steps",
    "today",
    "trailing",
]
