"""The comparison block: this period beside the others, metric by metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpireport.document.blocks import ComparisonSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.kpis import count, gap_notes, kpi, status_notes
from kpireport.document.members import nothing_to_show
from kpireport.document.model import Cell, Column, Delta, Kpi, Row, TableBlock
from kpireport.document.wording import metric_sentence
from kpireport.language import NO_VALUE


def compose_comparison(edition: Edition, spec: ComparisonSpec) -> Composed:
    """A row a metric: its value now, and for each comparison the value then and the change."""
    kpis = [kpi(edition, metric, spark=False) for metric in spec.metrics]
    name = edition.language.say("doc-comparison-name", label=edition.label)
    if all(shown.value_text == NO_VALUE and not _has_base(shown) for shown in kpis):
        return nothing_to_show(edition, name, spec.metrics)
    message = count(edition, kpis).sentence(edition) if len(kpis) > 1 else metric_sentence(edition, spec.metrics[0])
    block = TableBlock(
        role="comparison",
        title=spec.title or message,
        subtitle=name if (spec.title or message) != name else "",
        columns=list(_columns(edition)),
        rows=[Row(cells=list(_cells(edition, shown))) for shown in kpis],
        notes=[*gap_notes(edition, [(k.label, k.deltas) for k in kpis]), *status_notes(edition, spec.metrics)],
    )
    return Composed(block, None if spec.title else message, name=name, metrics=spec.metrics)


def _has_base(shown: Kpi) -> bool:
    return any(delta.base_text != NO_VALUE for delta in shown.deltas)


def _columns(edition: Edition) -> Iterator[Column]:
    yield Column(label=edition.language.say("ui-kpi"), align="left")
    yield Column(label=edition.short_label)
    for comparison in edition.comparisons:
        yield Column(label=edition.short_label_of(comparison), muted=True)
        yield Column(label=edition.versus(comparison))


def _cells(edition: Edition, shown: Kpi) -> Iterator[Cell]:
    yield Cell(text=shown.label)
    yield Cell(text=shown.value_text, ref=shown.fact)
    for comparison in edition.comparisons:
        yield from _pair(shown.deltas, comparison.id)


def _pair(deltas: Sequence[Delta], comparison: str) -> tuple[Cell, Cell]:
    """The value then and the change on it."""
    found = next((delta for delta in deltas if delta.comparison == comparison), None)
    if found is None:
        return Cell(text=NO_VALUE), Cell(text=NO_VALUE)
    has_change = found.text != NO_VALUE
    return (
        Cell(text=found.base_text, ref=found.base if found.base_text != NO_VALUE else None),
        Cell(text=found.text, tone=found.tone, ref=found.fact if has_change else None),
    )
