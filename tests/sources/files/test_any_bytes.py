"""Whatever stands in a file, it is read or refused with a reason; two independent counts of its rows agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.errors import DataError
from kpireport.sources.files import FilesConfig, FilesSource
from kpireport.sources.files.delimited import DelimitedFile
from kpireport.sources.interface import Batch, ReadRequest, SourceContext

DAY = date(2026, 1, 1)


def read_or_refused(path: Path, **options: object) -> str:
    """How reading ends; that two counts differ is never the file's fault."""
    config = FilesConfig.model_validate({"path": str(path), **options})
    request = ReadRequest("rows", DAY, DAY, columns={"x": "text", "y": "text"})
    try:
        with FilesSource().open(config, SourceContext("acme", path.parent, "UTC", "EUR", DAY)) as session:
            tables = [item.table for item in session.read(request) if isinstance(item, Batch)]
    except DataError as error:
        if "rows were read" in str(error):
            raise
        return "refused with its place" if error.problems[0].place else "refused"
    return f"{tables[0].num_columns} columns"


@settings(max_examples=40, deadline=None)
@given(body=st.text('ab1,"\n\r ', max_size=40), report=st.booleans())
def test_any_text_below_a_header(tmp_path_factory, body, report):
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(b"x,y\n" + body.encode())
    outcome = read_or_refused(path, delimiter=",", quote='"', on_bad_rows="report" if report else "fail")
    assert outcome in {"2 columns", "refused with its place"}


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=60))
def test_any_bytes(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(content)
    assert read_or_refused(path) in {"1 columns", "2 columns", "refused with its place"}


def test_a_reader_that_loses_a_row_is_caught(write, read, monkeypatch):
    write("a.csv", "x,y\n1,2\n3,4\n5,6\n")
    reading = DelimitedFile._arrow

    def losing(self, stream, columns):
        for table in reading(self, stream, columns):
            yield table.slice(1)

    monkeypatch.setattr(DelimitedFile, "_arrow", losing)
    with pytest.raises(DataError, match=r"a\.csv: 2 rows were read, but the file has 3"):
        read("a.csv")
