"""`check_source` uses a source as the engine does and names every breach of its contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pytest
from pydantic import BaseModel, SecretStr

from kpireport.plugin import Account, Batch, CheckResult, Notice, ReadRequest, SourceContext, StreamSpec
from kpireport.sources.hooks import kpireport_register_sources
from kpireport.testing import NotConforming, check_source, source_context

START, END = date(2026, 10, 1), date(2026, 10, 4)


class Config(BaseModel, extra="forbid"):
    token: SecretStr = SecretStr("")
    rows: int = 3


class Session:
    """A sound session; subclasses break one thing each."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def check(self) -> CheckResult:
        return CheckResult(ok=True)

    def account(self) -> Account:
        return Account(id="1")

    def streams(self) -> list[StreamSpec]:
        return [StreamSpec("visits", dataset="web_traffic", key=("day",))]

    def read(self, request: ReadRequest) -> Iterator[Batch | Notice]:
        days = [request.start.replace(day=n + 1) for n in range(self.config.rows)]
        yield Batch(pa.table({"day": days[:1], "sessions": [5]}))
        yield Batch(pa.table({"day": days[1:], "sessions": [6] * (len(days) - 1)}))
        yield Notice("info", "3 days were read")


class Visits:
    name = "visits"
    Config: type[BaseModel] = Config
    session: type[Session] = Session

    def open(self, config: Any, context: SourceContext) -> Session:
        return self.session(config)


def check(plugin: Visits, folder: Path, **config: Any) -> dict[str, pa.Table]:
    return check_source(plugin, config, source_context(folder), start=START, end=END)


def findings_with(folder: Path, **broken: Any) -> tuple[str, ...]:
    """What is found when some methods of the session are replaced."""
    plugin = type("Broken", (Visits,), {"session": type("BrokenSession", (Session,), broken)})()
    with pytest.raises(NotConforming) as caught:
        check(plugin, folder)
    return caught.value.findings


def test_a_sound_source_passes_and_hands_over_its_rows(tmp_path: Path) -> None:
    tables = check(Visits(), tmp_path, token="hush", rows=3)
    assert tables["visits"].to_pydict() == {"day": [date(2026, 10, n) for n in (1, 2, 3)], "sessions": [5, 6, 6]}


def test_the_context_has_a_frozen_day(tmp_path: Path) -> None:
    assert source_context(tmp_path).today == date(2026, 11, 5)
    assert source_context(tmp_path, today=START).today == START


def test_a_configuration_that_does_not_fit_ends_the_check(tmp_path: Path) -> None:
    with pytest.raises(NotConforming, match="refuses the configuration of the test") as caught:
        check(Visits(), tmp_path, rows="many")
    assert len(caught.value.findings) == 1


def test_open_configurations_and_bare_secrets_are_named(tmp_path: Path) -> None:
    class Open(BaseModel):
        api_key: str = ""
        rows: int = 3

    plugin = type("Loose", (Visits,), {"Config": Open})()
    with pytest.raises(NotConforming) as caught:
        check(plugin, tmp_path)
    assert caught.value.findings == (
        "its Config accepts unknown keys; set extra='forbid', so typing errors show",
        "'api_key' may be secret and is not a SecretStr",
    )


def test_a_failing_check_is_named(tmp_path: Path) -> None:
    found = findings_with(tmp_path, check=lambda self: CheckResult(ok=False, message="no such account"))
    assert "check() fails with the configuration of the test: no such account" in found


def test_a_source_without_streams_is_named(tmp_path: Path) -> None:
    assert "it offers no streams" in findings_with(tmp_path, streams=lambda self: [])


def test_streams_need_names_of_their_own(tmp_path: Path) -> None:
    streams = [StreamSpec("visits"), StreamSpec("visits")]
    assert "streams share a name: visits, visits" in findings_with(tmp_path, streams=lambda self: streams)


def test_no_batch_is_not_the_same_as_no_rows(tmp_path: Path) -> None:
    (found,) = findings_with(tmp_path, read=lambda self, request: iter(()))
    assert found.startswith("stream 'visits' gave no batch")
    empty = pa.table({"day": pa.array([], pa.date32()), "sessions": pa.array([], pa.int64())})
    plugin = type("Quiet", (Visits,), {"session": type("Q", (Session,), {"read": lambda s, r: iter([Batch(empty)])})})()
    assert check(plugin, tmp_path)["visits"].num_rows == 0


def test_columns_may_not_change_between_batches(tmp_path: Path) -> None:
    batches = [Batch(pa.table({"day": [START], "sessions": [1]})), Batch(pa.table({"day": [START], "visits": [1]}))]
    found = findings_with(tmp_path, read=lambda self, request: iter(batches))
    assert "stream 'visits' changed its columns between batches" in found


def test_the_key_has_to_be_there_and_to_be_one(tmp_path: Path) -> None:
    found = findings_with(tmp_path, streams=lambda self: [StreamSpec("visits", key=("day", "page"))])
    assert "stream 'visits' has a key of columns that it does not have: page" in found
    twice = Batch(pa.table({"day": [START, START], "sessions": [1, 2]}))
    found = findings_with(tmp_path, read=lambda self, request: iter([twice]))
    assert "stream 'visits' has 1 rows with a key that is taken" in found
    replaced = [StreamSpec("visits", key=("day",), write_mode="upsert")]
    broken = {"streams": lambda self: replaced, "read": lambda self, request: iter([twice])}
    plugin = type("Upserting", (Visits,), {"session": type("U", (Session,), broken)})()
    assert check(plugin, tmp_path)["visits"].num_rows == 2


def test_reading_twice_has_to_give_the_same(tmp_path: Path) -> None:
    calls: list[int] = []

    def read(self: Session, request: ReadRequest) -> Iterator[Batch]:
        calls.append(1)
        yield Batch(pa.table({"day": [START], "sessions": [len(calls)]}))

    assert findings_with(tmp_path, read=read) == ("stream 'visits' gave other rows when it was read again",)


def test_what_is_no_batch_and_an_empty_notice_are_named(tmp_path: Path) -> None:
    parts = [Batch(pa.table({"day": [START], "sessions": [1]})), Notice("quota", " "), "rows"]
    found = findings_with(tmp_path, read=lambda self, request: iter(parts))
    assert "stream 'visits' gave a notice without a text" in found
    assert "stream 'visits' gave str, not a Batch or Notice" in found


def test_our_own_files_source_keeps_the_contract(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("day;visits\n13.10.2026;1204\n14.10.2026;1187\n", encoding="utf-8")
    (files,) = kpireport_register_sources()
    tables = check_source(files, {"path": "visits.csv"}, source_context(tmp_path), start=START, end=END)
    assert [table.num_rows for table in tables.values()] == [2]
