"""Which sections share a page: a short one follows on where it fits, so that a report is not mostly white paper.

Heights are estimated from what a section holds, before anything is laid out. An estimate that is too small costs nothing
but a section that goes on over the page; the rules of the style sheet still keep its parts whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpireport.document.model import (
    Action,
    AppendixBlock,
    Block,
    ChartBlock,
    CommentaryBlock,
    DataNotesBlock,
    Definition,
    ImageBlock,
    KpiBlock,
    MultiplesBlock,
    NextStepsBlock,
    PageBreak,
    PersonaBlock,
    Section,
    TableBlock,
    TakeawaysBlock,
    TakeawayView,
    TextBlock,
)
from kpireport.render.assets import Picture
from kpireport.render.charts import Drawing
from kpireport.render.figures import CARD_SPARK_HEIGHT, TEXT_WIDTH, card_columns, chart_key

PAGE = 724.0
"""Height of the text on A4, in pt."""
SHORT, FULL = 0.42, 0.93
"""A section joins another when one of them is shorter than SHORT of a page and both fill at most FULL of it."""
LONG = 1.15
"""A section longer than this needs several pages anyway, and may begin on a page that is mostly empty."""
SPLIT, STUB = 0.62, 0.15
"""A section of several parts begins on a page that is filled no more than SPLIT, where its first part has room there;
what goes over to the next page is no less than STUB of one."""
SURE = 0.8
"""So much of a page may be filled in the end where it is the last of several pages, whose filling is less sure."""
SPACE = 44.0
"""Between two sections on a page."""
HEAD = 50.0
"""Title, subtitle and keys over a chart or table."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The ids of sections that stand on the page of the section before them, and of those that are set tighter."""

    following: frozenset[str] = frozenset()
    tight: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """A section as a layout has shown it: its height, where on a page it begins and how far down its last it reaches, in pt."""

    height: float
    top: float
    foot: float
    tight: bool


NOT_ARRANGED = Arrangement()
"""On a screen there are no pages."""


def arrange(
    sections: Sequence[Section],
    figures: Mapping[str, Drawing],
    pictures: Mapping[str, Picture],
    *,
    seen: Mapping[str, Seen] | None = None,
) -> Arrangement:
    """How sections stand on pages; what a first layout has shown of them makes a second arrangement sure of their heights."""
    following: set[str] = set()
    tight: set[str] = set()
    used, most = PAGE, FULL * PAGE
    for section in sections:
        known = (seen or {}).get(section.id)
        parts = _measured(_parts(section, figures, pictures), known.height if known else None)
        height = sum(parts)
        breaks = any(isinstance(block, PageBreak) for block in section.blocks)
        start = used + SPACE if not breaks and _follows(parts, used, most) else 0.0
        if start:
            following.add(section.id)
        over = start + height > PAGE
        if known and abs(start - known.top) < SPACE / 4:
            used = known.foot
        elif over and not breaks and not (known and known.tight) and (start + height) % PAGE <= saving(section):
            tight.add(section.id)
            used = PAGE
        else:
            used = PAGE if breaks else _foot(parts, start)
        most = PAGE * (SURE if over and not known else FULL)
    return Arrangement(frozenset(following), frozenset(tight))


def _follows(parts: Sequence[float], used: float, most: float) -> bool:
    """Whether a section of these parts goes on where a page is filled to `used`."""
    height, start = sum(parts), used + SPACE
    fits = start + height <= most and min(used, height) < SHORT * PAGE
    begins = height > LONG * PAGE and used < SHORT * PAGE and start + parts[0] <= most
    return fits or begins or _splits(parts, start)


def _measured(parts: Sequence[float], height: float | None) -> list[float]:
    """Estimated parts, stretched to the height that the section was seen to have."""
    scale = height / (sum(parts) or 1.0) if height else 1.0
    return [part * scale for part in parts]


def _splits(parts: Sequence[float], start: float) -> bool:
    """Whether a section of several parts, begun at `start` of a page that would be left mostly empty, parts well."""
    if len(parts) == 1 or start - SPACE > SPLIT * PAGE or start + parts[0] > FULL * PAGE:
        return False
    here = start
    for place, part in enumerate(parts):
        if here + part > FULL * PAGE:
            return sum(parts[place:]) >= STUB * PAGE
        here += part
    return False


def _foot(parts: Sequence[float], start: float) -> float:
    """How far down its last page a section reaches that begins at `start`; each part stays whole where it can."""
    used = start
    for part in parts:
        used = (part if used + part > PAGE else used + part) % PAGE
    return used


def _parts(section: Section, figures: Mapping[str, Drawing], pictures: Mapping[str, Picture]) -> list[float]:
    """The heights of a section's blocks, the first with the section's head over it."""
    head = 16.0 * (section.message != section.title) + 24.0 * _lines(section.message, 46) + 8.0
    lead = 8.0 + 16.0 * _lines(section.lead, 92) if section.lead else 0.0
    first, *others = [*_heights(section.blocks, figures, pictures)] or [0.0]
    return [head + lead + first, *others]


