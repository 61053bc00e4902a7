"""Sentences about one metric, made from its facts: the neutral messages that stand over pages, charts and tables."""

from __future__ import annotations

from kpireport.document.edition import Edition
from kpireport.metrics.facts import Change, Fact, Number
from kpireport.periods import Comparison


def metric_sentence(edition: Edition, metric_id: str) -> str:
    """'Revenue was €209,113, 18.5% above October 2025', on the comparison that has something to compare with.

    A value of only a part of the period is not compared with whole ones.
    """
    fact = edition.facts.fact(metric_id)
    noun = edition.noun(metric_id)
    if fact is None or fact.value is None:
        return edition.language.say("doc-no-data", metric=noun, label=edition.label)
    value = edition.value_text(metric_id, fact.value)
    if fact.status == "partial":
        return edition.language.say("doc-was-partial", metric=noun, value=value, label=edition.label)
    comparison = comparable(edition, metric_id)
    if comparison is None:
        return edition.language.say("doc-was", metric=noun, value=value)
    return _compared(edition, "doc-was", fact, comparison, metric=noun, value=value)


def also_sentence(edition: Edition, metric_id: str, comparison: Comparison) -> str | None:
    """'It was 17.6% above September 2026.', or None when there is nothing to compare with."""
    fact = edition.facts.fact(metric_id)
    if fact is None or fact.status == "partial" or _base(edition, metric_id, comparison) is None:
        return None
    return _compared(edition, "doc-it-was", fact, comparison, metric=edition.noun(metric_id))


def comparable(edition: Edition, metric_id: str) -> Comparison | None:
    """The main comparison if the metric has a value there, else the first that has one."""
    main = edition.main_comparison
    ordered = [c for c in (main, *edition.comparisons) if c is not None]
    return next((c for c in ordered if _base(edition, metric_id, c) is not None), None)


def size_text(edition: Edition, metric_id: str, value: Number | None, change: Change) -> str | None:
    """How large a change is, without its sign: '18.5%', '0.21 points'; None where it has no such measure."""
    metric, language = edition.metrics[metric_id], edition.language
    if metric.unit == "position":
        return None
    if metric.unit in {"percent", "score", "index"}:
        if change.points is None:
            return None
        places = language.places(value, metric.unit, metric.display) if metric.unit == "percent" else 1
        text = language.number(abs(change.points), places)
        message = "doc-points" if metric.unit == "percent" else "doc-score-points"
        return language.say(message, text=text, n=float(round(abs(change.points), places)))
    return None if change.pct is None else language.relative(change.pct, signed=False)


def rounds_to_nothing(text: str) -> bool:
    """Whether a finished number shows no digit but 0."""
    return not any(digit in text for digit in "123456789")


def _base(edition: Edition, metric_id: str, comparison: Comparison) -> Fact | None:
    base = edition.facts.fact(metric_id, period=comparison.id)
    change = edition.facts.change(metric_id, comparison.id)
    return base if base is not None and change is not None and change.abs is not None else None


def _compared(edition: Edition, message: str, fact: Fact, comparison: Comparison, **words: str) -> str:
    say, label = edition.language.say, edition.label_of(comparison)
    change = edition.facts.change(fact.metric, comparison.id)
    base = _base(edition, fact.metric, comparison)
    assert change is not None  # `comparable` and `also_sentence` have looked
    assert base is not None
    size = size_text(edition, fact.metric, fact.value, change)
    if change.abs == 0 or (size is not None and rounds_to_nothing(size)):
        return say(f"{message}-level", label=label, **words)
    if size is None:
        return say(f"{message}-from", base=edition.value_text(fact.metric, base.value), label=label, **words)
    where = "above" if (change.abs or 0) > 0 else "below"
    return say(f"{message}-{where}", size=size, label=label, **words)
