"""Build one report: fetch, compute, compose, render, and put the files in place."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import kpireport
from kpireport.document.model import ReportDocument
from kpireport.document.report_json import to_json
from kpireport.document.supply import Supply
from kpireport.errors import EnvironmentProblem, KpiReportError, Place, Problem
from kpireport.host import guarding
from kpireport.render.engine import RenderEngine
from kpireport.render.interface import Theme
from kpireport.render.prepare import prepare
from kpireport.render.themes import load_theme
from kpireport.run.composing import blueprint, make_document
from kpireport.run.fetching import Fetched, empty_period, fetch
from kpireport.run.job import Job
from kpireport.run.outcome import Outcome
from kpireport.run.output import MANIFEST, publish

DOCUMENT = "report.json"
LIBRARIES = ("duckdb", "pyarrow", "weasyprint", "vl-convert-python")


@dataclass(slots=True)
class Steps:
    """The times of a build's steps, told as they begin."""

    clock: Callable[[], float]
    told: Callable[[str], None] = lambda _: None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step."""
        self.told(name)
        start = self.clock()
        try:
            yield
        finally:
            self.seconds[name] = self.clock() - start


def build(job: Job, *, out: Path, store: Path, engine: RenderEngine, steps: Steps) -> Outcome:
    """Build one report; whatever is wrong with it becomes the outcome, not an exception."""
    problems: list[Problem] = []
    who = Outcome(job.path, "failed", job.spec.client.id, job.spec.report.id, job.period.key)
    try:
        with steps.step("fetch"):
            fetched = fetch(job, store)
        with steps.step("compute"):
            supply = Supply(job.catalogue, job.catalogue.available(fetched.delivered))
            empty = empty_period(job, fetched)
            problems += [empty] if empty else []
            document = make_document(job, fetched, blueprint(job, supply))
            problems += _without_numbers(job, document)
        files = {DOCUMENT: to_json(document).encode()} | render(job, document, engine, steps, problems.append)
        with steps.step("write"):
            folder = out / job.folder
            publish(folder, files, manifest(job, fetched, document, steps))
    except EnvironmentProblem as error:
        return replace(who, problems=(*error.problems, *problems), seconds=steps.seconds)
    except KpiReportError as error:
        return replace(who, problems=_placed(job, *error.problems, *problems), seconds=steps.seconds)
    except OSError as error:
        broken = EnvironmentProblem(f"cannot read or write {error.filename or 'a file'}: {error.strerror or error}")
        return replace(who, problems=(*broken.problems, *problems), seconds=steps.seconds)
    return replace(
        who,
        status="built",
        files=tuple(folder / name for name in [*files, MANIFEST]),
        problems=_placed(job, *problems),
        notices=len(document.notices),
        seconds=steps.seconds,
    )


def render(
    job: Job, document: ReportDocument, engine: RenderEngine, steps: Steps, notice: Callable[[Problem], None]
) -> dict[str, bytes]:
    """The files of every output that the job wants, from the document alone."""
    files: dict[str, bytes] = {}
    if not job.outputs:
        return files
    with steps.step("draw"):
        context = prepare(document, themes_of(job), language=job.language, engine=engine, notice=notice)
    for name in job.outputs:
        found = job.host.renderers.registered(name)
        with steps.step(name), guarding(found.plugin, f"rendering {name}"):
            files |= found.item.render(document, context)
    return files


def themes_of(job: Job) -> Mapping[str, Theme]:
    """The registered themes, and the folder that the spec names as its own."""
    themes = {name: job.host.themes.get(name) for name in job.host.themes}
    name = job.spec.theme
    if name not in themes:
        folder = job.loaded.folder("theme") / name
        themes[name] = replace(load_theme(folder), name=name)
    return themes


def manifest(job: Job, fetched: Fetched, document: ReportDocument, steps: Steps) -> dict[str, object]:
    """What happened: inputs with their hashes, versions, plugins, times. The files are added when they are written."""
    used = [job.host.sources.registered(source.plugin).plugin for source in job.spec.sources.values()]
    used += [job.host.packs.registered(name).plugin for name in job.host.packs]
    used += [job.host.renderers.registered(name).plugin for name in job.outputs]
    return {
        "schema": 1,
        "kpireport": kpireport.__version__,
        "client": job.spec.client.id,
        "report": job.spec.report.id,
        "period": job.period.key,
        "as_of": job.as_of.isoformat(),
        "spec": [{"file": file.name, "sha256": _sha256(file)} for file in job.loaded.files],
        "sources": [
            {
                "source": stream.source,
                "stream": stream.stream,
                "dataset": stream.dataset,
                "rows": stream.rows,
                "snapshot": stream.snapshot,
                "files": [path.name for path in stream.paths],
            }
            for stream in fetched.streams
        ],
        "plugins": [
            {"name": name, "distribution": distribution, "version": version}
            for name, distribution, version in sorted({(p.name, p.distribution, p.version) for p in used})
        ],
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
        "facts": len(document.facts),
        "notices": len(document.notices),
        "seconds": {name: round(value, 3) for name, value in steps.seconds.items()},
    }


def _without_numbers(job: Job, document: ReportDocument) -> list[Problem]:
    """A warning when the preset found nothing that the sources feed, so that no such report is sent unseen."""
    if document.facts or not job.spec.preset:
        return []
    return [
        Problem(
            f"the report has no numbers: the sources feed no metric of preset {job.spec.preset!r}",
            job.loaded.place("preset"),
            "`kpireport plan` lists the columns that are lacking; map them, or write `sections` of what there is",
            "warning",
        )
    ]


def _placed(job: Job, *problems: Problem) -> tuple[Problem, ...]:
    """The problems of a report, each once; one without a place of its own is the spec's."""
    whole = Place(str(job.path))
    return tuple(dict.fromkeys(problem if problem.place else replace(problem, place=whole) for problem in problems))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
