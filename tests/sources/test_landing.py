"""From files into the store, and from a source plugin that a third party wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

import pyarrow as pa
import pytest
from pyarrow import parquet
from pydantic import BaseModel

from kpireport.errors import DataError, UnknownNameError
from kpireport.sources.files import FilesConfig, FilesSource
from kpireport.sources.interface import (
    Account,
    Batch,
    Checkpoint,
    CheckResult,
    Notice,
    ReadRequest,
    SourceContext,
    SourcePlugin,
    StreamSpec,
)  # fmt: skip
from kpireport.sources.landing import land_source
from kpireport.sources.mapping import DatasetContract
from kpireport.sources.store import Store, StreamAddress

ORDERS = DatasetContract(
    "orders", "order_date",
    {"order_id": "text", "order_date": "date", "customer_id": "text", "quantity": "integer", "revenue": "money"},
    frozenset({"order_id", "order_date"}),
)  # fmt: skip
VISITS = DatasetContract("visits", "date", {"date": "date", "sessions": "integer"}, frozenset({"date", "sessions"}))
CONTRACTS = {"orders": ORDERS, "visits": VISITS}
WINDOW = (date(2026, 1, 1), date(2026, 2, 1))


@pytest.fixture
def land(context, tmp_path):
    def landing(path="a.csv", *, dataset="orders", columns=None, source="shop", **options):
        return land_source(
            FilesSource(), FilesConfig.model_validate({"path": path, **options}), context, source_id=source,
            contracts=CONTRACTS, store=Store(tmp_path / "store"), window=WINDOW, dataset=dataset, columns=columns,
        )  # fmt: skip

    return landing


def rows_of(stored):
    return parquet.read_table(stored.paths[0]).to_pylist()


PURCHASES = " customer_id  date n  dollar_value \r\n 00001 20260101  1   11.77\r\n 00002 20260112  5   77.00\r\n"
COLUMNS = {"order_id": "row_number()", "order_date": "date", "quantity": "n", "revenue": "dollar_value"}


def test_purchases_as_orders(write, land):
    write("a.txt", PURCHASES)
    (stored,) = land("a.txt", columns=COLUMNS)
    assert rows_of(stored) == [
        {
            "order_id": "1",
            "order_date": date(2026, 1, 1),
            "customer_id": "00001",
            "quantity": 1,
            "revenue": Decimal("11.77"),
        },
        {
            "order_id": "2",
            "order_date": date(2026, 1, 12),
            "customer_id": "00002",
            "quantity": 5,
            "revenue": Decimal("77.00"),
        },
    ]
    assert stored.mapping["revenue"] == "dollar_value"
    assert (stored.rows, stored.days, len(stored.missing_days)) == (2, 2, 10)
    assert (stored.client, stored.source, stored.plugin, stored.stream, stored.inputs) == (
        "acme", "shop", "files", "rows", ("a.txt",),
    )  # fmt: skip


def test_logarithms_of_visits(write, land):
    write("a.csv", '"ds","y"\n"2026-01-06",5.97635090929793\n"2026-01-05",6.04973345523196\n')
    (stored,) = land(dataset="visits", columns={"date": "ds", "sessions": "round(exp(y))"})
    assert rows_of(stored) == [{"date": date(2026, 1, 6), "sessions": 394}, {"date": date(2026, 1, 5), "sessions": 424}]


def test_what_was_landed_before_is_not_parsed_again(write, land, monkeypatch):
    write("a.txt", PURCHASES)
    (first,) = land("a.txt", columns=COLUMNS)
    with monkeypatch.context() as patch:
        patch.setattr("kpireport.sources.files.source.open_table", None)
        assert land("a.txt", columns=COLUMNS) == [first]
    (renamed,) = land("a.txt", columns={**COLUMNS, "order_id": "'o' || row_number()"})
    assert renamed.sha256 != first.sha256
    write("a.txt", PURCHASES.replace("11.77", "11.78"))
    (changed,) = land("a.txt", columns=COLUMNS)
    assert changed.sha256 != first.sha256
    assert first.paths[0].is_file()


def test_a_damaged_store_is_read_anew(write, land):
    write("a.txt", PURCHASES)
    (first,) = land("a.txt", columns=COLUMNS)
    first.paths[0].write_bytes(b"damaged")
    (again,) = land("a.txt", columns=COLUMNS)
    assert again == first
    assert len(rows_of(again)) == 2


def test_no_absolute_path_reaches_the_manifest(write, land, tmp_path):
    path = write("a.txt", PURCHASES)
    (stored,) = land(str(path), columns=COLUMNS)
    manifest = stored.paths[0].with_name(f"{stored.snapshot}.json").read_text()
    assert str(tmp_path) not in manifest
    assert stored.inputs == ("a.txt",)


def test_future_days_stay_and_are_said(write, land):
    write("a.csv", "order_date,revenue\n2026-10-30,1.5\n2026-11-02,2\n2026-11-05,3\n")
    (stored,) = land()
    assert stored.rows == 3
    assert stored.notices == (
        Notice(
            "future_dates", "2 rows lie after 2026-11-01, the last on 2026-11-05; such days may be plans or mistakes."
        ),
    )
    assert land() == [stored]


def test_empty_cells_where_the_dataset_expects_values_are_said(write, land):
    write("a.csv", "order_date,order_id\n2026-01-05,a\n2026-01-06,\n")
    (stored,) = land()
    assert stored.notices == (Notice("info", "1 row of orders has no value for order_id."),)


def test_the_currency_of_the_file(write, land):
    write("a.csv", "order_date,revenue\n2026-01-05,€1.50\n2026-01-06,€2\n")
    assert land()[0].currency == "EUR"
    write("a.csv", "order_date,revenue\n2026-01-05,€1.50\n2026-01-06,$2\n")
    with pytest.raises(DataError, match="mixes currencies"):
        land()


def test_header_only(write, land):
    write("a.csv", "order_date,revenue\n")
    (stored,) = land()
    assert (stored.rows, stored.first_day, stored.days, stored.missing_days) == (0, None, 0, ())
    assert stored.notices == (Notice("info", "a.csv has a header but no rows."),)


def test_bad_rows_that_are_reported(write, land):
    write("a.csv", "order_date,quantity\n2026-01-05,1\n2026-01-06,x\n,3\n2026-01-08,4,5\n2026-01-09,6\n")
    with pytest.raises(DataError, match=r"a\.csv:5: 3 fields where the header has 2"):
        land()
    (stored,) = land(on_bad_rows="report")
    assert [row["quantity"] for row in rows_of(stored)] == [1, 6]
    assert stored.notices[0].text == (
        "3 of 5 rows in a.csv could not be read and are left out: line 5 (3 fields where the header has 2), "
        "line 3 (quantity is 'x'), line 4 (no order_date)."
    )


def test_a_bad_value_of_an_expression_names_the_line(write, land):
    write("a.csv", 'order_date,quantity,note\n2026-01-05,1,"two\nlines"\n2026-01-06,3,x\n')
    with pytest.raises(
        DataError, match=r"a\.csv:4: column 'quantity' \(from 'quantity / 2.0 \+ 0.5'\): '2.0' is|a\.csv:2"
    ) as e:
        land(columns={"quantity": "quantity / 4.0"})
    assert "a.csv:2" in str(e.value)


def test_a_wrong_separator(write, land):
    write("a.csv", "order_date,revenue\n2026-01-05,1\n")
    with pytest.raises(DataError, match="one column only, 'order_date,revenue': is the separator another"):
        land(delimiter=";")


def test_nothing_is_left_in_the_store_after_an_error(write, land, tmp_path):
    write("a.csv", "order_date,revenue\n2026-01-05,1\n2026-01-06,x\n")
    with pytest.raises(DataError):
        land()
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []


def test_unknown_names(write, land):
    write("a.csv", "order_date\n2026-01-05\n")
    with pytest.raises(UnknownNameError, match=r"unknown dataset 'order'.*did you mean 'orders'"):
        land(dataset="order")
    with pytest.raises(DataError, match="feeds no dataset"):
        land(dataset=None)
    with pytest.raises(DataError, match="source id 'a/b' cannot name a folder"):
        land(source="a/b")


class CrmConfig(BaseModel):
    """Settings of a source that a third party might write."""

    failing: bool = False


@dataclass
class CrmSession:
    config: CrmConfig
    log: list[ReadRequest] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        return None

    def check(self) -> CheckResult:
        return CheckResult(ok=True)

    def account(self) -> Account:
        return Account(currency="USD")

    def streams(self) -> list[StreamSpec]:
        return [
            StreamSpec("deals", "orders", columns={"order_date": "closed", "revenue": "sum"}),
            StreamSpec("calls", "visits"),
        ]

    def read(self, request: ReadRequest) -> Iterator[Batch | Notice | Checkpoint]:
        if request.stream == "calls":
            yield Batch(pa.table({"date": [request.start], "sessions": ["12"]}))
            return
        yield Notice("sampled", "One deal in ten.")
        yield Batch(pa.table({"closed": [request.start], "sum": [10.5]}))
        yield Checkpoint("page 2")
        yield Batch(pa.table({"closed": [request.start], "sum": ["bad" if self.config.failing else "11.25"]}))


class Crm:
    name = "crm"
    Config = CrmConfig

    def open(self, config: CrmConfig, context: SourceContext) -> CrmSession:
        return CrmSession(config)


def land_crm(context, tmp_path, **options):
    plugin: SourcePlugin = Crm()
    return land_source(
        plugin, CrmConfig(failing=options.pop("failing", False)), context, source_id="crm", contracts=CONTRACTS,
        store=Store(tmp_path / "store"), window=WINDOW, **options,
    )  # fmt: skip


def test_a_plugin_with_several_streams(context, tmp_path):
    deals, calls = land_crm(context, tmp_path)
    assert [str(row["revenue"]) for row in rows_of(deals)] == ["10.500000", "11.250000"]
    assert deals.notices == (Notice("sampled", "One deal in ten."),)
    assert (deals.currency, deals.stream, calls.stream) == ("USD", "deals", "calls")
    assert rows_of(calls) == [{"date": date(2026, 1, 1), "sessions": 12}]
    address = StreamAddress("acme", "crm", "deals")
    assert Store(tmp_path / "store").open(address, deals.snapshot) == deals


def test_streams_are_chosen_by_name(context, tmp_path):
    with pytest.raises(DataError, match="has 2 streams, so `dataset:` does not say"):
        land_crm(context, tmp_path, dataset="orders")
    with pytest.raises(UnknownNameError, match="unknown stream of source 'crm' 'deal'"):
        land_crm(context, tmp_path, streams={"deal": "orders"})


def test_a_bad_value_of_a_plugin_names_its_row(context, tmp_path):
    with pytest.raises(DataError, match=r"crm \(row 2\): column 'revenue' \(from 'sum'\): 'bad' is not an amount"):
        land_crm(context, tmp_path, failing=True)
