"""How tables stand on a page: measured column widths, smaller type for many columns, and parts for very many.

Widths are fixed before layout, so columns align from table to table, nothing is clipped, and the PDF engine need not
search for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kpireport.document.model import Cell, Comparison, Delta, Kpi, KpiBlock, TableBlock
from kpireport.render.figures import BULLET, SPARK, TEXT_WIDTH, bullet_key, spark_key
from kpireport.render.typography import Typesetter

GAP = 10.0
"""Free space left of every column but the first, in pt."""
FLAG = 9.0
"""Width of the mark before an unfavourable value."""
CELL, DENSE_CELL, HEAD, SMALL = 8.5, 7.5, 7.5, 7.5
MARK = 12.0
"""Width of a tick or cross and its space."""
_NAME_LEAST, _WORDS_MOST = 84.0, 190.0
_NO_CELL = Cell(text="").model_dump()


@dataclass(frozen=True, slots=True)
class ColumnNeed:
    """What a column needs in pt: `least` without clipping, `best` on one line."""

    least: float
    best: float


def share_out(needs: Sequence[ColumnNeed], room: float) -> list[float] | None:
    """Widths of columns that fill the room: the best where they fit, else wide columns give way; None where none fit."""
    spare = room - sum(need.best for need in needs)
    if spare >= 0:
        return [need.best + spare / len(needs) for need in needs]
    give = sum(need.best - need.least for need in needs)
    if give < -spare or not give:
        return None
    return [need.best + spare * (need.best - need.least) / give for need in needs]


# ---------------------------------------------------------------- data tables


def lay_out_table(block: TableBlock, type_: Typesetter, *, room: float = TEXT_WIDTH) -> list[dict[str, Any]]:
    """The parts of a table as plain values: one, or several side by side columns under each other when they are many.

    `room` is the width in pt that it stands in, in the size of type of a page.
    """
    everything = list(range(len(block.columns)))
    if block.role == "events":
        first = _need(block, 0, type_, dense=False).best + GAP
        return [_part(block, everything, [first, TEXT_WIDTH - first], dense=False)]
    for dense in (False, True):
        widths = share_out([_need(block, i, type_, dense=dense) for i in everything], room)
        if widths:
            return [_part(block, everything, widths, dense=dense)]
    return [_part(block, columns, widths, dense=True) for columns, widths in _parts(block, type_, room)]


def _parts(block: TableBlock, type_: Typesetter, room: float) -> Iterator[tuple[list[int], list[float]]]:
    """Columns in groups that fit, each group led by the first column."""
    needs = [_need(block, i, type_, dense=True) for i in range(len(block.columns))]
    group: list[int] = [0]
    for i in range(1, len(needs)):
        if len(group) > 1 and share_out([needs[j] for j in [*group, i]], room) is None:
            yield group, _widths([needs[j] for j in group], room)
            group = [0]
        group.append(i)
    yield group, _widths([needs[j] for j in group], room)


def _widths(needs: Sequence[ColumnNeed], room: float) -> list[float]:
    """Widths that fill the room, squeezed evenly where even that is not enough."""
    total = sum(need.least for need in needs)
    return share_out(needs, room) or [need.least * room / total for need in needs]


def _need(block: TableBlock, i: int, type_: Typesetter, *, dense: bool) -> ColumnNeed:
    size = DENSE_CELL if dense else CELL
    column = block.columns[i]
    texts = [row.cells[i].text for row in block.rows if i < len(row.cells)]
    marked = any(row.cells[i].tone == "bad" for row in block.rows if i < len(row.cells))
    role = "strong" if any(row.kind == "total" for row in block.rows) else "text"
    best = max((type_.width(role, text, size) for text in texts), default=0.0) + (FLAG if marked else 0.0)
    head = max(type_.width("strong", word, HEAD) for word in column.label.split(" ") or [""])
    gap = (GAP * (0.8 if dense else 1.0)) if i else 0.0
    if i == 0 or column.align == "left":
        words = max((type_.width(role, word, size) for text in texts for word in text.split()), default=0.0)
        least = max(min(words, _NAME_LEAST), min(best, _NAME_LEAST if i == 0 else 60.0), head)
        return ColumnNeed(least + gap, max(least, min(best, _WORDS_MOST)) + gap)
    return ColumnNeed(max(best, head) + gap, max(best, head) + gap)


def _part(block: TableBlock, columns: Sequence[int], widths: Sequence[float], *, dense: bool) -> dict[str, Any]:
    noted = [row.note for row in block.rows if row.note]
    marks = {note: str(n) for n, note in enumerate(dict.fromkeys(noted), 1)}
    return {
        "dense": dense,
        "widths": [round(width, 1) for width in widths],
        "columns": [block.columns[i].model_dump() for i in columns],
        "rows": [
            {
                "kind": row.kind,
                "mark": marks.get(row.note or ""),
                "tag": row.tag or "",
                "cells": [row.cells[i].model_dump() if i < len(row.cells) else _NO_CELL for i in columns],
            }
            for row in block.rows
        ],
        "footnotes": [{"mark": mark, "text": note} for note, mark in marks.items()],
    }


# ---------------------------------------------------------------- scoreboards


def lay_out_scoreboard(block: KpiBlock, comparisons: Sequence[Comparison], type_: Typesetter) -> dict[str, Any]:
    """A scoreboard as plain values: only the columns that some KPI has something for, rows under their groups' names."""
    kpis = block.kpis
    shown = [c for c in comparisons if any(d.comparison == c.id for kpi in kpis for d in kpi.deltas)]
    has = {
        "targets": any(kpi.target for kpi in kpis),
        "bullets": any(kpi.target and kpi.target.attainment is not None for kpi in kpis),
        "sparks": any(kpi.spark for kpi in kpis),
    }
    widths = _board_widths(block, shown, has, type_)
    if widths[0] < _NAME_LEAST and has["bullets"]:
        has["bullets"] = False
        widths = _board_widths(block, shown, has, type_)
    groups: dict[str, list[dict[str, Any]]] = {}
    for kpi in kpis:
        groups.setdefault(kpi.group or "", []).append(_board_row(kpi, shown))
    return {
        **has,
        "now": block.now,
        "comparisons": [c.model_dump() for c in shown],
        "widths": [round(width, 1) for width in widths],
        "groups": [{"name": name, "rows": rows} for name, rows in groups.items()],
    }


