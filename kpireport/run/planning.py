"""Plan: everything that a build would fetch, compute and write, said without doing any of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpireport.document.supply import Lack, Supply
from kpireport.metrics.plan import Want
from kpireport.run.composing import blueprint
from kpireport.run.fetching import window
from kpireport.run.job import Job
from kpireport.run.looking import streams_ahead
from kpireport.run.output import MANIFEST


@dataclass(frozen=True, slots=True)
class Reading:
    """One stream that would be fetched."""

    source: str
    plugin: str
    stream: str
    dataset: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one build would do. `unknown` names sources whose columns show only when they are read."""

    job: Job
    window: tuple[date, date]
    readings: tuple[Reading, ...]
    unknown: tuple[str, ...]
    wants: tuple[Want, ...]
    facts: int
    left_out: tuple[str, ...]
    sections: tuple[str, ...]
    files: tuple[Path, ...]

    def text(self) -> str:
        """For a person."""
        job = self.job
        compared = ", ".join(f"{c.id} {c.period.key}" for c in job.comparisons) or "nothing"
        start, end = self.window
        lines = [
            f"{job.spec.client.id}/{job.spec.report.id}: {job.period.key}, as of {job.as_of}; compared with {compared}",
            f"fetch    days {start} to {end} (exclusive)",
            *(f"         {r.source} ({r.plugin}): {r.stream} as {r.dataset}: {_columns(r)}" for r in self.readings),
            *(f"         {name}: its columns show when it is read" for name in self.unknown),
            f"compute  {self.facts} requests",
            *(f"         {want.text}" for want in self.wants),
            f"compose  {', '.join(self.sections) or 'decided by the data'}",
            *(f"         left out: {line}" for line in self.left_out),
            f"write    {self.files[0]}",
            *(f"         {file}" for file in self.files[1:]),
        ]
        return "\n".join(lines)

    def record(self) -> Mapping[str, object]:
        """For a program."""
        job = self.job
        return {
            "spec": str(job.path),
            "client": job.spec.client.id,
            "report": job.spec.report.id,
            "period": {"key": job.period.key, "start": job.period.start, "end": job.period.end},
            "comparisons": [{"id": c.id, "start": c.period.start, "end": c.period.end} for c in job.comparisons],
            "fetch": {
                "start": self.window[0],
                "end": self.window[1],
                "streams": [
                    {
                        "source": r.source,
                        "plugin": r.plugin,
                        "stream": r.stream,
                        "dataset": r.dataset,
                        "columns": r.columns,
                    }
                    for r in self.readings
                ],
                "unknown": self.unknown,
            },
            "compute": [want.record() for want in self.wants],
            "sections": self.sections,
            "left_out": self.left_out,
            "files": [str(file) for file in self.files],
        }


def _files(job: Job, output: str) -> tuple[str, ...]:
    """The files that an output makes, where its renderer says so; else one that is named after it."""
    files: tuple[str, ...] = getattr(job.host.renderers.get(output), "files", (f"report.{output}",))
    return files


def plan_job(job: Job, out: Path) -> Plan:
    """The plan of a job; sources are asked for their columns, not for rows.

    Raises:
        KpiReportError: a source cannot be opened, or the sections name what the data cannot feed.

    """
    readings, unknown = _readings(job)
    names = ["report.json", *(file for name in job.outputs for file in _files(job, name)), MANIFEST]
    files = tuple(out / job.folder / name for name in names)
    if unknown:
        return Plan(job, window(job), readings, unknown, (), 0, (), (), files)
    supply = Supply(job.catalogue, job.catalogue.available(_delivered(readings)))
    made = blueprint(job, supply)
    left_out = {f"{found.metric}: {_lacking(found.lack)}" for found in made.layout.left_out}
    return Plan(
        job,
        window(job),
        readings,
        unknown,
        made.plan.wants(_delivered(readings)),
        len(made.plan.requests),
        tuple(sorted(left_out)),
        tuple(section.title for section in made.layout.sections),
        files,
    )


def _readings(job: Job) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    readings: list[Reading] = []
    unknown: list[str] = []
    for name, spec in job.spec.sources.items():
        for stream, dataset, columns in streams_ahead(job, name):
            if columns is None:
                unknown.append(name)
            else:
                readings.append(Reading(name, spec.plugin, stream, dataset, columns))
    return tuple(readings), tuple(unknown)


def _delivered(readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
    """The columns that would be there, by dataset; several streams may feed one."""
    found: dict[str, frozenset[str]] = {}
    for reading in readings:
        found[reading.dataset] = found.get(reading.dataset, frozenset()) | set(reading.columns)
    return found


def _lacking(lack: Lack) -> str:
    if lack.segment:
        return f"{lack.dataset} does not tell who belongs to {lack.segment}"
    return f"no {', '.join(lack.columns) or lack.dataset}"


def _columns(reading: Reading) -> str:
    return ", ".join(reading.columns)
