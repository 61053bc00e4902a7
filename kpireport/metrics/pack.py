"""What a metric pack is made of: datasets, metrics, relations and presets, as data that is checked when it is loaded.

A pack is written by hand or read from YAML; `Pack.model_validate` reports what is wrong with it. The core knows no
domain: every dataset and metric of a report comes from a pack or from the spec.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Unit = Literal["count", "currency", "percent", "ratio", "seconds", "score", "index", "position"]
Direction = Literal["higher_is_better", "lower_is_better", "neutral"]
Additivity = Literal["additive", "ratio", "distinct", "snapshot", "non_additive"]
ColumnType = Literal["date", "timestamp", "text", "integer", "number", "money", "boolean"]


class PackModel(BaseModel):
    """The base of everything in a pack: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(PackModel):
    """A column of a dataset. `unique` marks people counts (users, reach), which may not be added across rows."""

    type: ColumnType
    unit: str = "-"
    nullable: bool = True
    unique: bool = False
    description: str = ""
    aliases: tuple[str, ...] = ()
    """What exports call it, in any language; `kpireport init` proposes a file's columns by these names."""


class Dimension(PackModel):
    """A column that facts may be broken down by. `controllable`: the agency can act on its members."""

    column: Name
    label: Mapping[str, str] = {}
    plural: Mapping[str, str] = {}
    controllable: bool = False
    members: Mapping[str, Mapping[str, str]] = {}
    """Member to its label by language ('organic_search': {'en': 'Organic search'})."""


class Dataset(PackModel):
    """A canonical table that metrics are written against.

    `time` is its date column; `key` are the columns that tell rows apart (key columns that a source does not deliver are
    left out of the check); `currency` names the column that holds the ISO currency, if the rows carry one.
    """

    id: Name
    title: Mapping[str, str]
    description: str = ""
    time: Name
    grain: Literal["row", "day", "period"] = "row"
    key: tuple[Name, ...]
    currency: Name | None = None
    dimensions: tuple[Dimension, ...] = ()
    columns: Mapping[Name, Column]

    @model_validator(mode="after")
    def _names_exist(self) -> Dataset:
        named = [
            self.time,
            *self.key,
            *(d.column for d in self.dimensions),
            *([self.currency] if self.currency else []),
        ]
        missing = sorted({n for n in named if n not in self.columns})
        if missing:
            raise ValueError(f"dataset {self.id!r} names columns that it does not have: {', '.join(missing)}")
        return self

    def dimension(self, name: str) -> Dimension | None:
        """The dimension over a column, or None."""
        return next((d for d in self.dimensions if d.column == name), None)


class Parameter(PackModel):
    """A value that a metric's expression may use as `:name`."""

    type: Literal["integer", "number", "text", "boolean"]
    default: int | float | str | bool
    description: str = ""


class Variant(PackModel):
    """Another accepted definition of the same metric; the report prints which one was used."""

    id: Name
    description: str
    expression: str
    parameters: Mapping[Name, Parameter] = {}


class Words(PackModel):
    """A metric's name in one language. `gen` and `gender` serve languages that inflect."""

    nom: str
    gen: str | None = None
    gender: Literal["m", "f", "n", "pl"] | None = None
    short: str | None = None


class Benchmark(PackModel):
    """What the field holds to be good, at best (`max`) or at least (`min`); judged where a client has no target.

    It is about the metric's own definition: a variant of it is not held against it.
    """

    min: int | float | None = None
    max: int | float | None = None
    source: Mapping[str, str] = {}
    """Who says so, by language."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Benchmark:
        if self.min is None and self.max is None:
            raise ValueError("a benchmark needs 'min' or 'max'")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"'min' ({self.min}) is above 'max' ({self.max})")
        return self


class Metric(PackModel):
    """A definition: an aggregate expression over one dataset, or over other metrics' ids (`derived: true`).

    `additivity`, where it is stated, is an assertion: it is checked against what the expression implies.
    `display` refines the unit: 'mm:ss', 'hours', 'days', 'multiplier', 'decimals:1'.
    """

    id: Name
    label: Mapping[str, Words]
    description: str = ""
    formula: str = ""
    """The definition in plain words, for the page ('orders ÷ visits')."""
    group: str = ""
    dataset: Name | None = None
    derived: bool = False
    expression: str
    filter: str | None = None
    unit: Unit
    display: str | None = None
    direction: Direction = "neutral"
    additivity: Additivity | None = None
    dimensions: tuple[Name, ...] | None = None
    """Dimensions it may be broken down by; None: all of its dataset."""
    parameters: Mapping[Name, Parameter] = {}
    variants: tuple[Variant, ...] = ()
    caveats: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    stage: str | None = None
    abbreviation: str | None = None
    pair_with: tuple[Name, ...] = ()
    """Metrics of which at least one stands beside it wherever it is shown, the most telling first: a number that flatters
    or misleads alone (impressions, return on ad spend, average position) never stands alone."""
    benchmark: Benchmark | None = None

    @model_validator(mode="after")
    def _dataset_or_derived(self) -> Metric:
        if self.derived == (self.dataset is not None):
            raise ValueError(f"metric {self.id!r} needs either a dataset or 'derived: true'")
        return self


class Group(PackModel):
    """A heading that metrics stand under in a scoreboard and a catalogue."""

    id: str
    label: Mapping[str, str]


class Preset(PackModel):
    """A ready page plan: sections as a spec writes them. What the client's data cannot feed is left out.

    `sections` has the form of a spec's `sections` and is checked by the same models. `north_star` are the metrics that
    the report is about, the first one that the client's data can feed.
    """

    id: Name
    description: str
    north_star: tuple[Name, ...] = ()
    sections: tuple[Mapping[str, Any], ...]


class Pack(PackModel):
    """Everything that one plugin knows about one field."""

    id: Name
    title: str
    groups: tuple[Group, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    metrics: tuple[Metric, ...] = ()
    presets: tuple[Preset, ...] = ()
    version: int = Field(default=1)
