"""From evidence to words: whole sentences of the catalogue, filled with nothing but what the evidence record holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kpireport.metrics.facts import Number
from kpireport.takeaways.because import Line, because_of
from kpireport.takeaways.evidence import Evidence, Tone
from kpireport.takeaways.labels import Labels
from kpireport.takeaways.moves import Move, move_text

__all__ = ["Line", "Takeaway", "word"]

_COMPARE_FROM = 10.0
"""From a change by this factor on, both values say more than the percentage."""


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One claim as it is shown. `evidence` holds every number that its words contain."""

    id: str
    evidence: Evidence
    tag: str
    tone: Tone
    headline: str
    because_title: str
    because: tuple[Line, ...]
    how: str
    score: float


def word(evidence: Evidence, labels: Labels, score: float = 0.0) -> Takeaway:
    """The words of one chosen claim and its children.

    A type that this module does not know is said with the message `takeaway-<type>` ('acme.record' becomes
    `takeaway-acme-record`), which is given metric, value, change, and the plain fields of `extra` by name.
    """
    tag, headline = _SENTENCES.get(evidence.type, _other)(evidence, labels)
    title, lines = because_of(evidence, labels)
    how = _how(evidence, labels)
    return Takeaway(evidence.id, evidence, tag, evidence.tone, headline, title, lines, how, score)


# ---------------------------------------------------------------- headlines


def _change(evidence: Evidence, labels: Labels) -> tuple[str, str]:
    say, metric = labels.language.say, evidence.metric
    names: dict[str, object] = {"metric": labels.noun(metric), "value": labels.value(metric, evidence.values.cur)}
    if evidence.comparison is None:
        message = "takeaway-no-history" if evidence.extra["others_compared"] else "takeaway-value"
        return say("takeaway-tag-no-history"), say(message, **names)
    base = labels.comparison(evidence.comparison)
    tag = say("takeaway-tag-change", base=base)
    move = Move.of(evidence, evidence.comparison)
    base_value = _mapping(evidence.extra["bases"])[evidence.comparison]
    text = move_text(move, labels, metric, evidence.values.cur, signed=False)
    if not evidence.effect.abs:
        return tag, say("takeaway-change-same", base=base, **names)
    if labels.unit(metric) == "position" or not _is_telling(move, base_value, text):
        return tag, say("takeaway-change-compared", base=base, base_value=labels.value(metric, base_value), **names)
    message = "takeaway-change-above" if evidence.effect.abs > 0 else "takeaway-change-below"
    return tag, say(message, change=text, base=base, **names)


def _is_telling(move: Move, base: Any, text: str) -> bool:
    """Whether the change says more than both values: not from nothing, across zero, to a multiple, or rounded away."""
    if move.pct is None or base is None or base <= 0 or abs(move.pct) >= _COMPARE_FROM:
        return False
    return any(digit in "123456789" for digit in text)


def _target(evidence: Evidence, labels: Labels) -> tuple[str, str]:
    say, metric, target = labels.language.say, evidence.metric, evidence.values.target
    assert target is not None
    status = str(evidence.extra["state"]).replace("_", "-")
    names: dict[str, object] = {
        "metric": labels.noun_of(metric, evidence.scope.dim, evidence.scope.member),
        "value": labels.value(metric, evidence.values.cur),
        "target": labels.target(metric, target),
    }
    tag = say(f"takeaway-tag-target-{status}")
    if status in {"on-track", "off-track"}:
        so_far = {name: evidence.extra[name] for name in ("elapsed", "days")}
        if evidence.values.expected is None:
            return tag, say("takeaway-target-so-far", **so_far, **names)
        projected = labels.target(metric, evidence.values.expected)
        return tag, say("takeaway-target-run-rate", projected=projected, **so_far, **names)
    if not evidence.effect.abs:
        return tag, say("takeaway-target-exact", **names)
    gap = move_text(Move.of(evidence), labels, metric, evidence.values.cur, signed=False)
    if not any(digit in "123456789" for digit in gap):
        gap = labels.value(metric, abs(evidence.effect.abs))
    return tag, say(f"takeaway-target-{status}-{evidence.extra['bound']}", gap=gap, **names)


