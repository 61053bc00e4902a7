"""Text in SVG: laid out as a whole, and the reason why that has to be asked for."""

from __future__ import annotations

import re

import pytest
import weasyprint
from weasyprint import svg as engine

from kpireport.render.svg_text import lay_out_svg_text_whole

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="20" {}>{}</text></svg>'


def shown(text: str, attributes: str = 'x="5"') -> int:
    """How many times the PDF begins to show text."""
    page = weasyprint.HTML(string=SVG.format(attributes, text)).write_pdf(uncompressed_pdf=True)
    return len(re.findall(rb"\]\s*TJ|\)\s*Tj|>\s*Tj", page))


@pytest.fixture
def as_weasyprint_does(monkeypatch):
    lay_out_svg_text_whole()
    by_letter = engine.text.__wrapped__
    tags = {tag: by_letter if draw is engine.text else draw for tag, draw in engine.TAGS.items()}
    monkeypatch.setattr(engine, "TAGS", tags)
    monkeypatch.setattr(engine, "text", by_letter)


def test_a_text_is_shown_at_once():
    lay_out_svg_text_whole()
    lay_out_svg_text_whole()
    assert shown("Revenue") == 1
    assert shown("حملة") == 1
    assert shown("Revenue", 'x="100" text-anchor="middle"') == 1


def test_letters_that_have_places_of_their_own_keep_them():
    lay_out_svg_text_whole()
    assert shown("abc", 'x="5 25 60"') == 3
    assert shown("abc", 'x="5" letter-spacing="4"') == 3


@pytest.mark.usefixtures("as_weasyprint_does")
def test_weasyprint_still_shows_letter_by_letter():
    """When this fails, WeasyPrint lays out whole texts itself: remove `kpireport.render.svg_text`."""
    assert shown("Revenue") == 7
