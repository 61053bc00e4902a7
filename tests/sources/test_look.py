"""A first look at a file, before there is a spec."""

from __future__ import annotations

from datetime import date

from kpireport.sources.look import ColumnLook, look


def test_a_look_at_a_file(write):
    path = write("orders.csv", "Datum;Umsatz;Kunde\n31.01.2026;1.234,50 €;007\n01.02.2026;;008\n", "utf-16")
    seen = look(path)
    assert (seen.format, seen.encoding, seen.delimiter, seen.rows, seen.problem) == ("csv", "utf-16-le", ";", 2, None)
    assert seen.columns == (
        ColumnLook(
            "Datum", "date", ("2026-01-31", "2026-02-01"), first_day=date(2026, 1, 31), last_day=date(2026, 2, 1)
        ),
        ColumnLook("Umsatz", "money", ("1234.50",), empty=1, currency="EUR"),
        ColumnLook("Kunde", "text", ("007", "008")),
    )
    assert seen.day_column == seen.columns[0]


def test_a_look_at_what_cannot_be_decided(write):
    seen = look(write("a.csv", "day,n\n01/02/2026,1\n"))
    assert "day_first" in str(seen.problem)
    assert [column.name for column in seen.columns] == ["day", "n"]
    assert seen.rows == 0


def test_a_look_at_a_folder(write, tmp_path):
    write("d/1.txt", "day n\n20260105 1\n")
    write("d/2.txt", "day n\n20260106 2\n")
    seen = look("d", base_folder=tmp_path)
    assert (seen.files, seen.rows, seen.delimiter) == (("d/1.txt", "d/2.txt"), 2, "whitespace")
    assert seen.columns[0].last_day == date(2026, 1, 6)
