"""The plugin `files`: opens the files that a path means and reads them as one stream of typed rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kpireport.errors import DataError, KpiReportError, Place, UnknownNameError
from kpireport.sources.columntypes import type_word
from kpireport.sources.duck import connect
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.gathering import Gathered, gather
from kpireport.sources.files.locating import FoundFile, find_files
from kpireport.sources.files.opening import open_table
from kpireport.sources.files.reading import Reader, Reading, TextColumn, identifier
from kpireport.sources.files.table import ROWS, TableFile
from kpireport.sources.interface import (
    Account,
    Batch,
    CheckResult,
    ColumnType,
    Notice,
    Provenance,
    ReadRequest,
    SourceContext,
    StreamSpec,
)
from kpireport.sources.wording import A_TYPE, rows, shown

if TYPE_CHECKING:
    import duckdb

STREAM = "rows"
FORMAT_VERSION = 1
"""Grows when the same file would be read differently; stored data are then read anew."""
NAMED_BAD_ROWS = 5


class FilesSource:
    """CSV and its kin, JSON, Parquet, Excel, DuckDB and SQLite, from the machine's own disk."""

    name = "files"
    Config = FilesConfig

    def open(self, config: FilesConfig, context: SourceContext) -> FilesSession:
        """A session over the files that the path means now."""
        return FilesSession(config, context)


