"""A text file as one stream of clean UTF-8 bytes, whatever its encoding and compression.

Line ends and quotes are left as they are, so that line numbers stay true. Whitespace-separated text becomes
tab-separated line by line.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kpireport.errors import DataError, Place

CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_TOKEN = re.compile(rb'"(?:[^"\r\n]|"")*"|[^\s]+')
_BLANKS = re.compile(rb"[ \t]+")
_BESIDE_LINE_ENDS = ((b"\t\n", b"\n"), (b"\t\r", b"\r"), (b"\n\t", b"\n"), (b"\r\t", b"\r"))
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")


def open_bytes(path: Path, label: str) -> BinaryIO:
    """The file's bytes, decompressed when they are gzip; DataError when they cannot be read."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise DataError(f"the file cannot be read: {error.strerror}", place=Place(label)) from error
    if stream.read(2) == _GZIP:
        stream.close()
        return io.BufferedReader(_Unzipped(path, label), CHUNK)
    stream.seek(0)
    return stream


class _Unzipped(io.RawIOBase):
    """A gzip file whose damage is a DataError."""

    def __init__(self, path: Path, label: str) -> None:
        self._stream, self._label = gzip.open(path), label  # noqa: SIM115 - closed in close

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise DataError("the gzip file is damaged", place=Place(self._label), hint="fetch it again") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_utf8(path: Path, encoding: str, label: str, *, whitespace: bool = False) -> BinaryIO:
    """The file as UTF-8 without a byte-order mark; a byte that does not fit the encoding is a DataError with its line."""
    raw = open_bytes(path, label)
    if encoding == "utf-8" and not whitespace:
        return raw
    if encoding == "utf-8-sig" and not whitespace:
        if raw.read(3) != codecs.BOM_UTF8:
            raw.seek(0)
        return raw
    steps = [_transcoding(encoding, label)]
    if whitespace:
        steps.append(_tabbing())
    return io.BufferedReader(_Converted(raw, steps), CHUNK)


Step = Callable[[bytes, bool], bytes]
"""Bytes in, bytes out; the flag says that no more will come."""


class _Converted(io.RawIOBase):
    def __init__(self, raw: BinaryIO, steps: list[Step]) -> None:
        self._raw, self._steps, self._ready, self._done = raw, steps, b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready and not self._done:
            data = self._raw.read(CHUNK)
            self._done = not data
            for step in self._steps:
                data = step(data, self._done)
            self._ready = data
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


def _transcoding(encoding: str, label: str) -> Step:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    first = True

    def step(data: bytes, final: bool) -> bytes:
        nonlocal line, first
        try:
            text = decoder.decode(data, final)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding, "ignore")
            raise DataError(
                f"the bytes {error.object[error.start : error.start + 2].hex(' ')} are not {encoding.replace('_', '-')}",
                place=Place(label, line + good.count("\n")),
                hint="say another `encoding:`",
            ) from error
        line += text.count("\n")
        if first and text:
            text, first = text.removeprefix("\ufeff"), False
        return text.encode()

    return step


def _tabbing() -> Step:
    """Runs of blanks to one tab, none at the ends of a line."""
    rest = b""

    def step(data: bytes, final: bool) -> bytes:
        nonlocal rest
        data = rest + data
        cut = len(data) if final else max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
        rest = data[cut:]
        lines = data[:cut]
        if b'"' in lines:
            return b"".join(_tabbed(line) for line in _LINE.findall(lines))
        lines = _BLANKS.sub(b"\t", lines.strip(b" \t"))
        for blank, end in _BESIDE_LINE_ENDS:
            lines = lines.replace(blank, end)
        return lines

    return step


def _tabbed(line: bytes) -> bytes:
    """One line in which quotes may hold blanks together."""
    end = line[len(line.rstrip(b"\r\n")) :]
    return b"\t".join(_TOKEN.findall(line)) + end
