"""Funnels as tables: how many come to each step, how many of the step before and of the first, and how that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpireport.document.blocks import FunnelSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.funnels import Stage, funnel_message, stages_of, weakest
from kpireport.document.kpis import status_notes
from kpireport.document.members import by_member_name, nothing_to_show
from kpireport.document.model import Cell, Column, Row, TableBlock, Tone
from kpireport.document.naming import ROW_NAME, brief
from kpireport.document.ranking import divide
from kpireport.document.wording import rounds_to_nothing
from kpireport.language import NO_VALUE
from kpireport.metrics.facts import Fact, Number
from kpireport.periods import Comparison

RATE_PLACES = 1
"""Decimals of a change in percentage points, at least."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of a step: the step held against another one, now and at each comparison (None where there is none)."""

    now: Number | None
    then: tuple[Number | None, ...]


def compose_funnel_table(edition: Edition, spec: FunnelSpec) -> Composed:
    """A row a step; the weakest one is named. Without any value it is a sentence that says so."""
    comparisons = edition.comparisons if spec.compare else ()
    stages = stages_of(edition, spec, None)
    if not stages or not any(stage.now.value for stage in stages):
        name = by_member_name(edition, spec.shown[0], spec.by) if spec.by else edition.noun(spec.shown[0])
        return nothing_to_show(edition, name, spec.shown)
    name = edition.language.say("doc-funnel-name", first=stages[0].name, last=stages[-1].name)
    message = funnel_message(edition, stages, brief=False)
    least = weakest(stages)
    names = brief([stage.name for stage in stages], ROW_NAME)
    block = TableBlock(
        role="funnel",
        title=spec.title or message,
        subtitle=edition.label,
        columns=list(_columns(edition, comparisons)),
        rows=[
            Row(
                cells=[
                    Cell(text=short, full=stage.name if short != stage.name else None),
                    *_cells(edition, stages, i, comparisons),
                ],
                tag=edition.language.say("doc-funnel-weakest") if stage is least else None,
            )
            for i, (stage, short) in enumerate(zip(stages, names, strict=True))
        ],
        notes=status_notes(edition, spec.shown),
    )
    return Composed(block, None if spec.title else message, name=name, metrics=spec.shown)


def _columns(edition: Edition, comparisons: Sequence[Comparison]) -> Iterator[Column]:
    say = edition.language.say
    yield Column(label=say("doc-funnel-step-column"), align="left")
    yield Column(label=edition.short_label)
    for message in ("doc-funnel-of-before", "doc-funnel-of-first"):
        yield Column(label=say(message))
        yield from (Column(label=edition.versus(comparison)) for comparison in comparisons)


def _cells(edition: Edition, stages: Sequence[Stage], i: int, comparisons: Sequence[Comparison]) -> Iterator[Cell]:
    """The value of a step, its share of the step before, its share of the first, each with its changes."""
    stage = stages[i]
    yield Cell(text=edition.value_text(stage.now.metric, stage.now.value), ref=stage.now.id)
    for against in (stages[i - 1] if i else None, stages[0]):
        if against is None:
            yield from [Cell(text=NO_VALUE)] * (1 + len(comparisons))
            continue
        rate = _rate(edition, stage.now, against.now, comparisons)
        text = edition.language.percent(rate.now, None)
        yield Cell(text=text, ref=stage.now.id if rate.now is not None else None)
        yield from (_change(edition, stage.now, rate.now, then, is_first=not i) for then in rate.then)


def _rate(edition: Edition, fact: Fact, against: Fact, comparisons: Sequence[Comparison]) -> Rate:
    then = tuple(
        divide(_then(edition, fact, comparison), _then(edition, against, comparison)) for comparison in comparisons
    )
    return Rate(divide(fact.value, against.value), then)


def _then(edition: Edition, fact: Fact, comparison: Comparison) -> Number | None:
    """The value of a fact's metric and group at a comparison, where it may be held against the one now."""
    base = edition.facts.fact(fact.metric, period=comparison.id, group=fact.group)
    return base.value if base is not None and base.status != "not_comparable" else None


def _change(edition: Edition, fact: Fact, now: Number | None, then: Number | None, *, is_first: bool) -> Cell:
    if now is None or then is None or is_first:
        return Cell(text=NO_VALUE)
    points = 100 * (now - then)
    text = edition.language.points(points, max(RATE_PLACES, edition.language.places(now, "percent")))
    judged = edition.metrics[fact.metric].direction == "higher_is_better" and not rounds_to_nothing(text)
    tone: Tone = "neutral" if not judged else "good" if points > 0 else "bad"
    return Cell(text=text, tone=tone, ref=fact.id)
