"""What the metrics of a report mean: formula, variant, settings, caveats and sources, one entry a metric."""

from __future__ import annotations

from collections.abc import Sequence

from kpireport.document.axes import unit_head
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.model import AppendixBlock, Definition, Display, SourceRecord


def compose_appendix(edition: Edition, sources: Sequence[SourceRecord], metrics: Sequence[str]) -> Composed:
    """The appendix of a report that shows some metrics."""
    entries = [definition(edition, metric, sources) for metric in dict.fromkeys(metrics)]
    return Composed(AppendixBlock(definitions=entries), edition.language.say("doc-appendix-message", n=len(entries)))


def definition(edition: Edition, metric_id: str, sources: Sequence[SourceRecord] = ()) -> Definition:
    """The entry of one metric."""
    metric, compiled = edition.metrics[metric_id], edition.catalogue.metric(metric_id)
    settings = [compiled.variant.replace("_", " ")] if compiled.variant else []
    settings += [f"{name.replace('_', ' ')} {value}" for name, value in compiled.parameters.items()]
    variant = ", ".join(settings) or None
    is_spoken = not metric.formulas or edition.language.locale.startswith("en")
    caveats = [_sentence(caveat) for caveat in metric.caveats] if is_spoken else []
    said = [edition.language.say("doc-variant", variant=variant)] if variant else []
    datasets = list(compiled.datasets)
    display = Display(unit=metric.unit, currency=edition.spec.client.currency if metric.unit == "currency" else None)
    return Definition(
        metric=metric_id,
        label=edition.noun(metric_id),
        formula=metric.formula_in(edition.language.locale) or metric.expression,
        note=" ".join([*said, *caveats]) or None,
        description=_sentence(metric.description) if is_spoken and metric.description.strip() else None,
        expression=metric.expression,
        dataset=edition.language.list([edition.labels.dataset(name) for name in datasets]) or None,
        sources=list(dict.fromkeys(source.id for source in sources if source.dataset in datasets)),
        unit=unit_head(edition, display),
        variant=variant,
        caveats=caveats,
    )


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
