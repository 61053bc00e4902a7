"""Which sections run over their last full page, so that a tighter setting or another order of pages saves an empty one.

Most of that is known by estimated heights before anything is laid out (flow.py). What the layout then shows to have been
missed takes a second one, which costs as much as the first; so it is made only where a page is left nearly empty, and is
taken only where it is better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpireport.document.model import Section
from kpireport.render.flow import Arrangement, Seen, arrange, saving

if TYPE_CHECKING:
    from weasyprint import Document

    from kpireport.render.assets import Picture
    from kpireport.render.charts import Drawing

LEAST_FILL = 0.30
"""A section whose last page is filled less than this is worth fitting."""
SWALLOWED = 22.0
"""Space above a block, in pt, that goes where the block begins a page (`.fighead` in report.css)."""
PX = 4 / 3
"""CSS pixels in a point."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where on a page a section begins and how far down it reaches, and the height of the page's text, all in pt."""

    top: float
    bottom: float
    height: float


def rearrange(
    layout: Document,
    sections: Sequence[Section],
    figures: Mapping[str, Drawing],
    pictures: Mapping[str, Picture],
    first: Arrangement,
) -> Arrangement:
    """A better arrangement than the first, by the heights that its layout shows; the first where no page is nearly empty."""
    extents = _by_section(page_extents(layout), sections)
    if not _poor_pages(extents, sections, first):
        return first
    missed = {section.id for section in sections if _worth_it(extents.get(section.id, []), section)} - first.tight
    seen = {
        section.id: _seen(
            extents[section.id], saving(section) if section.id in missed else 0.0, section.id in first.tight
        )
        for section in sections
        if extents[section.id]
    }
    better = arrange(sections, figures, pictures, seen=seen)
    return Arrangement(better.following, first.tight | better.tight | missed)


def emptiness(layout: Document, sections: Sequence[Section], arrangement: Arrangement) -> tuple[int, int]:
    """How wasteful a layout is, to compare it with another: its pages, and how many of them are nearly empty."""
    extents = _by_section(page_extents(layout), sections)
    return len(layout.pages), _poor_pages(extents, sections, arrangement)


def _by_section(extents: Mapping[str, list[Extent]], sections: Sequence[Section]) -> dict[str, list[Extent]]:
    return {section.id: extents.get(f"section-{section.id}", []) for section in sections}


def _poor_pages(extents: Mapping[str, list[Extent]], sections: Sequence[Section], arrangement: Arrangement) -> int:
    """How many sections leave a nearly empty page behind, onto which none follows."""
    shared = [section.id in arrangement.following for section in sections[1:]] + [False]
    last = [extents[section.id][-1:] for section in sections]
    return sum(
        not followed and any(page.bottom < LEAST_FILL * page.height for page in pages)
        for followed, pages in zip(shared, last, strict=True)
    )


def _seen(pages: Sequence[Extent], saved: float, tight: bool) -> Seen:
    """A section as it was laid out, less what a tighter setting will save; space left by page breaks is not its height."""
    height = sum(page.bottom - page.top for page in pages) - saved
    foot = pages[-2].height if saved else pages[-1].bottom
    return Seen(height, pages[0].top, foot, tight or saved > 0)


def _worth_it(pages: Sequence[Extent], section: Section) -> bool:
    if len(pages) < 2 or pages[-1].bottom >= LEAST_FILL * pages[-1].height:
        return False
    room = pages[-2].height - pages[-2].bottom
    return pages[-1].bottom + SWALLOWED - room <= saving(section)


def page_extents(layout: Document) -> dict[str, list[Extent]]:
    """The extent of each section on each of its pages, by the id of its element."""
    extents: dict[str, list[Extent]] = {}
    for page in layout.pages:
        box = page._page_box  # noqa: SLF001 - WeasyPrint offers no other way to see what stands where
        for name, section in _sections(box):
            top, bottom = section.content_box_y(), max(_bottoms(section), default=section.content_box_y())
            start = box.content_box_y()
            extents.setdefault(name, []).append(Extent((top - start) / PX, (bottom - start) / PX, box.height / PX))
    return extents


def _sections(box: Any) -> Iterator[tuple[str, Any]]:
    """The boxes of `section` elements, wherever they stand."""
    if getattr(box, "element_tag", "") == "section" and box.element is not None:
        yield box.element.get("id", ""), box
        return
    for child in getattr(box, "children", ()):
        yield from _sections(child)


def _bottoms(box: Any) -> Iterator[float]:
    """Lower edges of all that is drawn in a box; the box itself is stretched to the page's end where it goes on."""
    children = getattr(box, "children", ())
    if not children or getattr(box, "element_tag", "") == "tr":
        yield box.position_y + box.margin_height()
    else:
        for child in children:
            yield from _bottoms(child)
