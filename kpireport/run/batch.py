"""Build several specs, each on its own: one that fails leaves the others alone, and run.json says what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

Told = Callable[[Path, str], None]
"""Called with a spec and the name of the step that begins."""


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
    hosts: dict[tuple[Path, ...], Host] = {}
    opened: list[Job | Outcome] = []
    taken: dict[Path, Path] = {}
    for path in paths:
        try:
            local = tuple(file.resolve() for file in local_plugin_files(path))
            if local not in hosts:
                hosts[local] = discover(local=local, disabled=disabled_plugins(environment), strict=strict)
            job = open_job(path, hosts[local], moment=moment, environment=environment, period=period, formats=formats)
            other = taken.setdefault(job.folder, path)
            if other != path:
                opened.append(_same_folder(job, other))
                continue
            opened.append(job)
        except KpiReportError as error:
            opened.append(Outcome(path, "failed", problems=error.problems))
    return opened


def build_jobs(
    opened: Sequence[Job | Outcome],
    *,
    out: Path,
    store: Path,
    now: datetime,
    clock: Callable[[], float],
    told: Told = lambda _path, _step: None,
) -> tuple[Outcome, ...]:
    """Build every job; the outcomes stand in the order of the specs and in `run.json`.

    Raises:
        EnvironmentProblem: one of the folders cannot be used, and nothing was started; or run.json cannot be written.

    """
    make_folder(out, "--out")
    make_folder(store, "--store", mode=0o700)
    engine = RenderEngine()
    outcomes = []
    with ThreadPoolExecutor(1, "charts") as beside:
        if any(isinstance(entry, Job) and entry.outputs for entry in opened):
            beside.submit(warm_up)  # while the first report is fetched; what goes wrong shows when a chart is drawn
        for entry in opened:
            if isinstance(entry, Outcome):
                outcomes.append(entry)
                continue
            steps = Steps(clock, partial(told, entry.path))
            outcomes.append(build(entry, out=out, store=store, engine=engine, steps=steps))
    record = {
        "schema": 1,
        "kpireport": kpireport.__version__,
        "started": now.isoformat(timespec="seconds"),
        "outcomes": [outcome.record() for outcome in outcomes],
    }
    write_json(out / RUN, record)
    return tuple(outcomes)


def _same_folder(job: Job, other: Path) -> Outcome:
    problem = Problem(
        f"{other} builds the same client, report and period",
        Place(str(job.path)),
        "give one of them another report id or client id",
    )
    return Outcome(job.path, "failed", job.spec.client.id, job.spec.report.id, job.period.key, problems=(problem,))
