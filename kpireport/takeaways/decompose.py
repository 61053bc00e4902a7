"""Exact splits of a change over the members of a dimension: sums by contribution, ratios by rate and mix.

Every split adds up to the change of the total. Where the parts given do not make up the totals, or the arithmetic has
no meaning (a numerator without a denominator), there is no split: None.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kpireport.metrics.facts import Number

Member = str | None
Kind = Literal["sum", "rate", "mix"]

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Fraction:
    """A ratio as its parts."""

    numerator: Number
    denominator: Number

    @property
    def value(self) -> float | None:
        """The ratio; None over nothing."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Part:
    """One effect of one member on the total.

    `cur` and `base` are the member's own value (a sum, or its rate; None where it had none). `weight` is its share of
    the base total (of the denominator for ratios) then and now. `effect` is in the unit of the total.
    """

    member: Member
    kind: Kind
    effect: float
    cur: Number | None
    base: Number | None
    weight: float
    base_weight: float


def contributions(
    current: Mapping[Member, Number], base: Mapping[Member, Number], *, totals: tuple[Number, Number]
) -> tuple[Part, ...] | None:
    """Each member's share in the change of a sum: its own change. A member without rows counts as 0.

    None when the members do not add up to the totals (current, base): then they are not all there, or may not be added.
    """
    now, then = totals
    if not (_adds_up(current.values(), now) and _adds_up(base.values(), then)):
        return None
    parts = []
    for member in dict.fromkeys([*current, *base]):
        cur, old = current.get(member, 0), base.get(member, 0)
        weights = (cur / now if now else 0.0, old / then if then else 0.0)
        parts.append(Part(member, "sum", cur - old, cur, old, *weights))
    return tuple(parts)


def rate_and_mix(
    current: Mapping[Member, Fraction], base: Mapping[Member, Fraction], *, totals: tuple[Fraction, Fraction]
) -> tuple[Part, ...] | None:
    """The change of a ratio R = sum(w r), split into members' own rates and their shares of the denominator.

    With w the share of the denominator and r the rate, then (0) and now (1)::

        rate = (w0 + w1) / 2 * (r1 - r0)
        mix  = (w1 - w0) * ((r0 + r1) / 2 - (R0 + R1) / 2)

    and R1 - R0 = sum(rate) + sum(mix), exactly: the symmetric form of Kitagawa (1955). A member that came or went has
    its missing rate set to the one it has, so that all of its effect is mix. None when the parts do not make up the
    totals, or a member has a numerator without a denominator, or a negative denominator.
    """
    now, then = totals
    if not (_fractions_add_up(current, now) and _fractions_add_up(base, then)):
        return None
    rate_now, rate_then = now.value, then.value
    if rate_now is None or rate_then is None:
        return None
    middle = (rate_now + rate_then) / 2
    parts: list[Part] = []
    for member in dict.fromkeys([*current, *base]):
        new, old = current.get(member, Fraction(0, 0)), base.get(member, Fraction(0, 0))
        r1, r0 = new.value, old.value
        if r1 is None and r0 is None:
            continue
        w1, w0 = new.denominator / now.denominator, old.denominator / then.denominator
        a, b = _first(r0, r1), _first(r1, r0)
        parts.append(Part(member, "rate", (w0 + w1) / 2 * (b - a), r1, r0, w1, w0))
        parts.append(Part(member, "mix", (w1 - w0) * ((a + b) / 2 - middle), r1, r0, w1, w0))
    return tuple(parts)


def _first(one: float | None, other: float | None) -> float:
    found = one if one is not None else other
    assert found is not None
    return found


def _adds_up(values: Iterable[Number], total: Number) -> bool:
    numbers = list(values)
    size = max(math.fsum(abs(x) for x in numbers), abs(total))
    return abs(math.fsum(numbers) - total) <= _TOLERANCE * size


def _fractions_add_up(members: Mapping[Member, Fraction], total: Fraction) -> bool:
    if total.denominator <= 0:
        return False
    if any(f.denominator < 0 or (f.denominator == 0 and f.numerator) for f in members.values()):
        return False
    return _adds_up([f.numerator for f in members.values()], total.numerator) and _adds_up(
        [f.denominator for f in members.values()], total.denominator
    )
