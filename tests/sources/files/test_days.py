# ruff: noqa: DTZ001 - local times have no zone
"""Dates as people write them; never guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kpireport.errors import DataError


def days(write, read, values, wanted="date", **options):
    write("a.tsv", "id\tday\n" + "".join(f"{number}\t{value}\n" for number, value in enumerate(values)))
    return read("a.tsv", wanted={"day": wanted}, **options).column("day")


@pytest.mark.parametrize(
    "values",
    [
        ["2026-01-31", "2026-02-05"],
        ["2026/01/31", "2026/2/5"],
        ["2026.01.31", "2026.02.05"],
        ["20260131", "20260205"],
        ["31.01.2026", "05.02.2026"],
        ["31/1/2026", "5/2/2026"],
        ["31-01-26", "05-02-26"],
        ["1/31/2026", "2/5/2026"],
        ["31 Jan 2026", "5 Feb 2026"],
        ["31-Jan-26", "05-Feb-26"],
        ["31 January 2026", "5 February 2026"],
        ["Jan 31, 2026", "February 5, 2026"],
        ["2026-01-31 10:30", "2026-02-05 23:59:59"],
        ["2026-01-31T10:30:00.123", "2026-02-05T00:00:00.5"],
        ["31.01.2026 9:05", "05.02.2026 23:00"],
        ["1/31/2026 3:05 PM", "2/5/2026 12:00 AM"],
        ["20260131103000", "20260205000000"],
        ["2026-01-31", "05.02.2026", "13.02.2026"],
        [" 2026-01-31", "2026-02-05 "],
    ],
)
def test_ways_to_write_a_day(write, read, values):
    assert days(write, read, values)[:2] == [date(2026, 1, 31), date(2026, 2, 5)]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-01-05T23:30:00Z", date(2026, 1, 6)),
        ("2026-01-05T21:30Z", date(2026, 1, 5)),
        ("2026-01-05 23:30:00 UTC", date(2026, 1, 6)),
        ("2026-01-06T00:30:00+02:00", date(2026, 1, 6)),
        ("2026-01-06 00:30:00.250 +0300", date(2026, 1, 5)),
        ("2026-07-05T21:30:00+00", date(2026, 7, 6)),
    ],
)
def test_a_moment_with_an_offset_falls_on_the_clients_day(write, read, value, day):
    assert days(write, read, [value]) == [day]


def test_timestamps_are_local_times(write, read):
    assert days(write, read, ["2026-01-05T23:30:00Z", "2026-07-05 10:00"], wanted="timestamp") == [
        datetime(2026, 1, 6, 1, 30),
        datetime(2026, 7, 5, 10, 0),
    ]


def test_the_whole_column_decides_what_comes_first(write, read):
    assert days(write, read, ["01/02/2026"] * 50 + ["25/02/2026"])[0] == date(2026, 2, 1)
    assert days(write, read, ["01/02/2026"] * 50 + ["02/25/2026"])[0] == date(2026, 1, 2)


def test_an_ambiguous_column_is_asked_about(write, read):
    with pytest.raises(DataError, match="can be read with the day first or the month first") as error:
        days(write, read, ["01/02/2026", "03/04/2026"])
    assert "day_first: true" in str(error.value)
    assert days(write, read, ["01/02/2026"], day_first=True) == [date(2026, 2, 1)]
    assert days(write, read, ["01/02/2026"], day_first=False) == [date(2026, 1, 2)]
    assert days(write, read, ["05/05/2026"]) == [date(2026, 5, 5)]


def test_dates_with_full_stops_have_the_day_first(write, read):
    assert days(write, read, ["01.02.2026", "03.04.26", "05.06.2026 10:00"]) == [
        date(2026, 2, 1),
        date(2026, 4, 3),
        date(2026, 6, 5),
    ]
    assert days(write, read, ["01.02.2026", "02.25.2026"]) == [date(2026, 1, 2), date(2026, 2, 25)]
    with pytest.raises(DataError, match="can be read with the day first or the month first"):
        days(write, read, ["01.02.2026", "03/04/2026"])


def test_both_orders_in_one_column(write, read):
    with pytest.raises(DataError, match="some dates have the day first and some the month"):
        days(write, read, ["25/01/2026", "01/25/2026"])


@pytest.mark.parametrize("value", ["2026-02-30", "31.02.2026", "yesterday", "0026-01-05", "2026-13-01", "5"])
def test_what_is_no_day(write, read, value):
    with pytest.raises(DataError, match=r"a\.tsv:3: column 'day': .* is not a date"):
        days(write, read, ["2026-01-31" if "." not in value else "31.01.2026", value])
    assert len(days(write, read, ["2026-01-31", value], on_bad_rows="report")) == 1


@pytest.mark.parametrize(
    ("value", "hint"), [("46032", "spreadsheet's day number"), ("1767571200", "Unix time"), ("2026-01", "date_format")]
)
def test_hints_for_what_is_not_quite_a_day(write, read, value, hint):
    with pytest.raises(DataError, match=hint):
        days(write, read, [value, value])


def test_a_format_of_ones_own(write, read):
    assert days(write, read, ["2026-01", "2026-02"], date_format="%Y-%m") == [date(2026, 1, 1), date(2026, 2, 1)]


def test_eight_digits_are_days_only_if_all_of_them_are(write, read):
    assert days(write, read, ["20260105", "20260106"], wanted=None) == [date(2026, 1, 5), date(2026, 1, 6)]
    assert days(write, read, ["20260105", "20269999"], wanted=None) == [20260105, 20269999]
    assert days(write, read, ["20260105"], wanted="integer") == [20260105]


def test_a_row_without_its_day_cannot_be_used(write, read):
    write("a.csv", "day,n\n2026-01-05,1\n,2\n")
    wanted = {"day": "date", "n": "integer"}
    with pytest.raises(DataError, match=r"a\.csv:3: column 'day': the cell is empty"):
        read("a.csv", wanted=wanted, required=frozenset({"day"}))
    write("b.csv", "day,n\n2026-01-05,1\nTotal,1\n")
    with pytest.raises(DataError, match=r"b\.csv:3: column 'day': 'Total' is not a date"):
        read("b.csv", wanted=wanted, required=frozenset({"day"}))
    result = read("a.csv", wanted=wanted, required=frozenset({"day"}), on_bad_rows="report")
    assert result.column("n") == [1]
    assert "line 3 (no day)" in result.notices[0].text
