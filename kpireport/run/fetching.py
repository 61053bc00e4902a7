"""Fetch: land every source of a job in the client's store. Nothing after it touches a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpireport.document.model import Notice, SourceRecord
from kpireport.document.notices import as_notice
from kpireport.errors import DataError, EnvironmentProblem, KpiReportError, Place, Problem, SpecError, placing
from kpireport.host import guarding
from kpireport.language import Language
from kpireport.metrics.database import Table
from kpireport.metrics.pack import Dataset
from kpireport.periods import Period, label, trailing
from kpireport.run.job import Job
from kpireport.sources.files.numerals import one_currency
from kpireport.sources.interface import Notice as SourceNotice
from kpireport.sources.interface import SourceContext
from kpireport.sources.landing import land_source
from kpireport.sources.mapping import DatasetContract
from kpireport.sources.store import Store, StoredStream
from kpireport.spec.masking import masking

HISTORY = {"day": ("month", 37), "week": ("month", 37), "month": ("month", 37), "range": ("month", 37)}
"""How far back sources are asked for: three years and the month of a comparison; longer grains get six years."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies in the store for one report. `places` says where each source stands in the spec."""

    streams: tuple[StoredStream, ...]
    store: Path
    places: Mapping[str, Place]

    @property
    def feeding(self) -> Mapping[str, tuple[StoredStream, ...]]:
        """The streams that feed each dataset."""
        found: dict[str, list[StoredStream]] = {}
        for stream in self.streams:
            found.setdefault(stream.dataset, []).append(stream)
        return {dataset: tuple(streams) for dataset, streams in found.items()}

    @property
    def delivered(self) -> Mapping[str, frozenset[str]]:
        """The columns that the sources feed, by dataset."""
        return {name: frozenset(c for s in streams for c in s.columns) for name, streams in self.feeding.items()}

    @property
    def tables(self) -> Mapping[str, Table]:
        """The stored tables, by dataset; the rows of several streams stand in one."""
        return {name: self._table(streams) for name, streams in self.feeding.items()}

    @property
    def records(self) -> tuple[SourceRecord, ...]:
        """What the document says of each stream."""
        return tuple(self._record(stream) for stream in self.streams)

    def notices(self, language: Language, datasets: Mapping[str, Dataset]) -> tuple[Notice, ...]:
        """What the sources said, and which datasets come from several, in a language."""
        said = [(stream.source, notice) for stream in self.streams for notice in stream.notices]
        said += [found for name, streams in self.feeding.items() for found in _joined(name, streams)]
        return tuple(as_notice(notice, language, datasets=datasets, source=source) for source, notice in said)

    def _table(self, streams: tuple[StoredStream, ...]) -> Table:
        files = [(path, stream) for stream in streams for path in stream.paths]
        return Table(
            tuple(path for path, _ in files),
            place=self.places[streams[0].source],
            origins=tuple(_origin(stream, streams) for _, stream in files),
        )

    def _record(self, stream: StoredStream) -> SourceRecord:
        return SourceRecord(
            id=stream.source,
            plugin=stream.plugin,
            stream=stream.stream,
            dataset=stream.dataset,
            rows=stream.rows,
            sha256=stream.sha256,
            first_day=stream.first_day,
            last_day=stream.last_day,
            days=stream.days,
            missing_days=list(stream.missing_days),
            stored=stream.paths[0].relative_to(self.store / stream.client).as_posix() if stream.paths else "",
        )


def fetch(job: Job, store: Path) -> Fetched:
    """Land every source of a job.

    Raises:
        SpecError: with the problem of every source that cannot be read, each with its place.
        EnvironmentProblem: the store cannot be written.

    """
    streams: list[StoredStream] = []
    problems: list[Problem] = []
    places = {source_id: job.loaded.key_place("sources", source_id) for source_id in job.spec.sources}
    for source_id, place in places.items():
        try:
            with placing(place):
                streams += _land(job, source_id, Store(store))
        except EnvironmentProblem:
            raise
        except KpiReportError as error:
            problems += error.problems
    if problems:
        raise SpecError(problems)
    return Fetched(tuple(streams), store, places)


