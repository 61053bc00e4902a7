"""The SQL of a plan, written to be read: every statement stands alone over views named after the datasets.

    daily   the rows of the needed days, added up in one reading to day x the dimensions with few members
    days    which day belongs to which window or step
    result  daily joined with days, one grouping set for each breakdown

A breakdown with many members skips `daily` and goes over the rows by window. A distinct count finds each key once per
window and member and then counts them: a `count(distinct)` inside grouping sets would hold every key several times.
Names that begin with an underscore are ours; no column of a dataset can have one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.expressions import Component
from kpireport.metrics.compiled import Part
from kpireport.metrics.database import day, quote, text
from kpireport.metrics.pack import Dataset
from kpireport.metrics.plan import DatasetPlan, Family, Frame, merged
from kpireport.metrics.rules import ALL_ROWS, Rule

FEW_TOGETHER = 250
"""Breakdowns share a grouping of `daily` up to so many combinations of members for a day."""
FEW_ALONE = 1_000
"""A breakdown of more combinations than this goes over the rows by window."""
ROW_COUNT = Component("count", "*", frozenset())
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement and how to read its result.

    The result has a column for the bucket, one with the bits of GROUPING (0 where there is one grouping), one for each
    of `by`, and one for each of `components`. It answers `frames` over the rows that `rule` chooses.
    """

    sql: str
    frames: tuple[Frame, ...]
    by: tuple[str, ...]
    components: tuple[Component, ...]
    rule: Rule = ALL_ROWS

    def frame(self, grouping: int) -> Frame:
        """The frame that a row belongs to: bit i from the left is 1 where dimension i is summed over."""
        last = len(self.by) - 1
        kept = tuple(sorted(name for i, name in enumerate(self.by) if not grouping >> (last - i) & 1))
        return next(frame for frame in self.frames if frame.by == kept)


def components_of(parts: Iterable[Part]) -> tuple[Component, ...]:
    """The number of rows, then the components of some parts with their guards, each once."""
    wanted = [component for part in parts for component in (part.component, *part.guards)]
    return tuple(dict.fromkeys([ROW_COUNT, *wanted]))


@dataclass(frozen=True, slots=True)
class Daily:
    """The one reading of the rows for everything that adds up: `kept` are the groupings that it has for each day."""

    plan: DatasetPlan
    kept: tuple[tuple[str, ...], ...]

    @property
    def components(self) -> tuple[Component, ...]:
        """What it adds up."""
        frames = [frame for by in self.kept for frame in self.frames(by)]
        return components_of(part for frame in frames for part in self.plan.frames[frame])

    def frames(self, by: tuple[str, ...]) -> tuple[Frame, ...]:
        """The frames that are rolled up from one grouping: those that no grouping before it can answer."""
        before = self.kept[: self.kept.index(by)]
        fitting = [frame for frame in self.plan.frames if set(frame.by) <= set(by)]
        return tuple(f for f in fitting if not any(set(f.by) <= set(other) for other in before))

    @property
    def rest(self) -> tuple[Frame, ...]:
        """The frames that it cannot answer, because they have too many members."""
        return tuple(f for f in self.plan.frames if not any(set(f.by) <= set(by) for by in self.kept))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """All dimensions of all groupings."""
        return tuple(dict.fromkeys(name for by in self.kept for name in by))

    def number(self, by: tuple[str, ...]) -> int:
        """What marks the rows of a grouping: a bit is 1 where a dimension is summed over."""
        bits = "".join("0" if name in by else "1" for name in self.dimensions)
        return int(bits or "0", 2)

    @property
    def sql(self) -> str:
        """The reading; with several groupings, `_kept` tells them apart."""
        several = len(self.kept) > 1
        names = ", ".join(quote(name) for name in self.dimensions)
        marks = [f"grouping({names}) as _kept"] if several else []
        columns = [f"{_time(self.plan.dataset)} as _day", *marks, *member_columns(self.dimensions)]
        columns += named(component.sql for component in self.components)
        sets = [f"({', '.join(['_day', *(quote(name) for name in by)])})" for by in self.kept]
        return (
            f"select {as_list(columns, 7)}\nfrom {quote(self.plan.dataset.id)}\n"
            f"where {_within(self.plan.dataset, self.plan.days_added_up)}\n"
            f"group by {f'grouping sets ({as_list(sets, 24)})' if several else 'all'}"
        )

    @property
    def rows_read(self) -> str:
        """Counts the rows that it adds up."""
        return f"select coalesce(sum(_0), 0) from {self.rows_of(self.kept[0])}"

    def rows_of(self, by: tuple[str, ...]) -> str:
        """The rows of one grouping, as they stand in a from clause."""
        return "daily" if len(self.kept) == 1 else f"(from daily where _kept = {self.number(by)})"


