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

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, runtime_checkable

from kpireport.errors import Place

if TYPE_CHECKING:
    import pyarrow as pa
    from pydantic import BaseModel

ColumnType = Literal["date", "timestamp", "text", "integer", "number", "money", "boolean"]
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
    """Which stream and which half-open window of days is wanted; a source may return more, never silently less.

    `columns` are the stream's own columns that will be used and what each will be used as (None: as the source sees
    it); None means all of them. `required` are those without which a row cannot be used. A source may ignore both.
    """

    stream: str
    start: date
    end: date
    columns: Mapping[str, ColumnType | None] | None = None
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of the stream, typed.

    `place` gives the position of a row (counted from 0 in this table) in a file that the user can open. `currencies`
    are the currencies that the source states with the amounts, by column: ISO codes or signs.
    """

    table: pa.Table
    place: Callable[[int], Place] | None = None
    currencies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader has to know; it reaches the page. `text` is one English sentence with its numbers.

    `message` names a sentence of the catalogue that says the same in every language, with `arguments`: numbers that it
    shows, texts, ids under `dataset` and `metric`, ISO days under names that end in 'day'. A source that ships no
    catalogue leaves both out, and is quoted in English.
    """

    kind: NoticeKind
    text: str
    message: str | None = field(default=None, compare=False)
    arguments: Mapping[str, str | int | float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What rows come from. `fingerprint` changes whenever `read` could return something else.

    `inputs` and `options` are kept in the store's manifest: no secrets, no absolute paths.
    """

    fingerprint: str
    inputs: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a long read has come, so that it can go on from there."""

    token: str


class Session(Protocol):
    """An open connection to one account."""

    def __enter__(self) -> Self: ...
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
class DescribedSession(Protocol):
    """A session that can tell a stream's columns before it reads the rows."""

    def describe(self, stream: str) -> Mapping[str, ColumnType | None]:
        """The stream's columns in order; None where the type shows only when the rows are read."""
        ...


@runtime_checkable
class TraceableSession(Protocol):
    """A session that can tell, without parsing, whether its data are the ones that were read before."""

    def provenance(self, stream: str) -> Provenance:
        """What the rows of a stream come from."""
        ...


@runtime_checkable
class SourcePlugin(Protocol):
    """A kind of source. `Config` is a pydantic model; secrets in it are `SecretStr`."""

    name: str

    @property
    def Config(self) -> type[BaseModel]:  # noqa: N802 - the name of a class, which implementations hold as an attribute
        """The model that a spec's settings for this source are checked by."""
        ...

    def open(self, config: Any, context: SourceContext) -> Session:
        """Connect with an instance of `Config`; the session is used as a context manager."""
        ...


@runtime_checkable
class LocalSource(Protocol):
    """A kind of source that may say that it asks no other machine: `kpireport check` then looks at its columns."""

    is_local: bool
