"""Which kind of file it is: by its content, and by its name only where the content is plain text."""

from __future__ import annotations

import re
from pathlib import Path

from kpireport.errors import DataError, Place
from kpireport.sources.files.binary import DuckDbFile, ExcelFile, ParquetFile, SqliteFile
from kpireport.sources.files.config import FilesConfig, Format
from kpireport.sources.files.delimited import DelimitedFile
from kpireport.sources.files.documents import JsonFile, JsonLinesFile
from kpireport.sources.files.locating import FoundFile
from kpireport.sources.files.table import TableFile
from kpireport.sources.files.textstream import open_bytes

_HEAD = 1 << 16
_SUFFIXES: dict[str, Format] = {".tsv": "tsv", ".tab": "tsv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_JSON = re.compile(rb'^(?:\xef\xbb\xbf)?\s*(\[\s*[{\]]|\{\s*["}])')
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|head|body|table)", re.IGNORECASE)


def open_table(file: FoundFile, config: FilesConfig) -> TableFile:
    """The file as a table, not yet read; DataError for what is no table at all."""
    kind = config.format or detect_format(file)
    match kind:
        case "json":
            return JsonFile(file, config)
        case "jsonl":
            return JsonLinesFile(file, config)
        case "parquet":
            return ParquetFile(file, config)
        case "excel":
            return ExcelFile(file, config)
        case "duckdb":
            return DuckDbFile(file, config)
        case "sqlite":
            return SqliteFile(file, config)
        case _:
            return DelimitedFile(file, config, kind)


def detect_format(file: FoundFile) -> Format:
    """The format by the file's first bytes, then by its name; DataError for an empty or unreadable file."""
    with open_bytes(file.path, file.label) as stream:
        head = stream.read(_HEAD)
    if not head:
        raise DataError("the file is empty", place=Place(file.label), hint="export it again")
    return _binary_format(head, file.label) or _text_format(head, file.path)


def _binary_format(head: bytes, label: str) -> Format | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if head[8:12] == b"DUCK":
        return "duckdb"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "excel"
    if head.startswith(b"%PDF") or _MARKUP.match(head):
        what = "a PDF" if head.startswith(b"%PDF") else "a web page or XML"
        raise DataError(
            f"the file is {what}, not a table",
            place=Place(label),
            hint="a download that needed a login is often saved so; export it again",
        )
    return None


def _text_format(head: bytes, path: Path) -> Format:
    suffix = Path(path.name.lower().removesuffix(".gz")).suffix
    named = _SUFFIXES.get(suffix)
    if not _JSON.match(head):
        return named if named == "tsv" else "csv"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"["):
        return "json"
    if named == "jsonl":
        return named
    lines = [line for line in head.splitlines() if line.strip()]
    objects = sum(line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines[:2])
    return "jsonl" if len(lines) > 1 and objects == min(len(lines), 2) else "json"
