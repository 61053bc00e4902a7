"""The blocks of a section as pieces of slides, by a rule for each type; a type that is not known here is shown as its parts.

Takeaways have slides of their own, the data notes are told in short on the last slide, and definitions are left to the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kpireport.document.model import (
    AppendixBlock,
    Block,
    Cell,
    ChartBlock,
    Column,
    CommentaryBlock,
    DataNotesBlock,
    ImageBlock,
    KpiBlock,
    MultiplesBlock,
    NextStepsBlock,
    PageBreak,
    Row,
    TableBlock,
    TakeawaysBlock,
    TextBlock,
)
from kpireport.render import figures as fig
from kpireport.render.blocks import QUOTE_LENGTH, Setting
from kpireport.render.charts import Drawing, legend
from kpireport.render.deck.actions import action_pieces
from kpireport.render.deck.boards import card_pieces, scoreboard_pieces
from kpireport.render.deck.drawings import cut
from kpireport.render.deck.fitting import line_count
from kpireport.render.deck.geometry import BODY, GUTTER, LEAST, LEAST_SCALE, ROOM, SCALE
from kpireport.render.deck.grids import table_pieces
from kpireport.render.deck.packing import Piece
from kpireport.render.deck.prose import text_pieces

TITLE_SIZE, TITLE_LEADING = 14.0, 19.0
"""The title of a piece."""
SUB_SIZE, SUB_LEADING = 12.0, 16.0
KEYS, NOTE = 20.0, 13.0
HALF_WIDTH = (ROOM - GUTTER) / 2
ALONE = 1.25
"""A chart of half the width that stands alone is so much larger than beside another."""
CAPTION = 18.0


def section_pieces(blocks: Sequence[Block], setting: Setting) -> list[Piece]:
    """The pieces of a section's blocks in order; neighbouring charts of half the width stand side by side."""
    pieces: list[Piece] = []
    starts = False
    for group in _groups([block for block in blocks if not _repeated(block, blocks)]):
        if isinstance(group[0], PageBreak):
            starts = True
            continue
        made = list(_pair(group, setting)) if len(group) == 2 else list(_pieces(group[0], setting))
        if starts and made:
            made[0], starts = replace(made[0], starts=True), False
        pieces += made
    return pieces


def _repeated(block: Block, blocks: Sequence[Block]) -> bool:
    """Cards whose numbers all stand on a scoreboard of the same section too: on slides they are said once."""
    if not isinstance(block, KpiBlock) or block.layout != "cards":
        return False
    boards = [other for other in blocks if isinstance(other, KpiBlock) and other.layout == "scoreboard"]
    return {kpi.fact for kpi in block.kpis} <= {kpi.fact for board in boards for kpi in board.kpis}


def _groups(blocks: Sequence[Block]) -> Iterator[list[Any]]:
    """Blocks one by one, but charts of half the width two by two."""
    waiting: ChartBlock | None = None
    for block in blocks:
        half = isinstance(block, ChartBlock) and block.width == "half"
        if waiting is not None:
            yield [waiting, block] if half else [waiting]
            waiting = None
            if half:
                continue
        if half and isinstance(block, ChartBlock):
            waiting = block
        else:
            yield [block]
    if waiting is not None:
        yield [waiting]


def _pieces(block: Any, setting: Setting) -> Iterator[Piece]:
    match block:
        case KpiBlock(layout="cards"):
            yield from card_pieces(block, setting)
        case KpiBlock():
            yield from scoreboard_pieces(block, setting)
        case ChartBlock():
            yield from _chart(block, setting)
        case MultiplesBlock():
            yield from _multiples(block, setting)
        case TableBlock():
            yield from table_pieces(block, setting)
        case TextBlock():
            simple = block.html.count("<p>") == 1 and not any(
                f"<{tag}" in block.html for tag in ("h3", "ul", "ol", "table")
            )
            quote = bool(block.author) and simple and len(block.html) <= QUOTE_LENGTH
            yield from text_pieces(block.html, block.author or "", setting.type_, quote=quote)
        case CommentaryBlock():
            by = ", ".join(part for part in (block.author, block.role, block.date) if part)
            yield from text_pieces(block.html, by, setting.type_, title=block.title or "")
        case NextStepsBlock():
            yield from action_pieces(block, setting)
        case ImageBlock():
            yield _image(block, setting)
        case TakeawaysBlock() | DataNotesBlock() | AppendixBlock() | PageBreak():
            return
        case _:
            yield from _anything(block, setting)


