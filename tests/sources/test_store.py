"""The store: whole or not at all, by hash, and never another client's."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from kpireport.errors import DataError, EnvironmentProblem
from kpireport.sources.interface import Notice
from kpireport.sources.store import Description, Store, StreamAddress

ADDRESS = StreamAddress("acme", "shop", "rows")
ROWS = pa.table({
    "day": pa.array([date(2026, 1, 8), date(2026, 1, 5), date(2026, 1, 5)]),
    "revenue": pa.array([Decimal("1.50"), None, Decimal("-2.25")], pa.decimal128(18, 2)),
})  # fmt: skip
WORDS = Description(
    plugin="files", dataset="orders", time="day", columns={"day": "date", "revenue": "money"}, mapping={"day": "date"},
    inputs=("orders.csv",), notices=(Notice("info", "Three rows."),), currency="EUR",
)  # fmt: skip


def land(store, address=ADDRESS, *tables, key=None, words=WORDS):
    tables = tables or (ROWS,)
    with store.writing(address, tables[0].schema) as landing:
        for table in tables:
            landing.write(table)
        return landing.finish(words, key)


def test_what_is_landed_can_be_opened_again(tmp_path):
    store = Store(tmp_path)
    stored = land(store)
    assert (stored.rows, stored.days, stored.first_day, stored.last_day) == (3, 2, date(2026, 1, 5), date(2026, 1, 8))
    assert stored.missing_days == (date(2026, 1, 6), date(2026, 1, 7))
    assert stored.columns == {"day": "date", "revenue": "money"}
    assert (stored.currency, stored.inputs, stored.notices) == (
        "EUR",
        ("orders.csv",),
        (Notice("info", "Three rows."),),
    )
    assert stored.paths[0].parent == tmp_path / "acme" / "shop" / "rows"
    assert hashlib.sha256(stored.paths[0].read_bytes()).hexdigest() == stored.sha256
    assert parquet.read_table(stored.paths[0]).equals(ROWS)
    assert store.open(ADDRESS, stored.snapshot) == stored


def test_equal_rows_give_equal_files_however_they_come_in(tmp_path):
    one = land(Store(tmp_path / "a"))
    other = land(Store(tmp_path / "b"), ADDRESS, *(ROWS.slice(row, 1) for row in range(3)))
    assert (one.sha256, one.snapshot) == (other.sha256, other.snapshot)


def test_an_earlier_snapshot_stays(tmp_path):
    store = Store(tmp_path)
    first = land(store)
    second = land(store, ADDRESS, ROWS.slice(0, 1))
    assert first.sha256 != second.sha256
    assert set(store.snapshots(ADDRESS)) == {first.snapshot, second.snapshot}
    assert store.open(ADDRESS, first.snapshot).rows == 3


def test_nothing_stays_of_a_landing_that_fails(tmp_path):
    store = Store(tmp_path)
    wrong = ROWS.set_column(1, "revenue", pa.array([0.125, 1.5, 2.5]))
    with pytest.raises(DataError, match=r"column 'revenue' began as decimal128.* and goes on as double"):
        land(store, ADDRESS, ROWS, wrong)
    assert list((tmp_path / "acme" / "shop" / "rows").iterdir()) == []


def test_a_landing_leaves_nothing_aside(tmp_path):
    stored = land(Store(tmp_path), key="k" * 64)
    names = {path.name for path in stored.paths[0].parent.iterdir()}
    assert names == {f"{stored.sha256}.parquet", f"{stored.snapshot}.json", f"{'k' * 64}.key"}


def test_damage_is_noticed(tmp_path):
    store = Store(tmp_path)
    stored = land(store, key="k" * 64)
    path = stored.paths[0]
    good = path.read_bytes()
    path.write_bytes(good[:-1] + b"x")
    with pytest.raises(DataError, match="not what its hash says"):
        store.open(ADDRESS, stored.snapshot)
    assert store.reuse(ADDRESS, "k" * 64) is None
    path.write_bytes(good)
    assert store.reuse(ADDRESS, "k" * 64) == stored
    manifest = path.parent / f"{stored.snapshot}.json"
    manifest.write_text(manifest.read_text().replace('"rows": 3', '"rows": 4'))
    with pytest.raises(DataError, match="not what its hash says"):
        store.open(ADDRESS, stored.snapshot)
    path.unlink()
    assert store.reuse(ADDRESS, "k" * 64) is None


def test_a_store_file_is_never_opened_for_another_client(tmp_path):
    store = Store(tmp_path)
    stored = land(store)
    other = StreamAddress("other", "shop", "rows")
    with pytest.raises(DataError, match="no snapshot"):
        store.open(other, stored.snapshot)
    folder = tmp_path / "other" / "shop" / "rows"
    folder.mkdir(parents=True)
    for path in stored.paths[0].parent.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with pytest.raises(DataError, match="belongs to another client"):
        store.open(other, stored.snapshot)


@pytest.mark.parametrize("link", ["client", "stream"])
def test_a_link_to_another_clients_folder_is_refused(tmp_path, link):
    store = Store(tmp_path)
    stored = land(store)
    if link == "client":
        (tmp_path / "other").symlink_to(tmp_path / "acme")
    else:
        (tmp_path / "other" / "shop").mkdir(parents=True)
        (tmp_path / "other" / "shop" / "rows").symlink_to(stored.paths[0].parent)
    with pytest.raises(DataError, match="leads elsewhere"):
        store.open(StreamAddress("other", "shop", "rows"), stored.snapshot)


def test_a_manifest_cannot_point_out_of_its_folder(tmp_path):
    store = Store(tmp_path)
    stored = land(store)
    folder = stored.paths[0].parent
    manifest = json.loads((folder / f"{stored.snapshot}.json").read_text())
    data = json.dumps({**manifest, "sha256": "../../../other/shop/rows/x"}).encode()
    forged = hashlib.sha256(data).hexdigest()
    (folder / f"{forged}.json").write_bytes(data)
    with pytest.raises(DataError, match="not what its hash says"):
        store.open(ADDRESS, forged)


@given(st.text(max_size=12))
def test_an_address_is_a_folder_name_or_an_error(name):
    letters = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    if set(name) - letters - set("_.-") or name[:1] not in letters or name.endswith(".") or ".." in name:
        with pytest.raises(DataError, match="cannot name a folder"):
            StreamAddress(name, "shop", "rows")
    else:
        assert StreamAddress(name, "shop", "rows").client == name


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "a\\b", "/etc", "a..b", "-x", "a.", "ą", "a" * 81, "a\n"])
def test_names_that_are_no_folders(name):
    for address in ((name, "s", "r"), ("c", name, "r"), ("c", "s", name)):
        with pytest.raises(DataError, match="cannot name a folder"):
            StreamAddress(*address)


def test_a_snapshot_is_a_hash(tmp_path):
    with pytest.raises(DataError, match="is not a snapshot"):
        Store(tmp_path).open(ADDRESS, "../../other")


def test_a_store_that_cannot_be_written(tmp_path):
    (tmp_path / "acme").write_text("a file, not a folder")
    with pytest.raises(EnvironmentProblem, match="cannot be made"):
        land(Store(tmp_path))


def test_only_the_owner_may_read(tmp_path):
    stored = land(Store(tmp_path))
    assert stored.paths[0].stat().st_mode & 0o077 == 0
