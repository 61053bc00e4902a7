"""Texts of the spec: the variables that they may use, and filling them in."""

from __future__ import annotations

from collections.abc import Mapping

from kpireport.document.edition import Edition
from kpireport.errors import Place
from kpireport.spec.text import render_text

VARIABLES = ("client", "comparisons", "period", "report")
"""The first names of what a text may use."""


def filled(edition: Edition, text: str | None, place: Place | None = None) -> str | None:
    """A text with its variables filled in; raises TemplateError where that cannot be done."""
    return None if text is None else render_text(text, variables(edition), place)


def variables(edition: Edition) -> Mapping[str, object]:
    """What a text of the spec may use: `client`, `report`, `period`, `comparisons` by id, and the client's own `client.variables`."""
    client, period = edition.spec.client, edition.period
    return {
        "client": {
            "id": client.id,
            "name": client.name,
            "currency": client.currency,
            "country": client.country or "",
            "variables": dict(client.variables),
        },
        "report": {"id": edition.spec.report.id, "author": edition.spec.report.author or ""},
        "period": {
            "label": edition.label,
            "short": edition.short_label,
            "key": period.key,
            "start": edition.language.day(period.start),
            "end": edition.language.day(period.last),
        },
        "comparisons": {comparison.id: edition.label_of(comparison) for comparison in edition.comparisons},
    }
