"""The engine: runs a plan in DuckDB and returns finished facts, changes and series.

What leaves here is final: sums of decimals are exact, what came from binary floating point is rounded to 12 significant
digits, so the same data give the same bytes whatever order the rows or threads come in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from kpireport.errors import DataError, MetricError, placing
from kpireport.expressions import finished
from kpireport.metrics import statements
from kpireport.metrics.cells import Cells, Coverage, Measured, Members
from kpireport.metrics.changes import change, same_length
from kpireport.metrics.compiled import CompiledMetric
from kpireport.metrics.database import AnyTable, Database, Row, quote, run
from kpireport.metrics.facts import (
    CURRENT,
    Change,
    Fact,
    FactTable,
    Group,
    Query,
    Series,
    Status,
    fact_id,
    series_id,
)
from kpireport.metrics.plan import DatasetPlan, FactRequest, Frame, MetricPlan, SeriesRequest, frame_of
from kpireport.metrics.profile import Profile, profile_rows
from kpireport.metrics.statements import Daily, Statement
from kpireport.sources.interface import Notice

if TYPE_CHECKING:
    import duckdb

ENGINE = "duckdb"
_ONE_DAY = timedelta(days=1)


class Results(Protocol):
    """Keeps what statements returned over the same rows, so that a report built again need not run them again."""

    def load(self, dataset: str, sql: Sequence[str]) -> list[list[Row]] | None:
        """The rows of each statement as they were saved; None when they are not known."""

    def save(self, dataset: str, sql: Sequence[str], results: list[list[Row]]) -> None:
        """Keep the rows of each statement."""


def compute(
    plan: MetricPlan,
    tables: Mapping[str, AnyTable],
    *,
    profiles: Mapping[str, Profile] | None = None,
    results: Results | None = None,
    currency: str | None = None,
) -> FactTable:
    """Run a plan over the stored tables, by dataset; raises MetricError, and DataError for rows that contradict.

    `profiles` are those of tables that were profiled before (`profile_table`); what is not given is profiled here.
    `results` may know what the statements of a dataset return, and is told what they returned.
    `currency` is the code that amounts will be shown with; rows that state another are refused.
    """
    _check_fed(plan, tables)
    known = dict(profiles or {})
    queries: list[Query] = []
    with Database({name: tables[name] for name in plan.datasets}) as database:
        for name, dataset_plan in plan.datasets.items():
            with placing(tables[name].place):
                if name not in known:
                    known[name] = profile_rows(database.connection, dataset_plan.dataset)
                _check_delivered(plan, dataset_plan, known[name])
                _check_currency(dataset_plan, known[name], currency)
        cells = Cells({name: _coverage(tables[name], known[name]) for name in plan.datasets})
        for name, dataset_plan in plan.datasets.items():
            reading = _Reading.of(dataset_plan, known[name])
            read, *found = _read(database, reading, known[name], results)
            for (statement, sql), rows in zip(reading.statements, found, strict=True):
                query = Query(f"q{len(queries) + 1}", name, ENGINE, sql, int(read[0][0]))
                queries.append(query)
                cells.add(name, statement, rows, query.id)
    return _table(plan, cells, queries, known)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one dataset is read: `daily` first, then every statement, each with its SQL as it stands alone."""

    dataset: str
    daily: Daily
    statements: tuple[tuple[Statement, str], ...]

    @classmethod
    def of(cls, plan: DatasetPlan, profile: Profile) -> _Reading:
        days = sum((end - start).days for start, end in plan.days)
        daily = statements.daily(plan, profile.members, profile.rows / max(days, 1))
        rollups = [(statement, statements.with_daily(statement, daily)) for statement in statements.rollups(daily)]
        wide = [statements.wide(plan, frame) for frame in daily.rest]
        counted = [statement for frame in plan.distinct for statement in statements.distinct(plan, frame)]
        direct = [(statement, statement.sql) for statement in (*wide, *counted)]
        return cls(plan.dataset.id, daily, (*rollups, *direct))

    @property
    def rows_read(self) -> str:
        """Counts the rows that `daily` adds up."""
        return f"select coalesce(sum(_0), 0) from {self.daily.rows_of(self.daily.kept[0])}"

    @property
    def sql(self) -> tuple[str, ...]:
        """Everything that decides the results."""
        return (self.daily.sql, self.rows_read, *(statement.sql for statement, _ in self.statements))


