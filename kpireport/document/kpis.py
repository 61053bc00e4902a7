"""KPI cards and scoreboards: value, comparisons, target and course of each metric, and how many improved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpireport.document.blocks import KpisSpec
from kpireport.document.composed import Composed
from kpireport.document.courses import course, spark_steps
from kpireport.document.edition import Edition
from kpireport.document.model import Delta, Kpi, KpiBlock, Sparkline, Target, Tone
from kpireport.document.targets import inapplicable
from kpireport.document.wording import metric_sentence, rounds_to_nothing
from kpireport.language import NO_VALUE
from kpireport.metrics.facts import CURRENT, Fact, Group, Number
from kpireport.metrics.pack import Metric
from kpireport.periods import Comparison
from kpireport.takeaways.goals import Goal

NOTE_LIMIT = 48
"""A longer formula stays in the data notes."""
NARROW = 0.995
"""From here on whole percents would say that a missed target was reached."""
FEW = 2
"""Up to so many KPIs the first one's sentence says more than a count."""


def compose_kpis(edition: Edition, spec: KpisSpec) -> Composed:
    """The cards or the scoreboard of some metrics; a scoreboard gathers them under the headings of their groups."""
    assert spec.metrics != "all"  # written out when the sections were laid out
    is_board = spec.layout == "scoreboard"
    kpis = [kpi(edition, metric, spark=spec.spark, grouped=is_board) for metric in spec.metrics]
    if is_board:
        headings = list(dict.fromkeys(k.group for k in kpis))
        kpis.sort(key=lambda k: headings.index(k.group))
    tally = count(edition, kpis)
    block = KpiBlock(
        layout=spec.layout,
        title=spec.title,
        kpis=kpis,
        now=edition.short_label,
        notes=[
            *(_board_notes(edition, kpis) if is_board else ()),
            *gap_notes(edition, [(k.label, k.deltas) for k in kpis]),
            *status_notes(edition, spec.metrics),
            *_target_notes(edition, spec.metrics),
        ],
    )
    first = metric_sentence(edition, spec.metrics[0])
    return Composed(block, first if len(kpis) <= FEW else tally.sentence(edition), metrics=tuple(spec.metrics))


def kpi(edition: Edition, metric_id: str, *, spark: bool, grouped: bool = False) -> Kpi:
    """One metric with everything that is known of it."""
    metric, fact = edition.metrics[metric_id], total(edition, metric_id)
    return Kpi(
        metric=metric_id,
        label=edition.noun(metric_id),
        note=_note(edition, metric),
        group=edition.group_name(metric_id) if grouped else None,
        value_text=edition.value_text(metric_id, fact.value),
        fact=fact.id,
        deltas=deltas(edition, metric_id),
        target=target(edition, metric_id, fact.value),
        spark=_sparkline(edition, metric_id) if spark else None,
    )


def total(edition: Edition, metric_id: str) -> Fact:
    """The current total of a metric; it was planned, so that it exists."""
    fact = edition.facts.fact(metric_id)
    if fact is None:
        raise LookupError(f"metric {metric_id!r} is shown but was not computed")
    return fact


# ---------------------------------------------------------------- changes


def deltas(edition: Edition, metric_id: str, group: Group | None = None) -> list[Delta]:
    """The changes of a metric on every comparison of the report."""
    found = (delta(edition, metric_id, comparison, group) for comparison in edition.comparisons)
    return [change for change in found if change is not None]


def delta(edition: Edition, metric_id: str, comparison: Comparison, group: Group | None = None) -> Delta | None:
    """One change as it is shown; without a usable base it is a dash and says why."""
    fact = edition.facts.fact(metric_id, group=group)
    base = edition.facts.fact(metric_id, period=comparison.id, group=group)
    if fact is None or base is None:
        return None
    metric = edition.metrics[metric_id]
    change = edition.facts.change(metric_id, comparison.id, group=group)
    usable = base.status != "not_comparable" and fact.status != "not_comparable"
    text = edition.language.change(change if usable else None, metric.unit, value=fact.value, display=metric.display)
    return Delta(
        comparison=comparison.id,
        text=text,
        base_text=edition.value_text(metric_id, base.value),
        tone=tone(change.favourable if change else None, text),
        fact=fact.id,
        base=base.id,
        note=_reason(edition, comparison, base, text),
    )


