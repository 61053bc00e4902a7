"""Which rows count in a bucket of days, where that is not simply every row of its days.

A window takes the last day, the last seven days, or the calendar month of the last day, all of which end with the bucket.
A snapshot rule keeps the last state of each thing. A column that numbers events within the period is numbered anew for
each bucket. Rows about whole periods (grain `period`) belong to the bucket in which their period begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.expressions import Component
from kpireport.metrics.pack import Dataset, Metric

_DAYS = {"day": 1, "week": 7}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class States:
    """A snapshot rule made ready: for each combination of `things`, the last row by `time` that meets `condition`."""

    time: str
    things: tuple[str, ...]
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How the rows of a bucket are chosen; `ALL_ROWS` is every row of its days.

    `numbered` are the columns that number events within the bucket; `whole` marks rows about whole periods.
    """

    window: str | None = None
    states: States | None = None
    numbered: tuple[str, ...] = ()
    whole: bool = False

    def days(self, start: date, end: date) -> tuple[date, date]:
        """The half-open days that rows are taken from, for a bucket of days."""
        if self.window is None:
            return start, end
        last = end - _ONE_DAY
        return (last.replace(day=1) if self.window == "month" else end - timedelta(days=_DAYS[self.window])), end

    def judged(self, start: date, end: date) -> tuple[date, date]:
        """The half-open days that have to be there for a value to be whole: of states, the last one."""
        return (end - _ONE_DAY, end) if self.states else self.days(start, end)

    @property
    def text(self) -> str:
        """What tells the rule from others, in words; empty for every row."""
        words = [f"last {self.window}" if self.window else ""]
        if self.states:
            words.append(f"last by {', '.join(self.states.things)}")
            words.append(f"where {self.states.condition}" if self.states.condition else "")
        words += self.numbered
        return "; ".join(word for word in words if word)


ALL_ROWS = Rule()
"""The one rule of a compiled part that chooses nothing."""


def rule_of(metric: Metric, dataset: Dataset, values: Mapping[str, object], condition: str | None) -> Rule:
    """The rule of a metric over a dataset; `condition` is its filter as SQL, which goes before a snapshot rule."""
    windows = [str(values[name]) for name, found in metric.parameters.items() if found.type == "window"]
    states = None
    if metric.snapshot:
        states = States(metric.snapshot.time or dataset.time, metric.snapshot.partition_by, condition)
    return Rule(windows[0] if windows else None, states, whole=dataset.grain == "period")


def numbered_within(dataset: Dataset, component: Component) -> tuple[str, ...]:
    """The columns of a component that number events within the period."""
    return tuple(sorted(name for name in component.columns if is_numbered_within(dataset, name)))


def is_numbered_within(dataset: Dataset, column: str) -> bool:
    """Whether a column numbers events within the period that is computed."""
    ordinal = dataset.columns[column].ordinal
    return ordinal is not None and ordinal.within == "period"
