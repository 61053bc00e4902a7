"""In which encoding a text file is: from its marks and bytes, and an error where they do not tell.

Two kinds of legacy text occur in clients' exports: cp1251 (Russian, Belarusian, Ukrainian) and cp1257 (Lithuanian,
Latvian, Estonian). Cyrillic words are runs of high bytes in which a few letters are frequent; Baltic text has single
high bytes between Latin letters. Whatever fits neither clearly is asked for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

from kpireport.errors import DataError, Place

CHUNK = 1 << 20
_SAMPLE = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FREQUENT_CYRILLIC = frozenset("оеаинтсрвлкмдпуіыя")
_BALTIC = frozenset("ąčęėįšųūžāēģīķļņŗōõ" + "ĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅŖŌÕ")
_TELLING = frozenset("šžŠŽ")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_HIGH = re.compile(rb"[\x80-\xff]")


def chosen_encoding(configured: str | None, opening: Callable[[], BinaryIO], label: str) -> str:
    """The encoding that the spec says, a byte-order mark allowed for, or else the one detected."""
    if configured not in {None, "utf-8", "utf-16"}:
        return str(configured)
    try:
        detected = detect_encoding(opening, label)
    except DataError:
        if configured is None:
            raise
        detected = ""
    if configured is None or detected.startswith(configured):
        return detected
    # Not what the spec says: decoding it as that will name the line.
    return "utf_8" if configured == "utf-8" else "utf-16-le"


def detect_encoding(opening: Callable[[], BinaryIO], label: str) -> str:
    """The Python name of the encoding, decided by the whole file; DataError when it cannot be told."""
    with opening() as stream:
        head = stream.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _without_mark(head)
    if wide:
        return wide
    with opening() as stream:
        high = _not_utf8(stream)
    if not high:
        return "utf-8"
    legacy = _legacy(high)
    if legacy is None:
        raise DataError(
            "the file is not UTF-8 and its encoding cannot be told for certain",
            place=Place(label),
            hint="say `encoding:`, for example cp1251 (Cyrillic), cp1257 (Baltic) or cp1252 (Western)",
        )
    return legacy


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without a mark: in mostly Latin text every second byte is null."""
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _not_utf8(stream: BinaryIO) -> bytes:
    """Nothing when the stream is UTF-8, else a sample of it around its high bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    valid = True
    while chunk := stream.read(CHUNK):
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if len(sample) < _SAMPLE and not chunk.isascii():
            words = [word for word in _WORD.findall(chunk) if not word.isascii()]
            sample += b" ".join([*words, b""])[:_SAMPLE]
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return b"" if valid else bytes(sample)


def _legacy(sample: bytes) -> str | None:
    words = [word for word in _WORD.findall(sample) if _HIGH.search(word)]
    if _is_cyrillic(words):
        return "cp1251"
    return "cp1257" if _is_baltic(words) else None


def _is_cyrillic(words: list[bytes]) -> bool:
    try:
        text = b" ".join(words).decode("cp1251")
    except UnicodeDecodeError:
        return False
    letters = [char for char in text if char.isalpha() and ord(char) > 127]
    if len(letters) < 6:
        return False
    whole = sum(len(word) for word in words if len(word) > 1 and all(byte > 127 for byte in word))
    frequent = sum(char.lower() in _FREQUENT_CYRILLIC for char in letters)
    shapely = sum(
        word[:1].isalpha() and (word.isupper() or word[1:].islower() or len(word) == 1) for word in text.split()
    )
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in letters)
    return (
        whole >= 0.7 * len(letters)
        and cyrillic >= 0.98 * len(letters)
        and frequent >= 0.6 * len(letters)
        and shapely >= 0.8 * len(text.split())
    )


def _is_baltic(words: list[bytes]) -> bool:
    """Baltic, or the same in Baltic and Western. French and Danish share most of the bytes, but not those of š and ž."""
    try:
        text = b" ".join(words).decode("cp1257")
    except UnicodeDecodeError:
        return False
    if text == b" ".join(words).decode("cp1252", "replace"):
        return True
    letters = [char for char in text if char.isalpha() and ord(char) > 127]
    beside_latin = sum(any(byte < 128 for byte in word) for word in words)
    baltic = sum(char in _BALTIC for char in letters)
    telling = sum(char in _TELLING for char in letters)
    return (
        len(letters) >= 3
        and baltic >= 0.95 * len(letters)
        and telling >= 0.08 * len(letters)
        and beside_latin >= 0.8 * len(words)
    )
