"""Charts over time: one metric beside the year before, several metrics, or the members of a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpireport.document.aims import aim
from kpireport.document.axes import axis_labels, display_of, subtitle, under, unit_head
from kpireport.document.blocks import ChartSpec
from kpireport.document.composed import Composed
from kpireport.document.courses import Course, chart_steps, course, span, step_name
from kpireport.document.edition import NOTHING, Derived, Edition
from kpireport.document.kpis import status_notes
from kpireport.document.members import chart_id, members_sentence, nothing_to_show, other_name
from kpireport.document.model import ChartBlock, ChartSeries, Display, EventMark, SeriesRecord
from kpireport.document.ranking import Ranking, rank, rest_series
from kpireport.document.texts import filled
from kpireport.document.wording import metric_sentence
from kpireport.metrics.facts import Number, Step
from kpireport.periods import Period, label, short_label
from kpireport.spec.model import EventSpec

LEAST_POINTS = 2
"""Values at fewer steps of time are no course."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a chart over time draws, before it has words: series, their values for the axis, and what was worked out."""

    series: tuple[ChartSeries, ...]
    values: tuple[Number | None, ...]
    alt: tuple[str, ...]
    step: Step
    name: str
    message: str
    notes: tuple[str, ...] = ()
    derived: Derived = NOTHING


def compose_time_chart(edition: Edition, spec: ChartSpec) -> Composed:
    """A chart whose categories are steps of time; without any value it is a sentence that says so."""
    steps = chart_steps(edition.period, spec)
    lines = _members(edition, spec, steps) if spec.by else _metrics(edition, spec, steps)
    if lines is None:
        name = edition.language.list([step_name(edition, metric, steps[0].grain) for metric in spec.shown])
        return nothing_to_show(edition, name, spec.shown)
    known = [i for i in range(len(steps)) if any(one.values[i] is not None for one in lines.series)]
    if len(known) < LEAST_POINTS:
        only = label(steps[known[0]], edition.language) if known else edition.label
        return nothing_to_show(edition, lines.name, spec.shown, "doc-one-point", label=only)
    display = display_of(edition, spec.shown[0], lines.values)
    events = _events(edition, steps) if spec.events else []
    labelled = [_labelled(edition, spec.shown[0], display, one) for one in lines.series]
    title = spec.title or lines.message
    block = ChartBlock(
        id=chart_id(spec),
        kind=spec.kind,
        time=True,
        title=title,
        subtitle=under(title, lines.name, unit_head(edition, display), span(edition, steps)),
        alt=" ".join(
            [*lines.alt, *(_event_text(edition, event.date, event.label) for event in _inside(edition, steps))]
        ),
        display=display,
        categories=[short_label(step, edition.language) for step in steps],
        start=steps[0].start,
        step=lines.step,
        series=labelled,
        events=events,
        zero=spec.kind != "line",
        notes=[*lines.notes, *status_notes(edition, spec.shown)],
        width=spec.width,
    )
    message = None if spec.title else lines.message
    return Composed(block, message, name=lines.name, metrics=spec.shown, derived=lines.derived)


# ---------------------------------------------------------------- whole metrics


def _metrics(edition: Edition, spec: ChartSpec, steps: tuple[Period, ...]) -> Lines | None:
    found = [c for metric in spec.shown if (c := course(edition, metric, steps)) is not None]
    if not found:
        return None
    first = found[0]
    if len(spec.shown) > 1:
        series = tuple(_line(c, edition.noun(c.series.metric), "member") for c in found)
        name = edition.language.list([edition.noun(c.series.metric) for c in found])
    else:
        series = (_line(first, edition.language.say("ui-actual"), "actual"), *_beside(edition, spec, first))
        name = step_name(edition, first.series.metric, first.series.step)
    return Lines(
        series=series,
        values=tuple(value for one in series for value in one.values),
        alt=tuple(c.alt(edition) for c in found) + _last_year_alt(edition, series, first),
        step=first.series.step,
        name=name,
        message=_message(edition, first),
    )


def _beside(edition: Edition, spec: ChartSpec, shown: Course) -> list[ChartSeries]:
    """The year before, and the target at the last point."""
    series = []
    if spec.compare and any(value is not None for value in shown.last_year):
        name = edition.language.say("doc-year-before")
        series.append(ChartSeries(name=name, role="comparison", values=list(shown.last_year), refs=[shown.series.id]))
    metric = shown.series.metric
    fact = edition.facts.fact(metric)
    goal = aim(edition, metric)
    if goal and goal.kind == "target" and fact and _ends_now(edition, shown):
        values: list[Number | None] = [*([None] * (len(shown.steps) - 1)), goal.value]
        series.append(ChartSeries(name=edition.language.say("ui-target"), role="target", values=values, refs=[fact.id]))
    return series


def _ends_now(edition: Edition, shown: Course) -> bool:
    last = shown.steps[-1]
    return (last.start, last.end) == (edition.period.start, edition.period.end)


