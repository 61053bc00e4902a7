"""From a source into the store: open it, map its streams onto datasets, cast every row, land each stream whole."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kpireport.errors import DataError, Place, UnknownNameError
from kpireport.sources.casting import Caster
from kpireport.sources.columntypes import type_word
from kpireport.sources.files.numerals import one_currency
from kpireport.sources.interface import (
    Batch,
    Checkpoint,
    ColumnType,
    DescribedSession,
    Notice,
    Provenance,
    ReadRequest,
    Session,
    SourceContext,
    SourcePlugin,
    StreamSpec,
    TraceableSession,
)
from kpireport.sources.mapping import ColumnMapping, DatasetContract, map_columns
from kpireport.sources.store import Description, Store, StoredStream, StreamAddress, key_of
from kpireport.sources.wording import rows

if TYPE_CHECKING:
    from pydantic import BaseModel

LANDING_VERSION = 1
"""Grows when the same rows would be mapped or stored differently."""


def land_source(
    plugin: SourcePlugin,
    config: BaseModel,
    context: SourceContext,
    *,
    source_id: str,
    contracts: Mapping[str, DatasetContract],
    store: Store,
    window: tuple[date, date],
    dataset: str | None = None,
    columns: Mapping[str, str] | None = None,
    streams: Mapping[str, str] | None = None,
    places: Mapping[str, Place] | None = None,
) -> list[StoredStream]:
    """Land every stream of one source that feeds a dataset; `window` is half-open.

    `dataset` and `columns` are the spec's for a source with one stream; `streams` names the dataset of each stream;
    `places` says where each of `columns` was written.
    Raises KpiReportError with its place for everything that a user can mend; whatever else a plugin raises is left to
    the guard of the caller. What was landed before from the same input is not read again.
    """
    with plugin.open(config, context) as session:
        chosen = _chosen(list(session.streams()), dataset, streams or {}, contracts, source_id)
        landings = [
            _Landing(plugin, session, spec, contract, columns or {}, places or {}, context, source_id, store, window)
            for spec, contract in chosen
        ]
        return [_with_future(_land(landing), landing.contract.time, context.today) for landing in landings]


def look_ahead(
    plugin: SourcePlugin,
    config: BaseModel,
    context: SourceContext,
    *,
    source_id: str,
    contracts: Mapping[str, DatasetContract],
    dataset: str | None = None,
    columns: Mapping[str, str] | None = None,
    streams: Mapping[str, str] | None = None,
    places: Mapping[str, Place] | None = None,
) -> list[tuple[str, str, tuple[str, ...] | None]]:
    """What `land_source` would land, without reading rows: stream, dataset, and the columns of the dataset that it feeds.

    The columns are None where they show only when the rows are read. Takes and raises what `land_source` does.
    """
    with plugin.open(config, context) as session:
        chosen = _chosen(list(session.streams()), dataset, streams or {}, contracts, source_id)
        ahead: list[tuple[str, str, tuple[str, ...] | None]] = []
        for spec, contract in chosen:
            if not isinstance(session, DescribedSession):
                ahead.append((spec.name, contract.id, None))
                continue
            wanted = {**spec.columns, **(columns or {})}
            mapping = map_columns(contract, session.describe(spec.name), wanted, origin=source_id, places=places)
            ahead.append((spec.name, contract.id, tuple(column.name for column in mapping.columns)))
        return ahead


class _Landing:
    """Everything that landing one stream needs."""

    def __init__(
        self,
        plugin: SourcePlugin,
        session: Session,
        spec: StreamSpec,
        contract: DatasetContract,
        columns: Mapping[str, str],
        places: Mapping[str, Place],
        context: SourceContext,
        source_id: str,
        store: Store,
        window: tuple[date, date],
    ) -> None:
        self.plugin, self.session, self.spec, self.contract = plugin, session, spec, contract
        self.columns, self.places = {**spec.columns, **columns}, places
        self.context, self.source_id, self.store, self.window = context, source_id, store, window
        self.address = StreamAddress(context.client, source_id, spec.name)

    @cached_property
    def provenance(self) -> Provenance | None:
        """What the rows come from, where the session can tell without reading them."""
        return self.session.provenance(self.spec.name) if isinstance(self.session, TraceableSession) else None

    @property
    def key(self) -> str | None:
        """What decides the landed rows."""
        if self.provenance is None:
            return None
        contract = self.contract
        read = (LANDING_VERSION, self.plugin.name, self.provenance.fingerprint, self.columns, self.context.timezone)
        return key_of((*read, contract.id, contract.time, list(contract.columns.items()), sorted(contract.required)))

    def mapping(self, known: Mapping[str, ColumnType | None]) -> ColumnMapping:
        """The stream's columns onto the dataset's."""
        return map_columns(self.contract, known, self.columns, origin=self.source_id, places=self.places)


def _chosen(
    specs: Sequence[StreamSpec],
    dataset: str | None,
    streams: Mapping[str, str],
    contracts: Mapping[str, DatasetContract],
    source_id: str,
) -> list[tuple[StreamSpec, DatasetContract]]:
    """The streams that feed a dataset, each with what the dataset asks of it."""
    for name in streams:
        if name not in {spec.name for spec in specs}:
            raise UnknownNameError(f"stream of source {source_id!r}", name, (spec.name for spec in specs))
    if dataset is not None and len(specs) > 1:
        names = ", ".join(spec.name for spec in specs)
        raise DataError(
            f"source {source_id!r} has {len(specs)} streams, so `dataset:` does not say which one feeds {dataset!r}",
            hint=f"use `streams: {{<stream>: {dataset}}}`; the streams are {names}",
        )
    targets = [(spec, streams.get(spec.name) or dataset or spec.dataset) for spec in specs]
    chosen: list[tuple[StreamSpec, DatasetContract]] = []
    for spec, target in targets:
        if target is None:
            continue
        if target not in contracts:
            raise UnknownNameError("dataset", target, contracts)
        chosen.append((spec, contracts[target]))
    if not chosen:
        raise DataError(f"source {source_id!r} feeds no dataset", hint="say `dataset:`, for example dataset: orders")
    return chosen


def _land(landing: _Landing) -> StoredStream:
    key = landing.key
    if key is not None:
        stored = landing.store.reuse(landing.address, key)
        if stored is not None:
            return stored
    mapping = _described(landing)
    request = ReadRequest(
        landing.spec.name,
        *landing.window,
        columns=mapping.used if mapping else None,
        required=mapping.required if mapping else frozenset(),
    )
    notices: list[Notice] = []
    with closing(_batches(landing.session.read(request), notices)) as batches:
        first = next(batches, None)
        if first is None:
            raise DataError(f"source {landing.source_id!r} gave no table for stream {landing.spec.name!r}")
        if mapping is None:
            mapping = landing.mapping({field.name: type_word(field.type) for field in first.table.schema})
        return _write(landing, mapping, first, batches, notices, key)


def _described(landing: _Landing) -> ColumnMapping | None:
    if not isinstance(landing.session, DescribedSession):
        return None
    return landing.mapping(landing.session.describe(landing.spec.name))


def _batches(items: Iterator[Batch | Notice | Checkpoint], notices: list[Notice]) -> Generator[Batch, None, None]:
    """The tables among what a session reads; notices go aside. Ends the session's reading when it is closed early."""
    try:
        for item in items:
            if isinstance(item, Batch):
                yield item
            elif isinstance(item, Notice):
                notices.append(item)
            elif not isinstance(item, Checkpoint):
                raise TypeError(f"a session reads batches, notices and checkpoints, not {type(item).__name__}")
    finally:
        if isinstance(items, Generator):
            items.close()


