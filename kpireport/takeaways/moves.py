"""One change or gap as text: in percent, in points where the unit has them, or in the unit itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpireport.metrics.facts import Number
from kpireport.takeaways.evidence import Evidence
from kpireport.takeaways.labels import Labels

_POINTS_PER_UNIT = {"percent": 100, "score": 1, "index": 1, "position": 1}


@dataclass(frozen=True, slots=True)
class Move:
    """A change as `Language.change` reads it."""

    abs: Number | None
    pct: Number | None
    points: Number | None

    @classmethod
    def of(cls, evidence: Evidence, comparison: str | None = None) -> Move:
        """The effect of a piece of evidence, or its change on one comparison as its `extra` states it."""
        if comparison is not None:
            changes = evidence.extra["changes"]
            assert isinstance(changes, Mapping)
            stated = changes[comparison]
            return cls(stated["abs"], stated["pct"], stated["points"])
        return cls(evidence.effect.abs, evidence.effect.rel, None)

    def in_points(self, unit: str) -> Number | None:
        """The change in points; worked out from the absolute change where it is not stated."""
        if self.points is not None:
            return self.points
        return self.abs * _POINTS_PER_UNIT[unit] if self.abs is not None and unit in _POINTS_PER_UNIT else None


def move_text(
    move: Move, labels: Labels, metric: str, value: Number | None, *, signed: bool = True, absolute: bool = False
) -> str:
    """'+18.5%', '−0.21 pts'; unsigned '18.5%' for sentences that say above or below; `absolute`: '+€32,683'."""
    language, unit = labels.language, labels.unit(metric)
    if unit in _POINTS_PER_UNIT:
        points = move.in_points(unit)
        shown = points if signed or points is None else abs(points)
        text = language.change(
            Move(move.abs, move.pct, shown), unit, value=value, display=labels.metrics[metric].display
        )
        return text if signed else text.lstrip("+")
    if absolute:
        return absolute_text(move.abs, labels, metric)
    return language.relative(move.pct, signed=signed)


def absolute_text(x: Number | None, labels: Labels, metric: str) -> str:
    """A change in the unit of its metric with its sign: '+€32,683', '−12'."""
    if x is None:
        return labels.value(metric, None)
    text = labels.value(metric, abs(x))
    sign = "" if not any(digit in "123456789" for digit in text) else "+" if x > 0 else "−"
    return sign + text
