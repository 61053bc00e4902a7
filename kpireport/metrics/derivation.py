"""Columns and datasets that no source delivers: what they need, and the SQL that makes them.

Columns are made once over all stored rows: the number of an event among those of its member, the step of time in which
its member began, and what a row-level expression computes (from delivered columns and numbers, not from other computed ones). Datasets are made once for each bucket of days, by the SELECT of their derivation, in which every
input stands as the rows of the bucket (or all of them) with exactly the columns that it names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kpireport.errors import MetricError
from kpireport.expressions import RowExpression, Selection, parse_row, parse_selection
from kpireport.expressions.selection import END, START
from kpireport.metrics.database import day, quote
from kpireport.metrics.datasets import Beginning, Dataset, Input, Ordinal
from kpireport.metrics.rules import is_numbered_within

_TYPES = {
    "date": "date", "timestamp": "timestamp", "text": "varchar", "integer": "bigint", "number": "double",
    "money": "decimal(38, 6)", "boolean": "boolean",
}  # fmt: skip


def sql_type(column_type: str) -> str:
    """The type of a dataset's column in SQL."""
    return _TYPES[column_type]


def available(dataset: Dataset, delivered: Collection[str]) -> frozenset[str]:
    """The columns of a dataset that are there when a source delivers some of them: those, and what is made from them."""
    found = {name for name in delivered if name in dataset.columns}
    found |= {
        name
        for name, column in dataset.columns.items()
        if column.ordinal and {column.ordinal.of, column.ordinal.per, dataset.time} <= found
    }
    found |= {
        name
        for name, column in dataset.columns.items()
        if column.beginning and {column.beginning.per, dataset.time} <= found
    }
    found |= {name for name, expression in _computed(dataset).items() if expression.columns <= found}
    return frozenset(found)


def all_available(
    datasets: Mapping[str, Dataset], delivered: Mapping[str, Collection[str]]
) -> Mapping[str, frozenset[str]]:
    """The columns that are there by dataset, derived datasets included: what a source feeds is never derived."""
    found = {name: available(datasets[name], columns) for name, columns in delivered.items() if name in datasets}
    for name, dataset in datasets.items():
        if name not in delivered and dataset.derived:
            made = _derivable(dataset, found)
            if made is not None:
                found[name] = made
    return found


