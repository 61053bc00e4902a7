"""What may be written in a spec can be asked for: datasets with their columns, sources with their settings."""

from __future__ import annotations

import re

from kpireport.sources.files.config import FilesConfig


def test_datasets(project):
    listed = project.run("datasets", "list").out
    assert listed.splitlines()[0].split() == ["dataset", "what", "its", "rows", "are"]
    assert re.search(r"\norders +One row for each line of an order", listed)
    records = project.run("datasets", "list", "--json").json
    assert {record["id"] for record in records} >= {"web_traffic", "orders", "leads"}


def test_a_dataset_with_its_columns(project):
    shown = project.run("datasets", "show", "orders").out.splitlines()
    assert "dated by        order_date" in shown
    assert "told apart by   order_id, line_no" in shown
    assert [line.split(maxsplit=2) for line in shown if line.startswith("revenue ")] == [
        ["revenue", "money", "line revenue net of discounts and refunds"]
    ]
    assert project.run("datasets", "show", "orders", "--json").json["columns"]["quantity"]["type"] == "integer"


def test_an_unknown_dataset(project):
    result = project.run("datasets", "show", "order")
    assert (result.code, result.err) == (2, "unknown dataset 'order' (did you mean 'orders'?)\n")


def test_a_source_with_every_setting(project):
    shown = project.run("plugins", "show", "files").out
    table = shown.split("\nsetting of files  ")[1].splitlines()[1:]
    assert [line.split()[0] for line in table] == list(FilesConfig.model_fields)
    assert "path              required  A file, a glob, a folder of like files" in shown
    assert "on_bad_rows       fail      fail, report. `report`: rows that cannot be read" in shown
    assert all(field.description for field in FilesConfig.model_fields.values() if field.annotation is not bool)
