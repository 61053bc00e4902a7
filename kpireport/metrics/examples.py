"""Worked examples: rows that anybody can check by hand, with the exact value that a metric has over them.

The file has two keys, `about` (with the tolerance) and `vectors`: `vectors` for metrics, `comparisons` for changes and
`periods` for the calendar::

    about: {tolerance: {relative: 1.0e-9, absolute: 1.0e-9}}
    vectors:
      vectors:
        - id: bounce-rate-typical
          kpi: bounce_rate
          columns: [channel, sessions, bounces]
          rows: [[email, 40, 10], [direct, 60, 20]]
          expected: 0.3
          exact: 3/10

The rows of an example are those of the period. Where the whole key of the dataset is listed, rows that are identical
collapse and equal keys with other values are an error; else every row counts.
`tables` (dataset to `columns` and `rows`) with a `period` (`[first day, last day]`) takes the place of `columns` and `rows`
where a metric rests on several datasets, or on one that is derived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpireport.errors import Place, Problem, SpecError
from kpireport.metrics.pack import Direction, Unit

Cell = bool | int | float | str | date | None
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(_Entry):
    """What one group has: its member, its value, and where the metric says so its share of the total or its rank."""

    key: Cell
    value: float | None
    exact: str | None = None
    share: float | None = None
    share_exact: str | None = None
    rank: int | None = None


class Rows(_Entry):
    """Rows of one dataset, in the order of `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Example(_Entry):
    """A metric over some rows, and what it is."""

    id: str
    kpi: str
    variant: str | None = None
    params: Mapping[str, bool | int | float | str] = {}
    dataset: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    tables: Mapping[str, Rows] = {}
    period: tuple[date, date] | None = None
    period_end: date | None = None
    group_by: tuple[str, ...] = ()
    expected: float | tuple[Expected, ...] | None
    exact: str | None = None
    engine_steps: tuple[Literal["window", "filter", "snapshot", "derive"], ...] = ()
    trap: Any = None
    note: str = ""


class ExpectedChange(_Entry):
    """What a change is."""

    change_abs: float | None
    change_pct: float | None
    change_points: float | None
    favourable: bool | None


class ChangeExample(_Entry):
    """A value held against another, and what the change is."""

    id: str
    unit: Unit
    direction: Direction
    current: float | None
    base: float | None
    expected: ExpectedChange
    exact: Mapping[str, str | None] = {}
    note: str = ""


class PeriodExample(_Entry):
    """A period with the two that it is compared with; days are inclusive."""

    period: str
    granularity: Literal["day", "iso_week", "month", "quarter", "year", "range"]
    start: date
    end: date
    previous: tuple[date, date]
    year_ago: tuple[date, date]
    note: str = ""


class Tolerance(_Entry):
    """How far a value may be from what is expected."""

    relative: float = 1e-9
    absolute: float = 1e-9


class _About(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")
    tolerance: Tolerance = Tolerance()


class _Groups(_Entry):
    vectors: tuple[Example, ...] = ()
    comparisons: tuple[ChangeExample, ...] = ()
    periods: tuple[PeriodExample, ...] = ()


class _File(_Entry):
    about: _About = _About()
    vectors: _Groups = Field(default_factory=_Groups)


@dataclass(frozen=True, slots=True)
class Examples:
    """A file of worked examples, with the place of each by its kind and number."""

    vectors: tuple[Example, ...]
    comparisons: tuple[ChangeExample, ...]
    periods: tuple[PeriodExample, ...]
    tolerance: Tolerance
    places: Mapping[tuple[str, int], Place]


def read_examples(path: Path) -> Examples:
    """The examples of a file; raises SpecError with every entry that is no example, and its place."""
    shown = path.name
    try:
        loader = _LOADER(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        content = loader.construct_document(node) if node else {}
    except OSError as error:
        raise SpecError([Problem(f"cannot be read: {error.strerror}", Place(shown))]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        raise SpecError([Problem("cannot be read as YAML", place)]) from error
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        problems = [Problem(_said(found), _place_of(node, found["loc"], shown)) for found in error.errors()]
        raise SpecError(problems) from error
    groups = file.vectors
    places = {
        (kind, i): _place_of(node, ("vectors", kind, i), shown)
        for kind in ("vectors", "comparisons", "periods")
        for i in range(len(getattr(groups, kind)))
    }
    return Examples(groups.vectors, groups.comparisons, groups.periods, file.about.tolerance, places)


def _said(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']}" if where else str(error["msg"])


def _place_of(node: yaml.Node | None, loc: tuple[int | str, ...], shown: str) -> Place:
    """Where a part of the file stands: the deepest node on the way to it."""
    for part in loc:
        below = _child(node, part)
        if below is None:
            break
        node = below
    return Place(shown, node.start_mark.line + 1, node.start_mark.column + 1) if node else Place(shown)


def _child(node: yaml.Node | None, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: yaml.Node = node.value[part]
        return found
    return None
