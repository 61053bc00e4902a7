"""From stored data to the finished document: what is needed, computed, found and composed, each in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpireport.document.blocks import KpisSpec, TakeawaysSpec
from kpireport.document.checks import section_problems
from kpireport.document.compose import compose
from kpireport.document.edition import Edition
from kpireport.document.model import Notice, ReportDocument
from kpireport.document.needs import Needs, cover_metric, needs
from kpireport.document.notes import is_sparse
from kpireport.document.pacing import paces
from kpireport.document.presets import Layout, lay_out, metrics_of
from kpireport.document.supply import Supply
from kpireport.document.targets import goals_for
from kpireport.errors import SpecError
from kpireport.host import guarding
from kpireport.metrics.engine import compute
from kpireport.metrics.facts import FactTable
from kpireport.metrics.plan import FactRequest, MetricPlan, SeriesRequest, plan_metrics
from kpireport.run.fetching import Fetched, empty_period
from kpireport.run.job import Job
from kpireport.run.materials import materials_of
from kpireport.run.profiling import profiles
from kpireport.run.results import KeptResults
from kpireport.takeaways.evidence import Evidence
from kpireport.takeaways.find import choose
from kpireport.takeaways.interface import DetectorContext, Need, Shown
from kpireport.takeaways.wording import Takeaway


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What one report shows and computes, decided before anything is computed."""

    layout: Layout
    supply: Supply
    plan: MetricPlan
    cover: str | None


def blueprint(job: Job, delivered: Supply) -> Blueprint:
    """Lay out the sections and plan what they and the takeaways need.

    Raises:
        SpecError: the spec's own sections name what the data cannot feed.

    """
    spec, supply = job.spec, delivered
    problems = section_problems(spec.sections, supply, lambda loc: job.loaded.place(*loc))
    if problems:
        raise SpecError(problems)
    preset = job.catalogue.presets[spec.preset] if spec.preset else None
    layout = lay_out(spec.sections, preset, supply, spec.client.locale, north_star=spec.north_star)
    asked = needs(layout, job.period, supply, layout.north_star)
    requests = [
        *asked.requests,
        *_takeaway_requests(job, layout, supply, asked),
        *_target_requests(job, layout, supply),
    ]
    return Blueprint(
        layout=layout,
        supply=supply,
        plan=plan_metrics(job.catalogue, requests, job.windows),
        cover=cover_metric(layout, supply, layout.north_star),
    )


def make_document(job: Job, fetched: Fetched, plan: Blueprint) -> ReportDocument:
    """Compute, find takeaways, compose.

    Raises:
        KpiReportError: data that contradict themselves, a picture or text that cannot be read, a broken detector.

    """
    known = profiles(job, fetched, plan.plan.reads(fetched.tables))
    facts = compute(
        plan.plan,
        fetched.tables,
        profiles=known,
        results=KeptResults(job, fetched),
        currency=job.spec.client.currency,
    )
    takeaways = find(job, plan, facts, fetched)
    edition = Edition(
        spec=job.spec,
        period=job.period,
        comparisons=job.comparisons,
        facts=facts,
        catalogue=job.catalogue,
        language=job.language,
        as_of=job.as_of,
        paces=paces(fetched.records, job.period, job.as_of),
        materials=materials_of(job, plan.layout),
    )
    return compose(
        edition,
        plan.layout,
        takeaways=takeaways,
        sources=fetched.records,
        notices=(*_about_the_period(job, fetched), *fetched.notices(job.language, job.catalogue.datasets)),
        cover=plan.cover,
    )


def _about_the_period(job: Job, fetched: Fetched) -> tuple[Notice, ...]:
    empty = empty_period(job, fetched)
    return (Notice(kind="no_rows", text=empty.message, severity="warning"),) if empty else ()


