"""`kpireport metrics list|show`, `kpireport datasets list|show` and `kpireport schema`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kpireport.cli.plugins import load_host
from kpireport.cli.terminal import say, say_fields, say_json, say_table
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Metric
from kpireport.run.hosting import catalogue_of, registries_of


def list_metrics(text: str | None, *, dataset: str | None, group: str | None, spec: Path | None, as_json: bool) -> None:
    """One line a metric: id, name, unit, what it is computed from.

    Raises:
        UnknownNameError: the dataset or group does not exist.

    """
    catalogue = _catalogue(spec)
    if dataset:
        catalogue.dataset(dataset)
    chosen = [m for m in catalogue.metrics.values() if _matches(m, text, dataset, group)]
    if as_json:
        say_json([_record(catalogue, metric) for metric in chosen])
        return
    rows = [(m.id, _english(m), m.unit, ", ".join(catalogue.metric(m.id).datasets), m.group) for m in chosen]
    say_table(("metric", "name", "unit", "dataset", "group"), rows)


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
            ("in words", metric.description),
            ("formula", metric.formula),
            ("expression", metric.expression),
            ("filter", metric.filter),
            ("unit", metric.unit + (f", shown as {metric.display}" if metric.display else "")),
            ("direction", metric.direction.replace("_", " ")),
            ("adds up", compiled.additivity),
            ("needs", "\n".join(needs)),
            ("dimensions", ", ".join(compiled.dimensions)),
            ("parameters", "\n".join(f"{n} = {p.default!r}: {p.description}" for n, p in metric.parameters.items())),
            ("variants", "\n".join(f"{v.id}: {v.description}\n  {v.expression}" for v in metric.variants)),
            ("caveats", "\n".join(metric.caveats)),
        ]
    )


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


def _matches(metric: Metric, text: str | None, dataset: str | None, group: str | None) -> bool:
    names = [metric.id, *metric.aliases, *(words.nom for words in metric.label.values())]
    return (
        (text is None or any(text.casefold() in name.casefold() for name in names))
        and (dataset is None or metric.dataset == dataset)
        and (group is None or metric.group == group)
    )


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
