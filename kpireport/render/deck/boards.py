"""KPIs on slides: scoreboards that go on over slides by groups, and cards with large numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

from kpireport.document.model import Comparison, Kpi, KpiBlock, ReportDocument, Target
from kpireport.render import figures as fig
from kpireport.render.blocks import Setting
from kpireport.render.deck.fitting import NUMBER, SMALL_TEXT, Ladder, Rung, fit, fit_line, line_count
from kpireport.render.deck.geometry import BODY, LEAST, ROOM
from kpireport.render.deck.packing import Piece, evenly
from kpireport.render.typography import Typesetter

HEAD, KEYS, NOTE = 26.0, 22.0, 13.0
"""Heights of the head of a scoreboard, of its keys, and of a line of a note."""
GROUP = 23.0
"""Height of a group's name."""
NAME_LEAST = 190.0
"""The least width of the names; bullets give way to it."""
COLUMN_GAP = 18.0
SPARK_SCALE, BULLET_SCALE = 1.3, 1.55
NOTE_TEXT = (Rung(LEAST, NOTE),)
CARD_GUTTER = 24.0
CARDS_A_ROW = 4


class BoardType(NamedTuple):
    """A size of a scoreboard: of its text, and the height of a row of one line; values are a little larger (`deck.css`)."""

    text: float
    row: float

    @property
    def value(self) -> float:
        """The size of the values."""
        return 1.12 * self.text


BOARD_TYPES = (BoardType(14, 31), BoardType(13, 27), BoardType(12.5, 24.5), BoardType(11.5, 22.5))
"""The first at which a scoreboard stands on one slide; where none does, no smaller than the third, over several slides."""
GOES_ON = BOARD_TYPES[2]


@dataclass(frozen=True, slots=True)
class Known:
    """A KPI as some block of the document shows it, and the key and scale of its sparkline."""

    kpi: Kpi
    spark: str | None


def known_kpis(document: ReportDocument) -> Mapping[str, Known]:
    """Every KPI of the document by its fact, one with a picture of its course first."""
    found: dict[str, Known] = {}
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, KpiBlock):
                columns = fig.card_columns(len(block.kpis)) if block.layout == "cards" else 0
                for kpi in block.kpis:
                    spark = fig.spark_key(kpi, columns) if kpi.spark else None
                    if kpi.fact not in found or (found[kpi.fact].spark is None and spark):
                        found[kpi.fact] = Known(kpi, spark)
    return found


# ---------------------------------------------------------------- scoreboards


@dataclass(frozen=True, slots=True)
class _Row:
    values: Mapping[str, Any]
    group: str
    height: float


def scoreboard_pieces(block: KpiBlock, setting: Setting) -> list[Piece]:
    """A scoreboard as pieces: one where all its rows fit a slide, else as many as it takes, each with its head."""
    comparisons = _shown(block, setting.document.comparisons)
    keys = _keys(block, setting)
    foot = KEYS * bool(keys) + sum(NOTE * line_count(setting.type_, "text", note, LEAST, ROOM) for note in block.notes)
    title = 24.0 if block.title else 0.0
    for type_ in BOARD_TYPES:
        widths, has = _widths(block, comparisons, type_, setting.type_)
        rows = [_row(kpi, comparisons, widths[0], type_, setting) for kpi in block.kpis]
        height = HEAD + _height(rows) + foot
        if height + title <= BODY:
            return [_board(block, rows, comparisons, widths, has, type_, setting, height, block.notes)]
    return _over_slides(block, comparisons, BODY - HEAD - title - foot, foot, setting)


def _over_slides(
    block: KpiBlock, comparisons: Sequence[Comparison], room: float, foot: float, setting: Setting
) -> list[Piece]:
    """A scoreboard over as few slides as GOES_ON allows, at the largest type that needs no more."""
    tried = []
    for type_ in BOARD_TYPES[: BOARD_TYPES.index(GOES_ON) + 1]:
        widths, has = _widths(block, comparisons, type_, setting.type_)
        rows = [_row(kpi, comparisons, widths[0], type_, setting) for kpi in block.kpis]
        tried.append((_pages(rows, room), widths, has, type_))
    pages, widths, has, type_ = next(one for one in tried if len(one[0]) == len(tried[-1][0]))
    return [
        replace(
            _board(block, page, comparisons, widths, has, type_, setting, HEAD + _height(page) + foot, block.notes),
            starts=number > 0,
        )
        for number, page in enumerate(pages)
    ]


def _pages(rows: Sequence[_Row], room: float) -> list[list[_Row]]:
    """Rows in pages of about the same height that break between groups where one ends near; a group's name is on each page."""
    pages = evenly(rows, _height, room)
    edges = [0]
    for page in pages:
        edges.append(edges[-1] + len(page))
    for i in range(1, len(edges) - 1):
        edges[i] = next(
            (e for e in _near(edges[i], rows) if _fits(rows, edges[i - 1], e, edges[i + 1], room)), edges[i]
        )
    return [list(rows[start:end]) for start, end in pairwise(edges)]


