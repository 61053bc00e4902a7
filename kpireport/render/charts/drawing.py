"""Chart blocks to drawings: the kind decides the layout, and what was drawn once is not drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING

from kpireport.render.brand_fonts import NONE, BrandFonts
from kpireport.render.charts.columns import column_chart, stacked_columns
from kpireport.render.charts.engine import Drawing, draw
from kpireport.render.charts.funnel import funnel_chart
from kpireport.render.charts.lines import line_chart
from kpireport.render.charts.pen import Faces, Pen, Size, size_of, source_sans
from kpireport.render.charts.plot import Plot
from kpireport.render.charts.rows import row_chart
from kpireport.render.charts.shares import share_chart, stacked_rows
from kpireport.render.charts.waterfall import waterfall_chart
from kpireport.render.themes import builtin_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpireport.document.model import ChartBlock
    from kpireport.language.language import Language
    from kpireport.render.tokens import Tokens

_OVER_TIME: Mapping[str, Callable[[ChartBlock, Pen], Plot]] = {"bar": column_chart, "stacked": stacked_columns}
_OVER_MEMBERS: Mapping[str, Callable[[ChartBlock, Pen], Plot]] = {"bar": row_chart, "stacked": stacked_rows}
_EITHER: Mapping[str, Callable[[ChartBlock, Pen], Plot]] = {
    "line": line_chart,
    "area": line_chart,
    "share": share_chart,
    "funnel": funnel_chart,
    "waterfall": waterfall_chart,
}


def draw_charts(
    blocks: Iterable[ChartBlock],
    tokens: Tokens,
    language: Language,
    *,
    size: Size | None = None,
    faces: Faces | None = None,
    drawn: MutableMapping[str, Drawing] | None = None,
) -> dict[str, Drawing]:
    """The drawings of charts by block id.

    Without `size` each chart has the size that its block asks for (full or half the text width of A4). `faces` is the
    font of its words, the bundled one by default. `drawn` keeps drawings by the hash of what they show:
    charts that were drawn into it before are not drawn again.
    """
    faces = faces or chart_faces()
    drawn = {} if drawn is None else drawn
    return {
        block.id: draw(
            plot_of(block, Pen(tokens, faces, language, size or size_of(block))), font=faces.families, drawn=drawn
        )
        for block in blocks
    }


def chart_faces(fonts: BrandFonts = NONE) -> Faces:
    """The font of words in charts: the brand's own where it brings one for text, backed by the bundled one."""
    return source_sans(builtin_folder() / "base" / "fonts").behind(fonts)


def plot_of(block: ChartBlock, pen: Pen) -> Plot:
    """The layout of a chart."""
    kinds = _OVER_TIME if block.time else _OVER_MEMBERS
    return (_EITHER.get(block.kind) or kinds[block.kind])(block, pen)