class FilesSession:
    """All files of one source, as one stream."""

    def __init__(self, config: FilesConfig, context: SourceContext) -> None:
        self.config, self.context = config, context

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def check(self) -> CheckResult:
        """Whether the files are there and are tables."""
        try:
            columns = self.describe(STREAM)
        except KpiReportError as error:
            problem = error.problems[0]
            return CheckResult(ok=False, message=str(problem), hint=problem.hint)
        return CheckResult(ok=True, message=f"{len(self._files)} files, {len(columns)} columns")

    def account(self) -> Account:
        """Files belong to no account."""
        return Account()

    def streams(self) -> Sequence[StreamSpec]:
        """One stream; its columns map by name."""
        return [StreamSpec(name=STREAM)]

    def describe(self, stream: str = STREAM) -> Mapping[str, ColumnType | None]:  # noqa: ARG002 - there is one
        """The columns of the files; the types of text columns show only when the rows are read."""
        import pyarrow as pa

        schema = self._gathered.schema
        return {name: None if pa.types.is_string(kind) else type_word(kind) for name, kind in schema.items()}

    def provenance(self, stream: str = STREAM) -> Provenance:  # noqa: ARG002 - there is one
        """The files' names, and a hash of their bytes and of all that decides how they are read."""
        options = self.config.model_dump(mode="json", exclude={"path"}, exclude_defaults=True)
        parts = [FORMAT_VERSION, options, self.context.timezone, self._hashes]
        fingerprint = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return Provenance(fingerprint, tuple(file.name for file in self._found), options)

    def read(self, request: ReadRequest) -> Iterator[Batch | Notice]:
        """The rows, typed as they will be used; the window does not matter, files are read whole."""
        yield from self._repeated_files()
        gathered = self._gathered
        names = (
            list(gathered.schema) if request.columns is None else [n for n in gathered.schema if n in request.columns]
        )
        wanted = dict.fromkeys(names) if request.columns is None else request.columns
        if self._needs_no_reading(names, wanted, request.required):
            yield from _streamed(gathered, names)
        else:
            yield from self._read_text(gathered, names, wanted, request.required)
        if not gathered.rows:
            yield Notice("info", f"{self._title} has a header but no rows.")

    @property
    def tables(self) -> Sequence[TableFile]:
        """The files as tables, opened but not read."""
        return self._gathered.files

    @cached_property
    def _found(self) -> tuple[FoundFile, ...]:
        return find_files(self.config.paths, self.context.base_folder)

    @cached_property
    def _hashes(self) -> list[tuple[str, str]]:
        return [(file.name, _sha256(file)) for file in self._found]

    @cached_property
    def _files(self) -> tuple[FoundFile, ...]:
        """The files without those whose content is that of an earlier one."""
        if len(self._found) == 1:
            return self._found
        first: dict[str, FoundFile] = {}
        for file, (_, digest) in zip(self._found, self._hashes, strict=True):
            first.setdefault(digest, file)
        return tuple(first.values())

    @cached_property
    def _gathered(self) -> Gathered:
        gathered = gather([open_table(file, self.config) for file in self._files])
        for name in self.config.types:
            if name not in gathered.schema:
                raise UnknownNameError("column in `types`", name, gathered.schema, place=Place(self._files[0].label))
        return gathered

    @property
    def _title(self) -> str:
        names = [file.name for file in self._files]
        return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"

    def _repeated_files(self) -> Iterator[Notice]:
        repeated = [file.name for file in self._found if file not in self._files]
        if repeated:
            yield Notice(
                "duplicates",
                f"{', '.join(repeated[:NAMED_BAD_ROWS])} repeat{'s' if len(repeated) == 1 else ''} the content of another"
                " file and were read once.",
            )

    def _needs_no_reading(
        self, names: Sequence[str], wanted: Mapping[str, ColumnType | None], required: frozenset[str]
    ) -> bool:
        """Typed files whose text is used as text go through as they are; bad rows cannot occur."""
        import pyarrow as pa

        if self.config.types or (required and self.config.on_bad_rows == "report"):
            return False
        schema = self._gathered.schema
        return all(not pa.types.is_string(schema[name]) or wanted.get(name) == "text" for name in names) and (
            self._gathered.files[0].kind in {"parquet", "duckdb", "excel"}
        )

    def _read_text(
        self, gathered: Gathered, names: list[str], wanted: Mapping[str, ColumnType | None], required: frozenset[str]
    ) -> Iterator[Batch | Notice]:
        with TemporaryDirectory(prefix="kpireport-") as spill, closing(connect(spill_folder=Path(spill))) as connection:
            gathered.load(connection, names)
            readings = self._readings(connection, gathered, wanted)
            misfits = {reading.column.name: reading.misfit for reading in readings if reading.doubtful}
            for name in sorted(required.intersection(names)):
                misfits[name] = " OR ".join(filter(None, [misfits.get(name), _no_value(name, gathered)]))
            yield from self._bad_rows(connection, gathered, readings, misfits)
            yield from (Notice("info", f"{reading.note}.") for reading in readings if reading.note)
            yield from _typed(connection, gathered, names, readings, list(misfits.values()), self.config.on_bad_rows)

    def _readings(
        self, connection: duckdb.DuckDBPyConnection, gathered: Gathered, wanted: Mapping[str, ColumnType | None]
    ) -> list[Reading]:
        columns = [TextColumn(name, counter, wanted.get(name)) for name, counter in gathered.shapes.items()]
        reader = Reader(
            self.config,
            self.context.timezone,
            gathered.place,
            lambda selected: connection.execute(f"SELECT {selected} FROM raw").fetchone() or (),
        )
        readings = reader.readings(columns)
        _check_currencies(readings, gathered.files[0].label)
        return readings

    def _bad_rows(
        self,
        connection: duckdb.DuckDBPyConnection,
        gathered: Gathered,
        readings: Sequence[Reading],
        misfits: Mapping[str, str],
    ) -> Iterator[Notice]:
        """An error at the first row that does not fit, or one notice about all of them."""
        left_out = [bad for file in gathered.files for bad in file.left_out]
        found = _misfits(connection, misfits)
        by_name = {reading.column.name: reading for reading in readings}
        if found and self.config.on_bad_rows == "fail":
            row, name, value, count = found[0]
            reading = by_name.get(name)
            raise _bad_value(gathered.place(row), name, value, reading, count)
        if not found and not left_out:
            return
        texts = [f"{_line(place)} ({what})" for place, what in left_out]
        for row, name, value, _ in found:
            what = f"{name} is {shown(value)}" if value else f"no {name}"
            texts.append(f"{_line(gathered.place(row))} ({what})")
        bad = _count_bad(connection, misfits) + len(left_out)
        more = f"; and {bad - NAMED_BAD_ROWS:,} more" if bad > NAMED_BAD_ROWS else ""
        yield Notice(
            "bad_rows",
            f"{bad:,} of {rows(gathered.rows + len(left_out))} in {self._title} could not be read and "
            f"{'is' if bad == 1 else 'are'} left out: {', '.join(texts[:NAMED_BAD_ROWS])}{more}.",
        )


