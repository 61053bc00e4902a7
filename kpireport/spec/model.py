"""The report spec as it is after loading: references resolved, defaults filled in, everything checked and frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError

NAMES = "x-names"
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
_NUMBER_TEXT = re.compile(r"[-+]?(0|[1-9]\d{0,29})?(\.\d{1,30})?([eE][-+]?\d{1,2})?", re.ASCII)
COLOR_PATTERN = r"^#[0-9A-Fa-f]{6}$"
SEGMENT_PATTERN = r"^[a-z][a-z0-9_]*$"
EMAIL_PATTERN = r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$"
WEB_PATTERN = r"^(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?$"

PATTERN_WORDS: Mapping[str, str] = {
    ID_PATTERN: "letters, digits, '_', '-' and '.', beginning with a letter or digit",
    CURRENCY_PATTERN: "an ISO 4217 currency code such as EUR",
    COUNTRY_PATTERN: "an ISO 3166 country code such as LT",
    COLOR_PATTERN: 'a colour such as "#0B6E4F", in quotes',
    SEGMENT_PATTERN: "small letters, digits and '_', beginning with a letter",
    EMAIL_PATTERN: "an e-mail address such as ruta@example.com",
    WEB_PATTERN: "a web address such as example.com or https://example.com/kpi",
}
"""What to write, for each pattern of this module."""


class Reference:
    """Marks text that names something; after loading it is checked that there is such a thing.

    Kinds: 'metric', 'dataset', 'segment', 'preset', 'theme', 'output', 'locale', 'comparison', 'period', and 'file' for
    the path of a file, relative to the spec.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Leave a mark in the JSON Schema, where the names themselves are filled in later."""
        return {**handler(core_schema), NAMES: self.kind}


class Variables:
    """Marks text that may use variables such as `{{ client.name }}`; its syntax is checked on loading."""


def _number(value: object) -> object:
    """A number, or text that is one: plain digits, without separators, leading zeros or names such as 'inf'."""
    if isinstance(value, bool):
        raise PydanticKnownError("float_type")
    if isinstance(value, str) and not _NUMBER_TEXT.fullmatch(value):
        raise PydanticKnownError("float_parsing")
    return value


Day = date
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Number = Annotated[int | float, BeforeValidator(_number)]
Count = Annotated[int, BeforeValidator(_number)]
MetricName = Annotated[str, Reference("metric")]
DatasetName = Annotated[str, Reference("dataset")]
SegmentName = Annotated[str, Reference("segment")]
SegmentId = Annotated[str, StringConstraints(pattern=SEGMENT_PATTERN, max_length=40)]
FileName = Annotated[str, Reference("file")]
Words = Annotated[str, Variables()]


def _nothing_twice(names: tuple[str, ...]) -> tuple[str, ...]:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise ValueError(f"{name!r} stands here twice")
    return names


class SpecModel(BaseModel):
    """The base of every part of a spec: frozen, unknown keys are errors, no number is infinite.

    A text field takes what was written, also where YAML sees a number or a date; a number may come as text, because
    the values of `${env:NAME}` are text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True)


def _timezone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown timezone {name!r}; use an IANA name such as Europe/Vilnius") from error
    return name


class ClientSpec(SpecModel):
    """Whose report it is."""

    id: Id
    """Names the client's folders; stays the same for good."""
    name: str = Field(min_length=1, max_length=200)
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"
    """IANA name; days and periods are those of this place."""
    currency: Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN)] = "EUR"
    """ISO 4217 code of the amounts in the report."""
    locale: Annotated[str, Reference("locale")] = "en"
    """The language of the report."""
    country: Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)] | None = None
    """ISO 3166 code; its public holidays are known to the analysis."""
    variables: Mapping[str, str | bool | int | float] = {}
    """Free values for texts: `{{ client.variables.manager }}`."""


class ReportHead(SpecModel):
    """What the report calls itself."""

    id: Id = "report"
    """Names the report's folder; by default the spec file's name without its ending."""
    title: Words | None = None
    author: str | None = None
    """Who prepared it, for the cover and the footer; beside an `agency`, its person."""
    kind: Words | None = None
    """'Monthly performance report': what it calls itself; by default made from the grain."""


FontFiles = Mapping[Literal["text", "bold", "headline"], FileName]


def _bold_of_a_text_font(fonts: FontFiles) -> FontFiles:
    if "bold" in fonts and "text" not in fonts:
        raise ValueError("bold needs the text font that it belongs to: add text")
    return fonts


Fonts = Annotated[FontFiles, AfterValidator(_bold_of_a_text_font)]


class BrandSpec(SpecModel):
    """What makes it look like the client's."""

    logo: FileName | None = None
    """A picture (SVG, PNG or JPEG), relative to the spec."""
    color: Annotated[str, StringConstraints(pattern=COLOR_PATTERN)] = "#0B6E4F"
    """The colour that headings and charts are made from."""
    fonts: Fonts = {}
    """Role to a font file (TTF or OTF), relative to the spec; `bold` is the text font's own bold."""


