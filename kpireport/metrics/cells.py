"""Computed components by dataset, frame, bucket and group, and the metrics' values that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kpireport.expressions import Aggregate, Component, exact
from kpireport.expressions.normal_form import Value
from kpireport.metrics.changes import LONGER
from kpireport.metrics.compiled import CompiledMetric, Part
from kpireport.metrics.facts import Status
from kpireport.metrics.plan import Bucket, Frame
from kpireport.metrics.rules import ALL_ROWS, Rule
from kpireport.metrics.statements import ROW_COUNT, Statement

TOO_MANY = 0.25
"""A bucket that lacks so many of its days is partial; with fewer it is whole, and the missing days are named."""

Members = tuple[str | None, ...]
Key = tuple[str, Members]
"""The id of a bucket, and the members of a group."""
Column = dict[Key, Value | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which days a dataset has: from `start` until `end`, of which those from `settled` on may still change.

    `stated` by the source, a day without rows is a day on which nothing happened; else it may be missing: `pauses` are
    the half-open ranges of days without rows that are longer than usual.
    """

    start: date
    end: date
    settled: date | None = None
    stated: bool = False
    pauses: tuple[tuple[date, date], ...] = ()
    spacing: int | None = None
    """How many days a row about a whole period is about; None: a row is about its day, or it cannot be told."""

    @lru_cache(maxsize=4096)  # noqa: B019  # a value of dates: each group and metric of a bucket asks the same
    def status(self, bucket: Bucket) -> Status:
        """Whether the rows of a bucket are all there, or nearly so."""
        if bucket.start < self.start or bucket.end > self.end or self._pauses_in(bucket):
            return "partial"
        return "provisional" if self.settled and bucket.end > self.settled else "ok"

    def is_too_short(self, bucket: Bucket) -> bool:
        """Whether rows are about periods that are longer than a bucket, and so say nothing about it."""
        return self.spacing is not None and self.spacing > LONGER * (bucket.end - bucket.start).days

    def _pauses_in(self, bucket: Bucket) -> bool:
        """Whether a bucket lacks so many days that its sums are no longer those of the whole."""
        if not self.pauses:
            return False
        lacking = sum(max((min(end, bucket.end) - max(start, bucket.start)).days, 0) for start, end in self.pauses)
        return lacking >= TOO_MANY * (bucket.end - bucket.start).days


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's value in one bucket and group, not yet finished for showing."""

    value: Value | None
    status: Status
    numerator: Value | None = None
    denominator: Value | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was computed in one frame: the values of each component, and every group that occurs."""

    columns: dict[Component, Column] = field(default_factory=dict)
    groups: set[Members] = field(default_factory=set)

    def column(self, component: Component) -> Column:
        """The values of a component by bucket and group; none where it was not computed."""
        return self.columns.get(component, {})


@dataclass(frozen=True, slots=True)
class Cells:
    """Everything that the statements returned."""

    coverage: Mapping[str, Coverage | None]
    """By dataset; None: it has no rows and its source says nothing."""
    _shelves: dict[tuple[str, Rule, Frame], Shelf] = field(default_factory=dict)
    _queries: dict[tuple[str, Rule, Frame, Component], str] = field(default_factory=dict)

    def add(self, dataset: str, statement: Statement, rows: Iterable[tuple[object, ...]], query: str) -> None:
        """Keep the result of a statement."""
        width = 2 + len(statement.by)
        opened: dict[object, tuple[list[int], set[Members], list[Column]]] = {}
        for row in rows:
            grouping = row[1]
            if grouping not in opened:
                frame = statement.frame(grouping)  # type: ignore[arg-type]
                shelf = self._shelves.setdefault((dataset, statement.rule, frame), Shelf())
                columns = [shelf.columns.setdefault(component, {}) for component in statement.components]
                opened[grouping] = [2 + statement.by.index(name) for name in frame.by], shelf.groups, columns
            positions, groups, columns = opened[grouping]
            members: Members = tuple([row[position] for position in positions])  # type: ignore[misc]
            groups.add(members)
            key = str(row[0]), members
            for column, value in zip(columns, row[width:], strict=True):
                column[key] = exact(value)  # type: ignore[arg-type]
        for frame in statement.frames:
            for component in statement.components:
                self._queries[dataset, statement.rule, frame, component] = query

    def view(self, metric: CompiledMetric, frame: Frame) -> View:
        """The cells that one metric is computed from in one frame."""
        parts = [part for leaf in metric.leaves for part in leaf.parts]
        counted = next((p for p in parts if p.component.kind == "count_distinct"), parts[0])
        return View(
            metric=metric,
            parts=tuple(self._part(part, frame) for part in parts),
            grouped=bool(frame.by),
            query=self._queries[counted.dataset, counted.rule, frame, counted.component],
        )

    def _part(self, part: Part, frame: Frame) -> PartView:
        shelf = self._shelves.get((part.dataset, part.rule, frame), _EMPTY)
        totals = self._shelves.get((part.dataset, part.rule, Frame(frame.family, ())), _EMPTY)
        return PartView(
            part=part,
            values=shelf.column(part.component),
            guards=tuple(shelf.column(guard) for guard in part.guards),
            groups=shelf.groups,
            rows=totals.column(ROW_COUNT),
            coverage=self.coverage[part.dataset],
        )


_EMPTY = Shelf()


@dataclass(frozen=True, slots=True)
class PartView:
    """One component in one frame: its values and those of its guards, and how many rows each bucket has in all."""

    part: Part
    values: Mapping[Key, Value | None]
    guards: tuple[Mapping[Key, Value | None], ...]
    groups: AbstractSet[Members]
    rows: Mapping[Key, Value | None]
    coverage: Coverage | None

    def value(self, bucket: Bucket, members: Members) -> Value | None:
        """The component's value; where a dataset may lack rows, even a count of none is unknown, not 0."""
        if not self.rows.get((bucket.id, ())) and not self._nothing_happened(bucket):
            return None
        nothing = 0 if self.part.component.kind in {"count", "count_distinct"} else None
        return self.values.get((bucket.id, members), nothing)

    def is_guarded(self, bucket: Bucket, members: Members) -> bool:
        """Whether more went into the value than may: several rows of people counts, rows about several periods."""
        if not self.guards and not self.part.rule.whole:
            return False
        if self.part.rule.whole and self.coverage is not None and self.coverage.is_too_short(bucket):
            return True
        return any((guard.get((bucket.id, members)) or 0) > 1 for guard in self.guards)

    def status(self, bucket: Bucket) -> Status | None:
        """Whether the rows are all there that count in a bucket; None where nothing is known of it."""
        if self.coverage is None:
            return None
        rule = self.part.rule
        days = bucket if rule is ALL_ROWS else Bucket(bucket.id, *rule.judged(bucket.start, bucket.end))
        return self.coverage.status(days)

    def _nothing_happened(self, bucket: Bucket) -> bool:
        return self.coverage is not None and self.coverage.stated and self.status(bucket) != "partial"


