"""From the sections of a layout to finished sections: each block composed, headed by what it says, named once.

A section without a message of its own is headed by what its first block has to say; that block is then titled by its
plain name, so that no sentence stands on a page twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpireport.document import model
from kpireport.document.blocks import (
    ChartSpec,
    DataNotesSpec,
    ImageSpec,
    KpisSpec,
    PageBreakSpec,
    TableSpec,
    TakeawaysSpec,
    TextSpec,
)
from kpireport.document.composed import Composed
from kpireport.document.edition import NOTHING, Derived, Edition
from kpireport.document.funnels import compose_funnel
from kpireport.document.kpis import Tally, compose_kpis
from kpireport.document.markdown import to_html
from kpireport.document.materials import text_path
from kpireport.document.members import compose_member_chart
from kpireport.document.notes import compose_notes, left_out_sentences
from kpireport.document.presets import Layout
from kpireport.document.tables import compose_table
from kpireport.document.takeaways import compose_takeaways
from kpireport.document.texts import filled
from kpireport.document.time_charts import compose_time_chart
from kpireport.spec.model import SectionSpec
from kpireport.takeaways.wording import Takeaway


@dataclass(frozen=True, slots=True)
class Summary:
    """What the report says as a whole: its claims, the metric it is about, and how many KPIs improved."""

    takeaways: Sequence[Takeaway]
    metric: str | None
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Pages:
    """The finished sections, the metrics that they show, and what was worked out for them."""

    sections: tuple[model.Section, ...]
    metrics: tuple[str, ...]
    derived: Derived


def compose_pages(
    edition: Edition,
    layout: Layout,
    summary: Summary,
    sources: Sequence[model.SourceRecord],
    notices: Sequence[model.Notice],
) -> Pages:
    """All sections in order. Data notes are composed last, because they say what the others lacked."""
    drafts = [
        [found for spec in section.blocks for found in _block(edition, spec, summary)] for section in layout.sections
    ]
    made = [found for draft in drafts for found in draft if found is not None]
    shown = tuple(dict.fromkeys([*layout.metrics, *(metric for found in made for metric in found.metrics)]))
    notes = compose_notes(edition, sources, notices, _gaps(edition, layout, made), shown)
    ids = _section_ids(layout.sections)
    sections = tuple(
        _section(edition, section, section_id, [found or notes for found in draft])
        for section, section_id, draft in zip(layout.sections, ids, drafts, strict=True)
    )
    derived = NOTHING
    for found in made:
        derived += found.derived
    return Pages(sections, shown, derived)


def _gaps(edition: Edition, layout: Layout, made: Sequence[Composed]) -> tuple[str, ...]:
    """What is not on the pages, and why: left out of the preset, absent texts, blocks without a value."""
    sentences = left_out_sentences(edition, layout.left_out)
    sentences += [edition.language.say("doc-missing-text", file=path) for path in edition.materials.absent]
    return tuple(dict.fromkeys([*sentences, *(gap for found in made for gap in found.gaps)]))


# ---------------------------------------------------------------- one section


def _section(edition: Edition, section: SectionSpec, section_id: str, composed: Sequence[Composed]) -> model.Section:
    own = filled(edition, section.message)
    speaker = None if own else _speaker(composed)
    title = filled(edition, section.title) or section.title
    return model.Section(
        id=section_id,
        title=title,
        message=own or (speaker.message if speaker and speaker.message else title),
        lead=filled(edition, section.lead) or (speaker.lead if speaker else None),
        blocks=_titled(composed, speaker, section_id),
    )


def _speaker(composed: Sequence[Composed]) -> Composed | None:
    """The block whose message heads the section: the first that has one, and of KPI blocks the fullest."""
    speaking = [found for found in composed if found.message]
    boards = [found for found in speaking if isinstance(found.block, model.KpiBlock)]
    if speaking and speaking[0] in boards:
        return max(boards, key=lambda found: len(found.metrics))
    return next(iter(speaking), None)


def _titled(composed: Sequence[Composed], speaker: Composed | None, section_id: str) -> list[model.Block]:
    """The blocks of a section; a message that was said before on the page gives way to the block's plain name."""
    said: set[str | None] = {speaker.message} if speaker else set()
    ids: Counter[str] = Counter()
    blocks = []
    for found in composed:
        block = _plainly(found) if found.message in said else found.block
        said.add(found.message)
        blocks.append(_identified(block, section_id, ids))
    return blocks


def _plainly(found: Composed) -> model.Block:
    """A chart or table titled by its plain name, and nothing repeated under it."""
    block = found.block
    if found.message and found.name and isinstance(block, model.ChartBlock | model.TableBlock):
        subtitle = block.subtitle.removeprefix(found.name).lstrip(", ")
        return block.model_copy(update={"title": found.name, "subtitle": subtitle})
    return block


def _identified(block: model.Block, section_id: str, ids: Counter[str]) -> model.Block:
    """A chart with an id that no other chart of the report has."""
    if not isinstance(block, model.ChartBlock):
        return block
    ids[block.id] += 1
    number = "" if ids[block.id] == 1 else f"-{ids[block.id]}"
    return block.model_copy(update={"id": f"{section_id}-{block.id}{number}"})


def _section_ids(sections: Sequence[SectionSpec]) -> list[str]:
    """An id for each section, fit for an anchor and a file name, none twice."""
    taken: set[str] = set()
    ids = []
    for number, section in enumerate(sections, 1):
        plain = re.sub(r"[^a-z0-9]+", "-", (section.id or section.title).lower()).strip("-")
        name = plain or f"section-{number}"
        ids.append(name if name not in taken else f"{name}-{number}")
        taken.add(ids[-1])
    return ids


# ---------------------------------------------------------------- one block


def _block(edition: Edition, spec: object, summary: Summary) -> Iterator[Composed | None]:
    """One block, None for the data notes; a text that need not be there and is not gives nothing."""
    match spec:
        case DataNotesSpec():
            yield None
        case TakeawaysSpec():
            yield compose_takeaways(edition, spec, summary.takeaways, summary.metric, summary.tally)
        case KpisSpec():
            yield compose_kpis(edition, spec.model_copy(update={"title": filled(edition, spec.title)}))
        case ChartSpec():
            yield _chart(edition, spec.model_copy(update={"title": filled(edition, spec.title)}))
        case TableSpec():
            yield compose_table(edition, spec.model_copy(update={"title": filled(edition, spec.title)}))
        case TextSpec():
            yield from _text(edition, spec)
        case ImageSpec():
            asset = edition.materials.pictures[spec.path]
            caption = filled(edition, spec.caption)
            alt = filled(edition, spec.alt) or spec.alt
            yield Composed(model.ImageBlock(asset=asset.id, alt=alt, caption=caption, width=spec.width))
        case PageBreakSpec():
            yield Composed(model.PageBreak())
        case _:
            raise TypeError(f"no block: {spec!r}")


def _chart(edition: Edition, spec: ChartSpec) -> Composed:
    if spec.is_over_time:
        return compose_time_chart(edition, spec)
    return compose_funnel(edition, spec) if spec.kind == "funnel" else compose_member_chart(edition, spec)


def _text(edition: Edition, spec: TextSpec) -> Iterator[Composed]:
    if spec.text is not None:
        text, place = spec.text, None
    else:
        path = text_path(spec.file or "", edition.period)
        if path not in edition.materials.texts:
            return
        text, place = edition.materials.texts[path], edition.materials.places.get(path)
    html = to_html(filled(edition, text, place) or "", place=place)
    yield Composed(model.TextBlock(html=html, author=filled(edition, spec.author)))
