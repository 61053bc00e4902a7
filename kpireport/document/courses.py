"""Courses: a metric over equal steps of time, cut to the steps that a picture shows, and the same steps a year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpireport.document.blocks import ChartSpec, CohortSpec, MultiplesSpec
from kpireport.document.edition import Edition
from kpireport.metrics.facts import Group, Number, Series, Step
from kpireport.periods import Period, label, short_label, trailing

SPARK_STEPS: dict[str, int] = {"day": 31, "week": 25, "month": 25, "quarter": 13, "year": 5}
CHART_STEPS: dict[str, int] = {"day": 31, "week": 26, "month": 13, "quarter": 9, "year": 5}
FEW_POINTS = 13
"""Up to so many values a text alternative says every one."""
DAILY_RANGE, WEEKLY_RANGE = 31, 190
"""A range of up to so many days is drawn by day, or by week; a longer one by month."""


def grain_step(period: Period) -> Step:
    """The step that a word-sized course of a period is drawn in."""
    if period.grain != "range":
        return period.grain
    return "day" if period.days <= DAILY_RANGE else "week" if period.days <= WEEKLY_RANGE else "month"


def spark_steps(period: Period) -> tuple[Period, ...]:
    """The steps of a sparkline, the last one now."""
    step = grain_step(period)
    return trailing(period.end, step, SPARK_STEPS[step], period.fiscal_start)


def chart_steps(period: Period, spec: ChartSpec | MultiplesSpec) -> tuple[Period, ...]:
    """The steps that a chart over time shows: as many as it asks for, or by day as many as the period has."""
    step = spec.over or grain_step(period)
    default = min(period.days, 92) if step == "day" and period.days > 1 else CHART_STEPS[step]
    return trailing(period.end, step, spec.steps or default, period.fiscal_start)


def cohort_steps(period: Period, spec: CohortSpec) -> tuple[Period, ...]:
    """The steps of time in which the beginnings of a cohort table lie, the last one now."""
    return trailing(period.end, spec.over or grain_step(period), spec.cohorts, period.fiscal_start)


@dataclass(frozen=True, slots=True)
class Course:
    """The values of one series at some steps (None where there is no data), and a year before each of them."""

    series: Series
    steps: tuple[Period, ...]
    values: tuple[Number | None, ...]
    last_year: tuple[Number | None, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no step has a value."""
        return all(value is None for value in self.values)

    def extreme(self, *, highest: bool) -> int:
        """Where the highest or the lowest value is, the latest of equals."""
        present = [(v, i) for i, v in enumerate(self.values) if v is not None]
        if highest:
            return max(present)[1]
        return min((v, -i) for v, i in present)[1] * -1

    def alt(self, edition: Edition) -> str:
        """The course in words, with its numbers."""
        language, metric = edition.language, self.series.metric
        what = step_name(edition, metric, self.series.step)
        present = [i for i, value in enumerate(self.values) if value is not None]
        if len(present) <= FEW_POINTS:
            return language.say("doc-alt-points", what=what, points=self.points(edition, present))
        low, high = self.extreme(highest=False), self.extreme(highest=True)
        first, last, lowest, highest = (
            edition.value_text(metric, self.values[i]) for i in (present[0], present[-1], low, high)
        )
        low_when, high_when = (short_label(self.steps[i], language) for i in (low, high))
        return language.say(
            "doc-alt-course", what=what, span=span(edition, self.steps), first=first, last=last,
            low=lowest, low_when=low_when, high=highest, high_when=high_when,
        )  # fmt: skip

    def points(self, edition: Edition, indexes: Sequence[int], *, year_before: bool = False) -> str:
        """'Oct 2025 €176,472, Nov 2025 €180,100'; each step under its own name, also those of the year before."""
        shown = self.last_year if year_before else self.values
        steps = [step.same_last_year() for step in self.steps] if year_before else self.steps
        return ", ".join(
            edition.language.say(
                "doc-alt-point",
                name=short_label(steps[i], edition.language),
                value=edition.value_text(self.series.metric, shown[i]),
            )
            for i in indexes
        )


def course(edition: Edition, metric_id: str, steps: tuple[Period, ...], group: Group | None = None) -> Course | None:
    """A metric's course over some steps, or None where its series was not computed or is empty there."""
    step = steps[-1].grain
    series = edition.facts.one_series(metric_id, step, group=group)
    if series is None:
        return None
    at = dict(zip(series.starts, series.values, strict=True))
    found = Course(
        series,
        steps,
        tuple(at.get(period.start) for period in steps),
        tuple(at.get(period.same_last_year().start) for period in steps),
    )
    return None if found.is_empty else found


def step_name(edition: Edition, metric_id: str, step: str) -> str:
    """'Revenue by month'."""
    return edition.language.say(f"doc-by-{step}", metric=edition.noun(metric_id))


def span(edition: Edition, steps: Sequence[Period]) -> str:
    """'October 2025 – October 2026'."""
    first, last = (label(steps[i], edition.language) for i in (0, -1))
    return edition.language.say("doc-span", first=first, last=last)
