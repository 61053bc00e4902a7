"""The record behind a takeaway: everything that its sentence may say, and nothing else is read to say it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from kpireport.metrics.facts import Number

Lane = Literal["signal", "fact"]
Tone = Literal["good", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the metric that is spoken of: one member of one dimension, or (both None) the total."""

    dim: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of a claim, in the metric's unit."""

    cur: Number | None = None
    prev: Number | None = None
    ly: Number | None = None
    target: Number | None = None
    expected: Number | None = None
    lo: Number | None = None
    hi: Number | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How large it is: `abs` in the metric's unit, `rel` as a ratio, `share_of_total` of the root metric, `money` in the client's currency."""

    abs: Number | None = None
    rel: Number | None = None
    share_of_total: Number | None = None
    money: Number | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """The test behind a signal; absent for facts."""

    name: str
    z: float | None = None
    df: float | None = None
    p: float | None = None
    q: float | None = None
    n_tests: int | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition that had to hold before the claim could be made."""

    name: str
    passed: bool
    value: Number | None = None
    limit: Number | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate takeaway (TAKEAWAYS b.0); JSON-serialisable.

    `type` is the catalogue id of the kind of claim ("I02", "I04", "I11" ...). `window` is the period's key and
    `comparison` the id of the comparison that the claim is made on, if it is made on one. `extra` holds what one type
    needs beyond the common fields, as plain JSON values. `fact_ids` name the facts that the numbers were read from.
    """

    type: str
    metric: str
    scope: Scope
    window: str
    lane: Lane
    values: Values
    effect: Effect
    tone: Tone = "neutral"
    comparison: str | None = None
    stat: Statistic | None = None
    guards: tuple[Guard, ...] = ()
    fact_ids: tuple[str, ...] = ()
    query_ids: tuple[str, ...] = ()
    children: tuple[Evidence, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    engine_version: str = "1"

    @property
    def id(self) -> str:
        """A hash of what is claimed and of the numbers it rests on: the same inputs give the same id in every run."""
        basis: list[object] = [
            self.type, self.metric, self.scope.dim, self.scope.member, self.window, self.comparison,
            self.values.cur, self.values.prev, self.values.ly, self.values.target,
        ]  # fmt: skip
        if not self.metric:
            basis.append(sorted(self.extra.items()))
        return hashlib.sha256(json.dumps(basis, ensure_ascii=False).encode()).hexdigest()[:12]

    def record(self) -> dict[str, object]:
        """The evidence as plain JSON values, with its id, for the report document."""
        return {"id": self.id, **asdict(self)}
