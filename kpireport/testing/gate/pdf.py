"""What is wrong with where things stand in a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kpireport.errors import KpiReportError
from kpireport.testing.gate.boxes import Box, covered, overlapping
from kpireport.testing.gate.faults import Fault, Kind, quoted

try:
    from kpireport.testing.gate.pdf_ink import Page, Text, pages_of
except ModuleNotFoundError as error:
    if error.name != "pikepdf":
        raise
    raise KpiReportError("the gate needs pikepdf", hint="pip install 'kpireport-framework[gate]'") from error

TOUCHING = 0.7
"""Points that two runs of ink may share: serifs and accents touch."""
SLACK = 1.0
"""Points that ink may reach out of its clip or page: the curves of letters overshoot."""
LEAST_FILL = 0.16
"""A page that is filled less deep than this should not have been started."""
LEAST_COVER = 0.01
"""The share of a slide that text and pictures cover at least."""
FOOT = 0.6
"""A heading that is the last thing on a page and stands lower than this belongs on the next."""
HEADINGS = frozenset({"/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})


def inspect_pdf(path: Path) -> list[Fault]:
    """Every fault of a PDF file, page by page."""
    pages = pages_of(path)
    if not pages:
        return [Fault(path.name, "empty page", "the file has no page")]
    return [
        Fault(path.name, kind, text, number)
        for number, page in enumerate(pages, 1)
        for kind, text in _faults(page, first=number == 1)
    ]


def _faults(page: Page, *, first: bool) -> Iterator[tuple[Kind, str]]:
    yield from _edges(page)
    seen = [text for text in page.texts if text.box.common(text.clip).area > 0]
    for i, j in overlapping([text.box.common(text.clip) for text in seen], TOUCHING):
        if not _same(seen[i], seen[j]) and _letters_meet(seen[i], seen[j]):
            yield "overlap", f"{quoted(seen[i].text)} over {quoted(seen[j].text)}"
    for text in page.texts:
        if text.missing:
            yield "missing glyph", f"{', '.join(map(_named, dict.fromkeys(text.missing)))} in {quoted(text.text)}"
    yield from _emptiness(page, first=first)


def _edges(page: Page) -> Iterator[tuple[Kind, str]]:
    for text in page.texts:
        if text.box.beyond(page.frame) > SLACK:
            yield "outside", f"{quoted(text.text)} stands out of the page"
        elif text.box.beyond(text.clip) > max(SLACK, 0.12 * text.size):
            yield "clipped", f"{quoted(text.text)} is cut off"


def _letters_meet(one: Text, other: Text) -> bool:
    """Whether letters lie over letters, and not only the boxes of two lines over each other."""
    return any(
        shared.width > TOUCHING and shared.height > TOUCHING
        for shared in (a.common(b) for a in one.glyphs for b in other.glyphs)
    )


def _same(one: Text, other: Text) -> bool:
    """The same words at the same place twice are a bold face or a shadow, not an overlap."""
    return one.text == other.text and abs(one.box.left - other.box.left) < 1 and abs(one.box.top - other.box.top) < 1


def _emptiness(page: Page, *, first: bool) -> Iterator[tuple[Kind, str]]:
    body = [text for text in page.texts if not text.artifact]
    shown = [text.box for text in body] + [p.box for p in page.pictures if not p.artifact and _is_picture(p.box, page)]
    if not shown:
        yield "empty page", "there is nothing on it"
        return
    lowest = max(box.bottom for box in shown)
    if page.frame.width > page.frame.height:
        share = covered(shown, page.frame)
        if share < LEAST_COVER:
            yield "empty page", f"text and pictures cover {share:.1%}"
    elif not first:
        depth = lowest / page.frame.height
        if depth < LEAST_FILL:
            yield "empty page", f"filled down to {depth:.0%} of its height"
    last = body[-1] if body else None
    low = last is not None and last.box.top > FOOT * page.frame.height
    if last and low and HEADINGS.intersection(last.tags) and lowest <= last.box.bottom + SLACK:
        yield "lone heading", f"{quoted(last.text)} stands alone at the foot"


def _is_picture(box: Box, page: Page) -> bool:
    """Lines and backgrounds are no content."""
    return min(box.width, box.height) > 2 and box.area < 0.9 * page.frame.area


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"
