"""`kpireport metrics list|show`, `kpireport datasets list|show` and `kpireport schema`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpireport.cli.plugins import load_host
from kpireport.cli.terminal import say, say_fields, say_json, say_table
from kpireport.errors import UnknownNameError
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Metric, Parameter, Variant
from kpireport.run.hosting import catalogue_of, registries_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which metrics to list: by text in the id or a name, dataset, group, stage, or the tool that delivers the data."""

    text: str | None = None
    dataset: str | None = None
    group: str | None = None
    stage: str | None = None
    source: str | None = None


def list_metrics(wanted: Wanted, *, spec: Path | None, as_json: bool) -> None:
    """One line a metric under the heading of its group: id, name, unit, what it is computed from.

    Raises:
        UnknownNameError: the dataset, group, stage or source does not exist.

    """
    catalogue = _catalogue(spec)
    _check_wanted(catalogue, wanted)
    chosen = [m for m in catalogue.metrics.values() if _matches(catalogue, m, wanted)]
    if as_json:
        say_json([_record(catalogue, metric) for metric in chosen])
        return
    groups = {group.id: _in_english(group.label) or group.id for group in catalogue.groups}
    order = [*groups, *(metric.group for metric in chosen if metric.group not in groups)]
    rows: list[Sequence[object]] = []
    for group in dict.fromkeys(order):
        own = [m for m in chosen if m.group == group]
        heading = groups.get(group) or group or "Other"
        rows += [("", *_NO_CELLS), (f"{heading} ({group}): {len(own)}", *_NO_CELLS)] if own else []
        rows += [(f"  {m.id}", _english(m), m.unit, _read(catalogue, m)) for m in own]
    say_table(("metric", "name", "unit", "dataset"), rows)


_NO_CELLS = ("", "", "")


def _read(catalogue: Catalogue, metric: Metric) -> str:
    return ", ".join(catalogue.metric(metric.id).datasets)


def _check_wanted(catalogue: Catalogue, wanted: Wanted) -> None:
    if wanted.dataset:
        catalogue.dataset(wanted.dataset)
    stages = dict.fromkeys(metric.stage for metric in catalogue.metrics.values() if metric.stage)
    sources = {source.casefold(): source for d in catalogue.datasets.values() for source in d.sources}
    groups = dict.fromkeys(metric.group for metric in catalogue.metrics.values())
    for kind, name, known in (
        ("group", wanted.group, groups),
        ("stage", wanted.stage, stages),
        ("source", wanted.source and wanted.source.casefold(), sources),
    ):
        if name and name not in known:
            raise UnknownNameError(kind, name, known)


def show_metric(metric_id: str, *, spec: Path | None, as_json: bool) -> None:
    """Everything about one metric.

    Raises:
        UnknownNameError: there is none of this name.

    """
    catalogue = _catalogue(spec)
    compiled = catalogue.metric(metric_id)
    metric = compiled.definition
    if as_json:
        say_json(_record(catalogue, metric))
        return
    needs = [f"{name}: {', '.join(sorted(columns))}" for name, columns in compiled.columns.items()]
    say_fields(
        [
            ("metric", f"{metric.id}: {_english(metric)}"),
            ("also called", ", ".join(metric.aliases)),
            ("group", ", ".join(filter(None, (metric.group, metric.stage and f"stage {metric.stage}")))),
            ("in words", metric.description),
            ("formula", metric.formula),
            ("expression", metric.expression),
            ("filter", metric.filter),
            ("unit", metric.unit + (f", shown as {metric.display}" if metric.display else "")),
            ("direction", metric.direction.replace("_", " ")),
            ("adds up", compiled.additivity),
            ("needs", "\n".join(needs)),
            ("dimensions", ", ".join(compiled.dimensions)),
            ("by default by", metric.required_dimension),
            ("each period", _TIME_RULES.get(metric.time_rule or "")),
            ("parameters", "\n".join(_parameter(name, found) for name, found in metric.parameters.items())),
            ("variants", "\n".join(map(_variant, metric.variants))),
            ("shown with", ", ".join(metric.pair_with)),
            ("benchmark", _benchmark(metric)),
            ("caveats", "\n".join(f"- {caveat}" for caveat in metric.caveats_in("en"))),
            ("decision", metric.decision),
            ("in a spec", _example(metric)),
        ]
    )


_TIME_RULES = {
    "last_snapshot": "the last state of each thing in the period",
    "period_grain_rows": "the rows about that period; several periods are not added up",
    "window": "the last day, week or month of the period",
}


