"""A first look at files: what `kpireport init` and `kpireport doctor` show before a spec exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpireport.errors import DataError
from kpireport.sources.columntypes import type_word
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.delimited import DelimitedFile
from kpireport.sources.files.source import STREAM, FilesSession
from kpireport.sources.interface import Batch, ColumnType, Notice, ReadRequest, SourceContext

if TYPE_CHECKING:
    import pyarrow as pa

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column as it was read; `examples` are its first different values as text."""

    name: str
    type: ColumnType | None = None
    examples: tuple[str, ...] = ()
    empty: int = 0
    currency: str | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class FileLook:
    """What was found out about a file, a folder or a glob."""

    files: tuple[str, ...]
    format: str
    columns: tuple[ColumnLook, ...]
    rows: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    notices: tuple[Notice, ...] = ()
    problem: DataError | None = None
    """Why the rows could not be read; the columns have no types then."""

    @property
    def day_column(self) -> ColumnLook | None:
        """The first column of dates."""
        return next((column for column in self.columns if column.type in {"date", "timestamp"}), None)


def look(path: str | Path, *, base_folder: Path | None = None, config: FilesConfig | None = None) -> FileLook:
    """Sniff and read files; DataError when there are none or they are no table."""
    config = config or FilesConfig(path=str(path))
    # The day and the timezone decide nothing that is shown here.
    context = SourceContext("look", base_folder or Path(), "UTC", "EUR", date.max)
    session = FilesSession(config, context)
    names = tuple(session.describe(STREAM))
    first = session.tables[0]
    seen = FileLook(
        files=tuple(table.name for table in session.tables),
        format=first.kind,
        columns=tuple(ColumnLook(name) for name in names),
        encoding=getattr(first, "encoding", None),
        delimiter=_delimiter(first) if isinstance(first, DelimitedFile) else None,
    )
    try:
        for item in session.read(ReadRequest(STREAM, date.min, date.max)):
            seen = _with_batch(seen, item) if isinstance(item, Batch) else replace(seen, notices=(*seen.notices, item))
    except DataError as error:
        return replace(seen, columns=tuple(ColumnLook(name) for name in names), rows=0, problem=error)
    return seen


def _delimiter(table: DelimitedFile) -> str:
    return (
        "whitespace"
        if table.dialect.whitespace
        else {"\t": "tab"}.get(table.dialect.delimiter, table.dialect.delimiter)
    )


def _with_batch(seen: FileLook, batch: Batch) -> FileLook:
    columns = tuple(_with_values(column, batch) for column in seen.columns)
    return replace(seen, columns=columns, rows=seen.rows + batch.table.num_rows)


def _with_values(column: ColumnLook, batch: Batch) -> ColumnLook:
    values: pa.ChunkedArray = batch.table[column.name]
    kind = type_word(values.type)
    currency = batch.currencies.get(column.name, column.currency)
    looked = replace(
        column,
        type="money" if currency else kind,
        currency=currency,
        empty=column.empty + values.null_count,
        examples=_examples(column.examples, values),
    )
    return _with_days(looked, values) if kind in {"date", "timestamp"} else looked


def _examples(known: tuple[str, ...], values: pa.ChunkedArray) -> tuple[str, ...]:
    if len(known) >= EXAMPLES:
        return known
    texts = [str(value) for value in values.slice(0, 100).to_pylist() if value is not None]
    return tuple(dict.fromkeys([*known, *texts]))[:EXAMPLES]


def _with_days(column: ColumnLook, values: pa.ChunkedArray) -> ColumnLook:
    import pyarrow.compute as pc

    ends = pc.min_max(values).as_py()
    days = [_day(moment) for moment in (*ends.values(), column.first_day, column.last_day) if moment is not None]
    return replace(column, first_day=min(days), last_day=max(days)) if days else column


def _day(moment: Any) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
