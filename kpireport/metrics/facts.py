"""What the metrics floor gives to the floors above it: computed numbers, as frozen values.

A `Fact` is one number: metric x period x group. A `Change` holds a fact against the same fact of a comparison.
A `Series` is one metric over equal steps of time. All numbers are finished: exact decimals up to 15 digits come as
the nearest float (which prints the same digits), everything that came from binary floating point is rounded to 12
significant digits, so that two runs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from kpireport.sources.interface import Notice

Number = int | float
Status = Literal["ok", "no_data", "provisional", "partial", "not_comparable"]
Group = Mapping[str, str | None]
"""Dimension to member; a member of None is the group of rows that have no value there. Empty: the total."""

CURRENT = "current"


def member_text(member: str | None) -> str:
    """A member as ids name it: '∅' for rows without one; a member that is called so itself has a backslash before it."""
    if member is None:
        return "∅"
    return f"\\{member}" if member.lstrip("\\") == "∅" else member


def group_text(group: Group) -> str:
    """The part of an id that names a group: `[channel=Email,device=mobile]`, empty for the total."""
    if not group:
        return ""
    return f"[{','.join(f'{dim}={member_text(member)}' for dim, member in sorted(group.items()))}]"


def fact_id(metric: str, period: str, group: Group | None = None) -> str:
    """`revenue@current[channel=Email]`: readable, stable, unique in a document."""
    return f"{metric}@{period}{group_text(group or {})}"


def series_id(metric: str, step: str, group: Group | None = None) -> str:
    """`revenue/month[channel=Email]`."""
    return f"{metric}/{step}{group_text(group or {})}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One computed number.

    `period` is "current" or the id of a comparison. `numerator` and `denominator` explain a ratio (None otherwise);
    `query` is the id of the statement it came from. A value of None means no data or a zero denominator, never 0.
    `share` (of the sum of all groups) and `rank` (1 is the largest) stand beside the groups of a metric that declares
    such a transform.
    """

    id: str
    metric: str
    unit: str
    period: str
    group: Group
    value: Number | None
    status: Status
    query: str
    numerator: Number | None = None
    denominator: Number | None = None
    share: Number | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A fact held against a base fact. `fact` and `base` are fact ids.

    `abs` = current - base; `pct` = abs / |base| as a ratio (0.2 is +20 %), None where the base is None or 0;
    `points` in percentage points for unit percent, in points for score, index and position, else None;
    `favourable` by the metric's direction, None when neutral, unchanged or unknown.
    """

    fact: str
    base: str
    comparison: str
    abs: Number | None
    pct: Number | None
    points: Number | None
    favourable: bool | None


Step = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Series:
    """One metric over equal steps of time, oldest first; None where there is no data."""

    id: str
    metric: str
    group: Group
    start: date
    step: Step
    values: tuple[Number | None, ...]
    status: Status
    query: str = ""

    @property
    def starts(self) -> tuple[date, ...]:
        """The first day of each step."""
        return _starts(self.start, self.step, len(self.values))


@lru_cache(maxsize=256)
def _starts(start: date, step: Step, count: int) -> tuple[date, ...]:
    return tuple(step_start(start, step, i) for i in range(count))


def step_start(start: date, step: Step, index: int) -> date:
    """The first day of the step that lies `index` steps after the one that begins at `start`."""
    if step == "day":
        return start + timedelta(days=index)
    if step == "week":
        return start + timedelta(weeks=index)
    months = {"month": 1, "quarter": 3, "year": 12}[step] * index + start.month - 1
    return date(start.year + months // 12, months % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Query:
    """One statement that was run: what it read, and what a person needs to run it again."""

    id: str
    dataset: str
    engine: str
    sql: str
    rows: int


@dataclass(frozen=True, slots=True)
class FactTable:
    """Everything computed for one report, with look-ups. Order is that of the plan, so it is stable between runs."""

    facts: tuple[Fact, ...]
    changes: tuple[Change, ...]
    series: tuple[Series, ...]
    queries: tuple[Query, ...]
    notices: tuple[Notice, ...] = ()
    """What the reader has to know about the data behind these numbers."""
    _facts: Mapping[str, Fact] = field(init=False, repr=False, compare=False)
    _changes: Mapping[tuple[str, str], Change] = field(init=False, repr=False, compare=False)
    _series: Mapping[str, Series] = field(init=False, repr=False, compare=False)
    _groups: Mapping[tuple[str, str, tuple[str, ...]], tuple[Fact, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups: dict[tuple[str, str, tuple[str, ...]], list[Fact]] = {}
        for fact in self.facts:
            groups.setdefault((fact.metric, fact.period, tuple(sorted(fact.group))), []).append(fact)
        put = object.__setattr__
        put(self, "_facts", {f.id: f for f in self.facts})
        put(self, "_changes", {(c.fact, c.comparison): c for c in self.changes})
        put(self, "_series", {s.id: s for s in self.series})
        put(self, "_groups", {key: tuple(found) for key, found in groups.items()})

    def fact(self, metric: str, *, period: str = CURRENT, group: Group | None = None) -> Fact | None:
        """One fact, or None when it was not asked for."""
        return self._facts.get(fact_id(metric, period, group))

    def change(self, metric: str, comparison: str, *, group: Group | None = None) -> Change | None:
        """The change of a current fact on a comparison."""
        return self._changes.get((fact_id(metric, CURRENT, group), comparison))

    def one_series(self, metric: str, step: str, *, group: Group | None = None) -> Series | None:
        """One series, or None when it was not asked for."""
        return self._series.get(series_id(metric, step, group))

    def breakdown(self, metric: str, by: Iterable[str], *, period: str = CURRENT) -> tuple[Fact, ...]:
        """The facts of a metric by some dimensions, without the total."""
        return self._groups.get((metric, period, tuple(sorted(by))), ())
