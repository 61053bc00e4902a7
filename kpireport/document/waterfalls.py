"""Waterfalls: from a value then to the value now by what each part added or took away. The parts add up exactly.

Three kinds of parts. Members of what adds up: each one's own change. Members of a ratio: the effect of each one's rate
and weight together (`takeaways.decompose.rate_and_mix`). Factors whose product the metric is: each factor's mean effect
over all orders in which they may change (Shapley, 1953). What is left beyond the named parts is "other"; it is worked out
as an exact decimal, so that nothing is lost or made.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from kpireport.document.axes import axis_label, axis_labels, display_of, subtitle, under, unit_head
from kpireport.document.blocks import WaterfallSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import NOTHING, Derived, Edition
from kpireport.document.kpis import status_notes, tone
from kpireport.document.members import by_member_name, lower, nothing_to_show, other_name, rest_change
from kpireport.document.model import ChartBlock, ChartSeries, Display
from kpireport.document.naming import HALF_NAME, ROW_NAME, brief, full_names_note
from kpireport.document.ranking import Ranking, add, rest_fact
from kpireport.document.wording import comparable
from kpireport.metrics.facts import CURRENT, Fact, Number
from kpireport.periods import Comparison
from kpireport.takeaways import decompose

TOLERANCE = 1e-9
"""Of the larger of both values: a rest below it is the rounding of binary sums."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a change: its name, what it added (below zero: took away), and the fact it comes from."""

    name: str
    value: Number
    ref: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A whole change as its parts: then + all steps = now."""

    then: Fact
    now: Fact
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    derived: Derived = NOTHING


def compose_waterfall(edition: Edition, spec: WaterfallSpec) -> Composed:
    """The chart; where there is nothing to compare with, or the parts do not make the whole, a sentence that says so."""
    comparison = _against(edition, spec)
    name = _name(edition, spec)
    if comparison is None:
        return nothing_to_show(edition, name, spec.shown, "doc-waterfall-no-base")
    walk = _walk(edition, spec, comparison)
    if walk is None:
        return nothing_to_show(edition, name, spec.shown, "doc-waterfall-no-parts")
    reached = [walk.then.value, walk.now.value, *(step.value for step in walk.steps)]
    display = display_of(edition, spec.metric, reached)
    message = _message(edition, spec, walk, comparison, display)
    limit = ROW_NAME if spec.width == "full" else HALF_NAME
    names = [step.name for step in walk.steps]
    shown = brief(names, limit)
    title = spec.title or message
    span = edition.language.say("doc-span", first=edition.short_label_of(comparison), last=edition.short_label)
    block = ChartBlock(
        id="-".join(["waterfall", spec.metric, spec.by or "factors"]),
        kind="waterfall",
        time=False,
        title=title,
        subtitle=under(title, name, unit_head(edition, display), span),
        alt=_alt(edition, spec, walk, comparison, display),
        display=display,
        categories=[edition.short_label_of(comparison), *shown, edition.short_label],
        series=_series(edition, spec, walk, comparison, display),
        notes=[*walk.notes, *full_names_note(edition, names, shown), *status_notes(edition, spec.shown)],
        width=spec.width,
    )
    return Composed(block, None if spec.title else message, name=name, metrics=spec.shown, derived=walk.derived)


def _against(edition: Edition, spec: WaterfallSpec) -> Comparison | None:
    if spec.against is None:
        return comparable(edition, spec.metric)
    found = next((c for c in edition.comparisons if c.id == spec.against), None)
    change = edition.facts.change(spec.metric, found.id) if found else None
    return found if change is not None and change.abs is not None else None


def _walk(edition: Edition, spec: WaterfallSpec, comparison: Comparison) -> Walk | None:
    now, then = edition.facts.fact(spec.metric), edition.facts.fact(spec.metric, period=comparison.id)
    if now is None or then is None or now.value is None or then.value is None:
        return None
    if spec.factors:
        return _by_factors(edition, spec, now, then, comparison)
    return _by_members(edition, spec, now, then, comparison)


# ---------------------------------------------------------------- members


def _by_members(edition: Edition, spec: WaterfallSpec, now: Fact, then: Fact, comparison: Comparison) -> Walk | None:
    """The members with the largest effects, largest rise first, then what all others did together."""
    assert spec.by is not None  # the spec was checked
    facts = {
        period: {f.group[spec.by]: f for f in edition.facts.breakdown(spec.metric, (spec.by,), period=period)}
        for period in (CURRENT, comparison.id)
    }
    effects = _effects(edition, spec.metric, facts[CURRENT], facts[comparison.id], now, then)
    if effects is None:
        return None
    largest = sorted(effects, key=lambda m: (-abs(effects[m]), m is None, m or ""))
    count = spec.top if len(largest) > spec.top + 1 else len(largest)
    named, others = largest[:count], largest[count:]
    steps = [
        Step(
            edition.member_name(spec.metric, spec.by, member),
            effects[member],
            (facts[CURRENT].get(member) or facts[comparison.id][member]).id,
        )
        for member in sorted(named, key=lambda m: (-effects[m], m is None, m or ""))
        if effects[member]
    ]
    rest = _rest(now, then, steps)
    ranking = Ranking(spec.by, tuple(named), tuple(others))
    derived, ref = _other_facts(edition, spec.metric, ranking, comparison)
    if others:
        steps.append(Step(other_name(edition, ranking), rest, ref or now.id))
        rest = 0
    if rest and not _is_rounding(rest, now, then):
        return None
    return Walk(then, now, tuple(_settled(steps, rest)), derived=derived)


def _effects(
    edition: Edition,
    metric: str,
    current: Mapping[str | None, Fact],
    base: Mapping[str | None, Fact],
    now: Fact,
    then: Fact,
) -> dict[str | None, Number] | None:
    """What each member did to the metric; None where the members do not make up the whole."""
    if not current and not base:
        return None
    if edition.additivity(metric) == "additive":
        members = dict.fromkeys([*current, *base])
        return {m: add([_value(current.get(m)), -_value(base.get(m))]) or 0 for m in members}
    parts = decompose.rate_and_mix(_ratios(current), _ratios(base), totals=(_ratio(now), _ratio(then)))
    if parts is None:
        return None
    effects: dict[str | None, list[float]] = {}
    for part in parts:
        effects.setdefault(part.member, []).append(part.effect)
    return {member: float(f"{math.fsum(both):.12g}") for member, both in effects.items()}


def _ratios(facts: Mapping[str | None, Fact]) -> dict[str | None, decompose.Fraction]:
    return {member: _ratio(fact) for member, fact in facts.items()}


def _ratio(fact: Fact) -> decompose.Fraction:
    return decompose.Fraction(fact.numerator or 0, fact.denominator or 0)


def _other_facts(edition: Edition, metric: str, ranking: Ranking, comparison: Comparison) -> tuple[Derived, str | None]:
    """The facts of "other" now and then, and the id of the one now."""
    additivity = edition.additivity(metric)
    now = rest_fact(edition.facts, metric, ranking, additivity)
    base = rest_fact(edition.facts, metric, ranking, additivity, period=comparison.id)
    if now is None:
        return NOTHING, None
    change = rest_change(edition, now, base) if base else None
    return Derived((now, *((base,) if base else ())), (change,) if change else ()), now.id


# ---------------------------------------------------------------- factors


def _by_factors(edition: Edition, spec: WaterfallSpec, now: Fact, then: Fact, comparison: Comparison) -> Walk | None:
    """What each factor of a product did; what the product does not explain is a step of its own."""
    current = [edition.facts.fact(metric) for metric in spec.factors]
    base = [edition.facts.fact(metric, period=comparison.id) for metric in spec.factors]
    values = [(_number(a), _number(b)) for a, b in zip(current, base, strict=True)]
    if any(a is None or b is None for a, b in values):
        return None
    effects = shapley([(a, b) for a, b in values if a is not None and b is not None])
    steps = [
        Step(edition.noun(metric), float(f"{float(effect):.12g}"), fact.id)
        for metric, effect, fact in zip(spec.factors, effects, current, strict=True)
        if fact is not None
    ]
    rest = _rest(now, then, steps)
    if rest and not _is_rounding(rest, now, then):
        steps.append(Step(edition.language.say("doc-waterfall-rest"), rest, now.id))
        note = edition.language.say("doc-waterfall-rest-note", metric=edition.noun(spec.metric))
        return Walk(then, now, tuple(steps), notes=(note,))
    return Walk(then, now, tuple(_settled(steps, rest)))


def shapley(values: Sequence[tuple[Fraction, Fraction]]) -> list[Fraction]:
    """The effect of each factor (now, then) on their product: its mean over all orders of change, exactly."""
    effects = [Fraction(0)] * len(values)
    orders = list(permutations(range(len(values))))
    for order in orders:
        state = [then for _, then in values]
        for index in order:
            before = math.prod(state)
            state[index] = values[index][0]
            effects[index] += math.prod(state) - before
    return [effect / len(orders) for effect in effects]


# ---------------------------------------------------------------- sums


def _rest(now: Fact, then: Fact, steps: Sequence[Step]) -> Number:
    """What is left of the change beyond some steps, as an exact decimal."""
    return add([_value(now), -_value(then), *(-step.value for step in steps)]) or 0


def _is_rounding(rest: Number, now: Fact, then: Fact) -> bool:
    return abs(rest) <= TOLERANCE * max(abs(_value(now)), abs(_value(then)))


def _settled(steps: Sequence[Step], rest: Number) -> list[Step]:
    """The steps with a rest of rounding laid on the largest, so that they add up to the last digit."""
    if not rest or not steps:
        return list(steps)
    largest = max(range(len(steps)), key=lambda i: abs(steps[i].value))
    return [
        Step(step.name, add([step.value, rest]) or 0, step.ref) if i == largest else step
        for i, step in enumerate(steps)
    ]


def _value(fact: Fact | None) -> Number:
    return (fact.value if fact else None) or 0


def _number(fact: Fact | None) -> Fraction | None:
    """A factor's value, as exact as it is known: a ratio from its parts."""
    if fact is None or fact.value is None:
        return None
    if fact.numerator is not None and fact.denominator:
        exact = Fraction(repr(fact.numerator)) / Fraction(repr(fact.denominator))
        if math.isclose(exact, fact.value, rel_tol=TOLERANCE):
            return exact
    return Fraction(repr(fact.value))


