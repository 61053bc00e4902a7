"""Which sections run over their last full page by so little that a tighter setting is worth a second layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

LEAST_FILL = 0.30
"""A section whose last page is filled less than this is worth fitting."""


def sections_running_over(layout: Document, ids: Sequence[str]) -> list[str]:
    """The ids of sections of more than one page whose last page is nearly empty."""
    fills = page_fills(layout, ids)
    return [id_ for id_, pages in fills.items() if len(pages) > 1 and pages[-1] < LEAST_FILL]


def page_fills(layout: Document, ids: Sequence[str]) -> dict[str, list[float]]:
    """How far down each page of a section reaches, as a share of the page's height, by section id."""
    anchors = {f"section-{id_}": id_ for id_ in ids}
    fills: dict[str, list[float]] = {}
    for page in layout.pages:
        box = page._page_box  # noqa: SLF001 - WeasyPrint offers no other way
        for element_id, section in _sections(box):
            if element_id in anchors:
                bottom = section.position_y + section.margin_height()
                fills.setdefault(anchors[element_id], []).append((bottom - box.content_box_y()) / box.height)
    return fills


def _sections(box: Any) -> Iterator[tuple[str, Any]]:
    """The boxes of `section` elements, wherever they stand."""
    element = getattr(box, "element", None)
    if element is not None and getattr(box, "element_tag", "") == "section":
        yield element.get("id", ""), box
        return
    for child in getattr(box, "children", ()):
        yield from _sections(child)
