"""Notices in the report's language: what sources and the engine said of the data, as the page says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from kpireport.document.model import Notice
from kpireport.language import Language
from kpireport.metrics.pack import Dataset, Metric
from kpireport.sources.interface import Notice as SourceNotice
from kpireport.takeaways.labels import metric_noun, spoken

HARMLESS = frozenset({"info"})
"""Kinds of notices that change no number."""


def as_notice(
    said: SourceNotice,
    language: Language,
    *,
    datasets: Mapping[str, Dataset],
    metrics: Mapping[str, Metric] | None = None,
    source: str | None = None,
) -> Notice:
    """A notice as the document keeps it: the catalogue's sentence where it names a message, else its own English text.

    Among its arguments `dataset` and `metric` are ids, and stand in the sentence with their names; names that end in
    'day' are days in ISO form; everything else is a number or a text as it is.
    """
    severity: Literal["info", "warning"] = "info" if said.kind in HARMLESS else "warning"
    text = said.text
    if said.message and language.has(said.message):
        arguments = {name: _spoken(name, x, language, datasets, metrics or {}) for name, x in said.arguments.items()}
        text = language.say(said.message, **arguments)
    return Notice(kind=said.kind, text=text, source=source, severity=severity)


def _spoken(
    name: str, x: str | float, language: Language, datasets: Mapping[str, Dataset], metrics: Mapping[str, Metric]
) -> str | float:
    if name == "dataset" and x in datasets:
        return spoken(datasets[str(x)].title, language.locale) or x
    if name == "metric" and x in metrics:
        return metric_noun(metrics[str(x)], language)
    return language.day(date.fromisoformat(str(x))) if name.endswith("day") else x
