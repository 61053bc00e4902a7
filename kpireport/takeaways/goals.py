"""Targets as takeaways and cards judge them: a bound to reach or not to pass, how a value stands to it, and by how much.

A period that is over meets its target or misses it. In a running one the value so far is held against the target by its
run rate: what adds up is projected over the whole period (value so far / days so far x days), what does not is taken as
it stands. A target that is already reached is met, a limit that is already passed is missed; else the period is on track
when what is projected lies within the goal's tolerance behind the target, and off track when it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kpireport.metrics.facts import Number
from kpireport.metrics.pack import Direction
from kpireport.periods import Period
from kpireport.spec.model import BoundSpec

Bound = Literal["min", "max"]
State = Literal["met", "missed", "on_track", "off_track"]
Growth = Literal["adds_up", "grows", "level"]
"""How a value comes about in a running period: it adds up day by day, it grows by no steady rate (people), or it does not
depend on time (a ratio)."""

TOLERANCE = 0.05
"""How far behind its target what is projected may lie and still be on track, where a spec says nothing."""
_WORST_FIRST: tuple[State, ...] = ("missed", "off_track", "on_track", "met")


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a running period is: `elapsed` of its `days` are in the data."""

    elapsed: int
    days: int

    def projected(self, value: Number) -> Number:
        """The value of the whole period at the rate so far."""
        from kpireport.expressions import finished

        found = finished(Fraction(str(value)) * self.days / self.elapsed)
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Whole:
    """A stated target and the period that it is stated for."""

    min: Number | None
    max: Number | None
    period: Period


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """How a value stands to its goal, judged at the bound that matters.

    `gap` is value - target in the metric's unit, `gap_rel` is gap / |target| (None for a target of 0). `attainment` is
    value / target for a minimum and target / value for a maximum, None where either is not positive. `projected` is the
    value of the whole period at the rate so far, where that is known.
    """

    bound: Bound
    target: Number
    state: State
    gap: Number
    gap_rel: Number | None
    attainment: Number | None
    projected: Number | None = None

    @property
    def met(self) -> bool:
        """Whether the target is reached already."""
        return self.state == "met"

    @property
    def good(self) -> bool:
        """Whether it is reached, or will be as it goes."""
        return self.state in {"met", "on_track"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with its direction decided: `min` is to be reached, `max` is not to be passed.

    `whole` is the stated target of a longer period that it is a part of, by days. `pace` says how far a running
    period is, and `growth` how the metric comes about in it.
    """

    min: Number | None = None
    max: Number | None = None
    whole: Whole | None = None
    pace: Pace | None = None
    growth: Growth = "level"
    tolerance: Number = TOLERANCE

    @classmethod
    def of(cls, target: BoundSpec, direction: Direction) -> Goal:
        """The goal of a spec's target; a plain value is a maximum where lower is better, else a minimum."""
        low, high = target.min, target.max
        if target.value is not None:
            if direction == "lower_is_better":
                high = target.value if high is None else high
            else:
                low = target.value if low is None else low
        return cls(low, high)

    def status(self, value: Number | None) -> GoalStatus | None:
        """How a value stands; None without a value, a bound, or a way to judge a running period.

        Of both bounds the one counts that is worse off, and of equals the nearer one.
        """
        if value is None:
            return None
        found = [self._judge(value, bound, limit) for bound, limit in self._bounds() if limit is not None]
        statuses = [status for status in found if status is not None]
        if len(statuses) < len(found):
            return None
        return min(statuses, key=lambda status: (_WORST_FIRST.index(status.state), abs(status.gap)), default=None)

    def _bounds(self) -> tuple[tuple[Bound, Number | None], ...]:
        return ("min", self.min), ("max", self.max)

    def _judge(self, value: Number, bound: Bound, target: Number) -> GoalStatus | None:
        state, projected = self._state(value, bound, target)
        if state is None:
            return None
        gap = value - target
        ratio = None
        if value > 0 and target > 0:
            ratio = value / target if bound == "min" else target / value
        return GoalStatus(bound, target, state, gap, gap / abs(target) if target else None, ratio, projected)

    def _state(self, value: Number, bound: Bound, target: Number) -> tuple[State | None, Number | None]:
        keeps = value >= target if bound == "min" else value <= target
        if self.pace is None:
            return ("met" if keeps else "missed"), None
        if self.growth == "level":
            return ("on_track" if self._is_near(value, bound, target) else "off_track"), None
        projected = self.pace.projected(value) if self.growth == "adds_up" else None
        if keeps == (bound == "min"):
            return ("met" if keeps else "missed"), projected
        if projected is None:
            return None, None
        return ("on_track" if self._is_near(projected, bound, target) else "off_track"), projected

    def _is_near(self, value: Number, bound: Bound, target: Number) -> bool:
        """Whether a value reaches a target, or lies behind it by no more than the tolerance."""
        behind = Fraction(str(target)) - Fraction(str(value))
        slack = abs(Fraction(str(target))) * Fraction(str(self.tolerance))
        return (behind if bound == "min" else -behind) <= slack


Goals = Mapping[str, Goal]
"""Goals by what they are for: 'revenue', 'revenue:loyal', 'revenue[channel=email]'."""
