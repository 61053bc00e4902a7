"""All metrics that a report may use: those of the packs and those of the spec, compiled when they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kpireport.errors import MetricError, Place, UnknownNameError
from kpireport.metrics.compiled import CompiledMetric, compile_derived, compile_metric
from kpireport.metrics.custom import CustomMetric, adjusted_metric, defined_metric
from kpireport.metrics.derivation import all_available, check_derivation
from kpireport.metrics.pack import Dataset, Group, Identity, Metric, Pack, Preset, Relations
from kpireport.metrics.relations import check_relations, holds
from kpireport.metrics.segments import Segment, SegmentDefinition, SegmentedMetrics, in_segment, parts_of_id

Entry = TypeVar("Entry", Metric, Dataset, Preset)


@dataclass(frozen=True, slots=True)
class Settings:
    """How one metric is computed: the variant that its definition already is, its parameters, and where that is written."""

    variant: str | None = None
    parameters: Mapping[str, bool | int | float | str] = field(default_factory=dict)
    place: Place | None = None
    expression_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Metrics, datasets, groups and presets by id. Compiled metrics are kept, so each is compiled once.

    A metric of a segment has both their ids: `revenue:loyal`.
    """

    metrics: Mapping[str, Metric]
    datasets: Mapping[str, Dataset]
    groups: tuple[Group, ...] = ()
    presets: Mapping[str, Preset] = field(default_factory=dict)
    settings: Mapping[str, Settings] = field(default_factory=dict)
    segments: Mapping[str, Segment] = field(default_factory=dict)
    relations: Relations = field(default_factory=Relations)
    _compiled: dict[str, CompiledMetric] = field(default_factory=dict, init=False, repr=False, compare=False)

    def metric(self, metric_id: str, *, place: Place | None = None) -> CompiledMetric:
        """A compiled metric; raises UnknownNameError, or MetricError when its definition is wrong."""
        if metric_id not in self.metrics:
            raise self._unknown(metric_id, place)
        return self._compile(metric_id, ())

    def outside(self, metric_id: str, segment: str) -> tuple[str, ...]:
        """The datasets of a metric whose rows do not tell who belongs to a segment; empty where it can be computed."""
        conditions = self.segments[segment].conditions
        return tuple(name for name in self.metric(metric_id).datasets if name not in conditions)

    def _unknown(self, name: str, place: Place | None) -> Exception:
        base, segment = parts_of_id(name)
        if segment and base in self.metrics:
            if segment not in self.segments:
                return UnknownNameError("segment", segment, self.segments, place=place)
            message = f"metric {base!r} has no segment {segment!r}: its dataset does not tell who belongs to it"
            return MetricError(message, place=place, hint="give the segment a condition for it under `filters:`")
        called = next((metric.id for metric in self.metrics.values() if name in metric.aliases), None)
        if called:
            return MetricError(f"unknown metric {name!r}", place=place, hint=f"it is called {called!r} here")
        return UnknownNameError("metric", name, self.metrics, place=place)

    def dataset(self, dataset_id: str, *, place: Place | None = None) -> Dataset:
        """A dataset; raises UnknownNameError."""
        if dataset_id not in self.datasets:
            raise UnknownNameError("dataset", dataset_id, self.datasets, place=place)
        return self.datasets[dataset_id]

    def identities(self, metric_id: str) -> tuple[Identity, ...]:
        """What a metric is made of, as far as that holds for the variants and definitions that are in use."""
        own = (identity for identity in self.relations.identities if identity.metric == metric_id)
        known = (identity for identity in own if all(name in self.metrics for name in identity.inputs))
        return tuple(identity for identity in known if holds(identity, self.metric))

    def inputs(self, dataset_id: str) -> Mapping[str, Dataset]:
        """The datasets that a dataset is derived from, by id; none for one that only sources deliver."""
        derived = self.dataset(dataset_id).derived
        ids = dict.fromkeys(needed.dataset for needed in derived.inputs.values()) if derived else {}
        return {name: self.dataset(name) for name in ids}

    def available(self, delivered: Mapping[str, Collection[str]]) -> Mapping[str, frozenset[str]]:
        """The columns that metrics can use, by dataset: those that sources deliver, and what is derived from them."""
        return all_available(self.datasets, delivered)

    def missing(self, metric_id: str, delivered: Mapping[str, Collection[str]]) -> tuple[str, ...]:
        """What a metric needs and no source delivers (`dataset` or `dataset.column`), empty when it can be computed.

        `delivered` are the columns that the sources feed, by dataset.
        """
        missing: list[str] = []
        delivered = self.available(delivered)
        for dataset, columns in self.metric(metric_id).columns.items():
            if dataset not in delivered:
                missing.append(dataset)
            else:
                missing += sorted(f"{dataset}.{column}" for column in columns - set(delivered[dataset]))
        return tuple(missing)

    def check(self) -> None:
        """Check every derivation and relation, compile every metric; raises the first error. For tests of packs."""
        for dataset in self.datasets.values():
            check_derivation(dataset, self.datasets)
        for metric_id in self.metrics:
            self.metric(metric_id)
        for wrong in check_relations(self.relations, self.metric):
            raise wrong

    def _compile(self, metric_id: str, above: tuple[str, ...]) -> CompiledMetric:
        if metric_id not in self._compiled:
            if metric_id not in self.metrics:
                raise self._unknown(metric_id, None)
            metric, settings = self.metrics[metric_id], self.settings.get(parts_of_id(metric_id)[0], Settings())
            if metric_id in above:
                circle = " -> ".join((*above[above.index(metric_id) :], metric_id))
                raise MetricError(f"metric {metric_id!r} is defined by itself: {circle}", place=settings.place)
            self._compiled[metric_id] = self._compiled_new(metric, settings, above)
        return self._compiled[metric_id]

    def _compiled_new(self, metric: Metric, settings: Settings, above: tuple[str, ...]) -> CompiledMetric:
        if metric.dataset is None:
            path, (_, segment) = (*above, metric.id), parts_of_id(metric.id)
            return compile_derived(
                metric,
                lambda name: self._compile(in_segment(name, segment), path),
                self.metrics,
                parameters=settings.parameters,
                place=settings.place,
                expression_place=settings.expression_place,
            )
        compiled = compile_metric(
            metric,
            self.dataset(metric.dataset, place=settings.place),
            parameters=settings.parameters,
            place=settings.place,
            expression_place=settings.expression_place,
        )
        return replace(compiled, variant=settings.variant)


