"""Safe SQL expressions: parsed by sqlglot, checked against an allowlist, taken apart, never executed as written.

There are four kinds: `parse_row` (a column computed from a file's columns), `parse_filter` (a condition on rows),
`parse_aggregate` (a metric over a dataset) and `parse_derived` (a metric over other metrics). Packs also write SELECTs that
derive datasets (`parse_selection`). All of them refuse what
they do not know with a MetricError that names the position in the expression.
"""

from __future__ import annotations

from kpireport.expressions.aggregate import Aggregate, Component, parse_aggregate
from kpireport.expressions.derived import DerivedExpression, parse_derived
from kpireport.expressions.formula import Formula, exact, finished
from kpireport.expressions.normal_form import Linear, Ratio
from kpireport.expressions.row import RowExpression, parse_filter, parse_row
from kpireport.expressions.selection import Selection, parse_selection

__all__ = [
    "Aggregate",
    "Component",
    "DerivedExpression",
    "Formula",
    "Linear",
    "Ratio",
    "RowExpression",
    "Selection",
    "exact",
    "finished",
    "parse_aggregate",
    "parse_derived",
    "parse_filter",
    "parse_row",
    "parse_selection",
]
