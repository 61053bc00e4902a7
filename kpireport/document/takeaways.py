"""The takeaways block: each claim with its reasons and the course of its metric, and the summary over them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from kpireport.document.aims import aim
from kpireport.document.axes import subtitle, unit_head
from kpireport.document.blocks import ChartSpec, TakeawaysSpec
from kpireport.document.composed import Composed
from kpireport.document.courses import CHART_STEPS, grain_step, step_name
from kpireport.document.edition import Edition
from kpireport.document.kpis import Tally, counted
from kpireport.document.model import Because, ChartBlock, TakeawayRecord, TakeawaysBlock, TakeawayView
from kpireport.document.time_charts import compose_time_chart
from kpireport.document.wording import also_sentence, comparable, metric_sentence
from kpireport.takeaways.evidence import Evidence
from kpireport.takeaways.wording import Takeaway

NO_NEWS = frozenset({"I19", "quiet"})
"""Types that say something about the data, not about the business."""


def compose_takeaways(
    edition: Edition, spec: TakeawaysSpec, takeaways: Sequence[Takeaway], main: str | None, tally: Tally | None
) -> Composed:
    """The claims, at most as many as the block wants; the message is what the main metric did."""
    shown = takeaways[: spec.limit]
    block = TakeawaysBlock(
        takeaways=[_view(edition, takeaway, draw=spec.charts) for takeaway in shown],
        empty=edition.language.say("doc-no-takeaways"),
    )
    if main is None:
        return Composed(block)
    metrics = tuple(dict.fromkeys(takeaway.evidence.metric for takeaway in shown if takeaway.evidence.metric))
    return Composed(block, _message(edition, main, tally), _lead(edition, main, tally), metrics=metrics)


def takeaway_record(takeaway: Takeaway) -> TakeawayRecord:
    """The evidence of a claim as the document keeps it, with the words that were made from it."""
    evidence = json.loads(json.dumps({"id": takeaway.id, **asdict(takeaway.evidence)}, default=str))
    return TakeawayRecord(
        id=takeaway.id,
        evidence=evidence,
        headline=takeaway.headline,
        because=[f"{line.value_text} {line.text}" for line in takeaway.because],
        score=takeaway.score,
    )


def fact_ids(evidence: Evidence) -> tuple[str, ...]:
    """The facts that a claim and everything under it were read from."""
    return (*evidence.fact_ids, *(fact for child in evidence.children for fact in fact_ids(child)))


def leading_message(edition: Edition, takeaways: Sequence[Takeaway], main: str | None) -> str | None:
    """The sentence for the cover: what the main metric did, where that is news or nothing else is; else the best headline."""
    news = [takeaway for takeaway in takeaways if takeaway.evidence.type not in NO_NEWS]
    if main is not None and (not news or any(takeaway.evidence.metric == main for takeaway in news)):
        return metric_sentence(edition, main)
    return news[0].headline if news else None


def _view(edition: Edition, takeaway: Takeaway, *, draw: bool) -> TakeawayView:
    return TakeawayView(
        id=takeaway.id,
        tag=takeaway.tag,
        tone=takeaway.tone,
        headline=takeaway.headline,
        because_title=takeaway.because_title,
        because=[
            Because(value_text=line.value_text, text=line.text, tone=line.tone, ref=line.ref)
            for line in takeaway.because
        ],
        how=takeaway.how,
        chart=_chart(edition, takeaway) if draw else None,
    )


def _chart(edition: Edition, takeaway: Takeaway) -> ChartBlock | None:
    """The course of the metric that a claim speaks of, beside the year before; none of the whole for a claim of a member."""
    metric = takeaway.evidence.metric
    if metric not in edition.metrics or takeaway.evidence.scope.dim is not None:
        return None
    step = grain_step(edition.period)
    spec = ChartSpec(kind="line", metric=metric, over=step, steps=max(2, min(CHART_STEPS[step], 31)), events=False)
    block = compose_time_chart(edition, spec).block
    if not isinstance(block, ChartBlock):
        return None
    caption = subtitle(step_name(edition, metric, step), unit_head(edition, block.display))
    return block.model_copy(update={"id": f"takeaway-{takeaway.id}", "subtitle": caption, "width": "half", "notes": []})


def _message(edition: Edition, main: str, tally: Tally | None) -> str:
    """'Revenue was €209,113, 18.5% above October 2025; 7 of 13 KPIs improved'."""
    sentence = metric_sentence(edition, main)
    if tally is None or not tally.judged:
        return sentence
    return edition.language.say("doc-summary", sentence=sentence, **counted(tally.improved, tally.judged))


def _lead(edition: Edition, main: str, tally: Tally | None) -> str | None:
    """The other comparison, the target, and how many KPIs reached theirs."""
    headline = comparable(edition, main)
    others = (also_sentence(edition, main, c) for c in edition.comparisons if c != headline)
    sentences = [sentence for sentence in others if sentence]
    goal = aim(edition, main)
    if goal and goal.kind == "target":
        by = "-by" if goal.state in {"met", "missed"} and goal.attainment is not None else ""
        words = {"attainment": goal.attainment_text} if by else {}
        state = goal.state.replace("_", "-")
        sentences.append(edition.language.say(f"doc-target-{state}{by}", target=goal.text, **words))
    if tally and tally.targets > bool(goal and goal.kind == "target"):
        sentences.append(f"{tally.reached(edition)}.")
    return " ".join(sentences) or None
