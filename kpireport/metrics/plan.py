"""From what a report wants to know to what has to be read: requests in, a plan out; nothing is read here.

A plan says for each dataset which columns and days are read and which *frames* are computed. A frame is a family of
buckets (the report's windows, or the steps of a series) broken down by some dimensions. However many facts are
wanted, a dataset is read once for all that adds up, and once for each frame of a distinct count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kpireport.errors import MetricError, UnknownNameError
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.compiled import CompiledMetric, Part
from kpireport.metrics.facts import CURRENT, Step, step_start
from kpireport.metrics.pack import Dataset

Windows = Mapping[str, tuple[date, date]]
"""Period id ("current" or a comparison's id) to its half-open window of days."""


@dataclass(frozen=True, slots=True)
class FactRequest:
    """A metric in every window; with `by` for each member (or combination) that occurs, without for the total."""

    metric: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRequest:
    """A metric for each step of `[start, end)`; `start` is the first day of the first step."""

    metric: str
    step: Step
    start: date
    end: date
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """A half-open range of days that values are computed for: a window, or one step of a series."""

    id: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Family:
    """Buckets that are computed together: all windows, or all steps of one kind of series.

    The id alone makes the hash, because a series by day has hundreds of buckets and frames are looked up again and again.
    """

    id: str
    buckets: tuple[Bucket, ...] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """A family of buckets broken down by some dimensions."""

    family: Family
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatasetPlan:
    """What is computed from one dataset, by frame: what adds up (`frames`) and what is counted apart (`distinct`).

    `frames` has every frame, also those of which nothing but the number of rows is wanted.
    """

    dataset: Dataset
    frames: Mapping[Frame, tuple[Part, ...]]
    distinct: Mapping[Frame, tuple[Part, ...]]
    columns: tuple[str, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that adds up, each once."""
        return tuple(dict.fromkeys(part for parts in self.frames.values() for part in parts))

    @property
    def days(self) -> tuple[tuple[date, date], ...]:
        """The half-open ranges of days that are read, in order, without overlap."""
        return merged((b.start, b.end) for frame in self.frames for b in frame.family.buckets)

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of the frames, in order."""
        return tuple(dict.fromkeys(frame.family for frame in self.frames))


@dataclass(frozen=True, slots=True)
class MetricPlan:
    """Everything that one report computes."""

    requests: tuple[FactRequest | SeriesRequest, ...]
    windows: Windows
    metrics: Mapping[str, CompiledMetric]
    datasets: Mapping[str, DatasetPlan]

    def lines(self) -> tuple[str, ...]:
        """The plan for a person, one line for each dataset."""
        return tuple(_line(plan, self.metrics.values()) for plan in self.datasets.values())


def plan_metrics(catalogue: Catalogue, requests: Iterable[FactRequest | SeriesRequest], windows: Windows) -> MetricPlan:
    """Plan some requests; raises UnknownNameError for a metric or dimension that is not there, MetricError else."""
    wanted = tuple(dict.fromkeys(requests))
    if any(start >= end for start, end in windows.values()):
        raise MetricError("a window ends before it starts", hint="windows are half-open: [start, end)")
    metrics = {request.metric: catalogue.metric(request.metric) for request in wanted}
    for request in wanted:
        _check(request, metrics[request.metric], windows)
    leaves = [(request, leaf) for request in wanted for leaf in metrics[request.metric].leaves]
    ids = dict.fromkeys(leaf.dataset.id for _, leaf in leaves if leaf.dataset)
    datasets = {
        name: _dataset_plan(catalogue.dataset(name), [(r, m) for r, m in leaves if name in m.datasets], windows)
        for name in ids
    }
    return MetricPlan(wanted, dict(windows), metrics, datasets)


def frame_of(request: FactRequest | SeriesRequest, windows: Windows) -> Frame:
    """The frame that a request is answered from."""
    if isinstance(request, FactRequest):
        buckets = tuple(Bucket(name, start, end) for name, (start, end) in windows.items())
        return Frame(Family("windows", buckets), tuple(sorted(request.by)))
    return Frame(_steps(request.step, request.start, request.end), tuple(sorted(request.by)))


def steps(request: SeriesRequest) -> tuple[Bucket, ...]:
    """The steps of a series; the last one ends with the series."""
    return _steps(request.step, request.start, request.end).buckets


@lru_cache(maxsize=64)
def _steps(step: Step, first: date, end: date) -> Family:
    found: list[Bucket] = []
    while (start := step_start(first, step, len(found))) < end:
        found.append(Bucket(start.isoformat(), start, min(step_start(first, step, len(found) + 1), end)))
    return Family(f"{step}s from {first} to {end}", tuple(found))


def merged(ranges: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Half-open ranges of days in order, those that touch or overlap made one."""
    result: list[tuple[date, date]] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _check(request: FactRequest | SeriesRequest, metric: CompiledMetric, windows: Windows) -> None:
    for dimension in request.by:
        if dimension not in metric.dimensions:
            raise UnknownNameError(f"dimension of metric {metric.id!r}", dimension, metric.dimensions)
    if isinstance(request, SeriesRequest) and request.start >= request.end:
        raise MetricError(f"the series of {metric.id!r} ends before it starts")
    if isinstance(request, FactRequest) and not windows:
        raise MetricError("there is no window to compute facts for", hint=f"give at least {CURRENT!r}")
    for leaf in metric.leaves:
        if leaf.additivity == "snapshot":
            hint = "it takes the last value in a period, which is not computed yet"
            raise MetricError(f"metric {leaf.id!r} is a snapshot metric", hint=hint)
        if leaf.dataset and leaf.dataset.grain == "period" and isinstance(request, SeriesRequest):
            message = f"metric {metric.id!r} has no series: dataset {leaf.dataset.id!r} holds whole periods"
            raise MetricError(message, hint="ask for facts instead")


def _dataset_plan(
    dataset: Dataset, leaves: Sequence[tuple[FactRequest | SeriesRequest, CompiledMetric]], windows: Windows
) -> DatasetPlan:
    frames: dict[Frame, dict[Part, None]] = {}
    distinct: dict[Frame, dict[Part, None]] = {}
    for request, metric in leaves:
        frame = frame_of(request, windows)
        frames.setdefault(Frame(frame.family, ()), {})  # totals say whether a window has rows at all
        frames.setdefault(frame, {})
        for part in metric.parts:
            if part.component.kind == "count_distinct":
                distinct.setdefault(frame, {}).setdefault(part)
            else:
                frames[frame].setdefault(part)
    used = {column for _, metric in leaves for part in metric.parts for column in part.component.columns}
    used |= {dataset.time} | {dimension for frame in frames for dimension in frame.by}
    columns = tuple(name for name in dataset.columns if name in used)
    added, counted = ({frame: tuple(parts) for frame, parts in found.items()} for found in (frames, distinct))
    return DatasetPlan(dataset, added, counted, columns)


def _line(plan: DatasetPlan, metrics: Iterable[CompiledMetric]) -> str:
    days = ", ".join(f"{start} to {end}" for start, end in plan.days)
    used = [metric.id for metric in metrics if plan.dataset.id in metric.datasets]
    return f"{plan.dataset.id}: {', '.join(used)}; days {days} (exclusive); columns {', '.join(plan.columns)}"
