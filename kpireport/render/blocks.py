"""The blocks of a section as plain values, one function a type; `view` puts the sections around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpireport.document.model import (
    AppendixBlock,
    Block,
    ChartBlock,
    CommentaryBlock,
    DataNotesBlock,
    ImageBlock,
    Kpi,
    KpiBlock,
    MultiplesBlock,
    NextStepsBlock,
    PageBreak,
    PersonaBlock,
    ReportDocument,
    TableBlock,
    TakeawaysBlock,
    TextBlock,
)
from kpireport.render import figures as fig
from kpireport.render.charts import HALF, legend
from kpireport.render.interface import RenderContext
from kpireport.render.tables import lay_out_scoreboard, lay_out_table
from kpireport.render.tokens import Tokens
from kpireport.render.typography import Typesetter

VALUE_SIZES = (24.0, 20.0, 17.0, 14.0, 11.0)
"""Sizes of a card's number in pt; the first at which all numbers of the block fit is taken."""
LABEL_SIZE = 8.5
"""Size of a card's label in pt."""
FIGURE_TITLE_SIZE, FIGURE_SUBTITLE_SIZE = 11.0, 8.5
"""Sizes of the head of a chart in pt."""
PANEL_TITLE_SIZE = 8.5
"""Size of the name over a panel of small multiples in pt."""
QUOTE_LENGTH = 420
"""An agency's text up to this many characters, in one paragraph and signed, is set as a quotation."""
PICTURE_HEIGHT = 560.0
"""The highest a picture may stand on a page, in pt."""
PORTRAIT = (112.0, 140.0)
"""The most that the picture of a persona takes beside its text: width and height in pt."""
_NOT_A_QUOTE = ("<h3", "<h4", "<h5", "<h6", "<ul", "<ol", "<table", "<pre", "<blockquote")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the parts of one page are set with."""

    document: ReportDocument
    context: RenderContext
    type_: Typesetter
    words: Mapping[str, str]

    @property
    def tokens(self) -> Tokens:
        """The colours of the document."""
        return self.context.tokens


def block_values(blocks: Sequence[Block], setting: Setting) -> Iterator[dict[str, Any]]:
    """The blocks of a section, each with the name of its template; neighbouring half-width charts stand side by side."""
    halves: list[dict[str, Any]] = []
    for block in blocks:
        half = isinstance(block, ChartBlock) and block.width == "half"
        if halves and (not half or len(halves) == 2):
            yield _side_by_side(halves, setting.type_)
            halves = []
        value = _block(block, setting)
        if half:
            halves.append(value)
        else:
            yield value
    if halves:
        yield _side_by_side(halves, setting.type_)


def _side_by_side(charts: Sequence[dict[str, Any]], type_: Typesetter) -> dict[str, Any]:
    """Charts in a row, with the height that their heads need at most in pt, so that they stand level."""
    titles = [type_.lines("strong", chart["title"], FIGURE_TITLE_SIZE, HALF.width) for chart in charts]
    subtitles = [
        type_.lines("text", chart["subtitle"], FIGURE_SUBTITLE_SIZE, HALF.width) if chart["subtitle"] else 0
        for chart in charts
    ]
    levels = {
        "head_height": max(14 * above + 12 * below for above, below in zip(titles, subtitles, strict=True)),
        "has_legend": any(c["legend"] for c in charts),
    }
    return {"type": "charts", "charts": [chart | levels for chart in charts]}


def _block(block: Block, setting: Setting) -> dict[str, Any]:
    match block:
        case TakeawaysBlock():
            return _takeaways(block, setting)
        case KpiBlock(layout="cards"):
            return _cards(block, setting)
        case KpiBlock():
            return _scoreboard(block, setting)
        case ChartBlock():
            return _chart(block, setting)
        case TableBlock():
            parts = lay_out_table(block, setting.type_)
            return {"type": "table", "parts": parts} | block.model_dump(include={"role", "title", "subtitle", "notes"})
        case MultiplesBlock():
            return _multiples(block, setting)
        case TextBlock():
            return _text(block)
        case PersonaBlock():
            return _persona(block, setting)
        case CommentaryBlock() | AppendixBlock():
            return block.model_dump()
        case NextStepsBlock():
            has = {name: any(getattr(action, name) for action in block.actions) for name in ("owner", "due", "measure")}
            return block.model_dump() | {"has": has}
        case ImageBlock():
            return _image(block, setting)
        case DataNotesBlock():
            return block.model_dump() | {"legend": _legend(fig.charts(setting.document), setting.tokens)}
        case PageBreak():
            return {"type": "page_break"}


def _takeaways(block: TakeawaysBlock, setting: Setting) -> dict[str, Any]:
    charts = [takeaway.chart for takeaway in block.takeaways if takeaway.chart]
    balanced = setting.type_.balanced
    return {
        "type": "takeaways",
        "empty": block.empty,
        "legend": _legend(charts, setting.tokens),
        "takeaways": [
            takeaway.model_dump(exclude={"chart"})
            | {
                "headline_width": balanced("takeaway" if takeaway.chart else "takeaway_wide", takeaway.headline),
                "chart": _chart(takeaway.chart, setting) if takeaway.chart else None,
            }
            for takeaway in block.takeaways
        ],
    }


# ---------------------------------------------------------------- KPIs


def _cards(block: KpiBlock, setting: Setting) -> dict[str, Any]:
    columns = fig.card_columns(len(block.kpis))
    width = fig.card_width(columns)
    widest = max((setting.type_.width("value", kpi.value_text, 1.0) for kpi in block.kpis), default=0.0)
    size = next((size for size in VALUE_SIZES if widest * size <= width), VALUE_SIZES[-1])
    cards = [_card(kpi, columns, setting) for kpi in block.kpis]
    rows = [cards[i : i + columns] for i in range(0, len(cards), columns)]
    return {
        "type": "cards",
        "title": block.title,
        "notes": block.notes,
        "columns": columns,
        "value_size": size,
        "rows": [{"cards": row, "blanks": [None] * (columns - len(row)), **_levels(row)} for row in rows],
    }


def _levels(row: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many lines the parts of the cards in a row need at most, so that they stand level."""
    return {
        "label_lines": max(card["label_lines"] for card in row),
        "sub_lines": max(len(card["deltas"]) + bool(card["target"]) for card in row),
    }


