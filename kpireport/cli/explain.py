"""`kpireport explain`: a number, and everything that it rests on."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from kpireport.cli.terminal import say, say_fields, say_json, say_problems, say_table
from kpireport.metrics.explanation import Explanation
from kpireport.metrics.facts import Fact
from kpireport.metrics.segments import in_segment
from kpireport.run.batch import open_jobs
from kpireport.run.job import Job, Moment
from kpireport.run.outcome import Outcome
from kpireport.run.tracing import Trace, trace_metric


def explain_metric(
    spec: Path,
    metric: str,
    *,
    by: str | None,
    segment: str | None,
    period: str | None,
    as_of: date | None,
    store: Path,
    as_json: bool,
) -> None:
    """Say where a metric's number comes from."""
    moment = Moment(datetime.now(UTC), as_of)
    (job,) = open_jobs([spec], moment=moment, environment=os.environ, period=period)
    if isinstance(job, Outcome):
        say_problems(job.problems)
        raise typer.Exit(2)
    trace = trace_metric(job, in_segment(metric, segment), by=by, store=store)
    if as_json:
        say_json(_record(job, trace))
    else:
        _say(job, trace, by)


def _say(job: Job, trace: Trace, by: str | None) -> None:
    found = trace.explanation
    definition = found.metric.definition
    say_fields(
        [
            ("metric", f"{definition.id}: {_name(job, definition.id)}"),
            ("value", _value(job, found.fact)),
            ("period", f"{job.period.key} ({job.period.start} to {job.period.last})"),
            *((c.id, _value(job, trace.facts.fact(definition.id, period=c.id))) for c in job.comparisons),
            ("status", found.fact.status if found.fact else ""),
            ("formula", definition.formula or definition.description),
            ("variant", found.metric.variant),
            ("expression", found.sql),
            ("numerator", _side(found.numerator, found.fact.numerator if found.fact else None)),
            ("denominator", _side(found.denominator, found.fact.denominator if found.fact else None)),
            ("made of", "\n".join(f"{i.metric.id} = {_value(job, i.fact)}" for i in found.inputs)),
            ("caveats", "\n".join(definition.caveats_in("en"))),
        ]
    )
    if by:
        say()
        rows = [
            (member if member is not None else "(none)", _value(job, f))
            for f in trace.members
            for member in f.group.values()
        ]
        say_table((by, _name(job, definition.id)), rows)
    for stream in trace.streams:
        say()
        say_fields(
            [
                ("source", f"{stream.source} ({stream.plugin})"),
                ("read from", "\n".join(stream.inputs)),
                ("dataset", f"{stream.dataset}, {stream.rows:,} rows, {stream.first_day} to {stream.last_day}"),
                ("columns", "\n".join(f"{name} = {text}" for name, text in stream.mapping.items() if name != text)),
                ("stored as", "\n".join(str(path) for path in stream.paths)),
                ("sha256", stream.sha256),
            ]
        )
    for query in trace.facts.queries:
        say()
        say(f"query {query.id} on {query.dataset} ({query.engine}), {query.rows:,} rows read")
        say(query.sql)


def _record(job: Job, trace: Trace) -> dict[str, object]:
    return {
        "metric": trace.explanation.metric.id,
        "period": job.period.key,
        **_explained(trace.explanation),
        "comparisons": [_fact(f) for f in trace.totals if f.period != "current"],
        "members": [_fact(f) for f in trace.members],
        "sources": [
            {
                "source": s.source,
                "plugin": s.plugin,
                "dataset": s.dataset,
                "rows": s.rows,
                "first_day": s.first_day,
                "last_day": s.last_day,
                "mapping": s.mapping,
                "stored": [str(path) for path in s.paths],
                "sha256": s.sha256,
            }
            for s in trace.streams
        ],
        "queries": [
            {"id": q.id, "dataset": q.dataset, "engine": q.engine, "rows": q.rows, "sql": q.sql}
            for q in trace.facts.queries
        ],
    }


def _explained(found: Explanation) -> dict[str, object]:
    return {
        "fact": _fact(found.fact) if found.fact else None,
        "formula": found.metric.definition.formula,
        "expression": found.sql,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "variant": found.metric.variant,
        "inputs": [{"metric": i.metric.id, **_explained(i)} for i in found.inputs],
    }


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "id": fact.id,
        "period": fact.period,
        "group": fact.group,
        "value": fact.value,
        "status": fact.status,
        "numerator": fact.numerator,
        "denominator": fact.denominator,
        "query": fact.query,
    }


def _value(job: Job, fact: Fact | None) -> str:
    """A value as the report writes it, and in full behind it."""
    if fact is None or fact.value is None:
        return "no data"
    metric = job.catalogue.metrics[fact.metric]
    said = job.language.value(fact.value, metric.unit, currency=job.spec.client.currency, display=metric.display)
    return f"{said} ({fact.value!r})"


def _side(sql: str | None, value: float | None) -> str:
    return f"{sql} = {value!r}" if sql else ""


def _name(job: Job, metric_id: str) -> str:
    words = job.catalogue.metrics[metric_id].label
    found = words.get(job.language.locale) or words.get("en")
    return found.nom if found else metric_id
