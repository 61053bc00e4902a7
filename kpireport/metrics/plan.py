"""From what a report wants to know to what has to be read: requests in, a plan out; nothing is read here.

A plan says for each dataset which columns and days are read and which *frames* are computed. A frame is a family of
buckets (the report's windows, or the steps of a series) broken down by some dimensions. However many facts are
wanted, a dataset is read once for all that adds up, and once for each frame of a distinct count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kpireport.errors import MetricError, UnknownNameError
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.compiled import CompiledMetric, Part
from kpireport.metrics.facts import CURRENT, Step, step_start
from kpireport.metrics.pack import Dataset
from kpireport.metrics.rules import ALL_ROWS, Rule

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

    `frames` has every frame, also those of which nothing but the number of rows is wanted. `picked` are the frames of
    metrics with a rule of their own for the rows that count in a bucket. `inputs` are the datasets that this one is
    derived from where no source feeds it.
    """

    dataset: Dataset
    frames: Mapping[Frame, tuple[Part, ...]]
    distinct: Mapping[Frame, tuple[Part, ...]]
    picked: Mapping[Rule, Mapping[Frame, tuple[Part, ...]]]
    columns: tuple[str, ...]
    inputs: Mapping[str, Dataset] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that adds up, each once."""
        return tuple(dict.fromkeys(part for parts in self.frames.values() for part in parts))

    @property
    def days_added_up(self) -> tuple[tuple[date, date], ...]:
        """The half-open ranges of days whose rows are added up."""
        return merged((b.start, b.end) for frame in self.frames for b in frame.family.buckets)

    @property
    def days(self) -> tuple[tuple[date, date], ...]:
        """The half-open ranges of days that are read, in order, without overlap."""
        chosen = (
            rule.days(bucket.start, bucket.end)
            for rule, frames in self.picked.items()
            for family in {frame.family for frame in frames}
            for bucket in family.buckets
        )
        return merged((*self.days_added_up, *chosen))

    @property
    def families(self) -> tuple[Family, ...]:
        """The families of the frames, in order."""
        return tuple(dict.fromkeys(frame.family for frame in self.frames))

    def reads(self, fed: Collection[str]) -> Mapping[str, Dataset]:
        """The datasets whose stored rows it needs: its own, or those that it is derived from."""
        return self.inputs if self.is_derived(fed) else {self.dataset.id: self.dataset}

    def needs_all_days(self, dataset: str, fed: Collection[str]) -> bool:
        """Whether it needs every earlier row of a dataset: to number events, or for a derivation over its history."""
        if not self.is_derived(fed):
            made = (self.dataset.columns[name] for name in self.columns)
            return any(column.computed or (column.ordinal and column.ordinal.within == "history") for column in made)
        inputs = self.dataset.derived.inputs.values() if self.dataset.derived else ()
        return any(needed.dataset == dataset and needed.rows == "history" for needed in inputs)

    def is_derived(self, fed: Collection[str]) -> bool:
        """Whether its rows are made from others, `fed` being the datasets that sources feed."""
        return bool(self.inputs) and self.dataset.id not in fed


@dataclass(frozen=True, slots=True)
class MetricPlan:
    """Everything that one report computes."""

    requests: tuple[FactRequest | SeriesRequest, ...]
    windows: Windows
    metrics: Mapping[str, CompiledMetric]
    datasets: Mapping[str, DatasetPlan]

    def reads(self, fed: Collection[str]) -> Mapping[str, Dataset]:
        """The datasets whose stored rows are needed, by id."""
        return {name: found for plan in self.datasets.values() for name, found in plan.reads(fed).items()}

    def columns_read(self, fed: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The columns of each dataset with stored rows that are used, in the dataset's order."""
        stored = self.reads(fed)
        used: dict[str, set[str]] = {name: set() for name in stored}
        for plan in self.datasets.values():
            if not plan.is_derived(fed):
                used[plan.dataset.id] |= set(plan.columns)
            elif plan.dataset.derived:
                for needed in plan.dataset.derived.inputs.values():
                    used[needed.dataset] |= {stored[needed.dataset].time, *needed.columns, *needed.optional}
        return {name: tuple(c for c in stored[name].columns if c in columns) for name, columns in used.items()}

    def wants(self, fed: Collection[str]) -> tuple[Want, ...]:
        """What is read of each dataset with stored rows, and why."""
        columns = self.columns_read(fed)
        return tuple(self._want(name, columns[name], fed) for name in self.reads(fed))

    def _want(self, name: str, columns: tuple[str, ...], fed: Collection[str]) -> Want:
        plans = [plan for plan in self.datasets.values() if name in plan.reads(fed)]
        read = {plan.dataset.id for plan in plans}
        requests = [r for r in self.requests if read & set(self.metrics[r.metric].datasets)]
        return Want(
            dataset=name,
            columns=columns,
            days=merged(days for plan in plans for days in plan.days),
            all_days=any(plan.needs_all_days(name, fed) for plan in plans),
            metrics=tuple(dict.fromkeys(request.metric for request in requests)),
            by=tuple(dict.fromkeys(dimension for request in requests for dimension in request.by)),
            series=tuple(dict.fromkeys(request.step for request in requests if isinstance(request, SeriesRequest))),
        )