def daily(plan: DatasetPlan, members: Mapping[str, int], rows_per_day: float) -> Daily:
    """Choose the groupings: dimensions share one while their combinations are few for a day."""
    alone = max(16, min(FEW_ALONE, int(rows_per_day / 8)))
    together = min(FEW_TOGETHER, alone)
    kept: list[tuple[str, ...]] = [()]
    for by in sorted({frame.by for frame in plan.frames}, key=lambda by: (_combinations(by, members), by)):
        joined = [tuple(dict.fromkeys((*dimensions, *by))) for dimensions in kept]
        fitting = next((i for i, both in enumerate(joined) if _combinations(both, members) <= together), None)
        if fitting is not None:
            kept[fitting] = joined[fitting]
        elif _combinations(by, members) <= alone:
            kept.append(by)
    return Daily(plan, tuple(kept))


def _combinations(by: Sequence[str], members: Mapping[str, int]) -> int:
    return math.prod(members.get(name, FEW_ALONE) for name in by)


def rollups(reading: Daily) -> tuple[Statement, ...]:
    """From `daily` to the windows and steps: a statement for each grouping and family."""
    return tuple(
        _rollup(reading, by, [frame for frame in reading.frames(by) if frame.family == family])
        for by in reading.kept
        for family in dict.fromkeys(frame.family for frame in reading.frames(by))
    )


def _rollup(reading: Daily, by: tuple[str, ...], frames: Sequence[Frame]) -> Statement:
    used = tuple(name for name in by if any(name in frame.by for frame in frames))
    names = [quote(name) for name in used]
    components = components_of(part for frame in frames for part in reading.plan.frames[frame])
    sums = named(f"{_again(c)}(_{reading.components.index(c)})" for c in components)
    sets = [f"({', '.join(['_bucket', *(quote(name) for name in frame.by)])})" for frame in frames]
    grouping = f"grouping({', '.join(names)})" if names else "0"
    sql = (
        f"with days as (\n{indented(days_of(frames[0].family))}\n)\n"
        f"select {as_list(['_bucket', f'{grouping} as _set', *names, *sums], 7)}\n"
        f"from {reading.rows_of(by)} join days using (_day)\ngroup by grouping sets ({', '.join(sets)})"
    )
    return Statement(sql, tuple(frames), used, components)


def with_daily(statement: Statement, reading: Daily) -> str:
    """A roll-up and the reading that it rolls up, as one statement that a person can run."""
    return f"with daily as (\n{indented(reading.sql)}\n), {statement.sql.removeprefix('with ')}"


def rows_read(datasets: Iterable[Dataset], days: Sequence[tuple[date, date]]) -> str:
    """Counts the stored rows of some days."""
    counts = (f"select count(*) as _rows from {quote(found.id)} where {_within(found, days)}" for found in datasets)
    return f"select sum(_rows) from ({' union all '.join(counts)})"


def wide(plan: DatasetPlan, frame: Frame) -> Statement:
    """A breakdown with many members, straight from the rows."""
    components = components_of(plan.frames[frame])
    columns = ["_bucket", "0 as _set", *member_columns(frame.by), *named(c.sql for c in components)]
    sql = (
        f"with days as (\n{indented(days_of(frame.family))}\n)\n"
        f"select {as_list(columns, 7)}\n{rows_on_days(plan.dataset, frame.family)}\ngroup by all"
    )
    return Statement(sql, (frame,), frame.by, components)


