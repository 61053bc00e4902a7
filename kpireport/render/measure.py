"""Text widths from a font's own advances: what fits on a line, where to break it, how to balance a heading.

Neither the PDF engine nor the chart engine can say in advance how wide a text becomes (the chart engine guesses, and cuts
Cyrillic at half its width). Kerning is left out: it makes a text narrower by a percent or two, so what fits here fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ELLIPSIS = "…"
NO_BREAK_SPACES = "\u00a0\u202f"

_HYPHEN = re.compile(r"(?<=\w[-/])(?=\w)")
_UNKNOWN = 0.6
_UNKNOWN_WIDE = 1.3
"""Widths, in em, of characters that the font lacks and another font will draw: letters, and emoji or ideographs."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font at one weight. `advances` maps a code point to its width in em."""

    name: str
    advances: Mapping[int, float]

    def width(self, text: str, size: float) -> float:
        """How wide a text is in points at a size in points."""
        advances = self.advances
        return size * sum(advances[ord(c)] if ord(c) in advances else _width_elsewhere(c) for c in text)

    def backed_by(self, other: Face) -> Face:
        """This face with the characters that it lacks from another."""
        return Face(self.name, MappingProxyType({**other.advances, **self.advances}))


def _width_elsewhere(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    wide = category == "So" or unicodedata.east_asian_width(character) in "WF"
    return _UNKNOWN_WIDE if wide else _UNKNOWN


@cache
def load_face(path: Path) -> Face:
    """The face in a TTF or OTF file."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return face_of(font, path.stem)


def face_of(font: TTFont, name: str) -> Face:
    """The face of an open font; without any advance where the font maps no characters."""
    em = font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return Face(
        name, MappingProxyType({code: metrics[glyph][0] / em for code, glyph in (font.getBestCmap() or {}).items()})
    )


def wrap(text: str, face: Face, size: float, limit: float) -> list[str]:
    """A text broken at its spaces into lines no wider than a limit in points; a longer word at its hyphens, else alone."""
    lines: list[str] = []
    used = 0.0
    for gap, word in _pieces(text, face, size, limit):
        wide = face.width(word, size)
        between = face.width(gap, size)
        if lines and used + between + wide <= limit:
            lines[-1] += gap + word
            used += between + wide
        else:
            lines.append(word)
            used = wide
    return lines


def _pieces(text: str, face: Face, size: float, limit: float) -> Iterator[tuple[str, str]]:
    """The parts between which a text may be broken, each with what stands before it on the same line."""
    for word in text.split(" "):
        parts = _HYPHEN.split(word) if face.width(word, size) > limit else [word]
        yield from zip((" ", *[""] * (len(parts) - 1)), parts, strict=True)


def shorten(text: str, face: Face, size: float, limit: float) -> str:
    """A text cut, with an ellipsis, to a width in points; the text itself where it fits."""
    if face.width(text, size) <= limit:
        return text
    room = limit - face.width(ELLIPSIS, size)
    used, kept = 0.0, 0
    for character in text:
        used += face.width(character, size)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,.;:–-" + NO_BREAK_SPACES) + ELLIPSIS


def fit(text: str, face: Face, size: float, limit: float, *, lines: int = 2) -> list[str]:
    """A text in at most so many lines of a width in points: wrapped, and what is still too long shortened."""
    wrapped = wrap(text, face, size, limit)
    kept = [*wrapped[: lines - 1], " ".join(wrapped[lines - 1 :])] if len(wrapped) > lines else wrapped
    return [shorten(line, face, size, limit) for line in kept]


def balance(text: str, face: Face, size: float, limit: float) -> float:
    """The narrowest width in points at which a text needs no more lines than it does at the limit."""
    count = len(wrap(text, face, size, limit))
    if count == 1:
        return limit
    low, high = limit / count * 0.9, limit
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, face, size, middle)) <= count else (middle, high)
    return min(limit, high + 3)
