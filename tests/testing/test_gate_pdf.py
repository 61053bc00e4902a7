"""The visual gate finds each kind of fault in a PDF, and none in a page that has none."""

from __future__ import annotations

import pytest

from kpireport.testing.gate.pdf import inspect_pdf
from kpireport.testing.gate.pdf_ink import pages_of
from tests.testing.conftest import WORDS

SLIDE = "@page { size: 960pt 540pt; margin: 40pt }"
NEXT = "<div style='break-before: page'></div>"


def found(path):
    return [(fault.kind, fault.page, fault.text) for fault in inspect_pdf(path)]


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>A title</h1>{WORDS}",
        "<p style='line-height: 1.05'>Tight lines that come close gjpqy<br>Ascenders ÅÉ of the next line bdfhkl</p>",
        "<p style='overflow: hidden; height: 14pt; line-height: 14pt'>Just high enough</p>",
        "<p><b>Bold</b>, <i>italic</i>, x<sup>2</sup>, CO<sub>2</sub>, €1 234 567,89 and −0,5 %</p>" + WORDS,
        f"{WORDS}<h2>Last heading</h2><p>with a line under it</p>",
        "<svg width=200 height=60><text x=10 y=20>Upper</text><text x=10 y=40>Lower</text></svg>",
    ],
)
def test_a_page_without_a_fault(pdf, body):
    assert found(pdf(body)) == []


def test_text_over_text(pdf):
    other = "<p style='position: absolute; top: 4pt; left: 10pt; margin: 0'>Over it</p>"
    body = f"<p style='margin: 0'>The first words</p>{other}"
    assert found(pdf(body)) == [("overlap", 1, "'The first words' over 'Over it'")]


def test_boxes_that_overlap_without_their_letters_do_not_count(pdf):
    body = (
        "<p style='margin: 0; line-height: 60pt'>Words</p><p style='position: absolute; top: 44pt; margin: 0'>Other</p>"
    )
    assert found(pdf(body)) == []


def test_text_that_is_cut_off(pdf):
    style = "overflow: hidden; white-space: nowrap; width: 60pt"
    assert found(pdf(f"<p style='{style}'>A campaign with a long name</p>")) == [
        ("clipped", 1, "'A campaign with a long name' is cut off")
    ]


def test_a_line_that_is_cut_in_half(pdf):
    body = "<div style='overflow: hidden; height: 20pt; line-height: 14pt'>One line<br>and half a line</div>"
    assert found(pdf(body)) == [("clipped", 1, "'and half a line' is cut off")]


def test_text_past_the_edge(pdf):
    body = "<p style='white-space: nowrap'>" + "word " * 90 + "</p>"
    assert [(kind, page) for kind, page, _ in found(pdf(body))] == [("outside", 1)]


def test_text_of_a_picture_past_the_picture(pdf):
    body = "<svg width=100 height=40 style='overflow: hidden'><text x=60 y=20>Wholesale</text></svg>"
    assert [(kind, text) for kind, _, text in found(pdf(body))] == [("clipped", "'Wholesale' is cut off")]


@pytest.mark.parametrize(("character", "code"), [("\U00013000", "U+13000"), ("\ue123", "U+E123")])
def test_a_character_without_a_glyph(pdf, character, code):
    assert found(pdf(f"<p>Sign {character} here</p>{WORDS}"))[0][:2] == ("missing glyph", 1)
    assert code in found(pdf(f"<p>Sign {character} here</p>{WORDS}"))[0][2]


def test_other_scripts_that_fonts_have_are_no_fault(pdf):
    assert found(pdf("<p>Žemaitė, Белая мельніца ў лесе, Ελλάδα</p>")) == []


def test_a_page_with_nothing_on_it(pdf):
    assert found(pdf(f"{WORDS}{NEXT}{NEXT}{WORDS}")) == [("empty page", 2, "there is nothing on it")]


def test_a_page_with_only_its_running_head(pdf):
    head = "@page { @top-left { content: 'Client' } @bottom-right { content: counter(page) } }"
    assert found(pdf(f"{WORDS}{NEXT}{NEXT}{WORDS}", head)) == [("empty page", 2, "there is nothing on it")]


def test_a_page_that_was_begun_for_one_line(pdf):
    assert found(pdf(f"{WORDS}{NEXT}<p>One line</p>")) == [("empty page", 2, "filled down to 11% of its height")]


def test_a_slide_with_a_word(pdf):
    assert found(pdf("<p>Word</p>", SLIDE)) == [("empty page", 1, "text and pictures cover 0.1%")]
    assert found(pdf("<h1 style='font-size: 60pt'>A title slide</h1><p>Client, October 2026</p>", SLIDE)) == []


def test_a_heading_alone_at_the_foot(pdf):
    body = f"<div style='height: 420pt'>{WORDS}</div><h2 style='break-after: page'>Channels</h2>{WORDS}"
    assert found(pdf(body)) == [("lone heading", 1, "'Channels' stands alone at the foot")]


def test_a_heading_over_a_chart_is_not_alone(pdf):
    chart = "<svg width=200 height=40 role=img><rect width=180 height=30 fill='#168'/></svg>"
    body = f"<div style='height: 380pt'>{WORDS}</div><h2 style='margin: 0'>Channels</h2>{chart}"
    assert found(pdf(body)) == []


def test_ink_is_where_the_letters_are(pdf):
    (page,) = pages_of(pdf("<p style='margin: 0; line-height: 20pt; font-size: 20pt'>Hx</p>"))
    (text,) = page.texts
    assert (text.text, text.size) == ("Hx", pytest.approx(20, abs=0.01))
    assert text.box.left == pytest.approx(48, abs=1)
    assert text.box.height == pytest.approx(14.6, abs=0.3)
    assert 48 < text.box.top < text.box.bottom < 68
    assert text.tags[-1] == "/Document"