def distinct(plan: DatasetPlan, frame: Frame) -> tuple[Statement, ...]:
    """The distinct counts of a frame, one statement for each key."""
    counted = [part.component for part in plan.distinct[frame]]
    keys = dict.fromkeys(component.argument for component in counted)
    return tuple(_distinct(plan, frame, key, [c for c in counted if c.argument == key]) for key in keys)


def _distinct(plan: DatasetPlan, frame: Frame, key: str, components: Sequence[Component]) -> Statement:
    flags = [f"bool_or({c.condition}) as _{i}" for i, c in enumerate(components) if c.condition]
    counts = named(f"count(*) filter (where _{i})" if c.condition else "count(*)" for i, c in enumerate(components))
    names = [quote(name) for name in frame.by]
    sql = (
        f"with days as (\n{indented(days_of(frame.family))}\n), keys as (\n"
        f"  select {as_list(['_bucket', *member_columns(frame.by), f'{key} as _key', *flags], 9)}\n"
        f"{indented(rows_on_days(plan.dataset, frame.family))}\n  where {key} is not null\n  group by all\n)\n"
        f"select {as_list(['_bucket', '0 as _set', *names, *counts], 7)}\nfrom keys\ngroup by all"
    )
    return Statement(sql, (frame,), frame.by, tuple(components))


def rows_on_days(dataset: Dataset, family: Family) -> str:
    """The from clause of the rows on a family's days, once for each bucket that a day is in; `_bucket` and `_day` say which."""
    days = merged((bucket.start, bucket.end) for bucket in family.buckets)
    time = _time(dataset)
    return (
        f"from (\n  select *, {time} as _day\n  from {quote(dataset.id)}\n  where {_within(dataset, days)}\n"
        f") join days using (_day)"
    )


def _time(dataset: Dataset) -> str:
    return f"cast({quote(dataset.time)} as date)"


def _within(dataset: Dataset, days: Sequence[tuple[object, object]]) -> str:
    time = _time(dataset)
    ranges = [f"{time} >= {day(start)} and {time} < {day(end)}" for start, end in days]  # type: ignore[arg-type]
    return ranges[0] if len(ranges) == 1 else " or ".join(f"({found})" for found in ranges)


def days_of(family: Family) -> str:
    """The SELECT of each bucket's days."""
    if all(
        bucket.id == bucket.start.isoformat() and bucket.end - bucket.start == _ONE_DAY for bucket in family.buckets
    ):
        start, end = day(family.buckets[0].start), day(family.buckets[-1].end)
        days = f"select cast(unnest(range({start}, {end}, interval 1 day)) as date) as _day"
        return f"select cast(_day as varchar) as _bucket, _day\nfrom ({days})"
    rows = [f"({text(bucket.id)}, {day(bucket.start)}, {day(bucket.end)})" for bucket in family.buckets]
    return (
        "select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day\n"
        f"from (values {as_list(rows, 14)}) as buckets(_bucket, _start, _end)"
    )


def member_columns(by: Sequence[str]) -> list[str]:
    """Dimensions as text, under their own names."""
    return [f"cast({quote(name)} as varchar) as {quote(name)}" for name in by]


def named(expressions: Iterable[str]) -> list[str]:
    """Components under the names that a statement's reader counts on: _0, _1 ..."""
    return [f"{expression} as _{i}" for i, expression in enumerate(expressions)]


def _again(component: Component) -> str:
    """How values of days become the value of a window."""
    return component.kind if component.kind in {"min", "max"} else "sum"


def as_list(items: Sequence[str], indent: int) -> str:
    """Items on lines of their own."""
    return f",\n{' ' * indent}".join(items)


def indented(sql: str) -> str:
    """SQL moved in by one level."""
    return "\n".join(f"  {line}" for line in sql.splitlines())
