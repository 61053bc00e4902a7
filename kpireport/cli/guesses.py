"""What a first spec says where nobody has said it: language, currency and timezone, guessed from the data, shown to be changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from kpireport.sources.files.numerals import numeral
from kpireport.sources.look import FileLook

DEFAULT_LANGUAGE, DEFAULT_CURRENCY, DEFAULT_TIMEZONE = "en", "EUR", "UTC"

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LETTERS_OF = {"be": re.compile(r"[ўі]", re.IGNORECASE), "lt": re.compile(r"[ąčęėįšųūž]", re.IGNORECASE)}
_CODE = re.compile(r"[A-Z]{3}")
_SIGN = re.compile(r"[€£₽₴]|\b(?:EUR|USD|GBP|PLN|RUB|BYN)\b|руб\.?", re.IGNORECASE)


def language_of(looks: Iterable[FileLook], known: Collection[str]) -> str:
    """The language of the columns' names, as far as its letters tell it and reports can be written in it."""
    names = " ".join(column.name for seen in looks for column in seen.columns)
    if _CYRILLIC.search(names):
        guess = "be" if _LETTERS_OF["be"].search(names) else "ru"
    else:
        guess = "lt" if _LETTERS_OF["lt"].search(names) else DEFAULT_LANGUAGE
    return guess if guess in known else DEFAULT_LANGUAGE


def currency_of(looks: Iterable[FileLook], language: str) -> str:
    """The currency that the data state, else that of the language's country."""
    stated = Counter(currency for seen in looks for currency in _stated(seen))
    if stated:
        return stated.most_common(1)[0][0]
    territory = _territory(language)
    if territory is None:
        return DEFAULT_CURRENCY
    from babel.numbers import get_territory_currencies

    return (get_territory_currencies(territory) or [DEFAULT_CURRENCY])[0]


def timezone_of(language: str) -> str:
    """The timezone of the language's country, where it has only one; else UTC."""
    from babel.core import get_global

    territory = _territory(language)
    zones = [zone for zone, where in get_global("zone_territories").items() if where == territory]
    return zones[0] if territory and len(zones) == 1 else DEFAULT_TIMEZONE


def _territory(language: str) -> str | None:
    """The country that a language is bound to; English is bound to none."""
    from babel.core import get_global

    if "-" in language:
        return language.rsplit("-", 1)[1]
    if language == DEFAULT_LANGUAGE:
        return None
    likely = get_global("likely_subtags").get(language, "")
    return likely.rsplit("_", 1)[1] if "_" in likely else None


def _stated(seen: FileLook) -> Iterable[str]:
    for column in seen.columns:
        signs = [column.currency] if column.currency else _SIGN.findall(column.name)
        codes = column.type == "text" and len(column.examples) == 1 and "curr" in column.name.casefold()
        yield from filter(None, map(_iso, signs))
        if codes and _CODE.fullmatch(column.examples[0]):
            yield column.examples[0]


def _iso(sign: str) -> str | None:
    """A sign as an ISO code, where it stands for one currency only."""
    text = sign.upper() if sign.isascii() else sign.casefold()
    amount = numeral(f"0 {text}")
    found = amount.currency if amount else None
    return found if found and _CODE.fullmatch(found) else None
