"""Composing a report: from computed facts to the finished document. Here the thinking ends; renderers only lay out.

A section without a message of its own is headed by what its first block has to say; that block is then titled by its
plain name, so that no sentence stands on a page twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import kpireport
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
from kpireport.document.kpis import Tally, compose_kpis, count, kpi
from kpireport.document.markdown import to_html
from kpireport.document.materials import text_path
from kpireport.document.members import compose_member_chart
from kpireport.document.needs import cover_days
from kpireport.document.notes import all_notices, compose_notes, data_to, left_out_sentences
from kpireport.document.presets import Layout
from kpireport.document.records import records, references
from kpireport.document.tables import compose_table
from kpireport.document.takeaways import compose_takeaways, fact_ids, leading_message, takeaway_record
from kpireport.document.time_charts import compose_time_chart
from kpireport.errors import Place
from kpireport.spec.model import SectionSpec
from kpireport.spec.text import render_text
from kpireport.takeaways.wording import Takeaway

VARIABLES = ("client", "comparisons", "period", "report")
"""The first names of what a text of the spec may use."""
FEW_KPIS = 3
"""From so many KPIs on the summary says how many improved."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A composed section and everything that came with it."""

    section: model.Section
    derived: Derived
    gaps: tuple[str, ...]
    metrics: tuple[str, ...]


def compose(
    edition: Edition,
    layout: Layout,
    *,
    takeaways: Sequence[Takeaway] = (),
    sources: Sequence[model.SourceRecord] = (),
    notices: Sequence[model.Notice] = (),
    cover: str | None = None,
) -> model.ReportDocument:
    """The finished document of an edition.

    `layout` comes from `presets.lay_out`, `cover` names the metric that `needs.cover_metric` chose. Raises TemplateError
    for a text that cannot be rendered.
    """
    known = all_notices(edition, sources, notices)
    spec, language = edition.spec, edition.language
    pages = _pages(edition, layout, takeaways, sources, known)
    sections = [page.section for page in pages]
    art = _cover_art(edition, cover) if cover else None
    shown = dict.fromkeys([*layout.metrics, *(metric for page in pages for metric in page.metrics)])
    refs = [*references(sections), *(fact for t in takeaways for fact in fact_ids(t.evidence))]
    refs += [art.series] if art else []
    kept = records(edition, refs, tuple(shown), _sum(page.derived for page in pages))
    return model.ReportDocument(
        kpireport=kpireport.__version__,
        client=_client(edition),
        report=_report(edition, layout, takeaways, sources),
        brand=model.Brand(color=spec.brand.color, logo=edition.materials.logo.id if edition.materials.logo else None),
        theme=spec.theme,
        period=model.Period(
            start=edition.period.start,
            end=edition.period.end,
            grain=edition.period.grain,
            label=edition.label,
            key=edition.period.key,
        ),
        comparisons=[
            model.Comparison(
                id=c.id, start=c.period.start, end=c.period.end, label=edition.label_of(c), short=edition.versus(c)
            )
            for c in edition.comparisons
        ],
        facts=list(kept.facts),
        changes=list(kept.changes),
        series=list(kept.series),
        takeaways=[takeaway_record(takeaway) for takeaway in takeaways],
        queries=list(kept.queries),
        sources=list(sources),
        notices=list(known),
        assets=list(edition.materials.assets),
        words=language.words("ui-") | {"report": _kind(edition)},
        cover=art,
        sections=sections,
    )


# ---------------------------------------------------------------- head


def _client(edition: Edition) -> model.Client:
    client = edition.spec.client
    return model.Client(
        id=client.id,
        name=client.name,
        timezone=client.timezone,
        currency=client.currency,
        locale=client.locale,
        country=client.country,
    )


def _report(
    edition: Edition, layout: Layout, takeaways: Sequence[Takeaway], sources: Sequence[model.SourceRecord]
) -> model.Report:
    head, language = edition.spec.report, edition.language
    main = _main_metric(edition, layout)
    title = _filled(edition, head.title) or language.say(
        "doc-title", client=edition.spec.client.name, label=edition.label
    )
    labels = [edition.label_of(comparison) for comparison in edition.comparisons]
    return model.Report(
        id=head.id,
        title=title,
        author=head.author,
        date=edition.as_of,
        subtitle=leading_message(edition, takeaways, main),
        data_to=data_to(edition, sources),
        compared_with=language.say("compared-with", labels=language.list(labels)) if labels else None,
    )


