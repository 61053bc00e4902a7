"""report.json: the document as text, and back.

The same document gives the same bytes: keys stand in the order the model declares them, numbers are written as they are,
and a value that fits on one line stands on one line, so that a person can read a difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kpireport.document.model import ReportDocument
from kpireport.errors import DataError, Place

LINE = 120


def to_json(document: ReportDocument) -> str:
    """The text of report.json, ending in a line break."""
    return _text(document.model_dump(mode="json", by_alias=True), 0, 0) + "\n"


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


def _text(value: Any, depth: int, used: int) -> str:
    """JSON on one line where it fits beside the `used` characters before it, else one element a line."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    if not isinstance(value, dict | list) or not value or 2 * depth + used + len(line) <= LINE:
        return line
    pad = "  " * (depth + 1)
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "[\n" + _filled(value, pad) + "\n" + "  " * depth + "]"
    if isinstance(value, list):
        inner = [pad + _text(item, depth + 1, 1) for item in value]
        return "[\n" + ",\n".join(inner) + "\n" + "  " * depth + "]"
    keys = {key: json.dumps(key, ensure_ascii=False) for key in value}
    inner = [f"{pad}{keys[key]}: {_text(item, depth + 1, len(keys[key]) + 3)}" for key, item in value.items()]
    return "{\n" + ",\n".join(inner) + "\n" + "  " * depth + "}"


def _filled(values: list[Any], pad: str) -> str:
    """Numbers or words of a list, as many on a line as fit."""
    lines = [pad]
    for place, value in enumerate(values, 1):
        text = json.dumps(value, ensure_ascii=False, allow_nan=False) + ("" if place == len(values) else ",")
        if len(lines[-1]) + len(text) > LINE and lines[-1] != pad:
            lines[-1] = lines[-1].rstrip()
            lines.append(pad)
        lines[-1] += text + ("" if place == len(values) else " ")
    return "\n".join(lines)
