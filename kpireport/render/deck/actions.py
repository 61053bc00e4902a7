"""Next steps on slides: what, who, by when, and how it will be seen that it worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kpireport.document.model import Action, NextStepsBlock
from kpireport.render.blocks import Setting
from kpireport.render.deck.fitting import Rung, cut, line_count
from kpireport.render.deck.geometry import BODY, ROOM
from kpireport.render.deck.packing import Piece, evenly

HEAD = 24.0
PADDING = 20.0
"""Above and below the words of a row together, and its line."""
NUMBER = 44.0
"""The width of the column of numbers."""
GAP = 20.0


class _Type(NamedTuple):
    """Sizes of a table of actions: the claim and its leading, the other words and theirs."""

    claim: float
    claim_leading: float
    text: float
    leading: float
    padding: float


_TYPES = (_Type(16, 21, 13.5, 18, 24.0), _Type(15, 19, 12.5, 16.5, 18.0), _Type(13, 17, 11.5, 15, 14.0))
"""The first at which all actions stand on one slide; where none does, the second, over several slides."""
_GOES_ON = _TYPES[1]
_MOST = 8
"""No text of an action takes more lines; a longer one is cut, and whole in the report."""
_MARK = 14.0
"""Width of the sign before a status."""
_SHARES = {"owner": 0.16, "due": 0.165, "measure": 0.2, "status": 0.11}
"""Of the room, for the columns that some action has something for."""


@dataclass(frozen=True, slots=True)
class _Row:
    values: Mapping[str, Any]
    height: float


def action_pieces(block: NextStepsBlock, setting: Setting) -> list[Piece]:
    """The actions as pieces: one where they fit a slide, else as many as it takes; numbers run on."""
    columns = _columns(block)
    title = 24.0 if block.title else 0.0
    for type_ in _TYPES:
        rows = [_row(number, action, columns, type_, setting) for number, action in enumerate(block.actions, 1)]
        if title + HEAD + _height(rows) <= BODY:
            return [_piece(block, rows, columns, type_, starts=False)]
    type_ = _GOES_ON
    rows = [_row(number, action, columns, type_, setting) for number, action in enumerate(block.actions, 1)]
    pages = evenly(rows, _height, BODY - HEAD - title)
    return [_piece(block, page, columns, type_, starts=number > 0) for number, page in enumerate(pages)]


def _height(rows: Sequence[_Row]) -> float:
    return sum(row.height for row in rows)


def _columns(block: NextStepsBlock) -> dict[str, float]:
    """The widths of the columns that are shown, the action's first."""
    has = {
        "owner": any(action.owner for action in block.actions),
        "due": any(action.due for action in block.actions),
        "measure": any(action.measure for action in block.actions),
        "status": any(action.status != "open" or action.overdue for action in block.actions),
    }
    others = {name: _SHARES[name] * ROOM for name, shown in has.items() if shown}
    return {"text": ROOM - NUMBER - sum(others.values()), **others}


def _row(number: int, action: Action, columns: Mapping[str, float], type_: _Type, setting: Setting) -> _Row:
    claim = cut(
        setting.type_, "section", action.text, Rung(type_.claim, type_.claim_leading), columns["text"] - GAP, _MOST
    )
    values = {
        "number": number,
        "text": claim,
        "owner": action.owner or "",
        "due": action.due or "",
        "measure": action.measure or "",
        "status": action.status_text,
        "tone": "bad" if action.overdue else "good" if action.status == "done" else "neutral",
        "done": action.status in {"done", "cancelled"},
    }
    height = type_.claim_leading * line_count(setting.type_, "section", claim, type_.claim, columns["text"] - GAP)
    for name, width in columns.items():
        if name != "text" and values[name]:
            rung = Rung(type_.text, type_.leading)
            values[name] = cut(setting.type_, "strong", str(values[name]), rung, width - GAP - _MARK, _MOST)
            lines = line_count(setting.type_, "strong", str(values[name]), type_.text, width - GAP - _MARK)
            height = max(height, lines * type_.leading)
    return _Row(values, height + type_.padding)


def _piece(
    block: NextStepsBlock, rows: list[_Row], columns: Mapping[str, float], type_: _Type, *, starts: bool
) -> Piece:
    values = {
        "rows": [row.values for row in rows],
        "columns": {name: round(width, 1) for name, width in columns.items()},
        "claim_style": f"font-size: {type_.claim:g}pt; line-height: {type_.claim_leading:g}pt",
        "text_style": f"font-size: {type_.text:g}pt; line-height: {type_.leading:g}pt",
        "padding": (type_.padding - 1) / 2,
    }
    title = block.title or ""
    return Piece("next_steps", values, HEAD + _height(rows), title, 24.0 if title else 0.0, starts=starts)
