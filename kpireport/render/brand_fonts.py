"""The client's own fonts: read, measured with the theme's fonts behind them, and named so that no two clients' are mixed.

A brand brings one file for text, perhaps its bold, and one for headlines. Letters that a file lacks, and bold where the
brand brings none, come from the theme: the PDF engine does not thicken letters.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpireport.document.model import Asset, Brand
from kpireport.errors import DataError, Place
from kpireport.render.measure import Face, face_of

if TYPE_CHECKING:
    from kpireport.render.themes import ThemeFiles

TEXT, BOLD, HEADLINE = "text", "bold", "headline"
WEIGHTS: Mapping[str, tuple[int, ...]] = {TEXT: (400,), BOLD: (600, 700), HEADLINE: (400, 600, 700)}
"""The weights in which a role's file is used."""
_BEHIND = 300
"""Nobody asks for this weight. It is nearer to 400 than bold is: letters that a text font lacks are looked for there first."""
_SPOKEN = re.compile(r"[^A-Za-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class BrandFont:
    """One file of a brand. `family` is its name in style sheets: it tells the file's contents, so it is no other's."""

    family: str
    data: bytes
    media_type: str
    face: Face


BrandFonts = Mapping[str, BrandFont]
NONE: BrandFonts = MappingProxyType({})


def read_brand_fonts(brand: Brand, assets: Mapping[str, Asset]) -> BrandFonts:
    """The fonts of a brand by role.

    Raises:
        DataError: a file is missing or is no font that can be used; names the file.

    """
    fonts = {role: _read(assets[asset]) for role, asset in brand.fonts.items()}
    if TEXT in fonts and BOLD in fonts:  # one family, named after both of its files
        text, bold = fonts[TEXT], fonts[BOLD]
        family = _family(text.face.name, text.data + bold.data)
        fonts |= {
            role: BrandFont(family, font.data, font.media_type, font.face)
            for role, font in ((TEXT, text), (BOLD, bold))
        }
    return fonts


def _read(asset: Asset) -> BrandFont:
    place = Place(asset.path)
    try:
        data = Path(asset.path).read_bytes()
        face = _face(data)
    except OSError as error:
        raise DataError(f"the font cannot be read: {error.strerror}", place=place) from error
    if face is None:
        raise DataError("the font is damaged, or has no letters", place=place, hint="use a TTF or OTF file")
    return BrandFont(_family(face.name, data), data, asset.media_type, face)


def _face(data: bytes) -> Face | None:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            face = face_of(font, font["name"].getBestFamilyName() or "")
    except (TTLibError, struct.error, KeyError, ValueError, AssertionError, IndexError, AttributeError, EOFError):
        return None
    return face if face.advances else None


def _family(name: str, data: bytes) -> str:
    return f"{_SPOKEN.sub('', name)[:40].strip() or 'Brand'} {hashlib.sha256(data).hexdigest()[:8]}"


def font_sheet(fonts: BrandFonts, theme: ThemeFiles) -> str:
    """The style sheet that brings a brand's fonts in."""
    return "".join(_rules(fonts, theme))


def _rules(fonts: BrandFonts, theme: ThemeFiles) -> Iterator[str]:
    for role, font in fonts.items():
        for weight in WEIGHTS[role]:
            yield _font_face(font.family, weight, font_address(role))
    regular, bold = theme.font_of("text"), theme.font_of("strong")
    if TEXT in fonts and BOLD not in fonts and regular and bold:
        for weight in WEIGHTS[BOLD]:
            yield _font_face(fonts[TEXT].family, weight, bold)
        yield _font_face(fonts[TEXT].family, _BEHIND, regular)
    for role in (TEXT, HEADLINE):
        if role in fonts:
            yield f':root {{ --brand-{role}: "{fonts[role].family}"; }}\n'


def _font_face(family: str, weight: int, address: str) -> str:
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url({address}); }}\n'


def font_address(role: str) -> str:
    """Where the shelf has the font of a role, relative to the theme."""
    return f"~font/{role}"
