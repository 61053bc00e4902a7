"""Segments: named parts of the rows (loyal customers, a persona), and the catalogue's metrics of such a part.

A metric of a segment is a metric of its own: `revenue:loyal` is `revenue` over the rows that the segment's condition
selects. Its facts, series and takeaways carry that id, so that nothing above or below has to know of segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from kpireport.errors import MetricError, Place
from kpireport.expressions import parse_filter
from kpireport.metrics.pack import Dataset, Metric, Words

SIGN = ":"


@dataclass(frozen=True, slots=True)
class Segment:
    """A named part of the rows: its condition for each dataset that tells who belongs to it. `label` is by language."""

    id: str
    label: Mapping[str, str]
    conditions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SegmentDefinition:
    """A segment as it is written: `filter` for every dataset that has its columns, `filters` for single datasets.

    `place` and `places` (by dataset) say where the conditions are written, for messages.
    """

    id: str
    label: Mapping[str, str]
    filter: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    def resolved(self, datasets: Mapping[str, Dataset]) -> Segment:
        """The segment over some datasets; raises MetricError for a condition that cannot be put to its dataset, or to any."""
        conditions = dict(self.filters)
        if self.filter is not None:
            columns = self._columns(self.filter, datasets)
            having = [name for name, dataset in datasets.items() if columns <= set(dataset.columns)]
            conditions = dict.fromkeys(having, self.filter) | conditions
        for name, condition in conditions.items():
            types = {column: found.type for column, found in datasets[name].columns.items()}
            with self._naming():
                parse_filter(condition, types, place=self.places.get(name, self.place))
        return Segment(self.id, self.label, conditions)

    def _columns(self, condition: str, datasets: Mapping[str, Dataset]) -> frozenset[str]:
        """The columns that a condition reads, all of which some dataset has."""
        types = {name: column.type for dataset in datasets.values() for name, column in dataset.columns.items()}
        with self._naming():
            columns = parse_filter(condition, types, place=self.place).columns
        if not any(columns <= set(dataset.columns) for dataset in datasets.values()):
            named = ", ".join(repr(name) for name in sorted(columns))
            message = f"segment {self.id!r}: no dataset has all of the columns {named}"
            raise MetricError(message, place=self.place, hint="give each dataset its own condition under `filters:`")
        return columns

    @contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except MetricError as error:
            problem = error.problems[0]
            message = f"segment {self.id!r}: {problem.message}"
            raise MetricError(message, place=problem.place, hint=problem.hint) from error


def in_segment(metric_id: str, segment: str | None) -> str:
    """The id of a metric in a segment: 'revenue:loyal'; without a segment its own."""
    return f"{metric_id}{SIGN}{segment}" if segment else metric_id


def parts_of_id(metric_id: str) -> tuple[str, str | None]:
    """The metric and the segment that an id names; ('revenue', None) for a metric of all rows."""
    base, _, segment = metric_id.partition(SIGN)
    return base, segment or None


class SegmentedMetrics(Mapping[str, Metric]):
    """The metrics by id; those of segments are found by their ids as well, and are not listed."""

    def __init__(self, metrics: Mapping[str, Metric], segments: Mapping[str, Segment]) -> None:
        self._metrics, self._segments = metrics, segments
        self._made: dict[str, Metric] = {}

    def __getitem__(self, metric_id: str) -> Metric:
        base, segment = parts_of_id(metric_id)
        if segment is None:
            return self._metrics[base]
        if metric_id not in self._made:
            self._made[metric_id] = _of_segment(self._metrics[base], self._segments[segment])
        return self._made[metric_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._metrics)

    def __len__(self) -> int:
        return len(self._metrics)


def _of_segment(metric: Metric, segment: Segment) -> Metric:
    """The metric over the rows of a segment; raises KeyError where its dataset does not tell who belongs to it."""
    changes: dict[str, object] = {
        "id": in_segment(metric.id, segment.id),
        "label": _labels(metric, segment),
        "benchmark": None,
    }
    if metric.dataset is not None:
        condition = segment.conditions[metric.dataset]
        changes["filter"] = f"({metric.filter}) and ({condition})" if metric.filter else condition
        changes["formula"] = f"{metric.formula}, where {condition}" if metric.formula else ""
    return metric.model_copy(update=changes)


def _labels(metric: Metric, segment: Segment) -> dict[str, Words]:
    """'Revenue (Loyal customers)': the segment stands behind the name, so that the name inflects as before."""
    return {language: _named(words, _spoken(segment.label, language)) for language, words in metric.label.items()}


def _named(words: Words, segment: str) -> Words:
    genitive = f"{words.gen} ({segment})" if words.gen else None
    return words.model_copy(update={"nom": f"{words.nom} ({segment})", "gen": genitive})


def _spoken(label: Mapping[str, str], language: str) -> str:
    return label.get(language) or label.get("en") or next(iter(label.values()))
