"""The report document: the composed result as pure data, and the contract between thinking and showing.

Written as `report.json` (`"schema": 1`). Renderers read nothing else. Words and numbers that a reader sees are finished
strings in the report's language; each number that is shown also names the fact, change or series it came from, so that
nothing on a page is without provenance. Charts carry plain values and finished labels; a renderer only draws.

`end` of a period is exclusive everywhere.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Tone = Literal["good", "bad", "neutral"]
Number = int | float


class Part(BaseModel):
    """The base of every part of a document: frozen, and without fields that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


# ---------------------------------------------------------------- who, what, when


class Client(Part):
    """Whose report it is."""

    id: str
    name: str
    timezone: str
    currency: str
    locale: str
    country: str | None = None


class Report(Part):
    """The head of the report."""

    id: str
    title: str
    author: str | None = None
    """Who prepared it (the agency, after its person where one is named), for the cover and the footer."""
    date: date
    """The day the report is made as of."""
    subtitle: str | None = None
    """One sentence for the cover: the most important message."""
    data_to: str | None = None
    """Finished sentence: up to which day there are data."""
    compared_with: str | None = None
    """Finished sentence: which comparisons the report makes."""


class Period(Part):
    """The days that it is about; `end` is exclusive."""

    start: date
    end: date
    grain: str
    label: str
    key: str


class Comparison(Part):
    """Another period that it is held against; `end` is exclusive."""

    id: str
    start: date
    end: date
    label: str
    """Finished: 'September 2026'."""
    short: str
    """For column heads: 'vs Sep', 'vs Oct 2025'."""


class Brand(Part):
    """What makes it look like the client's."""

    color: str
    logo: str | None = None
    """Id of an asset."""
    fonts: dict[str, str] = {}
    """Font role ('text', 'bold', 'headline') to the id of an asset, where the brand brings its own."""


class Contact(Part):
    """Whom the reader asks about the report."""

    person: str | None = None
    email: str | None = None
    phone: str | None = None
    web: str | None = None
    """An address with or without its scheme."""


class Agency(Part):
    """Who made the report, for readers who know it by name; the client's brand stays the first. Texts are finished."""

    name: str
    logo: str | None = None
    """Id of an asset."""
    contact: Contact = Contact()
    footer: str | None = None
    """The line at the foot of each page, where it is not who prepared the report."""
    disclaimer: str | None = None
    on_cover: bool = True
    """The cover shows the logo."""
    note: str | None = None
    """A line of its own on the cover, such as 'Confidential'."""


class Asset(Part):
    """A file that the document shows; `path` is where the build finds its bytes and is not written to report.json."""

    id: str
    sha256: str
    media_type: str
    path: str = Field(exclude=True, default="")


# ---------------------------------------------------------------- numbers


class FactRecord(Part):
    """One number: a metric in a period (`current`, or a comparison's id) for a group of members."""

    id: str
    metric: str
    unit: str
    period: str
    group: dict[str, str | None]
    value: Number | None
    status: str
    query: str
    numerator: Number | None = None
    denominator: Number | None = None
    target: Number | None = None
    excludes: list[str | None] = []
    """For a fact of "other": the group is everything but these members of its dimension."""


class ChangeRecord(Part):
    """A current fact held against its base: difference, ratio, and points for percentages and scores."""

    fact: str
    base: str
    comparison: str
    abs: Number | None
    pct: Number | None
    points: Number | None
    favourable: bool | None


class SeriesRecord(Part):
    """The course of a metric: one value a step from `start` on, None where there are no data."""

    id: str
    metric: str
    group: dict[str, str | None]
    start: date
    step: str
    values: list[Number | None]
    status: str
    query: str = ""
    excludes: list[str | None] = []
    """For a series of "other": everything but these members of its dimension."""


class QueryRecord(Part):
    """A statement that facts came from."""

    id: str
    dataset: str
    engine: str
    sql: str
    rows: int


class SourceRecord(Part):
    """One stream that the report rests on, for the data notes and for `explain`."""

    id: str
    plugin: str
    stream: str
    dataset: str
    rows: int
    sha256: str
    first_day: date | None = None
    last_day: date | None = None
    days: int | None = None
    missing_days: list[date] = []
    state: str = "final"
    stored: str = ""
    """The stored file, relative to the client's folder of the store."""