def tone(favourable: bool | None, text: str) -> Tone:
    """The tone of a change: neutral where it is not judged or shows as nothing."""
    if favourable is None or rounds_to_nothing(text):
        return "neutral"
    return "good" if favourable else "bad"


def _reason(edition: Edition, comparison: Comparison, base: Fact, text: str) -> str | None:
    label = edition.label_of(comparison)
    if base.status == "not_comparable":
        return edition.language.say("doc-base-not-comparable", label=label)
    if base.value is None:
        return edition.language.say("doc-base-missing", label=label)
    if not edition.same_length(base.metric, comparison.id):
        return edition.language.say("doc-base-other-length", label=label)
    if text == NO_VALUE and base.value == 0:
        return edition.language.say("doc-base-zero", label=label)
    return edition.language.say("doc-base-partial", label=label) if base.status == "partial" else None


# ---------------------------------------------------------------- targets


def target(edition: Edition, metric_id: str, value: Number | None) -> Target | None:
    """A metric's target and whether it was reached; None without a target, or without a whole value to hold against it."""
    goal = edition.goals.get(metric_id)
    status = goal.status(value) if goal and not _lacks_days(edition, metric_id) else None
    if goal is None or status is None:
        return None
    is_range = goal.min is not None and goal.max is not None
    attainment = None if is_range else status.attainment
    return Target(
        text=_goal_text(edition, metric_id, goal),
        value=status.target,
        met=status.met,
        status=edition.language.say("ui-met" if status.met else "ui-missed"),
        attainment=attainment,
        attainment_text=_attainment_text(edition, attainment, met=status.met),
    )


def _lacks_days(edition: Edition, metric_id: str) -> bool:
    """Whether the current value is too low or too high for want of rows."""
    fact = edition.facts.fact(metric_id)
    return fact is not None and fact.status == "partial" and not edition.catalogue.metric(metric_id).bears_gaps


def _attainment_text(edition: Edition, attainment: Number | None, *, met: bool) -> str:
    """Whole percents; a target that was narrowly missed is not shown as 100 %."""
    narrow = attainment is not None and not met and NARROW <= attainment < 1
    return edition.language.percent(attainment, None if narrow else 0)


def _goal_text(edition: Edition, metric_id: str, goal: Goal) -> str:
    """'€200,000', '≤ 44.0%', '40.0%–44.0%'."""
    low, high = (None if x is None else edition.labels.target(metric_id, x) for x in (goal.min, goal.max))
    if low and high:
        return f"{low}–{high}"
    return low or f"≤\u00a0{high}"