def _read(database: Database, reading: _Reading, profile: Profile, results: Results | None) -> list[list[Row]]:
    """How many rows were read, and the rows of every statement."""
    name = reading.dataset
    found = results.load(name, reading.sql) if results else None
    if found is None:
        connection = database.connection
        _collapse_repeated(connection, name, profile)
        run(connection, f"create or replace temp table daily as {reading.daily.sql}", dataset=name)
        found = [run(connection, sql, dataset=name) for sql in reading.sql[1:]]
        if results:
            results.save(name, reading.sql, found)
    return found


def _collapse_repeated(connection: duckdb.DuckDBPyConnection, name: str, profile: Profile) -> None:
    if profile.repeated:
        once = quote(f"_once_{name}")
        run(connection, f"create temp table {once} as select distinct * from {quote(name)}", dataset=name)
        run(connection, f"create or replace temp view {quote(name)} as from {once}", dataset=name)


def _check_fed(plan: MetricPlan, tables: Mapping[str, AnyTable]) -> None:
    for name in plan.datasets:
        if name not in tables:
            metric = next(metric.id for metric in plan.metrics.values() if name in metric.datasets)
            hint = f"add a source with dataset: {name}"
            raise MetricError(f"metric {metric!r} needs the dataset {name!r}, which no source feeds", hint=hint)


def _check_delivered(plan: MetricPlan, dataset: DatasetPlan, profile: Profile) -> None:
    name, delivered = dataset.dataset.id, set(profile.columns)
    for metric in plan.metrics.values():
        for column in sorted(metric.columns.get(name, frozenset()) - delivered):
            message = f"metric {metric.id!r} needs the column {column!r} of dataset {name!r}, which is not delivered"
            raise MetricError(message, hint=f"map it under columns: of the source (delivered: {_some(profile)})")
    for request in plan.requests:
        for dimension in request.by:
            if name in plan.metrics[request.metric].datasets and dimension not in delivered:
                message = f"the dimension {dimension!r} of dataset {name!r} is not delivered"
                raise MetricError(message, hint=f"map it under columns: of the source (delivered: {_some(profile)})")


def _check_currency(dataset: DatasetPlan, profile: Profile, currency: str | None) -> None:
    """Amounts are added up and shown in one currency."""
    if not any(dataset.dataset.columns[column].type == "money" for column in dataset.columns):
        return
    name, found = dataset.dataset.id, ", ".join(profile.currencies)
    if len(profile.currencies) > 1:
        raise DataError(
            f"dataset {name!r} mixes currencies: {found}", hint="convert the amounts to one currency, or keep one"
        )
    if found and currency and found.upper() != currency:
        raise DataError(
            f"the amounts of dataset {name!r} are in {found}, and the report is in {currency}",
            hint="convert them, or change the client's `currency`",
        )


def _some(profile: Profile) -> str:
    shown = ", ".join(profile.columns[:12])
    return shown + (" ..." if len(profile.columns) > 12 else "")


def _coverage(table: AnyTable, profile: Profile) -> Coverage | None:
    """What the source says, else what the rows show: an edge is missing when it is longer than the usual gap."""
    if table.covers:
        start, end = table.covers
        return Coverage(start, end, table.settled_until, stated=True)
    if profile.first is None or profile.last is None:
        return None
    usual = timedelta(days=profile.usual_gap)
    start, end = profile.first - usual, profile.last + _ONE_DAY + usual
    return Coverage(start, end, table.settled_until, pauses=profile.pauses)


