"""Numbers as people write them, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpireport.errors import DataError


def amounts(write, read, values, wanted="money", **options):
    write("a.tsv", "id\tv\n" + "".join(f"{number}\t{value}\n" for number, value in enumerate(values)))
    return read("a.tsv", wanted={"v": wanted}, **options)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1234.56", "0.10"], ["1234.56", "0.10"]),
        (["1,234.56", "-12.5"], ["1234.56", "-12.50"]),
        (["1.234,56", "-12,5"], ["1234.56", "-12.50"]),
        (["1 234,56", "12 345 678,9"], ["1234.56", "12345678.90"]),
        (["1\u00a0234,56", "7"], ["1234.56", "7.00"]),
        (["1\u202f234,56", "7,1"], ["1234.56", "7.10"]),
        (["1'234.50", "1’000.25"], ["1234.50", "1000.25"]),
        (["(12.50)", "3.00"], ["-12.50", "3.00"]),
        (["12.50-", "3.00"], ["-12.50", "3.00"]),
        (["−12.50", "+3.00"], ["-12.50", "3.00"]),
        ([".5", "5."], ["0.50", "5.00"]),
        (["12", "0"], ["12.00", "0.00"]),
        (["1,234,567", "1.5"], ["1234567.00", "1.50"]),
        (["0,125", "1,5"], ["0.125", "1.500"]),
        ([" 12.5 ", "\u00a07"], ["12.50", "7.00"]),
        (["123456789012345678.12", "1.1"], ["123456789012345678.12", "1.10"]),
    ],
)
def test_amounts(write, read, values, expected):
    result = amounts(write, read, values)
    assert [str(value) for value in result.column("v")] == expected


@pytest.mark.parametrize(
    ("values", "currency", "expected"),
    [
        (["€1,234.56", "€0.10"], "EUR", ["1234.56", "0.10"]),
        (["1.234,56 €", "-0,10 €"], "EUR", ["1234.56", "-0.10"]),
        (["EUR 12.50", "12.50"], "EUR", ["12.50", "12.50"]),
        (["12.50 USD", "$1.00"], "USD", ["12.50", "1.00"]),
        (["-$5.00", "$ 7.25"], "$", ["-5.00", "7.25"]),
        (["1 234,50 руб.", "1,00 ₽"], "RUB", ["1234.50", "1.00"]),
        (["12,50 zł", "1,00 zł"], "PLN", ["12.50", "1.00"]),
        (["(£12.50)", "£1.00"], "GBP", ["-12.50", "1.00"]),
    ],
)
def test_currencies(write, read, values, currency, expected):
    result = amounts(write, read, values)
    assert [str(value) for value in result.column("v")] == expected
    assert result.currencies == {"v": currency}


def test_mixed_currencies_are_refused(write, read):
    with pytest.raises(DataError, match=r"a\.tsv:3: column 'v' mixes currencies: EUR \(2\), USD \(1\)"):
        amounts(write, read, ["€1.00", "USD 2.00", "€3.00"])
    write("b.csv", "cost,revenue\n€1.50,$2.50\n")
    with pytest.raises(DataError, match="the file mixes currencies: 'cost' is in EUR, 'revenue' is in "):
        read("b.csv")


def test_percent_signs_make_ratios(write, read):
    result = amounts(write, read, ["45.3%", "100 %", "0", ""], wanted="number")
    assert result.column("v") == [Decimal("0.453"), Decimal("1.000"), Decimal("0.000"), None]
    with pytest.raises(DataError, match=r"a\.tsv:3: column 'v': '0.5' is not a number"):
        amounts(write, read, ["45.3%", "0.5"], wanted="number")


def test_exponents_are_exact(write, read):
    result = amounts(write, read, ["1.2E-05", "3e2", "4"], wanted="number")
    assert result.column("v") == [Decimal("0.000012"), Decimal(300), Decimal(4)]


def test_more_digits_than_fit_are_rounded_and_said(write, read):
    result = amounts(write, read, ["0." + "3" * 45], wanted="number")
    assert result.column("v") == [pytest.approx(1 / 3)]
    assert result.notices[0].text == "v has more digits than can be kept exactly and is rounded to 15."


@pytest.mark.parametrize("values", [["1.234", "987"], ["1,234"], ["12,345", "1,000"]])
def test_two_readings_are_asked_about(write, read, values):
    with pytest.raises(DataError, match="can be read in two ways") as error:
        amounts(write, read, values)
    assert "decimal:" in str(error.value)
    assert "thousands:" in str(error.value)
    mark = "." if "." in values[0] else ","
    as_decimal = amounts(write, read, values, decimal=mark).column("v")
    assert as_decimal[0] == Decimal(values[0].replace(",", "."))
    as_group = amounts(write, read, values, thousands=mark).column("v")
    assert as_group[0] == Decimal(values[0].replace(mark, ""))


def test_another_column_of_the_file_settles_the_separator(write, read):
    write("a.csv", "a;b\n1.234;5,5\n2.345;6,25\n")
    assert read("a.csv", wanted={"a": "money", "b": "number"}).column("a") == [Decimal(1234), Decimal(2345)]


def test_whole_numbers_settle_their_separator_themselves(write, read):
    assert amounts(write, read, ["1,234", "987"], wanted="integer").column("v") == [1234, 987]


def test_whole_numbers(write, read):
    assert amounts(write, read, ["3.0", "4", "007"], wanted="integer").column("v") == [3, 4, 7]
    with pytest.raises(DataError, match=r"a\.tsv:2: column 'v': '3.5' is not a whole number"):
        amounts(write, read, ["3.5"], wanted="integer")
    with pytest.raises(DataError, match="'99999999999999999999' is not a whole number"):
        amounts(write, read, ["99999999999999999999"], wanted="integer")


@pytest.mark.parametrize("value", ["1,2,3", "12a", "1.2.3", "--5", "1_000", "0x10", "twelve", "-", "1 23"])
def test_what_is_no_number(write, read, value):
    with pytest.raises(DataError, match=r"a\.tsv:3: column 'v': .* is not an amount; 2 rows"):
        amounts(write, read, ["1.5", value, value, "2.5"])
    result = amounts(write, read, ["1.5", value, value, "2.5"], on_bad_rows="report")
    assert result.column("v") == [Decimal("1.50"), Decimal("2.50")]
    assert f"2 of 4 rows in a.tsv could not be read and are left out: line 3 (v is {value!r}), line 4" in (
        result.notices[0].text
    )


def test_types_that_nobody_asked_for(write, read):
    write(
        "a.csv",
        "id,zip,n,x,share,ok,day,note,price\n"
        "1,01234,5,1.50,10%,true,2026-01-05,a,€5\n"
        "2,98765,6,2.25,20%,false,2026-01-06,7,€6.5\n",
    )
    result = read("a.csv")
    kinds = {name: result.kind(name) for name in result.table.column_names}
    assert kinds == {
        "id": "int64", "zip": "string", "n": "int64", "x": "decimal128(18, 2)", "share": "decimal128(18, 2)",
        "ok": "bool", "day": "date32[day]", "note": "string", "price": "decimal128(18, 2)",
    }  # fmt: skip
    assert result.column("share") == [Decimal("0.10"), Decimal("0.20")]


def test_a_stray_text_does_not_make_a_column_of_numbers_text(write, read):
    values = [*map(str, range(50)), "oops"]
    with pytest.raises(DataError, match=r"a\.tsv:52: column 'v': 'oops' is not a whole number|'oops' is not a number"):
        amounts(write, read, values, wanted=None)
    assert amounts(write, read, values, wanted=None, types={"v": "text"}).column("v")[-1] == "oops"


def test_booleans(write, read):
    result = amounts(write, read, ["yes", "No", "TRUE", "0", "да", "Ne", ""], wanted="boolean")
    assert result.column("v") == [True, False, True, False, True, False, None]
    with pytest.raises(DataError, match="'maybe' is not true or false"):
        amounts(write, read, ["yes", "maybe"], wanted="boolean")


def test_text_stays_as_it_is(write, read):
    result = amounts(write, read, ["007", "1.50", " x ", "  ", "5%"], wanted="text")
    assert result.column("v") == ["007", "1.50", " x ", None, "5%"]
