"""An edition: one client's report for one period in one language, with everything that composing it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kpireport.document.materials import NONE, Materials
from kpireport.document.model import ChangeRecord, FactRecord, SeriesRecord
from kpireport.document.targets import goals_for
from kpireport.language import Language, Noun
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.changes import same_length
from kpireport.metrics.facts import FactTable, Number
from kpireport.metrics.pack import Additivity, Dimension, Metric
from kpireport.periods import Comparison, Period, label, short_label
from kpireport.takeaways.goals import Goals, Pace
from kpireport.takeaways.interface import LAST_YEAR
from kpireport.takeaways.labels import Labels, spoken

if TYPE_CHECKING:
    from kpireport.spec.model import ReportSpec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Derived:
    """Facts, changes and series that a block worked out from the engine's: what "other" is."""

    facts: tuple[FactRecord, ...] = ()
    changes: tuple[ChangeRecord, ...] = ()
    series: tuple[SeriesRecord, ...] = ()

    def __add__(self, other: Derived) -> Derived:
        return Derived(self.facts + other.facts, self.changes + other.changes, self.series + other.series)


NOTHING = Derived()


@dataclass(frozen=True)
class Edition:
    """The frozen input of every block, with the names that a reader knows things by.

    It has no slots because every number of a page asks for its goals and labels, which are worked out once.
    """

    spec: ReportSpec
    period: Period
    comparisons: tuple[Comparison, ...]
    facts: FactTable
    catalogue: Catalogue
    language: Language
    as_of: date
    materials: Materials = NONE
    paces: Mapping[str, Pace] = field(default_factory=dict)
    """How far a running period is in the data, by dataset; empty for a period that is over."""

    # ------------------------------------------------------------ names

    @property
    def label(self) -> str:
        """'October 2026'."""
        return label(self.period, self.language)

    def label_of(self, comparison: Comparison) -> str:
        """'October 2025'."""
        return label(comparison.period, self.language)

    def versus(self, comparison: Comparison) -> str:
        """'vs Sep', 'vs Oct 2025': the head of a column."""
        return self.language.versus(short_label(comparison.period, self.language, beside=self.period))

    @property
    def short_label(self) -> str:
        """'Oct 2026'."""
        return short_label(self.period, self.language)

    def short_label_of(self, comparison: Comparison) -> str:
        """'Oct 2025', with its year."""
        return short_label(comparison.period, self.language)

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The definitions of all metrics by id."""
        return self.catalogue.metrics

    def additivity(self, metric_id: str) -> Additivity:
        """How parts of a metric make a whole."""
        return self.catalogue.metric(metric_id).additivity

    @cached_property
    def goals(self) -> Goals:
        """The targets that hold for the period, by what they are for."""
        return goals_for(self.spec, self.period, self.catalogue, self.paces)

    @cached_property
    def labels(self) -> Labels:
        """What sentences call things, shared with the takeaways."""
        currency = self.spec.client.currency
        return Labels(self.language, self.metrics, self.catalogue.datasets, self.period, self.comparisons, currency)

    def noun(self, metric_id: str) -> Noun:
        """A metric's name as sentences use it."""
        return self.labels.noun(metric_id)

    def short_name(self, metric_id: str) -> str:
        """A metric's name for a column head."""
        words = self.spoken(self.metrics[metric_id].label)
        return (words.short if words else None) or self.noun(metric_id)

    def group_name(self, metric_id: str) -> str | None:
        """The heading that a metric stands under in a scoreboard."""
        group_id = self.metrics[metric_id].group
        group = next((g for g in self.catalogue.groups if g.id == group_id), None)
        return (self.spoken(group.label) if group else None) or (plain_name(group_id) if group_id else None)

    def dimension_name(self, metric_id: str, dimension: str) -> Noun:
        """'Channel'; a dimension without a label is named by its column."""
        found = self._dimension(metric_id, dimension)
        name = (self.spoken(found.label) if found else None) or plain_name(dimension)
        return self.language.dimension(name, spoken(found.by, self.language.locale, others=False) if found else None)

    def segment_name(self, segment: str) -> str:
        """'Loyal customers'."""
        return self.spoken(self.catalogue.segments[segment].label) or plain_name(segment)

    def member_name(self, metric_id: str, dimension: str, member: str | None) -> str:
        """'Organic search'; rows without a value are 'Unassigned'."""
        if member is None:
            return self.language.say("ui-unassigned")
        found = self._dimension(metric_id, dimension)
        return (self.spoken(found.members.get(member, {})) if found else None) or member

    def _dimension(self, metric_id: str, name: str) -> Dimension | None:
        """A dimension of a metric's dataset; a derived metric takes the first dataset that has it."""
        datasets = (self.catalogue.datasets[dataset] for dataset in self.catalogue.metric(metric_id).datasets)
        return next((found for dataset in datasets if (found := dataset.dimension(name))), None)

    def spoken(self, texts: Mapping[str, T]) -> T | None:
        """What a pack says in the report's language."""
        return spoken(texts, self.language.locale)

    # ------------------------------------------------------------ numbers

    def value_text(self, metric_id: str, value: Number | None) -> str:
        """A value of a metric, finished."""
        return self.labels.value(metric_id, value)

    def same_length(self, metric_id: str, comparison_id: str) -> bool:
        """Whether a metric of the period can be held against that of a comparison, which may be shorter or longer."""
        base = next(c.period for c in self.comparisons if c.id == comparison_id)
        return same_length(self.period.days, base.days, self.additivity(metric_id))

    @property
    def main_comparison(self) -> Comparison | None:
        """The comparison that messages are made on: the same period last year, else the first one."""
        last_year = next((c for c in self.comparisons if c.id == LAST_YEAR), None)
        return last_year or next(iter(self.comparisons), None)


def plain_name(name: str) -> str:
    """A name for what nobody named: 'landing_page' is 'Landing page'."""
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]
