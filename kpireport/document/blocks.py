"""The blocks as a spec writes them: one model a block type, and the registry `BLOCKS` that a spec is checked with.

Each docstring is the reference of its block. Metrics are named by id; a dimension is a column of the metric's dataset.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kpireport.document.written import (
    AppendixSpec,
    CommentarySpec,
    DataNotesSpec,
    EventsSpec,
    ImageSpec,
    NextStepsSpec,
    PageBreakSpec,
    TextSpec,
)
from kpireport.metrics.facts import Step
from kpireport.metrics.segments import in_segment
from kpireport.spec.model import MetricName, Reference, SegmentName, SpecModel, Words

__all__ = [
    "BLOCKS",
    "AppendixSpec",
    "ChartSpec",
    "CohortSpec",
    "CommentarySpec",
    "ComparisonSpec",
    "DataNotesSpec",
    "DataSpec",
    "EventsSpec",
    "FunnelSpec",
    "ImageSpec",
    "KpisSpec",
    "MultiplesSpec",
    "NextStepsSpec",
    "PageBreakSpec",
    "PersonaSpec",
    "TableSpec",
    "TakeawaysSpec",
    "TextSpec",
    "WaterfallSpec",
]

ChartKind = Literal["line", "area", "bar", "stacked", "share", "funnel"]
Extent = Literal["first", "all", "none"]
DimensionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]

OVER_TIME: frozenset[str] = frozenset({"line", "area", "stacked"})
"""Kinds whose categories are steps of time unless the spec says otherwise."""
MIN_STEPS = 2
"""A funnel has at least so many steps."""


class DataSpec(SpecModel):
    """The base of blocks that show metrics: of all rows, or of those of a `segment`."""

    segment: SegmentName | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics that the block names, in order."""
        return (self.metric,) if hasattr(self, "metric") else ()

    @property
    def split(self) -> str | None:
        """The dimension by whose members the block shows them."""
        return getattr(self, "by", None)

    @property
    def of_segment(self) -> Self:
        """The block with the metrics of its segment in the place of those of all rows."""

        def renamed(value: object) -> object:
            if isinstance(value, tuple):
                return tuple(in_segment(metric, self.segment) for metric in value)
            return in_segment(value, self.segment) if isinstance(value, str) else value

        names = [name for name in ("metric", "metrics", "factors", "sort") if name in type(self).model_fields]
        return self.model_copy(update={name: renamed(getattr(self, name)) for name in names})

    def keeping(self, metrics: tuple[str, ...]) -> DataSpec | None:
        """The block with only these of its metrics, in its own order; None where nothing is left to show."""
        kept = tuple(metric for metric in self.shown if metric in metrics)
        if not kept:
            return None
        return self.model_copy(update={"metrics": kept}) if getattr(self, "metrics", ()) else self


class TakeawaysSpec(SpecModel):
    """The few claims that matter, each with its evidence.

    - `limit`: how many at most (default 5)
    - `charts`: draw the metric's course beside each claim (default true)
    """

    type: Literal["takeaways"] = "takeaways"
    limit: int = Field(default=5, ge=1, le=20)
    charts: bool = True


