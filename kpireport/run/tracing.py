"""Trace: where one number comes from, down to the stored file and its hash."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpireport.errors import MetricError
from kpireport.metrics.engine import compute
from kpireport.metrics.explanation import Explanation, explain, requests_to_explain
from kpireport.metrics.facts import Fact, FactTable
from kpireport.metrics.plan import FactRequest, plan_metrics
from kpireport.run.fetching import Fetched, fetch
from kpireport.run.job import Job
from kpireport.sources.store import StoredStream


@dataclass(frozen=True, slots=True)
class Trace:
    """One metric of one report: its explanation, its facts, and the streams it was computed from."""

    explanation: Explanation
    facts: FactTable
    streams: tuple[StoredStream, ...]

    @property
    def totals(self) -> tuple[Fact, ...]:
        """The metric in the current period and in each comparison."""
        return tuple(f for f in self.facts.facts if f.metric == self.explanation.metric.id and not f.group)

    @property
    def members(self) -> tuple[Fact, ...]:
        """The metric by the members of the dimension that was asked for, in the current period."""
        return tuple(
            f for f in self.facts.facts if f.metric == self.explanation.metric.id and f.group and f.period == "current"
        )


def trace_metric(job: Job, metric_id: str, *, by: str | None, store: Path) -> Trace:
    """Fetch what a metric needs and compute it alone.

    Raises:
        UnknownNameError: the metric or dimension does not exist.
        MetricError: the client's data cannot feed it.
        SpecError: a source cannot be read.

    """
    job.catalogue.metric(metric_id)
    fetched = fetch(job, store)
    _check_fed(job, fetched, metric_id)
    requests = [*requests_to_explain(job.catalogue, metric_id)]
    if by:
        requests.append(FactRequest(metric_id, (by,)))
    plan = plan_metrics(job.catalogue, requests, job.windows)
    facts = compute(plan, fetched.tables, currency=job.spec.client.currency)
    explanation = explain(job.catalogue, facts, metric_id)
    used = plan.reads(fetched.tables)
    return Trace(explanation, facts, tuple(s for s in fetched.streams if s.dataset in used))


def _check_fed(job: Job, fetched: Fetched, metric_id: str) -> None:
    missing = job.catalogue.missing(metric_id, fetched.delivered)
    if missing:
        raise MetricError(
            f"metric {metric_id!r} cannot be computed from this client's data: {', '.join(missing)} is missing",
            hint="add a source that brings it, or map the column under the source's `columns:`",
        )
