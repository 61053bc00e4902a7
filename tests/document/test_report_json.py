from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.document.compose import compose
from kpireport.document.model import ReportDocument, SeriesRecord
from kpireport.document.needs import cover_metric
from kpireport.document.records import dangling
from kpireport.document.report_json import from_json, json_schema, read, to_json
from kpireport.errors import DataError

GOLDEN = Path(__file__).parent / "golden" / "report.json"
"""The document of the tiny shop. Where a change of it is meant, set KPIREPORT_REWRITE=1 and read the diff."""

SECTIONS: tuple[dict[str, Any], ...] = (
    {"title": "Summary", "blocks": [{"type": "takeaways"}]},
    {
        "title": "Key figures",
        "blocks": [
            {"type": "kpis", "layout": "scoreboard", "metrics": ["revenue", "visits", "conversion"]},
            {"type": "text", "text": "Good month for **{{ client.name }}**.", "author": "Northfield"},
        ],
    },
    {
        "title": "Channels",
        "blocks": [
            {"type": "chart", "metric": "orders", "steps": 4},
            {"type": "chart", "kind": "bar", "metric": "revenue", "by": "channel", "top": 2},
            {"type": "table", "metrics": ["visits", "conversion", "customers"], "by": "channel", "top": 3},
        ],
    },
    {"title": "Data notes", "blocks": [{"type": "data_notes"}]},
)


def document(shop: Any, *sections: dict[str, Any]) -> ReportDocument:
    layout = shop.layout(*sections)
    return compose(shop.edition(layout), layout, cover=cover_metric(layout, shop.supply))


def test_the_document_of_the_tiny_shop(shop: Any) -> None:
    settled = shop.with_(settings={"targets": {"revenue": {"value": 6000}}})
    text = to_json(document(settled, *SECTIONS))
    if os.environ.get("KPIREPORT_REWRITE"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(shop: Any) -> None:
    assert to_json(document(shop, *SECTIONS)) == to_json(document(shop, *SECTIONS))


def test_a_document_survives_the_way_through_a_file(shop: Any, tmp_path: Path) -> None:
    made = document(shop, *SECTIONS)
    path = tmp_path / "report.json"
    path.write_text(to_json(made), encoding="utf-8")
    assert read(path) == made
    assert to_json(read(path)) == to_json(made)


def test_the_file_says_its_schema_and_fits_it(shop: Any) -> None:
    raw = json.loads(to_json(document(shop, *SECTIONS)))
    assert raw["schema"] == 1
    assert list(raw)[:6] == ["schema", "kpireport", "client", "report", "brand", "agency"]
    assert json_schema()["properties"]["schema"]["const"] == 1
    assert set(json_schema()["required"]) <= set(raw)


def test_what_is_no_document_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"report\.json: not a report document: client: Field required"):
        from_json('{"schema": 1}')
    with pytest.raises(DataError, match="not a report document: schema"):
        from_json('{"schema": 2}')
    with pytest.raises(DataError, match="the document cannot be read"):
        read(tmp_path / "none.json")


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False), max_size=60),
    st.text(max_size=200),
)
def test_values_survive_as_they_are(values: list[int | float | None], label: str) -> None:
    record = SeriesRecord(
        id=label, metric="m", group={"d": None, "e": label}, start="2026-10-01", step="day", values=values, status="ok"
    )  # type: ignore[arg-type]  # pydantic reads the date
    base = json.loads(GOLDEN.read_text(encoding="utf-8"))
    made = ReportDocument.model_validate({**base, "series": [record]})
    text = to_json(made)
    assert from_json(text) == made


BLOCKS = st.one_of(
    st.builds(
        lambda metrics, layout: {"type": "kpis", "metrics": metrics, "layout": layout},
        st.lists(st.sampled_from(["revenue", "conversion", "customers", "spend"]), min_size=1, unique=True),
        st.sampled_from(["cards", "scoreboard"]),
    ),
    st.builds(
        lambda kind, metric, by, top: {"type": "chart", "kind": kind, "metric": metric, "by": by, "top": top},
        st.sampled_from(["bar", "share", "stacked", "line", "area", "funnel"]),
        st.sampled_from(["revenue", "visits"]),
        st.sampled_from(["channel", "device"]),
        st.integers(1, 6),
    ),
    st.builds(
        lambda metric, over, steps: {"type": "chart", "metric": metric, "over": over, "steps": steps},
        st.sampled_from(["revenue", "cost_per_order", "customers"]),
        st.sampled_from(["day", "week", "month", "quarter", "year"]),
        st.integers(2, 14),
    ),
    st.builds(
        lambda metrics, by, top, compare, share: {
            "type": "table", "metrics": metrics, "by": by, "top": top, "compare": compare, "share": share,
        },
        st.lists(st.sampled_from(["visits", "conversion", "customers", "spend"]), min_size=1, unique=True),
        st.sampled_from(["channel", "device"]),
        st.integers(1, 7),
        st.sampled_from(["first", "all", "none"]),
        st.sampled_from(["first", "all", "none"]),
    ),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(BLOCKS, min_size=1, max_size=3),
    st.sampled_from(["2026-10", "2026-Q3", "2026-W44", "2024-10", "2030-01", "2026-10-15", "2026-09-10..2026-10-20"]),
)
def test_every_number_of_any_report_leads_to_a_query(shop: Any, blocks: list[dict[str, Any]], key: str) -> None:
    made = document(
        shop.with_(key=key), {"title": "Any", "blocks": blocks}, {"title": "N", "blocks": [{"type": "data_notes"}]}
    )
    assert dangling(made) == ()
    assert {fact.query for fact in made.facts} <= {query.id for query in made.queries}
    assert len({fact.id for fact in made.facts}) == len(made.facts)
    assert len({series.id for series in made.series}) == len(made.series)
    assert from_json(to_json(made)) == made


def test_a_lost_reference_is_found(shop: Any) -> None:
    made = document(shop, *SECTIONS)
    assert dangling(made.model_copy(update={"queries": []})) == ("q1",)
    assert "revenue@current" in dangling(made.model_copy(update={"facts": []}))
