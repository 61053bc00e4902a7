"""What is known about a dataset's rows before anything is computed from them: a profile, made once per stored table.

It finds which days there are, how many members a dimension has, whether rows repeat and whether currencies mix. The
rules for rows that repeat:

- The key is that part of the dataset's key that the source delivers; with several sources `_source` joins it.
- Rows that are the same in every column are one row: they collapse, and a notice says how many.
- Rows with the same key and other values are an error that names the key and two of the rows. Where the source leaves
  out a part of the key, the hint says how to map the column that tells such rows apart.
- Where nothing of the key but the day is delivered (and the key is more than the day), several rows of a day cannot be
  told apart from repeated ones: they are added up as they are, and a notice says on how many days.
- Where nothing of the key is delivered, rows are taken as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kpireport.errors import DataError, MetricError, did_you_mean
from kpireport.metrics.database import SOURCE_COLUMN, AnyTable, open_database, quote, run
from kpireport.metrics.pack import Column, Dataset
from kpireport.sources.interface import Notice

if TYPE_CHECKING:
    import duckdb
    from pydantic import TypeAdapter

PROFILE_VERSION = 3
"""Grows when the same rows would be profiled differently."""
ROWS_PER_PASS = 8_000_000
"""Keys are compared in passes of about so many rows, so that memory does not grow with the table."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts about a table.

    `first` and `last` are days with rows (None without any); `usual_gap` is how many days in a row it often goes
    without, and `pauses` are the half-open ranges of days beyond that between two days with rows; `members` is about how many members each delivered dimension has; `repeated` is how many rows collapse.
    """

    columns: tuple[str, ...]
    rows: int
    first: date | None
    last: date | None
    usual_gap: int
    members: Mapping[str, int]
    repeated: int
    currencies: tuple[str, ...]
    notices: tuple[Notice, ...]
    pauses: tuple[tuple[date, date], ...] = ()


def kept_as(profile: Profile) -> bytes:
    """A profile as bytes, to be kept beside the rows that it is about."""
    return _profiles().dump_json(profile)


def from_kept(data: bytes) -> Profile:
    """The profile that `kept_as` wrote; raises ValueError for anything else."""
    return _profiles().validate_json(data, strict=True)


@cache
def _profiles() -> TypeAdapter[Profile]:
    from pydantic import TypeAdapter

    return TypeAdapter(Profile)


def profile_table(dataset: Dataset, table: AnyTable) -> Profile:
    """Profile one table; raises DataError for equal keys with different values."""
    with open_database({dataset.id: table}) as connection:
        return profile_rows(connection, dataset)


def profile_rows(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Profile:
    """Profile the rows that a connection has under the dataset's id."""
    columns = _columns(connection, dataset)
    days = _rows_by_day(connection, dataset)
    _check_bounds(connection, dataset, columns)
    rows = sum(days.values())
    dated = sorted(day for day in days if day is not None)
    usual = _usual_gap(dated)
    key = delivered_key(dataset, columns)
    compared = key == dataset.key or bool(set(key) - {dataset.time})
    repeated = _repeated(connection, dataset, _with_source(key, columns), rows) if key and compared else 0
    notices = [*_undated(dataset, days), *_collapsed(dataset, repeated, key)]
    if key and not compared:
        notices += _days_with_several_rows(dataset, days)
    return Profile(
        columns=columns,
        rows=rows,
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        usual_gap=usual,
        pauses=_pauses(dated, usual),
        members=_members(connection, dataset, columns),
        repeated=repeated,
        currencies=_currencies(connection, dataset, columns),
        notices=tuple(notices),
    )


