"""I11: which members of a dimension a change is made of; for ratios by rate (I13) and mix (I14)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kpireport.metrics.facts import CURRENT, Fact, Number
from kpireport.metrics.pack import Additivity, Direction
from kpireport.takeaways.changes import tone_of, values_of
from kpireport.takeaways.decompose import Fraction, Member, Part, contributions, rate_and_mix
from kpireport.takeaways.evidence import Effect, Evidence, Scope
from kpireport.takeaways.interface import DetectorContext, Need, Shown, dimensions_of

TYPE_OF_KIND = {"sum": "I11", "rate": "I13", "mix": "I14"}

_NAMED = 2
"""Parts that are named beside "the others"; without others one more."""
_ENOUGH = 0.8
"""Share of all movement after which nothing further is named."""
_OFFSETTING = 1.5
"""From this ratio of all movement to the change on, shares are stated of all movement."""


@dataclass(frozen=True, slots=True)
class Split:
    """One exact split of one change over one dimension."""

    dimension: str
    parts: tuple[Part, ...]
    members: int

    @property
    def movement(self) -> float:
        """The sum of all effects without their signs."""
        return math.fsum(abs(part.effect) for part in self.parts)

    def surprise(self, change: float) -> float:
        """The largest effect of one member beyond its share of the base: what naming it tells a reader.

        Rows without a member tell nothing, so a dimension is not chosen for them.
        """
        by_member = groupby(self.parts, key=lambda part: part.member)
        effects = [(math.fsum(p.effect for p in parts), parts[0]) for parts in (list(g) for _, g in by_member)]
        named = (abs(effect - part.base_weight * change) for effect, part in effects if part.member is not None)
        return max(named, default=0.0)


class Contributors:
    """For each change of a sum or ratio, the dimension whose single largest member explains most.

    The candidate's children are the named parts and the rest; their effects add up to the change exactly. Metrics that
    may not be added (distinct counts, snapshots) have none.
    """

    id = "I11"
    lane: Literal["fact"] = "fact"

    def needs(self, shown: Shown, /) -> Iterable[Need]:
        """The totals, and for sums and ratios the breakdown by each dimension."""
        metric = shown.metric
        yield Need(metric.id)
        if shown.additivity in ("additive", "ratio") and not metric.derived:
            for dimension in dimensions_of(metric, shown.dataset):
                yield Need(metric.id, by=(dimension,))

    def detect(self, context: DetectorContext) -> Iterable[Evidence]:
        """The candidates, in the order of metrics and comparisons."""
        for metric_id in context.metrics:
            for comparison in context.comparisons:
                found = context.compared(metric_id, comparison.id)
                if found is None or not found[2].abs:
                    continue
                current, base, change = found
                assert change.abs is not None
                splits = _splits(context, current, base)
                if splits:
                    best = min(splits, key=lambda s: (-round(s.surprise(float(change.abs or 0)), 9), s.members))
                    yield _evidence(context, current, base, comparison.id, best)


def _splits(context: DetectorContext, current: Fact, base: Fact) -> list[Split]:
    additivity = context.additivity[current.metric]
    splits = []
    for dimension in context.dimensions(current.metric):
        now = context.facts.breakdown(current.metric, (dimension,))
        then = context.facts.breakdown(current.metric, (dimension,), period=base.period)
        members = len({fact.group[dimension] for fact in (*now, *then)})
        parts = _parts(additivity, dimension, (now, then), (current, base)) if members > 1 else None
        if parts and any(part.effect for part in parts):
            splits.append(Split(dimension, parts, members))
    return splits


def _parts(
    additivity: Additivity, dimension: str, breakdowns: tuple[Sequence[Fact], Sequence[Fact]], totals: tuple[Fact, Fact]
) -> tuple[Part, ...] | None:
    now, then = breakdowns
    if additivity == "additive":
        both = (totals[0].value or 0, totals[1].value or 0)
        return contributions(_sums(now, dimension), _sums(then, dimension), totals=both)
    if additivity == "ratio":
        fractions = tuple(_fraction(total) for total in totals)
        return rate_and_mix(
            _fractions(now, dimension), _fractions(then, dimension), totals=(fractions[0], fractions[1])
        )
    return None


def _sums(facts: Iterable[Fact], dimension: str) -> Mapping[Member, Number]:
    return {fact.group[dimension]: fact.value or 0 for fact in facts}


def _fractions(facts: Iterable[Fact], dimension: str) -> Mapping[Member, Fraction]:
    return {fact.group[dimension]: _fraction(fact) for fact in facts}


def _fraction(fact: Fact) -> Fraction:
    return Fraction(fact.numerator or 0, fact.denominator or 0)


# ---------------------------------------------------------------- evidence


def _evidence(context: DetectorContext, current: Fact, base: Fact, comparison: str, split: Split) -> Evidence:
    change = math.fsum(part.effect for part in split.parts)
    named, rest = _named(split)
    shares = _shares(change, split.movement, named)
    children = tuple(
        _child(context, current.metric, comparison, split.dimension, part, share=shares.of(part)) for part in named
    )
    if rest:
        others = split.members - len(named) if named[0].kind == "sum" else None
        children += (_rest(context, current.metric, comparison, split.dimension, rest, others=others),)
    return Evidence(
        type=Contributors.id,
        metric=current.metric,
        scope=Scope(split.dimension),
        window=context.period.key,
        lane="fact",
        values=values_of(current.value, {comparison: base.value}),
        effect=Effect(abs=change, rel=change / abs(base.value) if base.value else None),
        tone=_tone(change, context.metrics[current.metric].direction),
        comparison=comparison,
        fact_ids=(current.id, base.id),
        query_ids=tuple(dict.fromkeys(q for q in (current.query, base.query) if q)),
        children=children,
        extra={
            "kind": "ratio" if named[0].kind != "sum" else "sum",
            "members": split.members,
            "movement": split.movement,
            "controllable": context.is_controllable(current.metric, split.dimension),
        },
    )


def _named(split: Split) -> tuple[list[Part], list[Part]]:
    """The parts to name, largest first, and the rest; a rest of one is named itself."""
    ordered = sorted((p for p in split.parts if p.effect), key=lambda p: (-abs(p.effect), p.member or "", p.kind))
    named: list[Part] = []
    for part in ordered[:_NAMED]:
        named.append(part)
        if math.fsum(abs(p.effect) for p in named) >= _ENOUGH * split.movement:
            break
    rest = ordered[len(named) :]
    return (ordered, []) if len(rest) == 1 else (named, rest)


@dataclass(frozen=True, slots=True)
class _Shares:
    """Shares of the change, or of all movement where parts offset each other."""

    of_what: Literal["change", "movement"]
    whole: float

    def of(self, part: Part) -> tuple[str, float] | None:
        share = part.effect / self.whole if self.of_what == "change" else abs(part.effect) / self.whole
        return (self.of_what, share) if share > 0 else None


def _shares(change: float, movement: float, named: Sequence[Part]) -> _Shares:
    largest = max(abs(part.effect) for part in named)
    if movement > _OFFSETTING * abs(change) or largest > abs(change):
        return _Shares("movement", movement)
    return _Shares("change", change)


def _child(
    context: DetectorContext,
    metric: str,
    comparison: str,
    dimension: str,
    part: Part,
    *,
    share: tuple[str, float] | None,
) -> Evidence:
    group = {dimension: part.member}
    facts = (context.facts.fact(metric, period=period, group=group) for period in (CURRENT, comparison))
    stated: dict[str, object] = {"kind": part.kind, "base": part.base}
    if part.kind == "mix":
        stated |= {"weight": part.weight, "base_weight": part.base_weight}
    if share and part.kind == "sum":
        stated["share_of"] = share[0]
    return Evidence(
        type=TYPE_OF_KIND[part.kind],
        metric=metric,
        scope=Scope(dimension, part.member),
        window=context.period.key,
        lane="fact",
        values=values_of(part.cur, {comparison: part.base}),
        effect=Effect(
            abs=part.effect,
            rel=part.effect / abs(part.base) if part.base and part.kind == "sum" else None,
            share_of_total=share[1] if share else None,
        ),
        tone=_tone(part.effect, context.metrics[metric].direction),
        comparison=comparison,
        fact_ids=tuple(fact.id for fact in facts if fact),
        extra=stated,
    )


def _rest(
    context: DetectorContext, metric: str, comparison: str, dimension: str, rest: Sequence[Part], *, others: int | None
) -> Evidence:
    effect = math.fsum(part.effect for part in rest)
    return Evidence(
        type=Contributors.id,
        metric=metric,
        scope=Scope(dimension),
        window=context.period.key,
        lane="fact",
        values=values_of(None, {}),
        effect=Effect(abs=effect),
        tone=_tone(effect, context.metrics[metric].direction),
        comparison=comparison,
        extra={"kind": "rest", "count": others},
    )


def _tone(effect: float, direction: Direction) -> Literal["good", "bad", "neutral"]:
    if not effect or direction == "neutral":
        return "neutral"
    return tone_of((effect > 0) == (direction == "higher_is_better"))
