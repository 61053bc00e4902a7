"""Delimited text: surveyed first, then read strictly by Arrow as text, then the two counts are held against each other."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from kpireport.errors import DataError, Place
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.dialect import Dialect, column_names, sniff_dialect, split_records
from kpireport.sources.files.encoding import chosen_encoding
from kpireport.sources.files.locating import FoundFile
from kpireport.sources.files.survey import OddRecord, Survey, survey, unclosed_quote
from kpireport.sources.files.textstream import open_bytes, open_utf8

if TYPE_CHECKING:
    import pyarrow as pa

SAMPLE = 1 << 18
BLOCK = 16 << 20
_FIXED = {"csv": None, "tsv": "\t", "text": " "}


class DelimitedFile:
    """A text file with one record per row: CSV, TSV, or columns set apart by blanks."""

    def __init__(self, file: FoundFile, config: FilesConfig, kind: str) -> None:
        self.file, self.config, self.kind = file, config, kind
        self.label, self.name = file.label, file.name
        self._skipped: list[int] = []

    @cached_property
    def encoding(self) -> str:
        """The Python name of the file's encoding."""
        return chosen_encoding(self.config.encoding, lambda: open_bytes(self.file.path, self.label), self.label)

    @cached_property
    def sample(self) -> str:
        """The first whole lines below the skipped ones."""
        with self._from_line(open_utf8(self.file.path, self.encoding, self.label), self.config.skip_rows) as stream:
            data = stream.read(SAMPLE)
        if len(data) == SAMPLE:
            cut = max(data.rfind(b"\n"), data.rfind(b"\r"))
            data = data[:cut] if cut > 0 else data
        return data.decode("utf-8", "replace")

    @cached_property
    def dialect(self) -> Dialect:
        """Separator and quote, as the spec says them or as sniffed."""
        delimiter = self.config.delimiter or _FIXED[self.kind]
        return sniff_dialect(self.sample, delimiter=delimiter, quote=self.config.quote)

    @cached_property
    def _head(self) -> tuple[tuple[str, ...], int, int]:
        """The names, and by how many bytes and lines the first row lies below the skipped lines."""
        with self._opened() as stream:
            data = stream.read(SAMPLE)
        if not data.strip():
            raise DataError("the file is empty", place=Place(self.label), hint="export it again")
        if b"\0" in data:
            raise _null_byte(self.label, 1 + self.config.skip_rows + data[: data.index(b"\0")].count(b"\n"))
        blank = len(data) - len(data.lstrip(b"\r\n"))
        line = 1 + self.config.skip_rows + len(data[:blank].decode("utf-8", "replace").splitlines())
        length = _record_length(data[blank:], self.dialect.quote)
        if length is None:
            raise unclosed_quote(self.label, line)
        size = blank + length
        record = split_records(data[blank:size].decode("utf-8", "replace"), self.dialect)[0]
        names = column_names(record, header=self.config.header, place=Place(self.label, line))
        if not self.config.header:
            return names, blank, line
        return names, size, line + max(len(data[blank:size].decode("utf-8", "replace").splitlines()), 1)

    @cached_property
    def survey(self) -> Survey:
        """The structure of the rows."""
        names, offset, line = self._head
        with self._opened() as stream:
            stream.read(offset)
            found = survey(
                stream, delimiter=self.dialect.delimiter, quote=self.dialect.quote, expected=len(names),
                first_line=line, label=self.label,
            )  # fmt: skip
        if found.nulls is not None:
            raise _null_byte(self.label, found.nulls)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All columns of the file, the unnamed one behind a trailing delimiter included."""
        names = self._head[0]
        found = self.survey
        trailing = found.records and found.wider_by_one == found.records == len(found.odd)
        return (*names, f"column_{len(names) + 1}") if trailing else names

    @property
    def schema(self) -> Mapping[str, pa.DataType]:
        """Everything is text."""
        import pyarrow as pa

        return {name: pa.string() for name in self.names}

    @property
    def odd(self) -> list[OddRecord]:
        """The rows that do not fit the header."""
        return self.survey.odd if len(self.names) == len(self._head[0]) else []

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows as text, strictly; reconciled with the survey when they are through."""
        odd = self.odd
        if odd and self.config.on_bad_rows == "fail":
            raise self._misfit(odd)
        self._skipped = [record.record for record in odd]
        expected = self.survey.records - len(odd)
        if not expected:
            return
        read = 0
        with self._opened() as stream:
            stream.read(self._head[1])
            for table in self._arrow(_without(stream, odd) if odd else stream, columns):
                read += table.num_rows
                yield table
        if read != expected:
            raise DataError(
                f"{read} rows were read, but the file has {expected}",
                place=Place(self.label),
                hint="its quotes or line ends are damaged; export it again",
            )

    def _arrow(self, stream: BinaryIO, columns: Sequence[str]) -> Iterator[pa.Table]:
        import pyarrow as pa
        from pyarrow import csv

        parse = csv.ParseOptions(
            delimiter=self.dialect.delimiter, quote_char=self.dialect.quote or False, double_quote=True,
            newlines_in_values=bool(self.dialect.quote), ignore_empty_lines=True,
        )  # fmt: skip
        convert = csv.ConvertOptions(
            column_types={name: pa.string() for name in self.names}, include_columns=list(columns) or [self.names[0]],
            strings_can_be_null=True, quoted_strings_can_be_null=True, null_values=["", *self.config.null_values],
        )  # fmt: skip
        read = csv.ReadOptions(column_names=list(self.names), block_size=BLOCK)
        try:
            with csv.open_csv(stream, read_options=read, parse_options=parse, convert_options=convert) as reader:
                for batch in reader:
                    yield pa.Table.from_batches([batch])
        except pa.ArrowInvalid as error:
            raise DataError(
                f"the file cannot be read: {str(error).splitlines()[0]}", place=Place(self.label)
            ) from error

    def place(self, row: int) -> Place:
        """The line on which the row begins."""
        return Place(self.label, self.survey.line_of(_unskipped(row, self._skipped)))

    @property
    def left_out(self) -> list[tuple[Place, str]]:
        """The rows with too many or too few fields."""
        return [(Place(self.label, record.line), self._what(record)) for record in self.odd]

    def _what(self, record: OddRecord) -> str:
        if record.fields is None:
            return "a field goes on after its closing quote"
        return f"{_fields(record.fields)} where the header has {len(self.names)}"

    def _misfit(self, odd: list[OddRecord]) -> DataError:
        first = odd[0]
        more = f"; {len(odd)} of {self.survey.records} rows do not fit" if len(odd) > 1 else ""
        if first.fields is None:
            advice = "double the quotes inside a quoted field, or say `quote: none`"
        elif len(odd) > 0.5 * self.survey.records:
            advice = "does the table begin lower (`skip_rows:`), or is the separator another (`delimiter:`)?"
        else:
            advice = "quote fields that hold the separator, or say `on_bad_rows: report` to leave such rows out"
        return DataError(self._what(first) + more, place=Place(self.label, first.line), hint=advice)

    def _opened(self) -> BinaryIO:
        stream = open_utf8(self.file.path, self.encoding, self.label, whitespace=self.dialect.whitespace)
        return self._from_line(stream, self.config.skip_rows)

    @staticmethod
    def _from_line(stream: BinaryIO, lines: int) -> BinaryIO:
        for _ in range(lines):
            stream.readline()
        return stream


