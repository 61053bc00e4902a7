"""Metrics that a spec defines: new ones, and other settings of the catalogue's.

Three forms::

    metrics:
      - {id: leads_per_session, dataset: web_traffic, expression: 1.0 * sum(leads) / nullif(sum(sessions), 0),
         unit: percent, direction: higher_is_better}               # over a dataset
      - {id: cost_per_lead, expression: ad_spend / nullif(leads, 0), unit: currency}   # over other metrics
      - {id: bounce_rate, variant: ga4}                            # the catalogue's metric in another definition
      - {id: email_revenue, metric: revenue, filter: "channel = 'email'"}              # a copy under a new name
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import model_validator

from kpireport.errors import Place
from kpireport.metrics.pack import (
    Additivity,
    Direction,
    Metric,
    Name,
    PackModel,
    Parameter,
    Snapshot,
    Unit,
    Variant,
    Words,
)
from kpireport.metrics.usage import Scalar, in_variant, values_of, with_direction

_DEFINING = ("dataset", "expression", "unit")


class CustomMetric(PackModel):
    """One entry of a spec's `metrics`. What is not stated is taken from the metric that it is based on."""

    id: Name
    metric: Name | None = None
    """The catalogue's metric that this one is a copy of; by default the one of the same id."""
    label: str | Mapping[str, str | Words] | None = None
    description: str | None = None
    formula: str | None = None
    group: str | None = None
    dataset: Name | None = None
    expression: str | None = None
    filter: str | None = None
    snapshot: Snapshot | None = None
    unit: Unit | None = None
    display: str | None = None
    direction: Direction | None = None
    additivity: Additivity | None = None
    dimensions: tuple[Name, ...] | None = None
    variant: Name | None = None
    parameters: Mapping[Name, Scalar] = {}

    @model_validator(mode="after")
    def _new_or_based(self) -> CustomMetric:
        if self.expression is None and self.dataset is not None:
            raise ValueError(f"metric {self.id!r} names a dataset but has no expression")
        if self.expression is not None and self.metric is not None:
            raise ValueError(f"metric {self.id!r} has both an expression and a metric that it is based on")
        if self.expression is not None and self.variant is not None:
            raise ValueError(f"metric {self.id!r} has an expression; a variant belongs to a metric of the catalogue")
        return self

    @property
    def base(self) -> str | None:
        """The id of the catalogue's metric that this entry changes or copies; None for a new definition."""
        return None if self.expression is not None else (self.metric or self.id)


def defined_metric(custom: CustomMetric) -> Metric:
    """The metric that an entry with its own expression defines; without a dataset it is over other metrics."""
    return Metric(
        id=custom.id,
        label=_labels(custom) or {"en": Words(nom=_spoken(custom.id))},
        dataset=custom.dataset,
        derived=custom.dataset is None,
        expression=custom.expression or "",
        unit=custom.unit or "count",
        parameters={name: _parameter(value) for name, value in custom.parameters.items()},
        **_stated(
            custom,
            "description",
            "formula",
            "group",
            "filter",
            "snapshot",
            "display",
            "direction",
            "additivity",
            "dimensions",
        ),
    )


def adjusted_metric(custom: CustomMetric, base: Metric, *, place: Place | None = None) -> Metric:
    """A copy of the catalogue's metric with what an entry states: a variant, parameters, a name, condition or presentation.

    Raises UnknownNameError for a variant or parameter that it does not have, MetricError for a value that does not fit.
    """
    used = in_variant(base, custom.variant, place=place)
    used = with_direction(used, values_of(used, custom.parameters, place=place))
    changes = _stated(
        custom,
        "description",
        "formula",
        "group",
        "snapshot",
        "unit",
        "display",
        "direction",
        "additivity",
        "dimensions",
    )
    if custom.filter:
        changes["filter"] = f"({used.filter}) and ({custom.filter})" if used.filter else custom.filter
    if labels := _labels(custom):
        changes["label"] = labels
    elif custom.id != base.id:
        changes["label"] = {"en": Words(nom=_spoken(custom.id))}
    if "formula" in changes:
        changes["formulas"] = {}
    elif custom.filter or custom.variant:
        changes |= {"formula": _formula(custom, base), "formulas": _formulas(custom, used)}
    return used.model_copy(update={"id": custom.id, **changes})


def _stated(custom: CustomMetric, *fields: str) -> dict[str, Any]:
    return {name: value for name in fields if (value := getattr(custom, name)) is not None}


def _labels(custom: CustomMetric) -> dict[str, Words]:
    if custom.label is None:
        return {}
    given = {"en": custom.label} if isinstance(custom.label, str) else custom.label
    return {language: Words(nom=words) if isinstance(words, str) else words for language, words in given.items()}


def _formula(custom: CustomMetric, base: Metric) -> str:
    variant: Variant | None = next((v for v in base.variants if v.id == custom.variant), None)
    plain = (variant.formula or variant.description) if variant else base.formula
    return f"{plain}, where {custom.filter}" if custom.filter and plain else plain


def _formulas(custom: CustomMetric, used: Metric) -> dict[str, str]:
    """The formula in other languages; its condition stands in brackets, because it is no sentence."""
    if not custom.filter:
        return dict(used.formulas)
    return {language: f"{formula} ({custom.filter})" for language, formula in used.formulas.items()}


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _parameter(value: Scalar) -> Parameter:
    kind = {bool: "boolean", int: "integer", float: "number", str: "text"}[type(value)]
    return Parameter.model_validate({"type": kind, "default": value})
