"""Derived metrics: arithmetic over the values of other metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kpireport.errors import Place
from kpireport.expressions.aggregate import check_evaluated
from kpireport.expressions.formula import Formula
from kpireport.expressions.language import DERIVED
from kpireport.expressions.normal_form import Ratio, normal_form
from kpireport.expressions.parsing import Scalar, parse, to_sql
from kpireport.expressions.source import SourceText


@dataclass(frozen=True, slots=True)
class DerivedExpression:
    """A formula over metric ids; `metrics` are those it reads, in the order of their first appearance."""

    text: str
    sql: str
    formula: Formula

    @property
    def metrics(self) -> tuple[str, ...]:
        """The ids of the metrics that it reads."""
        return self.formula.names

    def normal_form(self, leaf: Callable[[str], Ratio | None]) -> Ratio | None:
        """Its normal form, given those of the metrics that it reads."""
        return normal_form(self.formula.tree, leaf)


def parse_derived(
    text: str,
    metric_ids: Iterable[str],
    parameters: dict[str, Scalar] | None = None,
    *,
    place: Place | None = None,
) -> DerivedExpression:
    """Compile arithmetic over metric ids (with nullif, coalesce, case, round ...); raises MetricError."""
    source = SourceText(text, place)
    parsed = parse(source, DERIVED, dict.fromkeys(metric_ids, "number"), parameters or {})
    check_evaluated(parsed.tree, source)
    formula = Formula(parsed.tree)
    if not formula.names:
        raise source.error("the expression uses no metric", "name at least one, for example revenue / leads")
    return DerivedExpression(text, to_sql(parsed.tree), formula)
