"""Small multiples: the course of one metric for each member of a dimension, side by side on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from kpireport.document.axes import axis_labels, display_of, subtitle, unit_head
from kpireport.document.blocks import MultiplesSpec
from kpireport.document.composed import Composed
from kpireport.document.courses import Course, chart_steps, course, span, step_name
from kpireport.document.edition import NOTHING, Derived, Edition
from kpireport.document.kpis import status_notes
from kpireport.document.members import lower, members_sentence, nothing_to_show, other_name
from kpireport.document.model import ChartBlock, ChartSeries, Display, MultiplesBlock
from kpireport.document.naming import PANEL_NAME, ROW_NAME, brief, full_names_note
from kpireport.document.ranking import Ranking, rank
from kpireport.document.time_charts import LEAST_POINTS, rest_course
from kpireport.metrics.facts import Number
from kpireport.periods import Period, short_label

MOST_COLUMNS = 6
WIDE = 4
"""Up to so many panels in a row have room for longer names."""


def compose_multiples(edition: Edition, spec: MultiplesSpec) -> Composed:
    """A panel a member, the largest first, then "other" where parts add up; without courses a sentence that says so."""
    steps = chart_steps(edition.period, spec)
    ranking = rank(edition.facts, spec.metric, spec.by, top=spec.top)
    found = [
        (edition.member_name(spec.metric, spec.by, member), c)
        for member in ranking.members
        if (c := course(edition, spec.metric, steps, {spec.by: member})) is not None
    ]
    name = _name(edition, spec, steps)
    if not any(_points(c.values) >= LEAST_POINTS for _, c in found):
        return nothing_to_show(edition, name, spec.shown)
    rest = rest_course(edition, spec.metric, ranking, steps)
    series = [_series(edition, c, compare=spec.compare) for _, c in found]
    titles = [shown for shown, _ in found]
    if rest is not None:
        titles.append(other_name(edition, ranking))
        series.append([ChartSeries(name=edition.language.say("ui-actual"), values=rest.values, refs=[rest.id])])
    values = [value for lines in series for line in lines for value in line.values if value is not None]
    display, columns = display_of(edition, spec.metric, values), spec.columns or even_columns(len(titles))
    shown = brief(titles, PANEL_NAME if columns > WIDE else ROW_NAME)
    panels = [
        _panel(edition, spec, steps, title, short, _labelled(edition, spec.metric, display, lines), display)
        for title, short, lines in zip(titles, shown, series, strict=True)
    ]
    bounds = (min(0, *values), max(0, *values))
    message = members_sentence(edition, spec.metric, ranking)
    title = spec.title or message
    scale = edition.language.say("doc-one-scale")
    block = MultiplesBlock(
        id=f"multiples-{spec.metric}-{spec.by}",
        title=title,
        subtitle=subtitle(name, unit_head(edition, display), span(edition, steps)) + f". {scale}",
        columns=columns,
        panels=[panel.model_copy(update={"bounds": bounds}) for panel in panels],
        notes=[
            *_notes(edition, spec, ranking, has_rest=rest is not None),
            *full_names_note(edition, titles, shown),
            *status_notes(edition, spec.shown),
        ],
    )
    derived = Derived(series=(rest,)) if rest is not None else NOTHING
    return Composed(block, None if spec.title else message, name=name, metrics=spec.shown, derived=derived)


def even_columns(panels: int) -> int:
    """How many panels stand in a row: at most six, in rows as even as can be."""
    rows = -(-panels // MOST_COLUMNS)
    return -(-panels // max(1, rows))


def _name(edition: Edition, spec: MultiplesSpec, steps: Sequence[Period]) -> str:
    """'Visits by month, by channel'."""
    return edition.language.say(
        "doc-member-and-step",
        name=step_name(edition, spec.metric, steps[-1].grain),
        dimension=lower(edition.dimension_name(spec.metric, spec.by)),
    )


def _series(edition: Edition, shown: Course, *, compare: bool) -> list[ChartSeries]:
    ref = [shown.series.id]
    lines = [ChartSeries(name=edition.language.say("ui-actual"), values=list(shown.values), refs=ref)]
    if compare and _points(shown.last_year):
        name = edition.language.say("doc-year-before")
        lines.append(ChartSeries(name=name, role="comparison", values=list(shown.last_year), refs=ref))
    return lines


def _labelled(edition: Edition, metric: str, display: Display, lines: Sequence[ChartSeries]) -> list[ChartSeries]:
    return [line.model_copy(update={"labels": axis_labels(edition, metric, display, line.values)}) for line in lines]


def _panel(
    edition: Edition,
    spec: MultiplesSpec,
    steps: Sequence[Period],
    title: str,
    short: str,
    lines: Sequence[ChartSeries],
    display: Display,
) -> ChartBlock:
    return ChartBlock(
        id="panel",
        kind="line",
        time=True,
        title=short,
        subtitle="",
        alt=_alt(edition, spec.metric, title, lines, steps),
        display=display,
        categories=[short_label(step, edition.language) for step in steps],
        start=steps[0].start,
        step=steps[0].grain if steps[0].grain != "range" else None,
        series=list(lines),
        width="half",
    )


def _alt(edition: Edition, metric: str, title: str, lines: Sequence[ChartSeries], steps: Sequence[Period]) -> str:
    """What a panel says: the first and the last value of its course, and the year before."""
    known = [(value, i) for i, value in enumerate(lines[0].values) if value is not None]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    points = ", ".join(
        edition.language.say(
            "doc-alt-point", name=short_label(steps[i], edition.language), value=edition.value_text(metric, value)
        )
        for value, i in ends
    )
    what = subtitle(title, step_name(edition, metric, steps[-1].grain))
    return edition.language.say("doc-alt-points", what=what, points=points)


def _notes(edition: Edition, spec: MultiplesSpec, ranking: Ranking, *, has_rest: bool) -> list[str]:
    if not ranking.left_out or has_rest:
        return []
    return [edition.language.say("doc-no-value-group", metric=edition.noun(spec.metric))]


def _points(values: Sequence[Number | None]) -> int:
    return sum(value is not None for value in values)
