"""Funnels: falling steps, how many come through each of them, and where most are lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpireport.document.axes import axis_labels, display_of, subtitle, under, unit_head
from kpireport.document.blocks import ChartSpec, FunnelSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.kpis import status_notes
from kpireport.document.members import by_member_name, chart_id, lower, nothing_to_show
from kpireport.document.model import ChartBlock, ChartSeries
from kpireport.document.ranking import divide, rank
from kpireport.metrics.facts import Fact, Group, Number
from kpireport.periods import Comparison


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a funnel, now and at the comparison."""

    name: str
    now: Fact
    base: Fact | None

    @property
    def spoken(self) -> str:
        """Its name inside a sentence; members of a dimension keep the name they have."""
        return self.name if self.now.group else lower(self.name)


def compose_funnel(edition: Edition, spec: ChartSpec) -> Composed:
    """The steps from widest to narrowest as the spec names them, or the members of a dimension by size."""
    comparison = edition.main_comparison if spec.compare else None
    stages = stages_of(edition, spec, comparison)
    first, last = (stages[0], stages[-1]) if stages else (None, None)
    if first is None or last is None or not any(stage.now.value for stage in stages):
        name = by_member_name(edition, spec.shown[0], spec.by) if spec.by else edition.noun(spec.shown[0])
        return nothing_to_show(edition, name, spec.shown)
    metric = spec.shown[0]
    values = [stage.now.value for stage in stages]
    display = display_of(edition, metric, values)
    name = edition.language.say("doc-funnel-name", first=first.name, last=last.name)
    message = funnel_message(edition, stages, brief=spec.width == "half")
    block = ChartBlock(
        id=chart_id(spec),
        kind="funnel",
        time=False,
        title=spec.title or message,
        subtitle=under(spec.title or message, name, unit_head(edition, display), edition.label),
        alt=_alt(edition, name, stages),
        display=display,
        categories=[stage.name for stage in stages],
        series=_series(edition, metric, stages, comparison),
        details=_details(edition, stages, comparison),
        notes=status_notes(edition, spec.shown),
        width=spec.width,
    )
    return Composed(block, None if spec.title else message, name=name, metrics=spec.shown)


def stages_of(edition: Edition, spec: ChartSpec | FunnelSpec, comparison: Comparison | None) -> list[Stage]:
    """The steps in order, each with what it is held against."""
    if spec.by is None:
        found = [_stage(edition, metric, edition.noun(metric), {}, comparison) for metric in spec.shown]
    else:
        metric, dimension = spec.shown[0], spec.by
        ranking = rank(edition.facts, metric, dimension, top=spec.top)
        found = [
            _stage(edition, metric, edition.member_name(metric, dimension, member), {dimension: member}, comparison)
            for member in ranking.members
        ]
    return [stage for stage in found if stage is not None]


def _stage(edition: Edition, metric: str, name: str, group: Group, comparison: Comparison | None) -> Stage | None:
    now = edition.facts.fact(metric, group=group)
    base = edition.facts.fact(metric, period=comparison.id, group=group) if comparison else None
    return Stage(name, now, base) if now else None


def _series(edition: Edition, metric: str, stages: Sequence[Stage], comparison: Comparison | None) -> list[ChartSeries]:
    now = [stage.now.value for stage in stages]
    display = display_of(edition, metric, now)
    series = [
        ChartSeries(
            name=edition.short_label,
            values=now,
            labels=[
                None if v is None else edition.value_text(stage.now.metric, v)
                for v, stage in zip(now, stages, strict=True)
            ],
            refs=[stage.now.id for stage in stages],
        )
    ]
    base = [stage.base.value if stage.base else None for stage in stages]
    if comparison and any(value is not None for value in base):
        series.append(
            ChartSeries(
                name=edition.short_label_of(comparison),
                role="comparison",
                values=base,
                labels=axis_labels(edition, metric, display, base),
                refs=[(stage.base or stage.now).id for stage in stages],
            )
        )
    return series


def _details(edition: Edition, stages: Sequence[Stage], comparison: Comparison | None) -> list[str]:
    """Under each step but the first: how many of the step before continue, and how that changed."""
    details = [""]
    for before, stage in pairwise(stages):
        rate = divide(stage.now.value, before.now.value)
        then = divide(_value(stage.base), _value(before.base))
        if rate is None:
            details.append("")
            continue
        text = edition.language.percent(rate, None)
        if then is None or comparison is None:
            details.append(edition.language.say("doc-funnel-continues", rate=text))
            continue
        change = edition.language.points(100 * (rate - then), 1)
        versus = edition.versus(comparison)
        details.append(edition.language.say("doc-funnel-continues-change", rate=text, change=change, versus=versus))
    return details


def funnel_message(edition: Edition, stages: Sequence[Stage], *, brief: bool) -> str:
    """'2.95% of visits became orders; the weakest step is to added to basket'."""
    first, last = stages[0], stages[-1]
    rate = divide(last.now.value, first.now.value)
    if rate is None:
        return edition.language.say("doc-funnel-name", first=first.name, last=last.name)
    words = {"first": first.spoken, "last": last.spoken, "rate": edition.language.percent(rate, None)}
    found = None if brief else weakest(stages)
    if found is None:
        return edition.language.say("doc-funnel", **words)
    if found is last:
        return edition.language.say("doc-funnel-last", **words)
    return edition.language.say("doc-funnel-loss", **words, after=found.spoken)


def weakest(stages: Sequence[Stage]) -> Stage | None:
    """The step to which the smallest share of the step before goes on; None where fewer than two steps have a share."""
    steps = [(divide(after.now.value, before.now.value), after) for before, after in pairwise(stages)]
    known = [(share, stage) for share, stage in steps if share is not None]
    return min(known, key=lambda step: step[0])[1] if len(known) > 1 else None


def _alt(edition: Edition, name: str, stages: Sequence[Stage]) -> str:
    points = []
    for stage in stages:
        value = edition.value_text(stage.now.metric, stage.now.value)
        points.append(edition.language.say("doc-alt-point", name=stage.name, value=value))
    return edition.language.say("doc-alt-points", what=subtitle(name, edition.label), points=", ".join(points))


def _value(fact: Fact | None) -> Number | None:
    return fact.value if fact else None
