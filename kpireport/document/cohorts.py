"""Cohort tables: what became of those who began together, step by step of time since then.

The rows are the members of a dimension that says when each of them began; the cells come from the member's course.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpireport.document.blocks import CohortSpec
from kpireport.document.composed import Composed
from kpireport.document.courses import cohort_steps, course
from kpireport.document.edition import Edition
from kpireport.document.kpis import status_notes
from kpireport.document.members import by_member_name, nothing_to_show, share_text
from kpireport.document.model import Cell, Column, Row, TableBlock
from kpireport.document.ranking import add, divide
from kpireport.errors import SpecError
from kpireport.language import NO_VALUE
from kpireport.metrics.facts import Number
from kpireport.periods import Period, parse_period, short_label

DARKEST = 6
"""Shades of a cell go from 0 (nothing) to this (the highest)."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who began in one step of time: their number then, and the values of the steps since, None where unknown."""

    begin: Period
    series: str
    size: Number
    later: tuple[Number | None, ...]

    def rate(self, step: int) -> Number | None:
        """The share of the first step that is there `step` steps later (1 is the next)."""
        return divide(self.later[step - 1], self.size) if step <= len(self.later) else None


def compose_cohort(edition: Edition, spec: CohortSpec) -> Composed:
    """A row a beginning, a column a step since then, and the mean of all; without any it is a sentence that says so."""
    steps = cohort_steps(edition.period, spec)
    cohorts = list(_cohorts(edition, spec, steps))
    name = by_member_name(edition, spec.metric, spec.by)
    columns = min(spec.steps, max((len(cohort.later) for cohort in cohorts), default=0))
    if not columns:
        return nothing_to_show(edition, name, spec.shown)
    means = [mean(cohorts, step) for step in range(1, columns + 1)]
    message = _message(edition, steps[-1].grain, means)
    block = TableBlock(
        role="cohort",
        title=spec.title or message or name,
        subtitle=_subtitle(edition, spec, name, steps[-1].grain),
        columns=[
            Column(label=edition.dimension_name(spec.metric, spec.by), align="left"),
            Column(label=edition.short_name(spec.metric)),
            *(Column(label=f"+{step}") for step in range(1, columns + 1)),
        ],
        rows=[*_rows(edition, spec, cohorts, columns), *_mean_row(edition, spec, cohorts, means)],
        notes=[*_notes(edition, spec, cohorts), *status_notes(edition, spec.shown)],
    )
    said = None if spec.title else message
    return Composed(block, said, name=name, metrics=spec.shown)


def mean(cohorts: Sequence[Cohort], step: int) -> Number | None:
    """The share of all who began and could be there `step` steps later: the ratio of sums, never a mean of shares."""
    known = [cohort for cohort in cohorts if cohort.rate(step) is not None]
    return divide(add(cohort.later[step - 1] for cohort in known), add(cohort.size for cohort in known))


# ---------------------------------------------------------------- from courses


def _cohorts(edition: Edition, spec: CohortSpec, steps: tuple[Period, ...]) -> Iterator[Cohort]:
    """The beginnings inside the steps, oldest first; one that has nobody at its first step is none."""
    whole = course(edition, spec.metric, steps)
    if whole is None:
        return
    by_begin = _members(edition, spec, steps)
    for i, begin in enumerate(steps):
        if begin not in by_begin:
            continue
        found = course(edition, spec.metric, steps, {spec.by: by_begin[begin]})
        size = found.values[i] if found else None
        if found is None or not size:
            continue
        # no row of the group on a step that has rows of others: nobody came
        later = tuple(
            0 if value is None and known is not None else value
            for value, known in zip(found.values[i + 1 :], whole.values[i + 1 :], strict=True)
        )
        yield Cohort(begin, found.series.id, size, later[: spec.steps])


