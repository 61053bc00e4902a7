"""JSON: an array of objects, an object that holds one under a key such as `data`, or one object per line.

Numbers keep the digits that the file has: cells are text until their column's type is decided. Nested objects become
columns with dotted names; lists stay JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kpireport.errors import DataError, Place
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.encoding import chosen_encoding
from kpireport.sources.files.locating import FoundFile
from kpireport.sources.files.table import ROWS
from kpireport.sources.files.textstream import open_bytes, open_utf8

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, str | None]
_WRAPPERS = ("data", "rows", "results", "records", "items", "value")


class _JsonTable:
    """What both kinds share: text columns made from objects."""

    kind: str

    def __init__(self, file: FoundFile, config: FilesConfig) -> None:
        self.file, self.config = file, config
        self.label, self.name = file.label, file.name
        self.left_out: list[tuple[Place, str]] = []

    @cached_property
    def encoding(self) -> str:
        """The Python name of the file's encoding."""
        return chosen_encoding(self.config.encoding, lambda: open_bytes(self.file.path, self.label), self.label)

    @cached_property
    def schema(self) -> Mapping[str, pa.DataType]:
        """Every key that occurs, in order of appearance; everything is text."""
        import pyarrow as pa

        names: dict[str, pa.DataType] = {}
        for row in self.rows():
            for name in row:
                names.setdefault(name, pa.string())
        return names

    def rows(self) -> Iterator[Row]:
        """The objects, flat, in order."""
        raise NotImplementedError

    def chunks(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows as text."""
        import pyarrow as pa

        self.left_out = []
        schema = pa.schema([(name, pa.string()) for name in columns])
        nulls = {"", *self.config.null_values}
        for block in _blocks(self.rows()):
            cells = {name: [_cell(row.get(name), nulls) for row in block] for name in columns}
            yield pa.table(cells, schema) if columns else pa.table({"": pa.nulls(len(block), pa.string())})

    def place(self, row: int) -> Place:
        """The place of a row."""
        raise NotImplementedError


class JsonFile(_JsonTable):
    """One JSON document with an array of objects in it."""

    kind = "json"

    @cached_property
    def _objects(self) -> list[Row]:
        with open_utf8(self.file.path, self.encoding, self.label) as stream:
            text = stream.read().decode("utf-8")
        if not text.strip():
            raise DataError("the file is empty", place=Place(self.label), hint="export it again")
        try:
            document = _parse(text)
        except (json.JSONDecodeError, _NotANumber, RecursionError) as error:
            raise _broken(error, self.label) from error
        rows = _array(document)
        if rows is None:
            raise DataError(
                "the file holds no array of objects",
                place=Place(self.label),
                hint='it should look like [{"date": ...}, ...] or {"data": [...]}',
            )
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise DataError(f"item {number} is not an object", place=Place(self.label))
        return [_flat(row) for row in rows]

    def rows(self) -> Iterator[Row]:
        """The objects of the array."""
        return iter(self._objects)

    def place(self, row: int) -> Place:
        """JSON has no lines worth naming: the item's number stands in the file's name."""
        return Place(f"{self.label} (item {row + 1})")


class JsonLinesFile(_JsonTable):
    """One JSON object per line."""

    kind = "jsonl"

    def __init__(self, file: FoundFile, config: FilesConfig) -> None:
        super().__init__(file, config)
        self._lines: list[int] | None = None

    def rows(self) -> Iterator[Row]:
        """The objects of the lines; blank lines do not count."""
        self._lines, self.left_out = [], []
        with open_utf8(self.file.path, self.encoding, self.label) as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    row = _parse(line.decode("utf-8"))
                    if not isinstance(row, dict):
                        raise DataError("the line is not a JSON object", place=Place(self.label, number))  # noqa: TRY301
                except (json.JSONDecodeError, _NotANumber, RecursionError, DataError) as error:
                    problem = error if isinstance(error, DataError) else _broken(error, self.label, number)
                    if self.config.on_bad_rows == "fail":
                        raise problem from error
                    self.left_out.append((Place(self.label, number), problem.message))
                    continue
                self._lines.append(number)
                yield _flat(row)
        if not self._lines and not self.left_out:
            raise DataError("the file is empty", place=Place(self.label), hint="export it again")

    def place(self, row: int) -> Place:
        """The line of the object."""
        return Place(self.label, self._lines[row] if self._lines is not None and row < len(self._lines) else None)


class _NotANumber(ValueError):
    """NaN or Infinity, which JSON does not have."""


def _refuse(constant: str) -> Any:
    raise _NotANumber(f"{constant} is not a JSON value")


def _parse(text: str) -> Any:
    """JSON whose numbers stay as they are written."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=_refuse)


def _broken(error: Exception, label: str, line: int | None = None) -> DataError:
    if isinstance(error, json.JSONDecodeError):
        return DataError(
            f"not valid JSON: {error.msg}",
            place=Place(label, line or error.lineno, error.colno),
            hint="export it again",
        )
    what = str(error) if isinstance(error, _NotANumber) else "it is nested too deeply"
    return DataError(f"not valid JSON: {what}", place=Place(label, line))


def _array(document: Any) -> list[Any] | None:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = {name: value for name, value in document.items() if isinstance(value, list)}
        named = next((lists[name] for name in _WRAPPERS if name in lists), None)
        if named is not None:
            return named
        if len(lists) == 1:
            return next(iter(lists.values()))
    return None


def _flat(value: dict[str, Any], prefix: str = "") -> Row:
    row: Row = {}
    for name, cell in value.items():
        if isinstance(cell, dict):
            row.update(_flat(cell, f"{prefix}{name}."))
        else:
            row[prefix + name] = _text(cell)
    return row


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return str(cell).lower() if isinstance(cell, bool) else json.dumps(cell, ensure_ascii=False)


def _cell(cell: str | None, nulls: set[str]) -> str | None:
    return None if cell in nulls else cell


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        block.append(row)
        if len(block) == ROWS:
            yield block
            block = []
    if block:
        yield block
