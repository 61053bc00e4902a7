"""A metric as one report uses it: in one of its variants, with values for its parameters, all of them checked."""

from __future__ import annotations

from collections.abc import Mapping

from kpireport.errors import MetricError, Place, UnknownNameError
from kpireport.metrics.pack import Direction, Metric, Parameter, Variant

Scalar = bool | int | float | str

_OWN = ("formula", "unit", "display", "direction", "additivity", "range", "caveats")
"""What a variant states or leaves as it is in the metric."""


def in_variant(metric: Metric, variant: str | None, *, place: Place | None = None) -> Metric:
    """The metric with the definition of one of its variants; raises UnknownNameError. None is its own definition."""
    if variant is None:
        return metric
    chosen = next((found for found in metric.variants if found.id == variant), None)
    if chosen is None:
        known = (found.id for found in metric.variants)
        raise UnknownNameError(f"variant of metric {metric.id!r}", variant, known, place=place)
    return metric.model_copy(update=_changes(metric, chosen))


def _changes(metric: Metric, variant: Variant) -> dict[str, object]:
    elsewhere = variant.dataset is not None and variant.dataset != metric.dataset
    changes: dict[str, object] = {name: value for name in _OWN if (value := getattr(variant, name))}
    changes |= {
        "expression": variant.expression,
        "dataset": variant.dataset or metric.dataset,
        "filter": variant.filter or (None if elsewhere else metric.filter),
        "snapshot": variant.snapshot or (None if elsewhere else metric.snapshot),
        "parameters": {**metric.parameters, **variant.parameters},
        "benchmark": None,
        "label": {**metric.label, **variant.label},
    }
    if variant.formula:
        changes["formulas"] = variant.formulas or dict.fromkeys(metric.formulas, "")
    if elsewhere:
        changes.update(time_rule=None, dimensions=None)
    if "additivity" not in changes and variant.expression != metric.expression:
        changes["additivity"] = "non_additive" if metric.additivity == "non_additive" else None
    if "range" not in changes:
        changes["range"] = None if variant.unit else metric.range
    if variant.direction is not None:
        changes["direction_parameter"] = None
    return changes


def values_of(
    metric: Metric,
    given: Mapping[str, Scalar],
    *,
    place: Place | None = None,
    places: Mapping[str, Place] | None = None,
) -> dict[str, Scalar]:
    """The values of all parameters: what is given, else their defaults; raises MetricError for what does not fit.

    A value is bound as a literal and never read as an expression, so code in it is text of the wrong type or range.
    """
    values: dict[str, Scalar] = {name: parameter.default for name, parameter in metric.parameters.items()}
    for name, value in given.items():
        where = (places or {}).get(name, place)
        if name not in metric.parameters:
            raise UnknownNameError(f"parameter of metric {metric.id!r}", name, metric.parameters, place=where)
        parameter = metric.parameters[name]
        if wrong := parameter.refusal(value):
            message = f"parameter {name!r} of metric {metric.id!r} is {value!r}, which {wrong}"
            raise MetricError(message, place=where, hint=_accepted(parameter))
        values[name] = value
    return values


def _accepted(parameter: Parameter) -> str:
    return f"{parameter.description or parameter.type}; the default is {parameter.default!r}"


def with_direction(metric: Metric, values: Mapping[str, Scalar]) -> Metric:
    """The metric with the direction that its `direction_parameter` gives it; the value of the metric stays the same."""
    name = metric.direction_parameter
    if name is None or values[name]:
        return metric
    return metric.model_copy(update={"direction": _TURNED[metric.direction], "direction_parameter": None})


_TURNED: Mapping[Direction, Direction] = {
    "higher_is_better": "lower_is_better",
    "lower_is_better": "higher_is_better",
    "neutral": "neutral",
}
