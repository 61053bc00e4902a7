"""Which sections run over their last full page by so little that a tighter setting brings them back.

Most of them are known by their estimated heights before anything is laid out. What the layout then shows to have been
missed takes a second one, which costs as much as the first; so it is made only where it will help: the lines that run over,
less the room left on the page before, must be no more than the tighter setting (`.tight` in print.css) saves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpireport.document.model import (
    AppendixBlock,
    Block,
    ChartBlock,
    CommentaryBlock,
    DataNotesBlock,
    KpiBlock,
    MultiplesBlock,
    NextStepsBlock,
    PageBreak,
    Section,
    TableBlock,
    TakeawaysBlock,
    TextBlock,
)
from kpireport.render.figures import card_columns
from kpireport.render.flow import PAGE, section_height

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
    """How far down a page a section reaches, and the height of the page's text, both in pt."""

    bottom: float
    height: float


def expected_to_run_over(
    sections: Sequence[Section], figures: Mapping[str, Drawing], pictures: Mapping[str, Picture]
) -> set[str]:
    """The ids of sections whose estimated height is more than a page, by no more than a tighter setting saves."""
    return {
        section.id
        for section in sections
        if PAGE < section_height(section, figures, pictures) <= PAGE + saving(section)
        and not any(isinstance(block, PageBreak) for block in section.blocks)
    }


def sections_to_tighten(layout: Document, sections: Sequence[Section]) -> set[str]:
    """The ids of sections whose nearly empty last page a tighter setting saves."""
    extents = page_extents(layout)
    return {section.id for section in sections if _worth_it(extents.get(f"section-{section.id}", []), section)}


def _worth_it(pages: Sequence[Extent], section: Section) -> bool:
    if len(pages) < 2 or pages[-1].bottom >= LEAST_FILL * pages[-1].height:
        return False
    room = pages[-2].height - pages[-2].bottom
    return pages[-1].bottom + SWALLOWED - room <= saving(section)


def saving(section: Section) -> float:
    """About how many points of height the tighter setting saves in a section."""
    head = 2.0 + (4.0 + len(section.lead) / 46 if section.lead else 0.0)
    return head + sum(_saving(block) for block in section.blocks)


def _saving(block: Block) -> float:
    match block:
        case TakeawaysBlock():
            return 5.0 + sum(12.0 + len(item.because) for item in block.takeaways)
        case KpiBlock(layout="cards"):
            return 15.0 * -(-len(block.kpis) // card_columns(len(block.kpis)))
        case KpiBlock():
            return 8.0 + 4.0 * len(block.kpis) + 4.5 * len({kpi.group for kpi in block.kpis})
        case ChartBlock() | MultiplesBlock():
            return 12.0
        case CommentaryBlock():
            return 10.0
        case NextStepsBlock():
            return 4.0 + 4.0 * len(block.actions)
        case AppendixBlock():
            return 1.0 * len(block.definitions)
        case TableBlock():
            return 9.0 + 3.0 * len(block.rows)
        case TextBlock():
            return 10.0 + len(block.html) / 70 + 2.0 * block.html.count("<p>")
        case DataNotesBlock():
            return 40.0 + 3.0 * (len(block.sources) + len(block.notices) + len(block.missing) + len(block.definitions))
    return 0.0


def page_extents(layout: Document) -> dict[str, list[Extent]]:
    """The extent of each section on each of its pages, by the id of its element."""
    extents: dict[str, list[Extent]] = {}
    for page in layout.pages:
        box = page._page_box  # noqa: SLF001 - WeasyPrint offers no other way to see what stands where
        for name, section in _sections(box):
            bottom = max(_bottoms(section), default=box.content_box_y()) - box.content_box_y()
            extents.setdefault(name, []).append(Extent(bottom / PX, box.height / PX))
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
