"""A waterfall: from a total then to a total now, each part a bar that hangs where the one before it ended.

Totals are bars from zero. Where the whole change is small beside them, such bars would leave the parts too short to see;
then nothing begins at zero, and the totals are upright marks, whose place, not length, says the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpireport.render.charts.parts import at, parts
from kpireport.render.charts.plot import Json, Label, Plot, Row, Scale, Weight, bars, rules, upright
from kpireport.render.charts.rows import draw_names, name_column

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, Tone
    from kpireport.render.charts.pen import Pen

_GAP = 4.0
_BAR = 0.62
"""Height of a bar, in rows."""
_MARK = 3.0
"""Width of the mark of a total that is no bar, in points."""
_SHORT = 0.3
"""A movement that takes less than this of the axis from zero is drawn on an axis of its own."""
_MARGIN = 0.12
"""Room beyond the lowest and the highest level on such an axis, in parts of the movement."""
_ROLES: dict[str, str] = {"good": "good", "bad": "bad", "neutral": "data-prev-line"}


@dataclass(frozen=True, slots=True)
class Hop:
    """One row: from where to where its bar goes, how it is written, and whether it is a total."""

    start: float
    end: float
    text: str
    tone: Tone = "neutral"
    is_total: bool = False


def waterfall_chart(block: ChartBlock, pen: Pen) -> Plot:
    """The rows from top to bottom: the total then, each part, the total now."""
    hops = _hops(block, pen)
    names = name_column(block.categories, pen)
    scale, from_zero = _scale(hops, names.width, pen)
    middles = [4 + names.pitch * (row + 0.5) for row in range(len(hops))]
    half = names.pitch * _BAR / 2
    foot = 4 + names.pitch * len(hops)
    layers = [
        _links(hops, middles, half, scale, pen),
        *_bars(hops, middles, half, scale, pen, from_zero=from_zero),
    ]
    if from_zero:
        layers.append(rules([upright(scale(0), 2, foot)], stroke=pen.tokens["ink"], width=0.75))
    labels = [_value(hop, middle, scale, pen) for hop, middle in zip(hops, middles, strict=True)]
    return Plot(pen.size.width, foot + 4, tuple(layers), (*draw_names(names, middles, pen), *labels))


def _hops(block: ChartBlock, pen: Pen) -> list[Hop]:
    found, level, hops = parts(block), 0.0, []
    for index in range(len(block.categories)):
        total, step = at(found.actual, index), at(found.change, index)
        if total is not None and found.actual:
            hops.append(Hop(0.0, total, pen.value(found.actual, index, block), is_total=True))
            level = total
        elif step is not None and found.change:
            tone = found.change.tones[index] if index < len(found.change.tones) else "neutral"
            text = pen.value(found.change, index, block)
            hops.append(Hop(level, level + step, f"◆ {text}" if tone == "bad" and "◆" not in text else text, tone))
            level += step
        else:
            hops.append(Hop(level, level, "–"))
    return hops


def _scale(hops: list[Hop], left: float, pen: Pen) -> tuple[Scale, bool]:
    """The scale of all levels, and whether it begins at zero."""
    levels = [hop.end for hop in hops]
    low, high = min(levels, default=0.0), max(levels, default=1.0)
    low_all, high_all = min(0.0, low), max(0.0, high)
    from_zero = (high - low) >= _SHORT * (high_all - low_all) or high == low
    if not from_zero:
        margin = (high - low) * _MARGIN
        low_all, high_all = low - margin, high + margin
    if low_all == high_all:
        high_all = low_all + 1
    room = max((pen.width(hop.text, pen.size.text, 600) for hop in hops), default=0.0) + _GAP + 2
    before = room if any(hop.end < hop.start for hop in hops) and not from_zero else 0.0
    before = before if low_all >= 0 or not from_zero else room
    return Scale(low_all, high_all, left + before, pen.size.width - room), from_zero


def _bars(hops: list[Hop], middles: list[float], half: float, x: Scale, pen: Pen, *, from_zero: bool) -> list[Json]:
    totals: list[Row] = []
    steps: list[Row] = []
    for hop, middle in zip(hops, middles, strict=True):
        place = {"y": middle - half, "y2": middle + half}
        if not hop.is_total:
            fill = pen.tokens[_ROLES[hop.tone]]
            steps.append({"x": x(hop.start), "x2": x(hop.end), "fill": fill, **place})
        elif from_zero:
            totals.append({"x": x(0), "x2": x(hop.end), "fill": pen.tokens["data-ac"], **place})
        else:
            mark = x(hop.end)
            totals.append({"x": mark - _MARK / 2, "x2": mark + _MARK / 2, "fill": pen.tokens["data-ac"], **place})
    return [bars(totals, None, None), bars(steps, None, None)]


def _links(hops: list[Hop], middles: list[float], half: float, x: Scale, pen: Pen) -> Json:
    """Thin lines from the end of each bar down to the next one."""
    rows = [
        upright(x(hop.end), middle + half, below - half)
        for hop, middle, below in zip(hops, middles, middles[1:], strict=False)
    ]
    return rules(rows, stroke=pen.tokens["data-prev-line"], width=0.5)


def _value(hop: Hop, middle: float, x: Scale, pen: Pen) -> Label:
    """A part's amount at its end, a total's after it."""
    colour = "ink" if hop.tone == "neutral" else hop.tone
    falls = not hop.is_total and hop.end < hop.start
    edge = max(x(hop.start), x(hop.end)) if not hop.is_total else x(max(0.0, hop.end)) if x.low <= 0 else x(hop.end)
    weight: Weight = 600 if hop.is_total else 400
    if falls and x(hop.end) - _GAP - pen.width(hop.text, pen.size.text, weight) > x.start - 1:
        return pen.label(hop.text, x(hop.end) - _GAP, middle, colour=colour, weight=weight, anchor="end")
    return pen.label(hop.text, edge + _GAP, middle, colour=colour, weight=weight)
