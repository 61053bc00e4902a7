"""From an expression's text to a sqlglot tree that holds only what is allowed.

Nothing here is recursive; sqlglot's parser is (some twenty frames for each bracket), so it runs under a raised
recursion limit, which is safe because the brackets have been counted before.
"""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from sqlglot import exp, parse_one
from sqlglot.errors import ParseError

from kpireport.expressions.language import Grammar
from kpireport.expressions.limits import check_limits
from kpireport.expressions.source import SourceText

Scalar = int | float | str | bool
T = TypeVar("T")

MAX_OPERATORS_DEEP = 250
_RECURSION_LIMIT = 10_000
_recursion_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A checked tree: every node is allowed, columns carry their real names, parameters are literals."""

    tree: exp.Expression
    source: SourceText

    @property
    def columns(self) -> frozenset[str]:
        """The columns that are used."""
        return columns_of(self.tree)


def parse(source: SourceText, grammar: Grammar, columns: Mapping[str, str], parameters: Mapping[str, Scalar]) -> Parsed:
    """Parse, check every node against the grammar, resolve columns, bind parameters; raises MetricError."""
    check_limits(source)
    with _deep_recursion():
        tree = _parse(source)
        _check_size(tree, source)
    grammar.check(tree, source)
    tree = _bind_parameters(tree, source, parameters)
    _resolve_columns(tree, source, grammar.column_word, columns)
    return Parsed(tree, source)


def columns_of(tree: exp.Expression) -> frozenset[str]:
    """The names of the columns in a tree."""
    return frozenset(column.name for column in tree.find_all(exp.Column))


def to_sql(tree: exp.Expression) -> str:
    """The tree as DuckDB SQL in lower-case functions, every identifier quoted, without comments."""
    written = replace_nodes(tree.copy(), exp.Log, _exact_log10)
    with _deep_recursion():
        return str(written.sql("duckdb", identify=True, comments=False, normalize_functions="lower"))


def _exact_log10(node: exp.Log) -> exp.Expression:
    """Undo that sqlglot writes log10(x) as log(10, x), which DuckDB computes as a quotient of two logarithms."""
    if node.expression is None or node.this.name != "10":
        return node.copy()
    return exp.Anonymous(this="log10", expressions=[node.expression])


def position_of(node: exp.Expression) -> int | None:
    """Where a node, or else the first of its parts that knows it, begins in the text."""
    return next((n.meta["start"] for n in node.walk() if "start" in n.meta), None)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    with _recursion_lock:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, _RECURSION_LIMIT))
        try:
            yield
        finally:
            sys.setrecursionlimit(before)


def _parse(source: SourceText) -> exp.Expression:
    try:
        return parse_one(source.text, read="duckdb", into=exp.Condition)
    except ParseError as error:
        raise _syntax_error(error, source) from error
    except RecursionError as error:
        raise source.error("the expression is nested too deeply", "write it in several simpler ones") from error


def _syntax_error(error: ParseError, source: SourceText) -> Exception:
    details = error.errors[0] if error.errors else {}
    word = details.get("highlight") or ""
    line, end = details.get("line"), details.get("col")
    if line is None or end is None:
        return source.error("the expression cannot be read", "is it a valid SQL expression?")
    start = sum(len(text) for text in source.text.splitlines(keepends=True)[: line - 1]) + end - len(word)
    missing = (details.get("description") or "").removeprefix("Expecting ")
    hint = f"{missing!r} is missing" if missing == ")" else None
    return source.error("the expression is not valid SQL", hint, position=max(start, 0))


def _check_size(tree: exp.Expression, source: SourceText) -> None:
    depth = {id(tree): 1}
    for node in tree.bfs():
        if node.parent is not None:
            depth[id(node)] = depth[id(node.parent)] + 1
        if depth[id(node)] > MAX_OPERATORS_DEEP:
            hint = f"the limit is {MAX_OPERATORS_DEEP} operators in a row"
            raise source.error("the expression is too long a chain", hint)


def _bind_parameters(tree: exp.Expression, source: SourceText, parameters: Mapping[str, Scalar]) -> exp.Expression:
    def bind(node: exp.Placeholder) -> exp.Expression:
        name = node.name
        if name not in parameters:
            raise source.unknown("parameter", f":{name}", [f":{known}" for known in parameters])
        return literal(parameters[name], source)

    return replace_nodes(tree, exp.Placeholder, bind)


def literal(value: Scalar, source: SourceText) -> exp.Expression:
    """A typed literal; raises MetricError for what is no number."""
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, str):
        return exp.Literal.string(value)
    if not math.isfinite(value):
        raise source.error(f"the parameter's value {value} is not a number")
    number = exp.Literal.number(f"{Decimal(str(abs(value))):f}")
    return exp.Paren(this=exp.Neg(this=number)) if value < 0 else number


def _resolve_columns(tree: exp.Expression, source: SourceText, word: str, columns: Mapping[str, str]) -> None:
    by_lower = {name.lower(): name for name in columns}
    for column in list(tree.find_all(exp.Column)):
        name = column.name
        real = name if name in columns else by_lower.get(name.lower())
        if real is None:
            hint = "text is written in single quotes" if column.this.args.get("quoted") else None
            raise source.unknown(word, name, columns, position=position_of(column), hint=hint)
        column.set("this", exp.to_identifier(real, quoted=True))


N = TypeVar("N", bound=exp.Expression)


def replace_nodes(tree: exp.Expression, kind: type[N], replacement: Callable[[N], exp.Expression]) -> exp.Expression:
    """The tree with every node of a kind replaced; the root may be one."""
    for node in list(tree.find_all(kind)):
        new = replacement(node)
        if node is tree:
            tree = new
        else:
            node.replace(new)
    return tree
