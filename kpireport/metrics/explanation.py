"""How a number came about: what `kpireport explain` shows."""

from __future__ import annotations

from dataclasses import dataclass

from kpireport.expressions import Aggregate
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.compiled import CompiledMetric
from kpireport.metrics.facts import CURRENT, Fact, FactTable, Group, Query
from kpireport.metrics.plan import FactRequest


@dataclass(frozen=True, slots=True)
class Explanation:
    """A metric's value, its definition in words and SQL, its two sides, and the statements behind it.

    `numerator` and `denominator` are SQL (None for what is no ratio); their values stand in `fact`. `inputs` explain
    the metrics that a derived one reads.
    """

    metric: CompiledMetric
    fact: Fact | None
    sql: str
    numerator: str | None
    denominator: str | None
    queries: tuple[Query, ...]
    inputs: tuple[Explanation, ...]

    @property
    def rows(self) -> int:
        """How many rows of its datasets were read."""
        return sum({query.dataset: query.rows for query in self.queries}.values())


def requests_to_explain(catalogue: Catalogue, metric_id: str) -> tuple[FactRequest, ...]:
    """What has to be computed to explain a metric: itself and all that it is derived from."""
    metric = catalogue.metric(metric_id)
    below = [request for found in metric.inputs for request in requests_to_explain(catalogue, found.id)]
    return tuple(dict.fromkeys([FactRequest(metric_id), *below]))


def explain(
    catalogue: Catalogue, facts: FactTable, metric_id: str, *, period: str = CURRENT, group: Group | None = None
) -> Explanation:
    """The explanation of one fact; `fact` is None when it was not computed. Raises UnknownNameError."""
    metric = catalogue.metric(metric_id)
    numerator, denominator = _sides(metric)
    return Explanation(
        metric=metric,
        fact=facts.fact(metric_id, period=period, group=group),
        sql=metric.sql,
        numerator=numerator,
        denominator=denominator,
        queries=tuple(query for query in facts.queries if query.dataset in metric.datasets),
        inputs=tuple(explain(catalogue, facts, found.id, period=period, group=group) for found in metric.inputs),
    )


def _sides(metric: CompiledMetric) -> tuple[str | None, str | None]:
    if metric.form is None or metric.form.is_linear:
        return None, None
    several = len(metric.datasets) > 1 or not isinstance(metric.expression, Aggregate)
    parts = [part for leaf in metric.leaves for part in leaf.parts]
    words = {part.name: part.name if several and len(metric.datasets) > 1 else part.component.sql for part in parts}
    return metric.form.numerator.text(words), metric.form.denominator.text(words)