def empty_period(job: Job, fetched: Fetched) -> Problem | None:
    """A warning when no source has a row in the report's period: every number would be a dash."""
    spans = [(s.first_day, s.last_day) for s in fetched.streams if s.first_day and s.last_day]
    if any(_has_rows(stream, job.period) for stream in fetched.streams):
        return None
    place = job.loaded.key_place("sources")
    if not spans:
        return Problem(job.language.say("run-no-rows-at-all"), place, "are these the right files?", "warning")
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    text = job.language.say(
        "run-no-rows",
        period=label(job.period, job.language),
        first=job.language.day(first),
        last=job.language.day(last),
    )
    return Problem(text, place, f"choose a period with data, for example --period {last:%Y-%m}", "warning")


def _has_rows(stream: StoredStream, period: Period) -> bool:
    if stream.first_day is None or stream.last_day is None:
        return False
    first, last = max(stream.first_day, period.start), min(stream.last_day, period.last)
    return (last - first).days + 1 > sum(period.contains(day) for day in stream.missing_days)


def window(job: Job) -> tuple[date, date]:
    """The half-open range of days that sources are asked for."""
    step, count = HISTORY.get(job.period.grain, ("year", 6))
    start = trailing(job.period.end, step, count)[0].start  # type: ignore[arg-type]  # the words of HISTORY are steps
    return min(start, *(w[0] for w in job.windows.values())), job.period.end


def contract_of(dataset: Dataset) -> DatasetContract:
    """What a dataset asks of its rows, as the sources floor takes it."""
    columns = {name: column.type for name, column in dataset.columns.items()}
    required = frozenset(name for name, column in dataset.columns.items() if not column.nullable)
    return DatasetContract(dataset.id, dataset.time, columns, required)


def source_context(job: Job, source_id: str) -> SourceContext:
    """What a source may use of its surroundings."""
    return SourceContext(
        client=job.spec.client.id,
        base_folder=job.loaded.folder("sources", source_id, "path"),
        timezone=job.spec.client.timezone,
        currency=job.spec.client.currency,
        today=job.as_of,
    )


def column_places(job: Job, source_id: str) -> Mapping[str, Place]:
    """Where the spec says what a column of the dataset is, by column."""
    columns = job.spec.sources[source_id].columns
    return {name: job.loaded.place("sources", source_id, "columns", name) for name in columns}


def _land(job: Job, source_id: str, store: Store) -> list[StoredStream]:
    spec = job.spec.sources[source_id]
    found = job.host.sources.registered(spec.plugin, place=job.loaded.place("sources", source_id, "plugin"))
    with masking(spec.config), guarding(found.plugin, f"reading source {source_id!r}"):
        streams = land_source(
            found.item,
            spec.config,
            source_context(job, source_id),
            source_id=source_id,
            contracts={dataset.id: contract_of(dataset) for dataset in job.catalogue.datasets.values()},
            store=store,
            window=window(job),
            dataset=spec.dataset,
            columns=spec.columns,
            streams=spec.streams,
            places=column_places(job, source_id),
        )
    for stream in streams:
        _check_currency(job, stream)
    return streams


def _check_currency(job: Job, stream: StoredStream) -> None:
    """Amounts are shown with the client's currency, so they have to be in it."""
    wanted = job.spec.client.currency
    if stream.currency is None or "money" not in stream.columns.values():
        return
    try:
        one_currency({wanted: 1, stream.currency: 1})
    except ValueError as error:
        raise DataError(
            f"the amounts of source {stream.source!r} are in {stream.currency}, and the report is in {wanted}",
            hint="convert them, or change the client's `currency`",
        ) from error


def _origin(stream: StoredStream, streams: tuple[StoredStream, ...]) -> str:
    """What tells a stream's rows from those of others: its source, and its own name where the source has several."""
    several = sum(other.source == stream.source for other in streams) > 1
    return f"{stream.source}: {stream.stream}" if several else stream.source


def _joined(dataset: str, streams: tuple[StoredStream, ...]) -> tuple[tuple[str, SourceNotice], ...]:
    """That a dataset is the rows of several streams together, so that nobody looks for one of them only."""
    if len(streams) < 2:
        return ()
    counts = ", ".join(f"{_origin(stream, streams)} ({stream.rows:,})" for stream in streams)
    said = f"{dataset} holds the rows of {len(streams)} sources together: {counts}."
    known: dict[str, str | int | float] = {"dataset": dataset, "n": len(streams), "counts": counts}
    return ((streams[0].source, SourceNotice("info", said, "notice-joined", known)),)
