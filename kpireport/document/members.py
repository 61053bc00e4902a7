"""Charts over the members of a dimension: bars beside a comparison, and shares of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpireport.document.axes import axis_labels, display_of, subtitle, under, unit_head
from kpireport.document.blocks import ChartSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import NOTHING, Derived, Edition
from kpireport.document.kpis import status_notes, tone
from kpireport.document.model import ChangeRecord, ChartBlock, ChartSeries, Display, FactRecord, TextBlock
from kpireport.document.naming import HALF_NAME, ROW_NAME, brief, full_names_note
from kpireport.document.ranking import Ranking, add, mixes_signs, rank, rest_fact, share
from kpireport.document.wording import comparable, rounds_to_nothing
from kpireport.language import Noun
from kpireport.metrics.changes import comparable as comparable_status
from kpireport.metrics.changes import differences
from kpireport.metrics.facts import CURRENT, Fact, Number
from kpireport.periods import Comparison

NAMED_PARTS = 3
"""How many parts the headline of a share chart names."""
LONG = 1_000_000
"""From here on a headline says an amount in millions."""


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a breakdown: its name, its current fact, and the fact it is held against."""

    name: str
    now: Fact | FactRecord
    base: Fact | FactRecord | None
    change: Number | None
    favourable: bool | None


def compose_member_chart(edition: Edition, spec: ChartSpec) -> Composed:
    """Bars, or shares, of the members of a dimension; without any member it is a sentence that says so."""
    metric, dimension = spec.shown[0], spec.by
    assert dimension is not None  # the spec was checked
    ranking = rank(edition.facts, metric, dimension, top=spec.top)
    comparison = comparable(edition, metric) if spec.compare else None
    rows, derived = members(edition, metric, ranking, comparison)
    name = by_member_name(edition, metric, dimension)
    if all(row.now.value is None for row in rows):
        return nothing_to_show(edition, name, spec.shown)
    is_share = spec.kind == "share" and not mixes_signs(edition.facts, metric, dimension)
    drawn = _shares(edition, metric, rows, comparison) if is_share else _bars(edition, metric, rows, comparison)
    display, series = drawn
    message = (
        _share_message(edition, metric, dimension, rows) if is_share else members_sentence(edition, metric, ranking)
    )
    notes = no_share_notes(edition, [metric], dimension) if spec.kind == "share" else []
    if ranking.left_out and len(rows) == len(ranking.members):
        notes.append(edition.language.say("doc-no-value-group", metric=edition.noun(metric)))
    names = [row.name for row in rows]
    shown = brief(names, ROW_NAME if spec.width == "full" else HALF_NAME)
    block = ChartBlock(
        id=chart_id(spec),
        kind="share" if is_share else "bar",
        time=False,
        title=spec.title or message,
        subtitle=under(spec.title or message, name, unit_head(edition, display), edition.label),
        alt=_alt(edition, metric, name, rows, comparison),
        display=display,
        categories=shown,
        series=series,
        notes=[*notes, *full_names_note(edition, names, shown), *status_notes(edition, spec.shown)],
        width=spec.width,
    )
    return Composed(block, None if spec.title else message, name=name, metrics=spec.shown, derived=derived)


def members(
    edition: Edition, metric: str, ranking: Ranking, comparison: Comparison | None
) -> tuple[list[Member], Derived]:
    """The named members in order, then "other" where the metric has one, with what was worked out for it."""
    rows = [_named(edition, metric, ranking.dimension, member, comparison) for member in ranking.members]
    additivity = edition.additivity(metric)
    now = rest_fact(edition.facts, metric, ranking, additivity)
    if now is None:
        return rows, NOTHING
    base = rest_fact(edition.facts, metric, ranking, additivity, period=comparison.id) if comparison else None
    name, change = other_name(edition, ranking), rest_change(edition, now, base) if base else None
    rows.append(Member(name, now, base, change.abs if change else None, change.favourable if change else None))
    return rows, Derived(facts=tuple(fact for fact in (now, base) if fact), changes=(change,) if change else ())