# ---------------------------------------------------------------- how many improved


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some KPIs moved the right way on the main comparison, and how many reached their target."""

    shown: int
    judged: int
    improved: int
    targets: int
    met: int

    def sentence(self, edition: Edition) -> str:
        """'7 of 13 KPIs improved on October 2025; 6 of 13 reached their targets'."""
        say, comparison = edition.language.say, edition.main_comparison
        improved = reached = None
        if self.judged and comparison:
            words = counted(self.improved, self.judged)
            improved = say("doc-score-improved", **words, label=edition.label_of(comparison))
        if self.targets:
            message = "doc-score-targets" if improved else "doc-score-targets-alone"
            reached = say(message, **counted(self.met, self.targets))
        if improved and reached:
            return say("doc-score-both", improved=improved, targets=reached)
        return improved or reached or say("doc-score-none", n=self.shown, label=edition.label)


def counted(k: int, n: int) -> dict[str, int | str]:
    """What a sentence about `k` of `n` is made from: both, and whether that is none, some or all of several."""
    extent = {0: "none", n: "all"}.get(k, "some") if n > 1 else "some"
    return {"k": k, "n": n, "extent": extent}


def count(edition: Edition, kpis: Sequence[Kpi]) -> Tally:
    """Count what improved and what reached its target; changes that cannot be judged are not counted."""
    judged = [favourable for k in kpis if (favourable := _judgement(edition, k.metric)) is not None]
    targets = [k.target for k in kpis if k.target]
    return Tally(len(kpis), len(judged), sum(judged), len(targets), sum(t.met for t in targets))


def _judgement(edition: Edition, metric_id: str) -> bool | None:
    """Whether a metric improved on the main comparison: False when it did not move, None when that is no question."""
    comparison = edition.main_comparison
    shown = delta(edition, metric_id, comparison) if comparison else None
    if shown is None or shown.text == NO_VALUE or edition.metrics[metric_id].direction == "neutral":
        return None
    return shown.tone == "good"


def _board_notes(edition: Edition, kpis: Sequence[Kpi]) -> list[str]:
    uncounted = [k.label for k in kpis if _judgement(edition, k.metric) is None]
    notes = [edition.language.say("doc-score-direction")]
    if edition.comparisons and 0 < len(uncounted) < len(kpis):
        names = edition.language.list(uncounted)
        notes.append(edition.language.say("doc-score-uncounted", metrics=names, n=len(uncounted)))
    return notes


# ---------------------------------------------------------------- notes and pictures


def status_notes(edition: Edition, metrics: Sequence[str]) -> list[str]:
    """What a reader has to know about the current values: partly covered, provisional, not comparable."""
    messages = {"partial": "doc-partial", "provisional": "doc-provisional", "not_comparable": "doc-not-comparable"}
    notes = []
    for metric_id in dict.fromkeys(metrics):
        fact = edition.facts.fact(metric_id, period=CURRENT)
        if fact is not None and fact.status in messages:
            notes.append(
                edition.language.say(messages[fact.status], metric=edition.noun(metric_id), label=edition.label)
            )
    return notes


def gap_notes(edition: Edition, changes: Sequence[tuple[str, Sequence[Delta]]]) -> list[str]:
    """Why some changes are dashes, or stand on a base that is only partly covered; one sentence a reason."""
    names: dict[str, list[str]] = {}
    for name, shown in changes:
        for note in dict.fromkeys(change.note for change in shown if change.note):
            names.setdefault(note, []).append(name)
    return [
        edition.language.say("doc-gap-all", reason=reason[:1].upper() + reason[1:])
        if len(found) == len(changes)
        else edition.language.say("doc-gap", names=", ".join(found), reason=reason)
        for reason, found in names.items()
    ]


def _target_notes(edition: Edition, metrics: Sequence[str]) -> list[str]:
    """That some targets are not judged, because they are set for another length of time."""
    skipped = set(inapplicable(edition.spec, edition.period, edition.catalogue))
    names = [edition.noun(metric) for metric in metrics if metric in skipped]
    return [edition.language.say("doc-targets-other-length", metrics=edition.language.list(names))] if names else []


def _note(edition: Edition, metric: Metric) -> str | None:
    is_part_of_whole = edition.additivity(metric.id) == "ratio"
    return metric.formula if is_part_of_whole and 0 < len(metric.formula) <= NOTE_LIMIT else None


def _sparkline(edition: Edition, metric_id: str) -> Sparkline | None:
    steps = spark_steps(edition.period)
    found = course(edition, metric_id, steps)
    if found is None or sum(value is not None for value in found.values) < 2:
        return None
    now = steps[-1]
    last_year = next((i for i, step in enumerate(steps) if step == now.same_last_year()), None)
    if last_year is not None and found.values[last_year] is None:
        last_year = None
    return Sparkline(series=found.series.id, values=list(found.values), last_year=last_year, alt=found.alt(edition))
