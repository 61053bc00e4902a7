"""Reads a text file that a person wrote: bounded in size, of a known encoding, and without control characters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kpireport.errors import Place, Problem, SpecError, nearest

MAX_SPEC_BYTES = 1_000_000
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path, shown: str, *, limit: int = MAX_SPEC_BYTES, place: Place | None = None) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark.

    `shown` is the name for messages; `place` is where the file was named, if a file named it. Raises SpecError.
    """
    data = _read_bytes(path, shown, limit, place)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        if data[:1024].count(0) > len(data[:1024]) // 20:
            raise _no_text(shown)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise (
            _no_text(shown) if encoding != "utf-16" and b"\0" in data[:1024] else _not_unicode(data, error, shown)
        ) from error
    found = _CONTROL.search(text)
    if found:
        where = _place_at(text, found.start(), shown)
        raise _problem(f"control character U+{ord(found.group()):04X}", where, "remove it")
    return text


def _read_bytes(path: Path, shown: str, limit: int, place: Place | None) -> bytes:
    try:
        if not path.is_file():
            raise _problem(*_why_no_file(path, shown, place))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _problem(f"cannot read {shown!r}: {why}", place or Place(shown), None) from error
    if len(data) > limit:
        size = f"{limit // 1000:,} kB"
        raise _problem(f"{shown!r} is larger than {size}", place or Place(shown), "data belongs into data files")
    return data


def _why_no_file(path: Path, shown: str, place: Place | None) -> tuple[str, Place | None, str | None]:
    if path.is_dir():
        return f"{shown!r} is a folder, not a file", place, f"name a file in it, such as {path.name}/report.yaml"
    if path.exists():
        return f"{shown!r} is not a regular file", place, None
    if path.is_symlink():
        return f"{shown!r} is a link that leads nowhere", place, None
    beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, beside)
    if near:
        return f"there is no file {shown!r}", place, f"did you mean {near[0]!r}?"
    if not path.parent.is_dir():
        return f"there is no file {shown!r}", place, f"there is no folder {str(Path(shown).parent)!r} either"
    return f"there is no file {shown!r}", place, None


def _no_text(shown: str) -> SpecError:
    return _problem("this is not a text file", Place(shown), "write it as text in UTF-8")


def _not_unicode(data: bytes, error: UnicodeDecodeError, shown: str) -> SpecError:
    before = data[: error.start].decode(error.encoding, errors="replace")
    where = _place_at(before, len(before), shown)
    what = "UTF-16" if error.encoding.startswith("utf-16") else f"UTF-8 (byte 0x{data[error.start]:02X})"
    return _problem(f"this is not valid {what}", where, "save the file as UTF-8")


def _place_at(text: str, position: int, shown: str) -> Place:
    line_start = text.rfind("\n", 0, position) + 1
    return Place(shown, text.count("\n", 0, position) + 1, position - line_start + 1)


def _problem(message: str, place: Place | None, hint: str | None) -> SpecError:
    return SpecError([Problem(message, place, hint)])
