"""The contract of a source: the framework plans windows, a source answers them with tables.

A whole small source plugin::

    from collections.abc import Iterator
    from pydantic import BaseModel
    import pyarrow as pa
    from kpireport.plugin import (
        Account, Batch, CheckResult, ReadRequest, SourceContext, StreamSpec, hookimpl,
    )

    kpireport_api = 1

    class Config(BaseModel):
        rows: int = 3

    class Session:
        def __init__(self, config: Config) -> None:
            self.config = config
        def __enter__(self) -> "Session":
            return self
        def __exit__(self, *exc: object) -> None:
            return None
        def check(self) -> CheckResult:
            return CheckResult(ok=True)
        def account(self) -> Account:
            return Account()
        def streams(self) -> list[StreamSpec]:
            return [StreamSpec(name="visits", dataset="web_traffic")]
        def read(self, request: ReadRequest) -> Iterator[Batch]:
            days = [request.start] * self.config.rows
            yield Batch(pa.table({"date": days, "sessions": [1] * self.config.rows}))

    class Visits:
        name = "visits"
        Config = Config
        def open(self, config: Config, context: SourceContext) -> Session:
            return Session(config)

    @hookimpl
    def kpireport_register_sources() -> list[Visits]:
        return [Visits()]

Everything a session raises is caught by the host and reported with the plugin's name, distribution and version; a
`KpiReportError` keeps its own words, place and hint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import pyarrow as pa
    from pydantic import BaseModel

WriteMode = Literal["snapshot", "partition", "upsert", "append"]
NoticeKind = Literal[
    "sampled", "thresholded", "truncated", "incomplete_from", "quota", "bad_rows", "duplicates", "future_dates", "info"
]


@dataclass(frozen=True, slots=True)
class SourceContext:
    """What a source may use of its surroundings. Time is given, never read from the machine."""

    client: str
    base_folder: Path
    """Relative paths of the spec are relative to this folder."""
    timezone: str
    currency: str
    today: date


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether a source can be reached with its configuration, and if not, what to do."""

    ok: bool
    message: str = ""
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Whose data it is, as the vendor says."""

    id: str = ""
    timezone: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class StreamSpec:
    """One table that a source offers.

    `columns` maps the dataset's columns to expressions over the stream's own columns (a plain name renames); columns
    that are not named map by name. Freshness: data of the last `lag_days` are missing, of the last
    `settles_after_days` may still change, older than `retention_days` are gone.
    """

    name: str
    dataset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    write_mode: WriteMode = "snapshot"
    key: tuple[str, ...] = ()
    lag_days: int = 0
    settles_after_days: int = 0
    retention_days: int | None = None


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Which stream and which half-open window of days is wanted; a source may return more, never silently less."""

    stream: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of the stream, typed."""

    table: pa.Table


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader has to know; it reaches the page. `text` is one English sentence with its numbers."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a long read has come, so that it can go on from there."""

    token: str


class Session(Protocol):
    """An open connection to one account."""

    def __enter__(self) -> Session: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def check(self) -> CheckResult:
        """Whether the source answers; cheap, reads no data."""
        ...

    def account(self) -> Account:
        """The vendor's id, timezone and currency of the account."""
        ...

    def streams(self) -> Sequence[StreamSpec]:
        """The tables on offer."""
        ...

    def read(self, request: ReadRequest) -> Iterator[Batch | Notice | Checkpoint]:
        """The rows of one stream for one window."""
        ...


@runtime_checkable
class SourcePlugin(Protocol):
    """A kind of source. `Config` is a pydantic model; secrets in it are `SecretStr`."""

    name: str
    Config: type[BaseModel]

    def open(self, config: BaseModel, context: SourceContext) -> Session:
        """Connect; the session is used as a context manager."""
        ...
