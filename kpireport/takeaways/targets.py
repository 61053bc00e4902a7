"""I04: whether a metric, or a member of it, met its target or is on track for it, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from kpireport.metrics.facts import Fact, Group, group_text
from kpireport.takeaways.evidence import Effect, Evidence, Scope, Values
from kpireport.takeaways.goals import Goal
from kpireport.takeaways.interface import DetectorContext, Need, Shown


class Targets:
    """One candidate for each metric and each member that has a target and a value."""

    id = "I04"
    lane: Literal["fact"] = "fact"

    def needs(self, shown: Shown, /) -> Iterable[Need]:
        """The totals."""
        return [Need(shown.metric.id)]

    def detect(self, context: DetectorContext) -> Iterable[Evidence]:
        """The candidates, in the order of the metrics."""
        for metric_id in context.metrics:
            goal = context.goals.get(metric_id)
            current = self._fact(context, metric_id, {}, goal) if goal else None
            if goal and current and (found := self._evidence(context, goal, current, Scope())):
                yield found
            yield from self._members(context, metric_id)

    def _members(self, context: DetectorContext, metric_id: str) -> Iterator[Evidence]:
        for dimension in context.dimensions(metric_id):
            for fact in context.facts.breakdown(metric_id, (dimension,)):
                goal = context.goals.get(f"{metric_id}{group_text(fact.group)}")
                current = self._fact(context, metric_id, fact.group, goal) if goal else None
                if goal and current and (member := fact.group[dimension]) is not None:
                    found = self._evidence(context, goal, current, Scope(dimension, member))
                    yield from [found] if found else []

    def _fact(self, context: DetectorContext, metric_id: str, group: Group, goal: Goal) -> Fact | None:
        """The value to judge: a whole one, or in a running period the value so far."""
        fact = context.facts.fact(metric_id, group=group)
        whole = {"ok", "provisional"} | ({"partial"} if goal.pace else set())
        return fact if fact and fact.value is not None and fact.status in whole else None

    def _evidence(self, context: DetectorContext, goal: Goal, current: Fact, scope: Scope) -> Evidence | None:
        status = goal.status(current.value)
        if status is None:
            return None
        ahead = None if status.projected is None else status.projected - status.target
        gap = status.gap if ahead is None else ahead
        so_far = {"elapsed": goal.pace.elapsed, "days": goal.pace.days} if goal.pace else {}
        return Evidence(
            type=self.id,
            metric=current.metric,
            scope=scope,
            window=context.period.key,
            lane="fact",
            values=Values(cur=current.value, target=status.target, expected=status.projected),
            effect=Effect(abs=gap, rel=gap / abs(status.target) if status.target else None),
            tone="good" if status.good else "bad",
            fact_ids=(current.id,),
            query_ids=(current.query,) if current.query else (),
            extra={
                "bound": status.bound,
                "state": status.state,
                "met": status.met,
                "attainment": status.attainment,
                **so_far,
            },
        )