def _card(kpi: Kpi, columns: int, setting: Setting) -> dict[str, Any]:
    short = {comparison.id: comparison.short for comparison in setting.document.comparisons}
    return {
        "label": kpi.label,
        "label_lines": setting.type_.lines("strong", kpi.label, LABEL_SIZE, fig.card_width(columns)),
        "note": kpi.note,
        "value_text": kpi.value_text,
        "deltas": [delta.model_dump() | {"short": short.get(delta.comparison, "")} for delta in kpi.deltas],
        "target": kpi.target.model_dump() if kpi.target else None,
        "spark": {"figure": fig.spark_key(kpi, columns), "alt": kpi.spark.alt} if kpi.spark else None,
    }


def _scoreboard(block: KpiBlock, setting: Setting) -> dict[str, Any]:
    board = lay_out_scoreboard(block, setting.document.comparisons, setting.type_)
    sparks = [kpi.spark for kpi in block.kpis if kpi.spark]
    key = {
        "now": setting.document.period.label if sparks else "",
        "last_year": _year_ago(setting) if any(spark.last_year is not None for spark in sparks) else "",
        "unfavourable": any(delta.tone == "bad" for kpi in block.kpis for delta in kpi.deltas),
    }
    return {"type": "scoreboard", "title": block.title, "notes": block.notes, "key": key, **board}


def _year_ago(setting: Setting) -> str:
    found = (c.label for c in setting.document.comparisons if c.id == "same_period_last_year")
    return next(found, setting.words["year_ago"])


# ---------------------------------------------------------------- pictures and text


def _chart(chart: ChartBlock, setting: Setting) -> dict[str, Any]:
    return {
        "type": "chart",
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "figure": fig.chart_key(chart),
        "legend": _legend([chart], setting.tokens),
        "notes": chart.notes,
        "head_height": 0,
        "has_legend": False,
    }


def _multiples(block: MultiplesBlock, setting: Setting) -> dict[str, Any]:
    """Panels in rows of `columns`, the last row filled up with blanks."""
    panels = [{"title": panel.title, "alt": panel.alt, "figure": fig.chart_key(panel)} for panel in block.panels]
    width = fig.panel_size(block.columns).width
    lines = max((setting.type_.lines("strong", p["title"], PANEL_TITLE_SIZE, width) for p in panels), default=1)
    rows = [panels[i : i + block.columns] for i in range(0, len(panels), block.columns)]
    return {
        "type": "multiples",
        "title": block.title,
        "subtitle": block.subtitle,
        "columns": block.columns,
        "title_lines": lines,
        "rows": [{"panels": row, "blanks": [None] * (block.columns - len(row))} for row in rows],
        "legend": _legend(block.panels[:1], setting.tokens),
        "notes": block.notes,
    }


def _legend(charts: Iterable[ChartBlock], tokens: Tokens) -> list[dict[str, Any]]:
    """The keys of some charts, each once."""
    return [key._asdict() for key in dict.fromkeys(key for chart in charts for key in legend(chart, tokens))]


def _text(block: TextBlock) -> dict[str, Any]:
    simple = block.html.count("<p>") == 1 and not any(tag in block.html for tag in _NOT_A_QUOTE)
    quote = bool(block.author) and simple and len(block.html) <= QUOTE_LENGTH
    return {"type": "text", "html": block.html, "author": block.author or "", "quote": quote}


def _persona(block: PersonaBlock, setting: Setting) -> dict[str, Any]:
    ratio = setting.context.pictures[block.asset].ratio if block.asset else 1.0
    return block.model_dump() | {"width": round(min(PORTRAIT[0], PORTRAIT[1] * ratio), 1)}


def _image(block: ImageBlock, setting: Setting) -> dict[str, Any]:
    picture = setting.context.pictures[block.asset]
    width = min(fig.TEXT_WIDTH * max(0.05, min(1.0, block.width)), picture.ratio * PICTURE_HEIGHT)
    return block.model_dump() | {"width": round(max(1.0, width), 1)}
