"""Files that have types of their own: Parquet, Excel workbooks, DuckDB and SQLite databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kpireport.errors import DataError, Place, did_you_mean
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.locating import FoundFile
from kpireport.sources.files.table import ROWS

if TYPE_CHECKING:
    import sqlite3

    import duckdb
    import pyarrow as pa


class _BinaryTable:
    kind: str

    def __init__(self, file: FoundFile, config: FilesConfig) -> None:
        self.file, self.config = file, config
        self.label, self.name = file.label, file.name
        self.left_out: list[tuple[Place, str]] = []

    def place(self, row: int) -> Place:
        """Such a file has no lines: the row's number stands in the file's name."""
        return Place(f"{self.label} (row {row + 1})")

    def _unreadable(self, error: Exception) -> DataError:
        return DataError(
            f"the file cannot be read as {self.kind}: {str(error).splitlines()[0]}",
            place=Place(self.label),
            hint="export it again, or say its `format:`",
        )


class ParquetFile(_BinaryTable):
    """An Apache Parquet file."""

    kind = "parquet"

    @cached_property
    def schema(self) -> Mapping[str, pa.DataType]:
        """The columns and their Arrow types."""
        import pyarrow as pa
        from pyarrow import parquet

        try:
            schema = parquet.read_schema(self.file.path)
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from error
        return _unique(schema, self.label)

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows, a row group's worth at a time."""
        import pyarrow as pa
        from pyarrow import parquet

        try:
            with parquet.ParquetFile(self.file.path, memory_map=False) as file:
                read = 0
                for batch in file.iter_batches(batch_size=ROWS, columns=list(columns)):
                    read += batch.num_rows
                    yield pa.Table.from_batches([batch])
                stated = file.metadata.num_rows
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from error
        if read != stated:
            raise DataError(f"{read} rows were read, but the file states {stated}", place=Place(self.label))


class ExcelFile(_BinaryTable):
    """One sheet of a workbook. A column whose cells are of several types is text."""

    kind = "excel"

    def __init__(self, file: FoundFile, config: FilesConfig) -> None:
        super().__init__(file, config)
        self._rows: Sequence[int] = ()

    @cached_property
    def _table(self) -> pa.Table:
        import fastexcel
        import pyarrow as pa

        try:
            book = fastexcel.read_excel(self.file.path)
            sheet = self._sheet(book.sheet_names)
            loaded = book.load_sheet(
                sheet,
                header_row=self.config.skip_rows if self.config.header else None,
                skip_rows=None if self.config.header else self.config.skip_rows,
                schema_sample_rows=None,
            )
            table = pa.Table.from_batches([loaded.to_arrow()])
        except fastexcel.FastExcelError as error:
            raise self._unreadable(error) from error
        table = self._named(table)
        self._rows = _filled_rows(table)
        return table if len(self._rows) == table.num_rows else table.take(pa.array(self._rows, pa.int64()))

    def _named(self, table: pa.Table) -> pa.Table:
        """Blank unnamed columns go; without a header the columns are numbered as in a text file."""
        if not self.config.header:
            return table.rename_columns([f"column_{number}" for number in range(1, table.num_columns + 1)])
        keep = [
            name for name in table.column_names
            if not (name.startswith("__UNNAMED__") and table[name].null_count == table.num_rows)
        ]  # fmt: skip
        unnamed = sum(name.startswith("__UNNAMED__") for name in keep)
        if 2 * unnamed > len(keep):
            raise DataError(
                f"{unnamed} of {len(keep)} columns have no name",
                place=Place(self.label, 1 + self.config.skip_rows),
                hint="does the table begin lower? say with `skip_rows:` how many lines stand above its header",
            )
        table = table.select(keep)
        return table.rename_columns([name.replace("\u00a0", " ").strip() for name in keep])

    def _sheet(self, names: Sequence[str]) -> str:
        wanted = self.config.sheet
        if wanted is None:
            return names[0]
        if wanted not in names:
            raise DataError(f"no sheet {wanted!r}", place=Place(self.label), hint=did_you_mean(wanted, names))
        return wanted

    @property
    def schema(self) -> Mapping[str, pa.DataType]:
        """The columns and their Arrow types, by all of their cells."""
        if not self._table.num_columns:
            raise DataError("the sheet is empty", place=Place(self.label), hint="name another with `sheet:`")
        return _unique(self._table.schema, self.label)

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The sheet's rows."""
        import pyarrow as pa

        for batch in self._table.select(list(columns) or self._table.column_names[:1]).to_batches(ROWS):
            yield pa.Table.from_batches([batch])

    def place(self, row: int) -> Place:
        """The row as the spreadsheet numbers it."""
        above = self.config.skip_rows + (1 if self.config.header else 0)
        return Place(self.label, self._rows[row] + above + 1)


