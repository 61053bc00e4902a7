"""The conformance check of sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpireport.testing.findings import Findings, conforming

if TYPE_CHECKING:
    import pyarrow as pa
    from pydantic import BaseModel

    from kpireport.sources.interface import Session, SourceContext, SourcePlugin, StreamSpec

SECRET_WORDS = ("password", "secret", "token", "api_key", "credential")


def source_context(folder: Path, *, today: date = date(2026, 11, 5)) -> SourceContext:
    """The surroundings of a source in a test: a client in UTC with euros, and a frozen day."""
    from kpireport.sources.interface import SourceContext

    return SourceContext(client="test", base_folder=folder, timezone="UTC", currency="EUR", today=today)


def check_source(
    plugin: SourcePlugin, config: Mapping[str, Any], context: SourceContext, *, start: date, end: date
) -> dict[str, pa.Table]:
    """Assert that a source keeps its contract, by using it; returns the rows of each stream for further assertions.

    Its configuration is validated by its own model, which refuses unknown keys and keeps secrets as `SecretStr`. It is
    opened as a context manager, answers `check`, offers streams with names of their own, and reads each of them for the
    days from `start` up to `end` (exclusive): in batches of one schema that has the stream's key, with unique keys unless
    rows may be replaced, with notices that say something, and twice with the same result.

    A source's whole test file::

        from datetime import date
        from kpireport.testing import check_source, source_context
        from our_crm import OurCrm

        def test_contract(tmp_path):
            tables = check_source(
                OurCrm(), {"account": "demo"}, source_context(tmp_path), start=date(2026, 10, 1), end=date(2026, 11, 1)
            )
            assert tables["deals"].num_rows == 12

    Raises:
        NotConforming: an AssertionError with every breach.

    """
    tables: dict[str, pa.Table] = {}
    with conforming(f"source {getattr(plugin, 'name', plugin)!r}") as findings:
        ready = _check_config(plugin, config, findings)
        if ready is not None:
            for attempt in ("first", "second"):
                with plugin.open(ready, context) as session:
                    found = _use(session, start, end, findings)
                if attempt == "first":
                    tables = found
                    continue
                for name, table in found.items():
                    findings.expect(
                        name in tables and table.equals(tables[name]),
                        f"stream {name!r} gave other rows when it was read again",
                    )
    return tables


def _check_config(plugin: SourcePlugin, config: Mapping[str, Any], findings: Findings) -> BaseModel | None:
    from pydantic import ValidationError

    findings.expect(isinstance(getattr(plugin, "name", None), str) and plugin.name, "it has no name")
    try:
        ready = plugin.Config.model_validate(config)
    except ValidationError as error:
        findings.expect(holds=False, otherwise=f"its Config refuses the configuration of the test: {error}")
        return None
    try:
        plugin.Config.model_validate({**config, "no_such_key_": 1})
    except ValidationError:
        pass
    else:
        findings.expect(
            holds=False, otherwise="its Config accepts unknown keys; set extra='forbid', so typing errors show"
        )
    for name, field in plugin.Config.model_fields.items():
        if any(word in name for word in SECRET_WORDS):
            findings.expect("Secret" in str(field.annotation), f"{name!r} may be secret and is not a SecretStr")
    return ready


def _use(session: Session, start: date, end: date, findings: Findings) -> dict[str, pa.Table]:
    from kpireport.sources.interface import Account, CheckResult

    answer = session.check()
    if findings.expect(isinstance(answer, CheckResult), "check() does not return a CheckResult"):
        findings.expect(answer.ok, f"check() fails with the configuration of the test: {answer.message}")
    findings.expect(isinstance(session.account(), Account), "account() does not return an Account")
    streams = session.streams()
    findings.expect(streams, "it offers no streams")
    names = [stream.name for stream in streams]
    findings.expect(len(set(names)) == len(names), f"streams share a name: {', '.join(names)}")
    tables = {stream.name: _read(session, stream, start, end, findings) for stream in streams}
    return {name: table for name, table in tables.items() if table is not None}


def _read(session: Session, stream: StreamSpec, start: date, end: date, findings: Findings) -> pa.Table | None:
    import pyarrow as pa

    from kpireport.sources.interface import Batch, Checkpoint, Notice, ReadRequest

    name = f"stream {stream.name!r}"
    batches: list[pa.Table] = []
    for part in session.read(ReadRequest(stream.name, start, end)):
        if isinstance(part, Batch):
            batches.append(part.table)
        elif isinstance(part, Notice):
            findings.expect(part.text.strip(), f"{name} gave a notice without a text")
        else:
            findings.expect(isinstance(part, Checkpoint), f"{name} gave {type(part).__name__}, not a Batch or Notice")
    if not findings.expect(
        batches, f"{name} gave no batch; no rows are a batch without rows, so that columns are known"
    ):
        return None
    if not findings.expect(
        all(batch.schema.equals(batches[0].schema) for batch in batches), f"{name} changed its columns between batches"
    ):
        return None
    table = pa.concat_tables(batches)
    missing = [column for column in stream.key if column not in table.column_names]
    if findings.expect(not missing, f"{name} has a key of columns that it does not have: {', '.join(missing)}"):
        _check_key(table, stream, name, findings)
    return table


def _check_key(table: pa.Table, stream: StreamSpec, name: str, findings: Findings) -> None:
    if not stream.key or stream.write_mode in {"upsert", "append"}:
        return
    distinct = table.group_by(list(stream.key)).aggregate([]).num_rows
    findings.expect(distinct == table.num_rows, f"{name} has {table.num_rows - distinct} rows with a key that is taken")
