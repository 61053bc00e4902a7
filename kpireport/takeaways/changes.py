"""I02: a metric's value, with its change on every comparison that can be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from kpireport.metrics.facts import Change, Fact, Number
from kpireport.metrics.pack import Additivity
from kpireport.takeaways.evidence import Effect, Evidence, Guard, Scope, Tone, Values
from kpireport.takeaways.interface import LAST_YEAR, PREVIOUS, DetectorContext, Limits, Need, Shown


class Changes:
    """One candidate for each metric and comparison; one without a comparison where none can be made."""

    id = "I02"
    lane: Literal["fact"] = "fact"

    def needs(self, shown: Shown, /) -> Iterable[Need]:
        """The totals."""
        return [Need(shown.metric.id)]

    def detect(self, context: DetectorContext) -> Iterable[Evidence]:
        """The candidates, in the order of metrics and comparisons."""
        others_compared = any(context.compared(m, c.id) for m in context.metrics for c in context.comparisons)
        for metric_id in context.metrics:
            current = context.fact(metric_id)
            if current is None:
                continue
            found = {c.id: pair for c in context.comparisons if (pair := context.compared(metric_id, c.id))}
            changes = {id_: change for id_, (_, _, change) in found.items()}
            bases = {id_: base for id_, (_, base, _) in found.items()}
            for id_ in found:
                yield _change(context, current, id_, bases, changes)
            if not found:
                yield _alone(context, current, others_compared=others_compared)


def materiality(limits: Limits, unit: str, additivity: Additivity) -> float:
    """The smallest relative change that is worth showing: for counts and money, or for ratios and scores."""
    counted = unit in ("count", "currency") and additivity != "ratio"
    return limits.change if counted else limits.ratio_change


def tone_of(favourable: bool | None) -> Tone:
    """Good, bad, or neither."""
    return "neutral" if favourable is None else "good" if favourable else "bad"


def values_of(current: Number | None, bases: Mapping[str, Number | None]) -> Values:
    """The numbers of a claim from a current value and its bases by comparison."""
    return Values(cur=current, prev=bases.get(PREVIOUS), ly=bases.get(LAST_YEAR))


def _change(
    context: DetectorContext, current: Fact, comparison: str, bases: Mapping[str, Fact], changes: Mapping[str, Change]
) -> Evidence:
    base, change = bases[comparison], changes[comparison]
    return Evidence(
        type=Changes.id,
        metric=current.metric,
        scope=Scope(),
        window=context.period.key,
        lane="fact",
        values=values_of(current.value, {id_: fact.value for id_, fact in bases.items()}),
        effect=Effect(abs=change.abs, rel=change.pct, money=change.abs if _is_sum_of_money(context, current) else None),
        tone=tone_of(change.favourable),
        comparison=comparison,
        guards=(_volume(context.limits, current, base), _material(context, current, change)),
        fact_ids=(current.id, *(fact.id for fact in bases.values())),
        query_ids=_queries(current, *bases.values()),
        extra={
            "bases": {id_: fact.value for id_, fact in bases.items()},
            "changes": {
                id_: {"abs": c.abs, "pct": c.pct, "points": c.points, "tone": tone_of(c.favourable)}
                for id_, c in changes.items()
            },
            **_parts(current),
        },
    )


def _alone(context: DetectorContext, current: Fact, *, others_compared: bool) -> Evidence:
    return Evidence(
        type=Changes.id,
        metric=current.metric,
        scope=Scope(),
        window=context.period.key,
        lane="fact",
        values=Values(cur=current.value),
        effect=Effect(),
        guards=(Guard("comparable history", passed=False),),
        fact_ids=(current.id,),
        query_ids=_queries(current),
        extra={"others_compared": others_compared, **_parts(current)},
    )


def _volume(limits: Limits, current: Fact, base: Fact) -> Guard:
    """Enough events on both sides, where the facts say how many there were."""
    name, limit = "volume", limits.events
    counts: list[Number | None] = []
    if current.denominator is not None and base.denominator is not None:
        counts = [current.denominator, base.denominator]
        if current.unit == "percent":
            limit = limits.denominator
    elif current.unit == "count":
        counts = [current.value, base.value]
    known = [abs(count) for count in counts if count is not None]
    if not known:
        return Guard(name, passed=True)
    return Guard(name, passed=min(known) >= limit, value=min(known), limit=limit)


def _material(context: DetectorContext, current: Fact, change: Change) -> Guard:
    """Large enough; a change from 0 has no relative size and is judged by its volume alone."""
    limit = materiality(context.limits, current.unit, context.additivity[current.metric])
    if change.pct is None:
        return Guard("materiality", passed=bool(change.abs), limit=limit)
    return Guard("materiality", passed=abs(change.pct) >= limit, value=abs(change.pct), limit=limit)


def _is_sum_of_money(context: DetectorContext, fact: Fact) -> bool:
    return fact.unit == "currency" and context.additivity[fact.metric] == "additive"


def _parts(fact: Fact) -> dict[str, object]:
    return {"numerator": fact.numerator, "denominator": fact.denominator} if fact.denominator is not None else {}


def _queries(*facts: Fact) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.query for fact in facts if fact.query))