def _kind(edition: Edition) -> str:
    return _filled(edition, edition.spec.report.kind) or edition.language.say(f"doc-kind-{edition.period.grain}")


def _main_metric(edition: Edition, layout: Layout) -> str | None:
    """The metric that the report is about: the north star, else the first one that has a value."""
    candidates = [m for m in (edition.spec.north_star, *layout.metrics) if m]
    with_value = (m for m in candidates if (fact := edition.facts.fact(m)) is not None and fact.value is not None)
    return next(with_value, next(iter(candidates), None))


def _cover_art(edition: Edition, metric: str) -> model.CoverArt | None:
    """The days of a metric up to the end of the period; no art without two values."""
    series = edition.facts.one_series(metric, "day")
    if series is None:
        return None
    days = cover_days(edition.period)
    at = [(day, value) for day, value in zip(series.starts, series.values, strict=True) if days.contains(day)]
    first = next((i for i, (_, value) in enumerate(at) if value is not None), len(at))
    if len(at) - first < 2:
        return None
    begin, end = at[first][0], at[-1][0]
    language = edition.language
    words = language.say("doc-span", first=language.month(begin), last=language.month(end))
    caption = language.say("doc-cover-art", metric=edition.noun(metric), span=words, label=edition.label)
    current = sum(edition.period.contains(day) for day, _ in at[first:])
    return model.CoverArt(series=series.id, values=[v for _, v in at[first:]], current=current, caption=caption)


# ---------------------------------------------------------------- sections


def _pages(
    edition: Edition,
    layout: Layout,
    takeaways: Sequence[Takeaway],
    sources: Sequence[model.SourceRecord],
    notices: Sequence[model.Notice],
) -> list[_Page]:
    """All sections in order; data notes are composed last, because they say what the others lacked."""
    ids = _section_ids(layout.sections)
    main, tally = _main_metric(edition, layout), _tally(edition, layout)
    charts: Counter[str] = Counter()
    pages: dict[int, _Page] = {}
    gaps = left_out_sentences(edition, layout.left_out)
    gaps += [edition.language.say("doc-missing-text", file=path) for path in edition.materials.absent]
    metrics = list(layout.metrics)

    def block(spec: object) -> Iterator[Composed]:
        if isinstance(spec, TakeawaysSpec):
            yield compose_takeaways(edition, spec, takeaways, main, tally)
        elif isinstance(spec, DataNotesSpec):
            missing = tuple(dict.fromkeys(gaps))
            yield compose_notes(edition, sources, notices, missing, tuple(dict.fromkeys(metrics)))
        else:
            yield from _block(edition, spec)

    order = sorted(range(len(layout.sections)), key=lambda i: _has_notes(layout.sections[i]))
    for i in order:
        section = layout.sections[i]
        composed = [found for spec in section.blocks for found in block(spec)]
        pages[i] = _page(edition, section, ids[i], composed, charts)
        gaps += pages[i].gaps
        metrics += pages[i].metrics
    return [pages[i] for i in range(len(layout.sections))]


def _page(
    edition: Edition, section: SectionSpec, section_id: str, composed: Sequence[Composed], charts: Counter[str]
) -> _Page:
    own = _filled(edition, section.message)
    speaker = None if own else _speaker(composed)
    title = _filled(edition, section.title) or section.title
    blocks = _titled(composed, speaker, section_id, charts)
    lead = _filled(edition, section.lead) or (speaker.lead if speaker else None)
    return _Page(
        model.Section(
            id=section_id,
            title=title,
            message=own or (speaker.message if speaker and speaker.message else title),
            lead=lead,
            blocks=blocks,
        ),
        _sum(found.derived for found in composed),
        tuple(gap for found in composed for gap in found.gaps),
        tuple(metric for found in composed for metric in found.metrics),
    )


