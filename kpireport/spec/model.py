"""The report spec as it is after loading: references resolved, defaults filled in, everything checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80)]
Number = int | float


class SpecModel(BaseModel):
    """The base of every part of a spec: frozen, unknown keys are errors, numbers are not read from text."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference:
    """Marks a field that names something registered ('metric', 'dataset', 'source', 'theme'); checked after loading."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


MetricName = Annotated[str, Reference("metric")]
DatasetName = Annotated[str, Reference("dataset")]


def _timezone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown timezone {name!r}; use an IANA name such as Europe/Vilnius") from error
    return name


class ClientSpec(SpecModel):
    id: Id
    name: str = Field(min_length=1, max_length=200)
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "EUR"
    locale: str = "en"
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    variables: Mapping[str, str | int | float] = {}


class ReportHead(SpecModel):
    id: Id | None = None
    title: str | None = None
    author: str | None = None
    kind: str | None = None
    """'Monthly performance report': what it calls itself; by default made from the grain."""


class BrandSpec(SpecModel):
    logo: str | None = None
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#0B6E4F"
    fonts: Mapping[Literal["text", "headline"], str] = {}
    """Role to a font file (TTF or OTF), relative to the spec."""


class PeriodSpec(SpecModel):
    grain: Literal["day", "week", "month", "quarter", "year"] | None = "month"
    last_days: int | None = Field(default=None, ge=1, le=3660)
    start: date | None = None
    end: date | None = None
    """Inclusive, as people write it."""
    fiscal_year_start: int = Field(default=1, ge=1, le=12)


class TargetSpec(SpecModel):
    """A target; a plain number is a minimum for what should be high and a maximum for what should be low."""

    min: Number | None = None
    max: Number | None = None
    value: Number | None = None


class EventSpec(SpecModel):
    date: date
    label: str = Field(min_length=1, max_length=120)
    end: date | None = None


class SourceSpec(SpecModel):
    """One source. `config` was validated by the plugin's own model; `columns` rename or compute."""

    id: str
    plugin: str
    config: Any
    dataset: str | None = None
    columns: Mapping[str, str] = {}
    streams: Mapping[str, str] = {}


class SectionSpec(SpecModel):
    id: Id | None = None
    title: str
    message: str | None = None
    lead: str | None = None
    blocks: tuple[Any, ...]
    """Validated by the block models that the document floor registers."""


class ReportSpec(SpecModel):
    """One client's report, ready to plan."""

    version: Literal[1]
    report: ReportHead
    client: ClientSpec
    brand: BrandSpec
    theme: str
    period: PeriodSpec
    compare: tuple[str, ...]
    sources: Mapping[str, SourceSpec]
    metrics: tuple[Any, ...] = ()
    """Custom metrics, validated by the metrics floor's model."""
    targets: Mapping[str, TargetSpec] = {}
    events: tuple[EventSpec, ...] = ()
    north_star: str | None = None
    preset: str | None = None
    sections: tuple[SectionSpec, ...] = ()
    outputs: tuple[str, ...] = ("html", "pdf")
    plugins: tuple[str, ...] = ()
