"""What happens when in the magazine."""

from __future__ import annotations

from datetime import date

from kpireport.testing.demo.market import Rhythm

INVESTIGATION = date(2026, 10, 6)
"""The day on which «Кому принадлежит набережная» came out."""
SEARCH_UPDATE = date(2026, 10, 15)
"""A search engine ranks anew; recipes lose most."""
PAYWALL = date(2025, 9, 1)
"""From here on long reads are for subscribers."""
DEARER_FROM = date(2026, 4, 1)

READING = Rhythm(
    months=(1.06, 1.04, 1.03, 1.00, 0.95, 0.86, 0.82, 0.88, 1.02, 1.08, 1.09, 1.00),
    weekdays=(1.04, 1.05, 1.06, 1.05, 1.00, 0.88, 0.92),
    holiday=0.85,
)
"""People read more in autumn and winter and on working days."""


def search(day: date, section: str) -> float:
    """How much search sends to a section against before its update."""
    if day < SEARCH_UPDATE:
        return 1.0
    return 0.48 if section == "Еда" else 0.83


def talked_about(day: date) -> float:
    """How much more than usual the links in social networks and on other sites bring, while an investigation is talked of."""
    age = (day - INVESTIGATION).days
    return 1 + (3.1, 3.6, 2.8, 2.0, 1.5, 1.2, 1.1, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)[age] if 0 <= age < 14 else 1.0
