"""The lines under a headline: what a change is made of, or the comparisons and the target that it stands to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpireport.language import NO_VALUE
from kpireport.metrics.facts import Number, fact_id
from kpireport.takeaways.evidence import Evidence, Tone
from kpireport.takeaways.labels import Labels
from kpireport.takeaways.moves import Move, move_text

_POINT_HEADS: Mapping[str, str] = {
    "percent": "unit-head-points",
    "score": "unit-head-score-points",
    "index": "unit-head-score-points",
    "position": "unit-head-places",
}
"""What the effects on a metric are counted in, where that is neither its own unit nor a power of ten."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: '+26.0' and 'E-mail: from €33,000 to €59,031'; `ref` is the fact that it speaks of."""

    value_text: str
    text: str
    tone: Tone
    ref: str | None = None


def because_of(evidence: Evidence, labels: Labels) -> tuple[str, tuple[Line, ...]]:
    """The head over the lines, and the lines; both empty where there is nothing to add."""
    split = next((child for child in evidence.children if child.type == "I11"), None)
    change = _find(evidence, "I02")
    target = next((child for child in evidence.children if child.type == "I04"), None)
    target_line = [_target(target, labels)] if target else []
    if split and split.comparison:
        title, lines = _split(split, labels)
        return title, (*lines, *target_line)
    if change and change.comparison:
        comparisons = _comparisons(change, labels)
        title = labels.language.say("takeaway-because-changes") if comparisons or target_line else ""
        return title, (*comparisons, *target_line)
    title = labels.language.say("takeaway-because-target") if target_line else ""
    return title, tuple(target_line)


def _find(evidence: Evidence, kind: str) -> Evidence | None:
    return next((found for found in (evidence, *evidence.children) if found.type == kind), None)


# ---------------------------------------------------------------- comparisons and target


def _comparisons(change: Evidence, labels: Labels) -> list[Line]:
    bases, changes = change.extra["bases"], change.extra["changes"]
    assert isinstance(bases, Mapping)
    assert isinstance(changes, Mapping)
    lines = []
    for comparison, stated in changes.items():
        text = move_text(Move.of(change, comparison), labels, change.metric, change.values.cur)
        base = labels.comparison(comparison)
        base_value = labels.value(change.metric, bases[comparison])
        if text != NO_VALUE:
            said = labels.language.say("takeaway-line-comparison", base=base, base_value=base_value)
            lines.append(Line(text, said, stated["tone"], fact_id(change.metric, comparison)))
    return lines


def _target(target: Evidence, labels: Labels) -> Line:
    limit, gap = target.values.target, target.effect.abs
    assert limit is not None
    where = f"{target.extra['bound']}-{'above' if gap > 0 else 'below'}" if gap else "exact"
    said = labels.language.say(f"takeaway-line-target-{where}", target=labels.target(target.metric, limit))
    is_relative = target.effect.rel is not None
    text = move_text(Move.of(target), labels, target.metric, target.values.cur, absolute=not is_relative)
    return Line(text, said, target.tone, target.fact_ids[0] if target.fact_ids else None)


# ---------------------------------------------------------------- parts of a change


def _split(split: Evidence, labels: Labels) -> tuple[str, tuple[Line, ...]]:
    language, unit = labels.language, labels.unit(split.metric)
    assert split.comparison is not None
    effects = [child.effect.abs or 0 for child in split.children]
    scale = language.scale_for(max(map(abs, effects))) if unit in ("count", "currency") else 0
    places = _places(effects, split.metric, labels, scale)
    head = language.say(_POINT_HEADS[unit]) if unit in _POINT_HEADS else ""
    head = head or language.unit_head(unit, currency=labels.currency, scale=scale)
    base = labels.comparison(split.comparison)
    title = language.say("takeaway-because-parts", base=base, unit=head, has_unit="yes" if head else "no")
    lines = tuple(_part(child, labels, scale, places) for child in split.children)
    return title, lines


def _places(effects: Sequence[Number], metric: str, labels: Labels, scale: int) -> int:
    """Decimals of the effects: one under a scale, two for points below one, else as many as the unit shows."""
    unit, largest = labels.unit(metric), max(abs(effect) for effect in effects)
    if scale:
        return 1
    if unit in _POINT_HEADS:
        return 2 if largest * (100 if unit == "percent" else 1) < 1 else 1
    if unit == "count":
        return 0 if all(float(effect).is_integer() for effect in effects) else 1
    return labels.language.places(largest, unit, None, currency=labels.currency)


def _part(child: Evidence, labels: Labels, scale: int, places: int) -> Line:
    text = labels.language.scaled(child.effect.abs, labels.unit(child.metric), scale, places, signed=True)
    ref = next(iter(child.fact_ids), None)
    return Line(text, _part_text(child, labels), child.tone, ref)


def _part_text(child: Evidence, labels: Labels) -> str:
    say, metric, extra = labels.language.say, child.metric, child.extra
    dimension, kind = child.scope.dim or "", str(extra["kind"])
    if kind == "rest":
        members = labels.members(metric, dimension)
        if extra["count"] is None:
            return say("takeaway-line-rest-effects")
        message = "takeaway-line-rest" if members else "takeaway-line-rest-plain"
        return say(message, n=extra["count"], members=members)
    names: dict[str, object] = {
        "member": labels.member(metric, dimension, child.scope.member),
        "cur": labels.value(metric, child.values.cur),
        "base": labels.value(metric, _number(extra["base"])),
    }
    if kind == "mix":
        weights = {name: labels.language.value(_number(extra[name]), "percent") for name in ("weight", "base_weight")}
        return say("takeaway-line-mix", of=_denominator(labels.formula(metric)), **weights, **names)
    if kind == "rate" or child.effect.share_of_total is None:
        return say("takeaway-line-moved", **names)
    if not extra["base"] or not child.values.cur:
        return say("takeaway-line-new" if child.values.cur else "takeaway-line-gone", **names)
    share = labels.language.percent(child.effect.share_of_total, 0)
    return say(f"takeaway-line-share-of-{extra['share_of']}", share=share, **names)


def _denominator(formula: str) -> str:
    """What a ratio is a share of, when its formula says so in words: 'orders ÷ visits' gives 'visits'; else 'none'."""
    parts = formula.split("÷")
    word = parts[1].strip() if len(parts) == 2 else ""
    return word if word and word.replace(" ", "").isalpha() else "none"


def _number(value: Any) -> Number | None:
    return value if isinstance(value, int | float) else None
