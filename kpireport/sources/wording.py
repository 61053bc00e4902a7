"""How values of columns are named in messages."""

from __future__ import annotations

from kpireport.sources.interface import ColumnType

A_TYPE: dict[ColumnType, str] = {
    "date": "a date",
    "timestamp": "a date and time",
    "text": "a text",
    "integer": "a whole number",
    "number": "a number",
    "money": "an amount",
    "boolean": "true or false",
}


def shown(value: object, limit: int = 60) -> str:
    """A cell's value as messages quote it, on one line."""
    text = " ".join(str(value).split())
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def rows(count: int) -> str:
    """'1 row', '2,345 rows'."""
    return "1 row" if count == 1 else f"{count:,} rows"
