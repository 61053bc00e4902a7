"""`kpireport check`, `plan` and `build`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import typer

from kpireport.cli.terminal import say, say_json, say_problems
from kpireport.errors import KpiReportError, Problem
from kpireport.run.batch import Told, build_jobs, open_jobs
from kpireport.run.job import Job, Moment
from kpireport.run.outcome import Outcome, exit_code
from kpireport.run.workers import Orders, Team


def check_specs(specs: Sequence[Path], *, strict: bool, as_json: bool) -> None:
    """Say every problem and warning of some specs; leave with 2 when none is valid, with 1 when some are not."""
    from kpireport.run.advice import job_warnings
    from kpireport.run.looking import data_problems

    opened = _open(specs, strict=strict)
    found: dict[Path, tuple[Problem, ...]] = {}
    for number, (path, entry) in enumerate(zip(specs, opened, strict=True)):
        found[path] = entry.problems if isinstance(entry, Outcome) else (*data_problems(entry), *job_warnings(entry))
        if any(problem.severity == "error" for problem in found[path]):
            opened[number] = Outcome(path, "failed", problems=found[path])
    if as_json:
        say_json({str(path): [str(problem) for problem in problems] for path, problems in found.items()})
    else:
        for path, problems in found.items():
            say_problems(problems)
            if not any(problem.severity == "error" for problem in problems):
                say(f"{path}: ok")
    _leave_unless_valid(opened)


def plan_specs(
    specs: Sequence[Path],
    *,
    period: str | None,
    as_of: date | None,
    formats: Sequence[str] | None,
    out: Path,
    strict: bool,
    as_json: bool,
) -> None:
    """Say what a build would fetch, compute and write."""
    from kpireport.run.planning import plan_job

    opened = _open(specs, period=period, as_of=as_of, formats=formats, strict=strict)
    plans = []
    for entry in opened:
        try:
            plans += [plan_job(entry, out)] if isinstance(entry, Job) else []
            say_problems(entry.problems if isinstance(entry, Outcome) else ())
        except KpiReportError as error:
            say_problems(error.problems)
    if as_json:
        say_json([plan.record() for plan in plans])
    elif plans:
        say("\n\n".join(plan.text() for plan in plans))
    _leave_unless_valid(opened)
    if len(plans) < len(opened):
        raise typer.Exit(1)


def build_specs(
    specs: Sequence[Path],
    *,
    period: str | None,
    as_of: date | None,
    formats: Sequence[str] | None,
    out: Path,
    store: Path,
    strict: bool,
    as_json: bool,
    team: Team | None = None,
) -> None:
    """Build reports and say where they are; leave with the code that DESIGN states for what happened.

    With a team they are built at once, else one after another.
    """
    now = datetime.now(UTC)
    opened = _open(specs, period=period, as_of=as_of, formats=formats, strict=strict, now=now)
    refused = [entry for entry in opened if isinstance(entry, Outcome)]
    if len(refused) == len(opened):
        if as_json:
            say_json([outcome.record() for outcome in refused])
        for outcome in refused:
            say_problems(outcome.problems)
        raise typer.Exit(2)
    with _progress(len(opened) - len(refused)) as told:
        at_once = None
        if team:
            orders = Orders(
                moment=Moment(now, as_of),
                environment=dict(os.environ),
                period=period,
                formats=_names(formats),
                strict=strict,
                out=out,
                store=store,
                folder=Path.cwd(),
                clock=time.perf_counter,
            )
            at_once = partial(team.build, orders=orders, told=told)
        outcomes = build_jobs(
            opened, out=out, store=store, now=now, clock=time.perf_counter, told=told, at_once=at_once
        )
    if as_json:
        say_json([outcome.record() for outcome in outcomes])
    for outcome in outcomes:
        say_problems(outcome.problems)
        if not as_json:
            _say_outcome(outcome)
    raise typer.Exit(exit_code(outcomes))


def _open(
    specs: Sequence[Path],
    *,
    period: str | None = None,
    as_of: date | None = None,
    formats: Sequence[str] | None = None,
    strict: bool = False,
    now: datetime | None = None,
) -> list[Job | Outcome]:
    moment = Moment(now or datetime.now(UTC), as_of)
    return open_jobs(
        specs, moment=moment, environment=os.environ, period=period, formats=_names(formats), strict=strict
    )


def _names(formats: Sequence[str] | None) -> list[str]:
    return [name.strip() for entry in formats or () for name in entry.split(",") if name.strip()]


def _leave_unless_valid(opened: Sequence[Job | Outcome]) -> None:
    failed = [entry for entry in opened if isinstance(entry, Outcome)]
    if failed:
        raise typer.Exit(2 if len(failed) == len(opened) else 1)


def _say_outcome(outcome: Outcome) -> None:
    name = "/".join(part for part in (outcome.client, outcome.report, outcome.period) if part) or str(outcome.spec)
    if outcome.status != "built":
        say(f"{outcome.status}  {name}")
        return
    notices = f", {outcome.notices} data notice{'s' if outcome.notices > 1 else ''}" if outcome.notices else ""
    say(f"built   {name}  ({sum(outcome.seconds.values()):.1f} s{notices})")
    for file in outcome.files:
        say(f"        {file}")


@contextmanager
def _progress(reports: int) -> Iterator[Told]:
    """A line that changes on a terminal; one plain line a report in a log."""
    if not sys.stderr.isatty():
        begun: set[Path] = set()

        def log(spec: Path, step: str | None) -> None:
            if step and spec not in begun:
                begun.add(spec)
                sys.stderr.write(f"building {spec}\n")

        yield log
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=reports)
        steps: dict[Path, str] = {}

        def show(spec: Path, step: str | None) -> None:
            if step:
                steps[spec] = step
            else:
                steps.pop(spec, None)
                progress.advance(task)
            progress.update(task, description=", ".join(f"{path.name}: {now}" for path, now in steps.items()))

        yield show