def title_height(title: str, setting: Setting, width: float = ROOM) -> float:
    """The height of the title of a piece with the space under it, in pt."""
    return TITLE_LEADING * line_count(setting.type_, "strong", title, TITLE_SIZE, width) + 2.0 if title else 0.0


# ---------------------------------------------------------------- charts


def _chart(block: ChartBlock, setting: Setting) -> Iterator[Piece]:
    """A chart as large as the slide allows; one that is too high at its least size in parts."""
    key = fig.chart_key(block)
    drawing = setting.context.figures[key]
    above = title_height(block.title, setting)
    head = _head(block, setting, ROOM)
    best = SCALE * (ALONE if block.width == "half" else 1.0)
    room = BODY - above - head["height"] - _notes_height(block.notes, setting)
    scale = max(min(best, ROOM / drawing.width, room / drawing.height), LEAST_SCALE)
    parts = cut(drawing, room / scale)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        notes = block.notes if last else []
        values = head | {
            "alt": block.alt,
            "key": key if len(parts) == 1 else _kept(setting, f"{key}/{number}", part),
            "scale": scale,
            "notes": notes,
        }
        height = head["height"] + scale * part.height + _notes_height(notes, setting)
        yield Piece("chart", values, height, block.title, above, starts=number > 0)


def _kept(setting: Setting, key: str, drawing: Drawing) -> str:
    """Put a part of a drawing among the figures of the slides."""
    figures = setting.context.figures
    assert isinstance(figures, dict)
    figures[key] = drawing
    return key


