"""Fonts inside a page: small, complete for its characters, and readable by browsers."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from kpireport.render import fonts
from kpireport.render.themes import builtin_folder

FILES = sorted((builtin_folder() / "base" / "fonts").glob("*.ttf"))
CHARACTERS = set("Revenue 209,113 €−≤→✓ ąčęėįšųūž Выручка\u00a0\u202f")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_subset_has_the_characters_and_little_more(path):
    data = fonts.subset(path.read_bytes(), CHARACTERS)
    with TTFont(io.BytesIO(data)) as font:
        assert font.flavor == "woff"
        assert set(font.getBestCmap()) == {ord(c) for c in CHARACTERS}
    assert len(data) < 20_000


def test_every_bundled_font_has_latin_lithuanian_cyrillic_and_the_signs():
    needed = CHARACTERS | set("ĄČĘĖĮŠŲŪŽ„“–—…·•÷≥АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")
    for path in FILES:
        with TTFont(path, lazy=True) as font:
            assert [c for c in needed if ord(c) not in font.getBestCmap()] == [], path.name


def test_the_slow_way_gives_the_same_characters(monkeypatch):
    monkeypatch.setattr(fonts, "_LIBRARIES", {})
    with TTFont(io.BytesIO(fonts.subset(FILES[0].read_bytes(), set("abc")))) as font:
        assert set(font.getBestCmap()) == {ord(c) for c in "abc"}


def test_tables_that_do_not_shrink_stand_plain_in_a_woff():
    font = FILES[0].read_bytes()
    with TTFont(io.BytesIO(fonts.woff(font))) as packed, TTFont(io.BytesIO(font)) as plain:
        assert packed.reader.keys() == plain.reader.keys()
        assert all(packed.reader[tag] == plain.reader[tag] for tag in plain.reader.keys())  # noqa: SIM118 - a reader is no dict


def test_the_same_font_and_characters_give_the_same_bytes():
    font = FILES[0].read_bytes()
    assert fonts.subset(font, CHARACTERS) == fonts.subset(font, {*CHARACTERS})
