"""Rows of a stream into rows of a dataset: expressions computed, values cast exactly, misfits found with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kpireport.errors import DataError, Place
from kpireport.sources.duck import connect
from kpireport.sources.interface import Batch, ColumnType
from kpireport.sources.mapping import ColumnMapping, MappedColumn
from kpireport.sources.wording import A_TYPE, rows, shown

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROW = "number of the row"
"""The number of the row in the stream, from 1; hidden beside the stream's own columns."""
MONEY_SCALE, TEXT_SCALE = 6, 9
_ROW_NUMBER = re.compile(r"'(?:[^']|'')*'|row_number\(\) OVER \(\)")
_DECIMAL_TEXT = rf"[+-]?([0-9]+([.][0-9]{{0,{TEXT_SCALE}}})?|[.][0-9]{{1,{TEXT_SCALE}}})"


@dataclass(frozen=True, slots=True)
class Cast:
    """SQL for one column of the dataset: the value, and whether a row holds something that does not fit."""

    column: MappedColumn
    value: str
    misfit: str
    source: str


class Caster:
    """Casts the batches of one stream, in order; a context manager that holds an engine of its own.

    Raises DataError at the first value that does not fit, with its place.
    """

    def __init__(self, mapping: ColumnMapping, *, timezone: str, origin: str) -> None:
        self.mapping, self.timezone, self.origin = mapping, timezone, origin
        self._connection: duckdb.DuckDBPyConnection = connect()
        self._casts: dict[pa.Schema, Sequence[Cast]] = {}
        self._rows = 0
        self.missing: dict[str, int] = {}
        """Empty cells by column."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._connection.close()

    def cast(self, batch: Batch) -> pa.Table:
        """The batch as rows of the dataset."""
        start = self._rows
        place = batch.place or (lambda row: Place(f"{self.origin} (row {start + row + 1})"))
        table = _numbered(batch.table, start)
        self._rows += table.num_rows
        casts = self._casts_for(table.schema)
        result = self._run(casts, table, place)
        misfits = [cast for cast in casts if _any(result, f"!{cast.column.name}")]
        if misfits:
            raise self._misfit(misfits[0], result, table, place)
        table = result.select([cast.column.name for cast in casts])
        self._check_days(table, place)
        for name in table.column_names:
            self.missing[name] = self.missing.get(name, 0) + table[name].null_count
        return table

    def _casts_for(self, schema: pa.Schema) -> Sequence[Cast]:
        if schema not in self._casts:
            self._connection.register("stream", schema.empty_table())
            self._casts[schema] = [self._cast_of(column) for column in self.mapping.columns]
        return self._casts[schema]

    def _cast_of(self, column: MappedColumn) -> Cast:
        import duckdb

        sql = _expression(column)
        try:
            kind = str(self._connection.execute(f"DESCRIBE SELECT {sql} AS x FROM stream").fetchall()[0][1])
        except duckdb.Error as error:
            raise DataError(
                f"source {self.origin!r}: {column.text!r} for {column.name!r} does not work on these columns: {_first_line(error)}",
                hint=f"the columns are {self._described()}; cast(... as ...) converts",
            ) from error
        filled, value = cast_sql(sql, kind, column.type, self.timezone)
        return Cast(column, value, f"(({filled}) IS NOT NULL AND ({value}) IS NULL)", sql)

    def _described(self) -> str:
        described = self._connection.execute("DESCRIBE stream").fetchall()
        return ", ".join(f"{name} ({kind.lower()})" for name, kind, *_ in described if name != ROW)

    def _run(self, casts: Sequence[Cast], table: pa.Table, place: Callable[[int], Place]) -> pa.Table:
        import duckdb

        selected = ", ".join(
            f"{cast.value} AS {_quoted(cast.column.name)}, {cast.misfit} AS {_quoted('!' + cast.column.name)}"
            for cast in casts
        )
        try:
            return self._query(selected, table)
        except duckdb.Error as error:
            row, cast = self._failing(casts, table)
            raise DataError(
                f"{cast.column.text!r} for {cast.column.name!r} cannot be computed: {_first_line(error)}",
                place=place(row),
            ) from error

    def _query(self, selected: str, table: pa.Table) -> pa.Table:
        self._connection.register("stream", table)
        return self._connection.execute(f"SELECT {selected} FROM stream").to_arrow_table()

    def _failing(self, casts: Sequence[Cast], table: pa.Table) -> tuple[int, Cast]:
        """The first row at which some cast fails outright, found by halving."""
        for cast in casts:
            low, high = 0, table.num_rows
            if not self._fails(cast, table):
                continue
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if self._fails(cast, table.slice(low, middle - low)) else (middle, high)
            return low, cast
        return 0, casts[0]

    def _fails(self, cast: Cast, table: pa.Table) -> bool:
        import duckdb

        try:
            self._query(f"{cast.value} AS a, {cast.misfit} AS b", table)
        except duckdb.Error:
            return True
        return False

    def _misfit(self, cast: Cast, result: pa.Table, table: pa.Table, place: Callable[[int], Place]) -> DataError:
        import pyarrow.compute as pc

        bad = pc.indices_nonzero(result[f"!{cast.column.name}"])
        row = bad[0].as_py()
        value = self._query(f"CAST({cast.source} AS VARCHAR) AS x", table.slice(row, 1))["x"][0].as_py()
        more = f"; {rows(len(bad))} here do not fit" if len(bad) > 1 else ""
        origin = f" (from {cast.column.text!r})" if cast.column.text != cast.column.name else ""
        return DataError(
            f"column {cast.column.name!r}{origin}: {shown(value)} is not {A_TYPE[cast.column.type]}{more}",
            place=place(row),
            hint=f"the dataset {self.mapping.contract.id!r} wants {A_TYPE[cast.column.type]} here{_rounding(cast.column)}",
        )

    def _check_days(self, table: pa.Table, place: Callable[[int], Place]) -> None:
        """A row without its day belongs to no period."""
        import pyarrow.compute as pc

        days = table[self.mapping.contract.time]
        if days.null_count:
            row = pc.indices_nonzero(days.is_null())[0].as_py()
            raise DataError(
                f"column {self.mapping.contract.time!r}: the row has no date", place=place(row),
                hint="fill it, or leave such rows out of the export",
            )  # fmt: skip


def _rounding(column: MappedColumn) -> str:
    """What to write where an expression gives a fraction that has to be whole."""
    return f": round({column.text})" if column.type == "integer" and column.expression else ""


def cast_sql(sql: str, kind: str, target: ColumnType, timezone: str) -> tuple[str, str]:
    """SQL for what an expression of a DuckDB type holds, and for its value as a column type.

    Where the first is not null and the second is, the value does not fit. Nothing is rounded but binary fractions to
    six decimals where they are amounts; NaN, and blank text where no text is wanted, count as empty.
    """
    floating = kind in {"DOUBLE", "FLOAT"}
    if floating:
        sql = f"(CASE WHEN NOT isnan({sql}) THEN {_double(sql, kind)} END)"
    elif kind == "TIMESTAMP WITH TIME ZONE":
        sql = f"({sql} AT TIME ZONE '{timezone}')"
    elif target != "text" and kind == "VARCHAR":
        sql = f"nullif(trim({sql}), '')"
    elif target in {"integer", "number", "money"} and not (kind in _INTEGERS or kind.startswith("DECIMAL")):
        sql, kind = f"CAST({sql} AS VARCHAR)", "VARCHAR"
    fractional = floating or kind.startswith("DECIMAL")
    match target:
        case "text":
            return sql, _text(sql) if floating else f"CAST({sql} AS VARCHAR)"
        case "boolean":
            return sql, _boolean(sql)
        case "date" | "timestamp":
            return sql, _moment(sql, "DATE" if target == "date" else "TIMESTAMP", fractional or kind in _INTEGERS)
        case "integer":
            return sql, _integer(sql, kind, fractional=fractional)
        case _ if kind == "VARCHAR":
            return sql, _decimal_text(sql)
        case "number":
            return sql, _number(sql, kind, floating=floating)
        case _:
            return sql, _money(sql, kind)


_INTEGERS = frozenset({
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
})  # fmt: skip


def _double(sql: str, kind: str) -> str:
    """A 32-bit float as the decimal that it was written from."""
    return sql if kind == "DOUBLE" else f"CAST(CAST({sql} AS VARCHAR) AS DOUBLE)"


def _text(sql: str) -> str:
    """A binary number as text: 12345.0 is an id, 12345."""
    whole = f"{sql} = trunc({sql}) AND abs({sql}) < 1e15"
    return f"CASE WHEN {whole} THEN CAST(TRY_CAST({sql} AS BIGINT) AS VARCHAR) ELSE CAST({sql} AS VARCHAR) END"


def _boolean(sql: str) -> str:
    text = f"lower(CAST({sql} AS VARCHAR))"
    return f"CASE WHEN {text} IN ('true', '1', '1.0', 'yes') THEN true WHEN {text} IN ('false', '0', '0.0', 'no') THEN false END"


def _moment(sql: str, name: str, number: bool) -> str:
    if number:
        return f"CAST(try_strptime(CAST(TRY_CAST({sql} AS BIGINT) AS VARCHAR), '%Y%m%d') AS {name})"
    return f"TRY_CAST({sql} AS {name})"


def _integer(sql: str, kind: str, *, fractional: bool) -> str:
    value = f"TRY_CAST({sql} AS BIGINT)"
    if fractional:
        return f"CASE WHEN {sql} = trunc({sql}) THEN {value} END"
    if kind == "VARCHAR":
        return f"CASE WHEN regexp_full_match({sql}, '[+-]?[0-9]+') THEN {value} END"
    return value


def _number(sql: str, kind: str, *, floating: bool) -> str:
    if floating:
        return f"CASE WHEN isfinite({sql}) THEN {sql} END"
    if kind in _INTEGERS:
        return f"TRY_CAST({sql} AS {'DECIMAL(38,0)' if kind in {'HUGEINT', 'UBIGINT'} else 'BIGINT'})"
    return sql


def _decimal_text(sql: str) -> str:
    return f"CASE WHEN regexp_full_match({sql}, '{_DECIMAL_TEXT}') THEN TRY_CAST({sql} AS DECIMAL(38,{TEXT_SCALE})) END"


def _money(sql: str, kind: str) -> str:
    """Decimals keep their digits; whole numbers get two more, binary fractions six."""
    if kind.startswith("DECIMAL"):
        width, scale = (int(part) for part in kind.removeprefix("DECIMAL(").rstrip(")").split(","))
        scale_wanted = max(scale, 2)
        narrow = width + scale_wanted - scale <= 18
        return f"TRY_CAST({sql} AS DECIMAL({18 if narrow else 38},{scale_wanted}))"
    return f"TRY_CAST({sql} AS DECIMAL(38,{2 if kind in _INTEGERS else MONEY_SCALE}))"


def _expression(column: MappedColumn) -> str:
    if column.expression is None:
        return _quoted(column.source or column.name)
    sql = column.expression.sql
    if column.expression.uses_row_number:
        sql = _ROW_NUMBER.sub(lambda match: match[0] if match[0].startswith("'") else _quoted(ROW), sql)
    return f"({sql})"


def _numbered(table: pa.Table, start: int) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    numbers = pa.array(np.arange(start + 1, start + 1 + table.num_rows))
    return table.append_column(ROW, numbers)


def _any(table: pa.Table, name: str) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(table[name]).as_py())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _first_line(error: Exception) -> str:
    """DuckDB's own words without the class of the error."""
    return str(error).splitlines()[0].partition(" Error: ")[2] or str(error)
