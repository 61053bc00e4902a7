"""Dated events in a chart over time: a dashed rule each, and labels in lanes over the plot that never touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpireport.render.charts.plot import Json, Label, Scale, middle, rules, upright

if TYPE_CHECKING:
    from kpireport.document.model import EventMark
    from kpireport.render.charts.pen import Pen

_GAP = 6.0
"""Least distance of two labels in a lane, in points."""
_LANE = 11.0
"""Height of a lane, in points."""
_BESIDE = 4.0
"""From a rule to its label, in points."""
_NARROW, _IN_NARROW = 300.0, 2
"""In charts narrower than this, in points, stand at most so many events: the latest."""
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Flag:
    """An event with the place of its label: from `start` to `end`, in a lane counted from the plot upwards."""

    x: float
    text: str
    start: float
    end: float
    lane: int = 0

    def covers(self, other: Flag) -> bool:
        """Whether this label stands over the other's rule, and so has to lie in a higher lane than that reaches."""
        return self.start - 2 <= other.x <= self.end + 2

    def touches(self, other: Flag) -> bool:
        """Whether the two labels would run into each other in one lane."""
        return self.start < other.end + _GAP and other.start < self.end + _GAP


def place_events(events: Sequence[EventMark], x: Scale, right: float, pen: Pen) -> tuple[Flag, ...]:
    """Events with their labels in lanes: none touches another, and as few as can be are crossed by another's rule.

    The labels of the earlier events stand to the right of their rules, those of the later ones to the left; where to
    change sides is tried out. A label is no wider than the wider side, so that changing in the middle always works.
    """
    size = pen.size.text

    def named_at(event: EventMark) -> tuple[float, str, float]:
        place = min(max(x(event.at), x.start), x.end)
        text = pen.shorten(event.label, size, max(place, right - place) - _BESIDE)
        return place, text, pen.width(text, size)

    shown = sorted(events, key=lambda event: event.at)[-_IN_NARROW:] if right < _NARROW else events
    named = sorted(named_at(event) for event in shown)
    best: tuple[Flag, ...] = ()
    least = (len(named) ** 2 + 1, 0)
    for turn in reversed(range(len(named) + 1)):
        flags = [
            Flag(at, text, start, start + width)
            for rank, (at, text, width) in enumerate(named)
            for start in [at + _BESIDE if rank < turn else at - _BESIDE - width]
        ]
        if all(flag.start >= -_SLACK and flag.end <= right + _SLACK for flag in flags):
            stacked = _stacked(flags)
            cost = (_crossings(stacked), max((flag.lane for flag in stacked), default=0))
            best, least = (stacked, cost) if cost < least else (best, least)
    return best


def _stacked(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags in lanes: each above the rules that it covers, and clear of the labels beside it."""
    waiting, placed = list(flags), list[Flag]()
    while waiting:
        free = (flag for flag in waiting if not any(flag.covers(other) for other in waiting if other is not flag))
        flag = next(free, waiting[0])
        lane = max((other.lane + 1 for other in placed if flag.covers(other)), default=0)
        while any(other.lane == lane and flag.touches(other) for other in placed):
            lane += 1
        waiting.remove(flag)
        placed.append(replace(flag, lane=lane))
    return tuple(placed)


def _crossings(flags: Sequence[Flag]) -> int:
    return sum(flag.covers(other) and other.lane >= flag.lane for flag in flags for other in flags if other is not flag)


def event_height(flags: Sequence[Flag]) -> float:
    """The height of the lanes over the plot, in points."""
    return _LANE * max((flag.lane + 1 for flag in flags), default=0)


def draw_events(flags: Sequence[Flag], top: float, foot: float, pen: Pen) -> tuple[list[Json], list[Label]]:
    """The rules, from each label down through the plot (`top` to `foot`), and the labels."""
    size = pen.size.text
    rows = [upright(flag.x, top - _LANE * (flag.lane + 1) + 1, foot) for flag in flags]
    labels = [
        Label(
            flag.text, flag.start, middle(top - _LANE * (flag.lane + 0.5) - 0.5, size), size, pen.tokens["ink-2"], 400
        )
        for flag in flags
    ]
    return [rules(rows, stroke=pen.tokens["ink-3"], width=0.6, dash=(2, 2))], labels
