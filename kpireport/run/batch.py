"""Build several specs, each on its own: one that fails leaves the others alone, and run.json says what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import kpireport
from kpireport.errors import KpiReportError, Place, Problem
from kpireport.host import Host, discover
from kpireport.render.charts import warm_up
from kpireport.render.engine import RenderEngine
from kpireport.run.building import Steps, build
from kpireport.run.hosting import disabled_plugins, local_plugin_files
from kpireport.run.job import Job, Moment, open_job
from kpireport.run.outcome import Outcome
from kpireport.run.output import make_folder, write_json

RUN = "run.json"

Told = Callable[[Path, str | None], None]
"""Called with a spec and the name of the step that begins; with None when its report is finished."""


class Opener:
    """Opens specs in one way; specs with the same local plugins share what those register."""

    def __init__(
        self,
        moment: Moment,
        environment: Mapping[str, str],
        period: str | None = None,
        formats: Sequence[str] = (),
        *,
        strict: bool = False,
    ) -> None:
        self._moment, self._environment, self._period = moment, environment, period
        self._formats, self._strict = formats, strict
        self._hosts: dict[tuple[Path, ...], Host] = {}

    def open(self, path: Path) -> Job | Outcome:
        """A job for a spec that is valid, else a failed outcome."""
        try:
            return open_job(
                path,
                self._host(path),
                moment=self._moment,
                environment=self._environment,
                period=self._period,
                formats=self._formats,
            )
        except KpiReportError as error:
            return Outcome(path, "failed", problems=error.problems)

    def _host(self, path: Path) -> Host:
        local = tuple(file.resolve() for file in local_plugin_files(path))
        if local not in self._hosts:
            disabled = disabled_plugins(self._environment)
            self._hosts[local] = discover(local=local, disabled=disabled, strict=self._strict)
        return self._hosts[local]


def open_jobs(
    paths: Sequence[Path],
    *,
    moment: Moment,
    environment: Mapping[str, str],
    period: str | None = None,
    formats: Sequence[str] = (),
    strict: bool = False,
) -> list[Job | Outcome]:
    """A job for each spec that is valid, a failed outcome for each that is not, in the order given."""
    opener = Opener(moment, environment, period, formats, strict=strict)
    taken: dict[Path, Path] = {}
    opened: list[Job | Outcome] = []
    for path in paths:
        entry = opener.open(path)
        if isinstance(entry, Job) and (other := taken.setdefault(entry.folder, path)) != path:
            entry = _same_folder(entry, other)
        opened.append(entry)
    return opened


def build_jobs(
    opened: Sequence[Job | Outcome],
    *,
    out: Path,
    store: Path,
    now: datetime,
    clock: Callable[[], float],
    told: Told = lambda _path, _step: None,
    at_once: Callable[[Sequence[Job]], Sequence[Outcome]] | None = None,
) -> tuple[Outcome, ...]:
    """Build every job; the outcomes stand in the order of the specs and in `run.json`.

    `at_once` builds them in other processes; without it they are built here, one after another.

    Raises:
        EnvironmentProblem: one of the folders cannot be used, and nothing was started; or run.json cannot be written.

    """
    make_folder(out, "--out")
    make_folder(store, "--store", mode=0o700)
    jobs = [entry for entry in opened if isinstance(entry, Job)]
    built = iter(at_once(jobs) if at_once else [*_one_after_another(jobs, out, store, clock, told)])
    outcomes = tuple(next(built) if isinstance(entry, Job) else entry for entry in opened)
    record = {
        "schema": 1,
        "kpireport": kpireport.__version__,
        "started": now.isoformat(timespec="seconds"),
        "outcomes": [outcome.record() for outcome in outcomes],
    }
    write_json(out / RUN, record)
    return outcomes


def _one_after_another(
    jobs: Sequence[Job], out: Path, store: Path, clock: Callable[[], float], told: Told
) -> Iterator[Outcome]:
    engine = RenderEngine()
    with ThreadPoolExecutor(1, "charts") as beside:
        if any(job.outputs for job in jobs):
            beside.submit(warm_up)  # while the first report is fetched; what goes wrong shows when a chart is drawn
        for job in jobs:
            yield build(job, out=out, store=store, engine=engine, steps=Steps(clock, partial(told, job.path)))
            told(job.path, None)


def _same_folder(job: Job, other: Path) -> Outcome:
    problem = Problem(
        f"{other} builds the same client, report and period",
        Place(str(job.path)),
        "give one of them another report id or client id",
    )
    return Outcome(job.path, "failed", job.spec.client.id, job.spec.report.id, job.period.key, problems=(problem,))
