"""Reading small files that a test writes itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from kpireport.sources.files import FilesConfig, FilesSource
from kpireport.sources.interface import Batch, ColumnType, Notice, ReadRequest, SourceContext

TODAY = date(2026, 11, 1)


@dataclass(frozen=True)
class ReadResult:
    """Everything that one reading gave."""

    table: pa.Table
    notices: list[Notice]
    currencies: dict[str, str]
    lines: list[int | None]

    @property
    def rows(self) -> list[dict[str, object]]:
        return self.table.to_pylist()

    def column(self, name: str) -> list[object]:
        return self.table[name].to_pylist()

    def kind(self, name: str) -> str:
        return str(self.table.schema.field(name).type)


@pytest.fixture
def context(tmp_path: Path) -> SourceContext:
    return SourceContext("acme", tmp_path, "Europe/Vilnius", "EUR", TODAY)


Write = Callable[..., Path]
Read = Callable[..., ReadResult]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return writing


@pytest.fixture
def read(context: SourceContext) -> Read:
    def reading(
        path: str | tuple[str, ...],
        wanted: Mapping[str, ColumnType | None] | None = None,
        required: frozenset[str] = frozenset(),
        **options: object,
    ) -> ReadResult:
        config = FilesConfig.model_validate({"path": path, **options})
        request = ReadRequest("rows", date(2026, 1, 1), date(2027, 1, 1), columns=wanted, required=required)
        tables: list[pa.Table] = []
        notices: list[Notice] = []
        currencies: dict[str, str] = {}
        lines: list[int | None] = []
        with FilesSource().open(config, context) as session:
            for item in session.read(request):
                if isinstance(item, Notice):
                    notices.append(item)
                    continue
                assert isinstance(item, Batch)
                tables.append(item.table)
                currencies |= item.currencies
                if item.place is not None:
                    lines += [item.place(row).line for row in range(item.table.num_rows)]
        return ReadResult(pa.concat_tables(tables), notices, currencies, lines)

    return reading