class KpisSpec(DataSpec):
    """Numbers with their comparisons, target and course.

    - `metrics`: a list of metric ids, or `all`: every metric that the client's data can feed
    - `layout`: `cards` (up to four in a row) or `scoreboard` (a table, grouped)
    - `limit`: show the first so many of them that the client's data can feed (default all)
    - `spark`: draw the last steps of time beside each number (default true)
    - `title`: a heading over the block
    """

    type: Literal["kpis"] = "kpis"
    metrics: Annotated[tuple[MetricName, ...], Field(min_length=1, max_length=200)] | Literal["all"] = "all"
    layout: Literal["cards", "scoreboard"] = "cards"
    limit: int | None = Field(default=None, ge=1, le=200)
    spark: bool = True
    title: Words | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics that it names; none where it takes all."""
        return () if self.metrics == "all" else self.metrics


class PersonaSpec(KpisSpec):
    """Who a segment is: its picture and its narrative from the spec's `segments`, and a few numbers of it.

    - `segment`: which one; `metrics`: its numbers, on cards under the text (default none)
    - `spark`, `limit`: as for KPIs; `title`: in the place of the segment's name
    """

    type: Literal["persona"] = "persona"  # type: ignore[assignment]  # a block of its own type
    segment: SegmentName
    metrics: Annotated[tuple[MetricName, ...], Field(max_length=12)] = ()

    def keeping(self, metrics: tuple[str, ...]) -> PersonaSpec:
        """The persona with the numbers that are left, be they none."""
        return self.model_copy(update={"metrics": tuple(metric for metric in self.metrics if metric in metrics)})


class ChartSpec(DataSpec):
    """A chart of one metric, over time or over the members of a dimension.

    - `kind`: `line` and `area` run over time; `bar` compares members of `by` or steps of `over`; `stacked` splits steps of
      time by the members of `by`; `share` shows the parts of a whole by `by`; `funnel` shows falling steps, which are
      several `metrics`, or the members of `by`
    - `metric`, or `metrics` (lines and funnels)
    - `by`: the dimension to split by; `top`: how many members are named, the rest is "other" (default 6)
    - `over`: the step of time (lines, areas and stacked bars default to the report's own: months for a month)
    - `steps`: how many steps back (default 13 months, 26 weeks, 31 days, 9 quarters, 5 years)
    - `compare`: draw the same period last year beside it (default true)
    - `events`: draw the spec's events into a chart over time (default true)
    - `title`: replaces the message that is made from the numbers
    - `width`: `full` or `half` of the page
    """

    type: Literal["chart"] = "chart"
    kind: ChartKind = "line"
    metric: MetricName | None = None
    metrics: tuple[MetricName, ...] = ()
    by: DimensionName | None = None
    over: Step | None = None
    top: int = Field(default=6, ge=1, le=20)
    steps: int | None = Field(default=None, ge=2, le=800)
    compare: bool = True
    events: bool = True
    title: Words | None = None
    width: Literal["full", "half"] = "full"

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics of the chart, however they were written."""
        return self.metrics or ((self.metric,) if self.metric else ())

    @property
    def is_over_time(self) -> bool:
        """Whether the categories are steps of time, and not members or funnel steps."""
        return self.over is not None or self.kind in OVER_TIME

    def keeping(self, metrics: tuple[str, ...]) -> DataSpec | None:
        """The chart of what is left; no funnel of one step."""
        kept = DataSpec.keeping(self, metrics)
        lone = kept is not None and len(kept.shown) < MIN_STEPS
        return None if lone and self.kind == "funnel" and not self.by else kept

    @model_validator(mode="after")
    def _makes_sense(self) -> ChartSpec:
        if bool(self.metric) == bool(self.metrics):
            raise ValueError("a chart needs either 'metric' or 'metrics'")
        if len(self.metrics) > 1 and self.kind not in {"line", "funnel"}:
            raise ValueError(f"kind {self.kind!r} shows one metric; several work in a line or a funnel")
        if len(self.metrics) > 1 and self.by:
            raise ValueError("a chart of several metrics cannot be split by a dimension as well")
        if self.kind == "funnel" and (self.over or (len(self.shown) == 1 and not self.by)):
            raise ValueError("a funnel needs several 'metrics', or one metric with 'by', and no 'over'")
        if self.kind == "share" and (self.over or not self.by):
            raise ValueError("a share chart needs 'by' and no 'over'; use stacked for shares over time")
        if self.kind == "stacked" and not self.by:
            raise ValueError("a stacked chart needs 'by'")
        if self.kind == "bar" and bool(self.by) == bool(self.over):
            raise ValueError("a bar chart needs either 'by' or 'over'")
        return self


class TableSpec(DataSpec):
    """Metrics by the members of a dimension.

    - `metrics`: the columns; `by`: the dimension whose members are the rows
    - `top`: how many rows; what is left out is one row "Other (n)" (default 10)
    - `totals`: a last row with the totals (default true). Ratios are computed anew from their sums; a count of distinct
      people is the engine's own total, never a sum of the rows
    - `sort`: the metric to rank by (default the first), `order`: `desc` or `asc`
    - `compare`: columns of change for the `first` metric, for `all`, or `none`
    - `share`: columns of share in the total for the `first` metric, for `all` that add up, or `none`
    - `title`: replaces the message that is made from the numbers
    """

    type: Literal["table"] = "table"
    metrics: Annotated[tuple[MetricName, ...], Field(min_length=1, max_length=12)]
    by: DimensionName
    top: int = Field(default=10, ge=1, le=500)
    totals: bool = True
    sort: MetricName | None = None
    order: Literal["desc", "asc"] = "desc"
    compare: Extent = "first"
    share: Extent = "first"
    title: Words | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics of the columns."""
        return self.metrics

    def keeping(self, metrics: tuple[str, ...]) -> TableSpec | None:
        """The table of the columns that are left, ranked by one of them."""
        kept = tuple(metric for metric in self.metrics if metric in metrics)
        sort = self.sort if self.sort in kept else None
        return self.model_copy(update={"metrics": kept, "sort": sort}) if kept else None

    @property
    def ranked_by(self) -> str:
        """The metric that orders the rows."""
        return self.sort or self.metrics[0]

    @model_validator(mode="after")
    def _sort_is_shown(self) -> TableSpec:
        if self.sort is not None and self.sort not in self.metrics:
            raise ValueError(f"'sort' names {self.sort!r}, which is not among the table's metrics")
        return self


class WaterfallSpec(DataSpec):
    """From the value of a comparison to the value now: what each part added or took away. The parts add up exactly.

    - `metric`, and what its change is split by: `by` (the members of a dimension) or `factors` (metrics whose product it is)
    - `against`: the id of the comparison (default: the same period last year, else the first that has a value)
    - `top`: how many members are named, the rest is "other" (default 6)
    - `title`: replaces the message that is made from the numbers; `width`: `full` or `half` of the page
    """

    type: Literal["waterfall"] = "waterfall"
    metric: MetricName
    by: DimensionName | None = None
    factors: Annotated[tuple[MetricName, ...], Field(max_length=5)] = ()
    against: Annotated[str, Reference("comparison")] | None = None
    top: int = Field(default=6, ge=1, le=12)
    title: Words | None = None
    width: Literal["full", "half"] = "full"

    @property
    def shown(self) -> tuple[str, ...]:
        """The metric, and its factors."""
        return (self.metric, *self.factors)

    def keeping(self, metrics: tuple[str, ...]) -> WaterfallSpec | None:
        """The chart as it is; nothing where one of its metrics is lacking, because the parts would not add up."""
        return self if set(self.shown) <= set(metrics) else None

    @model_validator(mode="after")
    def _makes_sense(self) -> WaterfallSpec:
        if (self.by is None) == (not self.factors):
            raise ValueError("a waterfall needs either 'by' or 'factors'")
        if len(self.factors) == 1 or self.metric in self.factors:
            raise ValueError("'factors' are two to five other metrics whose product is the metric")
        return self


class MultiplesSpec(DataSpec):
    """Small multiples: the course of one metric for each member of a dimension, all on one scale.

    - `metric`, `by`; `top`: how many members are drawn, the largest first (default 6)
    - `columns`: how many stand side by side, at most 6 (default: as even rows as can be)
    - `over`, `steps`: the step of time and how many of them, as in a chart (default 13 months)
    - `compare`: draw the year before beside it (default true)
    - `title`: replaces the message that is made from the numbers
    """

    type: Literal["multiples"] = "multiples"
    metric: MetricName
    by: DimensionName
    top: int = Field(default=6, ge=1, le=24)
    columns: int | None = Field(default=None, ge=1, le=6)
    over: Step | None = None
    steps: int | None = Field(default=None, ge=2, le=120)
    compare: bool = True
    title: Words | None = None


class CohortSpec(DataSpec):
    """What became of those who began together: one row a beginning, one column a step of time since then.

    - `metric`: what is counted, for example the customers who order; `by`: the dimension that holds when each of them
      began, as a period ('2026-03', '2026-Q1') or its first day
    - `over`: the step of time (default: the report's own); `steps`: how many columns after the first (default 11)
    - `cohorts`: how many beginnings, the latest (default 12)
    - `show`: `rate` (share of the first step, default) or `value`
    - `title`: replaces the message that is made from the numbers
    """

    type: Literal["cohort"] = "cohort"
    metric: MetricName
    by: DimensionName
    over: Step | None = None
    steps: int = Field(default=11, ge=1, le=24)
    cohorts: int = Field(default=12, ge=2, le=36)
    show: Literal["rate", "value"] = "rate"
    title: Words | None = None


class FunnelSpec(DataSpec):
    """A funnel as a table: each step with its value, the share of the step before, the share of the first, and changes.

    - `metrics` (the steps in order), or `metric` with `by` (the members of a dimension, the largest first)
    - `top`: how many members of `by` (default 8)
    - `compare`: columns of change (default true)
    - `title`: replaces the message that is made from the numbers
    """

    type: Literal["funnel"] = "funnel"
    metric: MetricName | None = None
    metrics: Annotated[tuple[MetricName, ...], Field(max_length=12)] = ()
    by: DimensionName | None = None
    top: int = Field(default=8, ge=2, le=20)
    compare: bool = True
    title: Words | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics of the steps."""
        return self.metrics or ((self.metric,) if self.metric else ())

    def keeping(self, metrics: tuple[str, ...]) -> FunnelSpec | None:
        """The steps that are left; nothing where fewer than two are."""
        kept = tuple(metric for metric in self.shown if metric in metrics)
        if self.by is None and len(kept) < MIN_STEPS:
            return None
        return self.model_copy(update={"metrics": kept}) if self.metrics else self if kept else None

    @model_validator(mode="after")
    def _makes_sense(self) -> FunnelSpec:
        if bool(self.metric) == bool(self.metrics) or (self.metric is None) != (self.by is None):
            raise ValueError("a funnel needs either 'metrics', or 'metric' with 'by'")
        if self.metrics and len(self.metrics) < MIN_STEPS:
            raise ValueError("a funnel needs at least two steps")
        return self


class ComparisonSpec(DataSpec):
    """This period beside the others: for each metric the value now, the value then, and the change.

    - `metrics`: the rows
    - `title`: replaces the message that is made from the numbers
    """

    type: Literal["comparison"] = "comparison"
    metrics: Annotated[tuple[MetricName, ...], Field(min_length=1, max_length=60)]
    title: Words | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics of the rows."""
        return self.metrics


BLOCKS: Mapping[str, type[SpecModel]] = {
    "takeaways": TakeawaysSpec,
    "kpis": KpisSpec,
    "persona": PersonaSpec,
    "chart": ChartSpec,
    "table": TableSpec,
    "comparison": ComparisonSpec,
    "waterfall": WaterfallSpec,
    "multiples": MultiplesSpec,
    "funnel": FunnelSpec,
    "cohort": CohortSpec,
    "text": TextSpec,
    "commentary": CommentarySpec,
    "next_steps": NextStepsSpec,
    "events": EventsSpec,
    "image": ImageSpec,
    "page_break": PageBreakSpec,
    "appendix": AppendixSpec,
    "data_notes": DataNotesSpec,
}
"""Every block type and its model; a spec's `blocks` are checked against it."""