def _near(edge: int, rows: Sequence[_Row]) -> Iterator[int]:
    """The ends of groups up to three rows away, the nearest first."""
    places = (edge, edge - 1, edge + 1, edge - 2, edge + 2, edge - 3, edge + 3)
    return (place for place in places if 0 < place < len(rows) and rows[place - 1].group != rows[place].group)


def _fits(rows: Sequence[_Row], start: int, edge: int, end: int, room: float) -> bool:
    return start < edge < end and all(_height(part) <= room for part in (rows[start:edge], rows[edge:end]))


def _height(rows: Sequence[_Row]) -> float:
    """The height of rows with the names of their groups."""
    return sum(row.height for row in rows) + GROUP * len({row.group for row in rows if row.group})


def _shown(block: KpiBlock, comparisons: Sequence[Comparison]) -> list[Comparison]:
    return [c for c in comparisons if any(delta.comparison == c.id for kpi in block.kpis for delta in kpi.deltas)]


def _row(kpi: Kpi, comparisons: Sequence[Comparison], name: float, type_: BoardType, setting: Setting) -> _Row:
    deltas = {delta.comparison: delta for delta in kpi.deltas}
    width = name - 10.0
    lines = line_count(setting.type_, "text", kpi.label, type_.text, width)
    note = line_count(setting.type_, "text", kpi.note, LEAST, width) if kpi.note else 0
    beside = bool(kpi.note) and lines == 1 and _beside(kpi, type_, width, setting.type_)
    extra = (lines - 1) * type_.text * 1.25 + (0.0 if beside else 12.5 * note)
    bullet = fig.bullet_key(kpi)
    values = {
        "label": kpi.label,
        "note": kpi.note or "",
        "beside": beside,
        "value_text": kpi.value_text,
        "deltas": [deltas[c.id].model_dump() if c.id in deltas else None for c in comparisons],
        "target": kpi.target.model_dump() if kpi.target else None,
        "bullet": bullet if bullet in setting.context.figures else None,
        "spark": {"figure": fig.spark_key(kpi), "alt": kpi.spark.alt} if kpi.spark else None,
    }
    return _Row(values, kpi.group or "", type_.row + extra)


def _beside(kpi: Kpi, type_: BoardType, width: float, measured: Typesetter) -> bool:
    """The note stands on the line of the name."""
    return measured.width("text", kpi.label, type_.text) + 8 + measured.width("text", kpi.note or "", LEAST) <= width


def _verdict_text(target: Target) -> str:
    """What stands in a target's cell: its mark is a sign, or in a running period words."""
    return target.text if target.state in {"met", "missed"} else f"{target.status} {target.text}"


def _widths(
    block: KpiBlock, comparisons: Sequence[Comparison], type_: BoardType, measured: Typesetter
) -> tuple[list[float], dict[str, bool]]:
    """The widths of the columns, names first; columns for which no KPI has anything are left out."""
    kpis = block.kpis
    has = {
        "targets": any(kpi.target for kpi in kpis),
        "bullets": any(kpi.target and kpi.target.attainment is not None for kpi in kpis),
        "sparks": any(kpi.spark for kpi in kpis),
    }

    def widest(texts: Iterator[str], size: float, head: str, extra: float = 0.0) -> float:
        cells = max((measured.width("strong", text, size) for text in texts), default=0.0) + extra
        return max(cells, measured.width("strong", head, 11.0)) + COLUMN_GAP

    columns = [widest((kpi.value_text for kpi in kpis), type_.value, block.now)]
    for comparison in comparisons:
        texts = (d.text for kpi in kpis for d in kpi.deltas if d.comparison == comparison.id)
        columns.append(widest(texts, type_.text, comparison.short, 14.0))
    if has["targets"]:
        columns.append(widest((_verdict_text(kpi.target) for kpi in kpis if kpi.target), type_.text, "", 20.0))
    sparks = [fig.SPARK[0] * SPARK_SCALE + COLUMN_GAP] if has["sparks"] else []
    bullets = [fig.BULLET[0] * BULLET_SCALE + COLUMN_GAP] if has["bullets"] else []
    if ROOM - sum(columns) - sum(sparks) - sum(bullets) < NAME_LEAST:
        has["bullets"], bullets = False, []
    columns += [*bullets, *sparks]
    spare = ROOM - sum(columns)
    name = min(spare, max(NAME_LEAST, 0.42 * ROOM))
    each = (spare - name) / len(columns)
    return [name, *(column + each for column in columns)], has


def _keys(block: KpiBlock, setting: Setting) -> dict[str, str]:
    sparks = [kpi.spark for kpi in block.kpis if kpi.spark]
    year = next(
        (c.label for c in setting.document.comparisons if c.id == "same_period_last_year"), setting.words["year_ago"]
    )
    keys = {
        "now": setting.document.period.label if sparks else "",
        "last_year": year if any(spark.last_year is not None for spark in sparks) else "",
        "unfavourable": setting.words["unfavourable"]
        if any(delta.tone == "bad" for kpi in block.kpis for delta in kpi.deltas)
        else "",
    }
    return {name: text for name, text in keys.items() if text}


