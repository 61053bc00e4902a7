"""From a stream's columns to a dataset's: by name, by renaming, or by computing.

A column whose name is that of a dataset's column, letter case, blanks and punctuation aside, maps onto it. `columns:` of
the spec renames (`revenue: dollar_value`) or computes (`views: round(exp(y))`). What the dataset has and the stream
lacks is simply absent; only without the date column nothing can be reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpireport.errors import DataError, Place, UnknownNameError, did_you_mean, placing
from kpireport.expressions import RowExpression, parse_row
from kpireport.sources.interface import ColumnType

_OTHER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class DatasetContract:
    """What a dataset asks of its rows, as plain data: columns and their types, the date column, the required ones."""

    id: str
    time: str
    columns: Mapping[str, ColumnType]
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of the dataset: renamed from `source`, or computed by `expression`."""

    name: str
    type: ColumnType
    source: str | None = None
    expression: RowExpression | None = None

    @property
    def text(self) -> str:
        """The mapping as the spec writes it."""
        return self.expression.text if self.expression else self.source or self.name


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a stream's rows become a dataset's rows."""

    contract: DatasetContract
    columns: tuple[MappedColumn, ...]
    unused: tuple[str, ...] = ()
    """Columns of the stream that nothing uses."""

    @property
    def used(self) -> dict[str, ColumnType | None]:
        """The stream's columns that are used, and as what; None where only an expression uses one."""
        used: dict[str, ColumnType | None] = {}
        for column in self.columns:
            if column.source is not None:
                used[column.source] = None if used.get(column.source, column.type) != column.type else column.type
        for column in self.columns:
            if column.expression is not None:
                for name in sorted(column.expression.columns):
                    used.setdefault(name, None)
        return used

    @property
    def required(self) -> frozenset[str]:
        """The stream's columns without which a row has no day."""
        return frozenset(c.source for c in self.columns if c.name == self.contract.time and c.source is not None)

    def described(self) -> dict[str, str]:
        """Dataset column to its text in the spec, for manifests."""
        return {column.name: column.text for column in self.columns}


def map_columns(
    contract: DatasetContract,
    stream: Mapping[str, ColumnType | None],
    columns: Mapping[str, str],
    *,
    origin: str,
    places: Mapping[str, Place] | None = None,
) -> ColumnMapping:
    """The mapping of a stream (column to type, in order) onto a dataset; `origin` names the source in messages.

    `places` says where `columns` was written, by column of the dataset.
    Raises UnknownNameError for a column that the dataset does not have, MetricError for an expression that is not
    allowed, DataError when the date column is missing or a name fits several columns.
    """
    where = places or {}
    for name in columns:
        if name not in contract.columns:
            raise UnknownNameError(f"column of dataset {contract.id!r}", name, contract.columns, place=where.get(name))
    mapped: list[MappedColumn] = []
    for name, kind in contract.columns.items():
        text = columns.get(name)
        with placing(where.get(name)):
            found = _by_name(name, stream, origin) if text is None else _by_text(text, name, stream)
        if isinstance(found, RowExpression):
            mapped.append(MappedColumn(name, kind, expression=found))
        elif found is not None:
            mapped.append(MappedColumn(name, kind, source=found))
    if contract.time not in {column.name for column in mapped}:
        raise _no_time(contract, stream, origin)
    mapping = ColumnMapping(contract, tuple(mapped))
    unused = tuple(name for name in stream if name not in mapping.used)
    return ColumnMapping(contract, tuple(mapped), unused)


def normal(name: str) -> str:
    """A column's name as names are compared: 'Landing page' is landing_page."""
    return _OTHER.sub("_", name.casefold()).strip("_")


def _by_name(name: str, stream: Mapping[str, ColumnType | None], origin: str) -> str | None:
    if name in stream:
        return name
    near = [column for column in stream if normal(column) == name]
    if len(near) > 1:
        raise DataError(
            f"source {origin!r}: the columns {', '.join(map(repr, near))} could all be {name!r}",
            hint=f"say which: `columns: {{{name}: {near[0]}}}`",
        )
    return near[0] if near else None


def _by_text(text: str, name: str, stream: Mapping[str, ColumnType | None]) -> str | RowExpression:
    """A plain name renames, whatever characters it has; anything else is an expression."""
    if text in stream:
        return text
    near = [column for column in stream if normal(column) == normal(text)]
    if len(near) == 1 and re.fullmatch(r"[\w .-]+", text):
        return near[0]
    if re.fullmatch(r"[A-Za-z_]\w*", text):
        raise UnknownNameError(f"column (for {name!r})", text, stream)
    return parse_row(text, {column: kind or "number" for column, kind in stream.items()})


def _no_time(contract: DatasetContract, stream: Mapping[str, ColumnType | None], origin: str) -> DataError:
    listed = ", ".join(list(stream)[:12]) + (" ..." if len(stream) > 12 else "")
    if len(stream) == 1:
        hint = f"there is one column only, {listed[:60]!r}: is the separator another (`delimiter:`), or does the table begin lower (`skip_rows:`)?"
    else:
        near = did_you_mean(contract.time, stream)
        suggestion = f"{near} " if near.startswith("did") else ""
        hint = f"{suggestion}say which it is with `columns: {{{contract.time}: ...}}`; the columns are {listed}"
    return DataError(f"source {origin!r} has no date column {contract.time!r} for dataset {contract.id!r}", hint=hint)
