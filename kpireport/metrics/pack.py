"""What a metric pack is made of: datasets, metrics, relations and presets, as data that is checked when it is loaded.

A pack is written by hand or read from YAML; `Pack.model_validate` reports what is wrong with it. The core knows no
domain: every dataset and metric of a report comes from a pack or from the spec.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from kpireport.metrics.datasets import (
    Beginning,
    Column,
    ColumnType,
    Dataset,
    Derivation,
    Dimension,
    Input,
    Name,
    Ordinal,
    PackModel,
)

__all__ = [
    "Additivity",
    "Beginning",
    "Benchmark",
    "Column",
    "ColumnType",
    "Dataset",
    "Derivation",
    "Dimension",
    "Direction",
    "Group",
    "Identity",
    "Influence",
    "Input",
    "Metric",
    "Name",
    "Ordinal",
    "Pack",
    "PackModel",
    "Parameter",
    "Preset",
    "Reference",
    "Relations",
    "Snapshot",
    "Text",
    "TimeRule",
    "Transform",
    "Unit",
    "Variant",
    "Words",
]

Unit = Literal["count", "currency", "percent", "ratio", "seconds", "score", "index", "position"]
Direction = Literal["higher_is_better", "lower_is_better", "neutral"]
Additivity = Literal["additive", "ratio", "distinct", "snapshot", "non_additive"]
Text = str | Mapping[str, str]
"""A text in English, or by language."""
TimeRule = Literal["rows_in_period", "last_snapshot", "period_grain_rows", "window"]
Transform = Literal["share_of_total", "rank_desc"]


class Parameter(PackModel):
    """A value that a metric's expression and filter may use as `:name`; what a spec gives is checked against it.

    A parameter of type `window` (day, week, month) is a row filter, which no expression names: only the rows of the last
    day, the last seven days, or the calendar month of the last day of a period count.
    """

    type: Literal["integer", "number", "text", "boolean", "window"]
    default: int | float | str | bool
    description: str = ""
    label: Mapping[str, str] = {}
    """What a page calls it, by language."""
    members: Mapping[str, Mapping[str, str]] = {}
    """What a page calls some of its values, by language."""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[int | float | str, ...] = ()
    """The only values that it may have, where there are some."""

    @model_validator(mode="after")
    def _default_fits(self) -> Parameter:
        if (wrong := self.refusal(self.default)) is not None:
            raise ValueError(f"the default {self.default!r} {wrong}")
        return self

    def refusal(self, value: object) -> str | None:
        """What is wrong with a value ('is no integer', 'is above 1'), or None when it fits."""
        accepted: Mapping[str, tuple[type, ...]] = {
            "integer": (int,), "number": (int, float), "text": (str,), "boolean": (bool,), "window": (str,)
        }  # fmt: skip
        if not isinstance(value, accepted[self.type]) or isinstance(value, bool) != (self.type == "boolean"):
            return f"is no {self.type}"
        choices = self.choices or (_WINDOWS if self.type == "window" else ())
        if choices and value not in choices:
            return f"is none of {', '.join(map(str, choices))}"
        if isinstance(value, int | float) and not _within(value, self.minimum, self.maximum):
            return f"is not from {_bound(self.minimum)} to {_bound(self.maximum)}"
        return None


_WINDOWS = ("day", "week", "month")


def _within(value: float, minimum: float | None, maximum: float | None) -> bool:
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)


def _bound(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _spoken(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


class Snapshot(PackModel):
    """Of a table of states (followers, subscribers, ranks): which row of each thing counts in a period.

    Kept is, for each combination of `partition_by`, the row with the latest `time` inside the period (or the step of a
    series); the metric is computed from those. Columns of `partition_by` that a source does not deliver are taken as
    constant. A state is never added up over time.
    """

    time: Name | None = None
    """By default the dataset's own."""
    choice: Literal["last"] = "last"
    partition_by: tuple[Name, ...]


class Words(PackModel):
    """A metric's name in one language. `gen` and `gender` serve languages that inflect."""

    nom: str
    gen: str | None = None
    gender: Literal["m", "f", "n", "pl"] | None = None
    short: str | None = None


