"""Metrics that are never shown alone: what stands beside them, from what the packs say.

Impressions say little without clicks, return on ad spend without the cost of an acquisition. Where a section shows such
a metric and none of those that belong beside it, the first that the data can feed is added; where there is none, the
report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpireport.document.blocks import ComparisonSpec, DataSpec, KpisSpec, TableSpec
from kpireport.document.supply import Supply
from kpireport.metrics.pack import Metric
from kpireport.metrics.segments import in_segment, parts_of_id
from kpireport.spec.model import SectionSpec, SpecModel

MOST_COLUMNS = 12
"""A table has at most so many metrics."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A metric that stands alone, because the data feed none of the metrics that belong beside it."""

    metric: str
    pairs: tuple[str, ...]


def paired(section: SectionSpec, supply: Supply) -> tuple[SectionSpec, tuple[Alone, ...]]:
    """A section in which no metric stands alone that should not, and those for which nothing could be added."""
    alone: list[Alone] = []
    for metric, pairs in unpaired(section.blocks, supply.metrics):
        pair = next((pair for pair in pairs if pair in supply.metrics and supply.lack(pair) is None), None)
        if pair is None:
            alone.append(Alone(metric, pairs))
        elif pair not in _shown(section.blocks):
            section = section.model_copy(update={"blocks": _with(section.blocks, metric, pair, supply)})
    return section, tuple(alone)


def unpaired(blocks: Sequence[object], metrics: Mapping[str, Metric]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The metrics of some blocks that stand alone, each with what belongs beside it."""
    shown = _shown(blocks)
    for metric in shown:
        base, segment = parts_of_id(metric)
        pairs = metrics[base].pair_with if base in metrics else ()
        beside = tuple(in_segment(pair, segment) for pair in pairs)
        if beside and not any(pair in shown for pair in beside):
            yield metric, beside


def _shown(blocks: Sequence[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for block in blocks if isinstance(block, DataSpec) for m in block.shown))


def _with(blocks: Sequence[SpecModel], metric: str, pair: str, supply: Supply) -> tuple[SpecModel, ...]:
    """The blocks with a pair beside its metric: in the same list where it fits, else on a card before the data."""
    for at, block in enumerate(blocks):
        if isinstance(block, DataSpec) and metric in block.shown and _takes(block, pair, supply):
            return (*blocks[:at], _inserted(block, metric, pair), *blocks[at + 1 :])
    for at, block in enumerate(blocks):
        if isinstance(block, KpisSpec):
            return (*blocks[:at], _inserted(block, block.shown[-1], pair), *blocks[at + 1 :])
    first = next(at for at, block in enumerate(blocks) if isinstance(block, DataSpec))
    return (*blocks[:first], KpisSpec(metrics=(metric, pair)), *blocks[first:])


def _takes(block: DataSpec, pair: str, supply: Supply) -> bool:
    """Whether a block lists its metrics, and can list one more."""
    if isinstance(block, TableSpec):
        fits = block.by in supply.dimensions(pair) and supply.lack(pair, block.by) is None
        return fits and len(block.metrics) < MOST_COLUMNS
    return isinstance(block, KpisSpec | ComparisonSpec)


def _inserted(block: DataSpec, metric: str, pair: str) -> DataSpec:
    at = block.shown.index(metric) + 1
    return block.model_copy(update={"metrics": (*block.shown[:at], pair, *block.shown[at:])})
