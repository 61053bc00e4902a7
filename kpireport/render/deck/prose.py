"""Text of the agency on slides: its paragraphs, items and headings one by one, so that a long text goes on over slides.

The text is HTML that was made from Markdown without raw HTML. It is taken apart at its outermost elements, and a long paragraph
at a word, with the emphasis or link that is open there closed and opened again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser

from kpireport.render.deck.fitting import Ladder, Rung, line_count
from kpireport.render.deck.geometry import BODY
from kpireport.render.deck.packing import Piece, evenly
from kpireport.render.typography import Typesetter

WIDTH = 700.0
"""The width of text in pt."""
LADDER: Ladder = (Rung(18, 26), Rung(16, 23), Rung(14, 20), Rung(12.5, 18))
"""The first at which the whole text stands on one slide; else it goes on over several at GOES_ON."""
GOES_ON = Rung(14, 20)
QUOTE_LADDER: Ladder = (Rung(24, 34), Rung(20, 29), Rung(17, 25), Rung(14, 20))
BY = 30.0
"""Height of the line that says who wrote it."""
_SPACE = 0.5
"""Above a paragraph, in lines."""
_INDENT = 18.0
_VOID = frozenset({"br", "hr", "img"})
_LISTS = frozenset({"ul", "ol"})
_WHOLE = frozenset({"table", "pre", "hr"})
_SAME_LIST = re.compile(r'</ul><ul>|</ol><ol start="\d+">')


@dataclass(frozen=True, slots=True)
class Part:
    """An outermost element: how it opens and closes, what is between, its plain words, and whether it may be parted."""

    tag: str
    opening: str
    inner: str
    closing: str
    words: str
    rows: int = 1

    @property
    def html(self) -> str:
        """The element."""
        return f"{self.opening}{self.inner}{self.closing}"


class _Parts(HTMLParser):
    """Takes a text apart: outermost elements, and of lists each item as a list of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Part] = []
        self._stack: list[str] = []
        self._lists: list[list[int]] = []
        self._start = ("", "", "")
        self._inner: list[str] = []
        self._words: list[str] = []
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = "<" + tag + "".join(f' {name}="{escape(value or "")}"' for name, value in attrs) + ">"
        if tag in _VOID:
            if self._stack:
                self._inner.append(text)
                self._words.append(" ")
            elif tag == "hr":
                self.found.append(Part("hr", text, "", "", ""))
            return
        depth = len(self._stack)
        self._stack.append(tag)
        if tag in _LISTS and depth == 0:
            self._lists.append([0])
            return
        if depth == 0 or (depth == 1 and self._stack[0] in _LISTS):
            self._begin(tag, text)
        else:
            self._rows += tag in {"tr", "li", "p"}
            self._inner.append(text)
            self._words.append(" " if tag in {"td", "th", "li", "p"} else "")

    def _begin(self, tag: str, text: str) -> None:
        self._inner, self._words, self._rows = [], [], 0
        if self._stack[0] in _LISTS:
            kind = self._stack[0]
            self._lists[-1][0] += 1
            start = f' start="{self._lists[-1][0]}"' if kind == "ol" else ""
            self._start = ("li", f"<{kind}{start}>{text}", f"</{tag}></{kind}>")
        else:
            self._start = (tag, text, f"</{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._stack:
            return
        self._stack.pop()
        depth = len(self._stack)
        if tag in _LISTS and depth == 0:
            self._lists.pop()
        elif depth == 0 or (depth == 1 and self._stack[0] in _LISTS):
            name, opening, closing = self._start
            words = " ".join("".join(self._words).split())
            self.found.append(Part(name, opening, "".join(self._inner), closing, words, max(1, self._rows)))
        else:
            self._inner.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._stack:
            self._inner.append(escape(data, quote=False))
            self._words.append(data)


def parts_of(html: str) -> list[Part]:
    """The outermost elements of a text, each item of a list by itself."""
    parser = _Parts()
    parser.feed(html)
    parser.close()
    return parser.found


def text_pieces(html: str, by: str, type_: Typesetter, *, title: str = "", quote: bool = False) -> list[Piece]:
    """A text as pieces: one where it fits a slide at a size of its ladder, else as many as it takes."""
    parts = parts_of(html)
    room = BODY - (BY if by else 0.0) - (26.0 if title else 0.0)
    ladder = QUOTE_LADDER if quote else LADDER
    for rung in ladder:
        height = sum(_height(part, rung, type_, quote=quote) for part in parts)
        if height <= room:
            return [_piece(parts, rung, height, by, title, quote=quote)]
    rung = GOES_ON
    short = [piece for part in parts for piece in _parted(part, rung, room, type_)]
    groups = evenly(short, lambda some: sum(_height(part, rung, type_, quote=quote) for part in some), room)
    return [
        replace(
            _piece(
                group,
                rung,
                sum(_height(p, rung, type_, quote=quote) for p in group),
                by if last else "",
                title,
                quote=quote,
            ),
            starts=number > 0,
        )
        for number, group in enumerate(groups)
        for last in [number == len(groups) - 1]
    ]


def _piece(parts: Sequence[Part], rung: Rung, height: float, by: str, title: str, *, quote: bool) -> Piece:
    values = {
        "html": _joined(parts),
        "by": by,
        "quote": quote,
        "style": f"font-size: {rung.size:g}pt; line-height: {rung.leading:g}pt; max-width: {WIDTH:g}pt",
    }
    return Piece("text", values, height + (BY if by else 0.0), title, 22.0 if title else 0.0)


def _joined(parts: Sequence[Part]) -> str:
    """The elements again, neighbouring items of one list in one list."""
    return _SAME_LIST.sub("", "".join(part.html for part in parts))


def _height(part: Part, rung: Rung, type_: Typesetter, *, quote: bool) -> float:
    """About how high an element is; never less than it will be."""
    indent = _INDENT if part.tag in {"li", "blockquote"} else 0.0
    role = "section" if quote else "strong" if part.tag.startswith("h") or "<strong" in part.inner else "text"
    lines: float = line_count(type_, role, part.words, rung.size, WIDTH - indent - 16.0 * quote) + part.inner.count(
        "<br"
    )
    if part.rows > 1 or part.tag in _WHOLE:
        lines = max(lines, part.rows) + part.rows * 0.5
    return rung.leading * (lines + (0.25 if part.tag == "li" else _SPACE))


def _parted(part: Part, rung: Rung, room: float, type_: Typesetter) -> Iterator[Part]:
    """An element in parts that fit a slide, cut at words."""
    while part.tag not in _WHOLE and _height(part, rung, type_, quote=False) > room:
        share = room / _height(part, rung, type_, quote=False)
        first, part = _cut(part, int(len(part.words) * share * 0.92))
        yield first
        if not part.words:
            return
    yield part


class _Cutter(HTMLParser):
    """Finds where so many characters of words have passed, and what is open there."""

    def __init__(self, count: int) -> None:
        super().__init__(convert_charrefs=True)
        self.left, self.open = count, list[str]()
        self.before, self.after = list[str](), list[str]()
        self.done = False

    def _put(self, text: str) -> None:
        (self.after if self.done else self.before).append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = "<" + tag + "".join(f' {name}="{escape(value or "")}"' for name, value in attrs) + ">"
        self._put(text)
        if not self.done and tag not in _VOID:
            self.open.append(text)

    def handle_endtag(self, tag: str) -> None:
        self._put(f"</{tag}>")
        if not self.done and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.done or len(data) < self.left:
            self._put(escape(data, quote=False))
            self.left -= len(data)
            return
        at = data.rfind(" ", 0, max(1, self.left)) if " " in data[: max(1, self.left)] else self.left
        self._put(escape(data[:at], quote=False))
        closing = "".join(f"</{text[1:-1].split(' ')[0]}>" for text in reversed(self.open))
        self.before.append(closing)
        self.done = True
        self._put("".join(self.open) + escape(data[at:].lstrip(), quote=False))


def _cut(part: Part, count: int) -> tuple[Part, Part]:
    """An element in two at a word after about so many characters."""
    cutter = _Cutter(max(1, count))
    cutter.feed(part.inner)
    cutter.close()
    first, second = "".join(cutter.before), "".join(cutter.after)
    return replace(part, inner=first, words=_plain(first)), replace(part, inner=second, words=_plain(second))


def _plain(html: str) -> str:
    return " ".join(part.words for part in parts_of(f"<p>{html}</p>"))
