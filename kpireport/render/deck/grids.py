"""Tables on slides: enlarged from a page, smaller for many columns, over several slides for many rows.

A table is laid out as on a page, in as many points as the slide has at some scale, and enlarged by it. At the least scale the
smallest text of a table, 7.5 pt on a page, is 10 pt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from kpireport.document.model import TableBlock
from kpireport.render.blocks import Setting
from kpireport.render.deck.fitting import line_count
from kpireport.render.deck.geometry import BODY, LEAST, LEAST_SCALE, ROOM
from kpireport.render.deck.packing import Piece, evenly
from kpireport.render.tables import CELL, DENSE_CELL, GAP, HEAD, lay_out_table
from kpireport.render.typography import Typesetter

SCALES = (1.65, 1.5, 1.4, LEAST_SCALE)
"""The first at which the whole table stands on one slide; where none does, the second, over several slides."""
GOES_ON = 1.5
NAME_SHARE = 0.5
_LEADING, _DENSE_LEADING, _HEAD_LEADING = 12.0, 11.0, 10.0
_PADDING, _HEAD_PADDING = 7.0, 6.0
"""Of a row and of the head, on a page, in pt."""
NOTE = 13.0
KINDS_AT_THE_END = frozenset({"other", "total"})


def table_pieces(block: TableBlock, setting: Setting) -> list[Piece]:
    """A table as pieces: one where it fits a slide, else parts by rows (and by columns where those are too many)."""
    type_ = setting.type_
    above = 21.0 * line_count(type_, "strong", block.title, 14.0, ROOM) if block.title else 0.0
    sub = 17.0 * line_count(type_, "text", block.subtitle, 12.0, ROOM) if block.subtitle else 0.0
    for scale in SCALES:
        parts = lay_out_table(block, type_, room=ROOM / scale)
        height = sub + _foot(block, parts[0], type_) + _part_height(parts[0], scale, type_)
        if len(parts) == 1 and above + height <= BODY and (scale == SCALES[-1] or not parts[0]["dense"]):
            return [_piece(block, parts[0], parts[0]["rows"], scale, height, above, last=True, starts=False)]
    scale = GOES_ON if len(lay_out_table(block, type_, room=ROOM / GOES_ON)) == 1 else LEAST_SCALE
    pieces: list[Piece] = []
    for part in lay_out_table(block, type_, room=ROOM / scale):
        foot = _foot(block, part, type_)
        head = _head_height(part, scale, type_)
        heights = {id(row): scale * _row_height(row, part, type_) for row in part["rows"]}
        height_of = partial(_rows_height, heights)
        for page in _with_company(evenly(part["rows"], height_of, BODY - above - sub - head - foot)):
            height = sub + head + height_of(page) + foot
            pieces.append(_piece(block, part, page, scale, height, above, last=True, starts=bool(pieces)))
    return pieces


def _rows_height(heights: Mapping[int, float], rows: Sequence[Any]) -> float:
    return sum(heights[id(row)] for row in rows)


def _with_company(pages: list[list[Any]]) -> list[list[Any]]:
    """The rest and the total do not stand alone on a slide: a row of the slide before comes with them."""
    if len(pages) > 1 and len(pages[-2]) > 1 and all(row["kind"] in KINDS_AT_THE_END for row in pages[-1]):
        pages[-1].insert(0, pages[-2].pop())
    return pages


def _part_height(part: Mapping[str, Any], scale: float, type_: Typesetter) -> float:
    rows = sum(_row_height(row, part, type_) for row in part["rows"])
    return _head_height(part, scale, type_) + scale * rows


def _head_height(part: Mapping[str, Any], scale: float, type_: Typesetter) -> float:
    lines = (
        line_count(type_, "strong", column["label"], HEAD, max(8.0, width - (GAP - 2) * bool(i)))
        for i, (column, width) in enumerate(zip(part["columns"], part["widths"], strict=True))
    )
    return scale * (_HEAD_LEADING * max(lines, default=1) + _HEAD_PADDING)


def _row_height(row: Mapping[str, Any], part: Mapping[str, Any], type_: Typesetter) -> float:
    """The height of a row on a page."""
    size, leading = (DENSE_CELL, _DENSE_LEADING) if part["dense"] else (CELL, _LEADING)
    role = "strong" if row["kind"] == "total" else "text"
    most = 1
    for i, (cell, column, width) in enumerate(zip(row["cells"], part["columns"], part["widths"], strict=False)):
        if i == 0 or column["align"] == "left":
            text = f"{cell['text']} {row.get('tag') or ''}".strip() if i == 0 else cell["text"]
            most = max(most, line_count(type_, role, text, size, max(8.0, width - (GAP - 2) * bool(i) - 1)))
    return leading * most + _PADDING


def _foot(block: TableBlock, part: Mapping[str, Any], type_: Typesetter) -> float:
    notes = [f"1 {note['text']}" for note in part["footnotes"]] + list(block.notes)
    return sum(NOTE * line_count(type_, "text", note, LEAST, ROOM) for note in notes) + 4.0 * bool(notes)


def _piece(
    block: TableBlock,
    part: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    scale: float,
    height: float,
    above: float,
    *,
    last: bool,
    starts: bool,
) -> Piece:
    size, leading = (DENSE_CELL, _DENSE_LEADING) if part["dense"] else (CELL, _LEADING)
    values = {
        "subtitle": block.subtitle,
        "columns": part["columns"],
        "rows": list(rows),
        "widths": [round(scale * width, 1) for width in part["widths"]],
        "style": f"font-size: {scale * size:.2f}pt; line-height: {scale * leading:.2f}pt",
        "head_style": f"font-size: {scale * HEAD:.2f}pt; line-height: {scale * _HEAD_LEADING:.2f}pt",
        "dense": part["dense"],
        "shaded": any(cell.get("shade") is not None for row in rows for cell in row["cells"]),
        "footnotes": part["footnotes"] if last else [],
        "notes": block.notes if last else [],
    }
    return Piece("table", values, height, block.title, above, starts=starts)