def _derivable(dataset: Dataset, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The columns that a derivation gives, or None where an input lacks what it needs."""
    if dataset.derived is None:
        return None
    absent: set[str] = set()
    for needed in dataset.derived.inputs.values():
        there = known.get(needed.dataset, frozenset())
        if not there.issuperset(needed.columns):
            return None
        absent |= set(needed.optional) - there
    return frozenset(dataset.columns) - absent


def sources_of(dataset: Dataset, columns: Collection[str], delivered: Collection[str]) -> frozenset[str]:
    """The columns that a source has to deliver for some columns of a dataset."""
    needed: set[str] = set()
    for name in columns:
        column = dataset.columns[name]
        if name in delivered or not (column.ordinal or column.beginning or column.computed):
            needed.add(name)
        elif column.beginning:
            needed |= {column.beginning.per, dataset.time}
        elif column.ordinal:
            needed |= {column.ordinal.of, column.ordinal.per, dataset.time}
        else:
            needed |= sources_of(dataset, _computed(dataset)[name].columns, delivered)
    return frozenset(needed)


# ---------------------------------------------------------------- columns


@lru_cache(maxsize=256)
def _computed_of(columns: tuple[tuple[str, str, str | None], ...]) -> Mapping[str, RowExpression]:
    types = {name: kind for name, kind, _ in columns}
    return {name: parse_row(text, types) for name, _, text in columns if text}


def _computed(dataset: Dataset) -> Mapping[str, RowExpression]:
    if not any(column.computed for column in dataset.columns.values()):
        return {}
    return _computed_of(tuple((name, column.type, column.computed) for name, column in dataset.columns.items()))


def completed(dataset: Dataset, stored: str, delivered: Collection[str], wanted: Collection[str]) -> str | None:
    """The SELECT of a dataset's rows with the wanted columns that are made from those that `stored` (a table) has.

    None where every wanted column is delivered.
    """
    there = available(dataset, delivered)
    made = _made_for(dataset, [name for name in wanted if name in there], delivered)
    if not made:
        return None
    sql, columns = f"from {stored} as _rows", ["_rows.*"]
    for name in made:
        ordinal, beginning = dataset.columns[name].ordinal, dataset.columns[name].beginning
        if beginning:
            begun = beginnings(beginning, name, dataset.time, stored)
            sql += f"\nleft join (\n{begun}\n) as _{name} using ({quote(beginning.per)})"
            columns.append(f"_{name}.{quote(name)}")
        elif ordinal and ordinal.within == "history":
            numbers = numbering(ordinal, name, dataset.time, stored)
            sql += f"\nleft join (\n{numbers}\n) as _{name} using ({quote(ordinal.per)}, {quote(ordinal.of)})"
            columns.append(f"_{name}.{quote(name)}")
    sql = f"select {', '.join(columns)}\n{sql}"
    for name in made:
        if name in _computed(dataset):
            sql = f"select *, {_computed(dataset)[name].sql} as {quote(name)}\nfrom (\n{sql}\n)"
    return sql


def _made_for(dataset: Dataset, wanted: Collection[str], delivered: Collection[str]) -> tuple[str, ...]:
    """The columns that have to be made, each after those that it is computed from."""
    made: dict[str, None] = {}
    for name in wanted:
        if name in delivered or is_numbered_within(dataset, name):
            continue
        computed = _computed(dataset).get(name)
        made |= dict.fromkeys(_made_for(dataset, sorted(computed.columns), delivered) if computed else ())
        made[name] = None
    return tuple(made)


def numbering(ordinal: Ordinal, name: str, time: str, rows: str, within: str | None = None) -> str:
    """The SELECT that numbers events: one row for each member and event, the first event 1; apart for each `within`."""
    per, of = quote(ordinal.per), quote(ordinal.of)
    keys = ", ".join([*([within] if within else []), per, of])
    partition = ", ".join([*([within] if within else []), per])
    return (
        f"  select {keys}, row_number() over (partition by {partition} order by min({quote(time)}), {of}) as {quote(name)}\n"
        f"  from {rows}\n  where {per} is not null and {of} is not null\n  group by {keys}"
    )


def beginnings(beginning: Beginning, name: str, time: str, rows: str) -> str:
    """The SELECT that gives each member the name of the step of time that its first row lies in."""
    per, first = quote(beginning.per), f"min({quote(time)})"
    parts = {
        "month": f"strftime({first}, '%Y-%m')",
        "quarter": f"strftime({first}, '%Y') || '-Q' || quarter({first})",
        "year": f"strftime({first}, '%Y')",
    }
    return (
        f"  select {per}, {parts[beginning.step]} as {quote(name)}\n"
        f"  from {rows}\n  where {per} is not null and {quote(time)} is not null\n  group by {per}"
    )


# ---------------------------------------------------------------- datasets


@dataclass(frozen=True, slots=True)
class Derived:
    """The SELECT of a derivation made ready: only the days of a bucket are still to be put in."""

    template: str

    def sql(self, start: date, end: date) -> str:
        """The SELECT for the half-open days of a bucket."""
        return self.template.replace(START, day(start)).replace(END, day(end))


def derive(dataset: Dataset, inputs: Mapping[str, Dataset], there: Mapping[str, Collection[str]]) -> Derived:
    """Make a derivation ready; raises MetricError for SQL that is no single SELECT over its inputs.

    `inputs` are the datasets that it reads by id, `there` the columns that each of them has.
    """
    selection, needed = _selection(dataset), dataset.derived.inputs if dataset.derived else {}
    rows = {name: _rows_of(found, inputs[found.dataset], there[found.dataset]) for name, found in needed.items()}
    return Derived(selection.over(rows))


def _rows_of(needed: Input, dataset: Dataset, there: Collection[str]) -> str:
    columns = []
    for name in dict.fromkeys((dataset.time, *needed.columns, *needed.optional)):
        null = f"cast(null as {_TYPES[dataset.columns[name].type]})"
        columns.append(f"{quote(name) if name in there else null} as {quote(name)}")
    time = f"cast({quote(dataset.time)} as date)"
    where = f" where {time} >= {START} and {time} < {END}" if needed.rows == "period" else ""
    return f"select {', '.join(columns)} from {quote(dataset.id)}{where}"


def check_derivation(dataset: Dataset, datasets: Mapping[str, Dataset]) -> None:
    """Check everything about a derivation that its SQL and the datasets tell; raises MetricError."""
    derivation = dataset.derived
    if derivation is None:
        return
    for name, needed in derivation.inputs.items():
        source = datasets.get(needed.dataset)
        if source is None or source.derived:
            why = "is derived itself" if source else "is not known"
            raise _wrong(dataset, f"its input {name!r} is the dataset {needed.dataset!r}, which {why}")
        missing = sorted({*needed.columns, *needed.optional} - set(source.columns))
        if missing:
            raise _wrong(dataset, f"its input {name!r} names columns that {source.id!r} lacks: {', '.join(missing)}")
    _selection(dataset)


def _selection(dataset: Dataset) -> Selection:
    if dataset.derived is None:
        raise _wrong(dataset, "it has no derivation")
    try:
        return parse_selection(dataset.derived.sql, frozenset(dataset.derived.inputs))
    except MetricError as error:
        raise _wrong(dataset, error.problems[0].message, error.problems[0].hint) from error


def _wrong(dataset: Dataset, why: str, hint: str | None = None) -> MetricError:
    return MetricError(f"dataset {dataset.id!r} cannot be derived: {why}", hint=hint)