def rest_change(edition: Edition, now: FactRecord, base: FactRecord) -> ChangeRecord:
    """The change of "other" on its base, by the rules of the engine's own changes."""
    metric = edition.catalogue.metric(now.metric)
    held = edition.same_length(now.metric, base.period) and comparable_status(
        now.status, base.status, bears_gaps=metric.bears_gaps
    )
    values = (now.value, base.value) if held else (None, None)
    found = differences(*values, unit=now.unit, direction=metric.definition.direction)
    names = ("abs", "pct", "points", "favourable")
    return ChangeRecord(fact=now.id, base=base.id, comparison=base.period, **dict(zip(names, found, strict=True)))


def by_member_name(edition: Edition, metric: str, dimension: str) -> str:
    """'Revenue by channel'."""
    spoken = edition.dimension_name(metric, dimension)
    return edition.language.say("doc-by-member", metric=edition.noun(metric), dimension=lower(spoken))


def members_sentence(edition: Edition, metric: str, ranking: Ranking) -> str:
    """The message of a breakdown: the largest part and who changed most; for a ratio, who is highest and lowest."""
    dimension = ranking.dimension
    rows = [f for f in edition.facts.breakdown(metric, (dimension,)) if f.value is not None]
    words: dict[str, str] = {
        "metric": edition.noun(metric),
        "dimension": lower(edition.dimension_name(metric, dimension)),
    }
    if not rows:
        name = edition.language.say("doc-by-member", **words)
        return edition.language.say("doc-empty-chart", name=name, label=edition.label).rstrip(".")
    most = max(rows, key=lambda f: (f.value or 0, f.id))
    whole = edition.facts.fact(metric)
    has_shares = edition.additivity(metric) == "additive" and not mixes_signs(edition.facts, metric, dimension)
    part = share(most.value, whole.value) if whole and has_shares else None
    if part is None or len(rows) == 1:
        return _range_sentence(edition, metric, dimension, rows, words)
    said = {**words, "member": _name(edition, most, dimension), "share": share_text(edition, part)}
    mover = _mover(edition, metric, ranking)
    if mover is None:
        return edition.language.say("doc-members-share", **said)
    message = "doc-members-share-change" if mover["mover"] != said["member"] else "doc-members-share-same"
    return edition.language.say(message, **said, **mover)


def other_name(edition: Edition, ranking: Ranking) -> str:
    """'Other (4)'."""
    return edition.language.say("other-count", n=ranking.left_out)


def share_text(edition: Edition, part: Number | None) -> str:
    """A share without decimals, except where it would round to nothing."""
    text = edition.language.percent(part, 0)
    return edition.language.percent(part, None) if part and rounds_to_nothing(text) else text


def no_share_notes(edition: Edition, metrics: Sequence[str], dimension: str) -> list[str]:
    """Why some metrics that add up have no shares."""
    mixed = [metric for metric in metrics if mixes_signs(edition.facts, metric, dimension)]
    return [edition.language.say("doc-no-shares", metric=edition.noun(metric)) for metric in mixed]


def chart_id(spec: ChartSpec) -> str:
    """'bar-revenue-channel': names the chart's file; the section makes it unique."""
    return "-".join(part for part in (spec.kind, *spec.shown[:2], spec.by, spec.over) if part)


def nothing_to_show(
    edition: Edition,
    name: str,
    metrics: tuple[str, ...],
    message: str = "doc-empty-chart",
    *,
    label: str | None = None,
) -> Composed:
    """The sentence that stands where there is nothing to draw; `message` says why, `label` names the time if not the period."""
    text = edition.language.say(message, name=name, label=label or edition.label)
    return Composed(
        TextBlock(html=f"<p>{escape(text)}</p>"),
        text.rstrip("."),
        name=name,
        metrics=metrics,
        gaps=(text,),
        is_empty=True,
    )


