"""What a page may load: the files of its theme, the client's pictures and the drawn figures, and nothing else.

They live under addresses of a host that cannot exist, so a relative address in a style sheet or template finds the
theme's own files, and everything else is refused before anything opens it::

    https://report.invalid/fonts/SourceSans3-Regular.ttf     a file of the theme
    https://report.invalid/~figure/chart%2Frevenue           a figure
    https://report.invalid/~asset/logo                       a picture of the client
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from kpireport.errors import TemplateError

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

    from kpireport.render.assets import Picture
    from kpireport.render.brand_fonts import BrandFonts
    from kpireport.render.charts import Drawing
    from kpireport.render.themes import ThemeFiles

HOST = "https://report.invalid/"
_MEDIA_TYPES = {
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
_HINT = "put the file into the theme's folder and name it from there; a page loads nothing from elsewhere"


def figure_url(key: str) -> str:
    """The address of a figure."""
    return f"{HOST}~figure/{quote(key, safe='')}"


def asset_url(asset: str) -> str:
    """The address of a picture of the client."""
    return f"{HOST}~asset/{quote(asset, safe='')}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that one document may load."""

    theme: ThemeFiles
    figures: Mapping[str, Drawing] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    fonts: BrandFonts = field(default_factory=dict)

    def read(self, url: str) -> tuple[bytes, str]:
        """The bytes and media type at an address, which may be relative to the theme.

        Raises:
            TemplateError: it is none of ours, or there is no such file; names the address.

        """
        full = urljoin(HOST, url)
        if not full.startswith(HOST):
            raise TemplateError(f"{url!r} may not be loaded", hint=_HINT)
        path = unquote(urlsplit(full).path).lstrip("/")
        kind, _, key = path.partition("/")
        if kind == "~figure" and key in self.figures:
            return self.figures[key].svg, "image/svg+xml"
        if kind == "~asset" and key in self.pictures:
            return self.pictures[key].data, self.pictures[key].media_type
        if kind == "~font" and key in self.fonts:
            return self.fonts[key].data, self.fonts[key].media_type
        file = self.theme.find(path)
        if file is None:
            raise TemplateError(f"{url!r} is not in the theme", hint=_HINT)
        guessed = _MEDIA_TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        return file.read_bytes(), guessed or "application/octet-stream"


def url_fetcher(shelf: Shelf, refused: list[TemplateError]) -> URLFetcher:
    """The shelf as WeasyPrint's fetcher; what it refuses is also put into `refused`, because WeasyPrint only logs it."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ShelfFetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            """Without the handlers of its parent: it cannot open anything."""
            self._fail_on_errors = False

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
            try:
                data, media_type = shelf.read(url)
            except TemplateError as error:
                refused.append(error)
                raise
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return ShelfFetcher()
