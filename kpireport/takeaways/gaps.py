"""I19, the part that is plain fact: days of the period on which a daily dataset has no rows. Stands before everything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kpireport.takeaways.evidence import Effect, Evidence, Scope, Values
from kpireport.takeaways.interface import DetectorContext, Need, Shown


class MissingDays:
    """One candidate for each dataset that misses days; its `extra` names dataset and days, its metric is empty."""

    id = "I19"
    lane: Literal["fact"] = "fact"

    def needs(self, _: Shown, /) -> Iterable[Need]:
        """Nothing: the days come with the context."""
        return ()

    def detect(self, context: DetectorContext) -> Iterable[Evidence]:
        """The candidates, in the order of the datasets."""
        for dataset, days in context.missing_days.items():
            inside = sorted(day for day in set(days) if context.period.contains(day))
            if inside:
                share = len(inside) / context.period.days
                yield Evidence(
                    type=self.id,
                    metric="",
                    scope=Scope(),
                    window=context.period.key,
                    lane="fact",
                    values=Values(cur=len(inside)),
                    effect=Effect(abs=len(inside), rel=share),
                    extra={
                        "dataset": dataset,
                        "days": [day.isoformat() for day in inside],
                        "of_days": context.period.days,
                    },
                )
