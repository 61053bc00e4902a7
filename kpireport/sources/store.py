"""The client's store: fetched data as typed Parquet, kept by hash, so that any report can be built again exactly.

The layout::

    STORE/<client>/<source>/<stream>/<sha256>.parquet    the rows, sorted as read
    STORE/<client>/<source>/<stream>/<snapshot>.json     the manifest; its name is the hash of its bytes
    STORE/<client>/<source>/<stream>/<key>.key           input and options -> snapshot: what need not be read again
    STORE/<client>/<source>/<stream>/<key>.<kind>        what was derived from the rows and need not be derived again

Files appear whole or not at all and are never changed. Equal input gives equal bytes, another input another file beside
it. A client's folder is opened only under the client's own id, which the manifest repeats.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kpireport.errors import DataError, EnvironmentProblem, Place
from kpireport.sources.interface import ColumnType, Notice

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = 1
"""The version of the manifest."""
ROW_GROUP = 122_880
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredStream:
    """One stream as it lies in the store. `snapshot` is the hash of its manifest, `sha256` that of its rows."""

    client: str
    source: str
    plugin: str
    stream: str
    dataset: str
    paths: tuple[Path, ...]
    rows: int
    sha256: str
    snapshot: str
    columns: Mapping[str, ColumnType]
    mapping: Mapping[str, str]
    first_day: date | None = None
    last_day: date | None = None
    days: int = 0
    """Distinct days that have rows."""
    missing_days: tuple[date, ...] = ()
    """Days between the first and the last that have none."""
    currency: str | None = None
    """The currency that the source states with its amounts: an ISO code, or a sign such as $."""
    notices: tuple[Notice, ...] = ()
    inputs: tuple[str, ...] = ()
    """What the rows came from, as the page may name it."""

    def rows_after(self, time: str, day: date) -> int:
        """How many rows have a later day."""
        import pyarrow.compute as pc

        return sum(pc.sum(pc.greater(column, day)).as_py() or 0 for column in _day_columns(self.paths, time))


@dataclass(frozen=True, slots=True)
class StreamAddress:
    """Whose stream it is, and which."""

    client: str
    source: str
    stream: str

    def __post_init__(self) -> None:
        for what, name in (("client", self.client), ("source", self.source), ("stream", self.stream)):
            if not _SAFE.fullmatch(name) or name.endswith(".") or ".." in name:
                raise DataError(
                    f"{what} id {name!r} cannot name a folder of the store",
                    hint="use letters, digits, '-', '_' and '.', beginning with a letter or digit",
                )


@dataclass(frozen=True, slots=True)
class Description:
    """What a manifest says about a stream besides what can be read off its rows."""

    plugin: str
    dataset: str
    time: str
    columns: Mapping[str, ColumnType]
    mapping: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    currency: str | None = None


class Store:
    """The store below one root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def writing(self, address: StreamAddress, schema: pa.Schema) -> Iterator[Landing]:
        """Rows to be written aside; nothing stays of them unless the landing is finished."""
        folder = self._folder(address, create=True)
        landing = Landing(self, address, folder, schema)
        try:
            yield landing
        finally:
            landing.discard()

    def reuse(self, address: StreamAddress, key: str) -> StoredStream | None:
        """What was landed from the same input with the same options, if it is still there and intact."""
        folder = self._folder(address)
        try:
            snapshot = (folder / f"{key}.key").read_text("ascii").strip()
            return self.open(address, snapshot)
        except (OSError, DataError, ValueError):
            return None

    def open(self, address: StreamAddress, snapshot: str) -> StoredStream:
        """A stream by the hash of its manifest; DataError when it is missing, damaged or another client's."""
        if not _HASH.fullmatch(snapshot):
            raise DataError(f"{snapshot[:80]!r} is not a snapshot", hint="a snapshot is 64 hexadecimal digits")
        path = self._folder(address) / f"{snapshot}.json"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DataError(
                f"the store has no snapshot {snapshot[:12]}… of {address.source}/{address.stream} for {address.client!r}",
                hint="build again from the sources",
            ) from error
        if hashlib.sha256(data).hexdigest() != snapshot:
            raise _damaged(path)
        manifest = json.loads(data)
        if manifest.get("schema") != SCHEMA or not _HASH.fullmatch(str(manifest.get("sha256"))):
            raise _damaged(path)
        stored = _from_manifest(manifest, path.parent, snapshot)
        if (stored.client, stored.source, stored.stream) != (address.client, address.source, address.stream):
            raise DataError(f"snapshot {snapshot[:12]}… belongs to another client or source", place=Place(path.name))
        for file in stored.paths:
            if not file.is_file() or _hash_of(file) != stored.sha256:
                raise _damaged(file)
        return stored

    def derived(self, address: StreamAddress, key: str, kind: str) -> bytes | None:
        """What `keep` kept under the key; None where there is nothing."""
        try:
            return (self._folder(address) / f"{key}.{kind}").read_bytes()
        except OSError:
            return None

    def keep(self, address: StreamAddress, key: str, kind: str, data: bytes) -> None:
        """Keep what was derived from a stream's rows beside them; `key` says from which rows and how."""
        folder = self._folder(address, create=True)
        with _writing(folder):
            _write(folder / f"{key}.{kind}", data)

    def snapshots(self, address: StreamAddress) -> tuple[str, ...]:
        """The snapshots of a stream that the store holds, in no particular order."""
        folder = self._folder(address)
        return tuple(sorted(path.stem for path in folder.glob("*.json"))) if folder.is_dir() else ()

    def _folder(self, address: StreamAddress, *, create: bool = False) -> Path:
        folder = self.root / address.client / address.source / address.stream
        try:
            if create:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            real, root = folder.resolve(), self.root.resolve()
        except OSError as error:
            raise EnvironmentProblem(
                f"the store folder {folder} cannot be made: {error.strerror}", hint="name another with --store"
            ) from error
        if real != root / address.client / address.source / address.stream:
            raise DataError(
                f"the store folder of {address.client!r} leads elsewhere",
                hint="remove the link; a client's data stay in its folder",
            )
        return folder


