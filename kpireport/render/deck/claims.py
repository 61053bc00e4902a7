"""Takeaways on slides: all at a glance, then each with its picture and its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kpireport.document.model import Because, Kpi, ReportDocument, TakeawaysBlock, TakeawayView
from kpireport.render import figures as fig
from kpireport.render.blocks import Setting
from kpireport.render.charts import legend
from kpireport.render.deck.boards import Known, comparison_lines, known_kpis
from kpireport.render.deck.drawings import TAKEAWAY, TAKEAWAY_SCALE, slide_chart_key
from kpireport.render.deck.fitting import (
    BODY_TEXT,
    CLAIM,
    LARGE_CLAIM,
    NUMBER,
    Fitted,
    Ladder,
    Rung,
    fit,
    fit_line,
    heading_values,
    line_count,
)
from kpireport.render.deck.geometry import BODY, LEAST, ROOM
from kpireport.render.deck.packing import evenly

ABREAST = 4
"""So many takeaways stand side by side; more stand under each other."""
ROWS = 6
"""So many takeaways stand under each other on a slide; more go on over several."""
COLUMN_GAP = 20.0
CARD_SCALE = 1.75
"""A picture on a card is at most so much larger than in the report."""
_LABELS = 20.0
"""Height of the keys under the cards."""

SIDE_GAP = 36.0
CHART_WIDTH = TAKEAWAY.width * TAKEAWAY_SCALE
SIDE_WIDTH = ROOM - CHART_WIDTH - SIDE_GAP
HOW = (Rung(10.5, 14), Rung(LEAST, 13))
_HOW_LINES = 2
_REASON_GAP = 16.0
"""Padding of a reason, and the line over it."""


class _ReasonType(NamedTuple):
    """Sizes of a list of reasons: the number's rung and the text's."""

    number: Rung
    text: Rung


REASONS = (  # in deck.css: .step-1 to .step-4
    _ReasonType(Rung(20, 24), Rung(14, 19)),
    _ReasonType(Rung(17, 21), Rung(12.5, 17)),
    _ReasonType(Rung(14, 18), Rung(11, 15)),
    _ReasonType(Rung(12, 15), Rung(LEAST, 13)),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A takeaway with the KPI that it speaks of, where a block of the document shows it."""

    view: TakeawayView
    known: Known | None
    number: int
    count: int


def claims_of(document: ReportDocument) -> list[Claim]:
    """Every takeaway of a document in order."""
    views = [
        view
        for section in document.sections
        for block in section.blocks
        if isinstance(block, TakeawaysBlock)
        for view in block.takeaways
    ]
    known = known_kpis(document)
    facts = {record.id: record.evidence.get("fact_ids") for record in document.takeaways}
    return [
        Claim(view, _spoken_of(facts.get(view.id), known), number, len(views)) for number, view in enumerate(views, 1)
    ]


def _spoken_of(facts: object, known: Mapping[str, Known]) -> Known | None:
    names = facts if isinstance(facts, list | tuple) else ()
    return next((known[name] for name in names if name in known), None)


# ---------------------------------------------------------------- at a glance


def glance_values(claims: Sequence[Claim], setting: Setting) -> Iterator[dict[str, Any]]:
    """The bodies of the slides that show all takeaways: cards side by side, or more of them under each other."""
    if len(claims) <= ABREAST:
        yield _cards(claims, setting)
        return
    for group in evenly(claims, len, ROWS):
        yield _rows(group, setting)


def _cards(claims: Sequence[Claim], setting: Setting) -> dict[str, Any]:
    count = len(claims)
    width = (ROOM - COLUMN_GAP * (count - 1)) / count
    short = _short(setting)
    charts = [claim.view.chart for claim in claims if claim.view.chart]
    keys = list(dict.fromkeys(key for chart in charts for key in legend(chart, setting.tokens)))
    room = BODY - 12.0 - _LABELS * bool(keys)
    number = _common_number(claims, width, setting)
    known = [claim.known.kpi for claim in claims if claim.known]
    lines = max((comparison_lines(_without_target(kpi), short, width, setting) for kpi in known), default=0)
    numbers = number.leading + 16.0 * lines + 10.0 if number else 0.0
    tag = max(16.0 * line_count(setting.type_, "strong", f"◆ {claim.view.tag}", 12.0, width) for claim in claims)
    drawings = [setting.context.figures[fig.chart_key(chart)] for chart in charts]
    captions = 13.0 * max((line_count(setting.type_, "text", c.subtitle, LEAST, width) for c in charts), default=0)
    scale = min([CARD_SCALE, *(width / drawing.width for drawing in drawings)])
    picture = captions + 6.0 + scale * max((d.height for d in drawings), default=0.0) if drawings else 0.0
    left = room - tag - numbers - picture - 12.0
    return {
        "layout": "cards",
        "width": width,
        "height": room,
        "tag_height": tag,
        "number_style": number.style if number else "",
        "lines_height": 16.0 * lines,
        "headline_height": left + 8.0,
        "legend": [key._asdict() for key in keys],
        "cards": [
            {
                "tag": claim.view.tag,
                "tone": claim.view.tone,
                "number": claim.number,
                "kpi": _kpi(claim, short) if number else None,
                "headline": _headline(claim, width, left, setting, CLAIM if number else LARGE_CLAIM),
                "chart": {
                    "key": fig.chart_key(claim.view.chart),
                    "alt": claim.view.chart.alt,
                    "subtitle": claim.view.chart.subtitle,
                    "scale": scale,
                }
                if claim.view.chart
                else None,
                "caption_height": captions,
            }
            for claim in claims
        ],
    }


