"""A metric made ready to compute: its expression taken apart, its additivity derived and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kpireport.errors import MetricError, Place
from kpireport.expressions import (
    Aggregate,
    Component,
    DerivedExpression,
    Ratio,
    parse_aggregate,
    parse_derived,
    parse_filter,
)
from kpireport.metrics.pack import Additivity, Dataset, Direction, Metric
from kpireport.metrics.rules import ALL_ROWS, Rule, numbered_within, rule_of
from kpireport.metrics.usage import Scalar, in_variant, values_of, with_direction

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Part:
    """A component of one dataset: what the engine computes for each window and group."""

    dataset: str
    component: Component
    guards: tuple[Component, ...] = ()
    """Counts of what may be there once only: rows that contribute to a sum over people counts, periods of their own."""
    rule: Rule = ALL_ROWS

    name: str = field(init=False, repr=False, compare=False)
    """Names the part in a normal form that goes over several datasets."""

    def __post_init__(self) -> None:
        rows = f" ({self.rule.text})" if self.rule.text else ""
        object.__setattr__(self, "name", f"{self.dataset}: {self.component.sql}{rows}")


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
    condition_columns: frozenset[str] = frozenset()
    """The columns of its filter."""

    @property
    def id(self) -> str:
        """The metric's id."""
        return self.definition.id

    @property
    def direction(self) -> Direction:
        """Which way is good, as this report uses it."""
        return self.definition.direction

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
                states = part.rule.states
                condition = leaf.condition_columns if states else frozenset()
                needed[part.dataset] = needed.get(part.dataset, frozenset()) | part.component.columns | condition
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
    expression_place: Place | None = None,
) -> CompiledMetric:
    """Compile a metric over a dataset; raises MetricError for what cannot be computed as it is declared.

    `dataset` is that of the variant, where the variant has its own. `place` and `expression_place` say where the metric
    and its expression are written.
    """
    metric = in_variant(metric, variant, place=place)
    values = values_of(metric, parameters or {}, place=place)
    metric = with_direction(metric, values)
    types = {name: column.type for name, column in dataset.columns.items()}
    try:
        expression = _aggregate(metric.expression, tuple(types.items()), _typed(values), expression_place or place)
        condition = parse_filter(metric.filter, types, values, place=place) if metric.filter else None
    except MetricError as error:
        raise _named(error, metric) from error
    rule = rule_of(metric, dataset, values, condition.sql if condition else None)
    _check_rule(metric, dataset, rule, place)
    if condition and not rule.states:
        expression = expression.filtered(condition)
    parts = tuple(_part(component, dataset, metric, rule) for component in expression.components)
    names = {f"c{i}": part.name for i, part in enumerate(parts)}
    form = expression.normal_form.renamed(names) if expression.normal_form else None
    columns = condition.columns if condition else frozenset()
    compiled = CompiledMetric(metric, dataset, expression, parts, (), form, "non_additive", variant, values, columns)
    return _with_additivity(compiled, expression.additivity, place)


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
    expression_place: Place | None = None,
) -> CompiledMetric:
    """Compile a metric over other metrics, which `find` compiles; raises MetricError."""
    values = values_of(metric, parameters or {}, place=place)
    metric = with_direction(metric, values)
    if metric.filter:
        raise MetricError(f"metric {metric.id!r} is over other metrics and cannot have a filter", place=place)
    try:
        expression = parse_derived(metric.expression, known, values, place=expression_place or place)
    except MetricError as error:
        raise _named(error, metric) from error
    inputs = tuple(find(name) for name in expression.metrics)
    forms = {name: found.form for name, found in zip(expression.metrics, inputs, strict=True)}
    form = expression.normal_form(forms.get)
    compiled = CompiledMetric(metric, None, expression, (), inputs, form, "non_additive", None, values)
    return _with_additivity(compiled, _effective(compiled), place)


def _named(error: MetricError, metric: Metric) -> MetricError:
    problem = error.problems[0]
    return MetricError(f"metric {metric.id!r}: {problem.message}", place=problem.place, hint=problem.hint)


