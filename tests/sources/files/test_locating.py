"""Files, globs and folders of daily files."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from kpireport.errors import DataError
from kpireport.sources.files import FilesConfig


@pytest.fixture
def daily(write):
    for day in (7, 5, 6):
        write(f"daily/2026-01-{day:02}.csv", f"date,n\n0{day}/01/2026,{day}\n")
    write("daily/.hidden.csv", "x")
    write("daily/readme.md", "x")


@pytest.mark.parametrize("path", ["daily", "daily/", "daily/*.csv", "**/2026-*.csv", ("daily/2026-01-05.csv", "daily")])
def test_daily_files_are_one_table_in_order_of_name(daily, read, path):
    result = read(path, day_first=True)
    assert result.column("n") == [5, 6, 7]
    assert result.lines == [2, 2, 2]


def test_all_files_together_decide_how_dates_are_read(daily, write, read):
    write("daily/2026-01-25.csv", "n,date\n25,25/01/2026\n")
    assert read("daily").column("date")[0] == date(2026, 1, 5)


def test_an_error_names_its_file(daily, write, read):
    write("daily/2026-01-06.csv", "date,n\n2026-01-06,1\n\n2026-01-06,oops\n")
    with pytest.raises(DataError, match=r"daily/2026-01-06\.csv:4: column 'n': 'oops'"):
        read("daily", wanted={"n": "integer"})


def test_files_must_have_the_same_columns(daily, write, read):
    write("daily/2026-01-06.csv", "date,m\n06/01/2026,6\n")
    with pytest.raises(
        DataError, match=r"2026-01-06\.csv: the columns are not those of daily/2026-01-05\.csv: it lacks 'n'"
    ):
        read("daily", day_first=True)


def test_a_file_that_repeats_another_is_read_once(daily, write, read):
    write("daily/2026-01-05 (1).csv", "date,n\n05/01/2026,5\n")
    result = read("daily", day_first=True)
    assert result.column("n") == [5, 6, 7]
    assert result.notices[0].kind == "duplicates"
    assert result.notices[0].text.startswith("daily/2026-01-05.csv repeats the content")


def test_nothing_is_found(write, read, tmp_path):
    write("orders.csv", "date\n2026-01-05\n")
    (tmp_path / "empty").mkdir()
    for path, message in [
        ("order.csv", "there is no file 'order.csv'.*did you mean 'orders.csv'"),
        ("no/such.csv", "there is no folder"),
        ("*.parquet", r"no file matches '\*.parquet'"),
        ("empty", "holds no data files"),
    ]:
        with pytest.raises(DataError, match=message):
            read(path)


def test_a_folder_of_several_kinds(daily, write, read):
    write("daily/a.json", "[]")
    with pytest.raises(DataError, match=r"several kinds: \.csv, \.json.*daily/\*\.csv"):
        read("daily")


@pytest.mark.parametrize("path", ["https://example.com/a.csv", "s3://bucket/a.csv", "file:///etc/passwd"])
def test_addresses_are_refused(read, path):
    with pytest.raises(DataError, match="is an address, not a file"):
        read(path)


@pytest.mark.parametrize(
    ("option", "value"),
    [("delimiter", "ab"), ("delimiter", '"'), ("encoding", "klingon"), ("encoding", "base64"), ("thousands", "1"),
     ("path", ""), ("path", []), ("unknown", 1)],
)  # fmt: skip
def test_settings_that_cannot_be(option, value):
    with pytest.raises(ValidationError):
        FilesConfig.model_validate({"path": "a.csv", option: value})