def _heights(
    blocks: Sequence[Block], figures: Mapping[str, Drawing], pictures: Mapping[str, Picture]
) -> Iterator[float]:
    beside: float | None = None
    for block in blocks:
        height = _height(block, figures, pictures)
        half = isinstance(block, ChartBlock) and block.width == "half"
        if isinstance(block, DataNotesBlock):
            yield from _notes(block)
        elif half and beside is not None:
            yield max(0.0, height - beside)
            beside = None
        else:
            yield height
            beside = height if half else None


def _height(block: Block, figures: Mapping[str, Drawing], pictures: Mapping[str, Picture]) -> float:
    match block:
        case TakeawaysBlock():
            return 34.0 + sum(_takeaway(item, figures) for item in block.takeaways)
        case KpiBlock(layout="cards"):
            rows = -(-len(block.kpis) // card_columns(len(block.kpis)))
            lines = max((len(k.deltas) + bool(k.target) + bool(k.note) for k in block.kpis), default=0)
            spark = 6.0 + CARD_SPARK_HEIGHT if any(k.spark for k in block.kpis) else 0.0
            return rows * (18.0 + 6.0 + 12.0 + 30.0 + 12.0 * lines + spark) + 20.0 * bool(block.title)
        case KpiBlock():
            groups = len({k.group for k in block.kpis if k.group})
            return 60.0 + 27.0 * len(block.kpis) + 22.0 * groups
        case ChartBlock():
            return HEAD + figures[chart_key(block)].height + 12.0 * len(block.notes) + 10.0
        case TableBlock():
            return HEAD + 26.0 + 18.5 * len(block.rows) + 12.0 * len(block.notes)
        case MultiplesBlock():
            rows = -(-len(block.panels) // block.columns)
            panel = max((figures[chart_key(panel)].height for panel in block.panels), default=0.0)
            return HEAD + rows * (24.0 + panel) + 12.0 * len(block.notes)
        case CommentaryBlock():
            head = 18.0 if block.title else 0.0
            return 70.0 + head + 14.0 * _lines(block.html, 88) + 7.0 * block.html.count("<p>")
        case NextStepsBlock():
            return 44.0 + sum(17.0 + 13.0 * _step_lines(action) for action in block.actions)
        case AppendixBlock():
            return 20.0 + sum(_definition(entry) for entry in block.definitions) / 2
        case TextBlock():
            return 26.0 + 14.0 * _lines(block.html, 92) + 7.0 * block.html.count("<p>")
        case PersonaBlock():
            text = 45.0 + 14.0 * _lines(block.html, 70) + 7.0 * block.html.count("<p>")
            return max(text, 160.0 if block.asset else 0.0)
        case ImageBlock():
            return 36.0 + TEXT_WIDTH * block.width / pictures[block.asset].ratio
    return 0.0


def _notes(block: DataNotesBlock) -> Iterator[float]:
    """The lists and tables of the data notes, row by row: they part anywhere but after a head."""
    rows = [max(_lines(source.name, 24), _lines(source.gives, 22)) for source in block.sources]
    yield from _rows(rows, 50.0)
    yield from _rows([_lines(notice.text, 105) for notice in block.notices], 36.0)
    yield from _rows([_lines(sentence, 105) for sentence in block.missing], 36.0)
    entries = block.definitions
    yield from _rows([max(_lines(e.label, 27), _lines(e.formula, 44), _lines(e.note or "", 44)) for e in entries], 50.0)
    yield 130.0


def _rows(lines: Sequence[int], head: float) -> Iterator[float]:
    """Heights of rows of so many lines each, the first with the head over it."""
    for place, count in enumerate(lines):
        yield 6.5 + 12.0 * max(1, count) + (0.0 if place else head)


def _takeaway(item: TakeawayView, figures: Mapping[str, Drawing]) -> float:
    """A takeaway is as high as the higher of its claim with its reasons and its picture with how we know."""
    wide = item.chart is None
    claim = 36.0 + 16.0 * _lines(item.headline, 76 if wide else 52) + 14.0 * (1 + len(item.because))
    how = 6.0 + 10.0 * _lines(item.how, 100 if wide else 48) if item.how else 0.0
    picture = 33.0 + figures[chart_key(item.chart)].height if item.chart else 0.0
    return claim + how if wide else max(claim, picture + how)


def _step_lines(action: Action) -> int:
    return max(_lines(action.text, 34), _lines(action.owner or "", 20), _lines(action.measure or "", 24))


def _definition(entry: Definition) -> float:
    """An entry of the appendix, which stands in two columns."""
    texts = [entry.description or "", entry.formula, entry.variant or "", entry.dataset or "", *entry.caveats]
    texts += [entry.expression] if entry.expression != entry.formula else []
    return 26.0 + 13.0 * sum(_lines(text, 50) for text in texts if text)


def _lines(text: str, characters: int) -> int:
    return -(-len(text) // characters)


# ---------------------------------------------------------------- what the tighter setting saves


def saving(section: Section) -> float:
    """About how many points of height the tighter setting saves in a section."""
    head = 2.0 + (4.0 + len(section.lead) / 46 if section.lead else 0.0)
    return head + sum(_saving(block) for block in section.blocks)


def _saving(block: Block) -> float:
    match block:
        case TakeawaysBlock():
            return 12.0 + sum(17.0 + len(item.because) for item in block.takeaways)
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
