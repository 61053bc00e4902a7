"""The output `html`: the report as one file that holds its styles, fonts and pictures, and makes no request.

It needs no script. A Content-Security-Policy in its head forbids browsers to load anything from elsewhere, and what a
theme or text asks for from elsewhere is an error before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup

from kpireport.document.model import ReportDocument
from kpireport.errors import Place, TemplateError
from kpireport.render.brand_fonts import font_sheet
from kpireport.render.fetcher import Shelf
from kpireport.render.fonts import subset
from kpireport.render.interface import RenderContext
from kpireport.render.page import SHARED_SHEETS, Screen, data_uri, report_html

SHEETS = (*SHARED_SHEETS, "screen.css", "theme.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
STYLES = Markup("<!-- styles -->")

_URL = re.compile(r"""url\(\s*(['"]?)(.*?)\1\s*\)""")
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_IMPORT = re.compile(r"@import\b[^;]*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class HtmlRenderer:
    """Renders `report.html`."""

    name: str = "html"

    def render(self, document: ReportDocument, context: RenderContext) -> Mapping[str, bytes]:
        """The report as one self-contained page.

        Raises:
            TemplateError: the theme is wrong, or asks for something from elsewhere.

        """
        shelf = Shelf(context.theme, context.figures, context.pictures, context.fonts)
        body = report_html(document, context, Screen(), STYLES)
        refuse_requests(body)
        own = embedded_sheet(font_sheet(context.fonts, context.theme), body, shelf)
        sheet = context.tokens.css() + own + embedded_sheets(SHEETS, body, shelf)
        policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        return {"report.html": body.replace(STYLES, f"{policy}\n<style>\n{sheet}</style>", 1).encode("utf-8")}


def embedded_sheets(names: Iterable[str], body: str, shelf: Shelf) -> str:
    """Style sheets of the theme that make no request, for a page of which `body` is what can be read.

    Raises:
        TemplateError: one of them asks for something from elsewhere.

    """
    return "".join(_sheet(name, body, shelf) for name in names)


def _sheet(name: str, body: str, shelf: Shelf) -> str:
    """A style sheet of the theme with everything that it loads inside it, and only the fonts that the page needs."""
    text = _COMMENT.sub("", shelf.theme.text(name))
    file = shelf.theme.find(name)
    place = Place(str(file)) if file else None
    if found := _IMPORT.search(text):
        raise TemplateError(f"{found[0]} cannot be followed", place=place, hint="write the rules into theme.css")
    return embedded_sheet(text, body, shelf)


def embedded_sheet(text: str, body: str, shelf: Shelf) -> str:
    """A style sheet with everything that it loads inside it, and only the fonts and letters that the page needs."""
    characters = {c for c in set(body) if c.isprintable()} | {"•", "\u00a0"}
    text = _FONT_FACE.sub(lambda face: _font_face(face[0], body, characters, shelf), text)

    def embed(match: re.Match[str]) -> str:
        if match[2].startswith(("data:", "#")):
            return match[0]
        return f"url({data_uri(*shelf.read(match[2]))})"

    return _SPACE.sub(" ", _URL.sub(embed, text)).replace("} ", "}\n")


def _font_face(rule: str, body: str, characters: set[str], shelf: Shelf) -> str:
    """A font-face with its font as a subset inside; an italic one only where the page has emphasis."""
    if "italic" in rule and "<em" not in body:
        return ""

    def embed(match: re.Match[str]) -> str:
        if match[2].startswith("data:"):
            return match[0]
        data, media_type = shelf.read(match[2])
        if media_type in {"font/ttf", "font/otf"}:
            return f'url({data_uri(subset(data, characters), "font/woff")}) format("woff")'
        return f"url({data_uri(data, media_type)})"

    return _URL.sub(embed, rule)


# ---------------------------------------------------------------- nothing from elsewhere


def refuse_requests(html: str) -> None:
    """Refuse a page that would load anything when it is opened.

    Raises:
        TemplateError: names the element and the address.

    """
    if _SUSPECT.search(html):
        _Requests().feed(html)


_SUSPECT = re.compile(
    r"""<(?:script|iframe|frame|object|embed|base|applet|portal|link)\b
      | (?:src|srcset|poster|data|background|action|formaction|ping|manifest|href)\s*=\s*(?!"data:|"\#)
      | [\s"'/]on[a-z]+\s*=
      | http-equiv | javascript: | url\( | @import""",
    re.IGNORECASE | re.VERBOSE,
)
"""What every request needs somewhere in the page; a page without it is not walked element by element, which takes longer."""
_LOADS = frozenset({"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest"})
_ACTIVE = frozenset({"script", "iframe", "frame", "object", "embed", "base", "applet", "portal", "link"})
_DRAWN = frozenset({"image", "use", "feimage", "pattern", "lineargradient", "radialgradient"})


class _Requests(HTMLParser):
    """Walks a page and stops at whatever would make a request or run."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = {name.rsplit(":", 1)[-1]: (value or "").strip() for name, value in attrs}
        address = values.get("href", "")
        if tag in _ACTIVE:
            named = f"<{tag}> {address}".strip()
            raise TemplateError(
                f"a report may not hold {named}", hint="it is read without scripts and without a network"
            )
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            _refuse("meta refresh", values.get("content", ""))
        if address.lower().startswith("javascript:") or (
            tag in _DRAWN and not address.startswith(("#", "data:")) and address
        ):
            _refuse(tag, address)
        for name, value in values.items():
            if name.startswith("on"):
                raise TemplateError(f"<{tag} {name}> would run a script", hint="a report is read without scripts")
            if name in _LOADS and not value.startswith("data:"):
                _refuse(tag, value)
        _check_style(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        """Look at a style sheet; anywhere else, the notation of an address is only text."""
        if self.cdata_elem == "style":
            _check_style(data)


def _check_style(text: str) -> None:
    for match in _URL.finditer(text):
        if not match[2].startswith(("data:", "#")):
            _refuse("style", match[2])


def _refuse(tag: str, address: str) -> None:
    raise TemplateError(
        f"<{tag}> would load {address!r} when the report is opened",
        hint="only files of the theme and pictures of the client may be shown, through figure() and picture()",
    )
