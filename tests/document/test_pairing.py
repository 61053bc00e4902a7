"""Metrics that say little alone get what belongs beside them, and blocks show the metrics of their segment."""

from __future__ import annotations

from typing import Any

import pytest

from kpireport.document.blocks import BLOCKS
from kpireport.document.pairing import Alone, unpaired
from kpireport.document.presets import Layout, lay_out
from kpireport.document.supply import Lack, Supply
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.pack import Pack, Preset
from kpireport.metrics.segments import SegmentDefinition
from kpireport.spec.model import SectionSpec

COLUMNS = ("views", "clicks", "orders", "cost")


def dataset(name: str, *columns: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": {"en": name},
        "time": "day",
        "key": ["day"],
        "dimensions": [{"column": "channel"}],
        "columns": {"day": {"type": "date"}, "channel": {"type": "text"}, **{c: {"type": "integer"} for c in columns}},
    }


def metric(name: str, table: str = "ads", **more: Any) -> dict[str, Any]:
    label = {"en": {"nom": name.capitalize()}}
    return {"id": name, "label": label, "dataset": table, "expression": f"sum({name})", "unit": "count", **more}


PACK = Pack.model_validate(
    {
        "id": "small",
        "title": "Small",
        "datasets": [dataset("ads", "views", "clicks"), dataset("shop", "orders"), dataset("bills", "cost")],
        "metrics": [
            metric("views", pair_with=["orders", "clicks"]),
            metric("clicks"),
            metric("orders", "shop", pair_with=["cost"]),
            metric("cost", "bills"),
        ],
    }
)
PHONES = SegmentDefinition("phones", {"en": "Phones"}, filters={"ads": "channel = 'phone'"})
CATALOGUE = build_catalogue([PACK], segments=[PHONES])
ADS = frozenset({"day", "channel", "views", "clicks"})


def laid_out(*blocks: dict[str, Any], **delivered: frozenset[str]) -> Layout:
    section = SectionSpec(title="One", blocks=tuple(BLOCKS[b["type"]].model_validate(b) for b in blocks))
    return lay_out([section], None, Supply(CATALOGUE, {"ads": ADS, **delivered}), "en")


def shown(layout: Layout) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.type, block.shown) for section in layout.sections for block in section.blocks]


def test_the_first_pair_that_the_data_can_feed_stands_beside_its_metric() -> None:
    assert shown(laid_out({"type": "kpis", "metrics": ["views"]})) == [("kpis", ("views", "clicks"))]
    both = laid_out(
        {"type": "kpis", "metrics": ["views"]},
        shop=frozenset({"day", "orders"}),
        bills=frozenset({"day", "cost"}),
    )
    assert shown(both) == [("kpis", ("views", "orders"))]


def test_a_pair_that_is_anywhere_in_the_section_will_do() -> None:
    chart = {"type": "chart", "metric": "clicks"}
    assert shown(laid_out({"type": "kpis", "metrics": ["views"]}, chart)) == [
        ("kpis", ("views",)),
        ("chart", ("clicks",)),
    ]


def test_a_table_takes_the_pair_as_a_column() -> None:
    table = {"type": "table", "metrics": ["views"], "by": "channel"}
    assert shown(laid_out(table)) == [("table", ("views", "clicks"))]


def test_a_chart_gets_cards_before_it() -> None:
    assert shown(laid_out({"type": "chart", "metric": "views"})) == [
        ("kpis", ("views", "clicks")),
        ("chart", ("views",)),
    ]


def test_what_nothing_can_stand_beside_is_said() -> None:
    layout = laid_out({"type": "kpis", "metrics": ["orders"]}, shop=frozenset({"day", "orders"}))
    assert shown(layout) == [("kpis", ("orders",))]
    assert layout.alone == (Alone("orders", ("cost",)),)


def test_what_stands_alone_is_known_from_the_blocks_themselves() -> None:
    block = BLOCKS["kpis"].model_validate({"type": "kpis", "metrics": ["views", "cost"]})
    assert list(unpaired([block], CATALOGUE.metrics)) == [("views", ("orders", "clicks"))]


# ---------------------------------------------------------------- segments


def test_a_block_shows_the_metrics_of_its_segment_and_their_pairs() -> None:
    layout = laid_out({"type": "kpis", "metrics": ["views"], "segment": "phones"})
    assert shown(layout) == [("kpis", ("views:phones", "clicks:phones"))]


def test_a_ranked_table_is_ranked_by_the_metric_of_the_segment() -> None:
    table = {"type": "table", "metrics": ["clicks", "views"], "by": "channel", "sort": "views", "segment": "phones"}
    (block,) = laid_out(table).sections[0].blocks
    assert (block.sort, block.ranked_by) == ("views:phones", "views:phones")


def test_what_does_not_tell_who_belongs_is_left_out_and_named() -> None:
    block = {"type": "kpis", "metrics": ["clicks", "orders"], "segment": "phones"}
    layout = laid_out(block, shop=frozenset({"day", "orders"}))
    assert shown(layout) == [("kpis", ("clicks:phones",))]
    assert [(found.metric, found.lack) for found in layout.left_out] == [
        ("orders:phones", Lack("shop", segment="phones"))
    ]


def test_all_metrics_of_a_segment_are_those_that_tell_who_belongs() -> None:
    layout = laid_out({"type": "kpis", "segment": "phones"}, shop=frozenset({"day", "orders"}))
    assert shown(layout) == [("kpis", ("views:phones", "clicks:phones"))]
    assert layout.left_out == ()


def test_a_column_that_a_condition_needs_and_the_client_lacks_is_named() -> None:
    layout = laid_out({"type": "kpis", "metrics": ["clicks"], "segment": "phones"}, ads=ADS - {"channel"})
    assert layout.sections == ()
    assert layout.left_out[0].lack == Lack("ads", ("channel",))


def test_a_persona_stands_without_numbers() -> None:
    layout = laid_out({"type": "persona", "segment": "phones"})
    assert shown(layout) == [("persona", ())]


# ---------------------------------------------------------------- north star


@pytest.mark.parametrize(("own", "expected"), [(None, "clicks"), ("views", "views")])
def test_the_north_star_is_the_specs_or_the_first_that_the_data_can_feed(own: str | None, expected: str) -> None:
    sections = ({"id": "a", "title": "A", "blocks": [{"type": "kpis", "metrics": ["clicks"]}]},)
    preset = Preset(id="p", description="P", north_star=("orders", "clicks"), sections=sections)
    assert lay_out([], preset, Supply(CATALOGUE, {"ads": ADS}), "en", north_star=own).north_star == expected