class Notice(Part):
    """Something that the reader has to know about the data; `text` is finished."""

    kind: str
    text: str
    source: str | None = None
    severity: Literal["info", "warning"] = "info"


# ---------------------------------------------------------------- what a block shows


class Delta(Part):
    """A change on one comparison. `text` is finished ('+18.5%', '−0.21 pts', '–' when there is nothing to compare)."""

    comparison: str
    text: str
    base_text: str
    tone: Tone
    fact: str
    base: str
    note: str | None = None
    """Why there is nothing to compare, or that the base is only partly covered."""


class Target(Part):
    """A target, or a benchmark that stands in where no target is set, and how far it was reached.

    `met` and `missed` are final; in a running period a value is `on_track` or `off_track` by its rate so far.
    """

    kind: Literal["target", "benchmark"] = "target"
    text: str
    """'€200,000', '≤ 44.0%'."""
    value: Number
    state: Literal["met", "missed", "on_track", "off_track"]
    met: bool
    """Whether it is reached already."""
    tone: Tone
    """Good when it is reached or on track."""
    status: str
    """Finished words: 'met', 'missed', 'on track', 'off track'."""
    projected: Number | None = None
    """What the value will be at the end of a running period, at the rate so far."""
    projected_text: str | None = None
    attainment: Number | None
    """Value / target as a ratio (target / value where lower is better); None where it makes no sense."""
    attainment_text: str


class Sparkline(Part):
    """A word-sized picture of a series: up to 25 steps, the last one now."""

    series: str
    values: list[Number | None]
    last_year: int | None = None
    """Index of the same step last year."""
    alt: str


class Kpi(Part):
    """One metric on a card or in a row of a scoreboard, finished."""

    metric: str
    label: str
    note: str | None = None
    """The variant or the formula in words, under the label."""
    group: str | None = None
    """The heading it stands under in a scoreboard."""
    value_text: str
    fact: str
    deltas: list[Delta]
    target: Target | None = None
    spark: Sparkline | None = None


class KpiBlock(Part):
    """KPI cards (`layout: cards`, up to four in a row) or a scoreboard table (`layout: scoreboard`)."""

    type: Literal["kpis"] = "kpis"
    layout: Literal["cards", "scoreboard"] = "cards"
    title: str | None = None
    kpis: list[Kpi]
    now: str = ""
    """Head of the value column: 'Oct 2026'."""
    notes: list[str] = []


class Display(Part):
    """How numbers of a chart axis are written: the unit, and the power of ten that is already divided out of labels."""

    unit: str
    currency: str | None = None
    scale: int = 0
    places: int = 0


class ChartSeries(Part):
    """One line, bar row or area. `role` decides how it is drawn (design 4).

    `change` is the difference of actual and comparison, one a member: a column of its own beside horizontal bars, headed
    by `name` ('Change on Oct 2025'). Without one the renderer draws the plain difference and judges nothing.
    """

    name: str
    role: Literal["actual", "comparison", "target", "member", "other", "change"] = "actual"
    values: list[Number | None]
    labels: list[str | None] = []
    """Finished value labels, one a point, where the chart names values."""
    tones: list[Tone] = []
    """Good or bad, one a point; only for a change."""
    refs: list[str] = []
    """The series id, or one fact id a point."""


class EventMark(Part):
    """An event drawn into a time chart, at the index of the category it falls in (fractional inside a step)."""

    at: float
    label: str


