"""How a text fits its place: it takes the first size of a ladder at which it does, and the last rung is 10 pt.

Only a text that does not fit at 10 pt is cut, with an ellipsis; no data come here without a rule that puts them on another
slide before that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from kpireport.render.deck.geometry import LEAST
from kpireport.render.measure import ELLIPSIS, Face, balance, wrap
from kpireport.render.typography import Typesetter, tidy


class Rung(NamedTuple):
    """A size of type and its leading, in pt."""

    size: float
    leading: float


Ladder = Sequence[Rung]

MESSAGE: Ladder = (
    Rung(27, 33),
    Rung(24, 29),
    Rung(21, 26),
    Rung(18, 22),
    Rung(16, 20),
    Rung(14, 17),
    Rung(12, 15),
    Rung(10, 13),
)
CLAIM: Ladder = (Rung(16, 21), Rung(14.5, 19), Rung(13, 17), Rung(11.5, 15), Rung(LEAST, 13))
LARGE_CLAIM: Ladder = (Rung(23, 29), Rung(19, 25), *CLAIM)
BODY_TEXT: Ladder = (Rung(14, 19), Rung(12.5, 17), Rung(11, 15), Rung(LEAST, 13.5))
SMALL_TEXT: Ladder = (Rung(12, 16), Rung(11, 14.5), Rung(LEAST, 13))
NUMBER: Ladder = (
    Rung(36, 44),
    Rung(30, 38),
    Rung(26, 33),
    Rung(22, 29),
    Rung(18, 24),
    Rung(15, 20),
    Rung(12, 16),
    Rung(LEAST, 13),
)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it is set: its words, size and leading in pt, and how many lines it takes."""

    text: str
    size: float
    leading: float
    lines: int

    @property
    def height(self) -> float:
        """Its height in pt."""
        return self.lines * self.leading

    @property
    def style(self) -> str:
        """Its size as CSS."""
        return f"font-size: {self.size:g}pt; line-height: {self.leading:g}pt"

    def values(self) -> dict[str, object]:
        """What a template sees of it."""
        return {"text": self.text, "style": self.style, "height": self.height}


_ELSEWHERE = 1.25
"""Letters that another font will draw may be so much wider than they are reckoned."""


def line_count(type_: Typesetter, role: str, text: str, size: float, width: float) -> int:
    """How many lines of a width a text takes as it will be set; a word wider than a line goes on over several."""
    face = type_.faces.get(role)
    if face is None:
        return max(1, ceil(1.1 * type_.width(role, text, size) / width))
    room = width if _known(text, face) else width / _ELSEWHERE
    return max(1, sum(max(1, ceil(face.width(line, size) / room)) for line in wrap(tidy(text), face, size, room)))


def _known(text: str, face: Face) -> bool:
    """The font has every character, so that the width of the text is known and not guessed."""
    return all(ord(character) in face.advances for character in text)


def fit(type_: Typesetter, role: str, text: str, ladder: Ladder, width: float, height: float) -> Fitted:
    """A text in a place of a width and height: the largest size that fits, else cut at the least."""
    for rung in ladder:
        lines = line_count(type_, role, text, rung.size, width)
        if lines * rung.leading <= height and not _breaks_words(type_, role, text, rung, width):
            return Fitted(text, *rung, lines)
    least = ladder[-1]
    allowed = max(1, int(height // least.leading))
    short = cut(type_, role, text, least, width, allowed)
    return Fitted(short, *least, line_count(type_, role, short, least.size, width))


def fit_line(type_: Typesetter, role: str, text: str, ladder: Ladder, width: float) -> Fitted:
    """A text on one line of a width."""
    rung = next((rung for rung in ladder if type_.width(role, text, rung.size) <= width), ladder[-1])
    return Fitted(type_.shortened(role, text, rung.size, width), *rung, 1)


def _breaks_words(type_: Typesetter, role: str, text: str, rung: Rung, width: float) -> bool:
    """A word is wider than the line, and a smaller size could keep it whole."""
    return rung.size > LEAST and any(type_.width(role, word, rung.size) > width for word in tidy(text).split(" "))


def cut(type_: Typesetter, role: str, text: str, rung: Rung, width: float, lines: int) -> str:
    """The longest beginning of a text that takes so many lines, with an ellipsis where it is not the whole."""
    if line_count(type_, role, text, rung.size, width) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        candidate = text[:middle].rstrip() + ELLIPSIS
        low, high = (
            (middle, high) if line_count(type_, role, candidate, rung.size, width) <= lines else (low, middle - 1)
        )
    return text[:low].rstrip(" ,.;:–-") + ELLIPSIS


def heading_values(type_: Typesetter, role: str, fitted: Fitted, width: float) -> dict[str, object]:
    """What a template sees of a heading, whose lines are of even length."""
    even = balanced_width(type_, role, fitted, width)
    style = f"{fitted.style}; max-width: {even:g}pt" if even else fitted.style
    return {**fitted.values(), "style": style}


def balanced_width(type_: Typesetter, role: str, fitted: Fitted, width: float) -> float | None:
    """The width at which the lines of a heading are of even length; None where it is one line, or cannot be known."""
    face = type_.faces.get(role)
    if face is None or fitted.lines == 1 or not _known(tidy(fitted.text), face):
        return None
    return round(balance(tidy(fitted.text), face, fitted.size, width), 1)
