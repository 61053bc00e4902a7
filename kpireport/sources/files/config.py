"""What a spec may say about a files source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from kpireport.sources.interface import ColumnType

Format = Literal["csv", "tsv", "text", "json", "jsonl", "parquet", "excel", "duckdb", "sqlite"]
Quote = Literal['"', "'", "none"]
NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "whitespace": " ", "space": " "}
NAMED_THOUSANDS = {"space": " "}


class FilesConfig(BaseModel):
    """Where the files are, and whatever about them should not be left to sniffing.

    Everything but `path` is found out from the files; say it where the files do not tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    path: str | tuple[str, ...]
    """A file, a glob, a folder of like files, or a list of these; relative to the spec's folder."""
    format: Format | None = None
    """`text` is separated by runs of spaces or tabs."""
    encoding: str | None = None
    """Any encoding that Python knows: utf-8, utf-16, cp1251, cp1257 ..."""
    delimiter: Annotated[str, StringConstraints(min_length=1)] | None = None
    """One character, or `tab` or `whitespace`."""
    quote: Quote | None = None
    """What stands around texts."""
    header: bool = True
    """False: there are no names in the file; the columns are column_1, column_2 and so on."""
    skip_rows: int = Field(default=0, ge=0)
    """Lines above the header."""
    decimal: Literal[".", ","] | None = None
    """The sign before decimals."""
    thousands: Annotated[str, StringConstraints(min_length=1)] | None = None
    """One character, or `space` (of any kind)."""
    day_first: bool | None = None
    """Whether 01/02/2026 is the first of February."""
    date_format: str | None = None
    """A strptime format for every date column, such as %d.%m.%Y."""
    null_values: tuple[str, ...] = ()
    """Texts that stand for an empty cell, such as n/a."""
    types: Mapping[str, ColumnType] = {}
    """Column to what it is, where the values do not tell."""
    sheet: str | None = None
    """The sheet of a workbook; by default the first one."""
    table: str | None = None
    """The table of a database; by default the only one."""
    on_bad_rows: Literal["fail", "report"] = "fail"
    """`report`: rows that cannot be read are left out, and the report says so."""

    @field_validator("path")
    @classmethod
    def _some_path(cls, path: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if not path or (not isinstance(path, str) and "" in path):
            raise ValueError("name a file, a folder or a glob")
        return path

    @field_validator("delimiter")
    @classmethod
    def _one_delimiter(cls, delimiter: str | None) -> str | None:
        if delimiter is None:
            return None
        char = NAMED_DELIMITERS.get(delimiter, delimiter)
        if len(char.encode()) != 1 or char in '\r\n"':
            raise ValueError("a delimiter is one character, or 'tab' or 'whitespace'")
        return char

    @field_validator("thousands")
    @classmethod
    def _one_thousands(cls, thousands: str | None) -> str | None:
        if thousands is None:
            return None
        char = NAMED_THOUSANDS.get(thousands, thousands)
        if len(char) != 1 or char.isalnum():
            raise ValueError("a thousands separator is one character, or 'space'")
        return char

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str | None) -> str | None:
        import codecs

        if encoding is None:
            return None
        try:
            info = codecs.lookup(encoding)
        except LookupError:
            raise ValueError(f"unknown encoding {encoding!r}; for example utf-8, utf-16, cp1251, cp1257") from None
        if not info._is_text_encoding:  # noqa: SLF001 - the only way to tell base64 from cp1257
            raise ValueError(f"{encoding!r} is not an encoding of text")
        return info.name

    @property
    def paths(self) -> tuple[str, ...]:
        """The path or paths, always as a tuple."""
        return (self.path,) if isinstance(self.path, str) else tuple(self.path)
