"""The DuckDB connection that metrics are computed in: it reads the files it is given and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kpireport.errors import DataError, MetricError, Place

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

MEMORY_LIMIT = "1GB"
"""Beyond it DuckDB spills to disk; the process needs some more beside it."""
SOURCE_COLUMN = "_source"
"""Which source a row comes from, in a dataset that several feed; it joins the key."""
SMALL = 4 * 2**20
"""Bytes of Parquet, some hundred thousand rows: for less than that, threads wait for each other longer than they work."""


@dataclass(frozen=True, slots=True)
class Table:
    """A stored table, as Parquet files whose columns are matched by name, with what its source says about it.

    `covers` is the half-open range of days for which the source delivered everything (None: seen from the rows);
    days from `settled_until` on may still change. `place` is where its source stands in the spec, for messages.
    `origins` name the source of each file, where there are several.
    """

    paths: tuple[Path, ...]
    covers: tuple[date, date] | None = None
    settled_until: date | None = None
    place: Place | None = None
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryTable:
    """Rows in memory, for worked examples and checks of a pack."""

    rows: pa.Table
    covers: tuple[date, date] | None = None
    settled_until: date | None = None
    place: Place | None = None


AnyTable = Table | MemoryTable
Row = tuple[Any, ...]


class Database:
    """A database over some tables that is opened when it is first asked; `bench` is one that is open already."""

    def __init__(self, tables: Mapping[str, AnyTable], bench: duckdb.DuckDBPyConnection | None = None) -> None:
        self._tables, self._bench, self._open = tables, bench, ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The one connection, with a view of each table."""
        if self._bench is not None:
            own = self._open.enter_context(self._bench.cursor())
            for name, table in self._tables.items():
                _attach(own, name, table)
            return own
        return self._open.enter_context(open_database(self._tables))


@contextmanager
def open_database(tables: Mapping[str, AnyTable]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which each table is a view of its name; files, network and settings are shut after that."""
    import duckdb

    config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if sum(map(_size, tables.values())) < SMALL:
        config["threads"] = "1"
    with (
        tempfile.TemporaryDirectory(prefix="kpireport-") as spill,
        duckdb.connect(":memory:", config=config) as connection,
    ):
        paths = [str(path) for table in tables.values() for path in paths_of(table)]
        for setting, value in {
            "temp_directory": spill,
            "memory_limit": MEMORY_LIMIT,
            "preserve_insertion_order": False,
            "enable_progress_bar": False,
            "allowed_paths": paths,
            "enable_external_access": False,
            "lock_configuration": True,
        }.items():
            connection.execute(f"set {setting} = {_setting(value)}")
        for name, table in tables.items():
            _attach(connection, name, table)
        yield connection


def _size(table: AnyTable) -> int:
    if isinstance(table, MemoryTable):
        return int(table.rows.nbytes)
    return sum(path.stat().st_size for path in table.paths if path.exists())


def paths_of(table: AnyTable) -> tuple[Path, ...]:
    """The files of a table; none when it is in memory."""
    return () if isinstance(table, MemoryTable) else table.paths


def run(connection: duckdb.DuckDBPyConnection, sql: str, *, dataset: str) -> list[Row]:
    """All rows of a statement; what DuckDB says becomes a MetricError or DataError that names the dataset."""
    import duckdb

    try:
        rows: list[Row] = connection.execute(sql).fetchall()
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        hint = "is a column of another type than the dataset declares?"
        raise MetricError(f"dataset {dataset!r}: {_first_line(error)}", hint=hint) from error
    except duckdb.OutOfMemoryException as error:
        hint = "free some disk space for temporary files"
        raise DataError(f"dataset {dataset!r} needs more memory than there is", hint=hint) from error
    except duckdb.Error as error:
        raise DataError(f"dataset {dataset!r} cannot be read: {_first_line(error)}") from error
    return rows


def quote(name: str) -> str:
    """A name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as a SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def day(value: date) -> str:
    """A day as a SQL literal."""
    return f"date '{value.isoformat()}'"


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(text(item) for item in value)}]"
    return text(str(value))


def stored_name(dataset: str) -> str:
    """What the stored rows of a dataset are called, beside the view of its id that statements read."""
    return f"_stored_{dataset}"


def _attach(connection: duckdb.DuckDBPyConnection, name: str, table: AnyTable) -> None:
    stored = stored_name(name)
    if isinstance(table, MemoryTable):
        connection.register(stored, table.rows)
    elif table.paths:
        run(connection, f"create temp view {quote(stored)} as {_reading(table)}", dataset=name)
    else:
        raise DataError(f"dataset {name!r} has no stored files", hint="fetch its source first")
    run(connection, f"create temp view {quote(name)} as from {quote(stored)}", dataset=name)


def _reading(table: Table) -> str:
    """The rows of all files; with several sources `_source` says which one each row comes from."""
    if len(set(table.origins)) < 2:
        return _parquet(table.paths)
    by_origin = {
        origin: [p for p, o in zip(table.paths, table.origins, strict=True) if o == origin] for origin in table.origins
    }
    parts = (f"select *, {text(origin)} as {SOURCE_COLUMN} {_parquet(paths)}" for origin, paths in by_origin.items())
    return " union all by name ".join(parts)


def _parquet(paths: Iterable[Path]) -> str:
    return f"from read_parquet([{', '.join(text(str(path)) for path in paths)}], union_by_name = true)"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
