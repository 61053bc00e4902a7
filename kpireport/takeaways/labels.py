"""What a sentence calls things: metrics, dimensions, members, datasets, periods, in the report's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from kpireport.language import Language, Noun
from kpireport.metrics.facts import Number
from kpireport.metrics.pack import Dataset, Dimension, Metric, Words
from kpireport.periods import Comparison, Period, label

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Labels:
    """Names and formats; holds no fact, so a sentence cannot take a number from it."""

    language: Language
    metrics: Mapping[str, Metric]
    datasets: Mapping[str, Dataset]
    period: Period
    comparisons: tuple[Comparison, ...]
    currency: str

    def noun(self, metric: str) -> Noun:
        """A metric's name with its forms; those of another language do not count as stated."""
        return metric_noun(self.metrics[metric], self.language)

    def noun_of(self, metric: str, dimension: str | None, member: str | None) -> Noun:
        """A metric's name with the member that is spoken of behind it: 'Revenue (E-mail)'; without one its own."""
        noun = self.noun(metric)
        if dimension is None:
            return noun
        return noun.followed(f" ({self.member(metric, dimension, member)})")

    def unit(self, metric: str) -> str:
        """A metric's unit."""
        return self.metrics[metric].unit

    def value(self, metric: str, x: Number | None) -> str:
        """A value of a metric, finished."""
        definition = self.metrics[metric]
        return self.language.value(x, definition.unit, currency=self.currency, display=definition.display)

    def target(self, metric: str, x: Number) -> str:
        """A target: a round number is shown as one."""
        if self.unit(metric) == "currency":
            return self.language.money(x, self.currency, whole=True)
        return self.value(metric, x)

    def current(self) -> str:
        """The period of the report."""
        return label(self.period, self.language)

    def comparison(self, comparison_id: str) -> str:
        """The period of a comparison: 'October 2025'."""
        return next(label(c.period, self.language) for c in self.comparisons if c.id == comparison_id)

    def members(self, metric: str, dimension: str) -> str:
        """A dimension's members in general: 'channels'; empty where the pack has no word."""
        found = self._dimension(metric, dimension)
        return (spoken(found.plural, self.language.locale) or "") if found else ""

    def member(self, metric: str, dimension: str, member: str | None) -> str:
        """One member; rows without a value are 'Unassigned'."""
        if member is None:
            return self.language.say("ui-unassigned")
        found = self._dimension(metric, dimension)
        names = found.members.get(member, {}) if found else {}
        return spoken(names, self.language.locale) or member

    def dataset(self, dataset: str) -> str:
        """A dataset's title."""
        found = self.datasets.get(dataset)
        return (spoken(found.title, self.language.locale) if found else None) or _plain(dataset)

    def formula(self, metric: str) -> str:
        """The definition in words; empty where the pack has none in this language."""
        return self.metrics[metric].formula_in(self.language.locale) or ""

    def _dimension(self, metric: str, dimension: str) -> Dimension | None:
        dataset = self.datasets.get(self.metrics[metric].dataset or "")
        return dataset.dimension(dimension) if dataset else None


def metric_noun(metric: Metric, language: Language) -> Noun:
    """A metric's name with its forms; those of another language do not count as stated."""
    words = spoken(metric.label, language.locale) or Words(nom=_plain(metric.id))
    is_own = words is spoken(metric.label, language.locale, others=False)
    return language.noun(words.nom, words.gen, words.gender) if is_own else language.noun(words.nom)


def spoken(texts: Mapping[str, T], locale: str, *, others: bool = True) -> T | None:
    """What a pack says in a language, else (with `others`) in English, else in any; None when it says nothing."""
    parts = locale.split("-")
    own = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next((texts[tag] for tag in [*own, *(("en", *sorted(texts)) if others else ())] if tag in texts), None)


def _plain(name: str) -> str:
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]
