"""Texts of the spec: the variables that they may use, and filling them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpireport.document.edition import Edition
from kpireport.errors import Place
from kpireport.language import Language
from kpireport.periods import Comparison, Period, label, short_label
from kpireport.spec.model import ReportSpec
from kpireport.spec.text import render_text

VARIABLES = ("client", "comparisons", "period", "report")
"""The first names of what a text may use."""


def filled(edition: Edition, text: str | None, place: Place | None = None) -> str | None:
    """A text with its variables filled in; raises TemplateError where that cannot be done."""
    if text is None:
        return None
    return render_text(text, variables(edition.spec, edition.period, edition.comparisons, edition.language), place)


def variables(
    spec: ReportSpec, period: Period, comparisons: Sequence[Comparison], language: Language
) -> Mapping[str, object]:
    """What a text of the spec may use: `client`, `report`, `period`, `comparisons` by id, and the client's own `client.variables`."""
    client = spec.client
    return {
        "client": {
            "id": client.id,
            "name": client.name,
            "currency": client.currency,
            "country": client.country or "",
            "variables": dict(client.variables),
        },
        "report": {"id": spec.report.id, "author": spec.report.author or ""},
        "period": {
            "label": label(period, language),
            "short": short_label(period, language),
            "key": period.key,
            "start": language.day(period.start),
            "end": language.day(period.last),
        },
        "comparisons": {comparison.id: label(comparison.period, language) for comparison in comparisons},
    }