def _sha256(file: FoundFile) -> str:
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"the file cannot be read: {error.strerror}", place=Place(file.label)) from error


def _streamed(gathered: Gathered, names: list[str]) -> Iterator[Batch]:
    start = 0
    yield Batch(gathered.empty(names))
    for table in gathered.chunks(names):
        yield Batch(table, place=lambda row, start=start: gathered.place(start + row))  # type: ignore[misc]
        start += table.num_rows


def _typed(
    connection: duckdb.DuckDBPyConnection,
    gathered: Gathered,
    names: Sequence[str],
    readings: Sequence[Reading],
    misfits: Sequence[str],
    on_bad_rows: str,
) -> Iterator[Batch]:
    """The raw table in the types that were decided, without the bad rows if they are only reported."""
    import pyarrow as pa

    sql = {reading.column.name: reading.sql for reading in readings}
    selected = ", ".join(f"{sql.get(name, identifier(name))} AS {identifier(name)}" for name in names)
    keep = f" WHERE NOT ({' OR '.join(misfits)})" if misfits and on_bad_rows == "report" else ""
    currencies = {reading.column.name: reading.currency for reading in readings if reading.currency}
    reader = connection.execute(f"SELECT {selected}, rowid FROM raw{keep}").to_arrow_reader(ROWS)
    for batch in reader:
        table = pa.Table.from_batches([batch])
        numbers = table.column(len(names))
        place = lambda row, numbers=numbers: gathered.place(numbers[row].as_py())  # noqa: E731
        yield Batch(table.remove_column(len(names)), place=place, currencies=currencies)
    if not gathered.rows:
        yield Batch(pa.Table.from_batches([], reader.schema).remove_column(len(names)), currencies=currencies)


def _misfits(connection: duckdb.DuckDBPyConnection, misfits: Mapping[str, str]) -> list[tuple[int, str, str, int]]:
    """The first bad cells as (row, column, text, how many the column has), by row."""
    found: list[tuple[int, str, str, int]] = []
    if not misfits:
        return found
    counts = (
        connection.execute(
            "SELECT " + ", ".join(f"count(*) FILTER (WHERE {misfit})" for misfit in misfits.values()) + " FROM raw"
        ).fetchone()
        or ()
    )
    for (name, misfit), count in zip(misfits.items(), counts, strict=True):
        if count:
            bad = connection.execute(
                f"SELECT rowid, CAST({identifier(name)} AS VARCHAR) FROM raw WHERE {misfit}"
                f" ORDER BY rowid LIMIT {NAMED_BAD_ROWS}"
            ).fetchall()
            found += [(row, name, value or "", count) for row, value in bad]
    return sorted(found, key=lambda cell: cell[0])


def _count_bad(connection: duckdb.DuckDBPyConnection, misfits: Mapping[str, str]) -> int:
    if not misfits:
        return 0
    row = connection.execute(f"SELECT count(*) FROM raw WHERE {' OR '.join(misfits.values())}").fetchone()
    return int(row[0]) if row else 0


def _no_value(name: str, gathered: Gathered) -> str:
    """SQL: whether a cell that every row needs is empty."""
    column = gathered.shapes.get(name)
    if column is None:
        return f"({identifier(name)} IS NULL)"
    text = TextColumn(name, column, None)
    return f"(NOT {text.filled})"


def _bad_value(place: Place, name: str, value: str, reading: Reading | None, count: int) -> DataError:
    more = f"; {rows(count)} of this column do not fit" if count > 1 else ""
    if not value.strip() or reading is None:
        return DataError(
            f"column {name!r}: the cell is empty, and a row without it cannot be used{more}",
            place=place,
            hint="fill it, or say `on_bad_rows: report` to leave such rows out",
        )
    return DataError(
        f"column {name!r}: {shown(value)} is not {A_TYPE[reading.type]}{more}",
        place=place,
        hint=f"{reading.advice}; or say `on_bad_rows: report` to leave such rows out",
    )


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
