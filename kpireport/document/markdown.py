"""Markdown of the agency to HTML that is safe to place as it is.

No raw HTML, no pictures, no scripts; links only to http, https and mail addresses. Nothing in the result makes a request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kpireport.errors import Place, TemplateError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
HEADING_SHIFT = 2
"""A text stands inside a section, whose headline is h2: its own '#' is h3."""


def to_html(text: str, *, place: Place | None = None) -> str:
    """HTML of a Markdown text: headings begin at h3, unsafe links keep only their words; a picture is a TemplateError."""
    parser = _parser()
    tokens = list(_safe(parser.parse(text), place))
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html.strip()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda _: True  # type: ignore[assignment]  # `_safe` decides, and keeps the words
    return parser


def _safe(tokens: Sequence[Token], place: Place | None) -> Iterator[Token]:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1:]) + HEADING_SHIFT)}"
        if token.children:
            token.children = list(_safe_inline(token.children, place))
        yield token


def _safe_inline(tokens: Sequence[Token], place: Place | None) -> Iterator[Token]:
    kept: list[bool] = []
    for token in tokens:
        if token.type == "image":
            raise TemplateError(
                "a text may not hold a picture",
                place=place,
                hint="use an image block: {type: image, path: ..., alt: ...}",
            )
        if token.type == "link_open":
            kept.append(is_safe_link(str(token.attrGet("href") or "")))
            token.attrSet("rel", "noopener noreferrer")
        if token.type.startswith("link_") and not (kept[-1] if token.type == "link_open" else kept.pop()):
            continue
        yield token


def is_safe_link(url: str) -> bool:
    """Whether a link may leave the page: an absolute web address or a mail address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in SAFE_SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")
