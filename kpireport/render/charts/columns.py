"""Columns and stacks over time: actual over a lighter comparison behind it, or the parts of each step on one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpireport.render.charts import axes
from kpireport.render.charts.members import LIGHT_STACKS, Span, end_width, named_ends, pile, stack_roles
from kpireport.render.charts.parts import Parts, at, known, parts
from kpireport.render.charts.plot import Json, Label, Plot, Row, Weight, across, area, bars, rules

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, ChartSeries
    from kpireport.render.charts.pen import Pen

_HALF = 0.36
"""Half the width of a column, in steps."""
_SHIFT = 1.9
"""How far actual and comparison are moved apart from the middle, at most, in points."""
_LABEL_GAP = 3.0


def column_chart(block: ChartBlock, pen: Pen) -> Plot:
    """Upright bars over time, the current step in the mark."""
    found = parts(block)
    if found.members:
        return stacked_columns(block, pen)
    values = known(found.actual, found.comparison, found.target)
    full_pitch = pen.size.width / max(1, len(block.categories))
    all_named = _widest(block, found.actual, pen) <= full_pitch - 2
    headroom = (pen.size.text + 6) / pen.size.height
    named = not all_named and not pen.size.small
    axis = axes.value_axis(values, block, pen, zero=True, named=named, headroom=headroom)
    frame = axes.time_frame(block, axis, 0.0, pen, margin=0.5)

    behind, labels = axes.draw_frame(block, frame, pen)
    grid, ground, *events = behind
    marks = [*_comparison(found, frame, pen), *_actual(found, frame, pen), *_targets(found.target, frame, pen)]
    names = _values(block, found, frame, pen, all_named=all_named)
    return Plot(pen.size.width, frame.height, (grid, *marks, ground, *events), (*labels, *names))


def _widest(block: ChartBlock, series: ChartSeries | None, pen: Pen) -> float:
    if series is None:
        return 0.0
    texts = (pen.value(series, index, block) for index in range(len(series.values)))
    return max((pen.width(text, pen.size.axis, 600) for text in texts), default=0.0)


def _shift(found: Parts, frame: axes.Frame) -> float:
    """The move of actual and comparison from the middle, in steps."""
    return min(_SHIFT, frame.pitch * 0.09) / frame.pitch if found.actual and found.comparison else 0.0


def _columns(series: ChartSeries, shift: float, fills: Sequence[str]) -> list[Row]:
    return [
        {"x": index - _HALF + shift, "x2": index + _HALF + shift, "y": 0, "y2": value, "fill": fill}
        for index, (value, fill) in enumerate(zip(series.values, fills, strict=True))
        if value is not None
    ]


def _comparison(found: Parts, frame: axes.Frame, pen: Pen) -> list[Json]:
    if not found.comparison:
        return []
    fills = [pen.tokens["data-prev"]] * len(found.comparison.values)
    rows = _columns(found.comparison, -_shift(found, frame), fills)
    return [bars(rows, frame.x, frame.y, outline=pen.tokens["data-prev-line"])]


def _actual(found: Parts, frame: axes.Frame, pen: Pen) -> list[Json]:
    if not found.actual:
        return []
    fills = [pen.tokens["data-ac"]] * (len(found.actual.values) - 1) + [pen.tokens["mark"]]
    return [bars(_columns(found.actual, _shift(found, frame), fills[-len(found.actual.values) :]), frame.x, frame.y)]


def _targets(target: ChartSeries | None, frame: axes.Frame, pen: Pen) -> list[Json]:
    """A black tick across the column of each step that has a target."""
    if not target:
        return []
    half = frame.pitch * 0.46
    rows = [
        across(frame.y(value), frame.x(index) - half, frame.x(index) + half)
        for index, value in enumerate(target.values)
        if value is not None
    ]
    return [rules(rows, stroke=pen.tokens["data-plan"], width=1.6)]


def _values(block: ChartBlock, found: Parts, frame: axes.Frame, pen: Pen, *, all_named: bool) -> list[Label]:
    """The current value in bold over its column, and the others where all of them have room."""
    if not known(found.actual, found.comparison):
        return [axes.nothing(frame, pen)]
    if found.actual is None:
        return []
    last = len(found.actual.values) - 1
    chosen = range(last + 1) if all_named and not pen.size.small else [last]
    values = [(index, value) for index in chosen if (value := found.actual.values[index]) is not None]
    return [_value(block, found, index, value, frame, pen, now=index == last) for index, value in values]


def _value(
    block: ChartBlock, found: Parts, index: int, value: float, frame: axes.Frame, pen: Pen, *, now: bool
) -> Label:
    """The value of a column, over whatever stands below its label (under it where it is negative)."""
    assert found.actual is not None
    size = pen.size.text + 1 if now else pen.size.axis
    weight: Weight = 700 if now else 400
    text = pen.value(found.actual, index, block)
    half = pen.width(text, size, weight) / 2
    x = min(max(frame.x(index + _shift(found, frame)), half), pen.size.width - half)
    first, end = (
        math.ceil((x - half - frame.x(0)) / frame.pitch - _HALF),
        math.floor((x + half - frame.x(0)) / frame.pitch + _HALF),
    )
    shown = (found.actual, found.comparison, found.target)
    below = [
        0.0,
        *(near for step in range(max(0, first), end + 1) for one in shown if (near := at(one, step)) is not None),
    ]
    distance = _LABEL_GAP + size * 0.4
    y = frame.y(max(below)) - distance if value >= 0 else frame.y(min(below)) + distance
    return pen.label(text, x, y, size=size, colour="ink" if now else "ink-2", weight=weight, anchor="middle")


# ---------------------------------------------------------------- stacks


def stacked_columns(block: ChartBlock, pen: Pen) -> Plot:
    """The parts of each step of time on one another, named at the right."""
    found = parts(block)
    stacks = pile(found.members)
    frame = _stack_frame(block, found, stacks, pen, margin=0.5)
    roles = stack_roles(found.members)
    marks = [layer for series, role in zip(stacks, roles, strict=True) for layer in _segments(series, role, frame, pen)]
    edge = frame.x(len(block.categories) - 1 + _HALF) + 1
    return _stack_plot(block, found, frame, marks, _ends(stacks, frame, len(block.categories) - 1), edge, pen)


def _segments(spans: Sequence[Span | None], role: str, frame: axes.Frame, pen: Pen) -> list[Json]:
    rows = [
        {"x": step - _HALF, "x2": step + _HALF, "y": span[0], "y2": span[1]} for step, span in enumerate(spans) if span
    ]
    outline = pen.tokens["data-prev-line" if role in LIGHT_STACKS else "paper"]
    return [bars(rows, frame.x, frame.y, fill=pen.tokens[role], outline=outline)]


def stacked_areas(block: ChartBlock, pen: Pen) -> Plot:
    """The parts of a whole over time as areas on one another, named at the right."""
    found = parts(block)
    stacks = pile(found.members)
    frame = _stack_frame(block, found, stacks, pen, margin=0.0)
    marks = [
        area(
            [{"x": step, "y": span and span[0], "y2": span and span[1]} for step, span in enumerate(spans)],
            frame.x,
            frame.y,
            fill=pen.tokens[role],
            outline=pen.tokens["data-prev-line" if role in LIGHT_STACKS else "paper"],
        )
        for spans, role in zip(stacks, stack_roles(found.members), strict=True)
    ]
    return _stack_plot(
        block, found, frame, marks, _ends(stacks, frame, len(block.categories) - 1), frame.x.end + 1, pen
    )


def _stack_frame(
    block: ChartBlock, found: Parts, stacks: Sequence[Sequence[Span | None]], pen: Pen, *, margin: float
) -> axes.Frame:
    reached = [end for series in stacks for span in series if span for end in span]
    axis = axes.value_axis(reached, block, pen, zero=True, named=not pen.size.small)
    return axes.time_frame(block, axis, end_width(block, found.members, pen), pen, margin=margin)


def _ends(stacks: Sequence[Sequence[Span | None]], frame: axes.Frame, last: int) -> list[float]:
    """The middle of each member's last part, in points; the foot of the plot where it has none."""
    spans = [series[last] if last < len(series) else None for series in stacks]
    return [frame.y((span[0] + span[1]) / 2) if span else frame.foot for span in spans]


def _stack_plot(
    block: ChartBlock, found: Parts, frame: axes.Frame, marks: list[Json], ends: list[float], edge: float, pen: Pen
) -> Plot:
    fills = [pen.tokens[role] for role in stack_roles(found.members)]
    samples, names = named_ends(block, found.members, fills, ends, frame, pen, start=edge, filled=True)
    (grid, ground, *events), labels = axes.draw_frame(block, frame, pen)
    return Plot(pen.size.width, frame.height, (grid, *marks, ground, *events, *samples), (*labels, *names))