def _parameter(name: str, parameter: Parameter) -> str:
    limits = f" to {parameter.maximum:g}" if parameter.maximum is not None else ""
    limits = f" ({parameter.minimum:g}{limits or ' or more'})" if parameter.minimum is not None else ""
    choices = f" (one of {', '.join(map(str, parameter.choices))})" if parameter.choices else ""
    return f"{name} = {parameter.default!r}{limits}{choices}: {parameter.description}"


def _variant(variant: Variant) -> str:
    lines = [f"{variant.id}: {variant.description}", variant.formula, variant.expression]
    lines += [f"over {variant.dataset}"] if variant.dataset else []
    lines += [_parameter(name, found) for name, found in variant.parameters.items()]
    return "\n  ".join(line for line in lines if line)


def _benchmark(metric: Metric) -> str:
    if metric.benchmark is None:
        return ""
    bounds = (("at least", metric.benchmark.min), ("at most", metric.benchmark.max))
    said = " and ".join(f"{word} {bound:g}" for word, bound in bounds if bound is not None)
    return f"{said}: {_in_english(metric.benchmark.source) or ''}".rstrip(": ")


def _example(metric: Metric) -> str:
    """How a spec shows it, and how it takes another definition."""
    shown = f"- {{type: kpis, metrics: [{metric.id}]}}"
    if not metric.variants:
        return shown
    return f"{shown}\nmetrics: [{{id: {metric.id}, variant: {metric.variants[0].id}}}]"


def list_datasets(*, spec: Path | None, as_json: bool) -> None:
    """One line a dataset: id, what a row of it is."""
    datasets = _catalogue(spec).datasets
    if as_json:
        say_json([dataset.model_dump(mode="json") for dataset in datasets.values()])
        return
    say_table(("dataset", "what its rows are"), [(name, d.description) for name, d in datasets.items()])


def show_dataset(dataset_id: str, *, spec: Path | None, as_json: bool) -> None:
    """Everything about one dataset, with the metrics that need each of its columns.

    Raises:
        UnknownNameError: there is none of this name.

    """
    catalogue = _catalogue(spec)
    dataset = catalogue.dataset(dataset_id)
    if as_json:
        say_json(dataset.model_dump(mode="json"))
        return
    say_fields(
        [
            ("dataset", dataset.id),
            ("rows", dataset.description),
            ("dated by", dataset.time),
            ("told apart by", ", ".join(dataset.key)),
            ("broken down by", ", ".join(d.column for d in dataset.dimensions)),
        ]
    )
    say()
    rows = [(name, column.type, column.description) for name, column in dataset.columns.items()]
    say_table(("column", "type", "what it holds"), rows)


def print_schema(*, spec: Path | None) -> None:
    """The JSON Schema of specs, with what is installed here."""
    from kpireport.spec import spec_schema

    host = load_host(spec)
    say_json(spec_schema(registries_of(host, catalogue_of(host))))


def _catalogue(spec: Path | None) -> Catalogue:
    return catalogue_of(load_host(spec))


def _matches(catalogue: Catalogue, metric: Metric, wanted: Wanted) -> bool:
    names = [metric.id, metric.abbreviation or "", *metric.aliases, *(words.nom for words in metric.label.values())]
    datasets = catalogue.metric(metric.id).datasets if wanted.source else ()
    sources = [source.casefold() for dataset in datasets for source in catalogue.datasets[dataset].sources]
    return (
        (wanted.text is None or any(wanted.text.casefold() in name.casefold() for name in names))
        and (wanted.dataset is None or metric.dataset == wanted.dataset)
        and (wanted.group is None or metric.group == wanted.group)
        and (wanted.stage is None or metric.stage == wanted.stage)
        and (wanted.source is None or wanted.source.casefold() in sources)
    )


def _in_english(texts: Mapping[str, str]) -> str | None:
    return texts.get("en") or next(iter(texts.values()), None)


def _english(metric: Metric) -> str:
    words = metric.label.get("en") or next(iter(metric.label.values()), None)
    return words.nom if words else metric.id


def _record(catalogue: Catalogue, metric: Metric) -> Mapping[str, object]:
    compiled = catalogue.metric(metric.id)
    return {
        **metric.model_dump(mode="json", exclude_none=True),
        "additivity": compiled.additivity,
        "needs": {name: sorted(columns) for name, columns in compiled.columns.items()},
    }
