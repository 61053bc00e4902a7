"""What a client's data can feed: which metrics can be computed, and what is lacking for the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Additivity, Metric
from kpireport.metrics.segments import parts_of_id


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps something from being shown: columns that a dataset lacks, or (no columns) a source for the dataset.

    With a `segment`: the dataset is there, but has nothing that tells who belongs to the segment.
    """

    dataset: str
    columns: tuple[str, ...] = ()
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """The metrics that are known, and the columns that the client's sources deliver, by dataset.

    Metrics are compiled as they are asked for, so that a large catalogue costs nothing.
    """

    catalogue: Catalogue
    delivered: Mapping[str, frozenset[str]]

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """Every metric that is known, by id."""
        return self.catalogue.metrics

    def additivity(self, metric_id: str) -> Additivity:
        """How parts of a metric make a whole."""
        return self.catalogue.metric(metric_id).additivity

    def lack(self, metric_id: str, dimension: str | None = None) -> Lack | None:
        """What is lacking for a metric, or for its breakdown by a dimension; None when nothing is."""
        base, segment = parts_of_id(metric_id)
        if segment and (outside := self.catalogue.outside(base, segment)):
            return Lack(outside[0], segment=segment)
        for dataset, columns in self.catalogue.metric(metric_id).columns.items():
            if dataset not in self.delivered:
                return Lack(dataset)
            missing = (columns | {dimension} if dimension else columns) - self.delivered[dataset]
            if missing:
                return Lack(dataset, tuple(sorted(missing)))
        return None

    def dimensions(self, metric_id: str) -> tuple[str, ...]:
        """The dimensions that a metric may be broken down by, whether they are delivered or not."""
        return self.catalogue.metric(metric_id).dimensions

    def has_course(self, metric_id: str) -> bool:
        """Whether a metric can be computed by steps of time: datasets that hold whole periods have none."""
        datasets = self.catalogue.metric(metric_id).datasets
        return all(self.catalogue.dataset(name).grain != "period" for name in datasets)

    @property
    def fed(self) -> tuple[str, ...]:
        """The metrics that can be computed, in the order of the catalogue."""
        unfed = {m.id for m in self.metrics.values() if m.dataset is not None and m.dataset not in self.delivered}
        return tuple(metric_id for metric_id in self.metrics if metric_id not in unfed and self.lack(metric_id) is None)
