"""Tables of metrics by the members of a dimension: ranked rows, what is left out as one row, and totals that are right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kpireport.document.blocks import TableSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import Derived, Edition
from kpireport.document.kpis import deltas, gap_notes, status_notes, tone
from kpireport.document.members import (
    by_member_name,
    lower,
    members_sentence,
    no_share_notes,
    nothing_to_show,
    other_name,
    rest_change,
    share_text,
)
from kpireport.document.model import Cell, ChangeRecord, Column, FactRecord, Row, TableBlock
from kpireport.document.naming import ROW_NAME, brief, full_names_note
from kpireport.document.ranking import Ranking, mixes_signs, rank, rest_fact, share
from kpireport.language import NO_VALUE
from kpireport.metrics.facts import Group
from kpireport.periods import Comparison

NAMED_OTHERS = 6
"""Up to so many members of "other" are named in a note."""


@dataclass(frozen=True, slots=True)
class Rest:
    """One metric's part of the row "other": its value now, and its changes by comparison."""

    now: FactRecord | None
    changes: dict[str, ChangeRecord]
    bases: tuple[FactRecord, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its head, and how it is filled in a row of a member, in the row "other" and in the row of totals."""

    column: Column
    member: Callable[[str | None], Cell]
    other: Callable[[], Cell]
    total: Callable[[], Cell]


def compose_table(edition: Edition, spec: TableSpec) -> Composed:
    """A table; without any row it is a sentence that says so."""
    ranking = rank(
        edition.facts, spec.ranked_by, spec.by, top=spec.top, ascending=spec.order == "asc", beside=spec.metrics
    )
    name = by_member_name(edition, spec.metrics[0], spec.by)
    if not ranking.members:
        return nothing_to_show(edition, name, spec.metrics)
    rests = {metric: _rest(edition, metric, ranking) for metric in spec.metrics} if ranking.left_out else {}
    parts = [
        part for i, metric in enumerate(spec.metrics) for part in _parts(edition, spec, metric, rests, is_first=not i)
    ]
    message = members_sentence(edition, spec.ranked_by, ranking)
    dimension = edition.dimension_name(spec.metrics[0], spec.by)
    block = TableBlock(
        title=spec.title or message,
        subtitle=edition.language.say("doc-ranked-by", label=edition.label, metric=lower(edition.noun(spec.ranked_by))),
        columns=[Column(label=dimension, align="left"), *(part.column for part in parts)],
        rows=list(_rows(edition, spec, ranking, parts)),
        notes=[
            *_notes(edition, spec, ranking),
            *full_names_note(edition, *_names(edition, spec, ranking)),
            *gap_notes(edition, [(edition.noun(metric), deltas(edition, metric)) for metric in _compared(spec)]),
            *status_notes(edition, spec.metrics),
        ],
    )
    derived = Derived(
        facts=tuple(fact for rest in rests.values() for fact in (rest.now, *rest.bases) if fact),
        changes=tuple(change for rest in rests.values() for change in rest.changes.values()),
    )
    return Composed(block, None if spec.title else message, name=name, metrics=spec.metrics, derived=derived)


# ---------------------------------------------------------------- rows


def _rows(edition: Edition, spec: TableSpec, ranking: Ranking, parts: Sequence[Part]) -> Iterator[Row]:
    for member, name, short in zip(ranking.members, *_names(edition, spec, ranking), strict=True):
        first = Cell(text=short, full=name if short != name else None)
        yield Row(cells=[first, *(part.member(member) for part in parts)])
    if ranking.left_out:
        cells = [Cell(text=other_name(edition, ranking)), *(part.other() for part in parts)]
        yield Row(kind="other", cells=cells, note=_other_note(edition, spec, ranking))
    if spec.totals:
        yield Row(kind="total", cells=[Cell(text=edition.language.say("ui-total")), *(part.total() for part in parts)])


def _names(edition: Edition, spec: TableSpec, ranking: Ranking) -> tuple[list[str], list[str]]:
    """The names of the rows, in full and as they are shown."""
    names = [edition.member_name(spec.metrics[0], spec.by, member) for member in ranking.members]
    return names, brief(names, ROW_NAME)


def _other_note(edition: Edition, spec: TableSpec, ranking: Ranking) -> str | None:
    """Which members "other" holds, where they are few enough to name."""
    if ranking.left_out > NAMED_OTHERS:
        return None
    names = sorted(edition.member_name(spec.ranked_by, spec.by, member) for member in ranking.others)
    return edition.language.say("doc-other-members", members=", ".join(names))


# ---------------------------------------------------------------- columns


def _parts(edition: Edition, spec: TableSpec, metric: str, rests: dict[str, Rest], *, is_first: bool) -> Iterator[Part]:
    """The columns of one metric: its value, its share, its changes."""
    rest = rests.get(metric)
    yield _value_part(edition, spec, metric, rest)
    if _has_shares(edition, spec, metric, is_first=is_first):
        yield _share_part(edition, spec, metric, rest)
    if _wanted(spec.compare, is_first=is_first):
        for comparison in edition.comparisons:
            yield _change_part(edition, spec, metric, comparison, rest)


def _has_shares(edition: Edition, spec: TableSpec, metric: str, *, is_first: bool) -> bool:
    """Whether a metric has a column of shares."""
    return _wanted(spec.share, is_first=is_first) and edition.additivity(metric) == "additive"


def _compared(spec: TableSpec) -> list[str]:
    """The metrics that have columns of change."""
    return [metric for place, metric in enumerate(spec.metrics) if _wanted(spec.compare, is_first=not place)]


def _wanted(extent: str, *, is_first: bool) -> bool:
    return extent == "all" or (extent == "first" and is_first)


def _value_part(edition: Edition, spec: TableSpec, metric: str, rest: Rest | None) -> Part:
    def cell(group: Group) -> Cell:
        fact = edition.facts.fact(metric, group=group)
        text = edition.value_text(metric, fact.value if fact else None)
        return Cell(text=text, ref=fact.id if fact else None)

    def other() -> Cell:
        now = rest.now if rest else None
        return Cell(text=edition.value_text(metric, now.value if now else None), ref=now.id if now else None)

    column = Column(label=edition.short_name(metric))
    return Part(column, lambda member: cell({spec.by: member}), other, lambda: cell({}))


def _share_part(edition: Edition, spec: TableSpec, metric: str, rest: Rest | None) -> Part:
    whole = edition.facts.fact(metric)
    has_shares = not mixes_signs(edition.facts, metric, spec.by)

    def cell(fact: object) -> Cell:
        value = getattr(fact, "value", None)
        part = share(value, whole.value if whole else None) if has_shares else None
        return Cell(text=share_text(edition, part), ref=getattr(fact, "id", None) if part is not None else None)

    return Part(
        Column(label=edition.language.say("ui-share"), muted=True),
        lambda member: cell(edition.facts.fact(metric, group={spec.by: member})),
        lambda: cell(rest.now if rest else None),
        lambda: cell(whole),
    )


def _change_part(edition: Edition, spec: TableSpec, metric: str, comparison: Comparison, rest: Rest | None) -> Part:
    definition = edition.metrics[metric]

    def cell(group: Group) -> Cell:
        found = next((d for d in deltas(edition, metric, group) if d.comparison == comparison.id), None)
        if found is None:
            return Cell(text=NO_VALUE)
        return Cell(text=found.text, tone=found.tone, ref=found.fact if found.text != NO_VALUE else None)

    def other() -> Cell:
        change = rest.changes.get(comparison.id) if rest else None
        if rest is None or change is None:
            return Cell(text=NO_VALUE)
        value = rest.now.value if rest.now else None
        text = edition.language.change(change, definition.unit, value=value, display=definition.display)
        return Cell(text=text, tone=tone(change.favourable, text), ref=change.fact if text != NO_VALUE else None)

    column = Column(label=edition.versus(comparison))
    return Part(column, lambda member: cell({spec.by: member}), other, lambda: cell({}))


def _rest(edition: Edition, metric: str, ranking: Ranking) -> Rest:
    additivity = edition.additivity(metric)
    now = rest_fact(edition.facts, metric, ranking, additivity)
    if now is None:
        return Rest(None, {}, ())
    found = {c.id: rest_fact(edition.facts, metric, ranking, additivity, period=c.id) for c in edition.comparisons}
    bases = {comparison: base for comparison, base in found.items() if base is not None}
    changes = {comparison: rest_change(edition, now, base) for comparison, base in bases.items()}
    return Rest(now, changes, tuple(bases.values()))


# ---------------------------------------------------------------- notes


def _notes(edition: Edition, spec: TableSpec, ranking: Ranking) -> list[str]:
    """Why a metric has no "other", and why its rows do not add up to its total."""
    shared = [m for i, m in enumerate(spec.metrics) if _has_shares(edition, spec, m, is_first=not i)]
    notes = no_share_notes(edition, shared, spec.by)
    for metric in spec.metrics:
        kind, noun = edition.additivity(metric), edition.noun(metric)
        if ranking.left_out and kind not in {"additive", "ratio"}:
            message = "doc-other-distinct" if kind == "distinct" else "doc-no-value-group"
            notes.append(edition.language.say(message, metric=noun))
        elif spec.totals and kind == "distinct":
            notes.append(edition.language.say("doc-total-distinct", metric=noun))
    return notes
