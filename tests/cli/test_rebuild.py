"""A report built again over the same rows runs no statement twice, and is the same; over other rows it is another."""

from __future__ import annotations

import json

import pytest

PAGE = """\
version: 1
client: {id: acme, name: Acme Coffee, timezone: Europe/Vilnius, currency: EUR}
sources:
  shop: {plugin: files, path: orders.csv, dataset: orders}
sections:
  - title: Results
    blocks:
      - {type: kpis, metrics: [revenue, orders, average_order_value]}
      - {type: table, by: category, metrics: [revenue]}
"""
HEADER = "order_id,line_no,order_date,customer_id,category,quantity,revenue,currency\n"


def orders(price: str) -> str:
    rows = [
        f"{month}-{day:02},1,2026-{month:02}-{day:02},c{day % 7},{'tea' if day % 3 else ''},1,{price},EUR\n"
        for month in (9, 10)
        for day in range(1, 31)
    ]
    return HEADER + "".join(rows)


@pytest.fixture
def build(project):
    def build(*args):
        result = project.build(*args)
        assert result.code == 0, result.err
        return json.dumps(project.report)

    project.write({"acme.yaml": PAGE, "orders.csv": orders("19.99")})
    return build


def kept(project, kind):
    return [project.folder / name for name in project.files("store") if name.endswith(f".{kind}")]


def test_the_same_rows_give_the_same_report(project, build):
    first = build()
    (results,) = kept(project, "results")
    assert build() == first
    assert kept(project, "results") == [results]


def test_what_was_kept_is_what_the_report_is_made_of(project, build):
    first = build()
    (results,) = kept(project, "results")
    assert "599.7" in first
    results.write_text(results.read_text().replace("599.70", "111.11"))
    assert "111.11" in build()


@pytest.mark.parametrize("kind", ["results", "profile"])
@pytest.mark.parametrize("damaged", ["", "{", "[]", '[[["a", ["x"]]]]', '{"rows": "many"}', "\x00"])
def test_what_was_kept_and_is_damaged_is_found_again(project, build, kind, damaged):
    first = build()
    (file,) = kept(project, kind)
    whole = file.read_text()
    file.write_text(damaged)
    assert build() == first
    assert file.read_text() == whole


def test_other_rows_are_counted_anew(project, build):
    build()
    project.write({"orders.csv": orders("29.99")})
    assert "899.7" in build()
    assert len(kept(project, "results")) == len(kept(project, "profile")) == 2


def test_another_period_is_counted_anew(project, build):
    build()
    assert project.build("--period", "2026-09").code == 0
    assert len(kept(project, "results")) == 2
    assert len(kept(project, "profile")) == 1
