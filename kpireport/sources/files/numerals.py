"""How a column writes its numbers: decimal and thousands separators, signs, currencies and percent, from its shapes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

Decimal = Literal[".", ","]
GROUPS = " \u00a0\u202f\u2007\u2009'’"
"""Thousands separators that can be nothing else."""
MINUS = "-−"
_SIGNS = "€$£¥₽₴₹₺₩₪₸₾฿₫₦₱"
_CURRENCIES = {
    "€": "EUR", "£": "GBP", "₽": "RUB", "₴": "UAH", "₹": "INR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₸": "KZT",
    "₾": "GEL", "฿": "THB", "₫": "VND", "₦": "NGN", "₱": "PHP", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD",
    "AU$": "AUD", "NZ$": "NZD", "R$": "BRL", "HK$": "HKD", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "руб": "RUB",
    "руб.": "RUB", "р.": "RUB", "грн": "UAH", "Br": "BYN", "лв": "BGN", "лв.": "BGN", "lei": "RON", "kr": "kr",
    "kr.": "kr", "$": "$", "¥": "¥", "Eur": "EUR", "eur": "EUR",
}  # fmt: skip
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "BRL"})
CROWNS = frozenset({"SEK", "NOK", "DKK", "ISK"})
YENS = frozenset({"JPY", "CNY"})
_SIGN_FAMILIES = {"$": DOLLARS, "kr": CROWNS, "¥": YENS}

_CURRENCY = rf"(?:[A-Z]{{0,2}}[{_SIGNS}]|[^\W\d_]{{1,4}}\.?)"
_SPACE = "[ \u00a0\u202f\u2009]?"
_SHAPE = re.compile(
    rf"(?P<open>\()?{_SPACE}(?P<minus>[{MINUS}])?\+?{_SPACE}(?:(?P<before>{_CURRENCY}){_SPACE})?(?P<minus2>[{MINUS}])?"
    rf"(?P<core>0[0.,{GROUPS}]*(?<![{GROUPS}])|[.,]0+)(?P<exponent>[eE][+-]?0+)?"
    rf"{_SPACE}(?P<percent>%)?(?:{_SPACE}(?P<after>{_CURRENCY}))?(?P<minus3>[{MINUS}])?{_SPACE}(?P<close>\))?"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One shape taken apart."""

    core: str
    currency: str | None = None
    percent: bool = False
    exponent: bool = False
    brackets: bool = False
    minus_behind: bool = False


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How all good values of a column are written, by one reading of its separators."""

    decimal: Decimal
    digits: int = 0
    """Most digits before the decimal separator."""
    scale: int = 0
    """Most digits after it."""
    percent: bool = False
    exponent: bool = False
    brackets: bool = False
    minus_behind: bool = False
    signs: str = ""
    """Every character but digits that the values have."""
    dropped: str = ""
    """Those of them that are left away before the rest is read as SQL reads numbers."""
    currencies: Mapping[str, int] = field(default_factory=dict)
    good: frozenset[str] = frozenset()
    rows: int = 0
    separated: bool = False
    """Some value has a full stop or a comma, so the other reading gives other numbers."""


@cache
def numeral(shape: str) -> Numeral | None:
    """A shape as a number with its trimmings, or None when it is none."""
    match = _SHAPE.fullmatch(shape)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = [name for name in ("open", "minus", "minus2", "minus3") if match[name]]
    words = [word for word in (match["before"], match["after"]) if word]
    if len(signs) > 1 or len(words) > 1 or (words and (match["percent"] or match["exponent"])):
        return None
    currency = _currency(words[0]) if words else None
    if words and currency is None:
        return None
    return Numeral(
        match["core"],
        currency,
        bool(match["percent"]),
        bool(match["exponent"]),
        bool(match["open"]),
        bool(match["minus3"]),
    )


def _currency(word: str) -> str | None:
    known = _CURRENCIES.get(word)
    if known or not re.fullmatch(r"[A-Z]{3}", word):
        return known
    from babel.numbers import is_currency

    return word if is_currency(word) else None


@cache
def _core_pattern(decimal: Decimal, thousands: str | None) -> re.Pattern[str]:
    other = "," if decimal == "." else "."
    groups = re.escape(GROUPS + other if thousands is None else (GROUPS if thousands == " " else thousands))
    return re.compile(
        rf"(?P<whole>0+|0{{1,3}}(?:(?P<group>[{groups}])000)(?:(?P=group)000)*|)(?:{re.escape(decimal)}(?P<part>0*))?"
    )


def read_as(shapes: Counter[str], decimal: Decimal, thousands: str | None = None) -> NumberFormat:
    """The format under one reading of the separators; shapes that do not fit it are not in `good`."""
    pattern = _core_pattern(decimal, thousands)
    digits = scale = rows = 0
    good: set[str] = set()
    signs: set[str] = set()
    currencies: Counter[str] = Counter()
    percents = 0
    flags = {"exponent": False, "brackets": False, "minus_behind": False, "separated": False}
    for shape, count in shapes.items():
        parts = numeral(shape)
        match = pattern.fullmatch(parts.core) if parts else None
        if parts is None or match is None:
            continue
        good.add(shape)
        rows += count
        digits = max(digits, match["whole"].count("0"))
        scale = max(scale, len(match["part"] or ""))
        percents += count if parts.percent else 0
        if parts.currency:
            currencies[parts.currency] += count
        signs.update(shape)
        flags["exponent"] |= parts.exponent
        flags["brackets"] |= parts.brackets
        flags["minus_behind"] |= parts.minus_behind
        flags["separated"] |= "," in parts.core or "." in parts.core
    kept = {"0", decimal, *MINUS} | (set("eE+") if flags["exponent"] else set())
    return NumberFormat(
        decimal, digits, scale, percents > 0, signs="".join(sorted(signs - {"0"})),
        dropped="".join(sorted(signs - kept)), currencies=dict(currencies),
        good=frozenset(good), rows=rows, **flags,
    )  # fmt: skip


def one_currency(seen: Mapping[str, int]) -> str | None:
    """The single currency of a column's amounts; None when they have none. Raises ValueError when they differ."""
    codes = set(seen)
    for sign, family in _SIGN_FAMILIES.items():
        if sign in codes and len(codes & family) == 1:
            codes.discard(sign)
    if len(codes) > 1:
        raise ValueError(", ".join(f"{code} ({count:,})" for code, count in sorted(seen.items())))
    return next(iter(codes), None)