def find(job: Job, plan: Blueprint, facts: FactTable, fetched: Fetched) -> tuple[Takeaway, ...]:
    """The takeaways of a report, each detector under its own guard."""
    shown = judged_metrics(plan.layout)
    metrics = {name: job.catalogue.metrics[name] for name in shown}
    context = DetectorContext(
        facts=facts,
        metrics=metrics,
        additivity={name: plan.supply.additivity(name) for name in shown},
        datasets=job.catalogue.datasets,
        period=job.period,
        comparisons=job.comparisons,
        goals=goals_for(job.spec, job.period, job.catalogue, paces(fetched.records, job.period, job.as_of)),
        currency=job.spec.client.currency,
        north_star=plan.layout.north_star or next(iter(shown), None),
        events=job.spec.events,
        missing_days=_missing_days(job, fetched),
    )
    limit = max((b.limit for s in plan.layout.sections for b in s.blocks if isinstance(b, TakeawaysSpec)), default=0)
    if not limit:
        return ()
    candidates: list[Evidence] = []
    for name in job.host.detectors:
        found = job.host.detectors.registered(name)
        with guarding(found.plugin, f"looking for takeaways ({name})"):
            candidates += found.item.detect(context)
    return choose(context, candidates, job.language, limit=limit)


def judged_metrics(layout: Layout) -> tuple[str, ...]:
    """The metrics that takeaways are looked for in: the report's KPIs, or all that it shows where it names none."""
    blocks = [block for section in layout.sections for block in section.blocks]
    kpis = [metric for block in blocks if isinstance(block, KpisSpec) for metric in metrics_of(block)]
    return tuple(dict.fromkeys(kpis)) or layout.metrics


def _takeaway_requests(job: Job, layout: Layout, supply: Supply, asked: Needs) -> list[FactRequest | SeriesRequest]:
    """What detectors want of the shown metrics, as far as the data can feed it."""
    if not any(isinstance(block, TakeawaysSpec) for section in layout.sections for block in section.blocks):
        return []
    wanted: list[FactRequest | SeriesRequest] = []
    for name in job.host.detectors:
        found = job.host.detectors.registered(name)
        for metric_id in judged_metrics(layout):
            metric = job.catalogue.metrics[metric_id]
            dataset = job.catalogue.datasets.get(metric.dataset or "")
            with guarding(found.plugin, f"saying what it needs ({name})"):
                needed = tuple(found.item.needs(Shown(metric, dataset, supply.additivity(metric_id))))
            wanted += [request for need in needed if (request := _request(need, supply, asked)) is not None]
    return list(dict.fromkeys(wanted))


def _target_requests(job: Job, layout: Layout, supply: Supply) -> list[FactRequest]:
    """The members of shown metrics that have targets of their own."""
    shown = set(layout.metrics)
    members = [(metric, by) for metric, target in job.spec.targets.items() if metric in shown for by in target.members]
    return [FactRequest(metric, (by,)) for metric, by in members if supply.lack(metric, by) is None]


def _request(need: Need, supply: Supply, asked: Needs) -> FactRequest | SeriesRequest | None:
    """A need as a request; None when the data cannot feed it, or a series of the report already answers it."""
    if any(supply.lack(need.metric, dimension) for dimension in need.by or (None,)):
        return None
    if need.series is None:
        return FactRequest(need.metric, need.by)
    if not supply.has_course(need.metric):
        return None
    known = [s for s in asked.series if (s.metric, s.step, s.by) == (need.metric, need.series, need.by)]
    same_step = known or [s for s in asked.series if s.step == need.series]
    if known or not same_step:
        return None
    return SeriesRequest(
        need.metric, need.series, min(s.start for s in same_step), max(s.end for s in same_step), need.by
    )


def _missing_days(job: Job, fetched: Fetched) -> dict[str, tuple[date, ...]]:
    """Days of the period without rows, for datasets that have one every day or nearly so."""
    found = {}
    for name, streams in fetched.feeding.items():
        lacking = set.intersection(*(set(stream.missing_days) for stream in streams))
        inside = tuple(day for day in sorted(lacking) if job.period.contains(day))
        if inside and not any(is_sparse(stream.days, stream.missing_days) for stream in streams):
            found[name] = inside
    return found
