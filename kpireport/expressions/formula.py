"""Arithmetic over named numbers, evaluated exactly: integers and decimals stay fractions until the end.

Null means no data: it goes through every operation, as in SQL, and a division by zero is null.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlglot import exp

from kpireport.expressions.normal_form import Value

Cell = Value | str | bool | None
Values = Mapping[str, Value | None]
_EXACT_BITS = 512


@dataclass(frozen=True, slots=True)
class Formula:
    """A checked tree whose columns are the names of numbers."""

    tree: exp.Expression

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it uses, in the order of their first appearance."""
        return tuple(dict.fromkeys(column.name for column in self.tree.find_all(exp.Column, bfs=False)))

    def value(self, values: Values) -> Value | None:
        """The number for given parts, None when it has no value; a truth value counts as 1 or 0."""
        result = _evaluate(self.tree, values)
        if isinstance(result, str):
            return None
        return int(result) if isinstance(result, bool) else result


def exact(value: float | Decimal | None) -> Value | None:
    """A number as the database gave it, made ready for exact arithmetic; what is not finite is no number."""
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    return None if isinstance(value, float) and not math.isfinite(value) else value


def finished(value: Value | None, *, significant: int = 12) -> int | float | None:
    """A number as it is shown: whole numbers as int, exact ones as the nearest float, others to 12 digits."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        value = Fraction(f"{value:.{significant}g}")
    return value.numerator if value.denominator == 1 else float(value)


def _evaluate(node: exp.Expression, values: Values) -> Cell:
    if isinstance(node, exp.Column):
        return values[node.name]
    if isinstance(node, exp.Literal):
        return node.name if node.is_string else Fraction(node.name)
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Null):
        return None
    special = _SPECIAL.get(type(node))
    if special:
        return special(node, values)
    function = _STRICT[type(node)]
    arguments = [_evaluate(argument, values) for argument in _arguments(node)]
    if any(argument is None for argument in arguments):
        return None
    try:
        return function(*arguments)
    except (ZeroDivisionError, ValueError, OverflowError, TypeError):
        return None


def _arguments(node: exp.Expression) -> list[exp.Expression]:
    found = [node.args.get(key) for key in ("this", "expression", "low", "high", "decimals")]
    return [argument for argument in found if isinstance(argument, exp.Expression)]


def _case(node: exp.Expression, values: Values) -> Cell:
    operand = None if node.this is None else _evaluate(node.this, values)
    for branch in node.args["ifs"]:
        condition = _evaluate(branch.this, values)
        if condition if node.this is None else operand is not None and condition == operand:
            return _evaluate(branch.args["true"], values)
    default = node.args.get("default")
    return None if default is None else _evaluate(default, values)


def _if(node: exp.Expression, values: Values) -> Cell:
    branch = node.args["true"] if _evaluate(node.this, values) else node.args.get("false")
    return None if branch is None else _evaluate(branch, values)


def _coalesce(node: exp.Expression, values: Values) -> Cell:
    found = (_evaluate(argument, values) for argument in [node.this, *node.expressions])
    return next((value for value in found if value is not None), None)


def _nullif(node: exp.Expression, values: Values) -> Cell:
    value = _evaluate(node.this, values)
    return None if value == _evaluate(node.expression, values) else value


def _and(node: exp.Expression, values: Values) -> Cell:
    sides = {_truth(_evaluate(side, values)) for side in (node.this, node.expression)}
    return False if False in sides else None if None in sides else True


def _or(node: exp.Expression, values: Values) -> Cell:
    sides = {_truth(_evaluate(side, values)) for side in (node.this, node.expression)}
    return True if True in sides else None if None in sides else False


def _truth(value: Cell) -> bool | None:
    return None if value is None else bool(value)


def _is(node: exp.Expression, values: Values) -> Cell:
    return _evaluate(node.this, values) == _evaluate(node.expression, values)


def _in(node: exp.Expression, values: Values) -> Cell:
    value = _evaluate(node.this, values)
    members = [_evaluate(member, values) for member in node.expressions]
    if value is None:
        return None
    return True if value in members else None if None in members else False


def _extreme(choose: Callable[..., Value]) -> Callable[[exp.Expression, Values], Cell]:
    """greatest() and least() pass over nulls, as DuckDB does."""

    def extreme(node: exp.Expression, values: Values) -> Cell:
        found = [_evaluate(argument, values) for argument in [node.this, *node.expressions]]
        numbers = [value for value in found if value is not None]
        return choose(numbers) if numbers else None

    return extreme


def _round(value: Value, digits: Value = 0) -> Value:
    """Half away from zero, as SQL rounds."""
    factor = Fraction(10) ** max(-30, min(30, int(digits)))
    scaled = Fraction(value) * factor
    rounded = Fraction(math.floor(abs(scaled) + Fraction(1, 2))) / factor
    return rounded if scaled >= 0 else -rounded


def _divide(a: Value, b: Value) -> Value:
    return a / b if isinstance(a, float) or isinstance(b, float) else Fraction(a) / Fraction(b)


def _modulo(a: Value, b: Value) -> Value:
    """The remainder with the sign of the dividend, as SQL has it."""
    return a - b * math.trunc(_divide(a, b))


def _power(base: Value, exponent: Value) -> Value:
    """Exact for small whole exponents, so that a chain of powers cannot grow without bound."""
    if not isinstance(base, float) and exponent in (0, 1, 2, 3) and _digits(Fraction(base)) < _EXACT_BITS:
        return Fraction(base) ** int(exponent)
    result = float(base) ** float(exponent)
    return float(result)  # a complex result is a TypeError: no value


def _digits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _logarithm(base_or_value: Value, value: Value | None = None) -> Value:
    """log(x) and log10(x) are decimal, log(b, x) has the base b."""
    if value is None:
        return math.log10(base_or_value)
    return math.log10(value) if base_or_value == 10 else math.log(value, base_or_value)


_SPECIAL: Mapping[type[exp.Expression], Callable[[exp.Expression, Values], Cell]] = {
    exp.And: _and, exp.Or: _or, exp.Case: _case, exp.If: _if, exp.Coalesce: _coalesce, exp.Nullif: _nullif,
    exp.In: _in, exp.Is: _is, exp.Greatest: _extreme(max), exp.Least: _extreme(min),
}  # fmt: skip

_STRICT: Mapping[type[exp.Expression], Callable[..., Cell]] = {
    exp.Paren: lambda a: a, exp.Cast: lambda a: a, exp.Not: lambda a: not a,
    exp.Neg: lambda a: -a, exp.Add: lambda a, b: a + b, exp.Sub: lambda a, b: a - b, exp.Mul: lambda a, b: a * b,
    exp.Div: _divide, exp.Mod: _modulo,
    exp.EQ: lambda a, b: a == b, exp.NEQ: lambda a, b: a != b, exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b, exp.LT: lambda a, b: a < b, exp.LTE: lambda a, b: a <= b,
    exp.Between: lambda a, low, high: low <= a <= high,
    exp.Abs: abs, exp.Ceil: math.ceil, exp.Floor: math.floor, exp.Round: _round,
    exp.Sign: lambda a: (a > 0) - (a < 0),
    exp.Exp: math.exp, exp.Ln: math.log, exp.Sqrt: math.sqrt, exp.Pow: _power,
    exp.Log: _logarithm,
}  # fmt: skip

EVALUATED = frozenset(_SPECIAL) | frozenset(_STRICT) | {exp.Column, exp.Literal, exp.Boolean, exp.Null}
