"""The members of a dimension in order, and "other": what is left of a breakdown beyond the members that are named.

The rest is exact where the metric allows it: parts that add up are summed as decimals, a ratio is computed anew from the
sums of its numerators and denominators, and what cannot be added (distinct people, stocks of several owners) has no rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpireport.document.model import FactRecord, SeriesRecord
from kpireport.metrics.facts import CURRENT, Fact, FactTable, Number, Series, Status, fact_id, member_text, series_id
from kpireport.metrics.pack import Additivity

OTHER = "other"
ROUNDING = 10
"""A rest smaller than the whole by so many powers of ten is no rest."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The named members of one dimension, best first, and the others."""

    dimension: str
    members: tuple[str | None, ...]
    others: tuple[str | None, ...] = ()

    @property
    def left_out(self) -> int:
        """How many are not named."""
        return len(self.others)


def rank(
    facts: FactTable, metric: str, dimension: str, *, top: int, ascending: bool = False, beside: Iterable[str] = ()
) -> Ranking:
    """The `top` members by a metric's current value; ties go by name, members without a value come last.

    Metrics `beside` it may be of other datasets, and bring the members that only they have. A single member beyond the
    top is named too: "other (1)" would say less in the same room.
    """
    values = {_member(f, dimension): f.value for one in beside for f in facts.breakdown(one, (dimension,))}
    values = dict.fromkeys(values) | {_member(f, dimension): f.value for f in facts.breakdown(metric, (dimension,))}
    sign = 1 if ascending else -1
    ordered = sorted(values, key=lambda m: (values[m] is None, sign * (values[m] or 0), m or "\uffff"))
    named = len(ordered) if len(ordered) <= top + 1 else top
    return Ranking(dimension, tuple(ordered[:named]), tuple(ordered[named:]))


def rest_fact(
    facts: FactTable, metric: str, ranking: Ranking, additivity: Additivity, *, period: str = CURRENT
) -> FactRecord | None:
    """The fact of everything but the named members, or None where nothing is left out or parts do not add up."""
    breakdown = facts.breakdown(metric, (ranking.dimension,), period=period)
    if not breakdown or not ranking.left_out or additivity not in {"additive", "ratio"}:
        return None
    named = set(ranking.members)
    rest = [fact for fact in breakdown if _member(fact, ranking.dimension) not in named]
    numerator = denominator = None
    if additivity == "ratio":
        if any(fact.numerator is None and fact.value is not None for fact in rest):
            return None
        numerator, denominator = add(f.numerator for f in rest), add(f.denominator for f in rest)
        value = divide(numerator, denominator)
    else:
        value = add(fact.value for fact in rest)
    return FactRecord(
        id=rest_id(fact_id(metric, period), ranking),
        metric=metric,
        unit=breakdown[0].unit,
        period=period,
        group={ranking.dimension: OTHER},
        value=value,
        status=_worst(fact.status for fact in rest) if value is not None else "no_data",
        query=breakdown[0].query,
        numerator=numerator,
        denominator=denominator,
        excludes=list(ranking.members),
    )


def rest_series(
    whole: Series,
    start: date,
    values: Sequence[Number | None],
    parts: Sequence[Sequence[Number | None]],
    ranking: Ranking,
) -> SeriesRecord:
    """The course of everything but the named members of an additive metric, from `start`: the whole less its named parts."""
    left: list[Number | None] = []
    for index, value in enumerate(values):
        named = (part[index] for part in parts)
        left.append(None if value is None else _without(value, [x for x in named if x is not None]))
    return SeriesRecord(
        id=rest_id(series_id(whole.metric, whole.step), ranking),
        metric=whole.metric,
        group={ranking.dimension: OTHER},
        start=start,
        step=whole.step,
        values=left,
        status=whole.status,
        query=whole.query,
        excludes=list(ranking.members),
    )


def _without(whole: Number, parts: Sequence[Number]) -> Number:
    """A whole less its parts; what is only the rounding of a binary sum is nothing."""
    left = add([whole, *(-part for part in parts)]) or 0
    return 0 if abs(left) <= abs(whole) * 10**-ROUNDING else left


def rest_id(total_id: str, ranking: Ranking) -> str:
    """`revenue@current[channel≠E-mail|Direct]`: everything but these members."""
    names = "|".join(member_text(member) for member in ranking.members)
    return f"{total_id}[{ranking.dimension}≠{names}]"


def add(values: Iterable[Number | None]) -> Number | None:
    """An exact decimal sum, as the engine would print it; None when there is nothing to add."""
    present = [value for value in values if value is not None]
    if not present:
        return None
    if all(isinstance(value, int) for value in present):
        return sum(present)
    return float(sum(_exact(value) for value in present))


def divide(numerator: Number | None, denominator: Number | None) -> Number | None:
    """The float nearest to a ratio; None without a denominator."""
    if numerator is None or not denominator:
        return None
    return float(_exact(numerator) / _exact(denominator))


def mixes_signs(facts: FactTable, metric: str, dimension: str, *, period: str = CURRENT) -> bool:
    """Whether some members are above zero and some below: what is a part of the one is then no share of the whole."""
    values = [fact.value for fact in facts.breakdown(metric, (dimension,), period=period) if fact.value]
    return min(values, default=0) < 0 < max(values, default=0)


def share(part: Number | None, whole: Number | None) -> Number | None:
    """A part's share as a ratio; None where the whole is nothing, or negative parts make shares meaningless."""
    if part is None or not whole or part < 0 or whole < 0:
        return None
    return divide(part, whole)


def _member(fact: Fact, dimension: str) -> str | None:
    return fact.group[dimension]


def _exact(value: Number) -> Fraction:
    """The decimal whose digits a number prints."""
    return Fraction(repr(value))


def _worst(found: Iterable[str]) -> Status:
    statuses = set(found)
    order: tuple[Status, ...] = ("not_comparable", "partial", "provisional")
    return next((status for status in order if status in statuses), "ok")