class Landing:
    """A stream on its way into the store: rows first, then the manifest, then the key."""

    def __init__(self, store: Store, address: StreamAddress, folder: Path, schema: pa.Schema) -> None:
        from pyarrow import parquet

        self._store, self._address, self._folder = store, address, folder
        with _writing(folder):
            handle, name = tempfile.mkstemp(prefix=".landing-", dir=folder)
        os.close(handle)
        self._aside = Path(name)
        self._schema = schema
        self._writer = parquet.ParquetWriter(name, schema, compression="zstd", store_decimal_as_integer=True)
        self._pending: list[pa.Table] = []
        self._rows = 0

    def write(self, table: pa.Table) -> None:
        """Add rows; row groups have a fixed size, so that equal rows give equal bytes however they come in."""
        self._pending.append(_as(self._schema, table))
        self._rows += table.num_rows
        with _writing(self._folder):
            self._flush(ROW_GROUP)

    def finish(self, description: Description, key: str | None) -> StoredStream:
        """Publish the rows under their hash, describe them, and remember from what they came."""
        with _writing(self._folder):
            self._flush(1)
            self._writer.close()
            digest = _hash_of(self._aside)
            published = self._folder / f"{digest}.parquet"
            _publish(self._aside, published)
            manifest = _manifest(self._address, description, digest, self._rows, _days(published, description.time))
            data = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
            snapshot = hashlib.sha256(data).hexdigest()
            _write(self._folder / f"{snapshot}.json", data)
            if key is not None:
                _write(self._folder / f"{key}.key", snapshot.encode())
        return _from_manifest(manifest, self._folder, snapshot)

    def discard(self) -> None:
        """Remove what was written aside, if it was not published."""
        self._writer.close()
        self._aside.unlink(missing_ok=True)

    def _flush(self, least: int) -> None:
        import pyarrow as pa

        while sum(table.num_rows for table in self._pending) >= least:
            rows = pa.concat_tables(self._pending)
            self._writer.write_table(rows.slice(0, ROW_GROUP).combine_chunks(), row_group_size=ROW_GROUP)
            rest = rows.slice(ROW_GROUP)
            self._pending = [rest] if rest.num_rows else []


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """A full or forbidden disk is a problem of the machine."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(f"the store folder {folder} cannot be written: {error}") from error


def _as(schema: pa.Schema, table: pa.Table) -> pa.Table:
    """The rows in the types of the first ones."""
    import pyarrow as pa

    columns = []
    for name, kind in zip(schema.names, schema.types, strict=True):
        column = table[name]
        try:
            if pa.types.is_floating(column.type) and column.type != kind:
                raise pa.ArrowInvalid("a binary fraction would be rounded")  # noqa: TRY301
            columns.append(column.cast(kind))
        except pa.ArrowInvalid as error:
            raise DataError(
                f"column {name!r} began as {kind} and goes on as {column.type}",
                hint="a source gives every batch of a stream in the same types",
            ) from error
    return pa.table(columns, schema)


def key_of(parts: Iterable[Any]) -> str:
    """One hash for everything that decides what a landing holds."""
    return hashlib.sha256(json.dumps(list(parts), sort_keys=True, default=str).encode()).hexdigest()


def _day_columns(paths: Iterable[Path], time: str) -> Iterator[pa.Array]:
    """The date column of stored files, piece by piece."""
    from pyarrow import parquet

    for path in paths:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=[time]):
                yield batch.column(0).cast("date32", safe=False)


def _days(path: Path, time: str) -> list[date]:
    """The distinct days of the rows, in order."""
    import pyarrow.compute as pc

    days: set[date] = set()
    for column in _day_columns([path], time):
        days.update(day for day in pc.unique(column).to_pylist() if day is not None)
    return sorted(days)


def _gaps(days: list[date]) -> tuple[date, ...]:
    present = set(days)
    span = (days[-1] - days[0]).days if days else 0
    return tuple(day for number in range(span) if (day := days[0] + timedelta(number)) not in present)


def _manifest(
    address: StreamAddress, description: Description, digest: str, rows: int, days: list[date]
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "client": address.client,
        "source": address.source,
        "stream": address.stream,
        "plugin": description.plugin,
        "dataset": description.dataset,
        "columns": [[name, kind] for name, kind in description.columns.items()],
        "mapping": dict(description.mapping),
        "options": dict(description.options),
        "inputs": list(description.inputs),
        "currency": description.currency,
        "notices": [_kept(notice) for notice in description.notices],
        "rows": rows,
        "sha256": digest,
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[-1].isoformat() if days else None,
        "days": len(days),
        "missing_days": [day.isoformat() for day in _gaps(days)],
    }


def _from_manifest(manifest: Mapping[str, Any], folder: Path, snapshot: str) -> StoredStream:
    return StoredStream(
        client=manifest["client"],
        source=manifest["source"],
        plugin=manifest["plugin"],
        stream=manifest["stream"],
        dataset=manifest["dataset"],
        paths=(folder / f"{manifest['sha256']}.parquet",),
        rows=manifest["rows"],
        sha256=manifest["sha256"],
        snapshot=snapshot,
        columns=dict(manifest["columns"]),
        mapping=manifest["mapping"],
        first_day=_day(manifest["first_day"]),
        last_day=_day(manifest["last_day"]),
        days=manifest["days"],
        missing_days=tuple(date.fromisoformat(day) for day in manifest["missing_days"]),
        currency=manifest["currency"],
        notices=tuple(Notice(*kept) for kept in manifest["notices"]),
        inputs=tuple(manifest["inputs"]),
    )


def _kept(notice: Notice) -> list[object]:
    return [notice.kind, notice.text, notice.message, dict(notice.arguments)]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _hash_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged(path: Path) -> DataError:
    return DataError(
        "the stored file is not what its hash says",
        place=Place(path.name),
        hint="remove it and build again from the sources",
    )


def _publish(aside: Path, target: Path) -> None:
    with aside.open("rb") as stream:
        os.fsync(stream.fileno())
    aside.replace(target)
    _sync_folder(target.parent)


def _write(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".landing-", dir=target.parent)
    stream: IO[bytes]
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    _publish(Path(name), target)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; where folders cannot be opened (Windows) the system does it itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