def _speaker(composed: Sequence[Composed]) -> Composed | None:
    """The block whose message heads the section: the first that has one, and of KPI blocks the fullest."""
    speaking = [found for found in composed if found.message]
    boards = [found for found in speaking if isinstance(found.block, model.KpiBlock)]
    if speaking and speaking[0] in boards:
        return max(boards, key=lambda found: len(found.metrics))
    return next(iter(speaking), None)


def _titled(
    composed: Sequence[Composed], speaker: Composed | None, section_id: str, charts: Counter[str]
) -> list[model.Block]:
    """The blocks of a section; a message that was said before on the page gives way to the block's plain name."""
    said: set[str | None] = {speaker.message} if speaker else set()
    blocks = []
    for found in composed:
        blocks.append(_named(found, section_id, charts, plainly=found.message in said))
        said.add(found.message)
    return blocks


def _named(found: Composed, section_id: str, charts: Counter[str], *, plainly: bool) -> model.Block:
    """The block with an id of its own, titled by its message or by its plain name."""
    block = found.block
    if plainly and found.message and found.name and isinstance(block, model.ChartBlock | model.TableBlock):
        subtitle = block.subtitle.removeprefix(found.name).lstrip(", ")
        block = block.model_copy(update={"title": found.name, "subtitle": subtitle})
    if isinstance(block, model.ChartBlock):
        name = f"{section_id}-{block.id}"
        charts[name] += 1
        block = block.model_copy(update={"id": name if charts[name] == 1 else f"{name}-{charts[name]}"})
    return block


def _block(edition: Edition, spec: object) -> Iterator[Composed]:
    """One block; a text that need not be there and is not gives none."""
    match spec:
        case KpisSpec():
            yield compose_kpis(edition, spec.model_copy(update={"title": _filled(edition, spec.title)}))
        case ChartSpec():
            yield _chart(edition, spec.model_copy(update={"title": _filled(edition, spec.title)}))
        case TableSpec():
            yield compose_table(edition, spec.model_copy(update={"title": _filled(edition, spec.title)}))
        case TextSpec():
            yield from _text(edition, spec)
        case ImageSpec():
            asset = edition.materials.pictures[spec.path]
            caption = _filled(edition, spec.caption)
            alt = _filled(edition, spec.alt) or spec.alt
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
        text, place = edition.materials.texts[path], Place(path)
    html = to_html(_filled(edition, text, place) or "", place=place)
    yield Composed(model.TextBlock(html=html, author=_filled(edition, spec.author)))


# ---------------------------------------------------------------- small parts


def _filled(edition: Edition, text: str | None, place: Place | None = None) -> str | None:
    """A text of the spec with its variables filled in."""
    return None if text is None else render_text(text, variables(edition), place)


def variables(edition: Edition) -> Mapping[str, object]:
    """What a text of the spec may use: `client`, `report`, `period`, `comparisons` by id, and the client's own `client.variables`."""
    client, period = edition.spec.client, edition.period
    return {
        "client": {
            "id": client.id,
            "name": client.name,
            "currency": client.currency,
            "country": client.country or "",
            "variables": dict(client.variables),
        },
        "report": {"id": edition.spec.report.id, "author": edition.spec.report.author or ""},
        "period": {
            "label": edition.label,
            "short": edition.short_label,
            "key": period.key,
            "start": edition.language.day(period.start),
            "end": edition.language.day(period.last),
        },
        "comparisons": {comparison.id: edition.label_of(comparison) for comparison in edition.comparisons},
    }


def _tally(edition: Edition, layout: Layout) -> Tally | None:
    """How many KPIs improved, of the fullest block, so that the summary and that block say the same; None for a few."""
    blocks = [block for section in layout.sections for block in section.blocks if isinstance(block, KpisSpec)]
    metrics = max((block.metrics for block in blocks), key=len, default=())
    if len(metrics) < FEW_KPIS:
        return None
    return count(edition, [kpi(edition, metric, spark=False) for metric in metrics])


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


def _has_notes(section: SectionSpec) -> bool:
    return any(isinstance(block, DataNotesSpec) for block in section.blocks)


def _sum(derived: Iterable[Derived]) -> Derived:
    total = NOTHING
    for one in derived:
        total += one
    return total