class ChartBlock(Part):
    """A chart of one metric, over time or over the members of a dimension.

    kind `line` and `area`: categories are steps of time. `bar`: one bar a category, over a comparison bar if there is one
    (horizontal when the categories are members, vertical over time). `stacked`: one bar a category, split by series.
    `share`: one 100 % bar a series... split by category. `funnel`: categories are steps, values fall. `waterfall`: the
    series `actual` has values at the first and the last category only (then and now), the series `change` one at each
    category between them; what was then and all changes add up to what is now.
    """

    type: Literal["chart"] = "chart"
    id: str
    kind: Literal["line", "area", "bar", "stacked", "share", "funnel", "waterfall"]
    time: bool
    """Categories are steps of time."""
    title: str
    """The message."""
    subtitle: str
    """What, unit, period."""
    alt: str
    """The text alternative: what the picture says, with its numbers."""
    display: Display
    categories: list[str]
    """Finished labels of the points or bars, in order."""
    start: date | None = None
    """The first day of the first category, where categories are steps of time: a long axis is then named at the
    beginnings of months or weeks instead of at even distances."""
    step: Literal["day", "week", "month", "quarter", "year"] | None = None
    series: list[ChartSeries]
    details: list[str] = []
    """Only for a funnel: finished text between the step before and this one ('55.4% continue, −0.1 pts vs Sep'); the
    first is empty."""
    events: list[EventMark] = []
    zero: bool = True
    bounds: tuple[Number, Number] | None = None
    """The values that the axis reaches at least, where several charts share one scale."""
    notes: list[str] = []
    width: Literal["full", "half"] = "full"


class MultiplesBlock(Part):
    """Small multiples: one chart over time a member of a dimension, all on one scale. A panel's title is its member."""

    type: Literal["multiples"] = "multiples"
    id: str
    title: str
    """The message."""
    subtitle: str = ""
    """What, unit, period, and that all share one scale."""
    columns: int
    """How many panels stand side by side on a full page, 1 to 6."""
    panels: list[ChartBlock]
    notes: list[str] = []


class Cell(Part):
    """One cell of a table, finished."""

    text: str
    tone: Tone = "neutral"
    ref: str | None = None
    """Fact or series id, or None for words."""
    shade: int | None = None
    """How dark the cell is, 0 to 6, in a table that is read as a map; None in all others."""
    full: str | None = None
    """The whole text, where `text` is shortened in its middle."""


class Column(Part):
    """The head of a table's column."""

    label: str
    align: Literal["left", "right"] = "right"
    muted: bool = False


class Row(Part):
    """One row of a table: a member, what is left over, or the total."""

    kind: Literal["row", "other", "total"] = "row"
    cells: list[Cell]
    note: str | None = None
    tag: str | None = None
    """A finished word after the first cell that says what is remarkable ('weakest step')."""


class TableBlock(Part):
    """A table: metrics by the members of a dimension, or what `role` says."""

    type: Literal["table"] = "table"
    role: Literal["members", "comparison", "funnel", "cohort", "events"] = "members"
    """What the rows are: members; metrics; steps of a funnel; beginnings (cells have shades); events."""
    title: str
    subtitle: str = ""
    columns: list[Column]
    rows: list[Row]
    notes: list[str] = []


class Because(Part):
    """One line under a headline: '+26.0' 'E-mail: visits +73 % on last year'."""

    value_text: str
    text: str
    tone: Tone
    ref: str | None = None


class TakeawayView(Part):
    """A takeaway as it is shown; `id` is that of its evidence record in `takeaways`."""

    id: str
    tag: str
    """'Target met', 'Change on last year'."""
    tone: Tone
    headline: str
    because_title: str = ""
    because: list[Because] = []
    how: str = ""
    """One sentence: how we know."""
    chart: ChartBlock | None = None


class TakeawaysBlock(Part):
    """The claims that matter, the weightiest first."""

    type: Literal["takeaways"] = "takeaways"
    takeaways: list[TakeawayView]
    empty: str = ""
    """What is said when there is nothing to say."""


class TextBlock(Part):
    """Text of the agency. `html` was made from Markdown without raw HTML, so it is safe to place as it is."""

    type: Literal["text"] = "text"
    html: str
    author: str | None = None


class PersonaBlock(Part):
    """Who a segment is: its name, its picture and its narrative. `html` is safe to place as it is."""

    type: Literal["persona"] = "persona"
    segment: str
    title: str
    html: str
    asset: str | None = None
    """The id of its picture."""
    alt: str = ""
    who: str
    """Finished: which rows belong to it, as the spec says it."""


class CommentaryBlock(Part):
    """What a person makes of the numbers, signed. `html` is safe to place as it is."""

    type: Literal["commentary"] = "commentary"
    title: str | None = None
    html: str
    author: str
    role: str | None = None
    """What the author is ('Head of growth')."""
    date: str | None = None
    """Finished: when it was written."""