def build_catalogue(
    packs: Iterable[Pack],
    custom: Iterable[CustomMetric] = (),
    *,
    places: Mapping[str, Place] | None = None,
    expression_places: Mapping[str, Place] | None = None,
    segments: Iterable[SegmentDefinition] = (),
) -> Catalogue:
    """The catalogue of some packs with a spec's own metrics and segments on top.

    `places` and `expression_places` say where each of the spec's metrics and its expression are written, for messages. Raises MetricError for an id given twice,
    and for a segment's condition that cannot be put to any dataset.
    """
    packs = tuple(packs)
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
    relations = Relations(
        identities=tuple(identity for pack in packs for identity in pack.relations.identities),
        influences=tuple(influence for pack in packs for influence in pack.relations.influences),
    )
    settings = _apply(metrics, custom, places or {}, expression_places or {})
    named = {segment.id: segment.resolved(datasets) for segment in segments}
    known = SegmentedMetrics(metrics, named) if named else metrics
    return Catalogue(known, datasets, tuple(groups.values()), presets, settings, named, relations)


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
    metrics: dict[str, Metric],
    custom: Iterable[CustomMetric],
    places: Mapping[str, Place],
    expression_places: Mapping[str, Place],
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
            settings[entry.id] = Settings(place=place, expression_place=expression_places.get(entry.id))
            continue
        if entry.base not in own:
            raise UnknownNameError("metric", entry.base, own, place=place)
        metrics[entry.id] = adjusted_metric(entry, own[entry.base], place=place)
        settings[entry.id] = Settings(entry.variant, entry.parameters, place)
    return settings