def _board_widths(block: KpiBlock, shown: Sequence[Comparison], has: dict[str, bool], type_: Typesetter) -> list[float]:
    """Widths of the columns of a scoreboard; the names get what the numbers leave."""
    kpis = block.kpis

    def widest(texts: Sequence[tuple[str, float]], head: str, extra: float = 0.0) -> float:
        cells = max((type_.width("strong", text, size) for text, size in texts), default=0.0) + extra
        return max(cells, type_.width("strong", head, HEAD)) + GAP

    columns = [widest([(kpi.value_text, 10.0) for kpi in kpis], block.now)]
    for comparison in shown:
        deltas = [d for kpi in kpis for d in kpi.deltas if d.comparison == comparison.id]
        texts = [(d.text, CELL) for d in deltas] + [(d.base_text, SMALL) for d in deltas]
        columns.append(widest(texts, comparison.short, FLAG))
    if has["targets"]:
        targets = [kpi.target for kpi in kpis if kpi.target]
        texts = [(t.text, CELL) for t in targets]
        texts += [(f"{t.status} {t.attainment_text}", SMALL) for t in targets if t.state in {"on_track", "off_track"}]
        columns.append(widest(texts, ""))
    if has["bullets"]:
        columns.append(BULLET[0] + GAP)
    if has["sparks"]:
        columns.append(SPARK[0] + GAP)
    return [TEXT_WIDTH - sum(columns), *columns]


def _board_row(kpi: Kpi, shown: Sequence[Comparison]) -> dict[str, Any]:
    by_comparison: dict[str, Delta] = {delta.comparison: delta for delta in kpi.deltas}
    bullet = bullet_key(kpi) if kpi.target and kpi.target.attainment is not None else None
    return {
        "label": kpi.label,
        "note": kpi.note,
        "value_text": kpi.value_text,
        "deltas": [by_comparison[c.id].model_dump() if c.id in by_comparison else None for c in shown],
        "target": kpi.target.model_dump() | {"bullet": bullet} if kpi.target else None,
        "spark": {"figure": spark_key(kpi), "alt": kpi.spark.alt} if kpi.spark else None,
    }
