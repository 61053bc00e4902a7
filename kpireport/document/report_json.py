"""report.json: the document as text, and back.

The same document gives the same bytes: keys stand in the order the model declares them, numbers are written as they are.
Each record (a fact, a change, a series, a cell) stands on a line of its own, so that a person can read a difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kpireport.document.model import ReportDocument
from kpireport.errors import DataError, Place


def to_json(document: ReportDocument) -> str:
    """The text of report.json, ending in a line break."""
    return _text(document.model_dump(mode="json", by_alias=True), "") + "\n"


def from_json(text: str, *, name: str = "report.json") -> ReportDocument:
    """The document that a report.json holds; raises DataError naming the first thing that is wrong."""
    try:
        return ReportDocument.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(
            f"not a report document: {where or 'file'}: {first['msg']}",
            place=Place(name),
            hint="it is written by `kpireport build`; schema 1 is the only one",
        ) from error


def read(path: Path) -> ReportDocument:
    """The document in a file; raises DataError where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("the document cannot be read", place=Place(str(path)), hint=str(error)) from error
    return from_json(text, name=str(path))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of report.json."""
    return ReportDocument.model_json_schema(by_alias=True, mode="serialization")


_NESTED = frozenset({dict, list})
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ": "))


def _text(value: Any, indent: str) -> str:
    """JSON of a value that begins at an indentation: a record on one line, everything else one element a line."""
    if type(value) not in _NESTED or _is_record(value):
        return _ENCODER.encode(value)
    inner = indent + "  "
    if isinstance(value, dict):
        elements = [f"{inner}{_ENCODER.encode(key)}: {_text(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(elements) + f"\n{indent}}}"
    elements = [inner + _text(item, inner) for item in value]
    return "[\n" + ",\n".join(elements) + f"\n{indent}]"


def _is_record(value: dict[str, Any] | list[Any]) -> bool:
    """Whether a value is a list of scalars, or a map of scalars and of lists and maps of scalars."""
    inner = [value] if isinstance(value, list) else [item for item in value.values() if type(item) in _NESTED]
    return all(map(_is_flat, inner))


def _is_flat(value: dict[str, Any] | list[Any]) -> bool:
    return _NESTED.isdisjoint(map(type, value.values() if isinstance(value, dict) else value))
