"""From a document to the HTML of its report: the theme's templates over the document's values, for paper or for screen.

A medium says how an output shows a picture. Paper names it by its address on the shelf, because the PDF engine is a third
faster when its HTML parser does not read drawings; the screen's page holds every picture in itself.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from kpireport.document.model import ReportDocument
from kpireport.render.assets import Picture
from kpireport.render.charts import Drawing
from kpireport.render.environment import render
from kpireport.render.fetcher import asset_url, figure_url
from kpireport.render.flow import NOT_ARRANGED, Arrangement
from kpireport.render.interface import RenderContext
from kpireport.render.view import report_values

TEMPLATE = "report.html.j2"
SHARED_SHEETS = ("type.css", "report.css", "cover.css", "agency.css")
WHITE = "~white"
"""Ending of the id under which a logo's white version is kept, for dark grounds."""


class Medium(Protocol):
    """How an output shows pictures; `name` is `paper` or `screen`."""

    name: str

    def figure(self, key: str, drawing: Drawing, alt: str, scale: float = 1.0) -> Markup:
        """A drawn figure, enlarged; without `alt` it is decoration, which readers of the text pass over."""
        ...

    def address(self, asset: str, picture: Picture) -> str:
        """Where a picture of the client is found: an address on the shelf, or a data URI."""
        ...


class Paper:
    """Pictures by their addresses on the shelf."""

    name = "paper"

    def figure(self, key: str, drawing: Drawing, alt: str, scale: float = 1.0) -> Markup:
        """An image, or a background (which the PDF engine marks as an artifact)."""
        size = f"width: {scale * drawing.width:g}pt; height: {scale * drawing.height:g}pt"
        if alt:
            return Markup('<img src="{}" alt="{}" style="{}">').format(figure_url(key), alt, size)
        style = f"{size}; background: url({figure_url(key)}) no-repeat 0 0 / contain"
        return Markup('<div class="decoration" style="{}"></div>').format(style)

    def address(self, asset: str, picture: Picture) -> str:  # noqa: ARG002 - the shelf has the bytes
        """The address on the shelf."""
        return asset_url(asset)


class Screen:
    """Every picture inside the page."""

    name = "screen"

    def figure(self, key: str, drawing: Drawing, alt: str, scale: float = 1.0) -> Markup:  # noqa: ARG002 - itself placed
        """The drawing as inline SVG, which uses the fonts of the page."""
        text = drawing.svg.decode("utf-8")
        inner = text[text.index(">", text.index("<svg")) + 1 :]
        role = (
            Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('class="decoration" aria-hidden="true"')
        )
        w, h = f"{drawing.width:g}", f"{drawing.height:g}"
        wide, high = f"{scale * drawing.width:g}", f"{scale * drawing.height:g}"
        opening = Markup('<svg {} width="{}pt" height="{}pt" viewBox="0 0 {} {}">').format(role, wide, high, w, h)
        return opening + Markup(inner)  # noqa: S704 - drawn by us, words escaped there

    def address(self, asset: str, picture: Picture) -> str:  # noqa: ARG002 - the picture itself is placed
        """The picture as a data URI."""
        return data_uri(picture.data, picture.media_type)


def data_uri(data: bytes, media_type: str) -> str:
    """Bytes as an address that needs no request."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The functions by which templates show pictures."""

    context: RenderContext
    medium: Medium
    logo: str | None
    agency_logo: str | None = None

    def figure(self, key: str, alt: str, scale: float = 1.0) -> Markup:
        """A figure of the document with its text alternative."""
        return self.medium.figure(key, self.context.figures[key], alt, scale)

    def decoration(self, key: str, scale: float = 1.0) -> Markup:
        """A figure that says nothing which the text beside it does not say."""
        return self.medium.figure(key, self.context.figures[key], "", scale)

    def functions(self) -> dict[str, Callable[..., Markup]]:
        """What templates call, by name."""
        return {
            "figure": self.figure,
            "decoration": self.decoration,
            "picture": self.picture,
            "logo_mark": self.logo_mark,
            "agency_mark": self.agency_mark,
        }

    def picture(self, asset: str, alt: str, width: float) -> Markup:
        """A picture of the client at a width in pt."""
        address = self.medium.address(asset, self.context.pictures[asset])
        return Markup('<img src="{}" alt="{}" style="width: {}pt">').format(address, alt, width)

    def logo_mark(self, height: float, widest: float, *, on_deep: bool = False) -> Markup:
        """The client's logo, fitted into a height and a width in pt; on a dark ground in white, or on a light plate."""
        return self._mark(self.logo, height, widest, on_deep=on_deep)

    def agency_mark(self, height: float, widest: float, *, on_deep: bool = False) -> Markup:
        """The agency's logo in the same way."""
        return self._mark(self.agency_logo, height, widest, on_deep=on_deep)

    def _mark(self, logo: str | None, height: float, widest: float, *, on_deep: bool) -> Markup:
        if logo is None:
            return Markup()
        white = f"{logo}{WHITE}"
        asset = white if on_deep and white in self.context.pictures else logo
        picture = self.context.pictures[asset]
        width = min(widest, height * picture.ratio)
        height = max(0.5, min(height, width / picture.ratio))
        address = self.medium.address(asset, picture)
        style = f"width: {max(0.5, width):.4g}pt; height: {height:.4g}pt; background-image: url({address})"
        mark = Markup('<span class="mark" style="{}"></span>').format(style)
        return Markup('<span class="plate">{}</span>').format(mark) if on_deep and asset != white else mark


def report_html(
    document: ReportDocument,
    context: RenderContext,
    medium: Medium,
    head: Markup,
    arrangement: Arrangement = NOT_ARRANGED,
) -> str:
    """The report as HTML; `head` holds its style sheets, `arrangement` says how sections stand on pages.

    Raises:
        TemplateError: a template is wrong or fails; names its file and line.

    """
    pictures = Pictures(context, medium, document.brand.logo, document.agency.logo if document.agency else None)
    values = report_values(document, context, arrangement)
    balanced = medium.name == "paper"
    functions = {
        "medium": medium.name,
        "head": head,
        "max_width": lambda width: Markup(' style="max-width: {:g}pt"').format(width) if width and balanced else "",
    }
    return render(context.engine.sandbox(context.theme), TEMPLATE, values | pictures.functions() | functions)
