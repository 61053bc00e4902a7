"""How much a candidate matters: weight of the metric, kind of claim, size, certainty, what can be done about it.

score = metric * type * size * (0.3 + 0.7 * evidence) * controllable * adverse, each factor as documented below.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpireport.takeaways.evidence import Evidence
from kpireport.takeaways.interface import LAST_YEAR, DetectorContext


@dataclass(frozen=True, slots=True)
class Weights:
    """The factors of the score; everything that is a matter of judgement is here."""

    north_star: float = 1.3
    neutral: float = 0.7
    """Metrics that are neither good nor bad when high, such as e-mails sent: what was done, not what came of it."""
    types: Mapping[str, float] = field(default_factory=lambda: {"I02": 0.6, "I04": 0.6, "I19": 1.5})
    target_missed: float = 0.7
    other_comparison: float = 0.25
    """A change on another period than last year's, where there is a last year: it holds the season, too."""
    target_size: float = 0.4
    """The least size of a target's status: that it is met or missed is news however narrowly."""
    scale: float = 0.12
    """The relative effect at which size reaches 63 %."""
    target_scale: float = 0.03
    """The same for the gap to a target, which was agreed on and is closer to what was expected."""
    fact_evidence: float = 0.3
    controllable: float = 1.15
    adverse: float = 1.1
    other_type: float = 0.6


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score."""

    evidence: Evidence
    score: float


def score(evidence: Evidence, context: DetectorContext, weights: Weights | None = None) -> Scored:
    """A candidate with its score; a change without a relative size (from 0) counts as a doubling."""
    w = weights or Weights()
    factors = (
        _metric(evidence, context, w),
        _type(evidence, w),
        _size(evidence, w),
        0.3 + 0.7 * _certainty(evidence, w),
        w.controllable if _is_controllable(evidence, context) else 1.0,
        w.adverse if evidence.tone == "bad" else 1.0,
    )
    return Scored(evidence, round(math.prod(factors), 12))


def _metric(evidence: Evidence, context: DetectorContext, w: Weights) -> float:
    metric = context.metrics.get(evidence.metric)
    if metric is None:
        return 1.0
    star = w.north_star if metric.id == context.north_star else 1.0
    return star * (w.neutral if metric.direction == "neutral" else 1.0)


def _type(evidence: Evidence, w: Weights) -> float:
    if evidence.type == "I04" and evidence.tone == "bad":
        return w.target_missed
    bases = evidence.extra.get("bases")
    seasonal = isinstance(bases, Mapping) and LAST_YEAR in bases and evidence.comparison != LAST_YEAR
    return w.other_comparison if seasonal else w.types.get(evidence.type, w.other_type)


def _size(evidence: Evidence, w: Weights) -> float:
    effect = evidence.effect
    if effect.abs is None and effect.rel is None:
        return 0.05
    x = abs(effect.rel) if effect.rel is not None else 1.0 if effect.abs else 0.0
    if evidence.type == "I04":
        return max(w.target_size, 1 - math.exp(-abs(effect.rel or 0) / w.target_scale))
    return 1 - math.exp(-x / w.scale)


def _certainty(evidence: Evidence, w: Weights) -> float:
    if evidence.stat is None or evidence.stat.q is None:
        return w.fact_evidence
    return min(1.0, -math.log10(max(evidence.stat.q, 1e-12)) / 4)


def _is_controllable(evidence: Evidence, context: DetectorContext) -> bool:
    dim = evidence.scope.dim
    return bool(evidence.extra.get("controllable")) or bool(
        dim and evidence.metric in context.metrics and context.is_controllable(evidence.metric, dim)
    )