def _board(
    block: KpiBlock,
    rows: Sequence[_Row],
    comparisons: Sequence[Comparison],
    widths: Sequence[float],
    has: Mapping[str, bool],
    type_: BoardType,
    setting: Setting,
    height: float,
    notes: Sequence[str],
) -> Piece:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append({**row.values, "height": row.height if row.height > type_.row else 0.0})
    values = {
        **has,
        "now": block.now,
        "comparisons": [c.model_dump(include={"short", "label"}) for c in comparisons],
        "widths": [round(width, 1) for width in widths],
        "groups": [{"name": name, "rows": members} for name, members in groups.items()],
        "text": type_.text,
        "row": type_.row - 0.5,
        "keys": _keys(block, setting),
        "notes": list(notes),
        "spark_scale": SPARK_SCALE,
        "bullet_scale": BULLET_SCALE,
    }
    return Piece("scoreboard", values, height, block.title or "", 24.0 if block.title else 0.0)


# ---------------------------------------------------------------- cards


def card_pieces(block: KpiBlock, setting: Setting) -> list[Piece]:
    """Cards in rows of up to four, each row a piece, so that rows share slides with what follows; larger on a slide of their own."""
    count = len(block.kpis)
    if not count:
        return []
    columns = min(CARDS_A_ROW, ceil(count / ceil(count / CARDS_A_ROW)))
    rows = [block.kpis[i : i + columns] for i in range(0, count, columns)]
    pieces = []
    for place, row in enumerate(rows):
        notes = block.notes if place == len(rows) - 1 else []
        title = (block.title or "") if place == 0 else ""
        piece = _card_row(row, block, _CardType(max(columns, 3), NUMBER, 1.9), notes, title, setting)
        alone = _card_row(row, block, _CardType(columns, (Rung(60, 68), *NUMBER), 3.0), notes, title, setting)
        fits = len(rows) == 1 and alone.height + alone.title_height <= BODY
        pieces.append(replace(piece, alone=alone if fits else None))
    return pieces


class _CardType(NamedTuple):
    """How cards are set: how many stand in a row, the sizes of their numbers, and how far a sparkline is enlarged at most."""

    slots: int
    numbers: Ladder
    spark: float


def _card_row(
    row: Sequence[Kpi], block: KpiBlock, kind: _CardType, notes: Sequence[str], title: str, setting: Setting
) -> Piece:
    width = (ROOM - CARD_GUTTER * (kind.slots - 1)) / kind.slots
    widest = max(block.kpis, key=lambda kpi: setting.type_.width("value", kpi.value_text, 1.0))
    number = fit_line(setting.type_, "value", widest.value_text, kind.numbers, width)
    cards = [_card(kpi, fig.card_columns(len(block.kpis)), width, kind.spark, setting) for kpi in row]
    label = max(card["label_height"] for card in cards)
    lines = 16.0 * max(card["lines"] for card in cards)
    note = max(card["note_height"] for card in cards)
    spark = max((card["spark"]["height"] + 8 for card in cards if card["spark"]), default=0.0)
    foot = sum(NOTE * line_count(setting.type_, "text", text, LEAST, ROOM) for text in notes)
    values = {
        "cards": cards,
        "blanks": [None] * (kind.slots - len(row)),
        "width": width,
        "number_style": number.style,
        "label_height": label,
        "lines_height": lines,
        "notes": notes,
    }
    height = 12.0 + label + number.leading + lines + note + spark + foot
    return Piece("cards", values, height, title, 24.0 if title else 0.0)


def _card(kpi: Kpi, columns: int, width: float, most: float, setting: Setting) -> dict[str, Any]:
    short = {comparison.id: comparison.short for comparison in setting.document.comparisons}
    label = fit(setting.type_, "strong", kpi.label, SMALL_TEXT, width, 36.0)
    note = fit(setting.type_, "text", kpi.note or "", NOTE_TEXT, width, 3 * NOTE) if kpi.note else None
    spark = None
    if kpi.spark:
        key = fig.spark_key(kpi, columns)
        drawing = setting.context.figures[key]
        scale = min(width / drawing.width, most)
        spark = {"figure": key, "alt": kpi.spark.alt, "scale": scale, "height": scale * drawing.height}
    return {
        "label": label.text,
        "label_style": label.style,
        "label_height": label.height,
        "note": note.text if note else "",
        "note_height": note.height if note else 0.0,
        "value_text": kpi.value_text,
        "deltas": [delta.model_dump() | {"short": short.get(delta.comparison, "")} for delta in kpi.deltas],
        "target": kpi.target.model_dump() if kpi.target else None,
        "lines": comparison_lines(kpi, short, width, setting),
        "spark": spark,
    }


def comparison_lines(kpi: Kpi, short: Mapping[str, str], width: float, setting: Setting) -> int:
    """How many lines of 12 pt the comparisons and the target under a number take."""
    texts = [f"◆ {delta.text} {short.get(delta.comparison, '')}" for delta in kpi.deltas]
    texts += [f"{setting.words[kpi.target.kind]} {_verdict_text(kpi.target)} ✓"] if kpi.target else []
    return sum(line_count(setting.type_, "text", text, 12.0, width) for text in texts)
