from __future__ import annotations

from typing import Any

import pytest

from kpireport.document.blocks import ChartSpec, KpisSpec, TableSpec, TextSpec
from kpireport.document.checks import section_problems
from kpireport.document.notes import left_out_sentences
from kpireport.document.presets import LeftOut, lay_out
from kpireport.document.supply import Lack, Supply
from kpireport.errors import MetricError, Place
from kpireport.metrics.pack import Preset


def preset(*sections: dict[str, Any]) -> Preset:
    return Preset(id="executive", description="For tests", sections=sections)


def without(shop: Any, *columns: str) -> Supply:
    return Supply(shop.catalogue, {"sales": shop.supply.delivered["sales"] - set(columns)})


KPIS = {"title": "Numbers", "blocks": [{"type": "kpis", "metrics": ["revenue", "spend", "items"]}]}


def test_a_kpi_block_drops_what_cannot_be_fed_and_says_so(shop: Any) -> None:
    layout = lay_out((), preset(KPIS), without(shop, "spend"), "en")
    assert layout.metrics == ("revenue",)
    assert layout.left_out == (LeftOut("spend", Lack("sales", ("spend",))), LeftOut("items", Lack("stock")))


def test_a_section_without_a_data_block_left_disappears_with_its_text(shop: Any) -> None:
    section = {"title": "Stock", "blocks": [{"type": "text", "text": "hi"}, {"type": "kpis", "metrics": ["items"]}]}
    layout = lay_out((), preset(section, KPIS), shop.supply, "en")
    assert [s.title for s in layout.sections] == ["Numbers"]


def test_a_chart_goes_when_its_metric_or_dimension_goes(shop: Any) -> None:
    blocks = [
        {"type": "chart", "kind": "bar", "metric": "revenue", "by": "device"},
        {"type": "chart", "metric": "revenue"},
        {"type": "table", "metrics": ["revenue", "spend"], "by": "channel", "sort": "spend"},
        {"type": "chart", "kind": "funnel", "metrics": ["visits", "items"]},
    ]
    supply = without(shop, "device", "spend")
    layout = lay_out((), preset({"title": "All", "blocks": blocks}), supply, "en")
    kept = layout.sections[0].blocks
    assert [type(block) for block in kept] == [ChartSpec, TableSpec]
    assert (kept[1].metrics, kept[1].sort) == (("revenue",), None)


def test_a_limited_block_shows_the_first_that_can_be_fed(shop: Any) -> None:
    block = {"type": "kpis", "metrics": ["items", "orders", "revenue", "visits"], "limit": 2}
    layout = lay_out((), preset({"title": "A", "blocks": [block]}), shop.supply, "en")
    assert layout.metrics == ("orders", "revenue")
    assert layout.left_out == ()


def test_a_block_that_would_only_repeat_the_one_before_is_not_shown(shop: Any) -> None:
    blocks = [
        {"type": "kpis", "metrics": ["orders", "revenue"]},
        {"type": "kpis", "layout": "scoreboard", "metrics": ["revenue", "orders", "items"]},
        {"type": "kpis", "layout": "scoreboard", "metrics": ["revenue", "visits"]},
    ]
    layout = lay_out((), preset({"title": "A", "blocks": blocks}), shop.supply, "en")
    assert [block.metrics for block in layout.sections[0].blocks] == [("orders", "revenue"), ("revenue", "visits")]


def test_all_means_every_metric_that_can_be_fed(shop: Any) -> None:
    layout = lay_out((), preset({"title": "A", "blocks": [{"type": "kpis"}]}), without(shop, "people", "spend"), "en")
    assert layout.metrics == ("revenue", "orders", "visits", "conversion")


def test_own_sections_replace_those_of_the_same_id_and_else_stand_before_the_data_notes(
    shop: Any, make_section: Any
) -> None:
    notes = {"id": "notes", "title": "Notes", "blocks": [{"type": "data_notes"}]}
    sections = preset({"id": "numbers", **KPIS}, notes)
    own = [
        make_section({"title": "Comment", "blocks": [{"type": "text", "text": "hi"}]}),
        make_section({"id": "numbers", "title": "Mine", "blocks": [{"type": "kpis", "metrics": ["orders"]}]}),
    ]
    layout = lay_out(own, sections, shop.supply, "en")
    assert [section.title for section in layout.sections] == ["Mine", "Comment", "Notes"]
    assert isinstance(layout.sections[1].blocks[0], TextSpec)


def test_a_preset_may_speak_the_report_s_language(shop: Any) -> None:
    section = {"title": {"en": "Numbers", "lt": "Skaičiai"}, "blocks": [{"type": "kpis", "metrics": ["revenue"]}]}
    titles = [lay_out((), preset(section), shop.supply, tag).sections[0].title for tag in ("lt", "lt-LT", "ru")]
    assert titles == ["Skaičiai", "Skaičiai", "Numbers"]


