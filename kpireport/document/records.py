"""What a document keeps of the computed numbers: everything that its pages name, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpireport.document.edition import Derived, Edition
from kpireport.document.model import (
    ChangeRecord,
    ChartBlock,
    FactRecord,
    KpiBlock,
    MultiplesBlock,
    QueryRecord,
    ReportDocument,
    Section,
    SeriesRecord,
    TableBlock,
    TakeawaysBlock,
    TakeawayView,
)
from kpireport.document.targets import subject
from kpireport.metrics.facts import CURRENT, Change, Fact, Series
from kpireport.metrics.segments import parts_of_id


@dataclass(frozen=True, slots=True)
class Records:
    """The numbers of a document, in the order of the computed table, derived ones last."""

    facts: tuple[FactRecord, ...]
    changes: tuple[ChangeRecord, ...]
    series: tuple[SeriesRecord, ...]
    queries: tuple[QueryRecord, ...]


def records(edition: Edition, refs: Iterable[str], metrics: Sequence[str], derived: Derived) -> Records:
    """The records of everything that is referred to, of all totals of the shown metrics, and of what they are held against."""
    table = edition.facts
    wanted = set(refs)
    totals = {fact.id for fact in table.facts if not fact.group and fact.metric in set(metrics)}
    shown = {fact.id for fact in table.facts if fact.id in wanted} | totals
    shown |= {change.base for change in table.changes if change.fact in shown}
    facts = [_fact_record(edition, fact) for fact in table.facts if fact.id in shown]
    facts += _once(derived.facts)
    kept = {fact.id for fact in facts}
    changes = [_change_record(change) for change in table.changes if change.fact in kept and change.base in kept]
    series = [_series_record(one) for one in table.series if one.id in wanted] + _longest(derived.series)
    used = {fact.query for fact in facts} | {one.query for one in series}
    queries = [
        QueryRecord(id=q.id, dataset=q.dataset, engine=q.engine, sql=q.sql, rows=q.rows)
        for q in table.queries
        if q.id in used
    ]
    return Records(tuple(facts), (*changes, *_changes_once(derived.changes)), tuple(series), tuple(queries))


def references(sections: Iterable[Section]) -> Iterator[str]:
    """Every id of a fact or a series that the blocks of some sections name."""
    for section in sections:
        for block in section.blocks:
            match block:
                case KpiBlock():
                    yield from _of_kpis(block)
                case ChartBlock():
                    yield from _of_chart(block)
                case MultiplesBlock():
                    yield from (ref for panel in block.panels for ref in _of_chart(panel))
                case TableBlock():
                    yield from (cell.ref for row in block.rows for cell in row.cells if cell.ref)
                case TakeawaysBlock():
                    yield from _of_takeaways(block)
                case _:
                    pass


def dangling(document: ReportDocument) -> tuple[str, ...]:
    """Ids that the document names but does not hold: a number without provenance. Empty in every valid document."""
    facts, series = {fact.id for fact in document.facts}, {one.id for one in document.series}
    queries, assets = {query.id for query in document.queries}, {asset.id for asset in document.assets}
    named = set(references(document.sections)) | ({document.cover.series} if document.cover else set())
    lost = named - facts - series
    lost |= {end for change in document.changes for end in (change.fact, change.base)} - facts
    lost |= ({fact.query for fact in document.facts} | {one.query for one in document.series}) - queries
    lost |= {view.id for view in _views(document)} - {takeaway.id for takeaway in document.takeaways}
    shown = [getattr(block, "asset", None) for section in document.sections for block in section.blocks]
    lost |= {asset for asset in (document.brand.logo, *shown) if asset} - assets
    lost |= {name for fact in document.facts if (name := parts_of_id(fact.metric)[1])} - {
        s.id for s in document.segments
    }
    return tuple(sorted(lost))


def _views(document: ReportDocument) -> Iterator[TakeawayView]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, TakeawaysBlock):
                yield from block.takeaways


# ---------------------------------------------------------------- references


def _of_kpis(block: KpiBlock) -> Iterator[str]:
    for kpi in block.kpis:
        yield kpi.fact
        for delta in kpi.deltas:
            yield from (delta.fact, delta.base)
        if kpi.spark:
            yield kpi.spark.series


def _of_chart(chart: ChartBlock) -> Iterator[str]:
    for series in chart.series:
        yield from series.refs


def _of_takeaways(block: TakeawaysBlock) -> Iterator[str]:
    for takeaway in block.takeaways:
        yield from (because.ref for because in takeaway.because if because.ref)
        if takeaway.chart:
            yield from _of_chart(takeaway.chart)


# ---------------------------------------------------------------- records


def _fact_record(edition: Edition, fact: Fact) -> FactRecord:
    return FactRecord(
        id=fact.id,
        metric=fact.metric,
        unit=fact.unit,
        period=fact.period,
        group=dict(fact.group),
        value=fact.value,
        status=fact.status,
        query=fact.query,
        numerator=fact.numerator,
        denominator=fact.denominator,
        target=_target(edition, fact) if fact.period == CURRENT else None,
    )


def _target(edition: Edition, fact: Fact) -> int | float | None:
    goal = edition.goals.get(subject(fact.metric, fact.group))
    status = goal.status(fact.value) if goal else None
    return status.target if status else None


def _change_record(change: Change) -> ChangeRecord:
    return ChangeRecord(
        fact=change.fact,
        base=change.base,
        comparison=change.comparison,
        abs=change.abs,
        pct=change.pct,
        points=change.points,
        favourable=change.favourable,
    )


def _series_record(series: Series) -> SeriesRecord:
    return SeriesRecord(
        id=series.id,
        metric=series.metric,
        group=dict(series.group),
        start=series.start,
        step=series.step,
        values=list(series.values),
        status=series.status,
        query=series.query,
    )


def _once(facts: Iterable[FactRecord]) -> list[FactRecord]:
    return list({fact.id: fact for fact in facts}.values())


def _changes_once(changes: Iterable[ChangeRecord]) -> list[ChangeRecord]:
    return list({(change.fact, change.comparison): change for change in changes}.values())


def _longest(series: Iterable[SeriesRecord]) -> list[SeriesRecord]:
    """Each derived series once: of two windows of the same series the longer one holds the other."""
    found: dict[str, SeriesRecord] = {}
    for one in series:
        known = found.get(one.id)
        if known is None or len(one.values) > len(known.values):
            found[one.id] = one
    return list(found.values())
