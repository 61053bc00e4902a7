"""One metric over rows in memory: for worked examples, and for packs that check their own definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpireport.metrics.catalogue import Catalogue, Settings
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.facts import CURRENT, Fact
from kpireport.metrics.pack import Column, Dataset, Dimension, Metric
from kpireport.metrics.plan import FactRequest, plan_metrics
from kpireport.metrics.usage import Scalar

if TYPE_CHECKING:
    import pyarrow as pa

_TIME = "evaluation_day"
_DAY = date(2000, 1, 1)
_WINDOW = (_DAY, _DAY + timedelta(days=1))


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

    It goes through the same compiler, plan and engine as a report. The rows are those of one window, whatever their
    dates. Repeated keys are looked for where all of the dataset's key is there. `people_may_be_added` lifts the rule
    for `unique` columns, to check an expression's arithmetic.
    """
    fitted = _fitted(dataset, rows, by, people_may_be_added=people_may_be_added)
    catalogue = Catalogue(
        {metric.id: metric.model_copy(update={"dimensions": None})},
        {dataset.id: fitted},
        settings={metric.id: Settings(variant, parameters or {})},
    )
    plan = plan_metrics(catalogue, [FactRequest(metric.id, tuple(by))], {CURRENT: _WINDOW})
    return compute(plan, {dataset.id: MemoryTable(_dated(rows), covers=_WINDOW)}).facts


def _fitted(dataset: Dataset, rows: pa.Table, by: Sequence[str], *, people_may_be_added: bool) -> Dataset:
    """The dataset with a time column of its own, the wanted dimensions, and its key only where all of it is there."""
    columns = {**dataset.columns, _TIME: Column(type="date")}
    if people_may_be_added:
        columns = {name: column.model_copy(update={"unique": False}) for name, column in columns.items()}
    added = tuple(Dimension(column=name) for name in by if dataset.dimension(name) is None)
    key = dataset.key if set(dataset.key) <= set(rows.column_names) else ()
    return dataset.model_copy(
        update={"columns": columns, "time": _TIME, "key": key, "dimensions": dataset.dimensions + added}
    )


def _dated(rows: pa.Table) -> pa.Table:
    import pyarrow as pa

    return rows.append_column(_TIME, pa.array([_DAY] * rows.num_rows, pa.date32()))
