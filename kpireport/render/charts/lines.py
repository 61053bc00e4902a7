"""Lines and areas over time: actual dark over the comparison in grey, or several members named at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kpireport.render.charts import axes
from kpireport.render.charts.columns import stacked_areas
from kpireport.render.charts.members import end_width, line_roles, named_ends
from kpireport.render.charts.parts import Parts, known, last_known, lonely, parts
from kpireport.render.charts.plot import Json, Label, Plot, Row, Weight, across, area, dots, line, rules
from kpireport.render.charts.ticks import spread

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, ChartSeries
    from kpireport.render.charts.pen import Pen

_END_GAP = 8.0
"""From the end of a line to the number that names it, in points."""


class _End(NamedTuple):
    """A number at the right edge: its value, and how it is written."""

    value: float
    text: str
    size: float
    weight: Weight
    colour: str


def line_chart(block: ChartBlock, pen: Pen) -> Plot:
    """A line or area chart over time."""
    found = parts(block)
    if block.kind == "area" and found.members and min(known(*found.members), default=0) >= 0:
        return stacked_areas(block, pen)
    shown = [series for series in (found.actual, found.comparison, found.target, *found.members) if series]
    values, small = known(*shown), pen.size.small
    zero = block.kind == "area" or (block.zero and not small)
    reached = [*values, *block.bounds] if block.bounds else values
    axis = axes.value_axis(reached, block, pen, zero=zero, named=not small)
    ends = _ends(block, found, pen)
    room = end_width(block, found.members, pen) if found.members else _room(ends, pen)
    frame = axes.time_frame(block, axis, room, pen)

    if found.members:
        marks, names = _member_lines(block, found, frame, pen)
    else:
        marks, names = _course(block, found, frame, pen), _end_labels(ends, frame, pen)
    names = names if values else [axes.nothing(frame, pen)]
    behind, labels = axes.draw_frame(block, frame, pen)
    return Plot(pen.size.width, frame.height, (*behind, *marks), (*labels, *names))


def _rows(series: ChartSeries) -> list[Row]:
    return [{"x": index, "y": value} for index, value in enumerate(series.values)]


def _single_points(series: ChartSeries) -> list[Row]:
    return [{"x": index, "y": value} for index, value in lonely(series)]


# ---------------------------------------------------------------- one course


def _course(block: ChartBlock, found: Parts, frame: axes.Frame, pen: Pen) -> list[Json]:
    tokens, x, y, small = pen.tokens, frame.x, frame.y, pen.size.small
    layers: list[Json] = []
    if found.actual and block.kind == "area":
        filled = [{**row, "y2": 0} for row in _rows(found.actual)]
        layers.append(area(filled, x, y, fill=tokens["surface-2"]))
    looks = (
        (found.comparison, "data-prev-line", 1.0),
        (found.actual, "data-ac", _thickness(frame, 1.6 if small else 1.8)),
    )
    for series, colour, width in looks:
        if series:
            layers.append(line(_rows(series), x, y, stroke=tokens[colour], width=width))
            layers.append(dots(_single_points(series), x, y, fill=tokens[colour], radius=max(width, 1.4)))
    if found.target:
        layers.append(_target(found.target, frame, pen))
    if found.actual and (last := last_known(found.actual)) is not None:
        point = [{"x": last, "y": found.actual.values[last]}]
        layers.append(dots(point, x, y, fill=tokens["mark"], radius=2.9 if small else 3.2))
    return layers


def _thickness(frame: axes.Frame, most: float) -> float:
    """Lines of many steps are thinner, or their turns run into one another."""
    return most if frame.pitch > 3 else most * 0.6


def _target(target: ChartSeries, frame: axes.Frame, pen: Pen) -> Json:
    """A short black tick at the last step, or thinner ones at every step where the target is stated for several."""
    stated = [(index, value) for index, value in enumerate(target.values) if value is not None]
    half = frame.pitch * 0.42 if len(stated) > 1 else min(max(frame.pitch * 0.42, 5.0), 9.0)
    ticks = [across(frame.y(value), frame.x(index) - half, frame.x(index) + half) for index, value in stated]
    return rules(ticks, stroke=pen.tokens["data-plan"], width=1.6 if len(stated) == 1 else 1.0)


def _ends(block: ChartBlock, found: Parts, pen: Pen) -> list[_End]:
    size = pen.size.text
    looks: list[tuple[ChartSeries | None, float, Weight, str]] = [(found.actual, size + 1, 700, "ink")]
    if not pen.size.small:
        looks += [(found.comparison, size, 400, "ink-2"), (found.target, size, 400, "ink")]
    return [
        _End(value, pen.value(series, last, block), points, weight, colour)
        for series, points, weight, colour in looks
        if series and (last := last_known(series)) is not None and (value := series.values[last]) is not None
    ]


def _room(ends: list[_End], pen: Pen) -> float:
    return max((pen.width(end.text, end.size, end.weight) for end in ends), default=0.0) + _END_GAP + 1


def _end_labels(ends: list[_End], frame: axes.Frame, pen: Pen) -> list[Label]:
    places = spread([frame.y(end.value) for end in ends], pen.size.text + 2.5, frame.top, frame.foot)
    return [
        pen.label(end.text, frame.x.end + _END_GAP, place, size=end.size, weight=end.weight, colour=end.colour)
        for end, place in zip(ends, places, strict=True)
    ]


# ---------------------------------------------------------------- several members


def _member_lines(block: ChartBlock, found: Parts, frame: axes.Frame, pen: Pen) -> tuple[list[Json], list[Label]]:
    strokes = [pen.tokens[role] for role in line_roles(found.members)]
    coloured = list(zip(found.members, strokes, strict=True))
    rows = [{**row, "stroke": stroke} for series, stroke in coloured for row in _rows(series)]
    points = [{**row, "fill": stroke} for series, stroke in coloured for row in _single_points(series)]
    ends = [value if (value := _last_value(series)) is not None else frame.axis.low for series in found.members]
    start = frame.x(len(block.categories) - 1) + 1
    leaders, names = named_ends(block, found.members, strokes, [frame.y(end) for end in ends], frame, pen, start=start)
    # the first members are drawn last, over the others
    lines = line(rows[::-1], frame.x, frame.y, width=_thickness(frame, 1.5))
    return [lines, dots(points, frame.x, frame.y, radius=1.5), *leaders], names


def _last_value(series: ChartSeries) -> float | None:
    last = last_known(series)
    return None if last is None else series.values[last]
