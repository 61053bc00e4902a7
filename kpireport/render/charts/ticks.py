"""Where axes are marked and where labels stand: round values, natural dates, and labels kept apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kpireport.metrics.facts import Step, step_start

_ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROUND_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000, 86400)


class Ticks(NamedTuple):
    """Round values inside a range, and how many decimals tell them apart."""

    values: list[float]
    places: int


def value_ticks(low: float, high: float, wanted: int, *, shift: int = 0) -> Ticks:
    """About so many round values from low to high; `shift` is the power of ten that is divided out of their labels."""
    raw = (high - low) / max(1, wanted)
    power = math.floor(math.log10(raw))
    factor = min(_ROUND_STEPS, key=lambda factor: abs(math.log(factor * 10.0**power / raw)))
    step = factor * 10.0**power
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [float(f"{number * step:.12g}") for number in range(first, last + 1)]
    digits = power - shift - (1 if factor == 2.5 else 0) + (1 if factor == 10 else 0)
    return Ticks(values, min(12, max(0, -digits)))


def duration_ticks(low: float, high: float, wanted: int) -> Ticks:
    """About so many round durations, in seconds: fives, quarters and halves of minutes and hours."""
    raw = (high - low) / max(1, wanted)
    step = next((step for step in _ROUND_SECONDS if step >= raw * 0.8), None)
    if step is None or raw < 1:
        return value_ticks(low, high, wanted)
    return Ticks([float(number * step) for number in range(math.ceil(low / step), math.floor(high / step) + 1)], 0)


def extended(low: float, high: float) -> tuple[float, float]:
    """A range that has a length, whatever the data."""
    if low < high:
        return low, high
    reach = abs(low) * 0.5 or 1.0
    return low - reach, high + reach


# ---------------------------------------------------------------- dates


def tick_choices(count: int, start: date | None, step: Step | None) -> list[list[int]]:
    """Ever sparser choices of the steps of time that an axis may name.

    Days are named at the beginnings of weeks or months, where it is known when they are; other steps all, or every n-th
    back from the last one, at beginnings of quarters and years before others of the same number.
    """
    strides = [
        list(range((count - 1) % stride, count, stride)) for stride in _STRIDES if stride == 1 or stride * 2 < count
    ]
    natural = [chosen for chosen in _natural(count, start, step) if len(chosen) > 1] if start else []
    ends = [0, count - 1]
    if step == "day" and natural:
        return [strides[0], *natural, ends]
    return [*sorted([*natural, *strides], key=len, reverse=True), ends]


_STRIDES = (1, 2, 3, 4, 5, 6, 7, 10, 12, 14, 21, 28, 52, 91, 182)


def _natural(count: int, start: date, step: Step | None) -> Iterator[list[int]]:
    """The steps that begin a week, every other week, a month, a quarter, half a year, a year."""
    if step not in ("day", "month"):
        return
    starts = [step_start(start, step, index) for index in range(count)]
    if step == "day":
        mondays = [index for index, day in enumerate(starts) if day.weekday() == 0]
        yield mondays
        yield mondays[::-2][::-1]
    for months in (1, 3, 6, 12) if step == "day" else (3, 6, 12):
        yield [index for index, day in enumerate(starts) if day.day == 1 and (day.month - 1) % months == 0]


# ---------------------------------------------------------------- keeping labels apart


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places nearest to those wanted (least squares) that keep their order, are a gap apart and lie in a range.

    Where the range is too short for so many gaps, they are evenly squeezed. Isotonic regression by pooling neighbours.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        mean, size = wanted[index] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    top = high - (len(order) - 1) * gap
    placed = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        placed[index] = min(max(level[rank], low), top) + rank * gap
    return placed


def clear(spans: Sequence[tuple[float, float]], gap: float) -> bool:
    """Whether spans in order of their place are each at least a gap apart."""
    return all(after[0] - before[1] >= gap for before, after in pairwise(spans))
