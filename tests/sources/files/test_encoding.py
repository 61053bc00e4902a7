"""Encodings: found where the bytes tell, asked for where they do not."""

from __future__ import annotations

import gzip
import re

import pytest

from kpireport.errors import DataError

LITHUANIAN = "Data;Šaltinis;Kampanija;Užsakymai\n2026-01-05;Google paieška;Žiemos išpardavimas;12\n2026-01-06;El. paštas;Šviežia kava;7\n"
RUSSIAN = "Дата;Источник;Кампания;Заказы\n2026-01-05;Поиск;Зимняя распродажа;12\n2026-01-06;Почта;Свежий кофе;7\n"
BELARUSIAN = (
    "Дата;Крыніца;Кампанія;Замовы\n2026-01-05;Пошук;Зімовы распродаж у сталіцы;12\n2026-01-06;Ліст;Ўсё пра каву;7\n"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LITHUANIAN, "utf-8"),
        (LITHUANIAN, "utf-8-sig"),
        (LITHUANIAN, "utf-16"),
        (LITHUANIAN, "utf-16-le"),
        (LITHUANIAN, "utf-16-be"),
        (LITHUANIAN, "cp1257"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (BELARUSIAN, "cp1251"),
    ],
)
def test_the_same_rows_come_out_of_every_encoding(write, read, text, encoding):
    write("orders.csv", text, encoding)
    result = read("orders.csv")
    header, first, second = (line.split(";") for line in text.splitlines())
    assert result.table.column_names == header
    assert [list(map(str, row.values())) for row in result.rows] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "date;campaign\n2026-01-05;Crème brûlée à la façon\n",  # Western, but every byte means something Baltic too
        "date;campaign\n2026-01-05;Kč\n",
        "date;campaign\n2026-01-05;Ж\n",
    ],
)
def test_an_uncertain_encoding_is_asked_for(write, read, text):
    encoding = "cp1251" if "Ж" in text else "cp1252" if "Cr" in text else "cp1250"
    write("a.csv", text, encoding)
    with pytest.raises(DataError, match="encoding cannot be told") as error:
        read("a.csv")
    assert "cp1257" in (error.value.problems[0].hint or "")
    assert read("a.csv", encoding=encoding).column("campaign") == [text.splitlines()[1].split(";")[1]]


def test_letters_that_are_the_same_in_baltic_and_western_encodings_need_no_answer(write, read):
    write("a.csv", "date;campaign\n2026-01-05;Über Größe\n", "cp1252")
    assert read("a.csv").column("campaign") == ["Über Größe"]


def test_a_late_odd_byte_is_found(write, read):
    rows = "".join(f"2026-01-05;{number};x\n" for number in range(200_000))
    write("a.csv", b"date;n;t\n" + rows.encode() + b"2026-01-05;1;\x98\n")
    with pytest.raises(DataError, match="encoding cannot be told"):
        read("a.csv")


def test_a_wrong_configured_encoding_names_the_line(write, read):
    write("a.csv", "date;campaign\n2026-01-05;ok\n2026-01-06;\u0416\u0416\n", "cp1251")
    with pytest.raises(DataError, match=re.escape("a.csv:3: the bytes c6 c6 are not utf-8")):
        read("a.csv", encoding="utf-8")


def test_gzip_is_read_through_and_its_damage_is_named(write, read):
    packed = gzip.compress(LITHUANIAN.encode("cp1257"))
    write("a.csv.gz", packed)
    assert read("a.csv.gz").column("Užsakymai") == [12, 7]
    write("b.csv.gz", packed[:-20])
    with pytest.raises(DataError, match=r"b\.csv\.gz: the gzip file is damaged"):
        read("b.csv.gz")


def test_a_null_byte_is_an_error_with_its_line(write, read):
    write("a.csv", b"date,n\n2026-01-05,1\n2026-01-06,\x002\n")
    with pytest.raises(DataError, match=r"a\.csv:3: a null byte"):
        read("a.csv")
