"""What a pack says about a dataset: its columns, what tells its rows apart, and how a derived one is made.

A dataset is delivered by sources, derived from other datasets, or either: where a source feeds a dataset that could be
derived, what it delivers counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
ColumnType = Literal["date", "timestamp", "text", "integer", "number", "money", "boolean"]


class PackModel(BaseModel):
    """The base of everything in a pack: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ordinal(PackModel):
    """A column that numbers the events of each member in the order of time, where no source delivers it.

    `{of: order_id, per: customer_id}` is 1 on every row of a customer's first order, 2 on the next. The order is that of
    the dataset's time, then of the event's own id. Rows without `per` or `of` have no number. `within: period` counts
    only the events of the period (or the step of a series) that is computed; else all that are stored count.
    """

    of: Name
    per: Name
    within: Literal["history", "period"] = "history"


class Beginning(PackModel):
    """A text column that says in which step of time each member began, where no source delivers it: '2026-03', '2026-Q1'.

    `{per: customer_id}` is, on every row of a customer, the month of the first row that is stored of them. Rows without
    `per` have none.
    """

    per: Name
    step: Literal["month", "quarter", "year"] = "month"


class Column(PackModel):
    """A column of a dataset. `unique` marks people counts (users, reach), which may not be added across rows."""

    type: ColumnType
    unit: str = "-"
    nullable: bool = True
    unique: bool = False
    minimum: float | None = None
    """A value below it is an error that names the day; 0 for what cannot be negative."""
    maximum: float | None = None
    ordinal: Ordinal | None = None
    beginning: Beginning | None = None
    computed: str | None = None
    """A row-level expression over the dataset's other columns, where no source delivers this one."""
    description: str = ""
    aliases: tuple[str, ...] = ()
    """What exports call it, in any language; `kpireport init` proposes a file's columns by these names."""


class Dimension(PackModel):
    """A column that facts may be broken down by. `controllable`: the agency can act on its members."""

    column: Name
    label: Mapping[str, str] = {}
    plural: Mapping[str, str] = {}
    by: Mapping[str, str] = {}
    """What stands after a metric that it breaks down ('по каналам'); English has 'by' and the label."""
    controllable: bool = False
    members: Mapping[str, Mapping[str, str]] = {}
    """Member to its label by language ('organic_search': {'en': 'Organic search'})."""


class Input(PackModel):
    """A dataset that a derivation reads.

    `columns` have to be delivered; `optional` ones are null where they are not, and then a column of the same name in
    the result counts as not delivered. `rows` are those of the period, or all that are stored (`history`).
    """

    dataset: Name
    columns: tuple[Name, ...]
    optional: tuple[Name, ...] = ()
    rows: Literal["period", "history"] = "period"


class Derivation(PackModel):
    """How a dataset is made from others, once for each period that is computed.

    `sql` is one SELECT over the names of `inputs`; it may use `:start` and `:end`, the first day of the period and the
    day after its last. It gives every column of the dataset but the time column, which is the first day of the period.
    It can read nothing else, and nothing that differs from run to run (random numbers, the clock).
    """

    description: str
    inputs: Mapping[Name, Input]
    sql: str


class Dataset(PackModel):
    """A canonical table that metrics are written against.

    `time` is its date column; `key` are the columns that tell rows apart (key columns that a source does not deliver are
    left out of the check); `currency` names the column that holds the ISO currency, if the rows carry one. A row of grain
    `period` is about a whole period (a month, a quarter), and its time is the first day of it: such a dataset has no
    daily course. `derived` says how it can be made where no source feeds it; such a dataset is of grain `period`.
    """

    id: Name
    title: Mapping[str, str]
    description: str = ""
    time: Name
    grain: Literal["row", "day", "period"] = "row"
    key: tuple[Name, ...]
    currency: Name | None = None
    derived: Derivation | None = None
    sources: tuple[str, ...] = ()
    """What usually delivers it ('Google Analytics'), for finding metrics by it."""
    notes: str = ""
    dimensions: tuple[Dimension, ...] = ()
    columns: Mapping[Name, Column]

    @model_validator(mode="after")
    def _names_exist(self) -> Dataset:
        ordinals = [column.ordinal for column in self.columns.values() if column.ordinal]
        named = [
            self.time,
            *self.key,
            *(d.column for d in self.dimensions),
            *([self.currency] if self.currency else []),
            *(name for ordinal in ordinals for name in (ordinal.of, ordinal.per)),
            *(column.beginning.per for column in self.columns.values() if column.beginning),
        ]
        missing = sorted({n for n in named if n not in self.columns})
        if missing:
            raise ValueError(f"dataset {self.id!r} names columns that it does not have: {', '.join(missing)}")
        if self.derived and self.grain != "period":
            raise ValueError(f"dataset {self.id!r} is derived for each period, so its grain is 'period'")
        return self

    def dimension(self, name: str) -> Dimension | None:
        """The dimension over a column, or None."""
        return next((d for d in self.dimensions if d.column == name), None)
