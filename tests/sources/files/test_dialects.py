"""Separators, quotes, line ends, headers: sniffed once, then held to strictly."""

from __future__ import annotations

import re

import pytest

from kpireport.errors import DataError

ROWS = [["date", "campaign", "clicks"], ["2026-01-05", "Spring sale", "12"], ["2026-01-06", "Coffee", "7"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("last_end", [True, False])
def test_separators_and_line_ends(write, read, delimiter, end, last_end):
    text = end.join(delimiter.join(row) for row in ROWS)
    write("a.csv", text + (end if last_end else ""))
    result = read("a.csv")
    assert result.column("campaign") == ["Spring sale", "Coffee"]
    assert result.column("clicks") == [12, 7]
    assert result.lines == [2, 3]


def test_columns_set_apart_by_blanks(write, read):
    write("a.txt", " id  day n   value\r\n 00001 20260105  1   11.77\r\n 00002\t20260106  5   77.00  \r\n   \r\n")
    result = read("a.txt")
    assert result.column("id") == ["00001", "00002"]
    assert [str(day) for day in result.column("day")] == ["2026-01-05", "2026-01-06"]
    assert result.kind("value") == "decimal128(18, 2)"


def test_quotes_hold_blanks_together(write, read):
    write("a.txt", 'day name n\n2026-01-05 "spring  sale" 1\n  2026-01-06\t\t"x" 2  \n\n2026-01-07 y 3')
    result = read("a.txt")
    assert result.column("name") == ["spring  sale", "x", "y"]
    assert result.lines == [2, 3, 5]


def test_semicolons_win_over_decimal_commas_in_every_field(write, read):
    write("a.csv", "a;b, EUR\n1,5;2,5\n3,25;4,5\n")
    assert [str(value) for value in read("a.csv").column("a")] == ["1.50", "3.25"]


def test_quotes_hold_separators_line_ends_and_quotes(write, read):
    write("a.csv", 'date,text,n\n2026-01-05,"a, ""b""\nsecond line",1\n2026-01-06,plain,2\n')
    result = read("a.csv")
    assert result.column("text") == ['a, "b"\nsecond line', "plain"]
    assert result.lines == [2, 4]


def test_a_quote_within_a_plain_field_is_a_character(write, read):
    write("a.csv", 'date,text,n\n2026-01-05,5" pipe,1\n2026-01-06,"x, y",2\n')
    assert read("a.csv").column("text") == ['5" pipe', "x, y"]


def test_a_field_that_goes_on_after_its_quote(write, read):
    write("a.csv", 'date,text\n2026-01-05,"a"\n2026-01-06,"b" c\n2026-01-07,"d"\n')
    with pytest.raises(DataError, match=r"a\.csv:3: a field goes on after its closing quote"):
        read("a.csv")
    result = read("a.csv", on_bad_rows="report")
    assert result.column("text") == ["a", "d"]
    assert "1 of 3 rows in a.csv could not be read and is left out: line 3" in result.notices[0].text


def test_an_unclosed_quote_names_the_line_where_it_opens(write, read):
    write("a.csv", 'date,text\n2026-01-05,"a"\n2026-01-06,"b\n2026-01-07,c\n')
    with pytest.raises(DataError, match=r"a\.csv:3: a quote opens in this row and is never closed"):
        read("a.csv", on_bad_rows="report")


def test_an_unclosed_quote_in_the_header(write, read):
    write("a.csv", '\ndate,"text\n2026-01-05,a\n2026-01-06,b\n')
    with pytest.raises(DataError, match=r"a\.csv:2: a quote opens in this row and is never closed"):
        read("a.csv")


def test_ragged_rows(write, read):
    write("a.csv", "date,a,b\n2026-01-05,1,2\n\n2026-01-06,1\n2026-01-07,1,2,3\n2026-01-08,5,6\n")
    with pytest.raises(DataError, match=re.escape("a.csv:4: 2 fields where the header has 3; 2 of 4 rows")):
        read("a.csv")
    result = read("a.csv", on_bad_rows="report")
    assert result.column("a") == [1, 5]
    assert result.lines == [2, 6]
    assert result.notices[0].kind == "bad_rows"
    assert (
        "2 of 4 rows in a.csv could not be read and are left out: line 4 (2 fields where the header has 3), line 5"
        in (result.notices[0].text)
    )


def test_a_separator_at_the_end_of_every_row(write, read):
    write("a.csv", "date,a\n2026-01-05,1,\n2026-01-06,2,\n")
    result = read("a.csv")
    assert result.column("a") == [1, 2]
    write("a.csv", "date,a\n2026-01-05,1,x\n2026-01-06,2,y\n")
    with pytest.raises(DataError, match=r"a\.csv:2: 3 fields where the header has 2; 2 of 2 rows"):
        read("a.csv")
    write("b.csv", "date,a,\n2026-01-05,1,\n")
    assert read("b.csv").column("a") == [1]


def test_a_table_that_begins_lower(write, read):
    write("a.csv", "Report of Acme\nJanuary\n\ndate,a,b\n2026-01-05,1,2\n2026-01-06,1,2\n2026-01-07,1,2\n")
    with pytest.raises(DataError, match=r"a\.csv:4: 3 fields where the header has 1.*skip_rows"):
        read("a.csv", delimiter=",")
    result = read("a.csv", skip_rows=2)
    assert result.column("a") == [1, 1, 1]
    assert result.lines == [5, 6, 7]


def test_repeated_column_names(write, read):
    write("a.csv", "date,clicks,clicks\n2026-01-05,1,2\n")
    with pytest.raises(DataError, match=r"a\.csv:1: the header repeats 'clicks'"):
        read("a.csv")


def test_a_file_without_a_header(write, read):
    write("a.csv", "2026-01-05,1\n2026-01-06,2\n")
    with pytest.raises(DataError, match="the first line holds values") as error:
        read("a.csv")
    assert "header: false" in str(error.value)
    assert read("a.csv", header=False).column("column_2") == [1, 2]


def test_one_column(write, read):
    write("a.csv", "clicks\n1\n2\n")
    assert read("a.csv").column("clicks") == [1, 2]


def test_a_very_wide_file(write, read):
    names = [f"c{number}" for number in range(3_000)]
    write("a.csv", ",".join(names) + "\n" + ",".join("1" for _ in names) + "\n")
    assert read("a.csv", wanted={"c2999": "integer"}).rows == [{"c2999": 1}]


def test_a_header_alone_is_a_table_without_rows(write, read):
    write("a.csv", "date,clicks\n")
    result = read("a.csv", wanted={"date": "date", "clicks": "integer"})
    assert (result.rows, result.kind("date"), result.kind("clicks")) == ([], "date32[day]", "int64")
    assert result.notices[0].text == "a.csv has a header but no rows."


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(write, read, content):
    write("a.csv", content)
    with pytest.raises(DataError, match=r"a\.csv: the file is empty"):
        read("a.csv")


def test_numbers_of_lines_after_quoted_line_ends_and_blank_lines_across_buffers(write, read, monkeypatch):
    monkeypatch.setattr("kpireport.sources.files.survey.BUFFER", 64)
    lines: list[int] = []
    text, line = "date,text,n\n", 2
    for number in range(200):
        lines.append(line)
        text += f'2026-01-05,"{"x" * (number % 7)}{chr(10) * (number % 3)}{chr(34) * 2 * (number % 2)}",{number}\n'
        line += 1 + number % 3
        if number % 11 == 0:
            text, line = text + "\n", line + 1
    write("a.csv", text)
    result = read("a.csv")
    assert result.column("n") == list(range(200))
    assert result.lines == lines


def test_null_values(write, read):
    write("a.csv", "date,n\n2026-01-05,n/a\n2026-01-06,\n2026-01-07,3\n")
    assert read("a.csv", null_values=["n/a"]).column("n") == [None, None, 3]


def test_a_column_may_be_called_rowid(write, read):
    write("a.csv", 'rowid,row,c0,"a ""b"""\n7,8,9,10\n6,x,5,4\n')
    assert read("a.csv").rows == [
        {"rowid": 7, "row": "8", "c0": 9, 'a "b"': 10},
        {"rowid": 6, "row": "x", "c0": 5, 'a "b"': 4},
    ]
    with pytest.raises(DataError, match=r"a\.csv:3: column 'row': 'x' is not a whole number"):
        read("a.csv", wanted={"row": "integer"})


def test_names_that_differ_in_case_only(write, read):
    write("a.csv", "date,Clicks,clicks\n2026-01-05,1,2\n")
    with pytest.raises(DataError, match="'Clicks' and 'clicks' differ in nothing but case"):
        read("a.csv")
