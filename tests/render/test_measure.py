"""Text widths: exact advances of the bundled fonts, wrapping, shortening, balance."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.render.measure import balance, fit, load_face, shorten, wrap
from kpireport.render.themes import builtin_folder

FONTS = builtin_folder() / "base" / "fonts"
words = st.lists(st.text("abcdefghijklmnopqrstuvwxyzšйё0123456789€", min_size=1, max_size=14), min_size=1, max_size=25)


@pytest.fixture(scope="module")
def face():
    return load_face(FONTS / "SourceSans3-Regular.ttf")


def test_widths_are_the_fonts_own(face):
    # Source Sans 3: tabular figures of 497 units, a space of 200, 1000 units an em
    assert face.width("1111", 10) == pytest.approx(4 * 4.97)
    assert face.width("0", 10) == face.width("8", 10) == face.width("+", 10) == face.width("−", 10)
    assert face.width(" ", 10) == pytest.approx(2.0)


def test_characters_of_other_fonts_are_estimated_and_marks_take_no_room(face):
    assert face.width("🎄", 10) == pytest.approx(13.0)
    assert face.width("秋", 10) == pytest.approx(13.0)
    assert face.width("ح", 10) == pytest.approx(6.0)
    assert face.width("\u200b", 10) == 0.0


def test_every_bundled_font_has_what_reports_write():
    needed = "ĄČĘĖĮŠŲŪŽąčęėįšųūžАЯаяЁё€£$₽%‰−±≤≥≈×÷→↓✓✗◆…–—„“«»\u00a0\u202f"
    for name in ("Regular", "Semibold", "Bold", "It"):
        face = load_face(FONTS / f"SourceSans3-{name}.ttf")
        assert [c for c in needed if ord(c) not in face.advances] == [], name


def test_licences_lie_beside_the_fonts():
    assert {path.name for path in Path(FONTS).glob("OFL-*")} == {"OFL-SourceSans3.md", "OFL-SourceSerif4.md"}


@given(words, st.floats(20, 300))
def test_wrapping_loses_nothing_and_fits(words, limit):
    face = load_face(FONTS / "SourceSans3-Regular.ttf")
    text = " ".join(words)
    lines = wrap(text, face, 9, limit)
    assert " ".join(lines) == text
    assert all(face.width(line, 9) <= limit + 1e-9 or " " not in line for line in lines)
    assert all(
        face.width(f"{line} {after.split(' ')[0]}", 9) > limit - 1e-9 for line, after in itertools.pairwise(lines)
    )


@given(words, st.floats(20, 300), st.integers(1, 3))
def test_fitting_keeps_the_count_and_the_width(words, limit, count):
    face = load_face(FONTS / "SourceSans3-Regular.ttf")
    lines = fit(" ".join(words), face, 9, limit, lines=count)
    assert 1 <= len(lines) <= count
    assert all(face.width(line, 9) <= limit + 1e-9 for line in lines)


def test_shortening(face):
    assert shorten("Organic search", face, 8, 60) == "Organic search"
    assert shorten("Organic search and more", face, 8, 60) == "Organic search…"
    assert shorten("Organic search and more", face, 8, 55) == "Organic searc…"
    assert shorten("Organic, and more", face, 8, 35) == "Organic…"


def test_a_balanced_heading_has_as_many_lines_and_is_narrower():
    serif = load_face(FONTS / "SourceSerif4Subhead-Semibold.ttf")
    text = "Revenue passed its target on e-mail alone; the visits that advertising bought did not become orders"
    width = balance(text, serif, 20, 490)
    assert width < 490
    assert len(wrap(text, serif, 20, width)) == len(wrap(text, serif, 20, 490)) == 2
    assert balance("Short", serif, 20, 490) == 490


def test_a_word_that_is_too_long_for_a_line_is_broken_at_its_hyphens_and_no_other_word_is(face):
    assert wrap("Marketing-qualified leads", face, 9, 70) == ["Marketing-", "qualified leads"]
    assert wrap("Marketing-qualified leads", face, 9, 90) == ["Marketing-qualified", "leads"]
    assert wrap("Our E-mail", face, 9, 30) == ["Our", "E-mail"]
