"""Several members in one chart over time: stacked, and named directly at their right ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpireport.render.charts import axes
from kpireport.render.charts.parts import at, last_known
from kpireport.render.charts.plot import Json, Label, Row, bars, rules
from kpireport.render.charts.ticks import spread
from kpireport.render.tokens import LINE_STEPS, STACK_BARE, STACK_STEPS

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, ChartSeries
    from kpireport.render.charts.pen import Pen

_NAME_SHARE = 0.22
"""Most of the width that the longest name may take."""
Span = tuple[float, float]

LIGHT_STACKS = frozenset(f"stack-{rank}" for rank in range(STACK_BARE + 1, STACK_STEPS + 1)) | {"stack-other"}
"""Parts too light to stand on white without an outline."""

_LEADER, _SAMPLE, _SPACE = 10.0, 7.0, 4.0
"""From the plot to the piece of line before a name, its length, and the space between words, in points."""


def line_roles(members: Sequence[ChartSeries]) -> list[str]:
    """The colour role of each member's line; the rest, and members beyond the palette, are grey."""
    return _roles(members, "line", LINE_STEPS)


def stack_roles(members: Sequence[ChartSeries]) -> list[str]:
    """The colour role of each member's part of a stack; few members take every other step of the ramp."""
    stride = 2 if len(members) <= STACK_STEPS // 2 else 1
    return _roles(members, "stack", STACK_STEPS, stride)


def _roles(members: Sequence[ChartSeries], kind: str, steps: int, stride: int = 1) -> list[str]:
    return [
        f"{kind}-other" if series.role == "other" or rank * stride >= steps else f"{kind}-{rank * stride + 1}"
        for rank, series in enumerate(members)
    ]


def pile(members: Sequence[ChartSeries]) -> list[list[Span | None]]:
    """Where each member's part of each step begins and ends: positive parts up from zero, negative ones down."""
    steps = max((len(series.values) for series in members), default=0)
    up, down = [0.0] * steps, [0.0] * steps
    stacks: list[list[Span | None]] = []
    for series in members:
        spans: list[Span | None] = []
        for step in range(steps):
            value = at(series, step)
            if value is None:
                spans.append(None)
                continue
            heap = up if value >= 0 else down
            spans.append((heap[step], heap[step] + value))
            heap[step] += value
        stacks.append(spans)
    return stacks


def end_width(block: ChartBlock, members: Sequence[ChartSeries], pen: Pen) -> float:
    """The room that the names at the right need."""
    return _LEADER + _SAMPLE + _SPACE + max((width for _, _, width in _words(block, members, pen)), default=0.0) + 1


def named_ends(
    block: ChartBlock,
    members: Sequence[ChartSeries],
    colours: Sequence[str],
    levels: Sequence[float],
    frame: axes.Frame,
    pen: Pen,
    *,
    start: float,
    filled: bool = False,
) -> tuple[list[Json], list[Label]]:
    """Each member's name and last value beside the height where it ends, moved apart and led there by a line.

    `start` is where the marks end and the leading lines begin. The sample before a name is a piece of line or, `filled`,
    of the area.
    """
    places = spread(levels, pen.size.text + 2.5, frame.top, frame.foot)
    sample = frame.x.end + _LEADER
    first = sample + _SAMPLE + _SPACE
    quiet = pen.tokens["data-prev-line"]
    leaders: list[Row] = []
    labels: list[Label] = []
    for (name, value, _), colour, level, place in zip(
        _words(block, members, pen), colours, levels, places, strict=True
    ):
        leaders.append({"x": start, "x2": sample, "y": level, "y2": place, "stroke": quiet if filled else colour})
        labels.append(pen.label(name, first, place))
        labels.append(pen.label(value, first + pen.width(name, pen.size.text) + _SPACE, place, weight=600))
    half = 3.0 if filled else 0.0
    samples: list[Row] = [
        {"x": sample, "x2": sample + _SAMPLE, "y": place - half, "y2": place + half, "fill": colour, "stroke": colour}
        for place, colour in zip(places, colours, strict=True)
    ]
    drawn = bars(samples, None, None, outline=quiet) if filled else rules(samples, width=1.6)
    return [rules(leaders, width=0.6), drawn], labels


def _words(block: ChartBlock, members: Sequence[ChartSeries], pen: Pen) -> list[tuple[str, str, float]]:
    """Name, last value, and the width of both."""
    size = pen.size.text
    words = []
    for series in members:
        name = pen.shorten(series.name, size, pen.size.width * _NAME_SHARE)
        last = last_known(series)
        value = "–" if last is None else pen.value(series, last, block)
        words.append((name, value, pen.width(name, size) + _SPACE + pen.width(value, size, 600)))
    return words