def _check_rule(metric: Metric, dataset: Dataset, rule: Rule, place: Place | None) -> None:
    named = (rule.states.time, *rule.states.things) if rule.states else ()
    missing = sorted(set(named) - set(dataset.columns))
    if missing:
        message = f"metric {metric.id!r}: its snapshot names {', '.join(map(repr, missing))}"
        raise MetricError(message, place=place, hint=f"dataset {dataset.id!r} has no such column")
    implied = "last_snapshot" if rule.states else "window" if rule.window else "rows_in_period"
    fitting = {implied, "period_grain_rows"} if rule.whole and implied == "rows_in_period" else {implied}
    if metric.time_rule is not None and metric.time_rule not in fitting:
        message = f"metric {metric.id!r} has the time rule {metric.time_rule}, but its definition is {implied}"
        raise MetricError(message, place=place, hint=_TIME_RULES[metric.time_rule])


_TIME_RULES = {
    "rows_in_period": "leave out its snapshot or window",
    "last_snapshot": "give it a snapshot: {partition_by: [...]}",
    "period_grain_rows": "its dataset has another grain than `period`",
    "window": "give it a parameter of type window",
}


def _dimensions(metric: Metric, dataset: Dataset) -> tuple[str, ...]:
    return tuple(d.column for d in dataset.dimensions if metric.dimensions is None or d.column in metric.dimensions)


def _part(component: Component, dataset: Dataset, metric: Metric, rule: Rule) -> Part:
    """Distinct counts of the dataset's only key column are counts, because keys are enforced to be unique."""
    rule = replace(rule, numbered=numbered_within(dataset, component))
    if (
        component.kind == "count_distinct"
        and dataset.derived is None
        and len(dataset.key) == 1
        and component.argument == f'"{dataset.key[0]}"'
    ):
        component = replace(component, kind="count")
    people = any(dataset.columns[c].unique and f'"{c}"' in component.argument for c in component.columns)
    guards = [_guard(component)] if people and component.kind == "sum" else []
    if metric.time_rule == "period_grain_rows":
        guards.append(Component("count_distinct", f'"{dataset.time}"', frozenset({dataset.time})))
    return Part(dataset.id, component, tuple(guards), ALL_ROWS if rule == ALL_ROWS else rule)


def _guard(component: Component) -> Component:
    contributes = f"({component.argument}) <> 0"
    condition = f"({component.condition}) and {contributes}" if component.condition else contributes
    return Component("count", "*", component.columns, condition)


def _with_additivity(metric: CompiledMetric, expression: Additivity, place: Place | None) -> CompiledMetric:
    """The metric with its additivity; raises MetricError where what is declared is not what its definition implies."""
    declared, effective = metric.definition.additivity, _effective(metric)
    if metric.definition.transform == "share_of_total" and effective != "additive":
        message = f"metric {metric.id!r} is shown as a share of the total, but it is {effective}"
        raise MetricError(message, place=place, hint="only what adds up has shares")
    if declared in {None, effective} or (declared == expression and declared != "additive"):
        return replace(metric, additivity=effective)
    if declared == "non_additive":
        return replace(metric, additivity="non_additive")
    hint = f"declare additivity: {effective}, or leave it out"
    message = f"metric {metric.id!r} is declared {declared}, but its definition is {effective}"
    raise MetricError(message, place=place, hint=hint)


def _effective(metric: CompiledMetric) -> Additivity:
    """How parts make a whole, with all that is known about keys, people counts and the rows that are chosen."""
    if metric.form is None:
        return "snapshot" if _takes_states(metric) else "non_additive"
    parts = {part.name: part for leaf in metric.leaves for part in leaf.parts}
    used = [parts[name] for name in metric.form.parts]
    if any(part.rule.states for part in used):
        return "snapshot"
    adds_up = all(_adds_up(part) for part in used)
    if metric.form.has_constant or not used:
        return "non_additive"
    if not metric.form.is_linear:
        return "ratio" if adds_up or all(_is_of_a_period(part) for part in used) else "non_additive"
    if adds_up:
        return "additive"
    if all(_is_of_a_period(part) for part in used):
        return "snapshot"
    return "distinct" if all(p.component.kind == "count_distinct" for p in used) else "non_additive"


def _adds_up(part: Part) -> bool:
    rolls_up = part.rule.window is None and not part.rule.numbered and not part.guards
    return rolls_up and part.component.kind in {"sum", "count"}


def _is_of_a_period(part: Part) -> bool:
    """Whether a part is a sum over rows about one period, of which there may be only one."""
    return part.component.kind in {"sum", "count"} and [guard.kind for guard in part.guards] == ["count_distinct"]


def _takes_states(metric: CompiledMetric) -> bool:
    return any(part.rule.states for leaf in metric.leaves for part in leaf.parts)
