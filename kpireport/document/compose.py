"""Composing a report: from computed facts to the finished document. Here the thinking ends; renderers only lay out."""

from __future__ import annotations

from collections.abc import Sequence

import kpireport
from kpireport.document import model
from kpireport.document.blocks import KpisSpec
from kpireport.document.edition import Edition
from kpireport.document.kpis import Tally, count, kpi
from kpireport.document.needs import cover_days
from kpireport.document.notes import all_notices, data_to
from kpireport.document.pages import Summary, compose_pages
from kpireport.document.personas import segments
from kpireport.document.presets import Layout
from kpireport.document.records import records, references
from kpireport.document.takeaways import fact_ids, leading_message, takeaway_record
from kpireport.document.texts import filled
from kpireport.takeaways.wording import Takeaway

FEW_KPIS = 3
"""From so many KPIs on the summary says how many improved."""


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
    summary = Summary(takeaways, _main_metric(edition, layout), _tally(edition, layout))
    pages = compose_pages(edition, layout, summary, sources, known)
    art = _cover_art(edition, cover) if cover and (spec.agency is None or spec.agency.cover.art) else None
    refs = [*references(pages.sections), *(fact for t in takeaways for fact in fact_ids(t.evidence))]
    refs += [art.series] if art else []
    kept = records(edition, refs, pages.metrics, pages.derived)
    return model.ReportDocument(
        kpireport=kpireport.__version__,
        client=_client(edition),
        report=_report(edition, summary, sources),
        brand=_brand(edition, spec.brand.color),
        agency=_agency(edition),
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
        segments=segments(edition, pages.metrics, pages.sections),
        queries=list(kept.queries),
        sources=list(sources),
        notices=list(known),
        assets=list(edition.materials.assets),
        words=language.words("ui-") | {"report": _kind(edition)},
        cover=art,
        sections=list(pages.sections),
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


def _brand(edition: Edition, color: str) -> model.Brand:
    materials = edition.materials
    fonts = {role: asset.id for role, asset in materials.fonts.items()}
    return model.Brand(color=color, logo=materials.logo.id if materials.logo else None, fonts=fonts)


def _agency(edition: Edition) -> model.Agency | None:
    spec, logo = edition.spec.agency, edition.materials.agency_logo
    if spec is None:
        return None
    return model.Agency(
        name=spec.name,
        logo=logo.id if logo else None,
        contact=model.Contact(**spec.contact.model_dump()),
        footer=filled(edition, spec.footer),
        disclaimer=filled(edition, spec.disclaimer),
        on_cover=spec.cover.agency,
        note=filled(edition, spec.cover.note),
    )


def _author(edition: Edition) -> str | None:
    """'Rūta Kazlauskaitė, Tilto Studio': the author, and the agency where it is another."""
    agency = edition.spec.agency
    author = (filled(edition, edition.spec.report.author) or "").strip()
    names = (author, agency.name if agency and agency.name not in author else "")
    return ", ".join(name for name in names if name) or None


def _report(edition: Edition, summary: Summary, sources: Sequence[model.SourceRecord]) -> model.Report:
    head, language = edition.spec.report, edition.language
    title = filled(edition, head.title) or language.say(
        "doc-title", client=edition.spec.client.name, label=edition.label
    )
    labels = [edition.label_of(comparison) for comparison in edition.comparisons]
    return model.Report(
        id=head.id,
        title=title,
        author=_author(edition),
        date=edition.as_of,
        subtitle=leading_message(edition, summary.takeaways, summary.metric),
        data_to=data_to(edition, sources),
        compared_with=language.say("compared-with", labels=language.list(labels)) if labels else None,
    )


def _kind(edition: Edition) -> str:
    return filled(edition, edition.spec.report.kind) or edition.language.say(f"doc-kind-{edition.period.grain}")


def _main_metric(edition: Edition, layout: Layout) -> str | None:
    """The metric that the report is about: the north star, else the first one that has a value."""
    candidates = [m for m in (layout.north_star, *layout.metrics) if m]
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


def _tally(edition: Edition, layout: Layout) -> Tally | None:
    """How many KPIs improved, of the fullest block, so that the summary and that block say the same; None for a few."""
    blocks = [block for section in layout.sections for block in section.blocks if isinstance(block, KpisSpec)]
    metrics = max((block.metrics for block in blocks), key=len, default=())
    if len(metrics) < FEW_KPIS:
        return None
    return count(edition, [kpi(edition, metric, spark=False) for metric in metrics])