def delivered_key(dataset: Dataset, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The part of the dataset's key that is there."""
    return tuple(name for name in dataset.key if name in columns)


def _with_source(key: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    return (*key, SOURCE_COLUMN) if SOURCE_COLUMN in columns else key


def _columns(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> tuple[str, ...]:
    names = tuple(row[0] for row in run(connection, f"describe {quote(dataset.id)}", dataset=dataset.id))
    if dataset.time not in names:
        message = f"dataset {dataset.id!r} has no column {dataset.time!r}, which says when things happened"
        raise MetricError(message, hint=f"map it under columns: of the source; {did_you_mean(dataset.time, names)}")
    return names


def _rows_by_day(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> dict[date | None, int]:
    day = f"cast({quote(dataset.time)} as date)"
    sql = f"select {day}, count(*) from {quote(dataset.id)} group by 1 order by 1"
    return dict(run(connection, sql, dataset=dataset.id))


def _usual_gap(days: list[date]) -> int:
    """How many days without rows lie between days with rows, but for one gap in twenty: 0 for daily data."""
    gaps = sorted((after - before).days - 1 for before, after in pairwise(days))
    return gaps[math.ceil(0.95 * len(gaps)) - 1] if gaps else 0


def _pauses(days: list[date], usual: int) -> tuple[tuple[date, date], ...]:
    expected = timedelta(days=usual + 1)
    return tuple((before + expected, after) for before, after in pairwise(days) if after - before > expected)


def _members(connection: duckdb.DuckDBPyConnection, dataset: Dataset, columns: tuple[str, ...]) -> dict[str, int]:
    names = [d.column for d in dataset.dimensions if d.column in columns]
    if not names:
        return {}
    counts = ", ".join(f"approx_count_distinct({quote(name)})" for name in names)
    (found,) = run(connection, f"select {counts} from {quote(dataset.id)}", dataset=dataset.id)
    return {name: int(count) + 1 for name, count in zip(names, found, strict=True)}


def _check_bounds(connection: duckdb.DuckDBPyConnection, dataset: Dataset, columns: tuple[str, ...]) -> None:
    """Raise DataError for a value that a column cannot have: a negative count, an answer beyond its scale."""
    bounded = [name for name in columns if name in dataset.columns and _bounds(dataset.columns[name])]
    if not bounded:
        return
    extremes = ", ".join(f"min({quote(name)}), max({quote(name)})" for name in bounded)
    (found,) = run(connection, f"select {extremes} from {quote(dataset.id)}", dataset=dataset.id)
    for name, low, high in zip(bounded, found[::2], found[1::2], strict=True):
        column = dataset.columns[name]
        if low is not None and column.minimum is not None and low < column.minimum:
            raise _out_of_bounds(connection, dataset, name, low, f"cannot be below {column.minimum:g}")
        if high is not None and column.maximum is not None and high > column.maximum:
            raise _out_of_bounds(connection, dataset, name, high, f"cannot be above {column.maximum:g}")


def _bounds(column: Column) -> bool:
    return column.minimum is not None or column.maximum is not None


def _out_of_bounds(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, name: str, value: object, why: str
) -> DataError:
    time = quote(dataset.time)
    sql = f"select min(cast({time} as date)) from {quote(dataset.id)} where {quote(name)} = {value}"
    day = run(connection, sql, dataset=dataset.id)[0][0]
    when = f" on {day}" if day else ""
    return DataError(
        f"dataset {dataset.id!r}: {name!r} is {value}{when}, and it {why}",
        hint="mend the row, or map another column to it under `columns:` of the source",
    )


def _currencies(connection: duckdb.DuckDBPyConnection, dataset: Dataset, columns: tuple[str, ...]) -> tuple[str, ...]:
    if dataset.currency is None or dataset.currency not in columns:
        return ()
    column = quote(dataset.currency)
    sql = f"select distinct {column} from {quote(dataset.id)} where {column} is not null order by 1"
    return tuple(str(row[0]) for row in run(connection, sql, dataset=dataset.id))


def _repeated(connection: duckdb.DuckDBPyConnection, dataset: Dataset, key: tuple[str, ...], rows: int) -> int:
    """How many rows are repetitions of another; raises DataError for equal keys with different values.

    Hashes of keys are compared first; rows whose hash occurs twice are then compared as they are.
    """
    columns = ", ".join(quote(name) for name in key)
    passes = math.ceil(rows / ROWS_PER_PASS)
    name, repeated = quote(dataset.id), 0
    for turn in range(passes):
        hashed = f"select hash({columns}) as h from {name} where hash({columns}) % {passes} = {turn}"
        twice = f"select h from ({hashed}) group by h having count(*) > 1"
        run(connection, f"create or replace temp table twice as {twice}", dataset=dataset.id)
        if run(connection, "select count(*) from twice", dataset=dataset.id)[0][0] == 0:
            continue
        suspects = f"select * from {name} where hash({columns}) in (from twice)"
        run(connection, f"create or replace temp table suspects as {suspects}", dataset=dataset.id)
        run(connection, "create or replace temp table different as select distinct * from suspects", dataset=dataset.id)
        _refuse_conflicts(connection, dataset, key)
        counts = "select (select count(*) from suspects) - (select count(*) from different)"
        repeated += run(connection, counts, dataset=dataset.id)[0][0]
    return repeated


def _refuse_conflicts(connection: duckdb.DuckDBPyConnection, dataset: Dataset, key: tuple[str, ...]) -> None:
    columns = ", ".join(quote(name) for name in key)
    group = f"select {columns} from different group by {columns} having count(*) > 1"
    (count,) = run(connection, f"select count(*) from ({group})", dataset=dataset.id)[0]
    if not count:
        return
    first = run(connection, f"{group} order by all limit 1", dataset=dataset.id)[0]
    same = " and ".join(f"{quote(name)} is not distinct from ?" for name in key)
    cursor = connection.execute(f"select * from different where {same} order by all limit 2", list(first))
    names = [column[0] for column in cursor.description]
    one, other = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    raise _conflict(dataset, key, one, other, count)


def _conflict(
    dataset: Dataset, key: tuple[str, ...], one: Mapping[str, Any], other: Mapping[str, Any], count: int
) -> DataError:
    named = ", ".join(f"{name}={_shown(one[name])}" for name in key)
    unlike = [name for name in one if one[name] != other[name]]
    first, second = (", ".join(f"{name}={_shown(row[name])}" for name in unlike) for row in (one, other))
    more = f" ({count - 1:,} more keys like it)" if count > 1 else ""
    message = f"dataset {dataset.id!r}: two rows have the key {named} and different values: {first} and {second}{more}"
    absent = [name for name in dataset.key if name not in key]
    hint = "leave out the rows that are wrong"
    if absent:
        hint += f", or map the column that tells them apart to {' or '.join(repr(name) for name in absent)}"
        hint += f", for example `columns: {{{absent[-1]}: row_number()}}` if both count"
    return DataError(message, hint=hint)


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _undated(dataset: Dataset, days: Mapping[date | None, int]) -> list[Notice]:
    rows = days.get(None, 0)
    have = "has" if rows == 1 else "have"
    said = f"{_counted(rows, 'row')} of {dataset.id} {have} no {dataset.time}: in no period, and not counted."
    known: dict[str, str | int | float] = {"rows": rows, "dataset": dataset.id, "column": dataset.time}
    return [Notice("incomplete_from", said, "notice-undated", known)] if rows else []


def _collapsed(dataset: Dataset, repeated: int, key: tuple[str, ...]) -> list[Notice]:
    """Rows that repeat; where a part of the key is not delivered they may be rows of their own, and how to say so."""
    are = "is" if repeated == 1 else "are"
    said = f"{_counted(repeated, 'row')} of {dataset.id} {are} the same as another in every column: counted once."
    message = "notice-duplicates"
    known: dict[str, str | int | float] = {"rows": repeated, "dataset": dataset.id}
    if len(key) < len(dataset.key):
        absent = next(name for name in reversed(dataset.key) if name not in key)
        said += f" There is no {absent} to tell them apart; if each of them counts, it has to be delivered."
        message, known = "notice-duplicates-key", {**known, "column": absent}
    return [Notice("duplicates", said, message, known)] if repeated else []


def _days_with_several_rows(dataset: Dataset, days: Mapping[date | None, int]) -> list[Notice]:
    several = sum(1 for day, rows in days.items() if day is not None and rows > 1)
    said = f"{dataset.id} has several rows on {_counted(several, 'day')} and no column that tells them apart: added up."
    return [Notice("info", said, "notice-several-rows", {"days": several, "dataset": dataset.id})] if several else []
