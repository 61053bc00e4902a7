"""Widths of columns, columns that are dropped, and tables wider than a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.model import Cell, Column, KpiBlock, Row, TableBlock
from kpireport.render.figures import TEXT_WIDTH, card_columns
from kpireport.render.tables import ColumnNeed, lay_out_scoreboard, lay_out_table, share_out
from kpireport.render.themes import theme_files
from kpireport.render.typography import Typesetter
from tests.render import sample

NEEDS = st.lists(
    st.tuples(st.floats(1, 300), st.floats(0, 300)).map(lambda t: ColumnNeed(t[0], t[0] + t[1])),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def type_(themes):
    return Typesetter.of(theme_files("executive", themes))


@given(NEEDS)
def test_columns_fill_the_text_and_get_what_they_need(needs):
    widths = share_out(needs, TEXT_WIDTH)
    if sum(need.least for need in needs) > TEXT_WIDTH:
        assert widths is None
    elif widths is not None:
        assert sum(widths) == pytest.approx(TEXT_WIDTH)
        assert all(width >= need.least - 1e-6 for width, need in zip(widths, needs, strict=True))


def test_a_table_that_fits_is_one_part(type_):
    (part,) = lay_out_table(sample.table(), type_)
    assert not part["dense"]
    assert sum(part["widths"]) == pytest.approx(TEXT_WIDTH, abs=0.5)
    assert [row["kind"] for row in part["rows"]][-2:] == ["other", "total"]
    assert part["footnotes"] == [{"mark": "1", "text": "Other: referral, affiliates, organic social, display."}]


def test_many_columns_are_set_smaller(type_):
    (part,) = lay_out_table(sample.table(columns=13), type_)
    assert part["dense"]


def test_very_many_columns_become_parts_that_repeat_the_first(type_):
    parts = lay_out_table(sample.table(columns=24), type_)
    assert len(parts) > 1
    assert {part["columns"][0]["label"] for part in parts} == {"Channel"}
    assert sum(len(part["columns"]) - 1 for part in parts) == 23
    assert all(sum(part["widths"]) == pytest.approx(TEXT_WIDTH, abs=1) for part in parts)


def test_one_column_and_no_rows_are_a_table_too(type_):
    (part,) = lay_out_table(TableBlock(title="Empty", columns=[Column(label="Name")], rows=[]), type_)
    assert part["widths"] == [pytest.approx(TEXT_WIDTH, abs=0.1)]


def test_long_names_give_way_before_numbers(type_):
    rows = [Row(cells=[Cell(text="https://example.com/" + "a-very-long-path/" * 9), Cell(text="1,234,567")])]
    (part,) = lay_out_table(
        TableBlock(title="Pages", columns=[Column(label="Page"), Column(label="Visits")], rows=rows), type_
    )
    assert part["widths"][1] >= type_.width("text", "1,234,567")


def test_a_scoreboard_has_only_the_columns_that_have_something(type_):
    comparisons = sample.document([]).comparisons
    full = lay_out_scoreboard(KpiBlock(kpis=sample.BOARD, now="Oct 2026"), comparisons, type_)
    assert (full["targets"], full["bullets"], full["sparks"], len(full["comparisons"])) == (True, True, True, 2)
    bare = [kpi.model_copy(update={"target": None, "spark": None, "deltas": kpi.deltas[:1]}) for kpi in sample.BOARD]
    board = lay_out_scoreboard(KpiBlock(kpis=bare, now="Oct 2026"), comparisons, type_)
    assert (board["targets"], board["bullets"], board["sparks"]) == (False, False, False)
    assert [c["id"] for c in board["comparisons"]] == [sample.PREVIOUS]
    assert len(board["widths"]) == 3
    assert [group["name"] for group in board["groups"]] == ["Sales", "Traffic", "Paid media", "Loyalty"]


def test_bullets_give_way_to_wide_numbers(type_):
    wide = [kpi.model_copy(update={"value_text": "€1,234,567,890,123.45"}) for kpi in sample.BOARD]
    wide = [
        k.model_copy(update={"deltas": [d.model_copy(update={"base_text": "€1,234,567,890,123.45"}) for d in k.deltas]})
        for k in wide
    ]
    board = lay_out_scoreboard(KpiBlock(kpis=wide, now="Oct 2026"), sample.document([]).comparisons, type_)
    assert not board["bullets"]
    assert len(board["widths"]) == 6


@pytest.mark.parametrize(
    ("count", "columns"), [(1, 2), (2, 2), (3, 3), (4, 4), (5, 3), (6, 3), (7, 4), (8, 4), (9, 3), (40, 4)]
)
def test_rows_of_cards_are_of_even_length(count, columns):
    assert card_columns(count) == columns
