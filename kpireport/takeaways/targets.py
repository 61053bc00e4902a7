"""I04: whether a metric met its target, and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kpireport.takeaways.evidence import Effect, Evidence, Scope, Values
from kpireport.takeaways.interface import DetectorContext, Need, Shown


class Targets:
    """One candidate for each metric that has a target and a value."""

    id = "I04"
    lane: Literal["fact"] = "fact"

    def needs(self, shown: Shown, /) -> Iterable[Need]:
        """The totals."""
        return [Need(shown.metric.id)]

    def detect(self, context: DetectorContext) -> Iterable[Evidence]:
        """The candidates, in the order of the metrics."""
        for metric_id in context.metrics:
            goal, current = context.goals.get(metric_id), context.fact(metric_id)
            status = goal.status(current.value) if goal and current else None
            if current is None or status is None:
                continue
            yield Evidence(
                type=self.id,
                metric=metric_id,
                scope=Scope(),
                window=context.period.key,
                lane="fact",
                values=Values(cur=current.value, target=status.target),
                effect=Effect(abs=status.gap, rel=status.gap_rel),
                tone="good" if status.met else "bad",
                fact_ids=(current.id,),
                query_ids=(current.query,) if current.query else (),
                extra={"bound": status.bound, "met": status.met, "attainment": status.attainment},
            )
