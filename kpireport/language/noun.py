"""Names that sentences inflect: metrics, with the forms and the gender or number that agreement needs."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Literal, Self

Gender = Literal["m", "f", "n", "pl"]

_ENGLISH_PREPOSITIONS = frozenset({"per", "of", "on", "from", "to", "in", "by", "with", "for", "at", "since", "after"})
_ENGLISH_PARTICIPLES = frozenset({"sent", "sold", "won", "lost", "made", "paid"})
_SINGULAR_ENDINGS = ("ss", "us", "is")


class Noun(str):
    """A name as a string (its nominative) that also knows its genitive and its gender.

    Sentences use it as `{ $metric }`, `{ METRIC($metric, case: "gen") }`, `{ CAP($metric) }` and
    `{ GENDER($metric) -> ... }`. Where no gender is stated, English reads the number off the head noun.
    """

    __slots__ = ("gen", "gender")
    gen: str
    gender: Gender

    def __new__(cls, nom: str, gen: str | None = None, gender: Gender | None = None) -> Self:
        """Make a noun; a missing genitive is the nominative, a missing gender is read as English."""
        self = super().__new__(cls, nom)
        self.gen = gen if gen is not None else nom
        self.gender = gender if gender is not None else ("pl" if _is_plural_in_english(nom) else "n")
        return self

    def form(self, case: str) -> str:
        """The name in a case: 'nom' or 'gen'."""
        return self.gen if case == "gen" else str(self)


def _is_plural_in_english(name: str) -> bool:
    """Whether the head noun looks plural: 'Visits per user' and 'Emails sent' are, 'Cost per visits' is not."""
    words = re.split(r"[(,]", name.lower(), maxsplit=1)[0].split()
    phrase = list(takewhile(lambda word: word not in _ENGLISH_PREPOSITIONS, words))
    while len(phrase) > 1 and (phrase[-1].endswith("ed") or phrase[-1] in _ENGLISH_PARTICIPLES):
        phrase.pop()
    head = phrase[-1] if phrase else ""
    return head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS)
