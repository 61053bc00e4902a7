from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kpireport.document.blocks import BLOCKS, ChartSpec, KpisSpec, TableSpec, TextSpec


def problem(block: str, **values: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        BLOCKS[block].model_validate({"type": block, **values})
    return str(caught.value.errors()[0]["msg"])


def test_every_block_is_registered_under_its_type_and_documented() -> None:
    for name, model in BLOCKS.items():
        assert model.model_fields["type"].default == name
        assert model.__doc__


def test_every_block_has_a_json_schema() -> None:
    for model in BLOCKS.values():
        assert TypeAdapter(model).json_schema()["type"] == "object"


def test_a_kpi_block_shows_everything_by_default() -> None:
    assert KpisSpec.model_validate({"type": "kpis"}).metrics == "all"
    assert KpisSpec.model_validate({"type": "kpis", "metrics": ["revenue"]}).metrics == ("revenue",)


def test_a_line_runs_over_time_by_default_and_a_bar_over_members() -> None:
    assert ChartSpec(metric="revenue").is_over_time
    assert not ChartSpec(kind="bar", metric="revenue", by="channel").is_over_time
    assert ChartSpec(kind="funnel", metrics=("visits", "orders")).shown == ("visits", "orders")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "either 'metric' or 'metrics'"),
        ({"metric": "a", "metrics": ["b"]}, "either 'metric' or 'metrics'"),
        ({"kind": "area", "metrics": ["a", "b"]}, "kind 'area' shows one metric"),
        ({"kind": "funnel", "metric": "a"}, "a funnel needs several 'metrics'"),
        ({"kind": "share", "metric": "a"}, "a share chart needs 'by'"),
        ({"kind": "stacked", "metric": "a"}, "a stacked chart needs 'by'"),
        ({"kind": "bar", "metric": "a"}, "a bar chart needs either"),
        ({"metric": "a", "colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_a_chart_that_makes_no_sense_is_refused(values: dict[str, Any], said: str) -> None:
    assert said in problem("chart", **values)


def test_a_table_is_ranked_by_one_of_its_columns() -> None:
    assert TableSpec(metrics=("a", "b"), by="channel").ranked_by == "a"
    assert "'sort' names 'c'" in problem("table", metrics=["a"], by="channel", sort="c")


def test_a_text_is_inline_or_a_file() -> None:
    assert TextSpec(file="notes/{period}.md").required is False
    assert "either 'text' or 'file'" in problem("text", text="a", file="b")
