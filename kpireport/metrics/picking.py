"""The SQL of metrics whose rows are chosen for each bucket: windows, last states, whole periods, derived datasets.

days    which day belongs to which bucket
rows    the rows of each bucket, those that its rule keeps
result  rows added up, one grouping set for each breakdown
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kpireport.metrics.database import quote, text
from kpireport.metrics.derivation import Derived, numbering
from kpireport.metrics.pack import Dataset
from kpireport.metrics.plan import Bucket, DatasetPlan, Family, Frame
from kpireport.metrics.rules import Rule, States
from kpireport.metrics.statements import (
    Statement,
    as_list,
    components_of,
    days_of,
    indented,
    member_columns,
    named,
    rows_on_days,
)


def picked(plan: DatasetPlan, delivered: Collection[str], derived: Derived | None) -> Iterator[Statement]:
    """A statement for each rule and family of a dataset's plan; `derived` makes its rows where no source delivers them."""
    for rule, frames in plan.picked.items():
        for family in dict.fromkeys(frame.family for frame in frames):
            own = tuple(frame for frame in frames if frame.family == family)
            yield _picked(plan, rule, own, delivered, derived)


def _picked(
    plan: DatasetPlan, rule: Rule, frames: Sequence[Frame], delivered: Collection[str], derived: Derived | None
) -> Statement:
    family = _shifted(frames[0].family, rule)
    steps = _derived_rows(plan.dataset, family, derived) if derived else _rows(plan.dataset, family, rule, delivered)
    by = tuple(dict.fromkeys(name for frame in frames for name in frame.by))
    components = components_of(part for frame in frames for part in plan.picked[rule][frame])
    names = [quote(name) for name in by]
    grouping = f"grouping({', '.join(names)})" if names else "0"
    columns = ["_bucket", f"{grouping} as _set", *member_columns(by), *named(c.sql for c in components)]
    sets = [f"({', '.join(['_bucket', *(quote(name) for name in frame.by)])})" for frame in frames]
    before = ", ".join(f"{name} as (\n{indented(step)}\n)" for name, step in steps)
    sql = (
        f"with {before}\nselect {as_list(columns, 7)}\nfrom {steps[-1][0]}\ngroup by grouping sets ({', '.join(sets)})"
    )
    return Statement(sql, tuple(frames), by, components, rule)


def _shifted(family: Family, rule: Rule) -> Family:
    buckets = (replace(b, start=start, end=end) for b in family.buckets for start, end in [rule.days(b.start, b.end)])
    return Family(family.id, tuple(buckets))


def _rows(dataset: Dataset, family: Family, rule: Rule, delivered: Collection[str]) -> list[tuple[str, str]]:
    """The steps to the rows of each bucket."""
    rows = f"select *\n{rows_on_days(dataset, family)}"
    if rule.states:
        rows += f"\n{_last(rule.states, dataset, delivered)}"
    steps = [("days", days_of(family)), ("rows", rows)]
    for name in rule.numbered:
        ordinal = dataset.columns[name].ordinal
        if name not in delivered and ordinal is not None:
            numbers = numbering(ordinal, name, dataset.time, steps[-1][0], within="_bucket")
            using = f"using (_bucket, {quote(ordinal.per)}, {quote(ordinal.of)})"
            steps.append((f"with_{name}", f"select *\nfrom {steps[-1][0]}\nleft join (\n{numbers}\n) {using}"))
    return steps


def _last(states: States, dataset: Dataset, delivered: Collection[str]) -> str:
    """The condition first, then for each thing the latest row; the rest of the key decides between rows of one time."""
    things = [name for name in states.things if name in delivered]
    rest = [name for name in dataset.key if name in delivered and name not in {states.time, *things}]
    if not set(dataset.key) & set(delivered) - {dataset.time}:
        rest = [name for name in dataset.columns if name in delivered and name not in {states.time, *things}]
    order = ", ".join([f"{quote(states.time)} desc nulls last", *(quote(name) for name in rest)])
    partition = ", ".join(["_bucket", *(quote(name) for name in things)])
    where = f"where {states.condition}\n" if states.condition else ""
    return f"{where}qualify row_number() over (partition by {partition} order by {order}) = 1"


def _derived_rows(dataset: Dataset, family: Family, derived: Derived) -> list[tuple[str, str]]:
    return [("rows", "\nunion all\n".join(_derived_bucket(dataset, bucket, derived) for bucket in family.buckets))]


def _derived_bucket(dataset: Dataset, bucket: Bucket, derived: Derived) -> str:
    time = f"date '{bucket.start}' as {quote(dataset.time)}"
    made = indented(derived.sql(bucket.start, bucket.end))
    return f"select {text(bucket.id)} as _bucket, {time}, *\nfrom (\n{made}\n)"
