"""What may not be parted, and what fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.render.themes import theme_files
from kpireport.render.typography import NBSP, Typesetter, tidy, tidy_all

JOINED = {
    "Paid social cost 12 orders more than in the month before": "Paid social cost 12~orders more than in the month~before",
    "Since 14 October fewer shoppers finish": "Since 14~October fewer shoppers~finish",
    "This is a sentence with a lone letter": "This is a~sentence with a~lone~letter",
    "Выручка выросла в октябре и в ноябре": "Выручка выросла в~октябре и~в~ноябре",
    "Vis. el. paštas atnešė daugiau užsakymų": "Vis.~el.~paštas atnešė daugiau užsakymų",
    "10 of 13 KPIs improved on October 2025; 6 of 9 reached": "10~of 13~KPIs improved on October~2025; 6~of 9~reached",
    "Short text 12 orders": "Short text 12 orders",
}


@pytest.mark.parametrize(("text", "joined"), JOINED.items())
def test_numbers_lone_letters_and_last_words_are_joined(text, joined):
    assert tidy(text) == joined.replace("~", NBSP)


@given(st.text())
def test_tidying_changes_only_spaces(text):
    assert tidy(text).replace(NBSP, " ") == text.replace(NBSP, " ")


def test_data_is_tidied_except_where_it_is_not_text():
    text = "A sentence of 12 words that is long enough"
    done = tidy_all({"title": text, "id": text, "many": [text, 3, None]}, but=frozenset({"id"}))
    assert done["id"] == text
    assert done["title"] == done["many"][0] != text
    assert done["many"][1:] == [3, None]


def test_roles_are_measured_in_the_fonts_of_the_theme(themes):
    type_ = Typesetter.of(theme_files("executive", themes))
    assert type_.width("value", "€209,113") == pytest.approx(24 * type_.width("value", "€209,113", 1.0))
    assert type_.width("strong", "0") == type_.width("strong", "−")
    assert type_.lines("strong", "Cost per order, paid channels", 8.5, 100) == 2
    assert type_.shortened("text", "A very long name of a client", 7.5, 60).endswith("…")


def test_a_balanced_heading_has_no_more_lines_than_a_full_one(themes):
    type_ = Typesetter.of(theme_files("executive", themes))
    text = "E-mail brought four fifths of the growth; paid social brought visits, not orders"
    width = type_.balanced("section", text)
    assert width is not None
    assert width < 400
    assert type_.lines("section", text, 20, width) == type_.lines("section", text, 20, 490) == 2


def test_a_font_that_the_theme_does_not_bring_is_estimated(themes, theme_folder):
    ours = theme_folder()
    (ours.folder / "theme.yaml").write_text(
        "name: northfield\nextends: base\ntext: {section: {font: None.ttf, size: 20}}\n"
    )
    type_ = Typesetter.of(theme_files("northfield", {**themes, "northfield": ours}))
    assert type_.balanced("section", "Some heading") is None
    assert type_.width("section", "abc") == 3 * 20 * 0.6
