"""A trial of a derived dataset without any rows: whether its SQL runs, and which columns it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kpireport.metrics.database import open_database, quote, run
from kpireport.metrics.derivation import check_derivation, derive, sql_type
from kpireport.metrics.pack import Dataset

_START, _END = date(2000, 1, 1), date(2000, 2, 1)


def columns_given(dataset: Dataset, datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """The columns that a derivation gives over its inputs without rows; raises MetricError where it cannot run."""
    check_derivation(dataset, datasets)
    needed = dataset.derived.inputs.values() if dataset.derived else ()
    inputs = {found.dataset: datasets[found.dataset] for found in needed}
    there = {name: frozenset(found.columns) for name, found in inputs.items()}
    with open_database({}) as connection:
        for name, found in inputs.items():
            columns = ", ".join(f"{quote(column)} {sql_type(kind.type)}" for column, kind in found.columns.items())
            run(connection, f"create temp table {quote(name)} ({columns})", dataset=name)
        sql = derive(dataset, inputs, there).sql(_START, _END)
        return tuple(row[0] for row in run(connection, f"describe {sql}", dataset=dataset.id))