def _filled_rows(table: pa.Table) -> list[int]:
    """The rows that have any cell filled: formatting reaches further than data."""
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = pa.chunked_array([pa.array([False] * table.num_rows, pa.bool_())])
    for column in table.columns:
        filled = pc.or_(filled, column.is_valid())
    rows: list[int] = pc.indices_nonzero(filled).to_pylist()
    return rows


class DuckDbFile(_BinaryTable):
    """A table or view of a DuckDB database, opened for reading only."""

    kind = "duckdb"

    def _connect(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        from kpireport.sources.duck import connect

        try:
            return connect(database=self.file.path)
        except duckdb.Error as error:
            raise self._unreadable(error) from error

    @cached_property
    def _from(self) -> str:
        with closing(self._connect()) as connection:
            rows = connection.execute(
                "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'file' ORDER BY 1, 2"
            ).fetchall()
        names = {(name if schema == "main" else f"{schema}.{name}"): (schema, name) for schema, name in rows}
        schema, name = names[_chosen(self.config.table, list(names), self.label)]
        return f"file.{_quoted(schema)}.{_quoted(name)}"

    @cached_property
    def schema(self) -> Mapping[str, pa.DataType]:
        """The columns and their Arrow types."""
        return _unique(next(iter(self._read(f"SELECT * FROM {self._from} LIMIT 0"))).schema, self.label)

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows in the table's order."""
        selected = ", ".join(map(_quoted, columns)) or "NULL"
        return self._read(f"SELECT {selected} FROM {self._from}")

    def _read(self, query: str) -> Iterator[pa.Table]:
        import duckdb
        import pyarrow as pa

        with closing(self._connect()) as connection:
            try:
                reader = connection.execute(query).to_arrow_reader(ROWS)
                yield reader.schema.empty_table()
                for batch in reader:
                    yield pa.Table.from_batches([batch])
            except duckdb.Error as error:
                raise self._unreadable(error) from error


class SqliteFile(_BinaryTable):
    """A table or view of an SQLite database. SQLite does not hold columns to a type, so cells are read as text."""

    kind = "sqlite"

    def _connect(self) -> sqlite3.Connection:
        import sqlite3

        return sqlite3.connect(f"file:{quote(str(self.file.path.absolute()))}?mode=ro", uri=True)

    @cached_property
    def _from(self) -> str:
        query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        names = [row[0] for row in self._query(query)]
        return _quoted(_chosen(self.config.table, names, self.label))

    @cached_property
    def schema(self) -> Mapping[str, pa.DataType]:
        """The columns; all text."""
        import pyarrow as pa

        described = self._query(f"SELECT * FROM {self._from} LIMIT 0", described=True)
        return {column[0]: pa.string() for column in described}

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows in the table's order, as text that keeps every digit."""
        import pyarrow as pa

        nulls = {"", *self.config.null_values}
        schema = pa.schema([(name, pa.string()) for name in columns])
        rows = self._query(f"SELECT {', '.join(map(_quoted, columns)) or 'NULL'} FROM {self._from}")
        while block := [row for _, row in zip(range(ROWS), rows, strict=False)]:
            cells = zip(*block, strict=True)
            arrays = [pa.array([_sqlite_text(cell, nulls) for cell in column], pa.string()) for column in cells]
            yield pa.Table.from_arrays(arrays, schema=schema) if columns else pa.table({"": arrays[0]})

    def _query(self, query: str, *, described: bool = False) -> Iterator[tuple[Any, ...]]:
        """The rows, or with `described` the descriptions of the columns."""
        import sqlite3

        try:
            with closing(self._connect()) as connection:
                cursor = connection.execute(query)
                yield from cursor.description if described else cursor
        except sqlite3.Error as error:
            raise self._unreadable(error) from error


def _sqlite_text(cell: Any, nulls: set[str]) -> str | None:
    if cell is None:
        return None
    text = cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
    return None if text in nulls else text


def _chosen(wanted: str | None, names: Sequence[str], label: str) -> str:
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted is None:
        known = ", ".join(names[:12])
        raise DataError(
            f"the database has {len(names)} tables", place=Place(label), hint=f"name one with `table:`: {known}"
        )
    if wanted not in names:
        raise DataError(f"no table {wanted!r}", place=Place(label), hint=did_you_mean(wanted, names))
    return wanted


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _unique(schema: pa.Schema, label: str) -> Mapping[str, pa.DataType]:
    repeated = sorted({name for name in schema.names if schema.names.count(name) > 1})
    if repeated:
        raise DataError(f"the columns {', '.join(repeated)} occur twice", place=Place(label))
    return dict(zip(schema.names, schema.types, strict=True))
