"""The demo client, built from Python in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from kpireport.host import discover
from kpireport.render.engine import RenderEngine
from kpireport.run import Moment, Outcome, build_jobs, open_job
from kpireport.run.batch import open_jobs
from kpireport.run.building import Steps, build
from kpireport.testing.demo import write_demo

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "configs" / "demo.yaml"
DATA = ROOT / "configs" / "data" / "generated"
AS_OF = date(2026, 11, 5)


def demo_data() -> Path:
    """The folder of the demo's CSV files, written where they are not there yet."""
    if not (DATA / "email_campaigns.csv").exists():
        write_demo(DATA)
    return DATA


def build_demo(spec: Path, folder: Path, *, formats: Sequence[str] = ()) -> Outcome:
    """Build one spec into `folder/out` over the store in `folder/store`, as the command line does."""
    demo_data()
    now = datetime.now(UTC)
    opened = open_jobs([spec], moment=Moment(now, AS_OF), environment=os.environ, formats=formats)
    (outcome,) = build_jobs(opened, out=folder / "out", store=folder / "store", now=now, clock=time.perf_counter)
    return checked(outcome)


class Run:
    """A run that stays open: plugins, templates and style sheets are loaded once, as for the reports of many clients."""

    def __init__(self, spec: Path, folder: Path) -> None:
        demo_data()
        self.spec, self.folder = spec, folder
        self.host, self.engine = discover(), RenderEngine()

    def build(self) -> Outcome:
        """Read the spec and build its report over what the store has."""
        moment = Moment(datetime.now(UTC), AS_OF)
        job = open_job(self.spec, self.host, moment=moment, environment=os.environ, formats=("html", "pdf"))
        steps = Steps(time.perf_counter)
        out, store = self.folder / "out", self.folder / "store"
        return checked(build(job, out=out, store=store, engine=self.engine, steps=steps))


def checked(outcome: Outcome) -> Outcome:
    """The outcome of a report that was built."""
    if outcome.status != "built":
        raise RuntimeError("\n".join(map(str, outcome.problems)))
    return outcome
