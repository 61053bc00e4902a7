"""Reading what stands beside the spec: pictures, texts and fonts that it names. The only file access of this floor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kpireport.document.blocks import CommentarySpec, ImageSpec, TextSpec
from kpireport.document.model import Asset
from kpireport.errors import DataError, Place
from kpireport.periods import Period
from kpireport.spec.model import SectionSpec

PERIOD = "{period}"
LOGO, AGENCY_LOGO = "logo", "agency-logo"
MAX_TEXT = 200_000
"""Bytes of one text; a page holds about 3,000."""

_SIGNATURES: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_FONTS: Mapping[bytes, str] = {b"\x00\x01\x00\x00": "font/ttf", b"true": "font/ttf", b"OTTO": "font/otf"}


class NamedFile(NamedTuple):
    """A file that the spec names, and where it does."""

    path: Path
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Materials:
    """What was read: pictures and texts by their path as the spec writes it (the period filled in), logo and fonts.

    `absent` are texts that need not be there and are not; `places` are the files of those that are.
    """

    pictures: Mapping[str, Asset] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    logo: Asset | None = None
    agency_logo: Asset | None = None
    fonts: Mapping[str, Asset] = field(default_factory=dict)
    portraits: Mapping[str, Asset] = field(default_factory=dict)
    """The pictures of segments, by segment."""
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Every picture and font once."""
        logos = tuple(logo for logo in (self.logo, self.agency_logo) if logo)
        pictures = (*logos, *self.pictures.values(), *self.portraits.values())
        return tuple({asset.id: asset for asset in (*pictures, *self.fonts.values())}.values())


NONE = Materials()


def read_materials(
    sections: Iterable[SectionSpec],
    period: Period,
    folder: Path,
    *,
    logos: Mapping[str, NamedFile] = MappingProxyType({}),
    fonts: Mapping[str, NamedFile] = MappingProxyType({}),
    portraits: Mapping[str, NamedFile] = MappingProxyType({}),
    places: Mapping[str, Place] | None = None,
) -> Materials:
    """Read everything that the sections name, relative to `folder`, and the logos and fonts of the client and the agency.

    `logos` are known as `LOGO` and `AGENCY_LOGO`, `fonts` by their role, `portraits` by their segment. `places` says where each path of a section is
    written in the spec, for messages. Raises DataError for a file that is missing, is no picture, no font or no UTF-8
    text, or is too large.
    """
    blocks = [block for section in sections for block in section.blocks]
    found = places or {}
    paths = dict.fromkeys(block.path for block in blocks if isinstance(block, ImageSpec))
    texts = list(_texts(blocks, period, folder, found))
    pictures = {name: _picture(name, file.path, file.place) for name, file in logos.items()}
    return Materials(
        pictures={path: _picture(path, folder / path, found.get(path)) for path in paths},
        texts={path: text for path, text in texts if text is not None},
        absent=tuple(path for path, text in texts if text is None),
        logo=pictures.get(LOGO),
        agency_logo=pictures.get(AGENCY_LOGO),
        portraits={name: _picture(f"segment {name}", file.path, file.place) for name, file in portraits.items()},
        fonts={role: _font(file.path, file.place) for role, file in sorted(fonts.items())},
        places={path: Place(str(folder / path)) for path, text in texts if text is not None},
    )


def text_path(pattern: str, period: Period) -> str:
    """The path of a period's own text: 'notes/{period}.md' is 'notes/2026-10.md'."""
    return pattern.replace(PERIOD, period.key)


# ---------------------------------------------------------------- texts


def _texts(
    blocks: Sequence[object], period: Period, folder: Path, places: Mapping[str, Place]
) -> Iterator[tuple[str, str | None]]:
    for block in blocks:
        if not isinstance(block, TextSpec | CommentarySpec) or block.file is None:
            continue
        path = text_path(block.file, period)
        if not (folder / path).is_file() and not block.required:
            yield path, None
            continue
        yield path, _text(folder / path, places.get(block.file))


def _text(path: Path, place: Place | None) -> str:
    where = place or Place(str(path))
    data = _bytes(path, where, "text")
    if len(data) > MAX_TEXT:
        raise DataError(f"the text {path.name!r} has {len(data):,} bytes", place=where, hint=f"at most {MAX_TEXT:,}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DataError("the text is not UTF-8", place=Place(str(path), line), hint="save it as UTF-8") from error


# ---------------------------------------------------------------- fonts and pictures


def _font(path: Path, place: Place | None) -> Asset:
    where = place or Place(str(path))
    data = _bytes(path, where, "font")
    media_type = _FONTS.get(data[:4])
    if media_type is None:
        raise DataError(f"{path.name!r} is not a font", place=where, hint="use a TTF or OTF file, not WOFF or TTC")
    digest = hashlib.sha256(data).hexdigest()
    return Asset(id=f"font-{digest[:12]}", sha256=digest, media_type=media_type, path=str(path))


def _picture(name: str, path: Path, place: Place | None) -> Asset:
    where = place or Place(str(path))
    data = _bytes(path, where, "picture")
    media_type = _media_type(data)
    if media_type is None:
        raise DataError(f"{path.name!r} is not a picture", place=where, hint="use a PNG, JPEG or SVG file")
    digest = hashlib.sha256(data).hexdigest()
    return Asset(
        id=name if name in {LOGO, AGENCY_LOGO} else f"image-{digest[:12]}",
        sha256=digest,
        media_type=media_type,
        path=str(path),
    )


def _bytes(path: Path, place: Place, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise DataError(
            f"the {what} {str(path)!r} {reason}", place=place, hint="paths are relative to the spec"
        ) from error


def _media_type(data: bytes) -> str | None:
    """What a picture is by its first bytes; an SVG is XML with an svg element near its beginning."""
    found = next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), None)
    if found:
        return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "image/svg+xml" if head.startswith(b"<") and b"<svg" in head else None
