"""One metric over rows in memory: for worked examples, and for packs that check their own definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpireport.metrics.catalogue import Catalogue, Settings
from kpireport.metrics.custom import Scalar
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.facts import CURRENT, Fact
from kpireport.metrics.pack import Dataset, Dimension, Metric
from kpireport.metrics.plan import FactRequest, plan_metrics
from kpireport.metrics.profile import profile_table

if TYPE_CHECKING:
    import pyarrow as pa

_ANY_DAY = date(2000, 1, 1)


def evaluate(
    metric: Metric,
    dataset: Dataset,
    rows: pa.Table,
    *,
    by: Sequence[str] = (),
    variant: str | None = None,
    parameters: Mapping[str, Scalar] | None = None,
    people_may_be_added: bool = False,
) -> tuple[Fact, ...]:
    """The facts of a metric over all the rows, in total or by any columns; raises MetricError or DataError.

    It goes through the same compiler, plan and engine as a report. Rows need not have a date. Keys are only compared
    where all of the dataset's key is there. `people_may_be_added` lifts the rule for `unique` columns, to check an
    expression's arithmetic.
    """
    dataset = _with_dimensions(_without_people(dataset) if people_may_be_added else dataset, by)
    settings = {metric.id: Settings(variant, parameters or {})}
    catalogue = Catalogue(
        {metric.id: metric.model_copy(update={"dimensions": None})}, {dataset.id: dataset}, settings=settings
    )
    table = MemoryTable(_dated(rows, dataset.time))
    profile = profile_table(dataset, table, partial_keys=False)
    start, last = profile.first or _ANY_DAY, profile.last or _ANY_DAY
    windows = {CURRENT: (start, last + timedelta(days=1))}
    plan = plan_metrics(catalogue, [FactRequest(metric.id, tuple(by))], windows)
    return compute(plan, {dataset.id: table}, profiles={dataset.id: profile}).facts


def _with_dimensions(dataset: Dataset, by: Sequence[str]) -> Dataset:
    added = tuple(Dimension(column=name) for name in by if dataset.dimension(name) is None)
    return dataset.model_copy(update={"dimensions": dataset.dimensions + added})


def _without_people(dataset: Dataset) -> Dataset:
    columns = {name: column.model_copy(update={"unique": False}) for name, column in dataset.columns.items()}
    return dataset.model_copy(update={"columns": columns})


def _dated(rows: pa.Table, time: str) -> pa.Table:
    if time in rows.column_names:
        return rows
    import pyarrow as pa

    return rows.append_column(time, pa.array([_ANY_DAY] * rows.num_rows, pa.date32()))
