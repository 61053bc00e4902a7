"""How many decimals a value deserves, by its unit and size."""

from __future__ import annotations

from decimal import Decimal

from kpireport.errors import MetricError
from kpireport.language.digits import ROUNDING, Number


def percent_places(hundredfold: Decimal) -> int:
    """Three significant digits: 45.6 %, 2.95 %, 0.85 %; two below 0.1 %; two decimals above 99 %; none for 0 and 100."""
    size = abs(hundredfold)
    if size in (0, 100):
        return 0
    if size < Decimal("0.1"):
        return _two_significant(size)
    if ROUNDING.quantize(size, Decimal("0.01")) < 10 or 99 < size < 100:
        return 2
    return 1 if ROUNDING.quantize(size, Decimal("0.1")) < 100 else 0


def money_places(value: Decimal, cents: int = 2) -> int:
    """No cents from 1,000 up; two significant digits below a tenth."""
    size = abs(value)
    if size == 0 or ROUNDING.quantize(size, Decimal("0.01")) >= 1000:
        return 0
    return _two_significant(size) if size < Decimal("0.1") and cents else cents


def plain_places(value: Decimal, unit: str) -> int:
    """Counts whole, or one decimal where they are fractional and small; ratios two; scores and positions one."""
    size = abs(value)
    if unit == "position":
        return 1
    whole = size == size.to_integral_value()
    if unit in ("count", "score") or (unit == "index" and size >= 10):
        return 0 if whole or size >= 100 else 2 if size < 1 else 1
    return 2 if size < 100 else 1 if size < 1000 else 0


def _two_significant(size: Decimal) -> int:
    return min(12, 1 - size.adjusted())


def point_places(points: Number | None) -> int:
    """Points of a percentage: two decimals below one."""
    return 2 if points is not None and abs(points) < 1 else 1


def score_change_places(points: Number | None) -> int:
    """A change of a score: whole, or one decimal."""
    return 0 if points is None or float(points).is_integer() else 1


def fewest_places(value: Decimal, most: int = 3) -> int:
    """As few decimals as say the same, three at most."""
    rounded = ROUNDING.quantize(value, Decimal(1).scaleb(-most)).normalize()
    exponent = rounded.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def stated_places(display: str) -> int:
    """The decimals that a display such as 'decimals:1' states."""
    digits = display.removeprefix("decimals:")
    if not digits.isdigit() or int(digits) > 9:
        raise unknown_display(display)
    return int(digits)


def cents_of(currency: str) -> int:
    """The decimals of a currency, two at most."""
    from babel.numbers import get_currency_precision

    return min(2, int(get_currency_precision(currency)))


def unknown_display(display: str) -> MetricError:
    """The error for a display that does not exist."""
    return MetricError(
        f"unknown display {display!r}", hint="known: mm:ss, hh:mm, hours, days, multiplier, n:1, decimals:1"
    )
