"""What every kind of file is turned into: columns with names, rows in order, and a place for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from kpireport.errors import Place

ROWS = 122_880
"""Rows in a chunk; DuckDB's row group."""


class TableFile(Protocol):
    """A file that holds one table. Cells are text, or typed where the file itself has types."""

    label: str
    """How messages name it."""
    name: str
    """How pages and manifests name it."""
    kind: str
    """csv, json, parquet ..."""

    @property
    def schema(self) -> Mapping[str, pa.DataType]:
        """The columns in order; string for everything that is text in the file."""
        ...

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """All rows in order, with the columns asked for; DataError for a row that does not fit the table."""
        ...

    def place(self, row: int) -> Place:
        """Where a row (counted from 0 as `chunks` gave them) stands."""
        ...

    @property
    def left_out(self) -> Sequence[tuple[Place, str]]:
        """Rows that do not fit the table and were left out, with what is wrong; known after `chunks` ended."""
        ...
