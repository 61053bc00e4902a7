"""Row-level expressions: columns of a file computed from its own columns, and conditions on rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from kpireport.errors import Place
from kpireport.expressions.language import FILTER, ROW
from kpireport.expressions.parsing import Scalar, columns_of, parse, replace_nodes, to_sql
from kpireport.expressions.source import SourceText


@dataclass(frozen=True, slots=True)
class RowExpression:
    """A value for each row: `sql` is DuckDB text with quoted identifiers, `columns` are those it reads."""

    text: str
    sql: str
    columns: frozenset[str]
    uses_row_number: bool = False


def parse_row(text: str, columns: Mapping[str, str], *, place: Place | None = None) -> RowExpression:
    """A row-level expression over named columns (name to type word); raises MetricError.

    `row_number()` stands bare and counts the rows from 1 in the order they are read.
    """
    parsed = parse(SourceText(text, place), ROW, columns, {})
    return _compiled(text, parsed.tree)


def parse_filter(
    text: str, columns: Mapping[str, str], parameters: Mapping[str, Scalar] | None = None, *, place: Place | None = None
) -> RowExpression:
    """A condition on rows, such as `survey = 'nps'`; raises MetricError when it cannot be true or false."""
    source = SourceText(text, place)
    parsed = parse(source, FILTER, columns, parameters or {})
    _check_condition(parsed.tree, columns, source)
    return _compiled(text, parsed.tree)


def _compiled(text: str, tree: exp.Expression) -> RowExpression:
    numbered = any(True for _ in tree.find_all(exp.RowNumber))
    tree = replace_nodes(tree, exp.RowNumber, lambda _: exp.Window(this=exp.RowNumber()))
    return RowExpression(text, to_sql(tree), columns_of(tree), numbered)


_CONDITIONS = (
    exp.Predicate, exp.Connector, exp.Not, exp.Boolean, exp.Case, exp.Contains, exp.StartsWith, exp.RegexpLike,
    exp.Coalesce, exp.If, exp.Escape,
)  # fmt: skip


def _check_condition(tree: exp.Expression, columns: Mapping[str, str], source: SourceText) -> None:
    bare = tree.unnest()
    if isinstance(bare, exp.Column) and columns.get(bare.name) == "boolean":
        return
    if not isinstance(bare, _CONDITIONS):
        raise source.error("a filter needs a condition", "for example channel = 'email'", position=0)
