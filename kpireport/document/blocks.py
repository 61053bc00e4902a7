"""The blocks as a spec writes them: one model a block type, and the registry `BLOCKS` that a spec is checked with.

Each docstring is the reference of its block. Metrics are named by id; a dimension is a column of the metric's dataset.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from kpireport.metrics.facts import Step
from kpireport.spec.model import FileName, MetricName, SpecModel, Words

ChartKind = Literal["line", "area", "bar", "stacked", "share", "funnel"]
Extent = Literal["first", "all", "none"]
DimensionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]

OVER_TIME: frozenset[str] = frozenset({"line", "area", "stacked"})
"""Kinds whose categories are steps of time unless the spec says otherwise."""


class TakeawaysSpec(SpecModel):
    """The few claims that matter, each with its evidence.

    - `limit`: how many at most (default 5)
    - `charts`: draw the metric's course beside each claim (default true)
    """

    type: Literal["takeaways"] = "takeaways"
    limit: int = Field(default=5, ge=1, le=20)
    charts: bool = True


class KpisSpec(SpecModel):
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


class ChartSpec(SpecModel):
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


class TableSpec(SpecModel):
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
    def ranked_by(self) -> str:
        """The metric that orders the rows."""
        return self.sort or self.metrics[0]

    @model_validator(mode="after")
    def _sort_is_shown(self) -> TableSpec:
        if self.sort is not None and self.sort not in self.metrics:
            raise ValueError(f"'sort' names {self.sort!r}, which is not among the table's metrics")
        return self


class TextSpec(SpecModel):
    """Words of the agency, in Markdown, with the variables of the spec (`{{ client.name }}`).

    - `text`: inline; or `file`: a path relative to the spec in which `{period}` stands for the period's key, so that each
      month has its own text (`notes/{period}.md`)
    - `required`: a missing file is an error; else it is noted in the data notes (default false)
    - `author`: who says it
    """

    type: Literal["text"] = "text"
    text: Words | None = None
    file: str | None = None
    required: bool = False
    author: Words | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> TextSpec:
        if (self.text is None) == (self.file is None):
            raise ValueError("a text block needs either 'text' or 'file'")
        return self


class ImageSpec(SpecModel):
    """A picture from a file beside the spec (PNG, JPEG or SVG).

    - `path`: relative to the spec; `alt`: what it shows, for those who cannot see it; `caption`: under it
    - `width`: share of the text width, 0.1 to 1
    """

    type: Literal["image"] = "image"
    path: FileName
    alt: Words = Field(min_length=1, max_length=1000)
    caption: Words | None = None
    width: float = Field(default=1.0, ge=0.1, le=1.0)


class PageBreakSpec(SpecModel):
    """The next block begins on a new page."""

    type: Literal["page_break"] = "page_break"


class DataNotesSpec(SpecModel):
    """What the numbers rest on: sources with rows and days, notices, what is missing, and the definitions used."""

    type: Literal["data_notes"] = "data_notes"


BlockSpec = TakeawaysSpec | KpisSpec | ChartSpec | TableSpec | TextSpec | ImageSpec | PageBreakSpec | DataNotesSpec

BLOCKS: Mapping[str, type[SpecModel]] = {
    "takeaways": TakeawaysSpec,
    "kpis": KpisSpec,
    "chart": ChartSpec,
    "table": TableSpec,
    "text": TextSpec,
    "image": ImageSpec,
    "page_break": PageBreakSpec,
    "data_notes": DataNotesSpec,
}
"""Every block type and its model; a spec's `blocks` are checked against it."""
