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

VERSION = 1
"""Grows when results are written or run differently."""
KIND = "results"


@dataclass(frozen=True, slots=True)
class KeptResults:
    """The results that one client's store has; the key of a result is its SQL, its rows, its dataset and its engine."""

    job: Job
    fetched: Fetched

    def load(self, dataset: str, sql: Sequence[str]) -> list[list[Row]] | None:
        """The rows of each statement as they were saved; None when they are not known, or damaged."""
        stream = self._stream(dataset)
        data = self._store.derived(_address(stream), self._key(stream, sql), KIND)
        try:
            return None if data is None else _decoded(data, len(sql) - 1)
        except (ValueError, TypeError, ArithmeticError):
            return None

    def save(self, dataset: str, sql: Sequence[str], results: list[list[Row]]) -> None:
        """Keep the rows of each statement; a result with something else than text and numbers is not kept."""
        stream = self._stream(dataset)
        try:
            data = _encoded(results)
        except TypeError:
            return
        self._store.keep(_address(stream), self._key(stream, sql), KIND, data)

    @property
    def _store(self) -> Store:
        return Store(self.fetched.store)

    def _stream(self, dataset: str) -> StoredStream:
        return next(stream for stream in self.fetched.streams if stream.dataset == dataset)

    def _key(self, stream: StoredStream, sql: Sequence[str]) -> str:
        declared = self.job.catalogue.datasets[stream.dataset].model_dump_json()
        return key_of((VERSION, importlib.metadata.version("duckdb"), stream.sha256, declared, *sql))


def _address(stream: StoredStream) -> StreamAddress:
    return StreamAddress(stream.client, stream.source, stream.stream)


def _encoded(results: list[list[Row]]) -> bytes:
    """JSON in which a decimal is a list of its text: a float comes back as the same float, a decimal exactly."""
    return json.dumps(results, ensure_ascii=False, separators=(",", ":"), default=_decimal).encode()


def _decimal(value: object) -> list[str]:
    if isinstance(value, Decimal):
        return [str(value)]
    raise TypeError(value)


def _decoded(data: bytes, count: int) -> list[list[Row]]:
    results = json.loads(data)
    if not isinstance(results, list) or len(results) != count:
        raise ValueError("not as many results as statements")
    return [[tuple(Decimal(v[0]) if isinstance(v, list) else v for v in row) for row in rows] for rows in results]
