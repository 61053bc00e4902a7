"""The output `pdf`: the report on A4 by WeasyPrint, tagged (PDF/UA-1), with bookmarks and embedded fonts.

A document is laid out once; a second time only when it leaves a page nearly empty, and a tighter setting or other sections
on one page save it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kpireport.document.model import ReportDocument
from kpireport.errors import Problem
from kpireport.render.engine import collect_layouts
from kpireport.render.fetcher import Shelf
from kpireport.render.fitting import emptiness, rearrange
from kpireport.render.flow import arrange
from kpireport.render.interface import RenderContext
from kpireport.render.page import SHARED_SHEETS, Paper, report_html

SHEETS = (*SHARED_SHEETS, "print.css", "theme.css")


@dataclass(frozen=True, slots=True)
class PdfRenderer:
    """Renders `report.pdf`."""

    name: str = "pdf"

    def render(self, document: ReportDocument, context: RenderContext) -> Mapping[str, bytes]:
        """The report as one PDF.

        Raises:
            TemplateError: the theme is wrong, or asks for something that may not be loaded.

        """
        data, problems = _drawn(document, context)
        collect_layouts()
        for problem in problems:
            context.notice(problem)
        return {"report.pdf": data}


def _drawn(document: ReportDocument, context: RenderContext) -> tuple[bytes, list[Problem]]:
    """The PDF of a document, and what the engine complained of; its layout is given up on return."""
    engine = context.engine
    style = engine.style(context.theme, SHEETS, context.fonts)
    shelf = Shelf(context.theme, context.figures, context.pictures)
    head = Markup("<style>{}</style>").format(Markup(context.tokens.css()))  # noqa: S704 - our own colours
    sections, drawn = document.sections, (context.figures, context.pictures)
    first = arrange(sections, *drawn)
    layout = engine.lay_out(report_html(document, context, Paper(), head, first), shelf, style)
    better = rearrange(layout.pages, sections, *drawn, first)
    if better != first:
        second = engine.lay_out(report_html(document, context, Paper(), head, better), shelf, style)
        if emptiness(second.pages, sections, better) < emptiness(layout.pages, sections, first):
            layout = second
    return engine.write(layout)
