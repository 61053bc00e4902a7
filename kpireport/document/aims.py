"""Targets and benchmarks as cards, tables and sentences show them, and what a reader has to know to judge them."""

from __future__ import annotations

from collections.abc import Sequence

from kpireport.document.edition import Edition
from kpireport.document.model import Target
from kpireport.document.targets import benchmark_for, inapplicable, subject
from kpireport.language import Noun
from kpireport.metrics.facts import Group, Number
from kpireport.periods import label
from kpireport.takeaways.goals import GoalStatus

NARROW = 0.995
"""From here on whole percents would say that a missed target was reached."""


def aim(edition: Edition, metric_id: str, group: Group | None = None) -> Target | None:
    """The target of a metric (or of some members of it) and how its value stands to it; else its stated benchmark.

    None without either, and without a value that can be held against it: a whole one, or that of a running period.
    """
    goal, kind = edition.goals.get(subject(metric_id, group)), "target"
    if goal is None and not group:
        goal, kind = benchmark_for(edition.spec, edition.catalogue, metric_id, edition.paces), "benchmark"
    fact = edition.facts.fact(metric_id, group=group)
    if goal is None or fact is None or (goal.pace is None and _lacks_days(edition, metric_id)):
        return None
    status = goal.status(fact.value)
    if status is None:
        return None
    is_range = goal.min is not None and goal.max is not None
    attainment = None if is_range or kind == "benchmark" else status.attainment
    return Target.model_validate(
        {
            "kind": kind,
            "text": _bounds_text(edition, metric_id, goal.min, goal.max),
            "value": status.target,
            "state": status.state,
            "met": status.met,
            "tone": "good" if status.good else "bad",
            "status": edition.language.say(f"ui-{status.state.replace('_', '-')}"),
            "attainment": attainment,
            "attainment_text": _attainment_text(edition, attainment, met=status.met),
            "projected": status.projected,
            "projected_text": _projected_text(edition, metric_id, status),
        }
    )


def aim_notes(edition: Edition, metrics: Sequence[str]) -> list[str]:
    """What stands under cards with targets: those for another length of time, shares of longer ones, run rates, benchmarks."""
    shown = {metric: found for metric in dict.fromkeys(metrics) if (found := aim(edition, metric)) is not None}
    return [
        *_other_length(edition, metrics),
        *_shares(edition, metrics),
        *_run_rates(edition, shown),
        *_benchmarks(edition, [metric for metric, found in shown.items() if found.kind == "benchmark"]),
    ]


def targets_of_nobody(edition: Edition) -> list[str]:
    """Targets of members that occur in no period of the report: most likely a name that is written in another way."""
    found = []
    for metric, target in edition.spec.targets.items():
        for dimension, members in target.members.items():
            facts = edition.facts.breakdown(metric, (dimension,))
            known = {fact.group[dimension] for fact in facts}
            found += [(metric, dimension, member) for member in members if facts and member not in known]
    return [
        edition.language.say(
            "doc-target-nobody",
            metric=edition.noun(metric),
            member=member,
            dimension=edition.dimension_name(metric, dimension),
        )
        for metric, dimension, member in found
    ]


# ---------------------------------------------------------------- notes


def _other_length(edition: Edition, metrics: Sequence[str]) -> list[str]:
    skipped = set(inapplicable(edition.spec, edition.period, edition.catalogue))
    names = [edition.noun(metric) for metric in metrics if metric in skipped]
    return [edition.language.say("doc-targets-other-length", metrics=edition.language.list(names))] if names else []


def _shares(edition: Edition, metrics: Sequence[str]) -> list[str]:
    """'Target of Revenue: 7 of 31 days of €155,000 for October 2026.'"""
    goals = ((metric, edition.goals.get(metric)) for metric in dict.fromkeys(metrics))
    return [
        edition.language.say(
            "doc-target-share",
            metric=edition.noun(metric),
            share=edition.period.days,
            days=goal.whole.period.days,
            target=_bounds_text(edition, metric, goal.whole.min, goal.whole.max),
            period=label(goal.whole.period, edition.language),
        )
        for metric, goal in goals
        if goal is not None and goal.whole is not None
    ]


def _run_rates(edition: Edition, shown: dict[str, Target]) -> list[str]:
    """What the values of a running period come to at the rate so far, and what is called on track."""
    goals, notes = edition.goals, []
    for metric, found in shown.items():
        goal, fact = goals.get(metric), edition.facts.fact(metric)
        if goal and goal.pace and fact and found.projected_text:
            value = edition.value_text(metric, fact.value)
            so_far = {"elapsed": goal.pace.elapsed, "days": goal.pace.days}
            words = {"metric": edition.noun(metric), "value": value, "projected": found.projected_text}
            notes.append(edition.language.say("doc-target-run-rate", **words, **so_far))
    limits = {
        goals[m].tolerance for m, found in shown.items() if m in goals and found.state in {"on_track", "off_track"}
    }
    texts = [edition.language.percent(limit, None if (limit * 100) % 1 else 0) for limit in sorted(limits)]
    if texts:
        notes.append(edition.language.say("doc-target-tolerance", tolerance=edition.language.list(texts)))
    return notes


def _benchmarks(edition: Edition, metrics: Sequence[str]) -> list[str]:
    names: list[Noun] = [edition.noun(metric) for metric in metrics]
    if not names:
        return []
    return [edition.language.say("doc-benchmarks", names=edition.language.list(names), n=len(names))]


# ---------------------------------------------------------------- words


def _lacks_days(edition: Edition, metric_id: str) -> bool:
    """Whether the current value is too low or too high for want of rows."""
    fact = edition.facts.fact(metric_id)
    return fact is not None and fact.status == "partial" and not edition.catalogue.metric(metric_id).bears_gaps


def _attainment_text(edition: Edition, attainment: Number | None, *, met: bool) -> str:
    """Whole percents; a target that was narrowly missed is not shown as 100 %."""
    narrow = attainment is not None and not met and NARROW <= attainment < 1
    return edition.language.percent(attainment, None if narrow else 0)


def _projected_text(edition: Edition, metric_id: str, status: GoalStatus) -> str | None:
    return None if status.projected is None else edition.labels.target(metric_id, status.projected)


def _bounds_text(edition: Edition, metric_id: str, low: Number | None, high: Number | None) -> str:
    """'€200,000', '≤ 44.0%', '40.0%–44.0%'."""
    lower, upper = (None if x is None else edition.labels.target(metric_id, x) for x in (low, high))
    if lower and upper:
        return f"{lower}–{upper}"
    return lower or f"≤\u00a0{upper}"
