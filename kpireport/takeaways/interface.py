"""The contract of the takeaways floor: what a detector is given, what it returns, and what it asks to be computed.

A detector looks at finished facts and returns candidates as `Evidence`. It decides nothing about the page: multiple
testing (`control`), ranking (`score`) and choice (`select`) are separate functions that see the candidates of all
detectors together. There are two lanes. A *fact* is true by construction and claims nothing else. A *signal* claims
that something is unusual: it carries a `Statistic` with a p-value, and only those survive that pass one
Benjamini-Hochberg over every candidate of the report; so a signal detector returns everything that it tested, not only
what looks large, and states its materiality as guards.

A whole plugin::

    from kpireport.plugin import Effect, Evidence, Need, Scope, Values, hookimpl

    kpireport_api = 1

    class Records:
        id, lane = "acme.record", "fact"

        def needs(self, shown):
            return [Need(shown.metric.id, series="month")]

        def detect(self, context):
            for metric in context.metrics.values():
                series = context.facts.one_series(metric.id, "month")
                past = [v for v in series.values[:-1] if v is not None] if series else []
                if len(past) >= 12 and (now := series.values[-1]) is not None and now > max(past):
                    effect = Effect(abs=now - max(past), rel=now / max(past) - 1)
                    yield Evidence(self.id, metric.id, Scope(), context.period.key, "fact", Values(cur=now), effect)

    @hookimpl
    def kpireport_register_takeaways():
        return [Records()]

It is said with the message `takeaway-acme-record` of a catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, runtime_checkable

from kpireport.metrics.facts import Change, Fact, FactTable, Step
from kpireport.metrics.pack import Additivity, Dataset, Metric
from kpireport.periods import Comparison, Period
from kpireport.spec.model import EventSpec
from kpireport.takeaways.evidence import Evidence, Lane
from kpireport.takeaways.goals import Goal

PREVIOUS = "previous_period"
LAST_YEAR = "same_period_last_year"

_USABLE = frozenset({"ok", "provisional"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What is worth a reader's time: smallest relative changes and smallest volumes."""

    change: float = 0.05
    """Counts and money."""
    ratio_change: float = 0.03
    """Ratios and scores."""
    events: int = 30
    """Events behind each of two compared numbers, where their count is known."""
    denominator: int = 100
    """Cases behind a percentage."""


@dataclass(frozen=True, slots=True)
class Need:
    """Facts that a detector wants: a metric in the current period and all comparisons, by some dimensions, or a series."""

    metric: str
    by: tuple[str, ...] = ()
    series: Step | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A metric that the report shows, as far as it is known before anything is computed."""

    metric: Metric
    dataset: Dataset | None
    additivity: Additivity


@dataclass(frozen=True, slots=True)
class DetectorContext:
    """Everything that detectors see: a frozen view of one report.

    `metrics` are the metrics that the report shows, in its order; `missing_days` are the days of the period without a
    row, by dataset, for datasets that should have one every day.
    """

    facts: FactTable
    metrics: Mapping[str, Metric]
    additivity: Mapping[str, Additivity]
    datasets: Mapping[str, Dataset]
    period: Period
    comparisons: tuple[Comparison, ...]
    goals: Mapping[str, Goal] = field(default_factory=dict)
    currency: str = "EUR"
    north_star: str | None = None
    events: tuple[EventSpec, ...] = ()
    missing_days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    limits: Limits = Limits()

    def fact(self, metric: str, period: str = "current") -> Fact | None:
        """The total of a metric, where it has a value that can be used."""
        found = self.facts.fact(metric, period=period)
        return found if found and found.value is not None and found.status in _USABLE else None

    def compared(self, metric: str, comparison: str) -> tuple[Fact, Fact, Change] | None:
        """Current total, base total and their change, where both are known and comparable."""
        current, base = self.fact(metric), self.fact(metric, comparison)
        change = self.facts.change(metric, comparison)
        return (current, base, change) if current and base and change and change.abs is not None else None

    def dimensions(self, metric: str) -> tuple[str, ...]:
        """The dimensions that a metric may be broken down by, in the dataset's order."""
        definition = self.metrics[metric]
        dataset = self.datasets.get(definition.dataset or "")
        return dimensions_of(definition, dataset)

    def is_controllable(self, metric: str, dimension: str) -> bool:
        """Whether the agency can act on the members of a dimension."""
        dataset = self.datasets.get(self.metrics[metric].dataset or "")
        found = dataset.dimension(dimension) if dataset else None
        return found is not None and found.controllable


@runtime_checkable
class Detector(Protocol):
    """One kind of claim. `id` is that of the claim ("I02"; a plugin's has its prefix, "acme.record")."""

    @property
    def id(self) -> str: ...

    @property
    def lane(self) -> Lane: ...

    def needs(self, shown: Shown, /) -> Iterable[Need]:
        """What has to be computed about one shown metric before `detect` is called."""
        ...

    def detect(self, context: DetectorContext) -> Iterable[Evidence]:
        """Every candidate that the facts hold; what could not be computed is left out, never guessed."""
        ...


def needs(
    detectors: Iterable[Detector],
    metrics: Mapping[str, Metric],
    datasets: Mapping[str, Dataset],
    additivity: Mapping[str, Additivity],
) -> tuple[Need, ...]:
    """What all detectors want of the shown metrics, each need once, in a stable order; input of the planner."""
    wanted = [
        need
        for metric in metrics.values()
        for detector in detectors
        for need in detector.needs(Shown(metric, datasets.get(metric.dataset or ""), additivity[metric.id]))
    ]
    return tuple(dict.fromkeys(wanted))


def dimensions_of(metric: Metric, dataset: Dataset | None) -> tuple[str, ...]:
    """The dimensions that a metric may be broken down by: those it names, else all of its dataset."""
    if metric.dimensions is not None:
        return tuple(metric.dimensions)
    return tuple(dimension.column for dimension in dataset.dimensions) if dataset else ()
