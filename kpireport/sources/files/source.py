"""The plugin `files`: opens the files that a path means and reads them as one stream of typed rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import Self

from kpireport.errors import DataError, KpiReportError, Place, UnknownNameError
from kpireport.sources.columntypes import type_word
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.gathering import Gathered, gather
from kpireport.sources.files.locating import FoundFile, find_files
from kpireport.sources.files.opening import open_table
from kpireport.sources.files.table import TableFile
from kpireport.sources.files.typed import NAMED_BAD_ROWS, read_typed
from kpireport.sources.interface import (
    Account,
    Batch,
    CheckResult,
    ColumnType,
    Notice,
    Provenance,
    ReadRequest,
    SourceContext,
    StreamSpec,
)

STREAM = "rows"
FORMAT_VERSION = 1
"""Grows when the same file would be read differently; stored data are then read anew."""


class FilesSource:
    """CSV and its kin, JSON, Parquet, Excel, DuckDB and SQLite, from the machine's own disk."""

    name = "files"
    Config = FilesConfig
    is_local = True

    def open(self, config: FilesConfig, context: SourceContext) -> FilesSession:
        """A session over the files that the path means now."""
        return FilesSession(config, context)


class FilesSession:
    """All files of one source, as one stream."""

    def __init__(self, config: FilesConfig, context: SourceContext) -> None:
        self.config, self.context = config, context

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def check(self) -> CheckResult:
        """Whether the files are there and are tables."""
        try:
            columns = self.describe(STREAM)
        except KpiReportError as error:
            problem = error.problems[0]
            return CheckResult(ok=False, message=str(problem), hint=problem.hint)
        return CheckResult(ok=True, message=f"{len(self._files)} files, {len(columns)} columns")

    def account(self) -> Account:
        """Files belong to no account."""
        return Account()

    def streams(self) -> Sequence[StreamSpec]:
        """One stream; its columns map by name."""
        return [StreamSpec(name=STREAM)]

    def describe(self, stream: str = STREAM) -> Mapping[str, ColumnType | None]:  # noqa: ARG002 - there is one
        """The columns of the files; the types of text columns show only when the rows are read."""
        import pyarrow as pa

        schema = self._gathered.schema
        return {name: None if pa.types.is_string(kind) else type_word(kind) for name, kind in schema.items()}

    def provenance(self, stream: str = STREAM) -> Provenance:  # noqa: ARG002 - there is one
        """The files' names, and a hash of their bytes and of all that decides how they are read."""
        options = self.config.model_dump(mode="json", exclude={"path"}, exclude_defaults=True)
        parts = [FORMAT_VERSION, options, self.context.timezone, self._hashes]
        fingerprint = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return Provenance(fingerprint, tuple(file.name for file in self._found), options)

    def read(self, request: ReadRequest) -> Iterator[Batch | Notice]:
        """The rows, typed as they will be used; the window does not matter, files are read whole."""
        yield from self._repeated_files()
        gathered = self._gathered
        wanted = dict.fromkeys(gathered.schema) if request.columns is None else request.columns
        names = [name for name in gathered.schema if name in wanted] or list(gathered.schema)[:1]
        if self._needs_no_reading(names, wanted, request.required):
            yield from _streamed(gathered, names)
        else:
            yield from read_typed(gathered, names, wanted, request.required, self.config, self.context.timezone)
        if not gathered.rows:
            said = f"{gathered.title} has a header but no rows."
            yield Notice("info", said, "notice-no-rows", {"file": gathered.title})

    @property
    def tables(self) -> Sequence[TableFile]:
        """The files as tables, opened but not read."""
        return self._gathered.files

    @cached_property
    def _found(self) -> tuple[FoundFile, ...]:
        return find_files(self.config.paths, self.context.base_folder)

    @cached_property
    def _hashes(self) -> list[tuple[str, str]]:
        return [(file.name, _sha256(file)) for file in self._found]

    @cached_property
    def _files(self) -> tuple[FoundFile, ...]:
        """The files without those whose content is that of an earlier one."""
        if len(self._found) == 1:
            return self._found
        first: dict[str, FoundFile] = {}
        for file, (_, digest) in zip(self._found, self._hashes, strict=True):
            first.setdefault(digest, file)
        return tuple(first.values())

    @cached_property
    def _gathered(self) -> Gathered:
        gathered = gather([open_table(file, self.config) for file in self._files])
        for name in self.config.types:
            if name not in gathered.schema:
                raise UnknownNameError("column in `types`", name, gathered.schema, place=Place(self._files[0].label))
        return gathered

    def _repeated_files(self) -> Iterator[Notice]:
        repeated = [file.name for file in self._found if file not in self._files]
        if repeated:
            yield Notice(
                "duplicates",
                f"{', '.join(repeated[:NAMED_BAD_ROWS])} repeat{'s' if len(repeated) == 1 else ''} the content of another"
                " file and were read once.",
                "notice-repeated-files",
                {"n": len(repeated), "files": ", ".join(repeated[:NAMED_BAD_ROWS])},
            )

    def _needs_no_reading(
        self, names: Sequence[str], wanted: Mapping[str, ColumnType | None], required: frozenset[str]
    ) -> bool:
        """Typed files whose text is used as text go through as they are; bad rows cannot occur."""
        import pyarrow as pa

        if self.config.types or (required and self.config.on_bad_rows == "report"):
            return False
        schema = self._gathered.schema
        return all(not pa.types.is_string(schema[name]) or wanted.get(name) == "text" for name in names) and (
            self._gathered.files[0].kind in {"parquet", "duckdb", "excel"}
        )


def _sha256(file: FoundFile) -> str:
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"the file cannot be read: {error.strerror}", place=Place(file.label)) from error


def _streamed(gathered: Gathered, names: list[str]) -> Iterator[Batch]:
    start = 0
    yield Batch(gathered.empty(names))
    for table in gathered.chunks(names):
        yield Batch(table, place=lambda row, start=start: gathered.place(start + row))  # type: ignore[misc]
        start += table.num_rows
