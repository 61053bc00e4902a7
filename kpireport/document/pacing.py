"""How far a running period is: which of its days are in the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kpireport.document.model import SourceRecord
from kpireport.document.notes import is_sparse
from kpireport.periods import Period
from kpireport.takeaways.goals import Pace


def paces(sources: Iterable[SourceRecord], period: Period, as_of: date) -> Mapping[str, Pace]:
    """By dataset; empty for a period that is over on the day `as_of`, and without a dataset whose days are all there.

    A dataset is as far as the source that is the furthest behind. Where rows come every day, the days with rows count;
    where they come now and then, every day before `as_of`, because a day without a row is then a day like any other.
    """
    if as_of >= period.end:
        return {}
    found: dict[str, Pace] = {}
    for source in sources:
        elapsed = _elapsed(source, period, as_of)
        known = found.get(source.dataset)
        if elapsed > 0 and (known is None or elapsed < known.elapsed):
            found[source.dataset] = Pace(elapsed, period.days)
    return {dataset: pace for dataset, pace in found.items() if pace.elapsed < pace.days}


def _elapsed(source: SourceRecord, period: Period, as_of: date) -> int:
    if source.first_day is None or source.last_day is None:
        return 0
    after = source.last_day + timedelta(1)
    if is_sparse(source.days or 0, source.missing_days):
        return (min(max(after, as_of), period.end) - period.start).days
    start, end = max(source.first_day, period.start), min(after, period.end)
    return (end - start).days - sum(start <= day < end for day in source.missing_days)
