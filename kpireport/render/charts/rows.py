"""Horizontal bars over members: actual over the comparison, and a column of changes on the same scale beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpireport.render.charts.parts import Parts, at, known, parts
from kpireport.render.charts.plot import Json, Label, Plot, Scale, bars, rules, upright

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, Number, Tone
    from kpireport.render.charts.pen import Pen

_GAP = 4.0
_TIER_GAP = 14.0
_HEAD = 16.0
_PITCH = 20.0
_LEAST_PITCH = 12.5
_TALLEST = 440.0
"""Rows are set closer from this height of a chart on, in points."""
_CHANGE_FROM = 300.0
"""The least width of a chart that has room for a column of changes."""
_ROLES: dict[str, str] = {"good": "good", "bad": "bad", "neutral": "data-prev-line"}


@dataclass(frozen=True, slots=True)
class Names:
    """The column of names: its lines a row, its width, and the distance of rows."""

    lines: list[list[str]]
    width: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Change:
    """One member's difference, as it is drawn and written."""

    value: Number
    text: str
    tone: Tone


def row_chart(block: ChartBlock, pen: Pen) -> Plot:
    """A bar a member with its value, over the comparison; with a comparison also the change, in points of the same length."""
    found = parts(block)
    names = name_column(block.categories, pen)
    texts = [_value_text(block, found, index, pen) for index in range(len(block.categories))]
    changes = _changes(block, found, pen)
    head = _HEAD if changes else 4.0
    values, tier = _scales(found, texts, changes, names.width, pen)

    middles = [head + names.pitch * (row + 0.5) for row in range(len(block.categories))]
    foot = head + names.pitch * len(block.categories)
    layers = _bars(found, values, middles, names.pitch, pen)
    zero = rules([upright(values(0), head, foot)], stroke=pen.tokens["ink"], width=0.75)
    labels = [*draw_names(names, middles, pen), *_value_labels(found, texts, values, middles, pen)]
    if tier:
        drawn, written = _change_tier(found, changes, tier, middles, head, foot, pen)
        return Plot(pen.size.width, foot + 4, (*layers, zero, *drawn), (*labels, *written))
    return Plot(pen.size.width, foot + 4, (*layers, zero), tuple(labels))


# ---------------------------------------------------------------- names


def name_column(names: list[str], pen: Pen) -> Names:
    """The names of rows in a column as wide as the widest, up to a third of the chart; longer ones wrap once."""
    size, limit = _name_size(pen), pen.size.width * (0.30 if pen.size.width > _CHANGE_FROM else 0.38)
    wrapped = [pen.fit(name, size, limit) for name in names]
    width = max((pen.width(line, size) for lines in wrapped for line in lines), default=0.0)
    crowded = min(_PITCH, max(_LEAST_PITCH, _TALLEST / max(1, len(names))))
    deep = max((len(lines) for lines in wrapped), default=1) * size * 1.2 + 3
    return Names(wrapped, width + 10, max(crowded, deep))


def draw_names(names: Names, middles: list[float], pen: Pen) -> list[Label]:
    """The column of names, each centred on its row."""
    return [
        label
        for lines, middle in zip(names.lines, middles, strict=True)
        for label in pen.lines(lines, 0, middle, size=_name_size(pen), colour="ink")
    ]


def _name_size(pen: Pen) -> float:
    return pen.size.text + 0.5


# ---------------------------------------------------------------- values


def _value_text(block: ChartBlock, found: Parts, index: int, pen: Pen) -> str:
    if found.actual is None or at(found.actual, index) is None:
        return "–"
    return pen.value(found.actual, index, block)


def _scales(
    found: Parts, texts: list[str], changes: list[Change | None], left: float, pen: Pen
) -> tuple[Scale, Scale | None]:
    """The scale of values and that of changes: the same number of points for the same amount, so that they compare."""
    reached = [0.0, *known(found.actual, found.comparison, found.target)]
    low, high = min(reached), max(reached)
    if low == high:
        high = 1.0
    room = max(pen.width(text, pen.size.text, 600) for text in texts) + _GAP + 2 if texts else 0.0
    below = room if low < 0 else 0.0
    free = pen.size.width - left - room - below
    if not changes:
        return Scale(low, high, left + below, left + below + free), None

    differences = [0.0, *(change.value for change in changes if change)]
    loss, gain = min(differences), max(differences)
    margin = max(pen.width(change.text, pen.size.text) for change in changes if change) + _GAP + 2
    before = margin if loss < 0 else 2.0
    heading = pen.width(_heading(found, pen), pen.size.text, 600)
    free -= _TIER_GAP
    wanted = before + margin + (free - before - margin) * (gain - loss) / (high - low + gain - loss)
    tier_width = min(max(wanted, heading + 2), free * 0.6)
    unit = min((free - tier_width) / (high - low), (tier_width - before - margin) / ((gain - loss) or 1.0))
    zero = pen.size.width - tier_width + before - loss * unit
    first = left + below
    return Scale(low, high, first, first + (high - low) * unit), Scale(0, 1 / unit, zero, zero + 1)


