"""How much a file's column looks like a column of a dataset: by its name, in the words of many exports and languages."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

SAME, KNOWN, KNOWN_IN_PART, CONTAINED, ALIKE = 1.0, 0.95, 0.85, 0.65, 0.6
"""The name itself; a name that exports use; one without its unit or addition; among other words; nearly spelt so."""
NEARLY = 0.8
"""The likeness of two spellings that counts, as `difflib` measures it."""
LEAST_LETTERS = 4
"""Shorter words are like too many others."""

RATES = frozenset(
    [
        "rate",
        "ratio",
        "avg",
        "average",
        "per",
        "share",
        "percent",
        "percentage",
        "mean",
        "median",
        "ctr",
        "cpc",
        "cpm",
        "cpa",
        "roas",
        "доля",
        "процент",
        "средняя",
        "средний",
        "среднее",
        "средние",
        "среднее",
        "коэффициент",
        "доля",
        "сярэдні",
        "сярэдняя",
        "сярэдняе",
        "vidutinis",
        "vidutinė",
        "vidutine",
        "vid",
        "rodiklis",
        "dalis",
        "procentas",
        "glubina",
        "глубина",
    ]
)
"""Words of columns that hold a ratio, which is never taken for a count or an amount."""

_OTHER = re.compile(r"[\W_]+")
_UNIT = re.compile(r"[€$£₽%]|\b(eur|usd|gbp|rub|руб|byn|бел|zł|pln)\b\.?", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


def plain(name: str) -> str:
    """A name as names are compared: small letters and digits, one underscore between words."""
    return _OTHER.sub("_", name.casefold()).strip("_")


def is_rate(name: str) -> bool:
    """Whether a column's name says that it holds a ratio or an average."""
    return "%" in name or not RATES.isdisjoint(plain(name).split("_"))


@dataclass(frozen=True, slots=True)
class Called:
    """What one column of a dataset may be called: its own name, and names that exports use."""

    name: str
    aliases: frozenset[str]

    @classmethod
    def of(cls, name: str, aliases: Iterable[str]) -> Called:
        """The names of a column, in the form in which they are compared."""
        return cls(name, frozenset(filter(None, map(plain, aliases))))

    def score(self, column: str) -> float:
        """How much a file's column looks like this one, from 0 to 1."""
        whole, *parts = _forms(column)
        if "%" in column and not is_rate(self.name):
            return 0.0
        if whole == self.name:
            return SAME
        if whole in self.aliases:
            return KNOWN
        names = {self.name, *self.aliases}
        if names.intersection(parts):
            return KNOWN_IN_PART
        if is_rate(column) and not is_rate(self.name):
            return 0.0
        words = whole.split("_")
        if any(_contains(words, name.split("_")) for name in names if len(name) >= LEAST_LETTERS):
            return CONTAINED
        return ALIKE if any(_alike(form, name) for form in (whole, *parts) for name in names) else 0.0


@lru_cache(maxsize=4096)
def _forms(column: str) -> tuple[str, ...]:
    """The name, then without units and what stands in brackets or behind a comma, and what stands in the brackets."""
    bare = _UNIT.sub(" ", _BRACKETS.sub(" ", column))
    forms = [column, bare, bare.split(",")[0], *_BRACKETS.findall(column)]
    return tuple(dict.fromkeys(map(plain, forms)))


def _contains(words: list[str], sought: list[str]) -> bool:
    """Whether words stand among others, in their order, one behind the other."""
    return any(words[i : i + len(sought)] == sought for i in range(len(words) - len(sought) + 1))


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LEAST_LETTERS:
        return False
    matcher = difflib.SequenceMatcher(None, _folded(one), _folded(other), autojunk=False)
    return matcher.real_quick_ratio() >= NEARLY and matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """Without accents, as people type who lack the keys."""
    return "".join(_letters(name))


def _letters(name: str) -> Iterator[str]:
    for letter in unicodedata.normalize("NFKD", name):
        if not unicodedata.combining(letter):
            yield letter
