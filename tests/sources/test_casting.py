# ruff: noqa: DTZ001 - local times have no zone
"""Rows of any source into rows of a dataset: exact, or an error with its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from kpireport.errors import DataError, Place
from kpireport.sources.casting import Caster
from kpireport.sources.columntypes import type_word
from kpireport.sources.interface import Batch
from kpireport.sources.mapping import DatasetContract, map_columns

DAY = date(2026, 1, 5)


def cast(values, target, *, expression=None, place=None, timezone_name="Europe/Vilnius"):
    array = values if isinstance(values, pa.Array) else pa.array(values)
    table = pa.table({"day": pa.array([DAY] * len(array)), "x": array})
    contract = DatasetContract("d", "day", {"day": "date", "value": target})
    known = {field.name: type_word(field.type) for field in table.schema}
    mapping = map_columns(contract, known, {"value": expression or "x"}, origin="crm")
    with Caster(mapping, timezone=timezone_name, origin="crm") as caster:
        return caster.cast(Batch(table, place=place))["value"].to_pylist()


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        ([1, None, 3], "integer", [1, None, 3]),
        ([1.0, float("nan"), None], "integer", [1, None, None]),
        ([Decimal("4.00")], "integer", [4]),
        (["12", " 7 ", ""], "integer", [12, 7, None]),
        ([True, False], "integer", [1, 0]),
        ([1.5, float("nan")], "number", [1.5, None]),
        (pa.array([0.1], pa.float32()), "number", [0.1]),
        (["1.25", ".5", ""], "number", [Decimal("1.25"), Decimal("0.5"), None]),
        ([Decimal("1.234567890123")], "number", [Decimal("1.234567890123")]),
        ([12.34, 0.1 + 0.2], "money", [Decimal("12.34"), Decimal("0.3")]),
        ([5], "money", [Decimal(5)]),
        ([Decimal("1.5")], "money", [Decimal("1.50")]),
        (["19.99"], "money", [Decimal("19.99")]),
        ([12345.0, 1.5], "text", ["12345", "1.5"]),
        ([7, None], "text", ["7", None]),
        ([DAY], "text", ["2026-01-05"]),
        (["007", ""], "text", ["007", ""]),
        ([20260105], "date", [DAY]),
        (["2026-01-05", ""], "date", [DAY, None]),
        ([datetime(2026, 1, 5, 23, 30, tzinfo=UTC)], "date", [date(2026, 1, 6)]),
        ([datetime(2026, 1, 5, 23, 30)], "date", [DAY]),
        ([DAY], "timestamp", [datetime(2026, 1, 5)]),
        ([1, 0, None], "boolean", [True, False, None]),
        (["true", "No"], "boolean", [True, False]),
        (pa.array([2**63], pa.uint64()), "number", [Decimal(2**63)]),
    ],
)
def test_values_that_fit(values, target, expected):
    assert cast(values, target) == expected


@pytest.mark.parametrize(
    ("values", "target", "shown"),
    [
        ([1, 1.5], "integer", "'1.5' is not a whole number"),
        (["12", "12.0x"], "integer", "'12.0x' is not a whole number"),
        ([1.0, float("inf")], "number", "'inf' is not a number"),
        (["1", "1,5"], "money", "'1,5' is not an amount"),
        (["1", "0.12345678901"], "money", "'0.12345678901' is not an amount"),
        (["2026-01-05", "2026-02-30"], "date", "'2026-02-30' is not a date"),
        ([20260105, 20260230], "date", "'20260230' is not a date"),
        ([1, 2], "boolean", "'2' is not true or false"),
        ([DAY, DAY], "number", "is not a number; 2 rows here do not fit"),
    ],
)
def test_values_that_do_not_fit(values, target, shown):
    with pytest.raises(DataError, match=shown):
        cast(values, target)


def test_the_place_of_a_value_that_does_not_fit():
    with pytest.raises(DataError, match=r"a\.csv:11: column 'value' \(from 'x \* 1'\): '1.5' is not a whole number"):
        cast([1, 1.5], "integer", expression="x * 1", place=lambda row: Place("a.csv", 10 + row))
    with pytest.raises(DataError, match=r"crm \(row 2\): column 'value'"):
        cast([1, 1.5], "integer")


def test_expressions():
    assert cast([1.0, 2.0], "integer", expression="round(exp(x))") == [3, 7]
    assert cast([5, 6], "text", expression="'row ' || row_number()") == ["row 1", "row 2"]
    assert cast(["a", "b"], "text", expression="case when x = 'a' then 'row_number() OVER ()' else upper(x) end") == [
        "row_number() OVER ()", "B",
    ]  # fmt: skip
    with pytest.raises(DataError, match="does not work on these columns"):
        cast(["a"], "integer", expression="x + day")


def test_an_expression_that_fails_in_one_row_names_it():
    values = [1.0] * 1_000 + [-1.0] + [1.0] * 500
    with pytest.raises(DataError, match=r"a\.csv:1001: 'ln\(x\)' for 'value' cannot be computed"):
        cast(values, "number", expression="ln(x)", place=lambda row: Place("a.csv", row + 1))


def test_rows_are_numbered_across_batches():
    contract = DatasetContract("d", "day", {"day": "date", "id": "integer"})
    mapping = map_columns(contract, {"day": "date"}, {"id": "row_number()"}, origin="crm")
    table = pa.table({"day": [DAY, DAY]})
    with Caster(mapping, timezone="UTC", origin="crm") as caster:
        assert [caster.cast(Batch(table))["id"].to_pylist() for _ in range(2)] == [[1, 2], [3, 4]]


def test_a_row_without_its_day():
    contract = DatasetContract("d", "day", {"day": "date"})
    mapping = map_columns(contract, {"day": "date"}, {}, origin="crm")
    with (
        Caster(mapping, timezone="UTC", origin="crm") as caster,
        pytest.raises(DataError, match=r"crm \(row 2\).*no date"),
    ):
        caster.cast(Batch(pa.table({"day": [DAY, None]})))


def test_a_computed_fraction_that_has_to_be_whole():
    """What to write is said, because exp(log(394)) is 393.99999999999994."""
    with pytest.raises(DataError) as caught:
        cast([5.97635090929793], "integer", expression="exp(x)", place=lambda row: Place("views.csv", row + 2))
    assert caught.value.problems[0].hint == "the dataset 'd' wants a whole number here: round(exp(x))"
    assert cast([5.97635090929793], "integer", expression="round(exp(x))") == [394]
