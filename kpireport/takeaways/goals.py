"""Targets as takeaways and cards judge them: a bound to reach or not to pass, whether it is met, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpireport.metrics.facts import Number
from kpireport.metrics.pack import Direction
from kpireport.spec.model import TargetSpec

Bound = Literal["min", "max"]


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """How a value stands to its goal, judged at the bound that matters.

    `gap` is value - target in the metric's unit, `gap_rel` is gap / |target| (None for a target of 0). `attainment` is
    value / target for a minimum and target / value for a maximum, None where either is not positive.
    """

    bound: Bound
    target: Number
    met: bool
    gap: Number
    gap_rel: Number | None
    attainment: Number | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with its direction decided: `min` is to be reached, `max` is not to be passed."""

    min: Number | None = None
    max: Number | None = None

    @classmethod
    def of(cls, target: TargetSpec, direction: Direction) -> Goal:
        """The goal of a spec's target; a plain value is a maximum where lower is better, else a minimum."""
        low, high = target.min, target.max
        if target.value is not None:
            if direction == "lower_is_better":
                high = target.value if high is None else high
            else:
                low = target.value if low is None else low
        return cls(low, high)

    def status(self, value: Number | None) -> GoalStatus | None:
        """How a value stands; None without a value or a bound. Inside both bounds it is judged by the nearer one."""
        if value is None:
            return None
        statuses = [_judge(value, bound, limit) for bound, limit in self._bounds() if limit is not None]
        if not statuses:
            return None
        missed = [status for status in statuses if not status.met]
        return min(missed or statuses, key=lambda status: abs(status.gap))

    def _bounds(self) -> tuple[tuple[Bound, Number | None], ...]:
        return ("min", self.min), ("max", self.max)


def _judge(value: Number, bound: Bound, target: Number) -> GoalStatus:
    gap = value - target
    met = gap >= 0 if bound == "min" else gap <= 0
    ratio = None
    if value > 0 and target > 0:
        ratio = value / target if bound == "min" else target / value
    return GoalStatus(bound, target, met, gap, gap / abs(target) if target else None, ratio)
