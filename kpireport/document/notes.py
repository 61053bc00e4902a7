"""Data notes: what the numbers rest on, what is missing, and what every shown metric means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kpireport.document.aims import targets_of_nobody
from kpireport.document.composed import Composed
from kpireport.document.definitions import definition
from kpireport.document.edition import Edition
from kpireport.document.model import DataNotesBlock, Notice, SourceRecord, SourceRow
from kpireport.document.notices import as_notice
from kpireport.document.pairing import Alone
from kpireport.document.presets import LeftOut
from kpireport.document.supply import Lack
from kpireport.language import NO_VALUE
from kpireport.metrics.segments import parts_of_id
from kpireport.periods import Comparison

OFTEN = 10
"""Where rows pause more often than once in so many days with rows, that is how the data are, and no day is missing."""
NAMED_DAYS = 6
"""So many runs of missing days are named, the latest: they are what a reader can still ask for."""


def compose_notes(
    edition: Edition,
    sources: Sequence[SourceRecord],
    notices: Sequence[Notice],
    missing: Sequence[str],
    metrics: Sequence[str],
) -> Composed:
    """The data notes of a report that shows some metrics; with an appendix it passes none, to define nothing twice."""
    streams = Counter(source.id for source in sources)
    block = DataNotesBlock(
        sources=[_source_row(edition, source, is_alone=streams[source.id] == 1) for source in sources],
        notices=list(notices),
        missing=list(missing),
        definitions=[definition(edition, metric, sources) for metric in metrics],
        build=edition.language.say(
            "doc-build",
            timezone=edition.spec.client.timezone,
            currency=edition.spec.client.currency,
        ),
    )
    return Composed(block, edition.language.say("doc-notes-message"))


def all_notices(edition: Edition, sources: Iterable[SourceRecord], notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """What sources and the engine said, then what the days of the sources and the calendar say."""
    datasets, metrics = edition.catalogue.datasets, edition.metrics
    engine = edition.facts.notices
    found = [*notices, *(as_notice(n, edition.language, datasets=datasets, metrics=metrics) for n in engine)]
    for source in sources:
        if days := lost_days(edition, source):
            missing = _missing_days(edition, days)
            text = edition.language.say("doc-source-missing-days", source=source.id, missing=missing)
            found.append(Notice(kind="missing_days", text=text, source=source.id, severity="warning"))
    found += [notice for comparison in edition.comparisons if (notice := _adjusted(edition, comparison))]
    found += [Notice(kind="target", text=text, severity="warning") for text in targets_of_nobody(edition)]
    return tuple({(notice.source, notice.text): notice for notice in found}.values())


def lost_days(edition: Edition, source: SourceRecord) -> list[date]:
    """The days that a source should have and has not: between its rows, and of the period before and after them.

    Days from the day of the build on are not missing. Rows that come once a week or now and then lose none.
    """
    if source.first_day is None or source.last_day is None or is_sparse(source.days or 0, source.missing_days):
        return []
    end = min(edition.period.end, edition.as_of)
    period = (edition.period.start + timedelta(days=n) for n in range((end - edition.period.start).days))
    return sorted({*source.missing_days, *(day for day in period if not source.first_day <= day <= source.last_day)})


def is_sparse(days: int, missing: Sequence[date]) -> bool:
    """Whether rows come less than nearly every day: they pause often, for however long."""
    return OFTEN * len(_runs(missing)) >= max(days, 1)


def left_out_sentences(edition: Edition, left_out: Iterable[LeftOut]) -> list[str]:
    """'Orders and Revenue left out: a source for the dataset Orders would bring them.', one sentence a reason."""
    reasons: dict[Lack, list[str]] = {}
    for found in left_out:
        metric = parts_of_id(found.metric)[0] if found.lack.segment else found.metric
        name = edition.noun(metric) if found.dimension is None else _breakdown(edition, found)
        reasons.setdefault(found.lack, []).append(name)
    sentences = []
    for lack, metrics in reasons.items():
        names = list(dict.fromkeys(metrics))
        words = {"names": edition.language.list(names), "dataset": edition.labels.dataset(lack.dataset)}
        if lack.segment:
            segment = edition.segment_name(lack.segment)
            sentences.append(edition.language.say("doc-segment-outside", segment=segment, n=len(names), **words))
        elif lack.columns:
            sentences.append(
                edition.language.say("doc-missing-columns", columns=edition.language.list(lack.columns), **words)
            )
        else:
            sentences.append(edition.language.say("doc-missing-dataset", n=len(names), **words))
    return sentences


def alone_sentences(edition: Edition, alone: Iterable[Alone]) -> list[str]:
    """'Ad impressions stands alone: Click-through rate would have to stand beside it, ...', one sentence a metric."""
    say, noun = edition.language.say, edition.noun
    return [
        say("doc-not-alone", metric=noun(found.metric), pairs=", ".join(noun(pair) for pair in found.pairs))
        for found in alone
    ]


def data_to(edition: Edition, sources: Iterable[SourceRecord]) -> str | None:
    """'Data to 31 October 2026': the last day up to the end of the period that every source has.

    Sources whose rows come now and then do not say up to which day they are complete; they count when there is no other.
    """
    dated = [(last, source) for source in sources if (last := _last_day(edition, source)) is not None]
    daily = [last for last, source in dated if not is_sparse(source.days or 0, source.missing_days)]
    if not dated:
        return None
    last = min(daily) if daily else max(last for last, _ in dated)
    return edition.language.say("data-to", day=edition.language.day(last))


def _last_day(edition: Edition, source: SourceRecord) -> date | None:
    """The last day up to the end of the period on which a source has rows."""
    if source.first_day is None or source.last_day is None:
        return None
    last, missing = min(source.last_day, edition.period.last), {*source.missing_days}
    while last in missing:
        last -= timedelta(days=1)
    return last if last >= source.first_day else None


# ---------------------------------------------------------------- sources


def _source_row(edition: Edition, source: SourceRecord, *, is_alone: bool) -> SourceRow:
    is_final = source.state == "final" and not lost_days(edition, source)
    return SourceRow(
        name=source.id if is_alone else f"{source.id}: {source.stream}",
        gives=edition.labels.dataset(source.dataset),
        rows_text=edition.language.number(source.rows),
        days_text=_days_text(edition, source),
        state=_state(edition, source),
        tone="neutral" if is_final else "bad",
    )


def _state(edition: Edition, source: SourceRecord) -> str:
    if days := lost_days(edition, source):
        return edition.language.say("doc-state-days-missing", n=len(days))
    return edition.language.say("ui-final" if source.state == "final" else "ui-provisional")


def _days_text(edition: Edition, source: SourceRecord) -> str:
    if source.first_day is None or source.last_day is None:
        return NO_VALUE
    first, last = (edition.language.day_short(day) for day in (source.first_day, source.last_day))
    return edition.language.say("doc-span", first=first, last=last)


def _missing_days(edition: Edition, days: Sequence[date]) -> str:
    runs = _runs(days)
    names: list[str] = [edition.language.span(first, last + timedelta(days=1)) for first, last in runs[-NAMED_DAYS:]]
    if len(runs) > NAMED_DAYS:
        names.append(edition.language.say("doc-and-earlier", n=len(runs) - NAMED_DAYS))
    return edition.language.say("doc-days-missing", n=len(days), days=", ".join(names))


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] <= timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _adjusted(edition: Edition, comparison: Comparison) -> Notice | None:
    if comparison.adjusted is None:
        return None
    message = "doc-adjusted-week" if comparison.adjusted == "week_53" else "doc-adjusted-day"
    return Notice(kind="calendar", text=edition.language.say(message, label=edition.label_of(comparison)))


def _breakdown(edition: Edition, found: LeftOut) -> str:
    dimension = edition.dimension_name(found.metric, found.dimension or "")
    return edition.language.say("doc-by-member", metric=edition.noun(found.metric), dimension=dimension.lowered)