def test_a_wrong_preset_is_named(shop: Any) -> None:
    wrong = preset({"title": "A", "blocks": [{"type": "kpis", "metrics": ["revenues"]}]})
    with pytest.raises(MetricError, match="preset 'executive' names metrics that no pack has: revenues"):
        lay_out((), wrong, shop.supply, "en")
    with pytest.raises(MetricError, match="preset 'executive': section 'A' is not valid"):
        lay_out((), preset({"title": "A", "blocks": [{"type": "chart"}]}), shop.supply, "en")


def test_without_a_preset_the_spec_s_sections_are_all(shop: Any, make_section: Any) -> None:
    layout = lay_out([make_section(KPIS)], None, shop.supply, "en")
    assert isinstance(layout.sections[0].blocks[0], KpisSpec)
    assert layout.metrics == ("revenue", "spend", "items")


def test_what_was_left_out_is_said_once_a_reason(shop: Any) -> None:
    edition, _ = shop.block(type="kpis", metrics=["revenue"])
    left_out = [
        LeftOut("spend", Lack("sales", ("spend",))),
        LeftOut("cost_per_order", Lack("sales", ("spend",))),
        LeftOut("items", Lack("stock")),
        LeftOut("revenue", Lack("sales", ("device",)), "device"),
    ]
    assert left_out_sentences(edition, left_out) == [
        "Ad spend and Cost per order left out: Shop sales lacks spend.",
        "Items in stock left out: a source for the dataset Stock would bring it.",
        "Revenue by device left out: Shop sales lacks device.",
    ]


# ---------------------------------------------------------------- what the spec itself names


def problems(shop: Any, make_section: Any, supply: Supply, *blocks: dict[str, Any]) -> list[str]:
    def place(at: tuple[str | int, ...]) -> Place:
        return Place("acme.yaml:" + ".".join(map(str, at)))

    section = make_section({"title": "A", "blocks": list(blocks)})
    return [str(problem) for problem in section_problems([section], supply, place)]


def test_a_metric_that_cannot_be_computed_is_an_error_with_its_place(shop: Any, make_section: Any) -> None:
    block = {"type": "kpis", "metrics": ["revenue", "items", "spend"]}
    assert problems(shop, make_section, without(shop, "spend"), block) == [
        (
            "acme.yaml:sections.0.blocks.0.metrics.1: metric 'items' cannot be computed: no source feeds the dataset 'stock' "
            "(add a source with `dataset: stock`, or leave the metric out)"
        ),
        (
            "acme.yaml:sections.0.blocks.0.metrics.2: metric 'spend' cannot be computed: the dataset 'sales' has no column "
            "'spend' in this client's data (map it under the source's `columns:`, for example {spend: name_in_the_file})"
        ),
    ]


def test_a_dimension_that_is_not_there_gets_a_suggestion(shop: Any, make_section: Any) -> None:
    block = {"type": "table", "metrics": ["revenue"], "by": "chanel"}
    assert problems(shop, make_section, shop.supply, block) == [
        "acme.yaml:sections.0.blocks.0.by: metric 'revenue' has no dimension 'chanel' (did you mean 'channel'?)"
    ]
    block = {"type": "chart", "kind": "bar", "metric": "revenue", "by": "device"}
    assert problems(shop, make_section, without(shop, "device"), block) == [
        (
            "acme.yaml:sections.0.blocks.0.by: metric 'revenue' cannot be split by 'device': the dataset 'sales' has no "
            "column 'device' in this client's data (map it under the source's `columns:`, for example {device: name_in_the_file})"
        )
    ]


def test_stacking_a_ratio_and_mixing_units_are_errors(shop: Any, make_section: Any) -> None:
    stacked = {"type": "chart", "kind": "stacked", "metric": "conversion", "by": "channel"}
    mixed = {"type": "chart", "metrics": ["revenue", "orders"]}
    assert problems(shop, make_section, shop.supply, stacked, mixed) == [
        (
            "acme.yaml:sections.0.blocks.0.metric: metric 'conversion' does not add up over 'channel', so a stacked chart of it "
            "would be wrong (use kind: line or kind: bar)"
        ),
        (
            "acme.yaml:sections.0.blocks.1.metrics: metrics of one chart need one unit, these have count and currency "
            "(make a chart of each unit)"
        ),
    ]


def test_a_spec_that_can_be_fed_has_no_problems(shop: Any, make_section: Any) -> None:
    blocks = ({"type": "kpis"}, {"type": "chart", "kind": "share", "metric": "revenue", "by": "channel"})
    assert problems(shop, make_section, shop.supply, *blocks, {"type": "text", "text": "hi"}) == []
