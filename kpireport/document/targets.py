"""Which targets of a spec hold for a period, and what part of them.

A target for exactly the report's period is taken as it is. Else it depends on how the metric behaves in time:

- what adds up is pro-rated by days: each day takes its share of the shortest period that states a target for it;
- a ratio is the same for any length of time; the shortest stated period around the report's takes the place of the number;
- a snapshot is held against the target of a period that ends on the same day;
- people and other counts that do not add up are judged in a period of the stated length only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from kpireport.errors import Place, Problem, did_you_mean
from kpireport.expressions import finished
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.facts import Group, Number, group_text
from kpireport.metrics.pack import Additivity, Direction
from kpireport.metrics.segments import in_segment
from kpireport.periods import Period, parse_period, period_of
from kpireport.spec.model import BoundSpec, ReportSpec, ScheduleSpec, TargetSpec
from kpireport.takeaways.goals import Goal, Goals, Growth, Pace, Whole

PlaceOf = Callable[[tuple[str | int, ...]], Place | None]

_GROWTH: Mapping[Additivity, Growth] = {
    "additive": "adds_up",
    "distinct": "grows",
    "non_additive": "grows",
    "ratio": "level",
    "snapshot": "level",
}


def subject(metric_id: str, group: Group | None = None) -> str:
    """What a goal is for, as goals are kept by: 'revenue', 'revenue:loyal', 'revenue[channel=email]'."""
    return f"{metric_id}{group_text(group or {})}"


def goals_for(spec: ReportSpec, period: Period, catalogue: Catalogue, paces: Mapping[str, Pace] | None = None) -> Goals:
    """The goals to judge a period by, with their directions decided; targets that say nothing about it are left out.

    `paces` says how far a running period is in the data, by dataset.
    """
    found = {}
    for stated in _stated(spec, catalogue):
        goal = _goal(stated.schedule, spec, period, stated.additivity, stated.direction)
        if goal is not None:
            pace = _pace(catalogue, stated.metric, paces or {})
            tolerance = spec.tolerance if stated.target.tolerance is None else stated.target.tolerance
            growth = _GROWTH[stated.additivity]
            found[stated.subject] = replace(goal, pace=pace, growth=growth, tolerance=tolerance)
    return found


def benchmark_for(
    spec: ReportSpec, catalogue: Catalogue, metric_id: str, paces: Mapping[str, Pace] | None = None
) -> Goal | None:
    """The stated benchmark of a metric's own definition as a goal; None for a variant, and where the spec wants none."""
    stated, compiled = catalogue.metrics[metric_id].benchmark, catalogue.metric(metric_id)
    if not spec.benchmarks or stated is None or compiled.variant is not None:
        return None
    return Goal(stated.min, stated.max, pace=_pace(catalogue, metric_id, paces or {}), tolerance=0)


def inapplicable(spec: ReportSpec, period: Period, catalogue: Catalogue) -> tuple[str, ...]:
    """The metrics that have targets, none of which says anything about the period."""
    return tuple(
        stated.metric
        for stated in _stated(spec, catalogue)
        if not stated.group
        and _goal(stated.schedule, spec, period, stated.additivity, stated.direction) is None
        and stated.schedule.is_stated
    )


def target_problems(spec: ReportSpec, catalogue: Catalogue, place: PlaceOf) -> tuple[Problem, ...]:
    """Targets for dimensions that a metric does not have, and for segments that it cannot be computed for."""
    return tuple(_problems(spec, catalogue, place))


def _problems(spec: ReportSpec, catalogue: Catalogue, place: PlaceOf) -> Iterator[Problem]:
    for metric_id, target in spec.targets.items():
        allowed = catalogue.metric(metric_id).dimensions
        for dimension in target.members:
            if dimension not in allowed:
                message = f"targets.{metric_id}.members: metric {metric_id!r} has no dimension {dimension!r}"
                at = place(("targets", metric_id, "members", dimension))
                yield Problem(message, at, did_you_mean(dimension, allowed))
        for segment in target.segments:
            outside = catalogue.outside(metric_id, segment)
            if outside:
                message = (
                    f"targets.{metric_id}.segments: the dataset {outside[0]!r} does not tell who belongs to {segment!r}"
                )
                at = place(("targets", metric_id, "segments", segment))
                yield Problem(message, at, f"add `filters: {{{outside[0]}: ...}}` to the segment")


# ---------------------------------------------------------------- what is stated


@dataclass(frozen=True, slots=True)
class _Stated:
    """One target of a spec: the metric (of a segment), the members, and when it is to be reached."""

    metric: str
    group: Group
    target: TargetSpec
    schedule: ScheduleSpec
    additivity: Additivity
    direction: Direction

    @property
    def subject(self) -> str:
        return subject(self.metric, self.group)