def _missing_days(evidence: Evidence, labels: Labels) -> tuple[str, str]:
    say = labels.language.say
    dataset = labels.dataset(str(evidence.extra["dataset"]))
    n, of_days = evidence.values.cur, evidence.extra["of_days"]
    return say("takeaway-tag-data"), say("takeaway-missing-days", dataset=dataset, n=n, of=of_days)


def _quiet(evidence: Evidence, labels: Labels) -> tuple[str, str]:
    say, stated = labels.language.say, evidence.extra
    if not stated["metrics"] and not stated["few"]:
        return say("takeaway-tag-no-history"), say("takeaway-nothing-to-compare")
    limits = {name: _percent(stated[name], labels) for name in ("limit", "ratio_limit")}
    return say("takeaway-tag-quiet"), say("takeaway-quiet", n=stated["metrics"], **limits)


def _other(evidence: Evidence, labels: Labels) -> tuple[str, str]:
    say, metric = labels.language.say, evidence.metric
    names: dict[str, object] = {
        "metric": labels.noun(metric),
        "value": labels.value(metric, evidence.values.cur),
        "change": labels.language.relative(evidence.effect.rel),
        "current": labels.current(),
        **{name: x for name, x in evidence.extra.items() if isinstance(x, str | int | float)},
    }
    message = f"takeaway-{evidence.type.replace('.', '-').lower()}"
    return say("takeaway-tag-other"), say(message, **names)


_SENTENCES: Mapping[str, Callable[[Evidence, Labels], tuple[str, str]]] = {
    "I02": _change,
    "I04": _target,
    "I19": _missing_days,
    "quiet": _quiet,
}


# ---------------------------------------------------------------- how we know


def _how(evidence: Evidence, labels: Labels) -> str:
    say, metric = labels.language.say, evidence.metric
    split = next((child for child in evidence.children if child.type == "I11"), None)
    if evidence.type == "I19":
        return say("takeaway-how-missing-days", days=_days(evidence.extra["days"], labels))
    if evidence.type == "quiet":
        few = evidence.extra["few"]
        return say("takeaway-how-few", n=few, events=evidence.extra["events"]) if few else ""
    if split and split.scope.dim:
        names = {"n": split.extra["members"], "members": labels.members(metric, split.scope.dim) or ""}
        total = move_text(Move.of(split), labels, metric, split.values.cur, absolute=True)
        form = "sum" if split.extra["kind"] == "sum" else "ratio"
        return say(f"takeaway-how-{form}{'' if names['members'] else '-plain'}", total=total, **names)
    parts = (evidence.extra.get("numerator"), evidence.extra.get("denominator"))
    if all(isinstance(part, int | float) for part in parts) and labels.formula(metric):
        top, bottom = (_plain_number(part, labels) for part in parts)
        return say("takeaway-how-parts", formula=labels.formula(metric), numerator=top, denominator=bottom)
    return ""


def _plain_number(x: Any, labels: Labels) -> str:
    return labels.language.number(x, 0 if float(x).is_integer() or abs(x) >= 1000 else 2)


def _percent(ratio: Any, labels: Labels) -> str:
    return labels.language.percent(ratio, 0 if float(ratio * 100).is_integer() else 1)


def _days(days: Any, labels: Labels) -> str:
    """Runs of days: '3 Oct, 14–16 Oct'."""
    runs: list[list[date]] = []
    for day in map(date.fromisoformat, days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    spoken = [labels.language.span(run[0], run[-1] + timedelta(days=1)) for run in runs]
    return labels.language.list(spoken)


def _mapping(value: object) -> Mapping[str, Number | None]:
    assert isinstance(value, Mapping)
    return value