# ---------------------------------------------------------------- series and words


def _series(
    edition: Edition, spec: WaterfallSpec, walk: Walk, comparison: Comparison, display: Display
) -> list[ChartSeries]:
    changes = [step.value for step in walk.steps]
    between: list[None] = [None] * len(changes)
    totals: list[Number | None] = [walk.then.value, *between, walk.now.value]
    labels = axis_labels(edition, spec.metric, display, changes, signed=True)
    direction = edition.metrics[spec.metric].direction
    tones = [
        tone(None if direction == "neutral" or not x else (x > 0) == (direction == "higher_is_better"), label or "")
        for x, label in zip(changes, labels, strict=True)
    ]
    return [
        ChartSeries(
            name=edition.language.say("ui-actual"),
            values=totals,
            labels=axis_labels(edition, spec.metric, display, totals),
            refs=[walk.then.id, *(step.ref for step in walk.steps), walk.now.id],
        ),
        ChartSeries(
            name=edition.language.say("doc-change-on", label=edition.short_label_of(comparison)),
            role="change",
            values=[None, *changes, None],
            labels=[None, *labels, None],
            tones=["neutral", *tones, "neutral"],
            refs=[walk.then.id, *(step.ref for step in walk.steps), walk.now.id],
        ),
    ]


def _name(edition: Edition, spec: WaterfallSpec) -> str:
    if spec.by:
        return by_member_name(edition, spec.metric, spec.by)
    factors = edition.language.list([lower(edition.noun(metric)) for metric in spec.factors])
    return edition.language.say("doc-waterfall-factors", metric=edition.noun(spec.metric), factors=factors)


