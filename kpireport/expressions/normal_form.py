"""The normal form of a metric: (a + sum of b*A) / (c + sum of d*B) over named parts, with exact coefficients.

A and B are aggregates (of a plain metric) or other metrics' parts (of a derived one). In this form a ratio is always
computed from summed parts, every ratio has a numerator and a denominator to explain it with, and additivity follows
from the kinds of the parts. An expression without this form (a round, a case over sums) is evaluated as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlglot import exp

Value = int | Fraction | float


@dataclass(frozen=True, slots=True)
class Linear:
    """constant + sum of coefficient * part; the parts stand in the order in which they first appear."""

    constant: Fraction = Fraction(0)
    terms: tuple[tuple[str, Fraction], ...] = ()

    @classmethod
    def of(cls, name: str) -> Linear:
        """One part, once."""
        return cls(terms=((name, Fraction(1)),))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(name for name, _ in self.terms)

    def plus(self, other: Linear) -> Linear:
        """The sum of two."""
        merged = dict(self.terms)
        for name, coefficient in other.terms:
            merged[name] = merged.get(name, Fraction(0)) + coefficient
        kept = tuple((name, coefficient) for name, coefficient in merged.items() if coefficient)
        return Linear(self.constant + other.constant, kept)

    def times(self, factor: Fraction) -> Linear:
        """The multiple by a constant."""
        return Linear(self.constant * factor, tuple((name, c * factor) for name, c in self.terms))

    def value(self, values: Mapping[str, Value | None]) -> Value | None:
        """The number for given parts; None when one of them is."""
        total: Value = self.constant
        for name, coefficient in self.terms:
            part = values[name]
            if part is None:
                return None
            term = part if coefficient == 1 else part * coefficient  # a float stays one: it is known to be rounded
            total = total + term if total else term
        return total

    def renamed(self, names: Mapping[str, str]) -> Linear:
        """The same over other names."""
        return Linear(self.constant, tuple((names[name], coefficient) for name, coefficient in self.terms))

    def text(self, words: Mapping[str, str]) -> str:
        """Readable: `sum(a) - 2 * sum(b) + 1`."""
        pieces = [_term(words[name], c) for name, c in self.terms]
        if self.constant or not pieces:
            pieces.append(_number(self.constant))
        return " + ".join(pieces).replace("+ -", "- ")


def _term(word: str, coefficient: Fraction) -> str:
    if abs(coefficient) == 1:
        return word if coefficient > 0 else f"-{word}"
    return f"{_number(coefficient)} * {word}"


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


ONE = Linear(Fraction(1))


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator / denominator; a plain sum has the denominator 1."""

    numerator: Linear
    denominator: Linear = ONE

    @property
    def is_linear(self) -> bool:
        """Whether nothing is divided by data."""
        return not self.denominator.terms

    @property
    def has_constant(self) -> bool:
        """Whether a side holds a number of its own, which would count once for each part when parts are added."""
        return bool(self.numerator.constant or (not self.is_linear and self.denominator.constant))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, numerator first."""
        return tuple(dict.fromkeys(self.numerator.parts + self.denominator.parts))

    def renamed(self, names: Mapping[str, str]) -> Ratio:
        """The same over other names."""
        return Ratio(self.numerator.renamed(names), self.denominator.renamed(names))

    def value(self, values: Mapping[str, Value | None]) -> Value | None:
        """The quotient, None when either side is None or the denominator is 0."""
        numerator, denominator = self.numerator.value(values), self.denominator.value(values)
        if numerator is None or not denominator:
            return None
        if denominator == 1:
            return numerator
        return numerator / (Fraction(denominator) if isinstance(denominator, int) else denominator)


class _NoNormalForm(Exception):
    """The expression is not a quotient of linear forms."""


def normal_form(tree: exp.Expression, leaf: Callable[[str], Ratio | None]) -> Ratio | None:
    """The normal form of a tree over named parts, or None; `leaf` says what each name stands for."""
    try:
        return _form(tree, leaf)
    except _NoNormalForm:
        return None


def _form(node: exp.Expression, leaf: Callable[[str], Ratio | None]) -> Ratio:
    if isinstance(node, exp.Paren):
        return _form(node.this, leaf)
    if isinstance(node, exp.Literal) and not node.is_string:
        return Ratio(Linear(Fraction(node.name)))
    if isinstance(node, exp.Neg):
        return _times(_form(node.this, leaf), Ratio(Linear(Fraction(-1))))
    if isinstance(node, exp.Column):
        return _known(leaf(node.name))
    if isinstance(node, (exp.Add, exp.Sub)):
        right = _form(node.expression, leaf)
        sign = Fraction(-1 if isinstance(node, exp.Sub) else 1)
        return _plus(_form(node.this, leaf), Ratio(right.numerator.times(sign), right.denominator))
    if isinstance(node, exp.Mul):
        return _times(_form(node.this, leaf), _form(node.expression, leaf))
    if isinstance(node, exp.Div):
        return _over(_form(node.this, leaf), _form(_divisor(node.expression), leaf))
    raise _NoNormalForm


def _known(ratio: Ratio | None) -> Ratio:
    if ratio is None:
        raise _NoNormalForm
    return ratio


def _divisor(node: exp.Expression) -> exp.Expression:
    """Dividing by nullif(x, 0) is dividing by x: a zero denominator gives null in any case."""
    bare = node.unnest()
    if isinstance(bare, exp.Nullif) and isinstance(bare.expression, exp.Literal) and _is_zero(bare.expression):
        return bare.this
    return bare


def _is_zero(node: exp.Literal) -> bool:
    return not node.is_string and Fraction(node.name) == 0


def _product(a: Linear, b: Linear) -> Linear:
    if not a.terms:
        return b.times(a.constant)
    if not b.terms:
        return a.times(b.constant)
    raise _NoNormalForm


def _plus(a: Ratio, b: Ratio) -> Ratio:
    if a.denominator == b.denominator:
        return Ratio(a.numerator.plus(b.numerator), a.denominator)
    numerator = _product(a.numerator, b.denominator).plus(_product(b.numerator, a.denominator))
    return Ratio(numerator, _product(a.denominator, b.denominator))


def _times(a: Ratio, b: Ratio) -> Ratio:
    return Ratio(_product(a.numerator, b.numerator), _product(a.denominator, b.denominator))


def _over(a: Ratio, b: Ratio) -> Ratio:
    if b.denominator.terms or not (b.numerator.terms or b.numerator.constant):
        raise _NoNormalForm  # a quotient of quotients is null where the inner one is; a constant 0 is always null
    scaled = b.numerator.times(1 / b.denominator.constant)
    if not scaled.terms:
        return Ratio(a.numerator.times(1 / scaled.constant), a.denominator)
    return Ratio(a.numerator, _product(a.denominator, scaled))
