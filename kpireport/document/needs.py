"""What has to be computed for a layout: the requests that go to the metrics planner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kpireport.document.blocks import ChartSpec, CohortSpec, DataSpec, KpisSpec, MultiplesSpec, TakeawaysSpec
from kpireport.document.courses import chart_steps, cohort_steps, spark_steps
from kpireport.document.presets import Layout, is_data
from kpireport.document.supply import Supply
from kpireport.metrics.facts import Step
from kpireport.metrics.plan import FactRequest, SeriesRequest
from kpireport.periods import Period, trailing

COVER_MONTHS = 25
"""The cover draws the days of so many months."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Facts for the current period and every comparison, and series over wider stretches of time; each asked for once."""

    facts: tuple[FactRequest, ...]
    series: tuple[SeriesRequest, ...]

    @property
    def requests(self) -> tuple[FactRequest | SeriesRequest, ...]:
        """All of them, as the planner takes them."""
        return (*self.facts, *self.series)


def needs(layout: Layout, period: Period, supply: Supply, north_star: str | None = None) -> Needs:
    """Everything that the blocks of a layout and the cover read, once each, in the order of the pages."""
    requests = list(_requests(layout, period, supply, north_star))
    facts = dict.fromkeys(request for request in requests if isinstance(request, FactRequest))
    return Needs(tuple(facts), _widest(request for request in requests if isinstance(request, SeriesRequest)))


def cover_metric(layout: Layout, supply: Supply, north_star: str | None = None) -> str | None:
    """The metric whose days are drawn on the cover: the north star, else the first shown one that adds up over days."""
    candidates = [m for m in (north_star, *layout.metrics) if m and m in supply.metrics and supply.lack(m) is None]
    daily = (m for m in candidates if supply.additivity(m) == "additive" and supply.has_course(m))
    return next(daily, None)


def cover_days(period: Period) -> Period:
    """The days that the cover draws, as one period that ends with the report's."""
    return Period(trailing(period.end, "month", COVER_MONTHS)[0].start, period.end, "range")


Request = FactRequest | SeriesRequest


def _requests(layout: Layout, period: Period, supply: Supply, north_star: str | None) -> Iterator[Request]:
    blocks = [block for section in layout.sections for block in section.blocks]
    if north_star:
        yield FactRequest(north_star)
    for block in blocks:
        if is_data(block):
            yield from _of_block(block, period, supply)
    if any(isinstance(block, TakeawaysSpec) and block.charts for block in blocks):
        for metric in layout.metrics:
            yield from _course(metric, spark_steps(period), supply)
    cover = cover_metric(layout, supply, north_star)
    if cover:
        days = cover_days(period)
        yield SeriesRequest(cover, "day", days.start, days.end)


def _of_block(block: DataSpec, period: Period, supply: Supply) -> Iterator[Request]:
    yield from (FactRequest(metric) for metric in block.shown)
    if block.split and not isinstance(block, CohortSpec):
        yield from (FactRequest(metric, (block.split,)) for metric in block.shown)
    for metric in block.shown:
        yield from _courses(metric, block, period, supply)


def _courses(metric: str, block: DataSpec, period: Period, supply: Supply) -> Iterator[SeriesRequest]:
    """The series that a block draws of one metric."""
    match block:
        case KpisSpec(spark=True):
            yield from _course(metric, spark_steps(period), supply)
        case ChartSpec(is_over_time=True):
            yield from _course(metric, chart_steps(period, block), supply, block.by, compare=block.compare)
        case MultiplesSpec():
            steps = chart_steps(period, block)
            yield from _course(metric, steps, supply, block.by, compare=block.compare, split_too=True)
        case CohortSpec():
            yield from _course(metric, cohort_steps(period, block), supply, block.by)
        case _:
            pass


def _course(
    metric: str,
    steps: tuple[Period, ...],
    supply: Supply,
    by: str | None = None,
    *,
    compare: bool = False,
    split_too: bool = False,
) -> Iterator[SeriesRequest]:
    """The series over some steps; drawn beside the year before, it begins a year earlier (of members if `split_too`)."""
    if not supply.has_course(metric):
        return
    step: Step = steps[0].grain  # type: ignore[assignment]  # steps of time are never ranges
    start = (
        min(steps[0].start, steps[0].same_last_year().start) if compare and (split_too or not by) else steps[0].start
    )
    yield SeriesRequest(metric, step, start, steps[-1].end)
    if by:
        yield SeriesRequest(metric, step, start, steps[-1].end, (by,))


def _widest(requests: Iterable[SeriesRequest]) -> tuple[SeriesRequest, ...]:
    """One request a metric, step and breakdown, wide enough for all that asked: ids of series do not name their window."""
    found: dict[tuple[str, str, tuple[str, ...]], SeriesRequest] = {}
    for request in requests:
        key = (request.metric, request.step, request.by)
        known = found.get(key, request)
        found[key] = replace(known, start=min(known.start, request.start), end=max(known.end, request.end))
    return tuple(found.values())
