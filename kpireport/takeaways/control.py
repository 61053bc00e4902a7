"""Multiple testing: which candidates may be claimed at all. Facts always may; signals by one false-discovery control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kpireport.takeaways.evidence import Evidence


def control(candidates: Iterable[Evidence], level: float = 0.10) -> tuple[Evidence, ...]:
    """The candidates that survive Benjamini-Hochberg (1995) at `level` over all signals of the report; facts pass.

    Surviving signals come back with `q` and the number of tests in their statistic. Order is kept. A signal without a
    p-value makes no testable claim and is dropped.
    """
    everything = tuple(candidates)
    p_values = [e.stat.p for e in everything if e.lane == "signal" and e.stat and e.stat.p is not None]
    q_of = _q_values(p_values)
    kept = []
    for evidence in everything:
        if evidence.lane == "fact":
            kept.append(evidence)
        elif evidence.stat and evidence.stat.p is not None and q_of[evidence.stat.p] <= level:
            stat = replace(evidence.stat, q=q_of[evidence.stat.p], n_tests=len(p_values))
            kept.append(replace(evidence, stat=stat))
    return tuple(kept)


def _q_values(p_values: list[float]) -> dict[float, float]:
    """The smallest level at which each p-value is still rejected."""
    q: dict[float, float] = {}
    smallest = 1.0
    for rank, p in sorted(enumerate(sorted(p_values), start=1), reverse=True):
        smallest = min(smallest, p * len(p_values) / rank)
        q.setdefault(p, smallest)
    return q
