"""Small care for text on a page: what may not be parted at a line's end, headings with even lines, and measured widths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from kpireport.render.brand_fonts import BOLD, HEADLINE, NONE, TEXT, BrandFonts
from kpireport.render.measure import Face, balance, fit, load_face, shorten, wrap
from kpireport.render.themes import TextStyle, ThemeFiles

NBSP = "\u00a0"
SHORTEST = 24
"""Shorter texts stand on one line and are left alone."""

_NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=[^\W\d]{1,9}\b)")
_MONTH_AND_YEAR = re.compile(r"(?<=[^\W\d_]) (?=(?:19|20)\d\d\b)")
_ONE_LETTER = re.compile(r"(?:(?<=\s)|^)([^\W\d_]) (?=\w)")
_ABBREVIATION = re.compile(r"\b([^\W\d_]{1,4}\.) (?=[^\W\d_])(?=[^A-ZÀ-ÞА-ЯĄČĘĖĮŠŲŪŽ])")
_BRAND_ROLES = {
    **dict.fromkeys(("title", "section", "takeaway", "takeaway_wide"), HEADLINE),
    **dict.fromkeys(("value", "strong"), BOLD),
}
"""Which font of a brand a role of `theme.yaml` is set in; text where it is not named here."""
_EM = 0.6
"""Width of a character, in em, where the theme does not bring the font's file."""


def tidy(text: str) -> str:
    """Join by no-break spaces what reads badly when parted: a number and its word, a lone letter, the last two words."""
    if len(text) <= SHORTEST:
        return text
    text = _NUMBER_AND_WORD.sub(NBSP, text)
    text = _MONTH_AND_YEAR.sub(NBSP, text)
    text = _ONE_LETTER.sub(rf"\1{NBSP}", text)
    text = _ABBREVIATION.sub(rf"\1{NBSP}", text)
    head, _, last = text.rpartition(" ")
    if head.count(" ") >= 3 and len(last) <= 9 and NBSP not in last:
        return f"{head}{NBSP}{last}"
    return text


def tidy_all(value: Any, *, but: frozenset[str] = frozenset()) -> Any:
    """Plain data with every text tidied, except under the keys in `but` (ids, ready HTML)."""
    match value:
        case str():
            return tidy(value)
        case dict():
            return {key: item if key in but else tidy_all(item, but=but) for key, item in value.items()}
        case list() | tuple():
            return [tidy_all(item, but=but) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Measures text in the fonts of a theme, by the roles its `theme.yaml` names."""

    styles: Mapping[str, TextStyle]
    faces: Mapping[str, Face]

    @classmethod
    def of(cls, theme: ThemeFiles, fonts: BrandFonts = NONE) -> Typesetter:
        """The typesetter of a theme and a brand's fonts over it; a role whose font file the theme lacks is estimated."""
        paths = {role: theme.find(f"fonts/{style.font}") for role, style in theme.styles.items()}
        faces = {role: load_face(path) for role, path in paths.items() if path is not None}
        ours = {role: fonts.get(_BRAND_ROLES.get(role, TEXT)) for role in faces}
        return cls(
            theme.styles,
            {role: font.face.backed_by(faces[role]) if font else faces[role] for role, font in ours.items()},
        )

    def width(self, role: str, text: str, size: float | None = None) -> float:
        """The width of a text in pt, in the role's own size or another."""
        style, face = self.styles.get(role), self.faces.get(role)
        size = size or (style.size if style else 9.5)
        return face.width(text, size) if face else len(text) * size * _EM

    def balanced(self, role: str, text: str, *, scale: float = 1.0) -> float | None:
        """The width in pt at which a heading's lines are of even length, once tidied; None where its font is not at hand."""
        style, face = self.styles.get(role), self.faces.get(role)
        return round(balance(tidy(text), face, scale * style.size, style.width), 1) if style and face else None

    def lines(self, role: str, text: str, size: float, limit: float) -> int:
        """How many lines of a width in pt a text needs."""
        face = self.faces.get(role)
        return len(wrap(text, face, size, limit)) if face else ceil(self.width(role, text, size) / limit)

    def fitted(self, role: str, text: str, lines: int) -> str:
        """A heading in at most so many lines of its own width; what is longer ends in an ellipsis."""
        style, face = self.styles.get(role), self.faces.get(role)
        if not style or not face or len(wrap(text, face, style.size, style.width)) <= lines:
            return text
        return " ".join(fit(text, face, style.size, style.width, lines=lines))

    def shortened(self, role: str, text: str, size: float, limit: float) -> str:
        """A text on one line of a width in pt, cut with an ellipsis where it is longer."""
        face = self.faces.get(role)
        return shorten(text, face, size, limit) if face else text
