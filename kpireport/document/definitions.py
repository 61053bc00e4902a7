"""What the metrics of a report mean: formula, variant, settings, caveats and sources, one entry a metric."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpireport.document.axes import unit_head
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.model import AppendixBlock, Definition, Display, SourceRecord
from kpireport.metrics.pack import Metric
from kpireport.metrics.usage import Scalar


def compose_appendix(edition: Edition, sources: Sequence[SourceRecord], metrics: Sequence[str]) -> Composed:
    """The appendix of a report that shows some metrics."""
    entries = [definition(edition, metric, sources) for metric in dict.fromkeys(metrics)]
    return Composed(AppendixBlock(definitions=entries), edition.language.say("doc-appendix-message", n=len(entries)))


def definition(edition: Edition, metric_id: str, sources: Sequence[SourceRecord] = ()) -> Definition:
    """The entry of one metric."""
    metric, compiled = edition.metrics[metric_id], edition.catalogue.metric(metric_id)
    settings = [_variant(metric, compiled.variant, edition.language.locale)] if compiled.variant else []
    settings += [_setting(edition, metric, name, value) for name, value in compiled.parameters.items()]
    variant = ", ".join(settings) or None
    is_spoken = not metric.formulas or edition.language.locale.startswith("en")
    caveats = [_sentence(caveat) for caveat in metric.caveats_in(edition.language.locale)]
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


def _variant(metric: Metric, name: str, locale: str) -> str:
    """What is different in a variant, in the report's language; its id where the pack does not say it in that one."""
    chosen = next((variant for variant in metric.variants if variant.id == name), None)
    return (chosen and chosen.description_in(locale)) or name.replace("_", " ")


def _setting(edition: Edition, metric: Metric, name: str, value: Scalar) -> str:
    """'churn rate 0,05': a parameter and its value in the report's language, as far as the pack says them in it."""
    parameter = metric.parameters[name]
    label = edition.spoken(parameter.label) or name.replace("_", " ")
    member = edition.spoken(parameter.members.get(str(value), {}))
    return f"{label} {member or _value(edition, value)}"


def _value(edition: Edition, value: Scalar) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return edition.language.number(value, max(0, -int(exponent)))


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
