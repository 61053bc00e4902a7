"""Wholes and their parts as horizontal bars: shares as parts of 100 %, or parts of members that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kpireport.render.charts.members import LIGHT_STACKS, stack_roles
from kpireport.render.charts.parts import parts
from kpireport.render.charts.plot import Json, Label, Plot, Row, Scale, bars, rules
from kpireport.render.charts.rows import draw_names, name_column
from kpireport.render.charts.ticks import spread
from kpireport.render.tokens import STACK_STEPS

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, ChartSeries, Number
    from kpireport.render.charts.pen import Pen

_SHARE_BAR = 24.0
_OVER = 14.0
"""Room over a bar for the labels of parts too small to hold them, in points."""
_STACK_BAR = 0.66
"""Height of a stacked bar, in rows."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: from `low` to `high`, its colour by role, and its label where that has room."""

    low: float
    high: float
    role: str
    text: str


def share_chart(block: ChartBlock, pen: Pen) -> Plot:
    """One bar of 100 % a series, split by category, each part with its share; lines lead from bar to bar."""
    roles = share_roles(block)
    series = [one for one in block.series if one.role != "target"]
    wholes = [_shares(one, roles, pen) for one in series]
    names = name_column([one.name for one in series] if len(series) > 1 else [""] * len(series), pen)
    left = names.width if len(series) > 1 else 0.0
    x = Scale(0, 1, left, pen.size.width)
    head = _OVER if any(_small(whole, x, pen) for whole in wholes) else 4.0
    pitch = _SHARE_BAR + 10 + head
    middles = [head + _SHARE_BAR / 2 + pitch * row for row in range(len(wholes))]
    height = head + 4 + _SHARE_BAR + pitch * max(0, len(wholes) - 1)
    layers, labels = _draw(wholes, x, middles, _SHARE_BAR, pen)
    above = [label for whole, middle in zip(wholes, middles, strict=True) for label in _above(whole, x, middle, pen)]
    written = draw_names(names, middles, pen) if len(series) > 1 else []
    return Plot(pen.size.width, height, (_links(wholes, x, middles, pen), *layers), (*written, *labels, *above))


def share_roles(block: ChartBlock) -> list[str]:
    """The colour role of each category; those beyond the palette are the rest."""
    count = len(block.categories)
    stride = 2 if count <= STACK_STEPS // 2 else 1
    return [f"stack-{rank * stride + 1}" if rank * stride < STACK_STEPS else "stack-other" for rank in range(count)]


def _shares(series: ChartSeries, roles: Sequence[str], pen: Pen) -> list[Part]:
    """The parts of one whole. Only what is above zero can be a share of something."""
    values = [value if value is not None and value > 0 else 0 for value in series.values]
    total = sum(values)
    found, end = [], 0.0
    for index, (value, role) in enumerate(zip(values, roles, strict=False)):
        if total and value:
            ready = series.labels[index] if index < len(series.labels) else None
            share = value / total
            found.append(Part(end, end + share, role, ready or pen.language.percent(share, 0)))
            end += share
    return found


def _links(wholes: list[list[Part]], x: Scale, middles: list[float], pen: Pen) -> Json:
    """Thin lines from the end of each part to the end of the same part in the next bar."""
    rows: list[Row] = []
    half = _SHARE_BAR / 2
    for (above, upper), (below, lower) in pairwise(zip(wholes, middles, strict=True)):
        ends = {part.role: part.high for part in below}
        rows += [
            {"x": x(part.high), "x2": x(ends[part.role]), "y": upper + half, "y2": lower - half}
            for part in above
            if part.role in ends and part.role != "stack-other"
        ]
    return rules(rows, stroke=pen.tokens["rule-2"], width=0.5)


# ---------------------------------------------------------------- parts that add up


def stacked_rows(block: ChartBlock, pen: Pen) -> Plot:
    """One bar a category, split by members on one scale from zero, with the values that have room."""
    members = parts(block).members
    roles = stack_roles(members)
    wholes = [_parts(block, members, roles, index, pen) for index in range(len(block.categories))]
    names = name_column(block.categories, pen)
    ends = [0.0, *(end for whole in wholes for part in whole for end in (part.low, part.high))]
    low, high = min(ends), max(ends)
    x = Scale(low, high if high > low else 1.0, names.width, pen.size.width)
    middles = [4 + names.pitch * (row + 0.5) for row in range(len(wholes))]
    layers, labels = _draw(wholes, x, middles, names.pitch * _STACK_BAR, pen)
    height = 8 + names.pitch * len(wholes)
    return Plot(pen.size.width, height, tuple(layers), (*draw_names(names, middles, pen), *labels))


def _parts(block: ChartBlock, members: Sequence[ChartSeries], roles: Sequence[str], index: int, pen: Pen) -> list[Part]:
    up, down, found = 0.0, 0.0, []
    for series, role in zip(members, roles, strict=True):
        value: Number | None = series.values[index] if index < len(series.values) else None
        if not value:
            continue
        start = up if value > 0 else down
        found.append(Part(min(start, start + value), max(start, start + value), role, pen.value(series, index, block)))
        up, down = (up + value, down) if value > 0 else (up, down + value)
    return found


# ---------------------------------------------------------------- drawing


def _draw(
    wholes: list[list[Part]], x: Scale, middles: list[float], height: float, pen: Pen
) -> tuple[list[Json], list[Label]]:
    """The parts of every bar, and the labels that fit inside theirs."""
    roles = dict.fromkeys(part.role for whole in wholes for part in whole)
    placed = [(part, middle) for whole, middle in zip(wholes, middles, strict=True) for part in whole]
    layers = [
        bars(
            [
                {"x": part.low, "x2": part.high, "y": middle - height / 2, "y2": middle + height / 2}
                for part, middle in placed
                if part.role == role
            ],
            x,
            None,
            fill=pen.tokens[role],
            outline=pen.tokens["data-prev-line" if role in LIGHT_STACKS else "paper"],
        )
        for role in roles
    ]
    labels = [
        pen.label(
            part.text, (x(part.low) + x(part.high)) / 2, middle, weight=600, colour=f"{part.role}-ink", anchor="middle"
        )
        for part, middle in placed
        if _holds(part, x, pen)
    ]
    return layers, labels


def _holds(part: Part, x: Scale, pen: Pen) -> bool:
    return pen.width(part.text, pen.size.text, 600) + 4 <= x(part.high) - x(part.low)


def _small(whole: list[Part], x: Scale, pen: Pen) -> list[Part]:
    return [part for part in whole if not _holds(part, x, pen)]


def _above(whole: list[Part], x: Scale, middle: float, pen: Pen) -> list[Label]:
    """The labels of small parts over their bar, moved apart; as many as have room, the largest parts first."""
    size = pen.size.axis
    small = sorted(_small(whole, x, pen), key=lambda part: part.low - part.high)
    widest = max((pen.width(part.text, size) for part in small), default=0.0)
    room = int((x.end - x.start) // (widest + 4)) if small else 0
    named = sorted(small[:room], key=lambda part: part.low)
    low, high = x.start + widest / 2, x.end - widest / 2
    places = spread([(x(part.low) + x(part.high)) / 2 for part in named], widest + 4, low, high)
    y = middle - _SHARE_BAR / 2 - 5
    return [
        pen.label(part.text, place, y, size=size, colour="ink-2", anchor="middle")
        for part, place in zip(named, places, strict=True)
    ]
