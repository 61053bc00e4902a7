"""Aggregate expressions: what a metric computes from the rows of a dataset.

An expression is taken apart into components (one sum, count, distinct count, minimum or maximum each) and a formula
over them, so that components can be computed together, rolled up where that is right, and put together at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sqlglot import exp

from kpireport.errors import Place
from kpireport.expressions.formula import EVALUATED, Formula
from kpireport.expressions.language import AGGREGATE, AGGREGATES
from kpireport.expressions.normal_form import Linear, Ratio, Value, normal_form
from kpireport.expressions.parsing import Scalar, columns_of, parse, position_of, replace_nodes, to_sql
from kpireport.expressions.row import RowExpression
from kpireport.expressions.source import SourceText

ComponentKind = Literal["sum", "count", "count_distinct", "min", "max"]
DerivedAdditivity = Literal["additive", "ratio", "distinct", "non_additive"]


@dataclass(frozen=True, slots=True)
class Component:
    """One aggregate over rows: `argument` is SQL ('*' for all rows), `condition` limits the rows that it sees.

    Of `count(distinct case when C then K end)` K is the argument and C the condition.
    """

    kind: ComponentKind
    argument: str
    columns: frozenset[str]
    condition: str | None = None

    @property
    def sql(self) -> str:
        """The aggregate as DuckDB SQL."""
        function = "count" if self.kind == "count_distinct" else self.kind
        distinct = "distinct " if self.kind == "count_distinct" else ""
        where = f" filter (where {self.condition})" if self.condition else ""
        return f"{function}({distinct}{self.argument}){where}"

    def filtered(self, condition: RowExpression) -> Component:
        """The same aggregate over the rows that also meet a condition."""
        both = f"({self.condition}) and ({condition.sql})" if self.condition else condition.sql
        return replace(self, condition=both, columns=self.columns | condition.columns)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A compiled metric expression. `components` are named c0, c1 ... in `formula` and `normal_form`."""

    text: str
    sql: str
    components: tuple[Component, ...]
    formula: Formula
    normal_form: Ratio | None

    @property
    def columns(self) -> frozenset[str]:
        """The dataset's columns that it reads."""
        return frozenset().union(*(component.columns for component in self.components))

    @property
    def additivity(self) -> DerivedAdditivity:
        """How values of parts relate to the value of the whole, as the components imply it."""
        return additivity(self.normal_form, {f"c{i}": c.kind for i, c in enumerate(self.components)})

    def filtered(self, condition: RowExpression) -> Aggregate:
        """The same expression over the rows that meet a condition."""
        components = tuple(component.filtered(condition) for component in self.components)
        return replace(self, components=components, sql=_sql_of(self.formula.tree, components))

    def value(self, values: Mapping[str, Value | None]) -> Value | None:
        """The metric's value for component values by name; None for no data and for a zero denominator."""
        return self.normal_form.value(values) if self.normal_form else self.formula.value(values)

    def part_sql(self, part: Linear) -> str:
        """Numerator or denominator in SQL, to explain a value with."""
        return part.text({f"c{i}": c.sql for i, c in enumerate(self.components)})


def additivity(form: Ratio | None, kinds: Mapping[str, str]) -> DerivedAdditivity:
    """Derive it from a normal form and the kinds of its parts ('sum' and 'count' add up)."""
    if form is None:
        return "non_additive"
    if not form.is_linear:
        return "non_additive" if form.has_constant else "ratio"
    used = {kinds[name] for name in form.parts}
    if form.has_constant or not used or not used <= {"sum", "count", "count_distinct"}:
        return "non_additive"
    return "distinct" if "count_distinct" in used else "additive"


def parse_aggregate(
    text: str, columns: Mapping[str, str], parameters: Mapping[str, Scalar] | None = None, *, place: Place | None = None
) -> Aggregate:
    """Compile a metric's expression over a dataset's columns (name to type word); raises MetricError.

    `parameters` are the values of the `:names` in the text; they are bound as typed literals in the tree.
    """
    parsed = parse(SourceText(text, place), AGGREGATE, columns, parameters or {})
    tree, components = _split(parsed.tree, columns, parsed.source)
    _check_formula(tree, components, parsed.source)
    names = {f"c{i}": Ratio(Linear.of(f"c{i}")) for i in range(len(components))}
    return Aggregate(text, _sql_of(tree, components), components, Formula(tree), normal_form(tree, names.get))


_AGGREGATES = tuple(AGGREGATES.values())
_KINDS: Mapping[type[exp.Expression], tuple[ComponentKind, ...]] = {
    exp.Sum: ("sum",), exp.Avg: ("sum", "count"), exp.Min: ("min",), exp.Max: ("max",)
}  # fmt: skip
_NOT_NUMBERS = frozenset({"text", "date", "timestamp"})


def _split(
    tree: exp.Expression, columns: Mapping[str, str], source: SourceText
) -> tuple[exp.Expression, tuple[Component, ...]]:
    """The tree with its aggregates replaced by the names of components; avg becomes sum over count."""
    _check_nesting(tree, source)
    components: dict[Component, str] = {}

    def name_of(component: Component) -> exp.Expression:
        return exp.column(components.setdefault(component, f"c{len(components)}"))

    for node in list(tree.find_all(exp.Filter, *_AGGREGATES, bfs=False)):
        if isinstance(node.parent, exp.Filter):
            continue
        found = _components_of(node, columns, source)
        parts = [name_of(component) for component in found]
        new = parts[0] if len(parts) == 1 else exp.Paren(this=exp.Div(this=parts[0], expression=parts[1]))
        if node is tree:
            tree = new
        else:
            node.replace(new)
    return tree, tuple(components)