def _headline(claim: Claim, width: float, height: float, setting: Setting, ladder: Ladder = CLAIM) -> dict[str, object]:
    fitted = fit(setting.type_, "takeaway", claim.view.headline, ladder, width, height)
    return heading_values(setting.type_, "takeaway", fitted, width)


def _without_target(kpi: Kpi) -> Kpi:
    return kpi.model_copy(update={"target": None})


def _common_number(claims: Sequence[Claim], width: float, setting: Setting) -> Fitted | None:
    """The size at which the numbers of all cards fit; None where no card has one."""
    texts = [claim.known.kpi.value_text for claim in claims if claim.known]
    if not texts:
        return None
    widest = max(texts, key=lambda text: setting.type_.width("value", text, 1.0))
    return fit_line(setting.type_, "value", widest, NUMBER, width)


_ROW_COLUMNS = {"number": 36.0, "claim": 424.0, "value": 150.0, "deltas": 134.0, "spark": 120.0}
"""Widths of the parts of a row, in pt; together as wide as the body."""
_RULE, _LINE = 2.0, 1.0
"""The line over all rows, and that under each."""
_ROW_NUMBER: Ladder = (Rung(22, 28), Rung(18, 24), Rung(15, 20), Rung(12, 16), Rung(LEAST, 14))
_ROW_TEXT: Ladder = (Rung(12, 16), Rung(11, 15), Rung(LEAST, 13))


def _rows(claims: Sequence[Claim], setting: Setting) -> dict[str, Any]:
    height = min(76.0, (BODY - _RULE) / len(claims) - _LINE)
    with_numbers = any(claim.known for claim in claims)
    short = _short(setting)
    claim_width = _ROW_COLUMNS["claim"] if with_numbers else ROOM - _ROW_COLUMNS["number"]
    return {
        "layout": "rows",
        "height": height,
        "with_numbers": with_numbers,
        "widths": list(_ROW_COLUMNS.values()) if with_numbers else [_ROW_COLUMNS["number"], claim_width],
        "rows": [
            {
                "number": claim.number,
                "tag": setting.type_.shortened("strong", claim.view.tag, 11.0, claim_width - 40),
                "tone": claim.view.tone,
                "headline": _headline(claim, claim_width - 24.0, height - 29.0, setting),
                "kpi": _kpi(claim, short),
                "value": fit_line(
                    setting.type_, "value", claim.known.kpi.value_text, _ROW_NUMBER, _ROW_COLUMNS["value"] - 16
                ).values()
                if claim.known
                else None,
                "spark": _row_spark(claim, setting, height),
            }
            for claim in claims
        ],
    }


def _row_spark(claim: Claim, setting: Setting, height: float) -> dict[str, Any] | None:
    if claim.known is None or claim.known.spark is None or claim.known.kpi.spark is None:
        return None
    drawing = setting.context.figures[claim.known.spark]
    scale = min(_ROW_COLUMNS["spark"] / drawing.width, (height - 30.0) / drawing.height)
    return {"key": claim.known.spark, "alt": claim.known.kpi.spark.alt, "scale": scale}


def _kpi(claim: Claim, short: Mapping[str, str]) -> dict[str, Any] | None:
    if claim.known is None:
        return None
    kpi = claim.known.kpi
    return {
        "value_text": kpi.value_text,
        "label": kpi.label,
        "deltas": [delta.model_dump() | {"short": short.get(delta.comparison, "")} for delta in kpi.deltas],
        "target": kpi.target.model_dump() if kpi.target else None,
    }


def _short(setting: Setting) -> dict[str, str]:
    return {comparison.id: comparison.short for comparison in setting.document.comparisons}


# ---------------------------------------------------------------- one a slide