# ---------------------------------------------------------------- from components to facts


def _table(plan: MetricPlan, cells: Cells, queries: list[Query], profiles: Mapping[str, Profile]) -> FactTable:
    facts = [fact for r in plan.requests if isinstance(r, FactRequest) for fact in _facts(plan, r, cells)]
    series = [found for r in plan.requests if isinstance(r, SeriesRequest) for found in _series(plan, r, cells)]
    notices = [notice for name in plan.datasets for notice in profiles[name].notices]
    notices += _not_comparable(facts)
    return FactTable(tuple(facts), tuple(_changes(plan, facts)), tuple(series), tuple(queries), tuple(notices))


def _facts(plan: MetricPlan, request: FactRequest, cells: Cells) -> Iterator[Fact]:
    metric, frame = plan.metrics[request.metric], frame_of(request, plan.windows)
    view = cells.view(metric, frame)
    groups = view.groups()
    for bucket in frame.family.buckets:
        for members in groups:
            yield _fact(metric, bucket.id, _group(frame, members), view.measure(bucket, members), view.query)


def _fact(metric: CompiledMetric, period: str, group: Group, measured: Measured, query: str) -> Fact:
    return Fact(
        id=fact_id(metric.id, period, group),
        metric=metric.id,
        unit=metric.definition.unit,
        period=period,
        group=group,
        value=finished(measured.value),
        status=measured.status,
        query=query,
        numerator=finished(measured.numerator),
        denominator=finished(measured.denominator),
    )


def _group(frame: Frame, members: Members) -> Group:
    return dict(zip(frame.by, members, strict=True))


def _changes(plan: MetricPlan, facts: list[Fact]) -> Iterator[Change]:
    known = {fact.id: fact for fact in facts}
    for fact in facts:
        if fact.period != CURRENT:
            continue
        for comparison in plan.windows:
            base = known.get(fact_id(fact.metric, comparison, fact.group))
            if comparison != CURRENT and base is not None:
                metric = plan.metrics[fact.metric]
                days, others = ((end - start).days for start, end in (plan.windows[CURRENT], plan.windows[comparison]))
                yield change(
                    fact,
                    base,
                    metric.definition.direction,
                    bears_gaps=metric.bears_gaps,
                    same_length=same_length(days, others, metric.additivity),
                )


def _series(plan: MetricPlan, request: SeriesRequest, cells: Cells) -> Iterator[Series]:
    metric, frame = plan.metrics[request.metric], frame_of(request, plan.windows)
    starts = [coverage.start for name in metric.datasets if (coverage := cells.coverage[name])]
    begins = max(starts, default=request.start)
    view = cells.view(metric, frame)
    for members in view.groups():
        steps = [
            view.measure(bucket, members) if bucket.start >= begins else Measured(None, "no_data")
            for bucket in frame.family.buckets
        ]
        group = _group(frame, members)
        yield Series(
            id=series_id(metric.id, request.step, group),
            metric=metric.id,
            group=group,
            start=request.start,
            step=request.step,
            values=tuple(finished(step.value) for step in steps),
            status=_series_status(steps),
            query=view.query,
        )


def _series_status(steps: list[Measured]) -> Status:
    """The worst status of the steps that have a value; steps before the data begin have none and do not count."""
    found = {step.status for step in steps}
    order: tuple[Status, ...] = ("not_comparable", "partial", "provisional", "ok")
    return next((status for status in order if status in found), "no_data")


def _not_comparable(facts: list[Fact]) -> list[Notice]:
    metrics = dict.fromkeys(fact.metric for fact in facts if fact.status == "not_comparable")
    reason = "counts people, who may be the same in several rows; a sum of rows would be too high and is not shown."
    return [Notice("info", f"{metric} {reason}") for metric in metrics]
