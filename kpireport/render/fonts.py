"""The part of a font that a page uses, for HTML that carries its fonts in itself.

HarfBuzz makes the subset in two milliseconds a font; WeasyPrint needs the same library, so it is at hand. Where it is not,
fontTools does the same in a quarter of a second. The result is packed as WOFF, which is zlib and a table of contents.
"""

from __future__ import annotations

import ctypes
import io
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_READ_ONLY = 1
_NO_HINTING, _DESUBROUTINIZE = 1, 4
_LIBRARIES = {
    "linux": ("libharfbuzz.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("libharfbuzz.0.dylib", "libharfbuzz-subset.0.dylib"),
    "win32": ("libharfbuzz-0.dll", "libharfbuzz-subset-0.dll"),
}


def subset(font: bytes, characters: set[str]) -> bytes:
    """A TTF or OTF font that keeps only some characters, as WOFF."""
    harfbuzz = _HarfBuzz.load()
    kept = harfbuzz.subset(font, characters) if harfbuzz else None
    return woff(kept or _subset_slowly(font, characters))


def woff(font: bytes) -> bytes:
    """A TTF or OTF font as WOFF 1.0 (https://www.w3.org/TR/WOFF/)."""
    (count,) = struct.unpack(">H", font[4:6])
    records, bodies = [], []
    offset, plain_size = 44 + 20 * count, 12 + 16 * count
    for i in range(count):
        tag, checksum, start, length = struct.unpack(">4sLLL", font[12 + 16 * i : 28 + 16 * i])
        table = font[start : start + length]
        body = min(table, zlib.compress(table, 9), key=len)  # of equal length: the plain one, as the format asks
        records.append(struct.pack(">4sLLLL", tag, offset, len(body), length, checksum))
        bodies.append(body + b"\0" * (-len(body) % 4))
        offset += len(bodies[-1])
        plain_size += (length + 3) & ~3
    header = struct.pack(">4s4sLHHLHHLLLLL", b"wOFF", font[:4], offset, count, 0, plain_size, 1, 0, 0, 0, 0, 0, 0)
    return header + b"".join(records) + b"".join(bodies)


@dataclass(frozen=True, slots=True)
class _HarfBuzz:
    """The few functions of HarfBuzz that a subset takes."""

    call: Callable[..., Any]

    @classmethod
    def load(cls) -> _HarfBuzz | None:
        names = _LIBRARIES.get(sys.platform, ())
        try:
            libraries = [ctypes.CDLL(name) for name in names]
        except OSError:
            return None
        if not libraries:
            return None

        def call(name: str, *arguments: Any, returns: Any = ctypes.c_void_p) -> Any:
            function = next(getattr(library, name) for library in reversed(libraries) if hasattr(library, name))
            function.restype = returns
            return function(*arguments)

        return cls(call)

    def subset(self, font: bytes, characters: set[str]) -> bytes | None:
        call, pointer = self.call, ctypes.c_void_p
        blob = pointer(call("hb_blob_create", font, len(font), _READ_ONLY, None, None))
        face = pointer(call("hb_face_create", blob, 0))
        plan = pointer(call("hb_subset_input_create_or_fail"))
        try:
            wanted = pointer(call("hb_subset_input_unicode_set", plan))
            for character in sorted(characters):
                call("hb_set_add", wanted, ord(character), returns=None)
            call("hb_subset_input_set_flags", plan, _NO_HINTING | _DESUBROUTINIZE, returns=None)
            made = pointer(call("hb_subset_or_fail", face, plan))
            return self._bytes(made) if made else None
        finally:
            call("hb_subset_input_destroy", plan, returns=None)
            call("hb_face_destroy", face, returns=None)
            call("hb_blob_destroy", blob, returns=None)

    def _bytes(self, face: ctypes.c_void_p) -> bytes:
        length = ctypes.c_uint()
        blob = ctypes.c_void_p(self.call("hb_face_reference_blob", face))
        data = self.call("hb_blob_get_data", blob, ctypes.byref(length))
        copied = ctypes.string_at(data, length.value)
        self.call("hb_blob_destroy", blob, returns=None)
        self.call("hb_face_destroy", face, returns=None)
        return copied


def _subset_slowly(font: bytes, characters: set[str]) -> bytes:
    from fontTools import subset as tools
    from fontTools.ttLib import TTFont

    options = tools.Options(hinting=False, desubroutinize=True, ignore_missing_unicodes=True)
    opened = TTFont(io.BytesIO(font), lazy=True)
    subsetter = tools.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()
