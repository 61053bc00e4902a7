"""The built-in renderers and themes, registered through the same hooks that plugins use."""

from __future__ import annotations

from collections.abc import Sequence

from kpireport.host import hookimpl
from kpireport.render.deck.renderer import SlidesRenderer
from kpireport.render.html import HtmlRenderer
from kpireport.render.interface import Renderer, Theme
from kpireport.render.pdf import PdfRenderer
from kpireport.render.themes import builtin_themes

kpireport_api = 1


@hookimpl
def kpireport_register_renderers() -> Sequence[Renderer]:
    """`html`, `pdf` and `slides`."""
    return [HtmlRenderer(), PdfRenderer(), SlidesRenderer()]


@hookimpl
def kpireport_register_themes() -> Sequence[Theme]:
    """The themes in `templates/`."""
    return builtin_themes()