class ContactSpec(SpecModel):
    """Whom the client asks about the report."""

    person: str | None = Field(default=None, min_length=1, max_length=200)
    email: Annotated[str, StringConstraints(pattern=EMAIL_PATTERN, max_length=200)] | None = None
    phone: str | None = Field(default=None, min_length=3, max_length=60)
    web: Annotated[str, StringConstraints(pattern=WEB_PATTERN, max_length=200)] | None = None


class CoverSpec(SpecModel):
    """What the cover shows beside the client's logo, the title and the most important message."""

    art: bool = True
    """The client's own days as its picture."""
    agency: bool = True
    """The agency's logo."""
    note: Words | None = None
    """A line of its own, such as 'Confidential'."""


class AgencySpec(SpecModel):
    """Who makes the report; shown beside the client's brand, never instead of it."""

    name: str = Field(min_length=1, max_length=200)
    logo: FileName | None = None
    """A picture (SVG, PNG or JPEG), relative to the file that names it."""
    contact: ContactSpec = ContactSpec()
    footer: Words | None = None
    """The line at the foot of each page; by default who prepared the report."""
    disclaimer: Words | None = None
    """The small print at the end of the report."""
    cover: CoverSpec = CoverSpec()
    fonts: Fonts = {}
    """As those of `brand`, for clients whose brand brings none."""


class PeriodSpec(SpecModel):
    """What time the report is about: a grain, or a number of days, or a first and a last day."""

    grain: Literal["day", "week", "month", "quarter", "year"] | None = "month"
    """The last complete one; month where nothing is said."""
    last_days: Annotated[Count, Field(ge=1, le=3660)] | None = None
    """The last so many complete days."""
    start: date | None = None
    """The first day."""
    end: date | None = None
    """The last day, inclusive, as people write it."""
    fiscal_year_start: Annotated[Count, Field(ge=1, le=12)] = 1
    """The month in which the fiscal year begins; quarters and years follow it."""

    @model_validator(mode="before")
    @classmethod
    def _one_choice(cls, data: object) -> object:
        if not isinstance(data, Mapping):
            return data
        days = ["start", "end"] if {"start", "end"} & set(data) else []
        chosen = [name for name in ("grain", "last_days") if data.get(name) is not None] + days
        if days and not {"start", "end"} <= set(data):
            raise ValueError("'start' and 'end' go together")
        if len(chosen) > (2 if days else 1):
            listed = ", ".join(repr(name) for name in chosen)
            raise ValueError(
                f"choose one of 'grain', 'last_days', and 'start' with 'end'; here are {listed}. "
                "Write 'grain: null' to drop an inherited key"
            )
        return {"grain": None, **data} if chosen and chosen != ["grain"] else data

    @model_validator(mode="after")
    def _in_order(self) -> PeriodSpec:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"the period ends on {self.end}, before it starts on {self.start}")
        return self


