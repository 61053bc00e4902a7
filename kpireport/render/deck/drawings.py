"""The pictures of the slides: those of the report, enlarged, and the few that a slide needs in another shape.

A takeaway's picture in the report is as small as a stamp and has no axis; on its slide it is the largest thing, so it is
drawn a second time with axes, in the same way and by the same engine. The art of the title slide is drawn wider. Nothing else
is drawn here: a chart too high for a slide is cut between its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from kpireport.document.model import ChartBlock, ReportDocument, TakeawaysBlock
from kpireport.render.charts import Drawing, Size, chart_faces, draw_charts
from kpireport.render.deck.geometry import MARGIN, WIDTH
from kpireport.render.figures import COVER_KEY
from kpireport.render.interface import RenderContext
from kpireport.render.sparks import cover_art

TAKEAWAY_SCALE = 1.36
"""How much larger the drawing of a takeaway stands on its slide: text of 8 pt is then 10.9 pt."""
TAKEAWAY = Size(400, 178, text=8.5)
ART = (WIDTH - MARGIN, 150.0)
ART_KEY = "slide/cover"

_LETTERS = re.compile(r'<g font-size="([\d.]+)"|<text x="[-\d.]+" y="([-\d.]+)"')
_TEXT = re.compile(r'<text x="[-\d.]+" y="([-\d.]+)">[^<]*</text>')
_ROUNDING = 0.01
_ABOVE, _BELOW = 0.8, 0.25
"""How far letters reach from their line, in em."""


def slide_chart_key(chart: ChartBlock) -> str:
    """The key of a takeaway's chart in the shape of its slide."""
    return f"slide/chart/{chart.id}"


def with_slide_figures(document: ReportDocument, context: RenderContext) -> RenderContext:
    """The context with the pictures that only slides need."""
    figures = {f"slide/chart/{name}": drawing for name, drawing in _takeaways(document, context).items()}
    if COVER_KEY in context.figures and document.cover is not None:
        width, height = ART
        art = cover_art(context.tokens, document.cover.values, document.cover.current, width=width, height=height)
        figures[ART_KEY] = Drawing(art.encode(), width, height)
    return replace(context, figures={**context.figures, **figures})


def _takeaways(document: ReportDocument, context: RenderContext) -> Mapping[str, Drawing]:
    blocks = [block for section in document.sections for block in section.blocks if isinstance(block, TakeawaysBlock)]
    charts = [takeaway.chart for block in blocks for takeaway in block.takeaways if takeaway.chart]
    faces = chart_faces(context.fonts)
    return draw_charts(charts, context.tokens, context.language, faces=faces, size=TAKEAWAY)


# ---------------------------------------------------------------- drawings that are too high


def cut(drawing: Drawing, limit: float) -> list[Drawing]:
    """A drawing in parts at most so high, cut where no words stand; the drawing itself where it fits, or has no such place."""
    if drawing.height <= limit + _ROUNDING:
        return [drawing]
    svg = drawing.svg.decode()
    edges = [0.0, *_cuts(svg, drawing.height, limit), drawing.height]
    return [_part(svg, drawing.width, top, bottom) for top, bottom in pairwise(edges)]


def _cuts(svg: str, height: float, limit: float) -> Iterator[float]:
    """Where to cut: parts of about the same height, each at the last free place before it would be too high."""
    free = _free_places(svg)
    top = 0.0
    while height - top > limit:
        count = -(-(height - top) // limit)
        even = top + (height - top) / count
        inside = [place for place in free if top < place <= top + limit]
        if not inside:
            return
        top = min(inside, key=lambda place: abs(place - even))
        yield top


def _free_places(svg: str) -> list[float]:
    """The middles of the gaps between lines of words, from the top down."""
    size, taken = 0.0, []
    for found in _LETTERS.finditer(svg):
        if found[1]:
            size = float(found[1])
        else:
            line = float(found[2])
            taken.append((line - _ABOVE * size, line + _BELOW * size))
    taken.sort()
    places, reached = [], None
    for top, bottom in taken:
        if reached is not None and top > reached:
            places.append((reached + top) / 2)
        reached = bottom if reached is None else max(reached, bottom)
    return places


def _part(svg: str, width: float, top: float, bottom: float) -> Drawing:
    start = svg.index(">", svg.index("<svg")) + 1
    inner = _TEXT.sub(lambda text: text[0] if top < float(text[1]) <= bottom else "", svg[start : svg.rindex("</svg>")])
    w, h = f"{width:g}", f"{bottom - top:g}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}">'
    window = f'<svg x="0" y="0" width="{w}" height="{h}" viewBox="0 {top:g} {w} {h}" overflow="hidden">'
    return Drawing(f"{head}{window}{inner}</svg></svg>".encode(), width, round(bottom - top, 2))