def lower(name: str) -> Noun:
    """A name inside a sentence: in lower case, unless it holds an abbreviation or a name of its own."""
    return (name if isinstance(name, Noun) else Noun(name)).lowered


# ---------------------------------------------------------------- series


def _bars(
    edition: Edition, metric: str, rows: Sequence[Member], comparison: Comparison | None
) -> tuple[Display, list[ChartSeries]]:
    now = [row.now.value for row in rows]
    base = [row.base.value if row.base else None for row in rows]
    display = display_of(edition, metric, [*now, *base])
    series = [
        ChartSeries(
            name=edition.short_label,
            values=now,
            labels=axis_labels(edition, metric, display, now),
            refs=[row.now.id for row in rows],
        )
    ]
    if comparison is None or all(value is None for value in base):
        return display, series
    changes = [row.change for row in rows]
    labels = axis_labels(edition, metric, display, changes, signed=True)
    versus = edition.short_label_of(comparison)
    series += [
        ChartSeries(
            name=versus,
            role="comparison",
            values=base,
            labels=axis_labels(edition, metric, display, base),
            refs=[row.base.id if row.base else row.now.id for row in rows],
        ),
        ChartSeries(
            name=edition.language.say("doc-change-on", label=versus),
            role="change",
            values=changes,
            labels=labels,
            tones=[tone(row.favourable, label or "") for row, label in zip(rows, labels, strict=True)],
            refs=[row.now.id for row in rows],
        ),
    ]
    return display, series


def _shares(
    edition: Edition, metric: str, rows: Sequence[Member], comparison: Comparison | None
) -> tuple[Display, list[ChartSeries]]:
    """One bar of parts for now and one for the comparison; the values are shares of the metric's total."""
    series = [_share_series(edition, metric, edition.short_label, CURRENT, [row.now for row in rows])]
    bases = [row.base for row in rows]
    dimension = next(iter(rows[0].now.group))
    if (
        comparison
        and all(base is not None and base.value is not None for base in bases)
        and not mixes_signs(edition.facts, metric, dimension, period=comparison.id)
    ):
        name, found = edition.short_label_of(comparison), [base for base in bases if base]
        series.append(_share_series(edition, metric, name, comparison.id, found, role="comparison"))
    return Display(unit="percent", places=0), series


def _share_series(
    edition: Edition, metric: str, name: str, period: str, facts: Sequence[Fact | FactRecord], role: str = "actual"
) -> ChartSeries:
    whole = edition.facts.fact(metric, period=period)
    values = [share(fact.value, whole.value if whole else None) for fact in facts]
    labels = [None if value is None else share_text(edition, value) for value in values]
    return ChartSeries.model_validate(
        {"name": name, "role": role, "values": values, "labels": labels, "refs": [fact.id for fact in facts]}
    )


# ---------------------------------------------------------------- rows and sentences


def _named(edition: Edition, metric: str, dimension: str, member: str | None, comparison: Comparison | None) -> Member:
    group = {dimension: member}
    now = edition.facts.fact(metric, group=group)
    assert now is not None  # members are ranked from the current facts
    base = edition.facts.fact(metric, period=comparison.id, group=group) if comparison else None
    change = edition.facts.change(metric, comparison.id, group=group) if comparison else None
    name = edition.member_name(metric, dimension, member)
    return Member(name, now, base, change.abs if change else None, change.favourable if change else None)


def _name(edition: Edition, fact: Fact, dimension: str) -> str:
    return edition.member_name(fact.metric, dimension, fact.group[dimension])