def claim_values(claim: Claim, setting: Setting) -> Iterator[dict[str, Any]]:
    """The bodies of the slides of one takeaway: its picture and reasons; reasons that do not fit go on over the page."""
    view, type_ = claim.view, setting.type_
    how = fit(type_, "text", view.how, HOW, ROOM, _HOW_LINES * HOW[0].leading) if view.how else None
    room = BODY - (how.height + 10.0 if how else 0.0)
    side = SIDE_WIDTH if view.chart else ROOM
    tag = fit(type_, "strong", f"◆ {view.tag}", (Rung(13, 18), Rung(11, 15)), side, 36.0).height + 8.0
    title = fit(type_, "strong", view.because_title, BODY_TEXT, side, 38.0) if view.because_title else None
    numbers = _numbers(claim, side, setting)
    above = tag + (title.height + 6.0 if title else 0.0)
    sized = _sized(view.because, side, room - above - numbers["height"], type_)
    if sized is None:
        numbers = {"kpi": None, "height": 0.0}
        sized = _sized(view.because, side, room - above, type_)
    reasons = sized or REASONS[1]
    pages = [list(view.because)] if sized else _pages(view.because, reasons, side, room - above, type_)
    for place, page in enumerate(pages):
        width = side if place == 0 else ROOM
        yield {
            "tag": view.tag,
            "tone": view.tone,
            "numbers": numbers if place == 0 else {"kpi": None, "height": 0.0},
            "because_title": title.values() if title else None,
            "because": [_reason(reason, reasons, width, type_) for reason in page],
            "step": REASONS.index(reasons) + 1,
            "number_width": _number_width(view.because, reasons, width, type_),
            "how": how.values() if how else None,
            "chart": _picture(claim, room, setting) if place == 0 else None,
            "side_width": width,
        }


def _numbers(claim: Claim, width: float, setting: Setting) -> dict[str, Any]:
    """The value that the takeaway speaks of with its comparisons and target, and the height that they take."""
    if claim.known is None:
        return {"kpi": None, "height": 0.0}
    kpi = claim.known.kpi
    number = fit_line(setting.type_, "value", kpi.value_text, NUMBER[1:], width)
    lines = comparison_lines(kpi, _short(setting), width, setting)
    return {
        "kpi": _kpi(claim, _short(setting)),
        "style": number.style,
        "text": number.text,
        "height": number.leading + 16.0 * lines + 14.0,
    }


def _picture(claim: Claim, room: float, setting: Setting) -> dict[str, Any] | None:
    chart = claim.view.chart
    if chart is None:
        return None
    drawing = setting.context.figures[slide_chart_key(chart)]
    keys = legend(chart, setting.tokens)
    head = 17.0 * line_count(setting.type_, "text", chart.subtitle, 12.0, CHART_WIDTH) + 24.0 * bool(keys)
    scale = min(TAKEAWAY_SCALE, (room - head) / drawing.height)
    return {
        "key": slide_chart_key(chart),
        "alt": chart.alt,
        "subtitle": chart.subtitle,
        "legend": [key._asdict() for key in keys],
        "scale": scale,
        "width": CHART_WIDTH,
    }


def _sized(reasons: Sequence[Because], width: float, room: float, type_: Any) -> _ReasonType | None:
    """The largest type in which all reasons fit; None where none does."""
    return next(
        (kind for kind in REASONS if sum(_reason_height(r, kind, reasons, width, type_) for r in reasons) <= room),
        None,
    )


def _pages(reasons: Sequence[Because], kind: _ReasonType, width: float, room: float, type_: Any) -> list[list[Because]]:
    """Reasons over several slides: those beside the picture, then the others over the whole width."""
    first: list[Because] = []
    used = 0.0
    for reason in reasons:
        used += _reason_height(reason, kind, reasons, width, type_)
        if used > room:
            break
        first.append(reason)
    rest = list(reasons[len(first) :])

    def height(some: Sequence[Because]) -> float:
        return sum(_reason_height(reason, kind, reasons, ROOM, type_) for reason in some)

    return [first, *(evenly(rest, height, room) if rest else [])]


def _reason_height(reason: Because, kind: _ReasonType, reasons: Sequence[Because], width: float, type_: Any) -> float:
    text = width - _number_width(reasons, kind, width, type_) - 14.0
    lines = line_count(type_, "text", reason.text, kind.text.size, text)
    return max(kind.number.leading, lines * kind.text.leading) + _REASON_GAP


def _number_width(reasons: Sequence[Because], kind: _ReasonType, width: float, type_: Any) -> float:
    widest = max((type_.width("strong", reason.value_text, kind.number.size) for reason in reasons), default=0.0)
    return round(min(widest + 2.0, 0.45 * width), 1)


def _reason(reason: Because, kind: _ReasonType, width: float, type_: Any) -> dict[str, Any]:
    limit = 0.45 * width
    return reason.model_dump(include={"text", "tone"}) | {
        "value_text": type_.shortened("strong", reason.value_text, kind.number.size, limit)
    }
