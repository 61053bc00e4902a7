"""The rows of a table with text in it, in the types that were decided; rows that do not fit refused or set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kpireport.errors import DataError, Place
from kpireport.sources.duck import connect
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.gathering import Gathered
from kpireport.sources.files.reading import Reader, Reading, TextColumn, identifier
from kpireport.sources.files.table import ROWS
from kpireport.sources.interface import Batch, ColumnType, Notice
from kpireport.sources.wording import A_TYPE, rows, shown

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

NAMED_BAD_ROWS = 5


def read_typed(
    gathered: Gathered,
    names: Sequence[str],
    wanted: Mapping[str, ColumnType | None],
    required: frozenset[str],
    config: FilesConfig,
    timezone: str,
) -> Iterator[Batch | Notice]:
    """The rows of `names`, each used as `wanted` says; DataError at the first bad row unless bad rows are reported."""
    with TemporaryDirectory(prefix="kpireport-") as spill, closing(connect(spill_folder=Path(spill))) as connection:
        cells = gathered.load(connection, names)
        columns = [TextColumn(name, cells[name], shapes, wanted.get(name)) for name, shapes in gathered.shapes.items()]
        readings = Reader(config, timezone, gathered.place, lambda ask: _one_row(connection, ask)).readings(columns)
        _check_currencies(readings, gathered.files[0].label)
        raw = _RawTable(connection, gathered, cells, readings, required.intersection(names))
        if config.on_bad_rows == "fail":
            raw.refuse_bad_rows()
        else:
            yield from raw.bad_rows()
        yield from (reading.note for reading in readings if reading.note)
        yield from raw.batches()


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be used: blank `text` where a value is required, or what cannot be read."""

    row: int
    column: str
    text: str
    count: int
    """Bad cells of this column in all."""


class _RawTable:
    """The table `raw` of a connection, with the decision how each of its text columns is read."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        gathered: Gathered,
        cells: Mapping[str, str],
        readings: Sequence[Reading],
        required: frozenset[str],
    ) -> None:
        self.connection, self.gathered, self.cells = connection, gathered, cells
        self.readings = {reading.column.name: reading for reading in readings}
        self.misfits = {name: reading.misfit for name, reading in self.readings.items() if reading.doubtful}
        for name in sorted(required):
            self.misfits[name] = " OR ".join(filter(None, [self.misfits.get(name), self._blank(name)]))

    def _blank(self, name: str) -> str:
        """SQL: whether a cell is empty."""
        reading = self.readings.get(name)
        return f"(NOT {reading.column.filled})" if reading else f"({self.cells[name]} IS NULL)"

    def refuse_bad_rows(self) -> None:
        """DataError at the first row that cannot be used."""
        found = self._bad_cells()
        if not found:
            return
        bad = found[0]
        more = f"; {rows(bad.count)} of this column do not fit" if bad.count > 1 else ""
        if bad.text.strip():
            reading = self.readings[bad.column]
            what = f"{shown(bad.text)} is not {A_TYPE[reading.type]}{more}"
            hint = f"{reading.advice}; or say `on_bad_rows: report` to leave such rows out"
        else:
            what = f"the cell is empty, and a row without it cannot be used{more}"
            hint = "fill it, or say `on_bad_rows: report` to leave such rows out"
        raise DataError(f"column {bad.column!r}: {what}", place=self.gathered.place(bad.row), hint=hint)

    def bad_rows(self) -> Iterator[Notice]:
        """One notice about all rows that cannot be used, the first of them by line."""
        left_out = [bad for file in self.gathered.files for bad in file.left_out]
        found = list(left_out)
        for bad in self._bad_cells():
            what = f"{bad.column} is {shown(bad.text)}" if bad.text.strip() else f"no {bad.column}"
            found.append((self.gathered.place(bad.row), what))
        if not found:
            return
        (unfit,) = _one_row(self.connection, f"count(*) FILTER (WHERE {self._any_misfit()})")
        count, total = unfit + len(left_out), self.gathered.rows + len(left_out)
        named = found[:NAMED_BAD_ROWS]
        more = f"; and {count - NAMED_BAD_ROWS:,} more" if count > NAMED_BAD_ROWS else ""
        places = ", ".join(f"{_line(place)} ({what})" for place, what in named) + more
        lines = ", ".join(str(place.line or place.file) for place, _ in named) + (", …" if more else "")
        yield Notice(
            "bad_rows",
            f"{count:,} of {rows(total)} in {self.gathered.title} could not be read and "
            f"{'is' if count == 1 else 'are'} left out: {places}.",
            "notice-bad-rows",
            {"bad": count, "rows": total, "file": self.gathered.title, "places": places, "lines": lines},
        )

    def batches(self) -> Iterator[Batch]:
        """The typed rows without the bad ones, each with its place; at least one table, if an empty one."""
        import pyarrow as pa

        values = {name: self.readings[name].sql if name in self.readings else cell for name, cell in self.cells.items()}
        selected = ", ".join(f"{sql} AS {identifier(name)}" for name, sql in values.items())
        currencies = {name: reading.currency for name, reading in self.readings.items() if reading.currency}
        query = f"SELECT rowid AS row, {selected} FROM raw WHERE NOT ({self._any_misfit()})"
        reader = self.connection.execute(query).to_arrow_reader(ROWS)
        names = list(values)
        yield Batch(_named(reader.schema.empty_table(), names), currencies=currencies)
        for batch in reader:
            table = pa.Table.from_batches([batch])
            yield Batch(_named(table, names), place=self._places(table.column(0)), currencies=currencies)

    def _places(self, numbers: pa.ChunkedArray) -> Callable[[int], Place]:
        return lambda row: self.gathered.place(numbers[row].as_py())

    def _any_misfit(self) -> str:
        return " OR ".join(self.misfits.values()) or "false"

    def _bad_cells(self) -> list[BadCell]:
        """The first bad cells of each column, by row."""
        found: list[BadCell] = []
        if not self.misfits:
            return found
        counts = _one_row(self.connection, ", ".join(f"count(*) FILTER (WHERE {sql})" for sql in self.misfits.values()))
        for (name, misfit), count in zip(self.misfits.items(), counts, strict=True):
            if count:
                query = f"SELECT rowid, CAST({self.cells[name]} AS VARCHAR) FROM raw WHERE {misfit} ORDER BY rowid"
                bad = self.connection.execute(f"{query} LIMIT {NAMED_BAD_ROWS}").fetchall()
                found += [BadCell(row, name, text or "", count) for row, text in bad]
        return sorted(found, key=lambda cell: cell.row)


def _one_row(connection: duckdb.DuckDBPyConnection, selected: str) -> tuple[Any, ...]:
    return connection.execute(f"SELECT {selected} FROM raw").fetchone() or ()


def _named(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """The columns under the file's own names, without the number of the row."""
    return table.remove_column(0).rename_columns(list(names))


def _line(place: Place) -> str:
    return f"line {place.line}" if place.line else place.file


def _check_currencies(readings: Sequence[Reading], label: str) -> None:
    """Amounts of one table in different currencies cannot be added up or divided."""
    by_code = {reading.currency: reading.column.name for reading in readings if reading.currency}
    if len(by_code) > 1:
        listed = ", ".join(f"{column!r} is in {code}" for code, column in by_code.items())
        raise DataError(
            f"the file mixes currencies: {listed}",
            place=Place(label),
            hint="convert the amounts to one currency before exporting",
        )
