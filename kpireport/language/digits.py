"""The digits of numbers: rounding, signs, and the marks of a locale.

Rounding is half up on the decimal digits that a value prints (0.125 is 12.5 %, 2.675 is 2.68), as accountants round.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

Number = int | float
Sign = Literal["minus", "both"]

MINUS = "\u2212"
NBSP = "\u00a0"
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
"""Wide enough for every finite float."""


def decimal_of(x: Number | Decimal | None) -> Decimal | None:
    """The decimal whose digits `x` prints; None for None and for what is not finite."""
    if x is None or isinstance(x, Decimal):
        return x
    return Decimal(repr(float(x)) if isinstance(x, float) else int(x)) if math.isfinite(x) else None


def hundredfold(x: Number | None) -> Decimal | None:
    """A ratio in percent."""
    value = decimal_of(x)
    return None if value is None else value * 100


def shown(x: Number | Decimal | None, places: int) -> Number:
    """The number that is displayed, for plural rules."""
    rounded = ROUNDING.quantize(decimal_of(x) or Decimal(0), Decimal(1).scaleb(-places))
    return int(rounded) if places == 0 or rounded == rounded.to_integral_value() else float(rounded)


def sign_of(value: Decimal, magnitude: str, sign: Sign) -> str:
    """The sign before a finished magnitude; none before zero, whatever it was rounded from."""
    if not any(c in "123456789" for c in magnitude):
        return ""
    return MINUS if value < 0 else "+" if sign == "both" else ""


def clock(seconds: int) -> str:
    """'2:35', '1:02:35'."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@lru_cache(maxsize=64)
def babel_locale(locale: str) -> Locale:
    """The CLDR locale of a tag."""
    from babel import Locale

    return Locale.parse(locale.replace("-", "_"))


@lru_cache(maxsize=64)
def marks_of(locale: str) -> dict[int, str] | None:
    """What stands for ',' between thousands and for '.' before decimals; None where groups are not of three digits.

    Python writes the digits itself because this is four times faster than a CLDR pattern.
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol

    babel = babel_locale(locale)
    if tuple(babel.decimal_formats[None].grouping) != (3, 3):
        return None
    return {ord(","): get_group_symbol(babel), ord("."): get_decimal_symbol(babel)}