def _mover(edition: Edition, metric: str, ranking: Ranking) -> dict[str, str] | None:
    """Which member changed most in absolute terms, and by how much; None where others than the named did, came or went."""
    comparison = comparable(edition, metric)
    if comparison is None:
        return None
    own = {fact.group[ranking.dimension] for fact in edition.facts.breakdown(metric, (ranking.dimension,))}
    named = [member for member in ranking.members if member in own]  # a table may name members of other metrics, too
    rows = [_named(edition, metric, ranking.dimension, member, comparison) for member in named]
    most = max(rows, key=lambda row: abs(row.change or 0), default=None)
    if (
        most is None
        or not most.change
        or abs(most.change) < _largest_move(edition, metric, ranking.dimension, comparison)
    ):
        return None
    return {
        "mover": most.name,
        "change": _amount(edition, metric, most.change or 0, max(abs(row.now.value or 0) for row in rows)),
        "label": edition.label_of(comparison),
    }


def _largest_move(edition: Edition, metric: str, dimension: str, comparison: Comparison) -> Number:
    """The size of the largest change of any member; one without rows was nothing."""
    now, base = (
        {
            fact.group[dimension]: fact.value or 0
            for fact in edition.facts.breakdown(metric, (dimension,), period=period)
        }
        for period in (CURRENT, comparison.id)
    )
    return max(abs(add([now.get(member, 0), -base.get(member, 0)]) or 0) for member in {**now, **base})


def _amount(edition: Edition, metric: str, change: Number, largest: Number) -> str:
    """'+€26,024', '−310', '+€1.2M': as exact as the largest part beside it is written, and short when it is long."""
    shown, language = edition.metrics[metric], edition.language
    currency = edition.spec.client.currency if shown.unit == "currency" else None
    if abs(change) >= LONG and shown.unit in {"count", "currency"} and not shown.display:
        text = language.short(float(f"{change:.3g}"), shown.unit, currency)
    else:
        places = language.places(max(abs(change), largest), shown.unit, shown.display, currency=currency)
        text = language.dressed(change, shown.unit, places=places, currency=currency, display=shown.display)
    return f"+{text}" if change > 0 and not rounds_to_nothing(text) else text


def _range_sentence(edition: Edition, metric: str, dimension: str, rows: Sequence[Fact], words: dict[str, str]) -> str:
    high, low = max(rows, key=lambda f: (f.value or 0, f.id)), min(rows, key=lambda f: (f.value or 0, f.id))
    if high.value == low.value:
        value = edition.value_text(metric, high.value)
        return edition.language.say("doc-members-one", **words, member=_name(edition, high, dimension), value=value)
    return edition.language.say(
        "doc-members-range",
        **words,
        most=_name(edition, high, dimension),
        high=edition.value_text(metric, high.value),
        least=_name(edition, low, dimension),
        low=edition.value_text(metric, low.value),
    )


def _share_message(edition: Edition, metric: str, dimension: str, rows: Sequence[Member]) -> str:
    whole = edition.facts.fact(metric)
    parts = [
        edition.language.say("doc-part", member=row.name, share=share_text(edition, part))
        for row in rows[:NAMED_PARTS]
        if (part := share(row.now.value, whole.value if whole else None)) is not None
    ]
    spoken = lower(edition.dimension_name(metric, dimension))
    return edition.language.say(
        "doc-members-parts", metric=edition.noun(metric), dimension=spoken, parts=", ".join(parts)
    )


def _alt(edition: Edition, metric: str, name: str, rows: Sequence[Member], comparison: Comparison | None) -> str:
    points = []
    for row in rows:
        value = edition.value_text(metric, row.now.value)
        if comparison and row.base and row.base.value is not None:
            base, label = edition.value_text(metric, row.base.value), edition.short_label_of(comparison)
            points.append(
                edition.language.say("doc-alt-point-base", name=row.name, value=value, base=base, label=label)
            )
        else:
            points.append(edition.language.say("doc-alt-point", name=row.name, value=value))
    what = subtitle(name, edition.label)
    return edition.language.say("doc-alt-points", what=what, points=", ".join(points))
