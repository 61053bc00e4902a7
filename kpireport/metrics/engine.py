"""The engine: runs a plan in DuckDB and returns finished facts, changes and series.

What leaves here is final: sums of decimals are exact, what came from binary floating point is rounded to 12 significant
digits, so the same data give the same bytes whatever order the rows or threads come in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from kpireport.errors import DataError, MetricError, placing
from kpireport.expressions import finished
from kpireport.expressions.normal_form import Value
from kpireport.metrics import picking, statements
from kpireport.metrics.cells import Cells, Coverage, Measured, Members
from kpireport.metrics.changes import change, same_length
from kpireport.metrics.compiled import CompiledMetric
from kpireport.metrics.database import AnyTable, Database, Row, run
from kpireport.metrics.derivation import all_available, derive
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
from kpireport.metrics.pack import Dataset, Input, Transform
from kpireport.metrics.plan import DatasetPlan, FactRequest, Frame, MetricPlan, SeriesRequest, frame_of
from kpireport.metrics.preparation import prepare
from kpireport.metrics.profile import Profile, profile_rows
from kpireport.metrics.statements import Daily, Statement
from kpireport.sources.interface import Notice

if TYPE_CHECKING:
    import duckdb

ENGINE = "duckdb"
_ONE_DAY = timedelta(days=1)


class Results(Protocol):
    """Keeps what statements returned over the same rows, so that a report built again need not run them again."""

    def load(self, datasets: Sequence[str], sql: Sequence[str]) -> list[list[Row]] | None:
        """The rows of each statement over some datasets as they were saved; None when they are not known."""

    def save(self, datasets: Sequence[str], sql: Sequence[str], results: list[list[Row]]) -> None:
        """Keep the rows of each statement."""


def compute(
    plan: MetricPlan,
    tables: Mapping[str, AnyTable],
    *,
    profiles: Mapping[str, Profile] | None = None,
    results: Results | None = None,
    currency: str | None = None,
    bench: duckdb.DuckDBPyConnection | None = None,
) -> FactTable:
    """Run a plan over the stored tables, by dataset; raises MetricError, and DataError for rows that contradict.

    `profiles` are those of tables that were profiled before (`profile_table`); what is not given is profiled here.
    `results` may know what the statements of a dataset return, and is told what they returned.
    `currency` is the code that amounts will be shown with; rows that state another are refused. `bench` is a database
    that is open already, for plans over small tables in memory, of which many are computed one after another.
    """
    _check_fed(plan, tables)
    stored = plan.reads(tables)
    known = dict(profiles or {})
    queries: list[Query] = []
    with Database({name: tables[name] for name in stored}, bench) as database:
        for name, dataset in stored.items():
            with placing(tables[name].place):
                if name not in known:
                    known[name] = profile_rows(database.connection, dataset)
                _check_currency(plan, dataset, known[name], currency)
        there = all_available(
            {**stored, **{name: found.dataset for name, found in plan.datasets.items()}},
            {name: known[name].columns for name in stored},
        )
        _check_delivered(plan, there)
        cells = Cells({name: _coverage(found, tables, known) for name, found in plan.datasets.items()})
        prepared = _Prepared(database, stored, known, plan.columns_read(tables))
        for name, dataset_plan in plan.datasets.items():
            reading = _Reading.of(dataset_plan, tables, known, there)
            read, *rows_of = _read(prepared, reading, results)
            for (statement, sql), rows in zip(reading.statements, rows_of, strict=True):
                query = Query(f"q{len(queries) + 1}", name, ENGINE, sql, int(read[0][0]))
                queries.append(query)
                cells.add(name, statement, rows, query.id)
    return _table(plan, cells, queries, [known[name] for name in stored])


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one dataset is read: `daily` first, where anything is added up by day, then every statement.

    Each statement comes with its SQL as it stands alone; `stored` are the datasets whose rows are read.
    """

    dataset: str
    stored: tuple[str, ...]
    daily: Daily | None
    statements: tuple[tuple[Statement, str], ...]
    rows_read: str

    @classmethod
    def of(
        cls,
        plan: DatasetPlan,
        fed: Collection[str],
        profiles: Mapping[str, Profile],
        there: Mapping[str, Collection[str]],
    ) -> _Reading:
        name, stored = plan.dataset.id, tuple(plan.reads(fed))
        derived = derive(plan.dataset, plan.inputs, there) if plan.is_derived(fed) else None
        delivered = there[name] if derived else profiles[name].columns
        picked = [(statement, statement.sql) for statement in picking.picked(plan, delivered, derived)]
        if not plan.frames:
            return cls(name, stored, None, tuple(picked), statements.rows_read(plan.reads(fed).values(), plan.days))
        days = sum((end - start).days for start, end in plan.days_added_up)
        daily = statements.daily(plan, profiles[name].members, profiles[name].rows / max(days, 1))
        rollups = [(statement, statements.with_daily(statement, daily)) for statement in statements.rollups(daily)]
        wide = [statements.wide(plan, frame) for frame in daily.rest]
        counted = [statement for frame in plan.distinct for statement in statements.distinct(plan, frame)]
        direct = [(statement, statement.sql) for statement in (*wide, *counted)]
        return cls(name, stored, daily, (*rollups, *direct, *picked), daily.rows_read)

    @property
    def sql(self) -> tuple[str, ...]:
        """Everything that decides the results."""
        daily = [self.daily.sql] if self.daily else []
        return (*daily, self.rows_read, *(statement.sql for statement, _ in self.statements))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The stored tables as statements see them: repeated rows once, and the columns that are made from others.

    A table is prepared when the first statement over it runs, because most reports find every result known.
    """

    database: Database
    stored: Mapping[str, Dataset]
    profiles: Mapping[str, Profile]
    columns: Mapping[str, Collection[str]]
    _done: set[str] = field(default_factory=set)

    def connection(self, names: Iterable[str]) -> duckdb.DuckDBPyConnection:
        """The connection, with some tables prepared."""
        for name in names:
            if name not in self._done:
                prepare(self.database.connection, self.stored[name], self.profiles[name], self.columns[name])
                self._done.add(name)
        return self.database.connection


def _read(prepared: _Prepared, reading: _Reading, results: Results | None) -> list[list[Row]]:
    """How many rows were read, and the rows of every statement."""
    name, known = reading.dataset, reading.sql
    asked = known[1:] if reading.daily else known
    found = results.load(reading.stored, known) if results else None
    if found is None or len(found) != len(asked):
        connection = prepared.connection(reading.stored)
        if reading.daily:
            run(connection, f"create or replace temp table daily as {reading.daily.sql}", dataset=name)
        found = [run(connection, sql, dataset=name) for sql in asked]
        if results:
            results.save(reading.stored, known, found)
    return found


def _check_fed(plan: MetricPlan, tables: Mapping[str, AnyTable]) -> None:
    for name, found in plan.datasets.items():
        for needed in found.reads(tables):
            if needed not in tables:
                metric = next(metric.id for metric in plan.metrics.values() if name in metric.datasets)
                hint = f"add a source with dataset: {name if name in tables or not found.inputs else needed}"
                raise MetricError(f"metric {metric!r} needs the dataset {needed!r}, which no source feeds", hint=hint)


def _check_delivered(plan: MetricPlan, there: Mapping[str, Collection[str]]) -> None:
    for name in plan.datasets:
        delivered = there.get(name)
        if delivered is None:
            first = next(metric.id for metric in plan.metrics.values() if name in metric.datasets)
            inputs = _inputs(plan.datasets[name].dataset)
            needs = (f"{found.dataset}: {', '.join(found.columns)}" for found in inputs)
            message = f"metric {first!r} needs the dataset {name!r}, which cannot be derived from what is delivered"
            raise MetricError(message, hint=f"it needs {'; '.join(needs)}")
        for metric in plan.metrics.values():
            for column in sorted(metric.columns.get(name, frozenset()) - set(delivered)):
                message = (
                    f"metric {metric.id!r} needs the column {column!r} of dataset {name!r}, which is not delivered"
                )
                raise MetricError(message, hint=_mapping(plan.datasets[name].dataset, delivered))
        for request in plan.requests:
            for dimension in request.by:
                if name in plan.metrics[request.metric].datasets and dimension not in delivered:
                    message = f"the dimension {dimension!r} of dataset {name!r} is not delivered"
                    raise MetricError(message, hint=_mapping(plan.datasets[name].dataset, delivered))


def _inputs(dataset: Dataset) -> Iterable[Input]:
    return dataset.derived.inputs.values() if dataset.derived else ()


def _mapping(dataset: Dataset, delivered: Collection[str]) -> str:
    names = [name for name in dataset.columns if name in delivered]
    shown = ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")
    return f"map it under columns: of the source (delivered: {shown})"


def _check_currency(plan: MetricPlan, dataset: Dataset, profile: Profile, currency: str | None) -> None:
    """Amounts are added up and shown in one currency."""
    name = dataset.id
    read = plan.datasets[name].columns if name in plan.datasets else tuple(dataset.columns)
    if not any(dataset.columns[column].type == "money" for column in read):
        return
    found = ", ".join(profile.currencies)
    if len(profile.currencies) > 1:
        raise DataError(
            f"dataset {name!r} mixes currencies: {found}", hint="convert the amounts to one currency, or keep one"
        )
    if found and currency and found.upper() != currency:
        raise DataError(
            f"the amounts of dataset {name!r} are in {found}, and the report is in {currency}",
            hint="convert them, or change the client's `currency`",
        )


def _coverage(plan: DatasetPlan, tables: Mapping[str, AnyTable], profiles: Mapping[str, Profile]) -> Coverage | None:
    """The days for which all stored rows are there that a dataset needs."""
    found = [_stored_coverage(tables[name], profiles[name], dataset) for name, dataset in plan.reads(tables).items()]
    whole = [coverage for coverage in found if coverage]
    if len(whole) < len(found) or len(found) == 1:
        return whole[0] if len(whole) == len(found) else None
    settled = [coverage.settled for coverage in whole if coverage.settled]
    return Coverage(
        start=max(coverage.start for coverage in whole),
        end=min(coverage.end for coverage in whole),
        settled=min(settled, default=None),
        stated=all(coverage.stated for coverage in whole),
        pauses=tuple(sorted({pause for coverage in whole for pause in coverage.pauses})),
    )


def _stored_coverage(table: AnyTable, profile: Profile, dataset: Dataset) -> Coverage | None:
    """What the source says, else what the rows show: an edge is missing when it is longer than the usual gap."""
    spacing = profile.usual_gap + 1 if dataset.grain == "period" and profile.usual_gap else None
    if table.covers:
        start, end = table.covers
        return Coverage(start, end, table.settled_until, stated=True, spacing=spacing)
    if profile.first is None or profile.last is None or (dataset.grain == "period" and spacing is None):
        return None
    usual = timedelta(days=profile.usual_gap)
    start, end = profile.first - usual, profile.last + _ONE_DAY + usual
    return Coverage(start, end, table.settled_until, pauses=profile.pauses, spacing=spacing)


# ---------------------------------------------------------------- from components to facts


def _table(plan: MetricPlan, cells: Cells, queries: list[Query], profiles: Iterable[Profile]) -> FactTable:
    facts = [fact for r in plan.requests if isinstance(r, FactRequest) for fact in _facts(plan, r, cells)]
    series = [found for r in plan.requests if isinstance(r, SeriesRequest) for found in _series(plan, r, cells)]
    notices = [notice for profile in profiles for notice in profile.notices]
    notices += _not_comparable(plan, facts)
    return FactTable(tuple(facts), tuple(_changes(plan, facts)), tuple(series), tuple(queries), tuple(notices))


def _facts(plan: MetricPlan, request: FactRequest, cells: Cells) -> Iterator[Fact]:
    metric, frame = plan.metrics[request.metric], frame_of(request, plan.windows)
    view = cells.view(metric, frame)
    groups = view.groups()
    for bucket in frame.family.buckets:
        measured = [view.measure(bucket, members) for members in groups]
        beside = _beside(metric.definition.transform if request.by else None, [found.value for found in measured])
        for members, found, (share, rank) in zip(groups, measured, beside, strict=True):
            yield _fact(metric, bucket.id, _group(frame, members), found, view.query, share, rank)


def _beside(transform: Transform | None, values: Sequence[Value | None]) -> list[tuple[Value | None, int | None]]:
    """What is shown beside the values of a breakdown: each one's share of their sum, or its rank."""
    present = [value for value in values if value is not None]
    if transform == "share_of_total":
        total = sum(present)
        return [(_share(value, total), None) for value in values]
    if transform == "rank_desc":
        return [(None, None if value is None else 1 + sum(other > value for other in present)) for value in values]
    return [(None, None)] * len(values)


def _share(value: Value | None, total: Value) -> Value | None:
    if value is None or not total:
        return None
    return value / total if isinstance(total, float) else value / Fraction(total)


def _fact(
    metric: CompiledMetric,
    period: str,
    group: Group,
    measured: Measured,
    query: str,
    share: Value | None,
    rank: int | None,
) -> Fact:
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
        share=finished(share),
        rank=rank,
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
                    metric.direction,
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


def _not_comparable(plan: MetricPlan, facts: list[Fact]) -> list[Notice]:
    metrics = dict.fromkeys(fact.metric for fact in facts if fact.status == "not_comparable")
    return [_incomparable(metric, plan.metrics[metric]) for metric in metrics]


def _incomparable(metric: str, compiled: CompiledMetric) -> Notice:
    guards = {guard.kind for leaf in compiled.leaves for part in leaf.parts for guard in part.guards}
    message, reason = (
        "notice-other-length",
        ("is delivered for periods of another length; what it is for this one does not follow and is not shown."),
    )
    if "count" in guards:
        message, reason = (
            "notice-people",
            ("counts people, who may be the same in several rows; a sum of rows would be too high and is not shown."),
        )
    return Notice("info", f"{metric} {reason}", message, {"metric": metric})
