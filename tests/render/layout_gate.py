"""What a reader would see first if it were wrong: text over text, text past the edge, nearly empty pages, a lone heading at the foot.

Works on the text boxes of a WeasyPrint layout, so it knows where every line stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

LEAST_FILL = 0.16
"""A page of a section that is filled less than this should not have been started."""
INK = 0.24
"""Share of a line box above and below its letters."""
PX = 4 / 3
HEADINGS = frozenset({"h2", "h3", "h4"})


@dataclass(frozen=True)
class Line:
    """One text box: its letters' rectangle in CSS pixels, its words, the heading it belongs to, and whether it is in a margin."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    heading: str | None
    margin: bool


def layout_problems(layout: Document, *, least_fill: float = LEAST_FILL) -> list[str]:
    """Everything that is wrong with where text stands in a report, one line a problem."""
    return [
        problem
        for number, page in enumerate(layout.pages, 1)
        for problem in _page_problems(number, page._page_box, least_fill)
    ]


def lines_of(layout: Document) -> list[list[Line]]:
    """The lines of text of every page."""
    return [list(_lines(page._page_box)) for page in layout.pages]


def _page_problems(number: int, box: Any, least_fill: float) -> Iterator[str]:
    lines = list(_lines(box))
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    body = [line for line in lines if not line.margin]
    for line in body:
        if line.right > right + 1 or line.left < left - 1:
            yield f"page {number}: past the edge: {line.text[:40]!r}"
        if line.bottom > bottom + 1:
            yield f"page {number}: below the page: {line.text[:40]!r}"
    for i, a in enumerate(lines):
        for b in lines[i + 1 :]:
            if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1:
                yield f"page {number}: {a.text[:30]!r} over {b.text[:30]!r}"
    if number == 1:
        return
    lowest = max([line.bottom for line in body] + [_picture_bottom(box)], default=0.0)
    if (lowest - top) / box.height < least_fill:
        yield f"page {number}: only {(lowest - top) / box.height:.0%} filled"
    last = max(body, key=lambda line: line.bottom, default=None)
    if last and last.heading and last.bottom > top + 0.6 * box.height and _picture_bottom(box) < last.bottom:
        yield f"page {number}: a heading alone at the foot: {last.text[:40]!r}"


def _lines(box: Any, heading: str | None = None, *, margin: bool = False) -> Iterator[Line]:
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    margin = margin or isinstance(box, boxes.MarginBox)
    tag = getattr(box, "element_tag", None)
    heading = tag if tag in HEADINGS else heading
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            pad = box.height * INK
            x, y = box.position_x, box.position_y
            yield Line(x, y + pad, x + box.width, y + box.height - pad, box.text.strip(), heading, margin)
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child, heading, margin=margin)


def _picture_bottom(box: Any) -> float:
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    if isinstance(box, boxes.MarginBox):
        return 0.0
    own = box.position_y + box.height if isinstance(box, boxes.ReplacedBox) else 0.0
    return max([own, *(_picture_bottom(child) for child in getattr(box, "children", ()))])
