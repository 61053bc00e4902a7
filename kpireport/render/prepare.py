"""Everything that renderers of one document share, made once: its theme, colours, language, figures and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kpireport.document.model import ReportDocument
from kpireport.errors import Problem
from kpireport.language.language import Language
from kpireport.render.assets import Picture, read_pictures, whitened
from kpireport.render.brand_fonts import read_brand_fonts
from kpireport.render.engine import RenderEngine
from kpireport.render.figures import draw_figures
from kpireport.render.interface import RenderContext, Theme
from kpireport.render.page import WHITE
from kpireport.render.themes import theme_files
from kpireport.render.tokens import derive


def prepare(
    document: ReportDocument,
    themes: Mapping[str, Theme],
    *,
    language: Language | None = None,
    engine: RenderEngine | None = None,
    notice: Callable[[Problem], None] = lambda _: None,
) -> RenderContext:
    """The context in which a document is rendered.

    Args:
        document: what is rendered; its theme is looked up by name.
        themes: the registered themes by name.
        language: the report's language, where the caller has it already.
        engine: what the documents of the run share; a new one without.
        notice: takes what is not fatal but should be mended, as what the PDF engine logs.

    Raises:
        UnknownNameError: the theme, or one that it extends, is not registered.
        DataError: a picture or font of the client is missing, or is none.
        TemplateError: the theme is wrong.

    """
    theme = theme_files(document.theme, themes)
    tokens = derive(document.brand.color)
    language = language or Language.of(document.client.locale)
    pictures = dict(read_pictures(document.assets))
    fonts = read_brand_fonts(document.brand, {asset.id: asset for asset in document.assets})
    return RenderContext(
        theme=theme,
        tokens=tokens,
        language=language,
        figures=draw_figures(document, tokens, language, fonts),
        pictures=pictures | _white_logos(document, pictures),
        engine=engine or RenderEngine(),
        fonts=fonts,
        notice=notice,
    )


def _white_logos(document: ReportDocument, pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    logos = (document.brand.logo, document.agency.logo if document.agency else None)
    return {f"{logo}{WHITE}": white for logo in logos if logo and (white := whitened(pictures[logo]))}
