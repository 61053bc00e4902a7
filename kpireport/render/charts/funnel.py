"""A funnel: falling bars from one edge, their counts, the share that goes on to the next step, and that of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpireport.render.charts.parts import at, known, parts
from kpireport.render.charts.plot import Label, Plot, Row, Scale, bars, rules, upright

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock
    from kpireport.render.charts.pen import Pen

_BAR, _STEP = 22.0, 19.0
"""Height of a bar, and of the space between two that holds the share that goes on, in points."""
_GAP = 10.0
_NARROW = 300.0
"""In charts up to this width, in points, names take a larger share of it."""


def funnel_chart(block: ChartBlock, pen: Pen) -> Plot:
    """Steps as bars from the left, with counts and shares of the first step at the right.

    Between two steps stands what the document says of them, else the share of the step before.
    """
    found = parts(block)
    series = found.actual or (found.members[0] if found.members else None)
    counts = [pen.value(series, index, block) or "–" if series else "–" for index in range(len(block.categories))]
    size = pen.size.text
    of_first = [_share(at(series, index), at(series, 0), pen) for index in range(len(block.categories))]
    right = max((pen.width(text, size) for text in of_first), default=0.0)
    count_width = max((pen.width(text, size + 2, 600) for text in counts), default=0.0)
    names = [
        pen.fit(name, size + 1, pen.size.width * (0.24 if pen.size.width > _NARROW else 0.3), weight=600)
        for name in block.categories
    ]
    left = max((pen.width(line, size + 1, 600) for lines in names for line in lines), default=0.0) + _GAP
    count_edge = pen.size.width - right - 2 * _GAP
    highest = max(known(series), default=0) or 1
    x = Scale(0, highest, left, max(left + 20, count_edge - count_width - _GAP))

    pitch = _BAR + _STEP
    middles = [2 + _BAR / 2 + pitch * step for step in range(len(block.categories))]
    rows: list[Row] = []
    labels: list[Label] = []
    for step, middle in enumerate(middles):
        value = at(series, step)
        if value is not None and value > 0:
            rows.append({"x": 0, "x2": value, "y": middle - _BAR / 2, "y2": middle + _BAR / 2})
        labels += pen.lines(names[step], 0, middle, size=size + 1, colour="ink", weight=600)
        labels.append(pen.label(counts[step], count_edge, middle, size=size + 2, weight=600, anchor="end"))
        labels.append(pen.label(of_first[step], pen.size.width, middle, colour="ink-2", anchor="end"))
        if step:
            goes_on = (
                block.details[step] if step < len(block.details) else f"↓ {_share(value, at(series, step - 1), pen)}"
            )
            text = pen.shorten(goes_on, size, pen.size.width - left - 8)
            labels.append(pen.label(text, left + 8, middle - pitch / 2, colour="ink-2"))
    foot = middles[-1] + _BAR / 2 if middles else 0.0
    edge = rules([upright(left, 2, foot)], stroke=pen.tokens["rule-2"], width=0.75)
    return Plot(pen.size.width, foot + 4, (edge, bars(rows, x, None, fill=pen.tokens["data-ac"])), tuple(labels))


def _share(value: float | None, of: float | None, pen: Pen) -> str:
    """A share in per cent; '–' where there is none."""
    return "–" if value is None or not of else pen.language.percent(value / of, None)