class Variant(PackModel):
    """Another accepted definition of the same metric; the report prints which one was used.

    What it does not state is as in the metric's own definition. A variant over another `dataset` has the dimensions that
    both have, and the filter and snapshot rule only where it states them.
    """

    id: Name
    label: Mapping[str, Words] = {}
    description: str
    descriptions: Mapping[str, str] = {}
    """The description in other languages."""
    formula: str = ""
    formulas: Mapping[str, str] = {}
    expression: str
    dataset: Name | None = None
    filter: str | None = None
    snapshot: Snapshot | None = None
    unit: Unit | None = None
    display: str | None = None
    direction: Direction | None = None
    additivity: Additivity | None = None
    range: tuple[float, float] | None = None
    parameters: Mapping[Name, Parameter] = {}
    caveats: tuple[Text, ...] = ()

    def description_in(self, language: str) -> str | None:
        """What is different in it, for a report in a language; None where it is only known in another."""
        spoken = _spoken(language)
        if not self.descriptions or spoken == "en":
            return self.description
        return self.descriptions.get(spoken) or None


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

    `additivity` and `time_rule`, where they are stated, are assertions: they are checked against what the expression,
    the snapshot rule and the dataset imply. `display` refines the unit: 'mm:ss', 'hours', 'days', 'multiplier',
    'decimals:1'. Of each period the rows in it are taken, then those that pass `filter`, then those that `snapshot` keeps.
    """

    id: Name
    label: Mapping[str, Words]
    description: str = ""
    formula: str = ""
    """The definition in plain words, for the page ('orders ÷ visits')."""
    formulas: Mapping[str, str] = {}
    """The formula in other languages; where there are some, a report in a language without one shows none."""
    group: str = ""
    dataset: Name | None = None
    derived: bool = False
    expression: str
    filter: str | None = None
    snapshot: Snapshot | None = None
    unit: Unit
    display: str | None = None
    direction: Direction = "neutral"
    direction_parameter: Name | None = None
    """A parameter (boolean, or an integer of 0 and 1) that turns the direction round when it is false or 0: whether a high
    score is good may depend on how a survey puts its question. It changes the direction, never the value."""
    additivity: Additivity | None = None
    time_rule: TimeRule | None = None
    """`period_grain_rows` also says that rows of several periods may not be added up: a quarter needs a row of its own."""
    transform: Transform | None = None
    """What a breakdown shows beside the value: each group's share of the sum of all (additive metrics only), or its rank,
    1 for the largest, equal values sharing the better one, groups without a value having none."""
    range: tuple[float, float] | None = None
    """The lowest and highest value that it can have."""
    dimensions: tuple[Name, ...] | None = None
    """Dimensions it may be broken down by; None: all of its dataset."""
    required_dimension: Name | None = None
    """The dimension without which it says little; a page plan shows it by this one."""
    parameters: Mapping[Name, Parameter] = {}
    variants: tuple[Variant, ...] = ()
    caveats: tuple[Text, ...] = ()
    decision: str = ""
    """Which reading of an ambiguous name was chosen, and why."""
    aliases: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """Ids of the pack's references."""
    stage: str | None = None
    """The id of a stage of the pack (attract, convert, close, delight)."""
    abbreviation: str | None = None
    pair_with: tuple[Name, ...] = ()
    """Metrics of which at least one stands beside it wherever it is shown, the most telling first: a number that flatters
    or misleads alone (impressions, return on ad spend, average position) never stands alone."""
    benchmark: Benchmark | None = None

    @model_validator(mode="after")
    def _dataset_or_derived(self) -> Metric:
        if self.derived == (self.dataset is not None):
            raise ValueError(f"metric {self.id!r} needs either a dataset or 'derived: true'")
        if self.derived and (self.snapshot or any(p.type == "window" for p in self.parameters.values())):
            raise ValueError(f"metric {self.id!r} is over other metrics: snapshots and windows belong to those")
        if self.direction_parameter is not None and self.direction_parameter not in self.parameters:
            raise ValueError(
                f"metric {self.id!r} turns on a parameter {self.direction_parameter!r} that it does not have"
            )
        return self

    def formula_in(self, language: str) -> str | None:
        """The formula in words for a report in a language; None where it is only known in another."""
        spoken = _spoken(language)
        if not self.formulas or spoken == "en":
            return self.formula or None
        return self.formulas.get(spoken) or None

    def caveats_in(self, language: str) -> tuple[str, ...]:
        """The caveats for a report in a language.

        One that is a single text is English: where the formula is known in other languages too, a report in another
        language leaves it out.
        """
        spoken = _spoken(language)
        is_read = not self.formulas or spoken == "en"
        said = ((text if is_read else None) if isinstance(text, str) else text.get(spoken) for text in self.caveats)
        return tuple(filter(None, said))


class Group(PackModel):
    """A heading that metrics stand under in a scoreboard and a catalogue."""

    id: str
    label: Mapping[str, str]


class Identity(PackModel):
    """What a metric is made of: the product of its factors, or the sum of its terms without `less`.

    `check_pack` proves it from the expressions: revenue = sessions x conversion rate x average order value, where the
    sides of the ratios cancel. An identity that holds only for some data is refused.
    """

    metric: Name
    product: tuple[Name, ...] = ()
    sum: tuple[Name, ...] = ()
    less: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Identity:
        if bool(self.product) == bool(self.sum) or (self.product and self.less):
            raise ValueError(f"the identity of {self.metric!r} needs either 'product' or 'sum' (with 'less')")
        if self.metric in self.inputs or len(self.inputs) < 2:
            raise ValueError(f"the identity of {self.metric!r} needs at least two other metrics")
        return self

    @property
    def inputs(self) -> tuple[str, ...]:
        """The metrics on its right side."""
        return (*self.product, *self.sum, *self.less)


class Influence(PackModel):
    """A metric that usually moves another: `+` in the same direction, `-` against it. A belief of the field, no proof."""

    metric: Name
    moves: Name
    sign: Literal["+", "-"]
    because: Mapping[str, str] = {}
    """Why, by language."""


class Relations(PackModel):
    """How metrics hang together; takeaways explain with it. What an agency can act on is `controllable` at a dimension."""

    identities: tuple[Identity, ...] = ()
    influences: tuple[Influence, ...] = ()


class Reference(PackModel):
    """Where a definition is written down."""

    id: str
    title: str
    url: str = ""
    says: str = ""


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
    stages: tuple[Group, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    metrics: tuple[Metric, ...] = ()
    relations: Relations = Relations()
    presets: tuple[Preset, ...] = ()
    references: tuple[Reference, ...] = ()
    messages: str | None = None
    """A folder of message catalogues by locale (`en/crm.ftl`), for the sentences of its detectors and blocks."""
    version: int = Field(default=1)