@dataclass(frozen=True, slots=True)
class View:
    """One metric in one frame. `query` is the statement that its values came from; of several, a distinct count's."""

    metric: CompiledMetric
    parts: tuple[PartView, ...]
    grouped: bool
    query: str

    def groups(self) -> list[Members]:
        """Every group that occurs in any bucket, by name, those without a value last."""
        if not self.grouped:
            return [()]
        found = set().union(*(part.groups for part in self.parts))
        return sorted(found, key=lambda members: [(member is None, member or "") for member in members])

    def measure(self, bucket: Bucket, members: Members) -> Measured:
        """The metric's value, recomputed from the components of exactly this bucket and group."""
        if any(part.is_guarded(bucket, members) for part in self.parts):
            return Measured(None, "not_comparable")
        values = {part.part.name: part.value(bucket, members) for part in self.parts}
        value = _value(self.metric, values)
        return Measured(value, "no_data" if value is None else self._status(bucket), *_sides(self.metric, values))

    def _status(self, bucket: Bucket) -> Status:
        found = {part.status(bucket) for part in self.parts}
        return next((status for status in _WORST_FIRST if status in found), "ok")


_WORST_FIRST: tuple[Status, ...] = ("partial", "provisional", "ok")


def _value(metric: CompiledMetric, values: Mapping[str, Value | None]) -> Value | None:
    if isinstance(metric.expression, Aggregate):
        return metric.expression.value({f"c{i}": values[part.name] for i, part in enumerate(metric.parts)})
    inputs = zip(metric.expression.metrics, metric.inputs, strict=True)
    return metric.expression.formula.value({name: _value(found, values) for name, found in inputs})


def _sides(metric: CompiledMetric, values: Mapping[str, Value | None]) -> tuple[Value | None, Value | None]:
    if metric.form is None or metric.form.is_linear:
        return None, None
    return metric.form.numerator.value(values), metric.form.denominator.value(values)