def _message(edition: Edition, shown: Course) -> str:
    """What the period was, where the last step is the period; else when the course peaked."""
    metric = shown.series.metric
    if _ends_now(edition, shown):
        return metric_sentence(edition, metric)
    peak = shown.extreme(highest=True)
    return edition.language.say(
        "doc-peak",
        metric=edition.noun(metric),
        value=edition.value_text(metric, shown.values[peak]),
        when=short_label(shown.steps[peak], edition.language),
    )


def _last_year_alt(edition: Edition, series: Sequence[ChartSeries], shown: Course) -> tuple[str, ...]:
    if not any(one.role == "comparison" for one in series):
        return ()
    ends = [i for i in (0, len(shown.steps) - 1) if shown.last_year[i] is not None]
    if not ends:
        return ()
    points = shown.points(edition, ends, year_before=True)
    return (edition.language.say("doc-alt-last-year", points=points),)


# ---------------------------------------------------------------- members of a dimension


def _members(edition: Edition, spec: ChartSpec, steps: tuple[Period, ...]) -> Lines | None:
    metric, dimension = spec.shown[0], spec.by
    assert dimension is not None
    ranking = rank(edition.facts, metric, dimension, top=spec.top)
    found = [
        (member, c)
        for member in ranking.members
        if (c := course(edition, metric, steps, {dimension: member})) is not None
    ]
    if not found:
        return None
    series = [_line(c, edition.member_name(metric, dimension, member), "member") for member, c in found]
    rest = rest_course(edition, metric, ranking, steps)
    if rest is not None:
        series.append(ChartSeries(name=other_name(edition, ranking), role="other", values=rest.values, refs=[rest.id]))
    name = edition.language.say(
        "doc-member-and-step",
        name=step_name(edition, metric, steps[-1].grain),
        dimension=edition.dimension_name(metric, dimension).lowered,
    )
    dropped = ranking.left_out and rest is None
    return Lines(
        series=tuple(series),
        values=_heights(series) if spec.kind != "line" else tuple(value for one in series for value in one.values),
        alt=(_members_alt(edition, metric, series, steps, name),),
        step=found[0][1].series.step,
        name=name,
        message=members_sentence(edition, metric, ranking),
        notes=(edition.language.say("doc-no-value-group", metric=edition.noun(metric)),) if dropped else (),
        derived=Derived(series=(rest,) if rest else ()),
    )


def rest_course(edition: Edition, metric: str, ranking: Ranking, steps: tuple[Period, ...]) -> SeriesRecord | None:
    """The course of "other"; None where nothing is left out or parts do not add up."""
    whole = course(edition, metric, steps)
    if whole is None or not ranking.left_out or edition.additivity(metric) != "additive":
        return None
    parts = [course(edition, metric, steps, {ranking.dimension: member}) for member in ranking.members]
    return rest_series(
        whole.series, steps[0].start, whole.values, [part.values for part in parts if part is not None], ranking
    )


def _members_alt(
    edition: Edition, metric: str, series: Sequence[ChartSeries], steps: Sequence[Period], name: str
) -> str:
    points = ", ".join(
        edition.language.say("doc-alt-point", name=one.name, value=edition.value_text(metric, one.values[-1]))
        for one in series
    )
    what = subtitle(name, short_label(steps[-1], edition.language))
    return edition.language.say("doc-alt-points", what=what, points=points)


def _heights(series: Sequence[ChartSeries]) -> tuple[Number | None, ...]:
    """How high stacked parts reach at each step: the axis is chosen from that."""
    return tuple(
        sum(v for v in column if v is not None) for column in zip(*(one.values for one in series), strict=True)
    )


# ---------------------------------------------------------------- marks and labels


def _line(shown: Course, name: str, role: str) -> ChartSeries:
    return ChartSeries.model_validate(
        {"name": name, "role": role, "values": list(shown.values), "refs": [shown.series.id]}
    )


def _labelled(edition: Edition, metric: str, display: Display, series: ChartSeries) -> ChartSeries:
    return series.model_copy(update={"labels": axis_labels(edition, metric, display, series.values)})


def _inside(edition: Edition, steps: Sequence[Period]) -> list[EventSpec]:
    return [
        event.model_copy(update={"label": filled(edition, event.label)})
        for event in edition.spec.events
        if steps[0].start <= event.date < steps[-1].end
    ]


def _events(edition: Edition, steps: Sequence[Period]) -> list[EventMark]:
    marks = []
    for event in _inside(edition, steps):
        index = next(i for i, step in enumerate(steps) if step.contains(event.date))
        part = (event.date - steps[index].start).days / steps[index].days
        marks.append(EventMark(at=round(index + part, 4), label=event.label))
    return sorted(marks, key=lambda mark: mark.at)


def _event_text(edition: Edition, day: date, label: str) -> str:
    return edition.language.say("doc-alt-event", label=label, day=edition.language.day(day))
