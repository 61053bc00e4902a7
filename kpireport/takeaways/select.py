"""What is shown: explanations folded under headlines, then the few headlines that together tell most.

Data quality stands first. Each metric has one headline. A headline counts less the more a chosen one already says it:
metrics of one dataset that moved alike are near-duplicates. Good and bad news are both shown where both exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpireport.takeaways.evidence import Effect, Evidence, Scope, Values
from kpireport.takeaways.interface import DetectorContext
from kpireport.takeaways.score import Scored, Weights

EXPLANATIONS = frozenset({"I11", "I13", "I14"})
DATA_QUALITY = "I19"
TARGET = "I04"
QUIET = "quiet"

_NOTICES = 2
_LEAST = 3
"""Headlines to fill up to with facts that are too small to be news."""
_WORTH = 0.08
"""A headline is worth its place from this share of the best one on."""
_ALIKE = 0.75
_RELATED = 0.4


def is_material(evidence: Evidence) -> bool:
    """Whether every guard of a candidate holds."""
    return all(guard.passed for guard in evidence.guards)


def _has_volume(evidence: Evidence) -> bool:
    return all(guard.passed for guard in evidence.guards if guard.name == "volume")


def select(candidates: Iterable[Scored], context: DetectorContext, limit: int = 5) -> tuple[Scored, ...]:
    """At most `limit` headlines with their explanations as children, in the order to show them; the same for the same input."""
    everything = tuple(candidates)
    notices = [s for s in everything if s.evidence.type == DATA_QUALITY]
    claims = [s for s in everything if s.evidence.type != DATA_QUALITY and s.evidence.type not in EXPLANATIONS]
    explanations = [s.evidence for s in everything if s.evidence.type in EXPLANATIONS]
    heads = _headlines(claims, explanations, context)
    material = [s for s in heads if is_material(s.evidence)]
    is_news = any(is_material(s.evidence) and s.evidence.type != TARGET for s in claims)
    quiet = [] if is_news else _quiet(claims, context)
    room = max(0, limit - len(notices[:_NOTICES]) - len(quiet))
    chosen = _balance(_greedy(material, context, room), material, room)
    small = [s for s in heads if not is_material(s.evidence) and _has_volume(s.evidence)]
    fill = small[: max(0, min(_LEAST, limit) - len(chosen) - len(quiet))]
    return tuple([*notices[:_NOTICES], *quiet, *chosen, *fill][:limit])


# ---------------------------------------------------------------- headline + because


def _headlines(claims: Sequence[Scored], explanations: Sequence[Evidence], context: DetectorContext) -> list[Scored]:
    """One headline a metric, best first, with the metric's other claims and its explanation as children."""
    order = {metric: place for place, metric in enumerate(context.metrics)}
    by_metric: dict[str, list[Scored]] = {}
    for claim in sorted(claims, key=_rank):
        by_metric.setdefault(claim.evidence.metric, []).append(claim)
    heads = [_fold(found, explanations) for found in by_metric.values()]
    return sorted(heads, key=lambda s: (-s.score, order.get(s.evidence.metric, len(order)), s.evidence.id))


def _rank(claim: Scored) -> tuple[bool, float, str, str]:
    evidence = claim.evidence
    return not is_material(evidence), -claim.score, evidence.type, evidence.comparison or ""


def _fold(claims: Sequence[Scored], explanations: Sequence[Evidence]) -> Scored:
    """The first claim as head; its children are what explains its change, then one claim of each other type."""
    head, *others = (claim.evidence for claim in claims)
    moved = next((e for e in (head, *others) if e.comparison is not None and is_material(e)), None)
    because = [e for e in explanations if moved and (e.metric, e.comparison) == (moved.metric, moved.comparison)][:1]
    also = {e.type: e for e in reversed(others) if e.type != head.type}
    boost = Weights().controllable if any(e.extra.get("controllable") for e in because) else 1.0
    return Scored(replace(head, children=(*head.children, *because, *also.values())), claims[0].score * boost)


# ---------------------------------------------------------------- choice


def _greedy(heads: Sequence[Scored], context: DetectorContext, limit: int) -> list[Scored]:
    """The best head that is least covered by those already chosen, again and again."""
    chosen: list[Scored] = []
    left = list(heads)
    while left and len(chosen) < limit:
        gains = [(_gain(head, chosen, context), -place) for place, head in enumerate(left)]
        gain, place = max(gains)
        if chosen and gain < _WORTH * heads[0].score:
            break
        chosen.append(left.pop(-place))
    return chosen


def _gain(head: Scored, chosen: Sequence[Scored], context: DetectorContext) -> float:
    covered = max((_cover(c.evidence, head.evidence, context) for c in chosen), default=0.0)
    return head.score * (1 - covered)


def _cover(told: Evidence, other: Evidence, context: DetectorContext) -> float:
    """How much of `other` a reader of `told` knows: most of it when both are of one dataset and moved alike."""
    datasets = [context.metrics[e.metric].dataset if e.metric in context.metrics else None for e in (told, other)]
    a, b = _movement(told), _movement(other)
    if datasets[0] is None or datasets[0] != datasets[1] or not a or not b or (a > 0) != (b > 0):
        return 0.0
    return _ALIKE if max(a, b, key=abs) / min(a, b, key=abs) < 1.5 else _RELATED


def _movement(evidence: Evidence) -> float:
    """The relative change that a headline tells, its own or that of the change under it; 0 where it tells none."""
    for found in (evidence, *evidence.children):
        if found.comparison is not None and found.effect.rel is not None:
            return found.effect.rel
    return 0.0


def _balance(chosen: list[Scored], heads: Sequence[Scored], limit: int) -> list[Scored]:
    """The chosen heads with the best one of a tone that is missing among them, in the place of the last."""
    tones = {s.evidence.tone for s in chosen}
    bests = [next((s for s in heads if s.evidence.tone == tone), None) for tone in ("good", "bad") if tone not in tones]
    missing = [best for best in bests if best]
    return [*chosen[: limit - len(missing)], *missing] if limit > len(missing) else chosen


# ---------------------------------------------------------------- nothing moved


def _quiet(claims: Sequence[Scored], context: DetectorContext) -> list[Scored]:
    """The statement that nothing moved, or that there is nothing to compare with; none without any value."""
    changes = [s.evidence for s in claims if s.evidence.type == "I02"]
    if not changes:
        return []
    metrics = {e.metric for e in changes}
    compared = {e.metric for e in changes if e.comparison is not None}
    enough = {e.metric for e in changes if any(g.name == "volume" and g.passed for g in e.guards)}
    stated = {
        "metrics": len(enough),
        "few": len(compared - enough),
        "new": len(metrics - compared),
        "limit": context.limits.change,
        "ratio_limit": context.limits.ratio_change,
        "events": context.limits.events,
    }
    evidence = Evidence(QUIET, "", Scope(), context.period.key, "fact", Values(), Effect(), extra=stated)
    return [Scored(evidence, 0.0)]
