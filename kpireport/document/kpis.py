"""KPI cards and scoreboards: value, comparisons, target and course of each metric, and how many improved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpireport.document.aims import aim, aim_notes
from kpireport.document.blocks import KpisSpec
from kpireport.document.composed import Composed
from kpireport.document.courses import course, spark_steps
from kpireport.document.edition import Edition
from kpireport.document.model import Delta, Kpi, KpiBlock, Sparkline, Tone
from kpireport.document.wording import metric_sentence, rounds_to_nothing
from kpireport.language import NO_VALUE
from kpireport.metrics.facts import CURRENT, Fact, Group
from kpireport.metrics.pack import Metric
from kpireport.periods import Comparison

NOTE_LIMIT = 48
"""A longer formula stays in the data notes."""
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
            *aim_notes(edition, spec.metrics),
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
        target=aim(edition, metric_id),
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


# ---------------------------------------------------------------- how many improved


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some KPIs moved the right way on the main comparison, and how many reached their target.

    In a running period (`runs`) those count that reached it or are on track.
    """

    shown: int
    judged: int
    improved: int
    targets: int
    met: int
    runs: bool = False

    def sentence(self, edition: Edition) -> str:
        """'7 of 13 KPIs improved on October 2025; 6 of 13 reached their targets'."""
        say, comparison = edition.language.say, edition.main_comparison
        improved = reached = None
        if self.judged and comparison:
            words = counted(self.improved, self.judged)
            improved = say("doc-score-improved", **words, label=edition.label_of(comparison))
        if self.targets:
            reached = self.reached(edition, alone=not improved)
        if improved and reached:
            return say("doc-score-both", improved=improved, targets=reached)
        return improved or reached or say("doc-score-none", n=self.shown, label=edition.label)

    def reached(self, edition: Edition, *, alone: bool = True) -> str:
        """'6 of 13 KPIs reached their targets', or are on track for them; not `alone`, as the second half of a sentence."""
        message = "doc-score-on-track" if self.runs else "doc-score-targets"
        return edition.language.say(f"{message}-alone" if alone else message, **counted(self.met, self.targets))


def counted(k: int, n: int) -> dict[str, int | str]:
    """What a sentence about `k` of `n` is made from: both, and whether that is none, some or all of several."""
    extent = {0: "none", n: "all"}.get(k, "some") if n > 1 else "some"
    return {"k": k, "n": n, "extent": extent}


def count(edition: Edition, kpis: Sequence[Kpi]) -> Tally:
    """Count what improved and what reached its target; changes that cannot be judged are not counted."""
    judged = [favourable for k in kpis if (favourable := _judgement(edition, k.metric)) is not None]
    targets = [k.target for k in kpis if k.target and k.target.kind == "target"]
    reached = sum(t.tone == "good" for t in targets)
    return Tally(len(kpis), len(judged), sum(judged), len(targets), reached, runs=bool(edition.paces))


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


def _note(edition: Edition, metric: Metric) -> str | None:
    is_part_of_whole = edition.additivity(metric.id) == "ratio"
    formula = metric.formula_in(edition.language.locale)
    return formula if is_part_of_whole and formula and len(formula) <= NOTE_LIMIT else None


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
