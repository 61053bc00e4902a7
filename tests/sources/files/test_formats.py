# ruff: noqa: DTZ001 - local times have no zone
"""Formats other than delimited text, and files whose names lie."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from kpireport.errors import DataError

WANTED = {"day": "date", "clicks": "integer", "cost": "money"}
EXPECTED = [
    {"day": date(2026, 1, 5), "clicks": 12, "cost": Decimal("11.70")},
    {"day": date(2026, 1, 6), "clicks": None, "cost": Decimal("0.05")},
]
OBJECTS = '{"day": "2026-01-05", "clicks": 12, "cost": 11.70}', '{"day": "2026-01-06", "clicks": null, "cost": 5e-2}'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", f"[{', '.join(OBJECTS)}]"),
        ("a.json", f'{{"meta": {{"pages": 1}}, "data": [{", ".join(OBJECTS)}]}}'),
        ("a.json", f'{{"items": [{", ".join(OBJECTS)}], "errors": []}}'),
        ("a.jsonl", "\n".join(OBJECTS) + "\n"),
        ("a.ndjson", "\r\n\r\n".join(OBJECTS)),
        ("a.csv", f"[{', '.join(OBJECTS)}]"),
        ("a.txt", "\n".join(OBJECTS)),
    ],
)
def test_json_keeps_the_digits_of_the_file(write, read, name, text):
    write(name, text)
    assert read(name, wanted=WANTED).rows == EXPECTED


def test_nested_objects_have_dotted_names_and_missing_keys_are_null(write, read):
    write("a.json", '[{"day": "2026-01-05", "totals": {"sales": 1.5}}, {"day": "2026-01-06", "tags": ["a", "ą"]}]')
    assert read("a.json").rows == [
        {"day": date(2026, 1, 5), "totals.sales": Decimal("1.50"), "tags": None},
        {"day": date(2026, 1, 6), "totals.sales": None, "tags": '["a", "ą"]'},
    ]


def test_bad_json(write, read):
    write("a.jsonl", OBJECTS[0] + "\n{oops\n" + OBJECTS[1] + "\n")
    with pytest.raises(DataError, match=r"a\.jsonl:2:2: not valid JSON"):
        read("a.jsonl", wanted=WANTED)
    result = read("a.jsonl", wanted=WANTED, on_bad_rows="report")
    assert result.rows == EXPECTED
    assert result.lines == [1, 3]
    assert "1 of 3 rows in a.jsonl" in result.notices[0].text
    write("b.json", '[{"a": 1},\n {"a": NaN}]')
    with pytest.raises(DataError, match="NaN is not a JSON value"):
        read("b.json")
    write("c.json", '{"a": 1}')
    with pytest.raises(DataError, match="no array of objects"):
        read("c.json")
    write("d.json", "[" * 100_000)
    with pytest.raises(DataError, match="not valid JSON"):
        read("d.json", format="json")
    write("e.json", '[{"a": 1}, 2]')
    with pytest.raises(DataError, match="item 2 is not an object"):
        read("e.json")


def test_a_bad_value_in_json_lines_names_the_line(write, read):
    write("a.jsonl", OBJECTS[0] + '\n\n{"day": "2026-01-06", "clicks": "many"}\n')
    with pytest.raises(DataError, match=r"a\.jsonl:3: column 'clicks': 'many' is not a whole number"):
        read("a.jsonl", wanted=WANTED)


def workbook(path, *rows, sheet="Data"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append(["nothing"])
    book.save(path)


def test_excel_with_lines_above_the_header(tmp_path, read):
    rows = [["Report"], [], ["day", "clicks", "cost"], [datetime(2026, 1, 5), 12, 11.7]]
    workbook(tmp_path / "a.xlsx", *rows)
    with pytest.raises(DataError, match=r"a\.xlsx:1: 2 of 3 columns have no name \(does the table begin lower\?"):
        read("a.xlsx", wanted=WANTED)
    assert read("a.xlsx", wanted=WANTED, skip_rows=2).column("clicks") == [12]


def test_excel(tmp_path, read):
    workbook(
        tmp_path / "a.xlsx",
        ["day", "clicks", "cost", "id"],
        [datetime(2026, 1, 5), 12, 11.7, "007"],
        [None, None, None, None],
        [datetime(2026, 1, 6), None, 0.05, "8"],
    )
    result = read("a.xlsx")
    assert result.column("day") == [datetime(2026, 1, 5), datetime(2026, 1, 6)]
    assert result.column("clicks") == [12, None]
    assert result.column("cost") == [11.7, 0.05]
    assert result.column("id") == ["007", "8"]
    assert result.lines == [2, 4]
    assert read("a.xlsx", sheet="Notes").table.column_names == ["nothing"]
    with pytest.raises(DataError, match=r"no sheet 'Dta'.*did you mean 'Data'"):
        read("a.xlsx", sheet="Dta")


def test_text_in_a_number_column_of_a_workbook_far_down(tmp_path, read):
    rows = [[datetime(2026, 1, 5), number] for number in range(2_000)]
    workbook(tmp_path / "a.xlsx", ["day", "clicks"], *rows, [datetime(2026, 1, 6), "oops"])
    with pytest.raises(DataError, match=r"a\.xlsx:2002: column 'clicks': 'oops' is not a whole number"):
        read("a.xlsx", wanted={"day": "date", "clicks": "integer"})


def test_a_workbook_named_csv(tmp_path, read):
    workbook(tmp_path / "a.xlsx", ["day", "n"], ["2026-01-05", 1])
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert read("a.csv").column("n") == [1]


def test_parquet(tmp_path, read):
    table = pa.table({
        "day": pa.array([date(2026, 1, 5), None]), "n": pa.array([1, 2], pa.int32()),
        "at": pa.array([datetime(2026, 1, 5, 23, 30, tzinfo=UTC)] * 2),
        "text": pa.array(["a", "b"]).dictionary_encode(), "cost": ["1,5", "2,25"],
    })  # fmt: skip
    parquet.write_table(table, tmp_path / "a.parquet")
    plain = read("a.parquet", wanted={"day": "date", "n": "integer", "text": "text"})
    assert plain.rows == [{"day": date(2026, 1, 5), "n": 1, "text": "a"}, {"day": None, "n": 2, "text": "b"}]
    assert read("a.parquet", wanted={"cost": "money"}).column("cost") == [Decimal("1.50"), Decimal("2.25")]
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-10])
    with pytest.raises(DataError, match=r"b\.parquet: the file cannot be read as parquet"):
        read("b.parquet")


def test_parquet_without_rows(tmp_path, read):
    parquet.write_table(pa.table({"day": pa.array([], pa.date32())}), tmp_path / "a.parquet")
    result = read("a.parquet")
    assert result.rows == []
    assert result.notices[0].text == "a.parquet has a header but no rows."


def test_duckdb(tmp_path, read):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute(
            "CREATE TABLE clicks AS SELECT DATE '2026-01-05' AS day, 1.50::DECIMAL(9,2) AS cost, '7' AS n"
        )
        connection.execute("CREATE SCHEMA crm")
        connection.execute("CREATE VIEW crm.leads AS SELECT 'x' AS lead")
    with pytest.raises(DataError, match=r"2 tables.*`table:`: crm.leads, clicks|2 tables.*clicks, crm\.leads"):
        read("a.duckdb")
    assert read("a.duckdb", table="clicks").rows == [{"day": date(2026, 1, 5), "cost": Decimal("1.50"), "n": 7}]
    assert read("a.duckdb", table="crm.leads").rows == [{"lead": "x"}]


def test_a_view_of_a_database_cannot_read_other_files(tmp_path, write, read):
    secret = write("other_client.csv", "a\n1\n")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute(f"CREATE VIEW v AS SELECT * FROM read_csv('{secret}')")
    with pytest.raises(DataError, match="cannot be read as duckdb"):
        read("a.duckdb")


def test_sqlite(tmp_path, read):
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute('CREATE TABLE "my orders" (day TEXT, "the cost" REAL, n)')
    connection.executemany(
        'INSERT INTO "my orders" VALUES (?, ?, ?)', [("2026-01-05", 11.7, 1), ("2026-01-06", 0.05, "2")]
    )
    connection.commit()
    connection.close()
    result = read("a.db", wanted={"day": "date", "the cost": "money", "n": "integer"})
    assert result.rows == [
        {"day": date(2026, 1, 5), "the cost": Decimal("11.70"), "n": 1},
        {"day": date(2026, 1, 6), "the cost": Decimal("0.05"), "n": 2},
    ]
    with pytest.raises(DataError, match=r"no table 'my order'.*did you mean 'my orders'"):
        read("a.db", table="my order")


@pytest.mark.parametrize(
    ("content", "what"), [(b"<!DOCTYPE html><html></html>", "a web page"), (b"%PDF-1.7 ...", "a PDF")]
)
def test_what_is_no_table(write, read, content, what):
    write("a.csv", content)
    with pytest.raises(DataError, match=f"the file is {what}"):
        read("a.csv")


def test_damaged_files_of_a_stated_format(write, read):
    for kind in ("parquet", "excel", "duckdb", "sqlite"):
        write("a.bin", b"not a table of this kind" * 100)
        with pytest.raises(DataError, match=f"a.bin: the file cannot be read as {kind}"):
            read("a.bin", format=kind)


def test_a_type_for_a_column_that_is_not_there(write, read):
    write("a.json", json.dumps([{"day": "2026-01-05"}]))
    with pytest.raises(Exception, match=r"unknown column in `types` 'dya'.*did you mean 'day'"):
        read("a.json", types={"dya": "text"})
