"""Every picture of a document, drawn once for all its outputs: charts, sparklines, bullets and the art of the cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from kpireport.document.model import ChartBlock, Kpi, KpiBlock, MultiplesBlock, Part, ReportDocument, TakeawaysBlock
from kpireport.language.language import Language
from kpireport.render.brand_fonts import NONE, BrandFonts
from kpireport.render.charts import SMALL, Drawing, Size, chart_faces, draw_charts
from kpireport.render.sparks import bullet, cover_art, sparkline
from kpireport.render.tokens import Tokens

TEXT_WIDTH = 499.28
"""Width of the text on A4, in pt."""
CARD_GUTTER = 16.0
PANEL_GUTTER = 14.0
"""Between two panels of small multiples, in pt."""
PANEL_HEIGHTS = {1: 120.0, 2: 84.0, 3: 62.0}
PANEL_HEIGHT = 46.0
"""Heights of the plots of panels by how many stand in a row; of more than three, the last."""
SPARK = (66.0, 17.0)
BULLET = (42.0, 9.0)
CARD_SPARK_HEIGHT = 26.0
COVER_ART = (547.28, 176.0)
COVER_KEY = "cover"


def chart_key(chart: ChartBlock) -> str:
    """The key of a chart."""
    return f"chart/{chart.id}"


def spark_key(kpi: Kpi, columns: int = 0) -> str:
    """The key of a KPI's sparkline on a card in a row of so many, or (0) in a scoreboard."""
    return f"spark/{columns}/{kpi.fact}"


def bullet_key(kpi: Kpi) -> str:
    """The key of a KPI's bullet."""
    return f"bullet/{kpi.fact}"


def card_columns(count: int) -> int:
    """How many cards stand in a row: at most four, rows of even length, and never one card over the whole width."""
    rows = -(-count // 4)
    return max(2, -(-count // max(1, rows)))


def card_width(columns: int) -> float:
    """The width of a card in pt."""
    return (TEXT_WIDTH - CARD_GUTTER * (columns - 1)) / columns


def panel_size(columns: int) -> Size:
    """The size of a panel of small multiples where so many stand in a row over the whole width."""
    width = (TEXT_WIDTH - PANEL_GUTTER * (columns - 1)) / columns
    return Size(round(width, 2), PANEL_HEIGHTS.get(columns, PANEL_HEIGHT), small=True)


def draw_figures(
    document: ReportDocument, tokens: Tokens, language: Language, fonts: BrandFonts = NONE
) -> Mapping[str, Drawing]:
    """All pictures of a document by key; each chart is drawn once, in the brand's font where it brings one."""
    beside = [chart for block in _blocks(document, TakeawaysBlock) for chart in _charts_of(block)]
    faces = chart_faces(fonts)
    drawn = draw_charts(_blocks(document, ChartBlock), tokens, language, faces=faces) | draw_charts(
        beside, tokens, language, faces=faces, size=SMALL
    )
    for block in _blocks(document, MultiplesBlock):
        drawn |= draw_charts(block.panels, tokens, language, faces=faces, size=panel_size(block.columns))
    figures = {f"chart/{name}": drawing for name, drawing in drawn.items()}
    for kpis in _blocks(document, KpiBlock):
        figures |= _words(kpis, tokens)
    if document.cover is not None:
        width, height = COVER_ART
        svg = cover_art(tokens, document.cover.values, document.cover.current, width=width, height=height)
        figures[COVER_KEY] = Drawing(svg.encode(), width, height)
    return figures


def charts(document: ReportDocument) -> list[ChartBlock]:
    """Every chart of a document, those of its takeaways included."""
    beside = (chart for block in _blocks(document, TakeawaysBlock) for chart in _charts_of(block))
    panels = (panel for block in _blocks(document, MultiplesBlock) for panel in block.panels)
    return [*_blocks(document, ChartBlock), *beside, *panels]


B = TypeVar("B", bound=Part)


def _blocks(document: ReportDocument, kind: type[B]) -> list[B]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


def _charts_of(block: TakeawaysBlock) -> list[ChartBlock]:
    return [takeaway.chart for takeaway in block.takeaways if takeaway.chart is not None]


def _words(block: KpiBlock, tokens: Tokens) -> dict[str, Drawing]:
    """The word-sized graphics of one block."""
    cards = block.layout == "cards"
    columns = card_columns(len(block.kpis)) if cards else 0
    size = (card_width(columns), CARD_SPARK_HEIGHT) if cards else SPARK
    drawn: dict[str, Drawing] = {}
    for kpi in block.kpis:
        if kpi.spark is not None:
            drawn[spark_key(kpi, columns)] = _spark(kpi.spark.values, kpi.spark.last_year, tokens, size)
        if not cards and kpi.target is not None and kpi.target.attainment is not None:
            width, height = BULLET
            svg = bullet(tokens, kpi.target.attainment, kpi.target.tone == "good", width=width, height=height)
            drawn[bullet_key(kpi)] = Drawing(svg.encode(), width, height)
    return drawn


def _spark(values: Sequence[float | None], last_year: int | None, tokens: Tokens, size: tuple[float, float]) -> Drawing:
    width, height = size
    return Drawing(sparkline(tokens, values, last_year=last_year, width=width, height=height).encode(), width, height)
