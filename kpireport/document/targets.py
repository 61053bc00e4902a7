"""Which targets of a spec hold for a period: a target for a month says nothing about the sum of a week or a year."""

from __future__ import annotations

from collections.abc import Mapping

from kpireport.metrics.catalogue import Catalogue
from kpireport.periods import Period
from kpireport.spec.model import ReportSpec
from kpireport.takeaways.goals import Goal

SCALES_WITH_TIME = frozenset({"additive", "distinct", "non_additive"})
"""Metrics of these kinds grow with the length of the period; ratios and snapshots do not."""


def goals_for(spec: ReportSpec, period: Period, catalogue: Catalogue) -> Mapping[str, Goal]:
    """The goals to judge a period by, with their directions decided; those of another length of time are left out."""
    skipped = set(inapplicable(spec, period, catalogue))
    return {
        metric: Goal.of(target, catalogue.metrics[metric].direction)
        for metric, target in spec.targets.items()
        if metric in catalogue.metrics and metric not in skipped
    }


def inapplicable(spec: ReportSpec, period: Period, catalogue: Catalogue) -> tuple[str, ...]:
    """The metrics whose targets are meant for another length of time than the period has."""
    if is_own_length(spec, period):
        return ()
    known = (metric for metric in spec.targets if metric in catalogue.metrics)
    return tuple(metric for metric in known if catalogue.metric(metric).additivity in SCALES_WITH_TIME)


def is_own_length(spec: ReportSpec, period: Period) -> bool:
    """Whether a period is as long as the spec's own: targets are set for that."""
    wanted = spec.period
    if wanted.start is not None and wanted.end is not None:
        return (wanted.end - wanted.start).days + 1 == period.days
    if wanted.last_days is not None:
        return wanted.last_days == period.days
    return (wanted.grain or "month") == period.grain