def _check_nesting(tree: exp.Expression, source: SourceText) -> None:
    for node in tree.find_all(exp.Column, *_AGGREGATES, exp.Distinct, exp.Star, exp.Filter):
        parent, position = node.parent, position_of(node)
        outer = node.find_ancestor(*_AGGREGATES)
        if isinstance(node, exp.Column) and outer is None and node.find_ancestor(exp.Filter) is None:
            hint = f"aggregate it, for example sum({node.name})"
            raise source.error(f"the column {node.name!r} stands outside an aggregate", hint, position=position)
        if isinstance(node, _AGGREGATES) and (outer is not None or node.find_ancestor(exp.Where) is not None):
            raise source.error("an aggregate cannot stand inside another", position=position)
        if isinstance(node, exp.Filter) and not isinstance(node.this, _AGGREGATES):
            raise source.error("'filter (where ...)' needs an aggregate before it", position=position)
        if isinstance(node, (exp.Distinct, exp.Star)) and not isinstance(parent, exp.Count):
            what = "distinct" if isinstance(node, exp.Distinct) else "'*'"
            raise source.error(f"{what} is only allowed inside count()", position=position)


def _components_of(node: exp.Expression, columns: Mapping[str, str], source: SourceText) -> list[Component]:
    condition = node.expression.this if isinstance(node, exp.Filter) else None
    call = node.this if isinstance(node, exp.Filter) else node
    if isinstance(call, exp.Count):
        return [_count(call, condition, source)]
    argument = call.this
    _check_number(argument, columns, source)
    if call.args.get("count") or call.expressions:
        hint = "use least() or greatest() for several columns of a row"
        raise source.error("an aggregate takes one argument", hint, position=position_of(call))
    return [_component(kind, argument, condition) for kind in _KINDS[type(call)]]


def _check_number(argument: exp.Expression, columns: Mapping[str, str], source: SourceText) -> None:
    if isinstance(argument, exp.Column) and columns.get(argument.name) in _NOT_NUMBERS:
        word = f"the column {argument.name!r} is of type {columns[argument.name]} and not a number"
        raise source.error(word, "count it, or name a number column", position=position_of(argument))


def _count(call: exp.Count, condition: exp.Expression | None, source: SourceText) -> Component:
    argument = call.this
    if call.expressions or (isinstance(argument, exp.Distinct) and len(argument.expressions) != 1):
        raise source.error("count() takes one argument", "combine keys with a || '-' || b", position=position_of(call))
    if isinstance(argument, exp.Distinct):
        key, inner = _key_and_condition(argument.expressions[0])
        both = [part for part in (inner, condition) if part is not None]
        joined = exp.and_(*both) if both else None
        return _component("count_distinct", key, joined)
    if isinstance(argument, (exp.Star, exp.Literal)):
        return Component("count", "*", _columns(condition), None if condition is None else to_sql(condition))
    return _component("count", argument, condition)


def _key_and_condition(argument: exp.Expression) -> tuple[exp.Expression, exp.Expression | None]:
    bare = argument.unnest()
    if not isinstance(bare, exp.Case) or bare.this is not None or len(bare.args["ifs"]) != 1:
        return bare, None
    if not isinstance(bare.args.get("default"), (exp.Null, type(None))):
        return bare, None
    branch = bare.args["ifs"][0]
    return branch.args["true"], branch.this


def _component(kind: ComponentKind, argument: exp.Expression, condition: exp.Expression | None) -> Component:
    where = None if condition is None else to_sql(condition)
    return Component(kind, to_sql(argument), columns_of(argument) | _columns(condition), where)


def _columns(tree: exp.Expression | None) -> frozenset[str]:
    return frozenset() if tree is None else columns_of(tree)


def _check_formula(tree: exp.Expression, components: tuple[Component, ...], source: SourceText) -> None:
    if not components:
        raise source.error("the expression aggregates nothing", "for example sum(revenue) or count(*)")
    check_evaluated(tree, source)


def check_evaluated(tree: exp.Expression, source: SourceText) -> None:
    """Raise MetricError for what is fine in rows but cannot be done with aggregated numbers."""
    for node in tree.walk():
        is_number = isinstance(node, exp.Cast) and node.to.this in _FLOATING
        inside_cast = isinstance(node, exp.DataType) and isinstance(node.parent, exp.Cast)
        known = type(node) in EVALUATED or isinstance(node, exp.Identifier) or inside_cast
        if not known or (isinstance(node, exp.Cast) and not is_number):
            word = f"{node.sql_name().lower()}()" if isinstance(node, exp.Func) else f"{type(node).__name__!r}"
            raise source.error(f"{word} cannot be applied to aggregated numbers", "put it inside the aggregate")


_FLOATING = frozenset({exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT})


def _sql_of(tree: exp.Expression, components: tuple[Component, ...]) -> str:
    written = {f"c{i}": component.sql for i, component in enumerate(components)}
    return to_sql(replace_nodes(tree.copy(), exp.Column, lambda column: exp.var(written[column.name])))
