"""A metric made ready to compute: its expression taken apart, its additivity derived and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kpireport.errors import MetricError, Place, UnknownNameError
from kpireport.expressions import (
    Aggregate,
    Component,
    DerivedExpression,
    Ratio,
    parse_aggregate,
    parse_derived,
    parse_filter,
)
from kpireport.metrics.pack import Additivity, Dataset, Metric

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpireport.metrics.custom import Scalar


@dataclass(frozen=True, slots=True)
class Part:
    """A component of one dataset: what the engine computes for each window and group."""

    dataset: str
    component: Component
    guard: Component | None = None
    """Counts the rows that contribute to a sum over people counts: such a sum is only right when there is one."""

    @property
    def name(self) -> str:
        """Names the part in a normal form that goes over several datasets."""
        return f"{self.dataset}: {self.component.sql}"


@dataclass(frozen=True, slots=True)
class CompiledMetric:
    """A metric with everything the planner, the engine and the document need to know about it.

    `additivity` says how the values of parts make the value of the whole: `additive` parts may be added, a `ratio` may
    be recomputed from added numerators and denominators, all else may only be computed from its own rows. `parts`
    are its components in order (empty when it is derived); `inputs` are the metrics that a derived one reads.
    """

    definition: Metric
    dataset: Dataset | None
    expression: Aggregate | DerivedExpression
    parts: tuple[Part, ...]
    inputs: tuple[CompiledMetric, ...]
    form: Ratio | None
    additivity: Additivity
    variant: str | None
    parameters: Mapping[str, Scalar]

    @property
    def id(self) -> str:
        """The metric's id."""
        return self.definition.id

    @property
    def leaves(self) -> tuple[CompiledMetric, ...]:
        """The metrics over datasets that it rests on: itself, unless it is derived."""
        if not self.inputs:
            return (self,)
        return tuple({leaf.id: leaf for metric in self.inputs for leaf in metric.leaves}.values())

    @property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """The columns that it needs, by dataset."""
        needed: dict[str, frozenset[str]] = {}
        for leaf in self.leaves:
            for part in leaf.parts:
                needed[part.dataset] = needed.get(part.dataset, frozenset()) | part.component.columns
        return needed

    @property
    def datasets(self) -> tuple[str, ...]:
        """The ids of the datasets that it reads."""
        return tuple(dict.fromkeys(leaf.dataset.id for leaf in self.leaves if leaf.dataset))

    @property
    def bears_gaps(self) -> bool:
        """Whether its value stands where days are missing: a ratio does, as long as both sides lack the same rows."""
        return self.additivity == "ratio" and len(self.datasets) == 1

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it may be broken down by; a derived metric only by what all its inputs have."""
        if self.dataset is not None:
            return _dimensions(self.definition, self.dataset)
        shared = [set(metric.dimensions) for metric in self.inputs]
        own = self.definition.dimensions
        return tuple(
            name
            for name in self.inputs[0].dimensions
            if all(name in dimensions for dimensions in shared) and (own is None or name in own)
        )

    @property
    def sql(self) -> str:
        """The expression as DuckDB SQL, parameters filled in."""
        return self.expression.sql


def compile_metric(
    metric: Metric,
    dataset: Dataset,
    *,
    variant: str | None = None,
    parameters: Mapping[str, Scalar] | None = None,
    place: Place | None = None,
) -> CompiledMetric:
    """Compile a metric over a dataset; raises MetricError for what cannot be computed as it is declared."""
    text, values = _definition(metric, variant, parameters or {}, place)
    types = {name: column.type for name, column in dataset.columns.items()}
    try:
        expression = _aggregate(text, tuple(types.items()), _typed(values), place)
        if metric.filter:
            expression = expression.filtered(parse_filter(metric.filter, types, values, place=place))
    except MetricError as error:
        raise _named(error, metric) from error
    parts = tuple(_part(component, dataset) for component in expression.components)
    names = {f"c{i}": part.name for i, part in enumerate(parts)}
    form = expression.normal_form.renamed(names) if expression.normal_form else None
    compiled = CompiledMetric(metric, dataset, expression, parts, (), form, "non_additive", variant, values)
    _check_declared(metric, expression.additivity, place)
    return replace(compiled, additivity=_effective(compiled))


@lru_cache(maxsize=4096)
def _aggregate(
    text: str, columns: tuple[tuple[str, str], ...], values: tuple[tuple[str, str, Scalar], ...], place: Place | None
) -> Aggregate:
    """An expression parsed once for the reports of all clients."""
    return parse_aggregate(text, dict(columns), {name: value for name, _, value in values}, place=place)


def _typed(values: Mapping[str, Scalar]) -> tuple[tuple[str, str, Scalar], ...]:
    """Parameters with their types, because 1, 1.0 and True are equal and not the same in SQL."""
    return tuple((name, type(value).__name__, value) for name, value in values.items())


def compile_derived(
    metric: Metric,
    find: Callable[[str], CompiledMetric],
    known: Iterable[str],
    *,
    parameters: Mapping[str, Scalar] | None = None,
    place: Place | None = None,
) -> CompiledMetric:
    """Compile a metric over other metrics, which `find` compiles; raises MetricError."""
    text, values = _definition(metric, None, parameters or {}, place)
    if metric.filter:
        raise MetricError(f"metric {metric.id!r} is over other metrics and cannot have a filter", place=place)
    try:
        expression = parse_derived(text, known, values, place=place)
    except MetricError as error:
        raise _named(error, metric) from error
    inputs = tuple(find(name) for name in expression.metrics)
    forms = {name: found.form for name, found in zip(expression.metrics, inputs, strict=True)}
    form = expression.normal_form(forms.get)
    compiled = CompiledMetric(metric, None, expression, (), inputs, form, "non_additive", None, values)
    effective = _effective(compiled)
    _check_declared(metric, effective, place)
    return replace(compiled, additivity=effective)


def _named(error: MetricError, metric: Metric) -> MetricError:
    problem = error.problems[0]
    return MetricError(f"metric {metric.id!r}: {problem.message}", place=problem.place, hint=problem.hint)


def _definition(
    metric: Metric, variant: str | None, given: Mapping[str, Scalar], place: Place | None
) -> tuple[str, dict[str, Scalar]]:
    """The expression of the chosen variant and the values of all parameters, checked against their types."""
    chosen = next((v for v in metric.variants if v.id == variant), None)
    if variant is not None and chosen is None:
        raise UnknownNameError(
            f"variant of metric {metric.id!r}", variant, (v.id for v in metric.variants), place=place
        )
    declared = {**metric.parameters, **(chosen.parameters if chosen else {})}
    values: dict[str, Scalar] = {name: parameter.default for name, parameter in declared.items()}
    for name, value in given.items():
        if name not in declared:
            raise UnknownNameError(f"parameter of metric {metric.id!r}", name, declared, place=place)
        if not _fits(value, declared[name].type):
            message = f"parameter {name!r} of metric {metric.id!r} is {value!r}, which is no {declared[name].type}"
            raise MetricError(message, place=place)
        values[name] = value
    return (chosen.expression if chosen else metric.expression), values


def _fits(value: Scalar, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    accepted: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "text": (str,)}
    return isinstance(value, accepted.get(kind, ()))


def _dimensions(metric: Metric, dataset: Dataset) -> tuple[str, ...]:
    return tuple(d.column for d in dataset.dimensions if metric.dimensions is None or d.column in metric.dimensions)


def _part(component: Component, dataset: Dataset) -> Part:
    """Distinct counts of the dataset's only key column are counts, because keys are enforced to be unique."""
    if component.kind == "count_distinct" and len(dataset.key) == 1 and component.argument == f'"{dataset.key[0]}"':
        return Part(dataset.id, replace(component, kind="count"))
    people = any(dataset.columns[c].unique and f'"{c}"' in component.argument for c in component.columns)
    return Part(dataset.id, component, _guard(component) if people and component.kind == "sum" else None)


