"""Several files that hold one table: their columns brought together, their rows in one raw table, places kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpireport.errors import DataError, Place, did_you_mean
from kpireport.sources.files.shapes import ShapeCounter
from kpireport.sources.files.table import TableFile

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


@dataclass(slots=True)
class Gathered:
    """One table out of one or more files."""

    files: Sequence[TableFile]
    schema: Mapping[str, pa.DataType]
    starts: list[int] = field(default_factory=list)
    """The row of the whole at which each file begins; known once the rows have been read."""
    shapes: dict[str, ShapeCounter] = field(default_factory=dict)
    rows: int = 0

    @property
    def title(self) -> str:
        """The files as a sentence on a page names them."""
        first, *others = self.files
        return f"{first.name} and {len(others)} more" if others else first.name

    def empty(self, columns: Sequence[str]) -> pa.Table:
        """No rows, in the common types."""
        import pyarrow as pa

        return pa.schema([(name, self.schema[name]) for name in columns]).empty_table()

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows of all files in order, in the common types."""
        target = self.empty(columns).schema
        self.starts, self.rows = [], 0
        for file in self.files:
            self.starts.append(self.rows)
            for chunk in file.chunks(columns):
                self.rows += chunk.num_rows
                yield _in_types(chunk.select(list(columns)), target, file)

    def load(self, connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> dict[str, str]:
        """Fill the table `raw`, whose rowid counts the rows from 0, and count the shapes of its text columns.

        Returns the names that the columns have there: a file may well have a column called rowid.
        """
        import pyarrow as pa

        cells = {name: f"c{number}" for number, name in enumerate(columns)}
        self.shapes = {name: ShapeCounter() for name in columns if pa.types.is_string(self.schema[name])}
        connection.register("chunk", self.empty(columns).rename_columns(list(cells.values())))
        connection.execute("CREATE TABLE raw AS SELECT * FROM chunk")
        for chunk in self.chunks(columns):
            connection.register("chunk", chunk.rename_columns(list(cells.values())))
            connection.execute("INSERT INTO raw SELECT * FROM chunk")
            for name, counter in self.shapes.items():
                counter.add(chunk[name])
        connection.unregister("chunk")
        return cells

    def place(self, row: int) -> Place:
        """Where a row of the whole stands."""
        at = bisect_right(self.starts, row) - 1
        return self.files[at].place(row - self.starts[at])


def gather(files: Sequence[TableFile]) -> Gathered:
    """The files as one table; DataError when one lacks a column that another has."""
    schema: dict[str, pa.DataType] = dict(files[0].schema)
    _distinct(schema, files[0])
    for file in files[1:]:
        _same_columns(files[0], file)
        for name, kind in file.schema.items():
            schema[name] = _common(schema[name], kind)
    return Gathered(files, {name: _plain(kind) for name, kind in schema.items()})


def _distinct(names: Iterable[str], file: TableFile) -> None:
    """Expressions do not tell upper from lower case, so neither may columns."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.casefold(), name)
        if other is not name:
            raise DataError(
                f"the columns {other!r} and {name!r} differ in nothing but case",
                place=Place(file.label),
                hint="give each column a name of its own",
            )


def _same_columns(first: TableFile, other: TableFile) -> None:
    missing = [name for name in first.schema if name not in other.schema]
    extra = [name for name in other.schema if name not in first.schema]
    if missing or extra:
        what = f"lacks {', '.join(map(repr, missing))}" if missing else f"has {', '.join(map(repr, extra))} besides"
        near = did_you_mean(missing[0], extra) if missing and extra else "files of one source have the same columns"
        raise DataError(f"the columns are not those of {first.name}: it {what}", place=Place(other.label), hint=near)


def _plain(kind: pa.DataType) -> pa.DataType:
    """All kinds of text are string."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    return pa.string() if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) else kind


def _common(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    one, other = _plain(one), _plain(other)
    if one == other or pa.types.is_null(other):
        return one
    if pa.types.is_null(one):
        return other
    try:
        fields = [pa.schema([("x", one)]), pa.schema([("x", other)])]
        return pa.unify_schemas(fields, promote_options="permissive").field(0).type
    except pa.ArrowTypeError:
        return pa.string()


def _in_types(chunk: pa.Table, target: pa.Schema, file: TableFile) -> pa.Table:
    import pyarrow as pa

    if chunk.schema.equals(target):
        return chunk
    try:
        return chunk.cast(target)
    except pa.ArrowInvalid as error:
        raise DataError(
            f"a column does not have the type that it has in the other files: {error}", place=Place(file.label)
        ) from error
