"""The output `slides`: `slides.html`, one file that holds everything, and `slides.pdf`, both from the same slides.

The HTML needs no script to be read or printed. Its one script, which comes with kpireport and which no theme can replace, shows
slide by slide; the page's policy lets that script run, known by its hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kpireport.document.model import ReportDocument
from kpireport.render.brand_fonts import font_sheet
from kpireport.render.deck.drawings import with_slide_figures
from kpireport.render.deck.view import deck_values
from kpireport.render.environment import render
from kpireport.render.fetcher import Shelf
from kpireport.render.html import STYLES, embedded_sheet, embedded_sheets, refuse_requests
from kpireport.render.interface import RenderContext
from kpireport.render.page import Medium, Paper, Pictures, Screen
from kpireport.render.themes import builtin_folder

TEMPLATE = "deck.html.j2"
SHEETS = ("type.css", "deck.css", "deck-title.css")
PAPER_SHEETS = (*SHEETS, "deck-print.css", "deck-theme.css")
SCREEN_SHEETS = (*SHEETS, "deck-screen.css", "deck-theme.css")
SCRIPT_FILE = "deck.js"
SCRIPT = Markup("<!-- script -->")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src 'sha256-{}'"


@dataclass(frozen=True, slots=True)
class SlidesRenderer:
    """Renders `slides.html` and `slides.pdf`."""

    name: str = "slides"
    files: tuple[str, ...] = ("slides.html", "slides.pdf")

    def render(self, document: ReportDocument, context: RenderContext) -> Mapping[str, bytes]:
        """The slides as a page and as a PDF.

        Raises:
            TemplateError: the theme is wrong, or asks for something from elsewhere.

        """
        context = with_slide_figures(document, context)
        values = deck_values(document, context)
        return {"slides.html": _html(document, context, values), "slides.pdf": _pdf(document, context, values)}


def deck_html(
    document: ReportDocument, context: RenderContext, medium: Medium, values: Mapping[str, object], **more: object
) -> str:
    """The slides as HTML for a medium."""
    pictures = Pictures(context, medium, document.brand.logo)
    given = {"medium": medium.name, "script": "", **more}
    return render(context.engine.sandbox(context.theme), TEMPLATE, {**values, **pictures.functions(), **given})


def _pdf(document: ReportDocument, context: RenderContext, values: Mapping[str, object]) -> bytes:
    engine = context.engine
    head = Markup("<style>{}</style>").format(Markup(context.tokens.css()))  # noqa: S704 - our own colours
    style = engine.style(context.theme, PAPER_SHEETS, context.fonts)
    shelf = Shelf(context.theme, context.figures, context.pictures)
    layout = engine.lay_out(deck_html(document, context, Paper(), values, head=head), shelf, style)
    data, problems = engine.write(layout)
    for problem in problems:
        context.notice(problem)
    return data


def _html(document: ReportDocument, context: RenderContext, values: Mapping[str, object]) -> bytes:
    shelf = Shelf(context.theme, context.figures, context.pictures, context.fonts)
    body = deck_html(document, context, Screen(), values, head=STYLES, script=SCRIPT)
    refuse_requests(body)
    own = embedded_sheet(font_sheet(context.fonts, context.theme), body, shelf)
    sheet = context.tokens.css() + own + embedded_sheets(SCREEN_SHEETS, body, shelf)
    script = (builtin_folder() / "base" / SCRIPT_FILE).read_text(encoding="utf-8")
    known = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(known)}">'
    page = body.replace(STYLES, f"{policy}\n<style>\n{sheet}</style>", 1)
    return page.replace(SCRIPT, f"<script>{script}</script>", 1).encode("utf-8")
