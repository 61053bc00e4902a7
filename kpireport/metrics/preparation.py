"""The stored rows of a dataset as statements see them, under the dataset's id."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kpireport.metrics.database import quote, run, stored_name
from kpireport.metrics.derivation import completed
from kpireport.metrics.pack import Dataset
from kpireport.metrics.profile import Profile

if TYPE_CHECKING:
    import duckdb


def prepare(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, profile: Profile, columns: Collection[str]
) -> None:
    """Make rows that repeat one row, and add those of the wanted columns that are made from others."""
    rows = quote(stored_name(dataset.id))
    if profile.repeated:
        once = quote(f"_once_{dataset.id}")
        run(connection, f"create temp table {once} as select distinct * from {rows}", dataset=dataset.id)
        rows = once
    made = completed(dataset, rows, profile.columns, columns)
    if made or profile.repeated:
        sql = made or f"from {rows}"
        run(connection, f"create or replace temp view {quote(dataset.id)} as {sql}", dataset=dataset.id)
