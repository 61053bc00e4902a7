"""The value axis of a chart: its unit, the power of ten its head names, and finished labels on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpireport.document.edition import Edition
from kpireport.document.model import Display
from kpireport.metrics.facts import Number


def display_of(edition: Edition, metric_id: str, values: Iterable[Number | None]) -> Display:
    """How the axis of a metric is written, chosen from its largest value: '€ thousand', '%', plain counts."""
    metric, language = edition.metrics[metric_id], edition.language
    currency = edition.spec.client.currency if metric.unit == "currency" else None
    largest = max((abs(value) for value in values if value is not None), default=0)
    scale = language.scale_for(largest) if metric.unit in {"count", "currency"} else 0
    if scale:
        places = 1 if largest < 100 * 10**scale else 0
    elif metric.unit == "seconds":
        places = 0
    else:
        places = language.places(largest, metric.unit, metric.display, currency=currency)
    return Display(unit=metric.unit, currency=currency, scale=scale, places=places)


def axis_labels(
    edition: Edition, metric_id: str, display: Display, values: Sequence[Number | None], *, signed: bool = False
) -> list[str | None]:
    """One label a value, in the axis's unit: '209' where the head says € thousand; None where there is no value."""
    return [None if x is None else axis_label(edition, metric_id, display, x, signed=signed) for x in values]


def axis_label(edition: Edition, metric_id: str, display: Display, value: Number, *, signed: bool = False) -> str:
    """One value in the axis's unit; durations are written out, because nobody reads 155 seconds as 2:35."""
    if display.unit == "seconds" and not signed:
        return edition.value_text(metric_id, value)
    return edition.language.scaled(value, display.unit, display.scale, display.places, signed=signed)


def unit_head(edition: Edition, display: Display) -> str:
    """What the line under a title says about the unit; empty for plain counts and for durations, which say it themselves."""
    if display.unit == "seconds":
        return ""
    return edition.language.unit_head(display.unit, currency=display.currency, scale=display.scale)


def under(title: str, name: str, *parts: str) -> str:
    """The line under a title; it does not repeat the name that the title begins with."""
    return subtitle(*parts) if title.startswith(name) else subtitle(name, *parts)


def subtitle(*parts: str) -> str:
    """'Revenue by month, € thousand, October 2025 – October 2026'; empty parts are left out."""
    return ", ".join(part for part in parts if part)
