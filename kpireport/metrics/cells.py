"""Computed components by dataset, frame, bucket and group, and the metrics' values that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kpireport.expressions import Aggregate, Component, exact
from kpireport.expressions.normal_form import Value
from kpireport.metrics.compiled import CompiledMetric, Part
from kpireport.metrics.facts import Status
from kpireport.metrics.plan import Bucket, Frame
from kpireport.metrics.statements import ROW_COUNT, Statement

Members = tuple[str | None, ...]
Cell = dict[Component, Value | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which days a dataset has: from `start` until `end`, of which those from `settled` on may still change.

    `stated` by the source, a day without rows is a day on which nothing happened; else it may be missing.
    """

    start: date
    end: date
    settled: date | None = None
    stated: bool = False

    def status(self, bucket: Bucket) -> Status:
        """Whether the rows of a bucket are all there."""
        if bucket.start < self.start or bucket.end > self.end:
            return "partial"
        return "provisional" if self.settled and bucket.end > self.settled else "ok"


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's value in one bucket and group, not yet finished for showing."""

    value: Value | None
    status: Status
    numerator: Value | None = None
    denominator: Value | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Everything that the statements returned."""

    coverage: Mapping[str, Coverage | None]
    """By dataset; None: it has no rows and its source says nothing."""
    _cells: dict[tuple[str, Frame], dict[tuple[str, Members], Cell]] = field(default_factory=dict)
    _queries: dict[tuple[str, Frame, Component], str] = field(default_factory=dict)

    def add(self, dataset: str, statement: Statement, rows: Iterable[tuple[object, ...]], query: str) -> None:
        """Keep the result of a statement."""
        width = 2 + len(statement.by)
        frames: dict[int, tuple[Frame, list[int]]] = {}
        for row in rows:
            bucket, grouping = row[:2]
            if grouping not in frames:
                frame = statement.frame(grouping)  # type: ignore[arg-type]
                frames[grouping] = frame, [2 + statement.by.index(name) for name in frame.by]  # type: ignore[index]
            frame, positions = frames[grouping]  # type: ignore[index]
            members = tuple(row[position] for position in positions)
            cell = self._cells.setdefault((dataset, frame), {}).setdefault((str(bucket), members), {})  # type: ignore[arg-type]
            for component, value in zip(statement.components, row[width:], strict=True):
                cell[component] = exact(value)  # type: ignore[arg-type]
        for frame in statement.frames:
            for component in statement.components:
                self._queries[dataset, frame, component] = query

    def groups(self, metric: CompiledMetric, frame: Frame) -> list[Members]:
        """Every group that occurs in any bucket, by name, those without a value last."""
        if not frame.by:
            return [()]
        found = {key[1] for dataset in metric.datasets for key in self._cells.get((dataset, frame), {})}
        return sorted(found, key=lambda members: [(member is None, member or "") for member in members])

    def query(self, metric: CompiledMetric, frame: Frame) -> str:
        """The statement that a metric's value came from; of several, that of its last component."""
        leaf = metric.leaves[0]
        part = next((p for p in leaf.parts if p.component.kind == "count_distinct"), leaf.parts[0])
        return self._queries[part.dataset, frame, part.component]

    def measure(self, metric: CompiledMetric, frame: Frame, bucket: Bucket, members: Members) -> Measured:
        """A metric's value, recomputed from the components of exactly this bucket and group."""
        values: dict[str, Value | None] = {}
        comparable = True
        for part in (part for leaf in metric.leaves for part in leaf.parts):
            values[part.name], right = self._part(part, frame, bucket, members)
            comparable = comparable and right
        if not comparable:
            return Measured(None, "not_comparable")
        value = _value(metric, values)
        if value is None:
            return Measured(None, "no_data", *_sides(metric, values))
        return Measured(value, self._status(metric, bucket), *_sides(metric, values))

    def _part(self, part: Part, frame: Frame, bucket: Bucket, members: Members) -> tuple[Value | None, bool]:
        """The value of a component, and whether it may be shown; counts of missing rows are unknown, not 0."""
        total = self._cells.get((part.dataset, Frame(frame.family, ())), {}).get((bucket.id, ()), {})
        coverage = self.coverage[part.dataset]
        nothing_happened = coverage is not None and coverage.stated and coverage.status(bucket) != "partial"
        if not total.get(ROW_COUNT) and not nothing_happened:
            return None, True
        cell = self._cells.get((part.dataset, frame), {}).get((bucket.id, members), {})
        if part.guard and (cell.get(part.guard) or 0) > 1:
            return None, False
        nothing = 0 if part.component.kind in {"count", "count_distinct"} else None
        return cell.get(part.component, nothing), True

    def _status(self, metric: CompiledMetric, bucket: Bucket) -> Status:
        known = [self.coverage.get(dataset) for dataset in metric.datasets]
        found = {coverage.status(bucket) for coverage in known if coverage}
        return next((status for status in _WORST_FIRST if status in found), "ok")


_WORST_FIRST: tuple[Status, ...] = ("partial", "provisional", "ok")


def _value(metric: CompiledMetric, values: Mapping[str, Value | None]) -> Value | None:
    if isinstance(metric.expression, Aggregate):
        return metric.expression.value({f"c{i}": values[part.name] for i, part in enumerate(metric.parts)})
    return metric.expression.formula.value({found.id: _value(found, values) for found in metric.inputs})


def _sides(metric: CompiledMetric, values: Mapping[str, Value | None]) -> tuple[Value | None, Value | None]:
    if metric.form is None or metric.form.is_linear:
        return None, None
    return metric.form.numerator.value(values), metric.form.denominator.value(values)
