"""One metric over rows in memory: for worked examples, and for packs that check their own definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpireport.metrics.catalogue import Catalogue, Settings
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.facts import CURRENT, Fact, FactTable
from kpireport.metrics.pack import Column, Dataset, Dimension, Metric
from kpireport.metrics.plan import FactRequest, plan_metrics
from kpireport.metrics.usage import Scalar, in_variant, values_of, with_direction

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_TIME = "evaluation_day"
_DAY = date(2000, 1, 1)
_ONE_DAY = timedelta(days=1)
_WINDOW = (_DAY, _DAY + _ONE_DAY)
_LONG_AGO = date(1, 1, 1)


def evaluate(
    metric: Metric,
    dataset: Dataset,
    rows: pa.Table,
    *,
    by: Sequence[str] = (),
    variant: str | None = None,
    parameters: Mapping[str, Scalar] | None = None,
    until: date | None = None,
    people_may_be_added: bool = False,
) -> tuple[Fact, ...]:
    """The facts of a metric over rows of one dataset, in total or by any columns; raises MetricError or DataError.

    It goes through the same compiler, plan and engine as a report. The rows are those of one period, whatever their
    dates; only a window and a snapshot rule look at the dates, where the rows have them: the period ends with the day
    `until`, by default the last one. Repeated keys are looked for where all of the dataset's key is there.
    `people_may_be_added` lifts the rule for `unique` columns, to check an expression's arithmetic.
    """
    table = evaluated(
        metric,
        dataset,
        rows,
        by=by,
        variant=variant,
        parameters=parameters,
        until=until,
        people_may_be_added=people_may_be_added,
    )
    return table.facts


def evaluated(
    metric: Metric,
    dataset: Dataset,
    rows: pa.Table,
    *,
    by: Sequence[str] = (),
    variant: str | None = None,
    parameters: Mapping[str, Scalar] | None = None,
    until: date | None = None,
    people_may_be_added: bool = False,
    bench: duckdb.DuckDBPyConnection | None = None,
) -> FactTable:
    """What `evaluate` gives, with the statements that were run; `bench` is a database to compute many in."""
    used, values = _used(metric, variant, parameters or {})
    window, fitted, table = _WINDOW, dataset, rows
    if _looks_at_dates(used, dataset, rows):
        window = _period(rows.column((used.snapshot and used.snapshot.time) or dataset.time).to_pylist(), until)
    else:
        fitted, table = _with_own_time(dataset), _dated(rows)
    fitted = _fitted(fitted, table, by, people_may_be_added=people_may_be_added).model_copy(update={"derived": None})
    catalogue = Catalogue(
        {metric.id: used.model_copy(update={"dimensions": None})},
        {dataset.id: fitted},
        settings={metric.id: Settings(variant, values)},
    )
    plan = plan_metrics(catalogue, [FactRequest(metric.id, tuple(by))], {CURRENT: window})
    return compute(plan, {dataset.id: MemoryTable(table, covers=(_LONG_AGO, window[1]))}, bench=bench)


def evaluate_tables(
    catalogue: Catalogue,
    metric_id: str,
    tables: Mapping[str, pa.Table],
    period: tuple[date, date],
    *,
    by: Sequence[str] = (),
    variant: str | None = None,
    parameters: Mapping[str, Scalar] | None = None,
    bench: duckdb.DuckDBPyConnection | None = None,
) -> FactTable:
    """A metric over rows of several datasets, of which those of the half-open period count; raises as `evaluate` does.

    Derived metrics and derived datasets are computed as in a report.
    """
    used, values = _used(catalogue.metrics[metric_id], variant, parameters or {})
    own = Catalogue(
        {**{name: catalogue.metrics[name] for name in catalogue.metrics}, metric_id: used},
        {
            name: _fitted(found, tables.get(name), (), people_may_be_added=False)
            for name, found in catalogue.datasets.items()
        },
        settings={**catalogue.settings, metric_id: Settings(variant, values)},
    )
    plan = plan_metrics(own, [FactRequest(metric_id, tuple(by))], {CURRENT: period})
    given = {name: MemoryTable(rows, covers=(_LONG_AGO, period[1])) for name, rows in tables.items()}
    return compute(plan, given, bench=bench)


def _used(metric: Metric, variant: str | None, parameters: Mapping[str, Scalar]) -> tuple[Metric, Mapping[str, Scalar]]:
    used = in_variant(metric, variant)
    values = values_of(used, parameters)
    return with_direction(used, values), values


def _looks_at_dates(metric: Metric, dataset: Dataset, rows: pa.Table) -> bool:
    windows = any(parameter.type == "window" for parameter in metric.parameters.values())
    time = (metric.snapshot and metric.snapshot.time) or dataset.time
    return (windows or metric.snapshot is not None) and {time, dataset.time} <= set(rows.column_names)


def _period(days: Sequence[date | None], until: date | None) -> tuple[date, date]:
    """From the first day of the rows to the last, or to `until`."""
    present = [day for day in days if day is not None]
    last = until or max(present, default=_DAY)
    return min([*present, last]), last + _ONE_DAY


def _with_own_time(dataset: Dataset) -> Dataset:
    columns = {**dataset.columns, _TIME: Column(type="date")}
    return dataset.model_copy(update={"columns": columns, "time": _TIME})


def _fitted(dataset: Dataset, rows: pa.Table | None, by: Sequence[str], *, people_may_be_added: bool) -> Dataset:
    """The dataset with the wanted dimensions, and its key only where all of it is there."""
    columns = dataset.columns
    if people_may_be_added:
        columns = {name: column.model_copy(update={"unique": False}) for name, column in columns.items()}
    added = tuple(Dimension(column=name) for name in by if dataset.dimension(name) is None)
    key = dataset.key if rows is None or set(dataset.key) <= set(rows.column_names) else ()
    return dataset.model_copy(update={"columns": columns, "key": key, "dimensions": dataset.dimensions + added})


def _dated(rows: pa.Table) -> pa.Table:
    import pyarrow as pa

    return rows.append_column(_TIME, pa.array([_DAY] * rows.num_rows, pa.date32()))
