"""A look at what sources would deliver, without reading rows: for `plan`, and for `check` where it asks no other machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpireport.errors import DataError, KpiReportError, Problem, placing
from kpireport.host import guarding
from kpireport.run.fetching import column_places, contract_of, source_context
from kpireport.run.job import Job
from kpireport.sources.interface import LocalSource
from kpireport.sources.landing import look_ahead
from kpireport.spec.masking import masking


def streams_ahead(job: Job, source_id: str) -> list[tuple[str, str, tuple[str, ...] | None]]:
    """What a source would land: stream, dataset, and the columns that it feeds; None where they show only when it is read.

    Raises:
        KpiReportError: the source cannot be opened, or its columns are not what the spec says; with the place.

    """
    spec = job.spec.sources[source_id]
    found = job.host.sources.registered(spec.plugin)
    with (
        placing(job.loaded.key_place("sources", source_id)),
        masking(spec.config),
        guarding(found.plugin, f"opening source {source_id!r}"),
    ):
        return look_ahead(
            found.item,
            spec.config,
            source_context(job, source_id),
            source_id=source_id,
            contracts={dataset.id: contract_of(dataset) for dataset in job.catalogue.datasets.values()},
            dataset=spec.dataset,
            columns=spec.columns,
            streams=spec.streams,
            places=column_places(job, source_id),
        )


def data_problems(job: Job) -> tuple[Problem, ...]:
    """What is wrong between the spec and the data that lie on this machine now.

    A column that the data do not have is an error. Data that are not there or cannot be read are a warning: they may
    still arrive before the report is built.
    """
    return tuple(problem for source_id in job.spec.sources for problem in _problems(job, source_id))


def _problems(job: Job, source_id: str) -> Iterator[Problem]:
    plugin = job.host.sources.registered(job.spec.sources[source_id].plugin).item
    if not (isinstance(plugin, LocalSource) and plugin.is_local):
        return
    try:
        streams_ahead(job, source_id)
    except DataError as error:
        yield from (replace(problem, severity="warning") for problem in error.problems)
    except KpiReportError as error:
        yield from error.problems