class Action(Part):
    """One thing to be done; texts are finished."""

    text: str
    owner: str | None = None
    due: str | None = None
    """'9 November 2026'."""
    status: Literal["open", "in_progress", "done", "cancelled"] = "open"
    status_text: str
    """'Open', 'Done', 'Overdue'."""
    overdue: bool = False
    """Due before the day of the report, and neither done nor cancelled."""
    measure: str | None = None
    """How everybody will see that it worked."""


class NextStepsBlock(Part):
    """What is to be done next."""

    type: Literal["next_steps"] = "next_steps"
    title: str | None = None
    actions: list[Action]


class ImageBlock(Part):
    """A picture from beside the spec."""

    type: Literal["image"] = "image"
    asset: str
    alt: str
    caption: str | None = None
    width: Number = 1.0
    """Share of the text width, 0 to 1."""


class PageBreak(Part):
    """The next block begins on a new page."""

    type: Literal["page_break"] = "page_break"


class Definition(Part):
    """What a metric that the report shows means."""

    metric: str
    label: str
    formula: str
    """In words where the pack has them, else the expression."""
    note: str | None = None
    """Variant and caveats in one text."""
    description: str | None = None
    """What it says, in a sentence or two."""
    expression: str = ""
    """The formula that was computed."""
    dataset: str | None = None
    """Finished: what the rows are that it is computed from."""
    sources: list[str] = []
    """The names of the sources that deliver them."""
    unit: str = ""
    """Finished: '€', '%', 'seconds'; empty for plain counts."""
    variant: str | None = None
    """Which of several accepted definitions was used, with its settings."""
    caveats: list[str] = []


class SourceRow(Part):
    """A source in the data notes, finished."""

    name: str
    gives: str
    rows_text: str
    days_text: str
    state: str
    tone: Tone = "neutral"


class DataNotesBlock(Part):
    """What the numbers rest on, and what is missing."""

    type: Literal["data_notes"] = "data_notes"
    sources: list[SourceRow]
    notices: list[Notice]
    missing: list[str]
    """Finished sentences: which block was left out and what would bring it."""
    definitions: list[Definition]
    build: str = ""


class AppendixBlock(Part):
    """What every metric of the report means, one entry a metric."""

    type: Literal["appendix"] = "appendix"
    definitions: list[Definition]


Block = Annotated[
    TakeawaysBlock
    | KpiBlock
    | ChartBlock
    | MultiplesBlock
    | TableBlock
    | TextBlock
    | PersonaBlock
    | CommentaryBlock
    | NextStepsBlock
    | ImageBlock
    | PageBreak
    | AppendixBlock
    | DataNotesBlock,
    Field(discriminator="type"),
]


class Section(Part):
    """A part of the report with a headline of its own."""

    id: str
    title: str
    """Its name: contents, kicker, bookmark."""
    message: str
    """Its headline: one sentence, with the number. May equal the title where there is no message."""
    lead: str | None = None
    blocks: list[Block]


class TakeawayRecord(Part):
    """The evidence record as it is kept, with the words that were made from it."""

    id: str
    evidence: dict[str, object]
    headline: str
    because: list[str]
    score: float


class CoverArt(Part):
    """The daily values drawn on the cover; the last `current` of them belong to the period."""

    series: str
    values: list[Number | None]
    current: int
    caption: str


class SegmentRecord(Part):
    """A segment that the report shows. The metrics of a segment have ids such as 'revenue:loyal'."""

    id: str
    label: str
    conditions: dict[str, str]
    """Dataset to the condition on its rows."""


class ReportDocument(Part):
    """Everything about one report."""

    version: Literal[1] = Field(default=1, alias="schema", serialization_alias="schema")
    kpireport: str = ""
    """The version of kpireport that composed it."""
    client: Client
    report: Report
    brand: Brand
    agency: Agency | None = None
    theme: str
    period: Period
    comparisons: list[Comparison]
    facts: list[FactRecord]
    changes: list[ChangeRecord]
    series: list[SeriesRecord]
    takeaways: list[TakeawayRecord]
    segments: list[SegmentRecord] = []
    queries: list[QueryRecord]
    sources: list[SourceRecord]
    notices: list[Notice]
    assets: list[Asset]
    words: dict[str, str]
    """Fixed words of the templates in the report's language ('contents': 'Contents')."""
    cover: CoverArt | None = None
    sections: list[Section]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
