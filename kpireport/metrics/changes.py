"""Changes: a fact held against the same fact of a comparison."""

from __future__ import annotations

from fractions import Fraction

from kpireport.expressions import finished
from kpireport.metrics.facts import Change, Fact, Number
from kpireport.metrics.pack import Additivity, Direction

LONGER = 1.15
"""A period may be so many times as long as the one it is held against: 31 days as 28, 366 as 365."""
POINT_UNITS = frozenset({"score", "index", "position"})


def change(
    fact: Fact, base: Fact, direction: Direction, *, bears_gaps: bool = False, same_length: bool = True
) -> Change:
    """The change of a fact on a base; of what is not comparable it has no numbers.

    `bears_gaps` is the metric's own; without `same_length` one period is so much longer that its sum says nothing.
    """
    held = same_length and comparable(fact.status, base.status, bears_gaps=bears_gaps)
    values = (fact.value, base.value) if held else (None, None)
    found = differences(*values, unit=fact.unit, direction=direction)
    return Change(fact.id, base.id, base.period, *found)


def comparable(status: str, base: str, *, bears_gaps: bool) -> bool:
    """Whether two values may be held against each other.

    A period of which a part is missing may not, except by a metric that bears gaps: its value would be too low or too
    high for want of rows, and the difference would say so in the metric's name.
    """
    return bears_gaps or "partial" not in {status, base}


def same_length(days: int, other: int, additivity: Additivity) -> bool:
    """Whether periods of so many days are long enough alike for a metric: months are, a month and a quarter are not.

    A ratio does not grow with time, nor does a state.
    """
    return additivity in {"ratio", "snapshot"} or max(days, other) <= LONGER * min(days, other)


def differences(
    current: Number | None, base: Number | None, *, unit: str, direction: Direction
) -> tuple[Number | None, Number | None, Number | None, bool | None]:
    """Absolute change, relative change (None without a base), points (None for other units), favourable or not."""
    if current is None or base is None:
        return None, None, None, None
    exact, exact_base = _exact(current), _exact(base)
    absolute = exact - exact_base
    relative = Fraction(absolute) / abs(Fraction(exact_base)) if exact_base else None
    points = absolute * 100 if unit == "percent" else absolute if unit in POINT_UNITS else None
    return finished(absolute), finished(relative), finished(points), _favourable(absolute, direction)


def _exact(value: Number) -> int | Fraction:
    """The number as it is printed: 0.42 is 42/100, so that differences of finished numbers are exact."""
    return value if isinstance(value, int) else Fraction(repr(value))


def _favourable(absolute: int | Fraction, direction: Direction) -> bool | None:
    if direction == "neutral" or not absolute:
        return None
    return (absolute > 0) == (direction == "higher_is_better")
