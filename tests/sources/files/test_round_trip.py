"""Any table, written in any dialect, is read as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.sources.files import FilesConfig, FilesSource
from kpireport.sources.interface import Batch, ReadRequest, SourceContext

BASE = date(2026, 1, 1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
ROWS = st.lists(
    st.tuples(
        st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        st.one_of(st.none(), TEXTS),
        st.one_of(st.none(), st.integers(-(10**17), 10**17)),
        st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2)),
    ),
    min_size=1,
    max_size=20,
)


@st.composite
def dialects(draw: st.DrawFn) -> dict[str, str]:
    decimal = draw(st.sampled_from([".", ","]))
    return {
        "delimiter": draw(st.sampled_from(["\t", ";", "|"] if decimal == "," else ["\t", ";", "|", ","])),
        "decimal": decimal,
        "thousands": draw(st.sampled_from(["", " ", "\u00a0", "'", "." if decimal == "," else ""])),
        "end": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "encoding": draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])),
        "day": draw(st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%Y/%m/%d"])),
    }


def number(value: int | Decimal | None, dialect: dict[str, str]) -> str:
    if value is None:
        return ""
    text = f"{value:,}".replace(",", "\0").replace(".", dialect["decimal"])
    return text.replace("\0", dialect["thousands"])


def field(text: str, dialect: dict[str, str], always: bool) -> str:
    if always or any(char in text for char in f'{dialect["delimiter"]}"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, dialect=dialects(), quote_all=st.booleans())
def test_a_table_in_any_dialect_is_read_as_it_was(tmp_path_factory, rows, dialect, quote_all):
    lines = [["day", "text", "count", "amount"]]
    for day, text, count, amount in rows:
        written = day.strftime(dialect["day"]).zfill(8)
        lines.append([written, text or "", number(count, dialect), number(amount, dialect)])
    quoted = "".join(
        dialect["delimiter"].join(field(cell, dialect, quote_all) for cell in line) + dialect["end"] for line in lines
    )
    path = Path(tmp_path_factory.mktemp("trip")) / "a.csv"
    path.write_bytes(quoted.encode(dialect["encoding"]))

    config = FilesConfig(
        path=str(path), day_first=True, decimal=dialect["decimal"], thousands=dialect["thousands"] or None,
        encoding="utf-16" if dialect["encoding"] == "utf-16-be" else None, quote='"',
    )  # fmt: skip
    if dialect["encoding"] == "utf-16-be":
        config = config.model_copy(update={"encoding": "utf-16-be"})
    request = ReadRequest(
        "rows", BASE, BASE, columns={"day": "date", "text": "text", "count": "integer", "amount": "money"}
    )
    with FilesSource().open(config, SourceContext("acme", path.parent, "UTC", "EUR", BASE)) as session:
        table = pa.concat_tables(item.table for item in session.read(request) if isinstance(item, Batch))

    blank = " \t\r\n\u00a0\u202f\u2007\u2009"
    expected = [(day, text if text and text.strip(blank) else None, count, amount) for day, text, count, amount in rows]
    assert [tuple(row.values()) for row in table.to_pylist()] == expected
