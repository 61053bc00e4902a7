"""What an expression may be made of: one list of functions and operators for rows, one for aggregates, one for values.

Everything that is not listed is refused, so a new sqlglot version cannot widen the language by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from kpireport.expressions.source import SourceText

Node = type[exp.Expression]

OPERATORS: frozenset[Node] = frozenset({
    exp.Column, exp.Identifier, exp.Literal, exp.Null, exp.Boolean, exp.Paren, exp.Placeholder,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.In, exp.Is,
    exp.And, exp.Or, exp.Not, exp.Case, exp.If,
})  # fmt: skip

NUMBER_FUNCTIONS: dict[str, Node] = {
    "abs": exp.Abs, "ceil": exp.Ceil, "coalesce": exp.Coalesce, "exp": exp.Exp, "floor": exp.Floor,
    "greatest": exp.Greatest, "least": exp.Least, "ln": exp.Ln, "log10": exp.Log, "mod": exp.Mod,
    "nullif": exp.Nullif, "power": exp.Pow, "round": exp.Round, "sign": exp.Sign, "sqrt": exp.Sqrt,
}  # fmt: skip

ROW_FUNCTIONS: dict[str, Node] = NUMBER_FUNCTIONS | {
    "concat": exp.Concat, "contains": exp.Contains, "left": exp.Left, "length": exp.Length, "lower": exp.Lower,
    "lpad": exp.Pad, "regexp_extract": exp.RegexpExtract, "regexp_matches": exp.RegexpLike,
    "regexp_replace": exp.RegexpReplace, "replace": exp.Replace, "right": exp.Right, "split_part": exp.SplitPart,
    "starts_with": exp.StartsWith, "strpos": exp.StrPosition, "substr": exp.Substring, "trim": exp.Trim,
    "upper": exp.Upper,
    "cast": exp.Cast, "date_diff": exp.DateDiff, "date_trunc": exp.TimestampTrunc, "day": exp.Day,
    "dayofweek": exp.DayOfWeek, "extract": exp.Extract, "hour": exp.Hour, "isodow": exp.DayOfWeekIso,
    "last_day": exp.LastDay, "make_date": exp.DateFromParts, "month": exp.Month, "quarter": exp.Quarter,
    "strftime": exp.TimeToStr, "strptime": exp.StrToTime, "try_cast": exp.TryCast, "week": exp.Week,
    "year": exp.Year,
}  # fmt: skip

ROW_OPERATORS = OPERATORS | {
    exp.IntDiv, exp.DPipe, exp.Like, exp.ILike, exp.Escape, exp.Interval, exp.Var, exp.DateTrunc, exp.DateAdd,
    exp.DataType, exp.DataTypeParam,
}  # fmt: skip

AGGREGATES: dict[str, Node] = {"avg": exp.Avg, "count": exp.Count, "max": exp.Max, "min": exp.Min, "sum": exp.Sum}
AGGREGATE_OPERATORS: frozenset[Node] = frozenset({exp.Filter, exp.Where, exp.Distinct, exp.Star})

_TYPES = frozenset({
    exp.DataType.Type.BIGINT, exp.DataType.Type.BOOLEAN, exp.DataType.Type.DATE, exp.DataType.Type.DECIMAL,
    exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT, exp.DataType.Type.INT, exp.DataType.Type.SMALLINT,
    exp.DataType.Type.TEXT, exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TINYINT, exp.DataType.Type.VARCHAR,
})  # fmt: skip
_MAX_PADDING = 1_000
_PLAIN = {exp.Subquery: "a query", exp.Window: "a window function", exp.Star: "'*'", exp.Alias: "a name after 'as'"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is allowed in one kind of expression. `column_word` is what its names are called in messages."""

    functions: Mapping[str, Node]
    operators: frozenset[Node]
    column_word: str = "column"

    def check(self, tree: exp.Expression, source: SourceText) -> None:
        """Raise MetricError for the first node that is not allowed."""
        allowed = self.operators | frozenset(self.functions.values())
        for node in tree.walk():
            if type(node) not in allowed:
                raise self._refusal(node, source)
            _check_details(node, source)

    def _refusal(self, node: exp.Expression, source: SourceText) -> Exception:
        position = next((n.meta["start"] for n in node.walk() if "start" in n.meta), None)
        if isinstance(node, exp.Func) and not isinstance(node, (exp.And, exp.Or)):
            name = node.name if isinstance(node, exp.Anonymous) else node.sql_name()
            if type(node) in AGGREGATES.values():
                return source.error(f"the aggregate {name.lower()}() is not allowed here", position=position)
            return source.unknown("function", name.lower(), self.functions, position=position)
        what = _PLAIN.get(type(node), f"{type(node).__name__!r}")
        return source.error(f"{what} is not allowed in this expression", position=position)


def _check_details(node: exp.Expression, source: SourceText) -> None:
    position = node.meta.get("start")
    if isinstance(node, exp.Column) and (len(node.parts) > 1 or isinstance(node.this, exp.Star)):
        raise source.error(f"{node.sql()!r} is not a column", "write the column's name alone", position=position)
    if isinstance(node, exp.DataType) and node.this not in _TYPES:
        raise source.error(f"the type {node.sql('duckdb').lower()!r} is not available", "use date, integer, double ...")
    if isinstance(node, exp.Pad) and not _small(node.expression):
        raise source.error("lpad() and rpad() need a fixed length", f"write a number up to {_MAX_PADDING:,}")
    if isinstance(node, exp.In) and (node.args.get("query") or node.args.get("unnest") or node.args.get("field")):
        raise source.error("a query is not allowed inside an expression", "list the values: x in ('a', 'b')")


def _small(length: exp.Expression) -> bool:
    return isinstance(length, exp.Literal) and length.name.isdigit() and int(length.name) <= _MAX_PADDING


ROW = Grammar(ROW_FUNCTIONS | {"row_number": exp.RowNumber}, ROW_OPERATORS)
FILTER = Grammar(ROW_FUNCTIONS, ROW_OPERATORS)
AGGREGATE = Grammar(ROW_FUNCTIONS | AGGREGATES, ROW_OPERATORS | AGGREGATE_OPERATORS)
DERIVED = Grammar(NUMBER_FUNCTIONS, OPERATORS, column_word="metric")