def _stated(spec: ReportSpec, catalogue: Catalogue) -> Iterator[_Stated]:
    for metric_id, target in spec.targets.items():
        if metric_id not in catalogue.metrics:
            continue
        compiled = catalogue.metric(metric_id)
        behaviour = compiled.additivity, compiled.direction
        yield _Stated(metric_id, {}, target, target, *behaviour)
        for dimension, members in target.members.items():
            for member, schedule in members.items():
                yield _Stated(metric_id, {dimension: member}, target, schedule, *behaviour)
        for segment, schedule in target.segments.items():
            yield _Stated(in_segment(metric_id, segment), {}, target, schedule, *behaviour)


def _pace(catalogue: Catalogue, metric_id: str, paces: Mapping[str, Pace]) -> Pace | None:
    """How far a running period is for a metric: as far as the dataset that is the furthest behind."""
    found = [paces[dataset] for dataset in catalogue.metric(metric_id).datasets if dataset in paces]
    return min(found, key=lambda pace: pace.elapsed, default=None)


# ---------------------------------------------------------------- the part that holds for a period


def _goal(
    schedule: ScheduleSpec, spec: ReportSpec, period: Period, additivity: Additivity, direction: Direction
) -> Goal | None:
    periods = {_period(key, spec): bound for key, bound in schedule.periods.items()}
    for stated, bound in periods.items():
        if (stated.start, stated.end) == (period.start, period.end):
            return Goal.of(bound, direction)
    match additivity:
        case "additive":
            return _pro_rated(schedule, periods, spec, period, direction)
        case "ratio":
            around = [p for p in periods if p.start <= period.start and period.end <= p.end]
            bound = periods[min(around, key=lambda p: p.days)] if around else schedule
        case "snapshot":
            ending = [p for p in periods if p.end == period.end]
            bound = periods[min(ending, key=lambda p: p.days)] if ending else schedule
        case _:
            bound = schedule if _is_of_length(schedule, spec, period) else BoundSpec.model_construct()
    return Goal.of(bound, direction) if bound.is_stated else None


def _period(key: str, spec: ReportSpec) -> Period:
    return parse_period(key, spec.period.fiscal_year_start)


def _is_of_length(schedule: ScheduleSpec, spec: ReportSpec, period: Period) -> bool:
    """Whether a period is as long as the plain number of a schedule is meant for."""
    if schedule.per is not None:
        return schedule.per == period.grain
    wanted = spec.period
    if wanted.start is not None and wanted.end is not None:
        return (wanted.end - wanted.start).days + 1 == period.days
    if wanted.last_days is not None:
        return wanted.last_days == period.days
    return (wanted.grain or "month") == period.grain


def _pro_rated(
    schedule: ScheduleSpec, periods: Mapping[Period, BoundSpec], spec: ReportSpec, period: Period, direction: Direction
) -> Goal | None:
    """The sum of what each day of a period has to bring; None where a day has no target.

    A day has its even share of the shortest stated period that it lies in, else of the length of time that the plain
    number is meant for.
    """
    if schedule.is_stated and _is_of_length(schedule, spec, period) and not any(_overlap(period, p) for p in periods):
        return Goal.of(schedule, direction)
    shares = Counter(_whole_of(period.start + timedelta(n), schedule, periods, spec) for n in range(period.days))
    if None in shares:
        return None
    parts = [
        (whole, Goal.of(periods.get(whole, schedule), direction), Fraction(days, whole.days))
        for whole, days in shares.items()
        if whole is not None
    ]
    if len({(goal.min is None, goal.max is None) for _, goal, _ in parts}) > 1:
        return None
    low = _summed([(goal.min, share) for _, goal, share in parts])
    high = _summed([(goal.max, share) for _, goal, share in parts])
    (whole, goal, share), *more = parts
    return Goal(low, high, whole=None if more or share == 1 else Whole(goal.min, goal.max, whole))


def _summed(shares: Sequence[tuple[Number | None, Fraction]]) -> Number | None:
    """The sum of shares of a bound; None where there is no such bound."""
    exact = [Fraction(str(bound)) * share for bound, share in shares if bound is not None]
    return finished(sum(exact, Fraction(0))) if exact else None


def _whole_of(
    day: date, schedule: ScheduleSpec, periods: Mapping[Period, BoundSpec], spec: ReportSpec
) -> Period | None:
    """The period whose target a day has a share of."""
    around = [stated for stated in periods if stated.contains(day)]
    if around:
        return min(around, key=lambda stated: stated.days)
    if not schedule.is_stated:
        return None
    wanted = spec.period
    grain = schedule.per or wanted.grain
    if grain is not None:
        return period_of(grain, day, wanted.fiscal_year_start)
    days = wanted.last_days
    if wanted.start is not None and wanted.end is not None:
        days = (wanted.end - wanted.start).days + 1
    return Period(day, day + timedelta(days or 1), "range")


def _overlap(period: Period, other: Period) -> bool:
    return period.start < other.end and other.start < period.end