def _write(
    landing: _Landing,
    mapping: ColumnMapping,
    first: Batch,
    rest: Iterator[Batch],
    notices: list[Notice],
    key: str | None,
) -> StoredStream:
    currencies: dict[str, int] = {}
    provenance = landing.provenance
    with Caster(mapping, timezone=landing.context.timezone, origin=landing.source_id) as caster:
        table = caster.cast(first)
        with landing.store.writing(landing.address, table.schema) as aside:
            aside.write(table)
            _count(currencies, first)
            for batch in rest:
                aside.write(caster.cast(batch))
                _count(currencies, batch)
            missing = _missing(mapping.contract, caster.missing)
            description = Description(
                plugin=landing.plugin.name,
                dataset=mapping.contract.id,
                time=mapping.contract.time,
                columns={column.name: column.type for column in mapping.columns},
                mapping=mapping.described(),
                notices=(*notices, *missing),
                currency=_currency(currencies, landing),
                inputs=provenance.inputs if provenance else (),
                options=provenance.options if provenance else {},
            )
            return aside.finish(description, key)


def _count(currencies: dict[str, int], batch: Batch) -> None:
    for code in set(batch.currencies.values()):
        currencies[code] = currencies.get(code, 0) + batch.table.num_rows


def _currency(currencies: Mapping[str, int], landing: _Landing) -> str | None:
    try:
        return one_currency(currencies) or landing.session.account().currency
    except ValueError as error:
        raise DataError(
            f"source {landing.source_id!r} mixes currencies: {error}", hint="convert the amounts to one currency"
        ) from error


def _missing(contract: DatasetContract, empty: Mapping[str, int]) -> list[Notice]:
    """Empty cells where the dataset expects a value: the rows stay, the reader is told."""
    return [
        Notice(
            "info",
            f"{rows(count)} of {contract.id} {'has' if count == 1 else 'have'} no value for {name}.",
            "notice-missing-values",
            {"rows": count, "dataset": contract.id, "column": name},
        )
        for name, count in empty.items()
        if count and name in contract.required
    ]


def _with_future(stored: StoredStream, time: str, today: date) -> StoredStream:
    """A notice about days after today; it depends on today, so it is not part of the manifest."""
    if stored.last_day is None or stored.last_day <= today:
        return stored
    count = stored.rows_after(time, today)
    text = (
        f"{rows(count)} {'lies' if count == 1 else 'lie'} after {today.isoformat()}, the last on "
        f"{stored.last_day.isoformat()}; such days may be plans or mistakes."
    )
    days = {"today": today.isoformat(), "last_day": stored.last_day.isoformat()}
    said = Notice("future_dates", text, "notice-future-dates", {"rows": count, **days})
    return replace(stored, notices=(*stored.notices, said))


__all__ = ["DatasetContract", "StoredStream", "land_source", "look_ahead"]
