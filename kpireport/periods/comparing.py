"""What a period is held against: the one before it, the same one last year, or any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpireport.errors import Problem, SpecError, did_you_mean
from kpireport.periods.notation import parse_period
from kpireport.periods.period import Period

PREVIOUS = "previous_period"
LAST_YEAR = "same_period_last_year"
COMPARISONS = (PREVIOUS, LAST_YEAR)

Adjustment = Literal["week_53", "leap_day"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison by its id, and the period it stands for.

    `adjusted` says that the calendar of last year has no exact counterpart: its week 52 stands in for week 53, or
    28 February for 29 February. A report states it.
    """

    id: str
    period: Period
    adjusted: Adjustment | None = None


def comparison(period: Period, name: str, fiscal_year_start: int = 1) -> Comparison:
    """What a name holds a period against: one of `COMPARISONS`, or a period as `parse_period` reads it.

    Raises SpecError when it is neither.
    """
    if name == PREVIOUS:
        return Comparison(name, period.previous())
    if name == LAST_YEAR:
        base = period.same_last_year()
        return Comparison(name, base, _adjustment(period, base))
    if not name[:1].isdigit() and not name.upper().startswith("FY"):
        hint = f"{did_you_mean(name, COMPARISONS)} Or a period such as 2025-10"
        raise SpecError([Problem(f"unknown comparison {name!r}", hint=hint)])
    return Comparison(name, parse_period(name, fiscal_year_start))


def _adjustment(period: Period, base: Period) -> Adjustment | None:
    if period.grain == "week" and period.number != base.number:
        return "week_53"
    if period.grain not in ("day", "range"):
        return None
    ends = ((period.start, base.start), (period.last, base.last))
    return "leap_day" if any((a.month, a.day) != (b.month, b.day) for a, b in ends) else None
