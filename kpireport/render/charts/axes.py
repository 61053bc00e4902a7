"""The frame of a chart over time: gridlines with round values, the steps of time under it, dated events over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpireport.render.charts.events import Flag, draw_events, event_height, place_events
from kpireport.render.charts.plot import Json, Label, Scale, across, rules
from kpireport.render.charts.ticks import Ticks, clear, duration_ticks, extended, tick_choices, value_ticks

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock
    from kpireport.render.charts.pen import Pen

_YEAR_LAST = re.compile(r"(?P<rest>.*[^\s,]),?\s(?P<year>\d{4})")
_GAP = 5.0
"""Least distance of two labels of the time axis, in points."""
_GUTTER = 6.0
"""Between the labels of values and the plot, in points."""


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """The range of values, the round ones among them with their labels, and the width that these take."""

    low: float
    high: float
    zero: bool
    ticks: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    gutter: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart over time has its plot: both scales, and the whole height with axis and events."""

    x: Scale
    y: Scale
    axis: ValueAxis
    flags: tuple[Flag, ...]
    height: float

    @property
    def top(self) -> float:
        """The upper edge of the plot."""
        return self.y.end

    @property
    def foot(self) -> float:
        """The lower edge of the plot."""
        return self.y.start

    @property
    def pitch(self) -> float:
        """The distance from one step of time to the next."""
        return self.x(1) - self.x(0)


def value_axis(
    values: Sequence[float], block: ChartBlock, pen: Pen, *, zero: bool, named: bool, headroom: float = 0.06
) -> ValueAxis:
    """The axis for some values; `zero` takes in zero, `named` gives it gridlines with labels."""
    seen = [*values, 0.0] if zero or not values else values
    low, high = extended(min(seen), max(seen)) if any(seen) or not zero else (0.0, 1.0)
    margin = (high - low) * headroom
    low, high = low if zero and low == 0 else low - margin, high if zero and high == 0 else high + margin
    if not named or not values:
        return ValueAxis(low, high, zero)
    if not any(values) and zero:
        return _axis(low, high, zero, Ticks([0.0], 0), block, pen)
    wanted = max(2, round(pen.size.height / 40))
    if block.display.unit == "seconds":
        return _axis(low, high, zero, duration_ticks(low, high, wanted), block, pen)
    ticks = value_ticks(low, high, wanted, shift=_shift(block))
    return _axis(low, high, zero, ticks, block, pen)


def _axis(low: float, high: float, zero: bool, ticks: Ticks, block: ChartBlock, pen: Pen) -> ValueAxis:
    labels = tuple(pen.number(value, block, places=ticks.places) for value in ticks.values)
    gutter = max((pen.width(label, pen.size.axis) for label in labels), default=0.0) + _GUTTER
    return ValueAxis(low, high, zero, tuple(ticks.values), labels, gutter)


def _shift(block: ChartBlock) -> int:
    """The power of ten between a value and its label."""
    return block.display.scale - (2 if block.display.unit == "percent" else 0)


def time_frame(block: ChartBlock, axis: ValueAxis, room: float, pen: Pen, *, margin: float = 0.3) -> Frame:
    """The frame of a chart over time; `room` is kept free on the right, `margin` steps before the first and after the last."""
    size = pen.size
    last = max(len(block.categories) - 1, 0)
    margin = margin if last else 0.5
    x = Scale(-margin, last + margin, max(axis.gutter, 1.0), size.width - room)
    flags = () if size.small else place_events(block.events, x, size.width, pen)
    top = 5.0 + event_height(flags)
    foot = top + size.height
    return Frame(x, Scale(axis.low, axis.high, foot, top), axis, flags, foot + 5 + size.axis * 1.15)


def draw_frame(block: ChartBlock, frame: Frame, pen: Pen) -> tuple[list[Json], list[Label]]:
    """Gridlines, base line, events, and every label that belongs to them."""
    left, right = frame.x.start, frame.x.end
    grid = rules(
        [across(frame.y(tick), left, right) for tick in frame.axis.ticks], stroke=pen.tokens["rule"], width=0.5
    )
    base = frame.y(0) if frame.axis.zero else frame.foot
    ground = rules([across(base, left, right)], stroke=pen.tokens["rule-2"], width=0.75)
    events, event_labels = draw_events(frame.flags, frame.top, frame.foot, pen)
    values = [
        pen.label(text, left - _GUTTER, frame.y(tick), size=pen.size.axis, colour="ink-2", anchor="end")
        for tick, text in zip(frame.axis.ticks, frame.axis.labels, strict=True)
    ]
    return [grid, ground, *events], [*values, *_time_labels(block, frame, pen), *event_labels]


def nothing(frame: Frame, pen: Pen) -> Label:
    """A dash in the middle of a chart without a single value."""
    middle = (frame.top + frame.foot) / 2
    return pen.label("–", (frame.x.start + frame.x.end) / 2, middle, colour="ink-2", anchor="middle")


def _time_labels(block: ChartBlock, frame: Frame, pen: Pen) -> list[Label]:
    """As many names of steps as fit under their places without touching; a small figure names the first and the last."""
    size, count = pen.size.axis, len(block.categories)
    left, right = max(0.0, frame.x.start - 8), min(frame.x.end + 8, pen.size.width)
    limit = (right - left - _GAP) / 2

    def named(index: int, name: str) -> Label:
        name = pen.shorten(name, size, limit)
        width = pen.width(name, size)
        at = min(max(left, frame.x(index) - width / 2), right - width)
        return Label(name, at, frame.foot + 4.5 + size * 0.8, size, pen.tokens["ink-2"])

    def last_one(index: int) -> Label:
        name = pen.shorten(block.categories[index], size, right - left)
        return Label(name, right - pen.width(name, size), frame.foot + 4.5 + size * 0.8, size, pen.tokens["ink-2"])

    def apart(labels: list[Label]) -> bool:
        return clear([(label.x, label.x + pen.width(label.text, size)) for label in labels], _GAP)

    ends = list(dict.fromkeys((0, count - 1)))
    choices = [ends] if pen.size.small else tick_choices(count, block.start, block.step)
    if pen.size.small and any(pen.width(block.categories[index], size) > limit for index in ends):
        short = [without_year(block.categories[index]) for index in ends]
        fits = all(pen.width(name, size) <= limit for name in short)
        return [named(i, name) for i, name in zip(ends, short, strict=True)] if fits else [last_one(ends[-1])]
    terse = (zip(chosen, year_once([block.categories[index] for index in chosen]), strict=True) for chosen in choices)
    return next(filter(apart, ([named(index, name) for index, name in names] for names in terse)), [])


def without_year(name: str) -> str:
    """'Oct' of 'Oct 2025', where there is no room for more."""
    found = _YEAR_LAST.fullmatch(name)
    return found["rest"] if found else name


def year_once(names: Sequence[str]) -> list[str]:
    """Names of steps without a year at their end that the name before has said: 'Oct 2025', 'Nov', 'Jan 2026', 'Feb'."""
    found = [_YEAR_LAST.fullmatch(name) for name in names]
    said = [None, *(match and match["year"] for match in found)]
    return [
        match["rest"] if match and match["year"] == before else name
        for name, match, before in zip(names, found, said, strict=False)
    ]
