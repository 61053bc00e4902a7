"""Columns of a stream onto columns of a dataset."""

from __future__ import annotations

import pytest

from kpireport.errors import DataError, MetricError, UnknownNameError
from kpireport.sources.mapping import DatasetContract, map_columns, normal

ORDERS = DatasetContract(
    "orders", "order_date",
    {"order_id": "text", "order_date": "date", "customer_id": "text", "revenue": "money", "landing_page": "text"},
)  # fmt: skip


def mapped(stream, **columns):
    return map_columns(ORDERS, dict.fromkeys(stream), columns, origin="shop")


def test_names_map_letter_case_and_punctuation_aside():
    mapping = mapped(["Order date", "REVENUE", "Landing-Page", "other"])
    assert mapping.described() == {"order_date": "Order date", "revenue": "REVENUE", "landing_page": "Landing-Page"}
    assert mapping.unused == ("other",)
    assert mapping.used == {"Order date": "date", "REVENUE": "money", "Landing-Page": "text"}
    assert mapping.required == {"Order date"}


def test_renaming_and_computing():
    mapping = mapped(
        ["day", "Net value (EUR)", "id"], order_date="day", revenue="Net value (EUR)", order_id="'o-' || id"
    )
    assert mapping.described() == {"order_id": "'o-' || id", "order_date": "day", "revenue": "Net value (EUR)"}
    assert mapping.used == {"day": "date", "Net value (EUR)": "money", "id": None}


def test_a_column_that_the_dataset_does_not_have():
    with pytest.raises(UnknownNameError, match=r"unknown column of dataset 'orders' 'revenu'.*did you mean 'revenue'"):
        mapped(["order_date"], revenu="x")


def test_a_column_that_the_stream_does_not_have():
    with pytest.raises(UnknownNameError, match=r"unknown column \(for 'revenue'\) 'sale'.*did you mean 'sales'"):
        mapped(["order_date", "sales"], revenue="sale")
    with pytest.raises(MetricError, match="unknown column 'sale'"):
        mapped(["order_date", "sales"], revenue="sale * 2")


def test_two_columns_that_could_be_the_same():
    with pytest.raises(DataError, match="'Revenue', 'revenue ' could all be 'revenue'"):
        mapped(["order_date", "Revenue", "revenue "])


def test_without_a_date_column_nothing_can_be_reported():
    with pytest.raises(DataError, match=r"no date column 'order_date'.*the columns are day, revenue"):
        mapped(["day", "revenue"])
    with pytest.raises(DataError, match="one column only, 'order_date;revenue': is the separator another"):
        mapped(["order_date;revenue"])


def test_an_expression_that_is_not_allowed():
    with pytest.raises(MetricError):
        mapped(["order_date"], order_id="read_text('/etc/passwd')")


def test_normal_names():
    assert [normal(name) for name in ("Landing page", "  Über-Größe (€) ", "a__b", "Дата заказа")] == [
        "landing_page", "über_grösse", "a_b", "дата_заказа",
    ]  # fmt: skip