def _head(block: ChartBlock, setting: Setting, width: float) -> dict[str, Any]:
    """What stands between the title of a chart and its picture."""
    keys = [key._asdict() for key in legend(block, setting.tokens)]
    lines = line_count(setting.type_, "text", block.subtitle, SUB_SIZE, width) if block.subtitle else 0
    wide = sum(setting.type_.width("text", key["text"], 11.0) + 36.0 for key in keys)
    rows = -(-wide // width)
    return {
        "subtitle": block.subtitle,
        "legend": keys,
        "height": SUB_LEADING * lines + (KEYS + 16.0 * max(0.0, rows - 1)) * bool(keys) + 6.0,
    }


def _notes_height(notes: Sequence[str], setting: Setting, width: float = ROOM) -> float:
    return sum(NOTE * line_count(setting.type_, "text", note, LEAST, width) + 1.0 for note in notes) + 4.0 * bool(notes)


def _pair(charts: Sequence[ChartBlock], setting: Setting) -> Iterator[Piece]:
    """Two charts side by side at one scale, their heads level."""
    heads = [_head(chart, setting, HALF_WIDTH) for chart in charts]
    titles = [title_height(chart.title, setting, HALF_WIDTH) for chart in charts]
    notes = [_notes_height(chart.notes, setting, HALF_WIDTH) for chart in charts]
    drawings = [setting.context.figures[fig.chart_key(chart)] for chart in charts]
    room = BODY - max(titles) - max(head["height"] for head in heads) - max(notes)
    fits = min(
        SCALE, *(HALF_WIDTH / drawing.width for drawing in drawings), *(room / drawing.height for drawing in drawings)
    )
    if fits < LEAST_SCALE:
        for chart in charts:
            yield from _chart(chart, setting)
        return
    level = max(map(sum, zip(titles, (head["height"] for head in heads), strict=True)))
    values = {
        "level": level,
        "charts": [
            head
            | {"title": chart.title, "alt": chart.alt, "key": fig.chart_key(chart), "scale": fits, "notes": chart.notes}
            for chart, head in zip(charts, heads, strict=True)
        ],
    }
    yield Piece("pair", values, level + fits * max(d.height for d in drawings) + max(notes))


def _multiples(block: MultiplesBlock, setting: Setting) -> Iterator[Piece]:
    """Panels in rows; as many rows on a slide as fit."""
    figures = setting.context.figures
    panels = [panel for panel in block.panels if fig.chart_key(panel) in figures]
    if not panels:
        return
    drawings = [figures[fig.chart_key(panel)] for panel in panels]
    columns = max(1, min(block.columns, len(panels)))
    gutter = 16.0
    width = (ROOM - gutter * (columns - 1)) / columns
    scale = max(LEAST_SCALE, min(SCALE, width / max(drawing.width for drawing in drawings)))
    names = max(line_count(setting.type_, "strong", panel.title, SUB_SIZE, width) for panel in panels) * SUB_LEADING
    row = names + scale * max(drawing.height for drawing in drawings) + 12.0
    above = title_height(block.title, setting)
    keys = [key._asdict() for key in legend(panels[0], setting.tokens)]
    head = SUB_LEADING * bool(block.subtitle) + KEYS * bool(keys) + 4.0
    notes = _notes_height(block.notes, setting)
    a_slide = max(1, int((BODY - above - head - notes) // row)) * columns
    for start in range(0, len(panels), a_slide):
        shown = panels[start : start + a_slide]
        rows = [shown[i : i + columns] for i in range(0, len(shown), columns)]
        values = {
            "subtitle": block.subtitle,
            "legend": keys,
            "notes": block.notes,
            "width": width,
            "rows": [
                {
                    "panels": [
                        {"title": p.title, "alt": p.alt, "key": fig.chart_key(p), "scale": scale} for p in members
                    ],
                    "blanks": [None] * (columns - len(members)),
                }
                for members in rows
            ],
            "names_height": names,
        }
        yield Piece("multiples", values, head + row * len(rows) + notes, block.title, above, starts=start > 0)


def _image(block: ImageBlock, setting: Setting) -> Piece:
    picture = setting.context.pictures[block.asset]
    caption = CAPTION * line_count(setting.type_, "text", block.caption, SUB_SIZE, ROOM) if block.caption else 0.0
    width = min(ROOM * max(0.05, min(1.0, float(block.width))), picture.ratio * (BODY - caption))
    width = max(1.0, width)
    values = {"asset": block.asset, "alt": block.alt, "caption": block.caption or "", "width": round(width, 1)}
    return Piece("image", values, width / picture.ratio + caption)


# ---------------------------------------------------------------- what is not known here


def _anything(block: Any, setting: Setting) -> Iterator[Piece]:
    """A block of a type that came later: its charts and tables by their rules, its texts, and each list of parts as a table."""
    title = getattr(block, "title", None) or ""
    for name, value in block:
        parts = value if isinstance(value, list) else [value]
        known = [part for part in parts if isinstance(part, ChartBlock | TableBlock)]
        if known:
            for part in known:
                yield from _pieces(part, setting)
        elif name == "html" and isinstance(value, str):
            yield from text_pieces(value, "", setting.type_, title=title)
        elif isinstance(value, list) and value and hasattr(value[0], "model_dump"):
            yield from table_pieces(_as_table(title, [part.model_dump() for part in value]), setting)


def _as_table(title: str, parts: Sequence[Mapping[str, Any]]) -> TableBlock:
    """Parts as a table of the words that they hold, a row each."""
    names = [name for name in parts[0] if any(isinstance(part.get(name), str) and part[name] for part in parts)]
    return TableBlock(
        title=title,
        columns=[Column(label=name.replace("_", " ").capitalize(), align="left") for name in names],
        rows=[Row(cells=[Cell(text=str(part.get(name) or "")) for name in names]) for part in parts],
    )