def _guard(component: Component) -> Component:
    contributes = f"({component.argument}) <> 0"
    condition = f"({component.condition}) and {contributes}" if component.condition else contributes
    return Component("count", "*", component.columns, condition)


_COMPATIBLE: Mapping[Additivity, frozenset[str]] = {
    "additive": frozenset({"additive"}),
    "ratio": frozenset({"ratio"}),
    "distinct": frozenset({"distinct"}),
    "snapshot": frozenset({"additive", "ratio", "distinct", "non_additive"}),
    "non_additive": frozenset({"additive", "ratio", "distinct", "non_additive"}),
}


def _check_declared(metric: Metric, derived: str, place: Place | None) -> None:
    declared = metric.additivity
    if declared is not None and derived not in _COMPATIBLE[declared]:
        hint = f"declare additivity: {derived}, or leave it out"
        message = f"metric {metric.id!r} is declared {declared}, but its expression is {derived}"
        raise MetricError(message, place=place, hint=hint)


def _effective(metric: CompiledMetric) -> Additivity:
    """How parts make a whole, with all that is known about keys and people counts."""
    declared = metric.definition.additivity
    if declared in {"snapshot", "non_additive"} or metric.form is None:
        return declared or "non_additive"
    parts = {part.name: part for leaf in metric.leaves for part in leaf.parts}
    used = [parts[name] for name in metric.form.parts]
    adds_up = all(part.component.kind in {"sum", "count"} and part.guard is None for part in used)
    if metric.form.has_constant or not used:
        return "non_additive"
    if not metric.form.is_linear:
        return "ratio" if adds_up else "non_additive"
    if adds_up:
        return "additive"
    return "distinct" if all(p.component.kind == "count_distinct" for p in used) else "non_additive"
