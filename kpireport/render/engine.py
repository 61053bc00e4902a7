"""What the documents of one run share: compiled templates, parsed style sheets and loaded fonts, by theme.

Nothing of one document stays in it: neither text, nor a picture, nor a colour.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kpireport.errors import Problem, TemplateError
from kpireport.render.artifacts import mark_margins_as_artifacts
from kpireport.render.brand_fonts import NONE, BrandFonts, font_sheet
from kpireport.render.environment import Sandbox
from kpireport.render.fetcher import HOST, Shelf, url_fetcher
from kpireport.render.printing import pdf_engine
from kpireport.render.svg_text import lay_out_svg_text_whole
from kpireport.render.white_label import name_no_software

if TYPE_CHECKING:
    import pydyf
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

    from kpireport.render.themes import ThemeFiles

VARIANT = "pdf/ua-1"
NO_GLYPH = ".notdef glyph rendered"
"""How WeasyPrint begins to say that no font has a character; the character is the first thing that it names."""
NAMED_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Style:
    """Parsed style sheets, the fonts that they load, and what the PDF engine complained of in them."""

    sheets: tuple[CSS, ...]
    fonts: FontConfiguration
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document laid out on pages; `problems` is what the PDF engine complained of, `refused` what it was not given."""

    pages: Document
    problems: list[Problem]
    refused: list[TemplateError]


@dataclass(slots=True)
class RenderEngine:
    """Held by a run for all its documents. One engine serves one thread at a time."""

    _sandboxes: dict[tuple[Path, ...], Sandbox] = field(default_factory=dict)
    _styles: dict[tuple[tuple[Path, ...], tuple[str, ...]], Style] = field(default_factory=dict)

    def sandbox(self, theme: ThemeFiles) -> Sandbox:
        """The environment of a theme's templates, which compiles each of them once."""
        if theme.folders not in self._sandboxes:
            self._sandboxes[theme.folders] = Sandbox(theme)
        return self._sandboxes[theme.folders]

    def style(self, theme: ThemeFiles, names: Sequence[str], fonts: BrandFonts = NONE) -> Style:
        """The parsed style sheets of a theme; those that load a client's own fonts are made anew and not kept.

        Raises:
            TemplateError: a style sheet asks for something that is not in the theme.
            EnvironmentProblem: the PDF engine does not load on this machine.

        """
        if fonts:
            return _load_style(theme, names, fonts)
        key = theme.folders, tuple(names)
        if key not in self._styles:
            self._styles[key] = _load_style(theme, names)
        return self._styles[key]

    def lay_out(self, html: str, shelf: Shelf, style: Style) -> Layout:
        """The layout of a page.

        Raises:
            TemplateError: the page asks for something that may not be loaded.

        """
        refused: list[TemplateError] = []
        with listening() as problems, collector_paused():
            page = pdf_engine().HTML(string=html, base_url=HOST, url_fetcher=url_fetcher(shelf, refused))
            pages = page.render(font_config=style.fonts, stylesheets=style.sheets, pdf_variant=VARIANT)
        _stop_at(refused)
        return Layout(pages, [*style.problems, *problems], refused)

    def write(self, layout: Layout) -> tuple[bytes, list[Problem]]:
        """The PDF of a layout, tagged, and all that the PDF engine complained of; the same layout gives the same bytes.

        Raises:
            TemplateError: a picture in it asks for something that may not be loaded.

        """
        lay_out_svg_text_whole()
        with listening() as problems, collector_paused():
            data = layout.pages.write_pdf(finisher=_finish, pdf_variant=VARIANT)
        _stop_at(layout.refused)
        return data, [*layout.problems, *problems]


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    mark_margins_as_artifacts(document, pdf)
    name_no_software(pdf)


def _stop_at(refused: Sequence[TemplateError]) -> None:
    if refused:
        raise refused[0]


def _load_style(theme: ThemeFiles, names: Sequence[str], own: BrandFonts = NONE) -> Style:
    parse = pdf_engine().CSS
    from weasyprint.text.fonts import FontConfiguration

    refused: list[TemplateError] = []
    fonts, fetcher = FontConfiguration(), url_fetcher(Shelf(theme, fonts=own), refused)
    texts = [*(theme.text(name) for name in names), font_sheet(own, theme)]
    with listening() as problems:
        sheets = tuple(parse(string=text, base_url=HOST, url_fetcher=fetcher, font_config=fonts) for text in texts)
    _stop_at(refused)
    return Style(sheets, fonts, tuple(problems))


@contextmanager
def listening() -> Iterator[list[Problem]]:
    """Collect what WeasyPrint logs in this thread: each line is a problem of the page, not noise.

    Characters that no font has are one problem, however often they stand on the pages.
    """
    problems: list[Problem] = []
    lacking: dict[str, None] = {}
    thread = threading.get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread != thread:
                return
            if str(record.msg).startswith(NO_GLYPH) and isinstance(record.args, tuple):
                lacking[str(record.args[0])] = None
            else:
                problems.append(Problem(record.getMessage(), severity="warning"))

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield problems
    finally:
        logger.removeHandler(listener)
        if lacking:
            problems.append(_no_glyph(lacking))


def _no_glyph(characters: Iterable[str]) -> Problem:
    names = [f"U+{ord(character):04X}" for character in characters]
    shown = ", ".join(names[:NAMED_CHARACTERS]) + (" ..." if len(names) > NAMED_CHARACTERS else "")
    message = (
        f"no font has {'the character' if len(names) == 1 else f'{len(names)} characters'} {shown}: the PDF shows boxes"
    )
    return Problem(message, hint="install a font that has them, or leave them out of the data", severity="warning")


def collect_layouts() -> None:
    """Free the layouts that are done with: boxes name each other, and would weigh on whatever runs next."""
    gc.collect(1)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: a layout is one large tree that lives to its end, and looking through it takes time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
