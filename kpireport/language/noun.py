"""Names that sentences inflect: metrics and periods, with the forms and the gender or number that agreement needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import Literal, Self

Gender = Literal["m", "f", "n", "pl"]

FORMS = ("gen", "dat", "acc", "ins", "when", "by")
"""The forms beside the nominative that a catalogue may give: four cases; `when`, "in October"; `by`, "by channel"."""

_ENGLISH_PREPOSITIONS = frozenset({"per", "of", "on", "from", "to", "in", "by", "with", "for", "at", "since", "after"})
_ENGLISH_PARTICIPLES = frozenset({"sent", "sold", "won", "lost", "made", "paid"})
_SINGULAR_ENDINGS = ("ss", "us", "is")
_NO_FORMS: Mapping[str, str] = MappingProxyType({})


class Noun(str):
    """A name as a string (its nominative, as it stands on a label) that also knows its other forms and its gender.

    Sentences use it as `{ $metric }`, `{ METRIC($metric, case: "gen") }`, `{ CAP($metric) }` and
    `{ GENDER($metric) -> ... }`. Where no gender is stated, English reads the number off the head noun. `forms` may
    hold its own "nom", which sentences use where the label alone would not do: 'показатель «ROAS»' for 'ROAS'.
    """

    __slots__ = ("forms", "gender")
    forms: Mapping[str, str]
    gender: Gender

    def __new__(
        cls, nom: str, gen: str | None = None, gender: Gender | None = None, forms: Mapping[str, str] = _NO_FORMS
    ) -> Self:
        """Make a noun; a missing form is the nominative, a missing gender is read as English."""
        self = super().__new__(cls, nom)
        self.forms = {**forms, "gen": gen} if gen is not None else dict(forms)
        self.gender = gender if gender is not None else ("pl" if _is_plural_in_english(nom) else "n")
        return self

    @property
    def gen(self) -> str:
        """The genitive."""
        return self.form("gen")

    @property
    def lowered(self) -> Noun:
        """The same name inside a sentence: in lower case, unless it holds an abbreviation or a name of its own."""
        text = str(self) if any(c.isupper() for c in self[1:]) else self[:1].lower() + self[1:]
        return Noun(text, gender=self.gender, forms=self.forms)

    def followed(self, words: str) -> Noun:
        """The same name with words behind it that do not inflect: 'Revenue (E-mail)'."""
        forms = {case: f"{text}{words}" for case, text in self.forms.items()}
        return Noun(f"{self}{words}", gender=self.gender, forms=forms)

    def form(self, case: str) -> str:
        """The name in a case: 'nom', 'gen', or another of `FORMS` where it has that."""
        return self.forms.get(case) or self.forms.get("nom") or str(self)


def capital(text: str) -> str:
    """A name at the beginning of a sentence or alone on a line: 'октябрь 2026' is 'Октябрь 2026'."""
    return text[:1].upper() + text[1:]


def _is_plural_in_english(name: str) -> bool:
    """Whether the head noun looks plural: 'Visits per user' and 'Emails sent' are, 'Cost per visits' is not."""
    words = re.split(r"[(,]", name.lower(), maxsplit=1)[0].split()
    phrase = list(takewhile(lambda word: word not in _ENGLISH_PREPOSITIONS, words))
    while len(phrase) > 1 and (phrase[-1].endswith("ed") or phrase[-1] in _ENGLISH_PARTICIPLES):
        phrase.pop()
    head = phrase[-1] if phrase else ""
    return head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS)