def _members(edition: Edition, spec: CohortSpec, steps: Sequence[Period]) -> Mapping[Period, str]:
    """The member of the dimension that stands for each step; a step that several members fall into has none."""
    found: dict[Period, list[str]] = {}
    for series in edition.facts.series:
        member = series.group.get(spec.by) if len(series.group) == 1 else None
        if series.metric != spec.metric or series.step != steps[-1].grain or member is None:
            continue
        begin = _begin(member)
        step = next((step for step in steps if begin and step.contains(begin.start)), None)
        if step is not None and member not in found.setdefault(step, []):
            found[step].append(member)
    return {step: members[0] for step, members in found.items() if len(members) == 1}


def _begin(member: str) -> Period | None:
    try:
        return parse_period(member[:10])
    except SpecError:
        return None


# ---------------------------------------------------------------- to rows


def _rows(edition: Edition, spec: CohortSpec, cohorts: Sequence[Cohort], columns: int) -> Iterator[Row]:
    rates = [rate for cohort in cohorts for k in range(1, columns + 1) if (rate := cohort.rate(k))]
    span = (min(rates, default=0), max(rates, default=0))
    for cohort in cohorts:
        cells = [
            Cell(text=short_label(cohort.begin, edition.language)),
            Cell(text=edition.value_text(spec.metric, cohort.size), ref=cohort.series),
        ]
        for step in range(1, columns + 1):
            rate = cohort.rate(step)
            if rate is None:
                missing = step <= len(cohort.later)
                cells.append(Cell(text=NO_VALUE if missing else ""))
                continue
            cells.append(Cell(text=_text(edition, spec, cohort, step), ref=cohort.series, shade=shade(rate, *span)))
        yield Row(cells=cells)


def _text(edition: Edition, spec: CohortSpec, cohort: Cohort, step: int) -> str:
    if spec.show == "value":
        return edition.value_text(spec.metric, cohort.later[step - 1])
    return share_text(edition, cohort.rate(step))


def shade(rate: Number, lowest: Number, highest: Number) -> int:
    """How dark a cell is: 0 for nothing, then even steps from the lowest to the highest rate of the table."""
    if rate <= 0:
        return 0
    return min(DARKEST, 1 + int(DARKEST * (rate - lowest) / (highest - lowest))) if highest > lowest else 1


def _mean_row(
    edition: Edition, spec: CohortSpec, cohorts: Sequence[Cohort], means: Sequence[Number | None]
) -> Iterator[Row]:
    if not _has_mean(spec, cohorts):
        return
    yield Row(
        kind="total",
        cells=[
            Cell(text=edition.language.say("doc-cohort-all")),
            Cell(text=""),
            *(Cell(text=share_text(edition, rate) if rate is not None else NO_VALUE) for rate in means),
        ],
    )


def _has_mean(spec: CohortSpec, cohorts: Sequence[Cohort]) -> bool:
    return len(cohorts) > 1 and spec.show == "rate"


# ---------------------------------------------------------------- words


def _notes(edition: Edition, spec: CohortSpec, cohorts: Sequence[Cohort]) -> list[str]:
    return [edition.language.say("doc-cohort-mean")] if _has_mean(spec, cohorts) else []


def _message(edition: Edition, step: str, means: Sequence[Number | None]) -> str | None:
    """'21% of those who began were there a month later, 12% after 6 months'."""
    known = [(k, rate) for k, rate in enumerate(means, 1) if rate is not None]
    if not known:
        return None
    first, (last, later) = known[0], known[-1]
    words: dict[str, str | int] = {"rate": share_text(edition, first[1]), "k": first[0]}
    if last == first[0]:
        return edition.language.say(f"doc-cohort-one-{step}", **words)
    return edition.language.say(f"doc-cohort-{step}", **words, later=share_text(edition, later), n=last)


def _subtitle(edition: Edition, spec: CohortSpec, name: str, step: str) -> str:
    what = edition.language.say(f"doc-cohort-columns-{step}")
    return f"{name}. {what}" if spec.show == "rate" else f"{name}."