def _message(edition: Edition, spec: WaterfallSpec, walk: Walk, comparison: Comparison, display: Display) -> str:
    """'Revenue changed by +€32,641 on October 2025; E-mail did most: +€26,024', or that nothing changed."""
    change = add([_value(walk.now), -_value(walk.then)]) or 0
    words = {"metric": edition.noun(spec.metric), "label": edition.label_of(comparison)}
    most = max(walk.steps, key=lambda step: abs(step.value), default=None)
    if not change or most is None:
        return edition.language.say("doc-waterfall-level", **words)
    total, part = (_amount(edition, spec.metric, value, display) for value in (change, most.value))
    return edition.language.say("doc-waterfall-most", **words, change=total, member=most.name, part=part)


def _amount(edition: Edition, metric: str, value: Number, display: Display) -> str:
    """A change in the metric's unit: '+€26,024', '−0.21 pts'."""
    definition, language = edition.metrics[metric], edition.language
    if definition.unit == "percent":
        return language.points(100 * value, max(display.places, 1))
    if definition.unit == "seconds":
        return axis_label(edition, metric, display, value, signed=True)
    currency = edition.spec.client.currency if definition.unit == "currency" else None
    places = language.places(abs(value), definition.unit, definition.display, currency=currency)
    text = language.dressed(value, definition.unit, places=places, currency=currency, display=definition.display)
    return f"+{text}" if value > 0 else text


def _alt(edition: Edition, spec: WaterfallSpec, walk: Walk, comparison: Comparison, display: Display) -> str:
    say = edition.language.say
    points = [
        say("doc-alt-point", name=edition.label_of(comparison), value=edition.value_text(spec.metric, walk.then.value)),
        *(
            say("doc-alt-point", name=step.name, value=_amount(edition, spec.metric, step.value, display))
            for step in walk.steps
        ),
        say("doc-alt-point", name=edition.label, value=edition.value_text(spec.metric, walk.now.value)),
    ]
    return say("doc-alt-points", what=subtitle(_name(edition, spec)), points=", ".join(points))
