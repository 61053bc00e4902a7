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
from kpireport.document.actions import compose_commentary, compose_events, compose_next_steps, written_text
from kpireport.document.blocks import (
    AppendixSpec,
    ChartSpec,
    CohortSpec,
    CommentarySpec,
    ComparisonSpec,
    DataNotesSpec,
    DataSpec,
    EventsSpec,
    FunnelSpec,
    ImageSpec,
    KpisSpec,
    MultiplesSpec,
    NextStepsSpec,
    PageBreakSpec,
    PersonaSpec,
    TableSpec,
    TakeawaysSpec,
    TextSpec,
    WaterfallSpec,
)
from kpireport.document.cohorts import compose_cohort
from kpireport.document.comparison_tables import compose_comparison
from kpireport.document.composed import Composed
from kpireport.document.definitions import compose_appendix
from kpireport.document.edition import NOTHING, Derived, Edition
from kpireport.document.funnel_tables import compose_funnel_table
from kpireport.document.funnels import compose_funnel
from kpireport.document.kpis import Tally, compose_kpis
from kpireport.document.markdown import to_html
from kpireport.document.members import compose_member_chart
from kpireport.document.multiples import compose_multiples
from kpireport.document.notes import alone_sentences, compose_notes, left_out_sentences
from kpireport.document.personas import compose_persona
from kpireport.document.presets import Layout
from kpireport.document.tables import compose_table
from kpireport.document.takeaways import compose_takeaways
from kpireport.document.texts import filled
from kpireport.document.time_charts import compose_time_chart
from kpireport.document.waterfalls import compose_waterfall
from kpireport.spec.model import SectionSpec, SpecModel
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
    """All sections in order. Appendix and data notes are composed last, because they say what the others show and lack."""
    drafts = [_draft(edition, section, summary) for section in layout.sections]
    made = [found for draft in drafts for found in draft.blocks if isinstance(found, Composed)]
    shown = tuple(dict.fromkeys([*layout.metrics, *(metric for found in made for metric in found.metrics)]))
    closing: dict[type[SpecModel], Composed] = {
        AppendixSpec: compose_appendix(edition, sources, shown),
        DataNotesSpec: compose_notes(
            edition,
            sources,
            notices,
            _gaps(edition, layout, drafts),
            () if any(AppendixSpec in draft.blocks for draft in drafts) else shown,
        ),
    }
    ids = _section_ids(layout.sections)
    sections = tuple(
        _section(
            edition,
            section,
            section_id,
            [found if isinstance(found, Composed) else closing[found] for found in draft.blocks],
        )
        for section, section_id, draft in zip(layout.sections, ids, drafts, strict=True)
        if draft.blocks
    )
    derived = NOTHING
    for found in made:
        derived += found.derived
    return Pages(sections, shown, derived)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The blocks of a section, those that are composed last by their type, and sentences on what is not among them."""

    blocks: tuple[Composed | type[SpecModel], ...]
    gaps: tuple[str, ...] = ()


def _draft(edition: Edition, section: SectionSpec, summary: Summary) -> _Draft:
    """One section. What a preset names and no data fill is left out; what the spec names says so on its page."""
    found = [composed for spec in section.blocks for composed in _block(edition, spec, summary)]
    gaps = tuple(gap for one in found if isinstance(one, Composed) for gap in one.gaps)
    is_own = section.id is None or any(section.id == own.id for own in edition.spec.sections)
    if is_own:
        return _Draft(tuple(found), gaps)
    kept = tuple(one for one in found if not (isinstance(one, Composed) and one.is_empty))
    had_data = any(isinstance(spec, DataSpec) for spec in section.blocks)
    has_data = any(isinstance(one, Composed) and one.metrics for one in kept)
    return _Draft(kept if has_data or not had_data else (), gaps)


def _gaps(edition: Edition, layout: Layout, drafts: Sequence[_Draft]) -> tuple[str, ...]:
    """What is not on the pages, and why: left out of the preset, absent texts, blocks without a value."""
    sentences = [*left_out_sentences(edition, layout.left_out), *alone_sentences(edition, layout.alone)]
    sentences += [edition.language.say("doc-missing-text", file=path) for path in edition.materials.absent]
    return tuple(dict.fromkeys([*sentences, *(gap for draft in drafts for gap in draft.gaps)]))


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
    if found.message and found.name and isinstance(block, model.ChartBlock | model.TableBlock | model.MultiplesBlock):
        subtitle = block.subtitle.removeprefix(found.name).lstrip(",. ")
        return block.model_copy(update={"title": found.name, "subtitle": subtitle})
    return block


def _identified(block: model.Block, section_id: str, ids: Counter[str]) -> model.Block:
    """A chart, or small multiples with their panels, with an id that nothing else in the report has."""
    if not isinstance(block, model.ChartBlock | model.MultiplesBlock):
        return block
    ids[block.id] += 1
    number = "" if ids[block.id] == 1 else f"-{ids[block.id]}"
    name = f"{section_id}-{block.id}{number}"
    if isinstance(block, model.ChartBlock):
        return block.model_copy(update={"id": name})
    panels = [panel.model_copy(update={"id": f"{name}-{n}"}) for n, panel in enumerate(block.panels, 1)]
    return block.model_copy(update={"id": name, "panels": panels})


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


def _block(edition: Edition, spec: object, summary: Summary) -> Iterator[Composed | type[SpecModel]]:
    """One block, its type where it is composed last; a text that need not be there and is not gives nothing."""
    match spec:
        case DataNotesSpec() | AppendixSpec():
            yield type(spec)
        case TakeawaysSpec():
            yield compose_takeaways(edition, spec, summary.takeaways, summary.metric, summary.tally)
        case PersonaSpec():
            yield compose_persona(edition, spec)
            if spec.metrics:
                yield compose_kpis(edition, spec.model_copy(update={"title": None}))
        case DataSpec():
            yield _data(edition, spec.model_copy(update={"title": filled(edition, getattr(spec, "title", None))}))
        case TextSpec():
            yield from _text(edition, spec)
        case CommentarySpec():
            yield from compose_commentary(edition, spec)
        case NextStepsSpec():
            yield compose_next_steps(edition, spec)
        case EventsSpec():
            yield compose_events(edition, spec)
        case ImageSpec():
            asset = edition.materials.pictures[spec.path]
            caption = filled(edition, spec.caption)
            alt = filled(edition, spec.alt) or spec.alt
            yield Composed(model.ImageBlock(asset=asset.id, alt=alt, caption=caption, width=spec.width))
        case PageBreakSpec():
            yield Composed(model.PageBreak())
        case _:
            raise TypeError(f"no block: {spec!r}")


def _data(edition: Edition, spec: DataSpec) -> Composed:
    match spec:
        case KpisSpec():
            return compose_kpis(edition, spec)
        case ChartSpec():
            return _chart(edition, spec)
        case TableSpec():
            return compose_table(edition, spec)
        case ComparisonSpec():
            return compose_comparison(edition, spec)
        case WaterfallSpec():
            return compose_waterfall(edition, spec)
        case MultiplesSpec():
            return compose_multiples(edition, spec)
        case FunnelSpec():
            return compose_funnel_table(edition, spec)
        case CohortSpec():
            return compose_cohort(edition, spec)
    raise TypeError(f"no block: {spec!r}")


def _chart(edition: Edition, spec: ChartSpec) -> Composed:
    if spec.is_over_time:
        return compose_time_chart(edition, spec)
    return compose_funnel(edition, spec) if spec.kind == "funnel" else compose_member_chart(edition, spec)


def _text(edition: Edition, spec: TextSpec) -> Iterator[Composed]:
    found = written_text(edition, spec.text, spec.file)
    if found is None:
        return
    text, place = found
    html = to_html(filled(edition, text, place) or "", place=place)
    yield Composed(model.TextBlock(html=html, author=filled(edition, spec.author)))