def _fields(count: int) -> str:
    return "1 field" if count == 1 else f"{count} fields"


def _null_byte(label: str, line: int) -> DataError:
    return DataError(
        "a null byte: the file is damaged, or it is not plain text",
        place=Place(label, line),
        hint="export it again; a UTF-16 file may need `encoding: utf-16`",
    )


def _record_length(data: bytes, quote: str) -> int | None:
    """The bytes of the first record with its line end; None when a quote in it is not closed."""
    mark = quote.encode()
    inside = False
    for at in range(len(data)):
        char = data[at : at + 1]
        if mark and char == mark:
            inside = not inside
        elif not inside and char in {b"\n", b"\r"}:
            return at + (2 if data[at : at + 2] == b"\r\n" else 1)
    return None if inside else len(data)


def _unskipped(row: int, skipped: list[int]) -> int:
    """The record that is the `row`-th of those not skipped; `skipped` is sorted."""
    return row + bisect_right(range(len(skipped)), row, key=lambda at: skipped[at] - at)


def _without(stream: BinaryIO, odd: Sequence[OddRecord]) -> BinaryIO:
    """The stream without the byte ranges of some records."""
    return io.BufferedReader(_Cut(stream, [(record.start, record.end) for record in odd]), 1 << 20)


class _Cut(io.RawIOBase):
    def __init__(self, stream: BinaryIO, ranges: list[tuple[int, int]]) -> None:
        self._stream, self._ranges, self._at = stream, list(reversed(ranges)), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while self._ranges and self._at == self._ranges[-1][0]:
            start, end = self._ranges.pop()
            self._at += len(self._stream.read(end - start))
        limit = len(buffer) if not self._ranges else min(len(buffer), self._ranges[-1][0] - self._at)
        data = self._stream.read(limit)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
