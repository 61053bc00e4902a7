"""Several reports at once, each built in one of a few processes: a report that fails leaves the others alone, also when it
takes its process with it.

The processes are forked from a server that has imported everything once and runs no threads, so that starting one is cheap
and safe; where the system knows no such server they start anew. Their order: the next spec whose client is not being built
right now, because reports of one client share what they fetch; only when there is none, the next spec.

This module imports nothing heavy, so that a team can be called together while everything else is still being imported.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kpireport.errors import EnvironmentProblem, Place, Problem
from kpireport.run.outcome import Outcome

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from kpireport.run.batch import Told
    from kpireport.run.job import Job, Moment


PRELOADED = ["kpireport.run.batch", "kpireport.render.printing", "weasyprint"]
"""Imported once, before the processes are forked; nothing that starts threads (numpy, pyarrow, duckdb)."""
WORTH_IT = 2
"""From so many reports a process on, starting it pays."""
MEMORY = 2**30
"""Bytes of the machine's memory that are reckoned for one process; a large report takes some 400 MB."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a process has to know to open and build any of the specs."""

    moment: Moment
    environment: Mapping[str, str]
    period: str | None
    formats: Sequence[str]
    strict: bool
    out: Path
    store: Path
    folder: Path
    """The folder that relative paths start from."""
    clock: Callable[[], float]


def team_size(reports: int, wanted: int | None = None) -> int:
    """How many processes build some reports: as many as are wanted, else as the machine has cores and memory for."""
    if wanted is not None:
        return max(1, min(wanted, reports))
    return max(1, min(_cores(), _memory() // MEMORY, reports // WORTH_IT))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # not said on this system
        return 4 * MEMORY


@contextmanager
def call_team(reports: int, wanted: int | None = None) -> Iterator[Team | None]:
    """A team for some reports; None where one process does as well.

    Raises:
        EnvironmentProblem: a process cannot be started.

    """
    size = team_size(reports, wanted)
    if size == 1:
        yield None
        return
    with Team(size) as team:
        yield team


class Team:
    """Some processes, called together at once and sent home at the end of the `with` block, whatever ends it."""

    def __init__(self, size: int) -> None:
        self._context = _context()
        self._stack = ExitStack()
        self._idle = [self._hired() for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def build(self, jobs: Sequence[Job], orders: Orders, told: Told) -> list[Outcome]:
        """Build every job; the outcomes stand in the order of the jobs.

        Raises:
            EnvironmentProblem: no process can be started in the place of one that ended.

        """
        waiting, running, done = list(range(len(jobs))), dict[_Worker, int](), dict[int, Outcome]()
        for worker in self._idle:
            worker.say(orders)
        while len(done) < len(jobs):
            while self._idle and waiting:
                worker, number = (
                    self._idle.pop(0),
                    _next(waiting, jobs, {jobs[n].spec.client.id for n in running.values()}),
                )
                waiting.remove(number)
                running[worker] = number
                worker.say(jobs[number].path)
            for worker, heard in _heard(running):
                job = jobs[running[worker]]
                told(job.path, heard if isinstance(heard, str) else None)
                if not isinstance(heard, str):
                    done[running.pop(worker)] = heard or _lost(job, worker)
                    self._idle.append(worker if heard else self._hired(orders))
        return [done[number] for number in range(len(jobs))]

    def _hired(self, orders: Orders | None = None) -> _Worker:
        try:
            worker = _Worker.hire(self._context)
        except OSError as error:
            raise EnvironmentProblem(f"no process can be started: {error}", hint="build with --jobs 1") from error
        self._stack.callback(worker.dismiss)
        if orders:
            worker.say(orders)
        return worker


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _next(waiting: Sequence[int], jobs: Sequence[Job], busy: Collection[str]) -> int:
    """The first job whose client is not being built, else the first."""
    return next((number for number in waiting if jobs[number].spec.client.id not in busy), waiting[0])


def _heard(running: Mapping[_Worker, int]) -> Iterator[tuple[_Worker, str | Outcome | None]]:
    """What came in from the processes at work: a step that begins, an outcome, or None from one that has ended."""
    by_line = {worker.line: worker for worker in running}
    for line in wait([*by_line]):
        assert isinstance(line, Connection)
        try:
            yield by_line[line], line.recv()
        except (EOFError, OSError):
            yield by_line[line], None


def _lost(job: Job, worker: _Worker) -> Outcome:

    ended = worker.ended()
    how = f"was ended by signal {-ended}" if ended < 0 else f"ended with code {ended}"
    hint = "was there enough memory? --jobs 1 builds one report at a time"
    problem = Problem(f"the process that built it {how}", Place(str(job.path)), hint)
    return Outcome(job.path, "failed", job.spec.client.id, job.spec.report.id, job.period.key, problems=(problem,))


# ---------------------------------------------------------------- one process


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    """One process, and the line to it."""

    process: BaseProcess
    line: Connection

    @classmethod
    def hire(cls, context: BaseContext) -> _Worker:
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there,), daemon=True)  # type: ignore[attr-defined]
        process.start()
        there.close()
        return cls(process, here)

    def say(self, what: Orders | Path) -> None:
        """Say something; one that has ended meanwhile is noticed when it is listened to."""
        with suppress(OSError):
            self.line.send(what)

    def ended(self) -> int:
        """The exit code of a process that has ended, or is ending."""
        self.process.join()
        return self.process.exitcode or 0

    def dismiss(self) -> None:
        """End the process; what it had written aside it removes."""
        self.line.close()
        self.process.terminate()
        self.process.join()


def _work(line: Connection) -> None:
    """What a process does: open and build the specs that come in, until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt goes to all processes; the first one decides
    signal.signal(signal.SIGTERM, _leave)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        orders: Orders = line.recv()
        os.chdir(orders.folder)
        build_ordered = _builder(orders)
        while True:
            line.send(build_ordered(line.recv(), line.send))


def _leave(*_: object) -> None:
    sys.exit(1)


def _builder(orders: Orders) -> Callable[[Path, Callable[[str], None]], Outcome]:
    """Opens and builds a spec; what the reports of a process share is made once."""
    from kpireport.render.charts import warm_up
    from kpireport.render.engine import RenderEngine
    from kpireport.run.batch import Opener
    from kpireport.run.building import Steps, build

    threading.Thread(target=warm_up, daemon=True).start()
    engine = RenderEngine()
    opener = Opener(orders.moment, orders.environment, orders.period, orders.formats, strict=orders.strict)

    def build_one(path: Path, told: Callable[[str], None]) -> Outcome:
        job = opener.open(path)
        if isinstance(job, Outcome):
            return job
        return build(job, out=orders.out, store=orders.store, engine=engine, steps=Steps(orders.clock, told))

    return build_one
