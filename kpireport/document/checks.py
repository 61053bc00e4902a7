"""What is wrong with the sections that a spec writes out: metrics that cannot be computed, dimensions that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpireport.document.blocks import ChartSpec, CohortSpec, DataSpec, FunnelSpec, MultiplesSpec, WaterfallSpec
from kpireport.document.presets import is_data, metrics_of
from kpireport.document.supply import Lack, Supply
from kpireport.errors import Place, Problem, did_you_mean
from kpireport.spec.model import SectionSpec

Location = tuple[str | int, ...]
PlaceOf = Callable[[Location], Place | None]
"""From a location in the spec ('sections', 0, 'blocks', 2, 'by') to where it is written."""


def section_problems(sections: Sequence[SectionSpec], supply: Supply, place: PlaceOf) -> tuple[Problem, ...]:
    """Every reason why the spec's own sections cannot be composed as they are written, each with its place.

    Metrics that do not exist are not repeated here: the loader of the spec names them.
    """
    return tuple(
        problem
        for i, section in enumerate(sections)
        for j, block in enumerate(section.blocks)
        for problem in _block_problems(block, ("sections", i, "blocks", j), supply, place)
    )


def _block_problems(block: object, at: Location, supply: Supply, place: PlaceOf) -> Iterator[Problem]:
    if not is_data(block):
        return
    known = [(metric, where) for metric, where in _named(block, at) if metric in supply.metrics]
    for metric, where in known:
        lack = supply.lack(metric)
        if lack is not None:
            yield Problem(f"metric {metric!r} cannot be computed: {said(lack)}", place(where), hint(lack))
    computable = [metric for metric, _ in known if supply.lack(metric) is None]
    if block.split is not None:
        yield from _dimension_problems(block.split, computable, (*at, "by"), supply, place)
    match block:
        case ChartSpec():
            yield from _chart_problems(block, computable, at, supply, place)
        case FunnelSpec():
            yield from _unit_problems(computable, at, supply, place)
        case WaterfallSpec(by=str()):
            yield from _waterfall_problems(block, computable, at, supply, place)
        case MultiplesSpec() | CohortSpec():
            yield from _course_problems(computable, at, supply, place)
        case _:
            pass


def _named(block: DataSpec, at: Location) -> Iterator[tuple[str, Location]]:
    """The metrics of a block, each with where it is written: under 'metric', 'metrics' or 'factors'."""
    single = getattr(block, "metric", None)
    if single:
        yield single, (*at, "metric")
    for key in ("metrics", "factors"):
        listed = getattr(block, key, ())
        for k, metric in enumerate(listed if listed != "all" else metrics_of(block)):
            yield metric, (*at, key, k)


def _dimension_problems(
    dimension: str, metrics: Sequence[str], at: Location, supply: Supply, place: PlaceOf
) -> Iterator[Problem]:
    for metric in metrics:
        allowed = supply.dimensions(metric)
        if dimension not in allowed:
            yield Problem(
                f"metric {metric!r} has no dimension {dimension!r}", place(at), did_you_mean(dimension, allowed)
            )
            continue
        lack = supply.lack(metric, dimension)
        if lack is not None:
            yield Problem(f"metric {metric!r} cannot be split by {dimension!r}: {said(lack)}", place(at), hint(lack))
            return


def _chart_problems(
    block: ChartSpec, metrics: Sequence[str], at: Location, supply: Supply, place: PlaceOf
) -> Iterator[Problem]:
    for metric in metrics:
        if block.kind in {"stacked", "share"} and supply.additivity(metric) != "additive":
            yield Problem(
                f"metric {metric!r} does not add up over {block.by!r}, so a {block.kind} chart of it would be wrong",
                place((*at, "metric")),
                "use kind: line or kind: bar",
            )
    yield from _unit_problems(metrics, at, supply, place)


def _waterfall_problems(
    block: WaterfallSpec, metrics: Sequence[str], at: Location, supply: Supply, place: PlaceOf
) -> Iterator[Problem]:
    for metric in metrics:
        if supply.additivity(metric) not in {"additive", "ratio"}:
            yield Problem(
                f"metric {metric!r} does not add up over {block.by!r}, so its change has no parts",
                place((*at, "metric")),
                "use a bar chart with `compare: true`",
            )


def _course_problems(metrics: Sequence[str], at: Location, supply: Supply, place: PlaceOf) -> Iterator[Problem]:
    for metric in metrics:
        if not supply.has_course(metric):
            yield Problem(
                f"metric {metric!r} has no course over time: its dataset holds whole periods",
                place((*at, "metric")),
                "use a table or a bar chart with `by`",
            )


def _unit_problems(metrics: Sequence[str], at: Location, supply: Supply, place: PlaceOf) -> Iterator[Problem]:
    units = sorted({supply.metrics[metric].unit for metric in metrics})
    if len(units) > 1:
        yield Problem(
            f"metrics of one chart need one unit, these have {' and '.join(units)}",
            place((*at, "metrics")),
            "make a chart of each unit",
        )


def said(lack: Lack) -> str:
    """What is lacking, for a message about the spec."""
    if not lack.columns:
        return f"no source feeds the dataset {lack.dataset!r}"
    columns = ", ".join(repr(column) for column in lack.columns)
    return f"the dataset {lack.dataset!r} has no column {columns} in this client's data"


def hint(lack: Lack) -> str:
    """What to do about it."""
    if not lack.columns:
        return f"add a source with `dataset: {lack.dataset}`, or leave the metric out"
    return f"map it under the source's `columns:`, for example {{{lack.columns[0]}: name_in_the_file}}"
