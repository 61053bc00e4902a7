"""Runs worked examples through the compiler and engine that reports use, and says which of them fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kpireport.errors import KpiReportError, MetricError, Place
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.changes import differences
from kpireport.metrics.database import open_database
from kpireport.metrics.evaluation import evaluate_tables, evaluated
from kpireport.metrics.examples import Cell, ChangeExample, Example, Examples, Expected, PeriodExample, Rows, Tolerance
from kpireport.metrics.facts import FactTable, Number
from kpireport.metrics.pack import Dataset
from kpireport.periods import Grain, Period, comparison

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_ONE_DAY = timedelta(days=1)
_YEAR_AND_MONTH = 7


@dataclass(frozen=True, slots=True)
class Verdict:
    """One example: whether it passes, and if not what was expected, what was got, and the SQL that gave it."""

    id: str
    place: Place
    passed: bool
    expected: str = ""
    got: str = ""
    sql: str = ""


def verify(catalogue: Catalogue, examples: Examples) -> Iterator[Verdict]:
    """The verdict on every example, in the order of the file."""
    for i, change in enumerate(examples.comparisons):
        yield _verdict_on_change(change, examples.tolerance, examples.places["comparisons", i])
    for i, period in enumerate(examples.periods):
        yield _verdict_on_period(period, examples.places["periods", i])
    with open_database({}) as bench:
        for i, example in enumerate(examples.vectors):
            yield _verdict(catalogue, example, examples.tolerance, examples.places["vectors", i], bench)


def _verdict(
    catalogue: Catalogue, example: Example, tolerance: Tolerance, place: Place, bench: duckdb.DuckDBPyConnection
) -> Verdict:
    wanted = example.expected if isinstance(example.expected, tuple) else (_total(example),)
    try:
        table = _computed(catalogue, example, bench)
    except KpiReportError as error:
        return Verdict(example.id, place, passed=False, expected=_shown(wanted), got=error.problems[0].message)
    got = _groups(table, example.group_by)
    if _agree(got, wanted, tolerance):
        return Verdict(example.id, place, passed=True)
    sql = "\n".join(query.sql for query in table.queries)
    return Verdict(example.id, place, passed=False, expected=_shown(wanted), got=_shown(got), sql=sql)


def _total(example: Example) -> Expected:
    value = None if isinstance(example.expected, tuple) else example.expected
    return Expected(key=None, value=value, exact=example.exact)


def _computed(catalogue: Catalogue, example: Example, bench: duckdb.DuckDBPyConnection) -> FactTable:
    metric = catalogue.metrics.get(example.kpi)
    if metric is None:
        catalogue.metric(example.kpi)
        raise MetricError(f"metric {example.kpi!r} is not known")
    by, parameters = example.group_by, example.params
    if example.tables:
        if example.period is None:
            raise MetricError(f"example {example.id!r} has tables and no period")
        tables = {name: table_of(catalogue.dataset(name), rows) for name, rows in example.tables.items()}
        start, last = example.period
        return evaluate_tables(
            catalogue,
            example.kpi,
            tables,
            (start, last + _ONE_DAY),
            by=by,
            variant=example.variant,
            parameters=parameters,
            bench=bench,
        )
    variant = next((found for found in metric.variants if found.id == example.variant), None)
    dataset = catalogue.dataset(example.dataset or (variant and variant.dataset) or metric.dataset or "")
    rows = table_of(dataset, Rows(columns=example.columns, rows=example.rows))
    return evaluated(
        metric,
        dataset,
        rows,
        by=by,
        variant=example.variant,
        parameters=parameters,
        until=example.period_end,
        people_may_be_added=True,
        bench=bench,
    )


def _groups(table: FactTable, by: Sequence[str]) -> tuple[Expected, ...]:
    return tuple(
        Expected(key=fact.group[by[0]] if by else None, value=fact.value, share=fact.share, rank=fact.rank)
        for fact in table.facts
        if bool(fact.group) == bool(by)
    )


def _agree(got: Sequence[Expected], wanted: Sequence[Expected], tolerance: Tolerance) -> bool:
    found = {_key(group.key): group for group in got}
    if len(got) != len(wanted) or set(found) != {_key(group.key) for group in wanted}:
        return False
    return all(_same(found[_key(group.key)], group, tolerance) for group in wanted)


def _same(got: Expected, wanted: Expected, tolerance: Tolerance) -> bool:
    beside = (wanted.share is None or _near(got.share, wanted.share, wanted.share_exact, tolerance)) and (
        wanted.rank is None or got.rank == wanted.rank
    )
    return beside and _near(got.value, wanted.value, wanted.exact, tolerance)


def _key(member: Cell) -> str | None:
    return None if member is None else str(member)


def _near(got: Number | None, wanted: Number | None, exact: str | None, tolerance: Tolerance) -> bool:
    if got is None or wanted is None:
        return got is None and wanted is None
    target = Fraction(exact) if exact else Fraction(repr(wanted))
    allowed = max(Fraction(tolerance.absolute), Fraction(tolerance.relative) * abs(target))
    return abs(Fraction(repr(got)) - target) <= allowed


def _shown(groups: Sequence[Expected]) -> str:
    return "; ".join(_shown_group(group) for group in groups) or "no groups"


def _shown_group(group: Expected) -> str:
    named = "" if group.key is None else f"{group.key}: "
    share = "" if group.share is None else f", share {group.share}"
    rank = "" if group.rank is None else f", rank {group.rank}"
    value = "no value" if group.value is None else f"{group.value:.12g}"
    return f"{named}{value}{share}{rank}"


# ---------------------------------------------------------------- rows


def table_of(dataset: Dataset, given: Rows) -> pa.Table:
    """Rows with the types of their dataset's columns; raises MetricError.

    Columns that the dataset does not have are an error; a date may be written as a month.
    """
    import pyarrow as pa

    unknown = [name for name in given.columns if name not in dataset.columns]
    if unknown:
        raise MetricError(f"dataset {dataset.id!r} has no column {unknown[0]!r}")
    if any(len(row) != len(given.columns) for row in given.rows):
        raise MetricError(f"a row of dataset {dataset.id!r} has not one value for each of {len(given.columns)} columns")
    columns = {
        name: _column(dataset.columns[name].type, [row[i] for row in given.rows])
        for i, name in enumerate(given.columns)
    }
    try:
        return pa.table(columns)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise MetricError(f"the rows of dataset {dataset.id!r} do not fit their columns: {error}") from error


def _column(kind: str, values: Sequence[Cell]) -> pa.Array:
    import pyarrow as pa

    types: Mapping[str, pa.DataType] = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "money": pa.decimal128(38, 20),
        "date": pa.date32(), "timestamp": pa.timestamp("us"), "boolean": pa.bool_(),
    }  # fmt: skip
    whole = kind != "integer" or all(value is None or float(str(value)).is_integer() for value in values)
    return pa.array([_cell(kind, value) for value in values], types[kind if whole else "number"])


def _cell(kind: str, value: Cell) -> object:
    if value is None:
        return None
    if kind == "text":
        return str(value)
    if kind == "money":
        return Decimal(str(value))
    if kind == "date" and isinstance(value, str):
        return date.fromisoformat(value if len(value) > _YEAR_AND_MONTH else f"{value}-01")
    return value


# ---------------------------------------------------------------- changes and periods


def _verdict_on_change(example: ChangeExample, tolerance: Tolerance, place: Place) -> Verdict:
    got = differences(example.current, example.base, unit=example.unit, direction=example.direction)
    wanted = example.expected
    numbers = (wanted.change_abs, wanted.change_pct, wanted.change_points)
    exact = (example.exact.get(name) for name in ("change_abs", "change_pct", "change_points"))
    near = all(_near(g, w, e, tolerance) for g, w, e in zip(got[:3], numbers, exact, strict=True))
    passed = near and got[3] == wanted.favourable
    expected = "" if passed else str((*numbers, wanted.favourable))
    return Verdict(example.id, place, passed=passed, expected=expected, got="" if passed else str(got))


def _verdict_on_period(example: PeriodExample, place: Place) -> Verdict:
    name, wanted = f"period {example.period}", (example.previous, example.year_ago)
    grain: Grain = "week" if example.granularity == "iso_week" else example.granularity
    try:
        period = Period(example.start, example.end + _ONE_DAY, grain)
    except ValueError as error:
        return Verdict(name, place, passed=False, expected=_days(wanted), got=str(error))
    compared = [comparison(period, name).period for name in ("previous_period", "same_period_last_year")]
    got = tuple((found.start, found.last) for found in compared)
    return Verdict(name, place, passed=got == wanted, expected=_days(wanted), got=_days(got))


def _days(spans: Sequence[tuple[date, date]]) -> str:
    return " and ".join(f"{start} to {last}" for start, last in spans)