class BoundSpec(SpecModel):
    """What should be reached; a plain number is a minimum for what should be high and a maximum for what should be low."""

    min: Number | None = None
    max: Number | None = None
    value: Number | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_number(cls, data: object) -> object:
        if isinstance(data, Mapping | BoundSpec):
            return data
        if isinstance(data, bool) or not isinstance(data, int | float | str):
            raise ValueError("expected a number, or a mapping with 'min' and 'max'")  # noqa: TRY004
        return {"value": data}

    @property
    def is_stated(self) -> bool:
        """Whether it has a number."""
        return not (self.value is None and self.min is None and self.max is None)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not self.is_stated and not self._is_stated_elsewhere():
            raise ValueError("a target needs a number, or 'min', or 'max'")
        if self.value is not None and (self.min is not None or self.max is not None):
            raise ValueError("a target is a number, or 'min' and 'max', not both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"'min' ({self.min}) is above 'max' ({self.max})")
        return self

    def _is_stated_elsewhere(self) -> bool:
        return False


class ScheduleSpec(BoundSpec):
    """What should be reached in a length of time, and in single periods."""

    per: Literal["day", "week", "month", "quarter", "year"] | None = None
    """The length of time that the number is meant for; by default the report's own period."""
    periods: Mapping[Annotated[str, Reference("period")], BoundSpec] = {}
    """Period to its own target ('2026-10', '2026-Q4', '2026'); it takes the place of the number."""

    def _is_stated_elsewhere(self) -> bool:
        return bool(self.periods)


class TargetSpec(ScheduleSpec):
    """The target of a metric, and of its members and segments."""

    members: Mapping[str, Mapping[str, ScheduleSpec]] = {}
    """Dimension to members to their targets."""
    segments: Mapping[SegmentName, ScheduleSpec] = {}
    """Segment to its target."""
    tolerance: Annotated[Number, Field(ge=0, lt=1)] | None = None
    """How far behind its target a running period may lie and still be on track (0.1 is 10 %); by default the spec's own."""

    def _is_stated_elsewhere(self) -> bool:
        return bool(self.periods or self.members or self.segments)


class SegmentSpec(SpecModel):
    """A named part of the rows: a persona, loyal customers, a market. Blocks show it with `segment: NAME`."""

    label: str | Mapping[str, str] | None = None
    """What the page calls it, in one word for all languages or by language; by default its name."""
    filter: str | None = Field(default=None, min_length=1)
    """A condition on the rows of every dataset that has its columns: `visitor_type = 'returning'`."""
    filters: Mapping[DatasetName, Annotated[str, Field(min_length=1)]] = {}
    """Dataset to its own condition, where one does not serve all."""
    narrative: Words | None = None
    """Who they are and what they want, in Markdown."""
    image: FileName | None = None
    """A picture (SVG, PNG or JPEG)."""
    alt: Words | None = None
    """What the picture shows; by default the label."""

    @model_validator(mode="after")
    def _has_a_condition(self) -> SegmentSpec:
        if self.filter is None and not self.filters:
            raise ValueError("a segment needs a 'filter', or 'filters' by dataset")
        if isinstance(self.label, Mapping) and not self.label:
            raise ValueError("'label' has no language")
        return self


class EventSpec(SpecModel):
    """Something that happened; drawn on charts and known to takeaways."""

    date: Day
    label: str = Field(min_length=1, max_length=120)
    end: Day | None = None
    """The last day, where it lasted longer than one."""

    @model_validator(mode="after")
    def _in_order(self) -> EventSpec:
        if self.end and self.end < self.date:
            raise ValueError(f"the event ends on {self.end}, before it starts on {self.date}")
        return self


class SourceSpec(SpecModel):
    """One source. `config` was validated by the plugin's own model; `columns` rename or compute."""

    id: Id
    plugin: str
    config: Any
    dataset: DatasetName | None = None
    columns: Mapping[str, str] = {}
    streams: Mapping[str, DatasetName] = {}


class SectionSpec(SpecModel):
    """A section of the report: a title and what stands under it."""

    id: Id | None = None
    title: Words
    message: Words | None = None
    """Its headline: one sentence that says what is new."""
    lead: Words | None = None
    """A short text under the headline."""
    blocks: tuple[Any, ...] = Field(min_length=1)
    """Validated by the block models that the document floor registers."""


class ReportSpec(SpecModel):
    """One client's report, ready to plan."""

    version: Annotated[Literal[1], BeforeValidator(_number)]
    """The version of this format."""
    report: ReportHead = ReportHead()
    client: ClientSpec
    brand: BrandSpec = BrandSpec()
    agency: AgencySpec | None = None
    """Who makes the report; usually written once, in a file that the clients' specs extend."""
    theme: Annotated[str, Reference("theme")] = "executive"
    """A theme by name, or a folder with one (a path that begins with '.')."""
    period: PeriodSpec = PeriodSpec()
    compare: Annotated[tuple[Annotated[str, Reference("comparison")], ...], AfterValidator(_nothing_twice)] = (
        "previous_period",
        "same_period_last_year",
    )
    """What the period is held against: `previous_period`, `same_period_last_year`, or a period such as 2025-10."""
    sources: Mapping[Id, SourceSpec] = Field(min_length=1)
    metrics: tuple[Any, ...] = ()
    """Custom metrics, validated by the metrics floor's model."""
    targets: Mapping[MetricName, TargetSpec] = {}
    """Metric to its target."""
    tolerance: Annotated[Number, Field(ge=0, lt=1)] = 0.05
    """How far behind its target a running period may lie and still be on track (0.05 is 5 %)."""
    benchmarks: bool = True
    """Whether metrics without a target are held against the benchmarks that the catalogue states."""
    segments: Mapping[SegmentId, SegmentSpec] = {}
    """Named parts of the rows, for `segment:` of blocks and for targets."""
    events: tuple[EventSpec, ...] = ()
    north_star: MetricName | None = None
    """The metric that matters most."""
    preset: Annotated[str, Reference("preset")] | None = None
    """A ready page plan; what the client's data cannot feed is left out."""
    sections: tuple[SectionSpec, ...] = ()
    """The page plan written out; beside a preset, a section replaces the preset's section of the same id, or is added."""
    outputs: Annotated[tuple[Annotated[str, Reference("output")], ...], AfterValidator(_nothing_twice)] = (
        "html",
        "pdf",
    )
    """The files to make."""
    catalogues: tuple[Annotated[str, Reference("folder")], ...] = ()
    """Folders of the agency's own sentences by language (`lt/ours.ftl`), relative to the file that names them."""
    plugins: tuple[str, ...] = ()
    """Local one-file plugins, relative to the file that names them."""