def _bars(found: Parts, x: Scale, middles: list[float], pitch: float, pen: Pen) -> list[Json]:
    """Comparison behind, a little higher; actual before it, a little lower; a black tick at the target."""
    layers = []
    behind = found.comparison is not None
    height = pitch * (0.46 if behind else 0.56)
    looks = (
        (found.comparison, "data-prev", -pitch * 0.10, pen.tokens["data-prev-line"]),
        (found.actual, "data-ac", pitch * 0.10 if behind else 0.0, None),
    )
    for series, role, shift, outline in looks:
        rows = [
            {"x": 0, "x2": value, "y": middle + shift - height / 2, "y2": middle + shift + height / 2}
            for index, middle in enumerate(middles)
            if (value := at(series, index)) is not None
        ]
        layers.append(bars(rows, x, None, fill=pen.tokens[role], outline=outline))
    targets = [
        upright(x(value), middle - pitch * 0.42, middle + pitch * 0.42)
        for index, middle in enumerate(middles)
        if (value := at(found.target, index)) is not None
    ]
    return [*layers, rules(targets, stroke=pen.tokens["data-plan"], width=1.6)]


def _value_labels(found: Parts, texts: list[str], x: Scale, middles: list[float], pen: Pen) -> list[Label]:
    labels = []
    for index, (text, middle) in enumerate(zip(texts, middles, strict=True)):
        value = at(found.actual, index)
        reach = [value or 0, at(found.comparison, index) or 0, at(found.target, index) or 0]
        if value is None:
            labels.append(pen.label(text, x(max(reach)) + _GAP, middle, colour="ink-2"))
        elif value < 0:
            labels.append(pen.label(text, x(min(reach)) - _GAP, middle, weight=600, anchor="end"))
        else:
            labels.append(pen.label(text, x(max(reach)) + _GAP, middle, weight=600))
    return labels


# ---------------------------------------------------------------- changes


def _changes(block: ChartBlock, found: Parts, pen: Pen) -> list[Change | None]:
    """Actual less comparison, a member; empty where there is nothing to compare or no room for it."""
    if not (found.actual and found.comparison) or pen.size.width < _CHANGE_FROM:
        return []
    changes = [_change(block, found, index, pen) for index in range(len(block.categories))]
    return changes if any(changes) else []


def _change(block: ChartBlock, found: Parts, index: int, pen: Pen) -> Change | None:
    now, then = at(found.actual, index), at(found.comparison, index)
    if now is None or then is None:
        return None
    series = found.change
    ready = series.labels[index] if series and index < len(series.labels) else None
    tone: Tone = series.tones[index] if series and index < len(series.tones) else "neutral"
    text = ready or pen.number(now - then, block, signed=True)
    return Change(now - then, f"◆ {text}" if tone == "bad" and "◆" not in text else text, tone)


def _heading(found: Parts, pen: Pen) -> str:
    assert found.actual is not None
    assert found.comparison is not None
    text = found.change.name if found.change else f"{found.actual.name} − {found.comparison.name}"
    return pen.shorten(text, pen.size.text, pen.size.width * 0.34, 600)


def _change_tier(
    found: Parts, changes: list[Change | None], x: Scale, middles: list[float], head: float, foot: float, pen: Pen
) -> tuple[list[Json], list[Label]]:
    height = (middles[1] - middles[0] if len(middles) > 1 else _PITCH) * 0.46
    rows, labels = [], [_tier_head(found, x, pen)]
    for change, middle in zip(changes, middles, strict=True):
        if change is None:
            labels.append(pen.label("–", x(0) + _GAP, middle, colour="ink-2"))
            continue
        fill = pen.tokens[_ROLES[change.tone]]
        rows.append({"x": 0, "x2": change.value, "y": middle - height / 2, "y2": middle + height / 2, "fill": fill})
        colour = "ink" if change.tone == "neutral" else change.tone
        if change.value < 0:
            labels.append(pen.label(change.text, x(change.value) - _GAP, middle, colour=colour, anchor="end"))
        else:
            labels.append(pen.label(change.text, x(change.value) + _GAP, middle, colour=colour))
    zero = rules([upright(x(0), head, foot)], stroke=pen.tokens["ink"], width=0.75)
    return [bars(rows, x, None), zero], labels


def _tier_head(found: Parts, x: Scale, pen: Pen) -> Label:
    text = _heading(found, pen)
    width = pen.width(text, pen.size.text, 600)
    place = min(x(0), pen.size.width - width)
    return pen.label(text, place, _HEAD / 2 - 2, colour="ink-2", weight=600)
