"""Results: what the statements of a report returned, kept beside the rows that they went over.

A report that is built again over the same rows, for another text, language or theme, runs no statement twice.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpireport.metrics.database import Row
from kpireport.run.fetching import Fetched
from kpireport.run.job import Job
from kpireport.sources.store import Store, StoredStream, StreamAddress, key_of

VERSION = 2
"""Grows when results are written or run differently."""
KIND = "results"


@dataclass(frozen=True, slots=True)
class KeptResults:
    """The results that one client's store has; the key of a result is its SQL, its rows, its dataset and its engine."""

    job: Job
    fetched: Fetched

    def load(self, datasets: Sequence[str], sql: Sequence[str]) -> list[list[Row]] | None:
        """The rows of each statement over some datasets as they were saved; None when they are not known, or damaged."""
        streams = self._streams(datasets)
        data = self._store.derived(_address(streams[0]), self._key(datasets, streams, sql), KIND)
        try:
            return None if data is None else _decoded(data)
        except (ValueError, TypeError, ArithmeticError):
            return None

    def save(self, datasets: Sequence[str], sql: Sequence[str], results: list[list[Row]]) -> None:
        """Keep the rows of each statement; a result with something else than text and numbers is not kept."""
        streams = self._streams(datasets)
        try:
            data = _encoded(results)
        except TypeError:
            return
        self._store.keep(_address(streams[0]), self._key(datasets, streams, sql), KIND, data)

    @property
    def _store(self) -> Store:
        return Store(self.fetched.store)

    def _streams(self, datasets: Sequence[str]) -> tuple[StoredStream, ...]:
        return tuple(stream for name in datasets for stream in self.fetched.feeding[name])

    def _key(self, datasets: Sequence[str], streams: Sequence[StoredStream], sql: Sequence[str]) -> str:
        declared = [self.job.catalogue.datasets[name].model_dump_json() for name in datasets]
        rows = [(stream.source, stream.sha256) for stream in streams]
        return key_of((VERSION, importlib.metadata.version("duckdb"), rows, declared, *sql))


def _address(stream: StoredStream) -> StreamAddress:
    return StreamAddress(stream.client, stream.source, stream.stream)


def _encoded(results: list[list[Row]]) -> bytes:
    """JSON in which a decimal is a list of its text: a float comes back as the same float, a decimal exactly."""
    return json.dumps(results, ensure_ascii=False, separators=(",", ":"), default=_decimal).encode()


def _decimal(value: object) -> list[str]:
    if isinstance(value, Decimal):
        return [str(value)]
    raise TypeError(value)


def _decoded(data: bytes) -> list[list[Row]]:
    results = json.loads(data)
    return [[tuple(Decimal(v[0]) if isinstance(v, list) else v for v in row) for row in rows] for rows in results]
