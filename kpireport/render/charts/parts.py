"""A chart's series by what they are, and the values that its axis has to reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, ChartSeries, Number


@dataclass(frozen=True, slots=True)
class Parts:
    """The series of a chart. `members` are in order, the rest ("other") last."""

    actual: ChartSeries | None
    comparison: ChartSeries | None
    target: ChartSeries | None
    change: ChartSeries | None
    members: tuple[ChartSeries, ...]


def parts(block: ChartBlock) -> Parts:
    """The series of a block by role. Of several actual series the further ones are members."""
    actual = [series for series in block.series if series.role == "actual"]
    members = [series for series in block.series if series.role == "member"]
    other = [series for series in block.series if series.role == "other"]
    if len(actual) > 1:
        actual, members = [], actual + members

    def only(role: str) -> ChartSeries | None:
        return next((series for series in block.series if series.role == role), None)

    return Parts(
        actual=actual[0] if actual else None,
        comparison=only("comparison"),
        target=only("target"),
        change=only("change"),
        members=(*members, *other),
    )


def known(*series: ChartSeries | None) -> list[Number]:
    """All values that there are, over some series."""
    return [value for one in series if one for value in one.values if value is not None]


def last_known(series: ChartSeries) -> int | None:
    """The index of the last value that there is."""
    return next((index for index in reversed(range(len(series.values))) if series.values[index] is not None), None)


def at(series: ChartSeries | None, index: int) -> Number | None:
    """A value, None where the series is absent or too short."""
    return series.values[index] if series and index < len(series.values) else None


def lonely(series: ChartSeries) -> Iterator[tuple[int, Number]]:
    """Points between gaps, which a line cannot show."""
    for is_known, run in groupby(enumerate(series.values), key=lambda pair: pair[1] is not None):
        stretch = list(run)
        if is_known and len(stretch) == 1:
            index, value = stretch[0]
            assert value is not None
            yield index, value
