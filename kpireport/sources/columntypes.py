"""The words for types of columns, and the Arrow types behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpireport.sources.interface import ColumnType

if TYPE_CHECKING:
    import pyarrow as pa


def type_word(kind: pa.DataType) -> ColumnType | None:
    """What a column of an Arrow type can be used as without conversion; None for lists and other nested types."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return type_word(kind.value_type)
    if types.is_boolean(kind):
        return "boolean"
    if types.is_integer(kind):
        return "integer"
    if types.is_floating(kind) or types.is_decimal(kind):
        return "number"
    if types.is_date(kind):
        return "date"
    if types.is_timestamp(kind):
        return "timestamp"
    return "text" if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind) else None