@dataclass(frozen=True, slots=True)
class Want:
    """What is read of one dataset: its columns, half-open ranges of days, and for which metrics, breakdowns and series.

    With `all_days` everything before the last of them is read as well, because events are numbered from the first on.
    """

    dataset: str
    columns: tuple[str, ...]
    days: tuple[tuple[date, date], ...]
    all_days: bool
    metrics: tuple[str, ...]
    by: tuple[str, ...]
    series: tuple[Step, ...]

    @property
    def text(self) -> str:
        """The want for a person, in one line."""
        days = ", ".join(f"{start} to {end}" for start, end in self.days)
        why = [", ".join(self.metrics)]
        why += [f"by {', '.join(self.by)}"] if self.by else []
        why += [f"by {', '.join(self.series)}"] if self.series else []
        earlier = " and all before" if self.all_days else ""
        return (
            f"{self.dataset}: columns {', '.join(self.columns)}; days {days} (exclusive){earlier}; for {', '.join(why)}"
        )

    def record(self) -> Mapping[str, object]:
        """The want for a program."""
        return {
            "dataset": self.dataset,
            "columns": self.columns,
            "days": [{"start": start, "end": end} for start, end in self.days],
            "all_days": self.all_days,
            "metrics": self.metrics,
            "by": self.by,
            "series": self.series,
        }


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
        name: _dataset_plan(
            catalogue.dataset(name), [(r, m) for r, m in leaves if name in m.datasets], windows, catalogue.inputs(name)
        )
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
        whole = leaf.dataset is not None and leaf.dataset.grain == "period"
        if whole and isinstance(request, SeriesRequest) and request.step in {"day", "week"}:
            message = f"metric {metric.id!r} has no series by {request.step}: dataset {leaf.datasets[0]!r} holds whole periods"
            raise MetricError(message, hint="ask for facts, or for a series by month")


def _dataset_plan(
    dataset: Dataset,
    leaves: Sequence[tuple[FactRequest | SeriesRequest, CompiledMetric]],
    windows: Windows,
    inputs: Mapping[str, Dataset],
) -> DatasetPlan:
    frames: dict[Frame, dict[Part, None]] = {}
    distinct: dict[Frame, dict[Part, None]] = {}
    picked: dict[Rule, dict[Frame, dict[Part, None]]] = {}
    for request, metric in leaves:
        frame = frame_of(request, windows)
        for part in metric.parts:
            own = frames if part.rule == ALL_ROWS else picked.setdefault(part.rule, {})
            own.setdefault(Frame(frame.family, ()), {})  # totals say whether a window has rows at all
            wanted = own.setdefault(frame, {})
            if part.component.kind == "count_distinct" and part.rule == ALL_ROWS:
                wanted = distinct.setdefault(frame, {})
            wanted.setdefault(part)
    used = {column for _, metric in leaves for column in metric.columns.get(dataset.id, ())}
    used |= {dataset.time} | {dimension for request, _ in leaves for dimension in request.by}
    used |= {name for rule in picked for name in _columns_of(rule, dataset)}
    return DatasetPlan(
        dataset,
        _fixed(frames),
        _fixed(distinct),
        {rule: _fixed(found) for rule, found in picked.items()},
        tuple(name for name in dataset.columns if name in used),
        inputs,
    )


def _fixed(found: Mapping[Frame, Mapping[Part, None]]) -> Mapping[Frame, tuple[Part, ...]]:
    return {frame: tuple(parts) for frame, parts in found.items()}


def _columns_of(rule: Rule, dataset: Dataset) -> tuple[str, ...]:
    """The columns that a rule reads, beside the condition of a snapshot, which belongs to the metric."""
    return (rule.states.time, *rule.states.things, *dataset.key) if rule.states else ()
