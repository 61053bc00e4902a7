"""All metrics that a report may use: those of the packs and those of the spec, compiled when they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from kpireport.errors import MetricError, Place, UnknownNameError
from kpireport.metrics.compiled import CompiledMetric, compile_derived, compile_metric
from kpireport.metrics.custom import CustomMetric, adjusted_metric, defined_metric
from kpireport.metrics.pack import Dataset, Group, Metric, Pack, Preset

Entry = TypeVar("Entry", Metric, Dataset, Preset)


@dataclass(frozen=True, slots=True)
class Settings:
    """How one metric is to be computed: the variant and the values of its parameters, and where that is written."""

    variant: str | None = None
    parameters: Mapping[str, bool | int | float | str] = field(default_factory=dict)
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Metrics, datasets, groups and presets by id. Compiled metrics are kept, so each is compiled once."""

    metrics: Mapping[str, Metric]
    datasets: Mapping[str, Dataset]
    groups: tuple[Group, ...] = ()
    presets: Mapping[str, Preset] = field(default_factory=dict)
    settings: Mapping[str, Settings] = field(default_factory=dict)
    _compiled: dict[str, CompiledMetric] = field(default_factory=dict, init=False, repr=False, compare=False)

    def metric(self, metric_id: str, *, place: Place | None = None) -> CompiledMetric:
        """A compiled metric; raises UnknownNameError, or MetricError when its definition is wrong."""
        if metric_id not in self.metrics:
            raise self._unknown(metric_id, place)
        return self._compile(metric_id, ())

    def _unknown(self, name: str, place: Place | None) -> Exception:
        called = next((metric.id for metric in self.metrics.values() if name in metric.aliases), None)
        if called:
            return MetricError(f"unknown metric {name!r}", place=place, hint=f"it is called {called!r} here")
        return UnknownNameError("metric", name, self.metrics, place=place)

    def dataset(self, dataset_id: str, *, place: Place | None = None) -> Dataset:
        """A dataset; raises UnknownNameError."""
        if dataset_id not in self.datasets:
            raise UnknownNameError("dataset", dataset_id, self.datasets, place=place)
        return self.datasets[dataset_id]

    def missing(self, metric_id: str, delivered: Mapping[str, Collection[str]]) -> tuple[str, ...]:
        """What a metric needs and no source delivers (`dataset` or `dataset.column`), empty when it can be computed.

        `delivered` are the columns that the sources feed, by dataset.
        """
        missing: list[str] = []
        for dataset, columns in self.metric(metric_id).columns.items():
            if dataset not in delivered:
                missing.append(dataset)
            else:
                missing += sorted(f"{dataset}.{column}" for column in columns - set(delivered[dataset]))
        return tuple(missing)

    def check(self) -> None:
        """Compile every metric; raises the first error. For tests of packs, and for `check`."""
        for metric_id in self.metrics:
            self.metric(metric_id)

    def _compile(self, metric_id: str, above: tuple[str, ...]) -> CompiledMetric:
        if metric_id not in self._compiled:
            metric, settings = self.metrics[metric_id], self.settings.get(metric_id, Settings())
            if metric_id in above:
                circle = " -> ".join((*above[above.index(metric_id) :], metric_id))
                raise MetricError(f"metric {metric_id!r} is defined by itself: {circle}", place=settings.place)
            self._compiled[metric_id] = self._compiled_new(metric, settings, above)
        return self._compiled[metric_id]

    def _compiled_new(self, metric: Metric, settings: Settings, above: tuple[str, ...]) -> CompiledMetric:
        if metric.dataset is None:
            path = (*above, metric.id)
            return compile_derived(
                metric,
                lambda name: self._compile(name, path),
                self.metrics,
                parameters=settings.parameters,
                place=settings.place,
            )
        return compile_metric(
            metric,
            self.dataset(metric.dataset, place=settings.place),
            variant=settings.variant,
            parameters=settings.parameters,
            place=settings.place,
        )


def build_catalogue(
    packs: Iterable[Pack], custom: Iterable[CustomMetric] = (), *, places: Mapping[str, Place] | None = None
) -> Catalogue:
    """The catalogue of some packs with a spec's own metrics on top; raises MetricError for an id given twice.

    `places` says where each of the spec's metrics is written, for messages.
    """
    metrics: dict[str, Metric] = {}
    datasets: dict[str, Dataset] = {}
    groups: dict[str, Group] = {}
    presets: dict[str, Preset] = {}
    origins: dict[tuple[str, str], str] = {}
    for pack in packs:
        _add(metrics, pack.metrics, "metric", pack.id, origins)
        _add(datasets, pack.datasets, "dataset", pack.id, origins)
        _add(presets, pack.presets, "preset", pack.id, origins)
        groups.update((group.id, group) for group in pack.groups if group.id not in groups)
    settings = _apply(metrics, custom, places or {})
    return Catalogue(metrics, datasets, tuple(groups.values()), presets, settings)


def _add(
    known: dict[str, Entry], new: Iterable[Entry], kind: str, pack: str, origins: dict[tuple[str, str], str]
) -> None:
    for item in new:
        if item.id in known:
            message = f"the packs {origins[kind, item.id]!r} and {pack!r} both have a {kind} {item.id!r}"
            raise MetricError(message, hint="install one of them only")
        known[item.id] = item
        origins[kind, item.id] = pack


def _apply(
    metrics: dict[str, Metric], custom: Iterable[CustomMetric], places: Mapping[str, Place]
) -> dict[str, Settings]:
    """Put the spec's metrics into the catalogue; one that is based on another sees the catalogue's own definition."""
    own = dict(metrics)
    settings: dict[str, Settings] = {}
    for entry in custom:
        place = places.get(entry.id)
        if entry.id in settings:
            raise MetricError(f"metric {entry.id!r} is given twice", place=place, hint="give each its own id")
        if entry.base is None:
            metrics[entry.id] = defined_metric(entry)
            settings[entry.id] = Settings(place=place)
            continue
        if entry.base not in own:
            raise UnknownNameError("metric", entry.base, own, place=place)
        metrics[entry.id] = adjusted_metric(entry, own[entry.base])
        settings[entry.id] = Settings(entry.variant, entry.parameters, place)
    return settings
