"""How a report speaks: numbers, money, dates, lists and sentences in the locale of its client.

`Language` is a frozen value over Babel (CLDR data) and Fluent (sentence catalogues); both load on first use. Words
live in `catalogues/<locale>/*.ftl`, so a further language is a folder of files and no code.
"""

from __future__ import annotations

from kpireport.language.checking import catalogue_problems
from kpireport.language.language import Language
from kpireport.language.locales import known_locales
from kpireport.language.noun import Noun, capital
from kpireport.language.numbers import NO_VALUE, ChangeValues

__all__ = ["NO_VALUE", "ChangeValues", "Language", "Noun", "capital", "catalogue_problems", "known_locales"]
