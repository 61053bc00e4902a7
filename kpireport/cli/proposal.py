"""What a data file could be: the dataset that it feeds best, which of its columns is which, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from kpireport.cli.likeness import ALIKE, KNOWN_IN_PART, SAME, Called, is_rate
from kpireport.errors import DataError, UnknownNameError
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Column, Dataset
from kpireport.sources.look import ColumnLook, FileLook

Confidence = Literal["sure", "likely", "a guess"]

ONLY_DAYS, SOME_DAYS = KNOWN_IN_PART, 0.5
"""How sure it is that a file's column of dates is the dataset's, whatever it is called: its only one, the first of several."""
SURE = KNOWN_IN_PART

_DAYS = frozenset({"date", "timestamp"})
_AMOUNTS = frozenset({"integer", "number", "money"})
_FITS: Mapping[str, frozenset[str]] = {
    "date": _DAYS,
    "timestamp": _DAYS,
    "integer": frozenset({"integer", "boolean"}),
    "number": _AMOUNTS,
    "money": _AMOUNTS,
    "boolean": frozenset({"boolean", "integer"}),
}
"""What a dataset's column takes of what was seen in a file; text takes everything but numbers that are measured."""


@dataclass(frozen=True, slots=True)
class Match:
    """A column of the dataset and the file's that feeds it; `score` says from 0 to 1 how sure that is."""

    name: str
    source: str
    score: float

    @property
    def confidence(self) -> Confidence:
        """The score in words."""
        return "sure" if self.score >= SURE else "likely" if self.score > ALIKE else "a guess"


@dataclass(frozen=True, slots=True)
class Unused:
    """A column of the file that the dataset has no use for, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dataset that a file could feed, with what feeds what; `score` orders proposals for the same file."""

    dataset: Dataset
    matches: tuple[Match, ...]
    unused: tuple[Unused, ...]
    score: float = 0.0

    @property
    def columns(self) -> Mapping[str, str]:
        """The dataset's column to the file's."""
        return {match.name: match.source for match in self.matches}

    @property
    def renamed(self) -> Mapping[str, str]:
        """Those that a spec has to name, because the file calls them otherwise."""
        return {match.name: match.source for match in self.matches if match.score < SAME}

    @property
    def has_days(self) -> bool:
        """Whether the dataset's date column is among them."""
        return self.dataset.time in self.columns

    @property
    def says_something(self) -> bool:
        """Whether there is more than days and what to break numbers down by: what every row has, or several numbers."""
        grouping = {self.dataset.time, self.dataset.currency, *(d.column for d in self.dataset.dimensions)}
        telling = [m.name for m in self.matches if m.name not in grouping and m.score >= ALIKE]
        return len(telling) > 1 or any(not self.dataset.columns[name].nullable for name in telling)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Columns that every row of the dataset should have, and the file has not."""
        return tuple(n for n, column in self.dataset.columns.items() if not column.nullable and n not in self.columns)

    @property
    def confidence(self) -> Confidence:
        """How sure the whole is: as its columns are on average."""
        return Match("", "", sum(m.score for m in self.matches) / max(1, len(self.matches))).confidence


def propose(seen: FileLook, catalogue: Catalogue, dataset: str | None = None) -> Proposal:
    """The dataset that a file feeds best, or the one that is named.

    Raises:
        UnknownNameError: the dataset that is named does not exist.
        DataError: the file has no dates, or fits no dataset; the nearest is named with what it lacks.

    """
    if dataset:
        proposal = proposal_for(seen, catalogue.dataset(dataset))
        if not proposal.has_days:
            raise _no_days(seen)
        return proposal
    ranked = proposals(seen, catalogue)
    usable = [proposal for proposal in ranked if proposal.has_days and proposal.says_something]
    if not usable:
        raise _no_dataset(seen, ranked)
    return usable[0]


def proposals(seen: FileLook, catalogue: Catalogue) -> list[Proposal]:
    """What a file could be, the likeliest first. A column that many datasets have says little about which it is."""
    datasets = [dataset for dataset in catalogue.datasets.values() if not getattr(dataset, "derived", None)]
    drafts = [proposal_for(seen, dataset) for dataset in datasets]
    usual = Counter(match.source for draft in drafts for match in draft.matches if match.score >= ALIKE)
    return sorted((replace(draft, score=_score(draft, usual)) for draft in drafts), key=lambda p: -p.score)


def proposal_for(seen: FileLook, dataset: Dataset, said: Mapping[str, str] | None = None) -> Proposal:
    """What a file feeds of one dataset; `said` are columns that the user has named, which nothing overrules.

    Raises:
        UnknownNameError: the dataset or the file has no such column.

    """
    matches = [_said(name, source, dataset, seen) for name, source in (said or {}).items()]
    names = _called(dataset)
    pairs = sorted(
        (
            Match(name, column.name, names[name].score(column.name))
            for column in seen.columns
            for name in dataset.columns
            if _takes(dataset.columns[name], column)
        ),
        key=lambda match: -match.score,
    )
    for match in pairs:
        if match.score >= ALIKE and not any(match.name == m.name or match.source == m.source for m in matches):
            matches.append(match)
    days = [c.name for c in seen.columns if c.type in _DAYS and c.name not in {m.source for m in matches}]
    if days and all(match.name != dataset.time for match in matches):
        matches.append(Match(dataset.time, days[0], ONLY_DAYS if len(days) == 1 else SOME_DAYS))
    order = list(dataset.columns)
    matches.sort(key=lambda match: order.index(match.name))
    taken = {match.source: match.name for match in matches}
    unused = tuple(Unused(c.name, _why(c, dataset, names, taken)) for c in seen.columns if c.name not in taken)
    return Proposal(dataset, tuple(matches), unused)


def covered_month(seen: FileLook, today: date, column: str | None = None) -> str | None:
    """The last month that the file covers to its end, such as '2026-09'; None where that is the last complete month.

    `column` is the column of days; by default the first one.
    """
    day = next((c for c in seen.columns if c.name == column), seen.day_column)
    if day is None or day.first_day is None or day.last_day is None:
        return None
    end = min(day.last_day + timedelta(days=1), today.replace(day=1))
    last = max(end.replace(day=1) - timedelta(days=1), day.first_day)
    usual = today.replace(day=1) - timedelta(days=1)
    return None if f"{last:%Y-%m}" == f"{usual:%Y-%m}" else f"{last:%Y-%m}"


def _said(name: str, source: str, dataset: Dataset, seen: FileLook) -> Match:
    if name not in dataset.columns:
        raise UnknownNameError(f"column of dataset {dataset.id!r}", name, dataset.columns)
    if source not in {column.name for column in seen.columns}:
        raise UnknownNameError(f"column of {seen.files[0]}", source, [column.name for column in seen.columns])
    return Match(name, source, SAME if name == source else SURE)


def _score(draft: Proposal, usual: Counter[str]) -> float:
    """The columns that tell this dataset from others, less what it lacks."""
    telling = sum(match.score / math.sqrt(usual[match.source]) for match in draft.matches if match.score >= ALIKE)
    required = sum(not column.nullable for column in draft.dataset.columns.values())
    whole = 1 - 0.5 * len(draft.lacking) / max(1, required)
    return telling * whole * (1.0 if draft.says_something else 0.25)


def _called(dataset: Dataset) -> dict[str, Called]:
    return {name: Called.of(name, column.aliases) for name, column in dataset.columns.items()}


def _takes(known: Column, column: ColumnLook) -> bool:
    kind = _kind(column)
    if kind is None:
        return True
    if known.type == "text":
        return kind not in {"date", "timestamp", "money", "number"}
    return kind in _FITS[known.type]


def _kind(column: ColumnLook) -> str | None:
    """The type that was seen; numbers of a workbook are whole when those that were looked at are, empty ones are nothing."""
    if not column.examples:
        return None
    whole = column.type == "number" and all(float(example).is_integer() for example in column.examples)
    return "integer" if whole else column.type


def _why(column: ColumnLook, dataset: Dataset, names: Mapping[str, Called], taken: Mapping[str, str]) -> str:
    """Why a column of the file is not used."""
    if is_rate(column.name):
        return "a rate or an average; these are computed from their parts"
    like = max(names.values(), key=lambda called: called.score(column.name))
    if like.score(column.name) >= ALIKE:
        if not _takes(dataset.columns[like.name], column):
            wanted = dataset.columns[like.name].type
            return f"looks like {like.name}, which holds {_WORDS[wanted]}; this holds {_WORDS[_kind(column) or 'text']}"
        other = next((source for source, name in taken.items() if name == like.name), None)
        if other is not None:
            return f"looks like {like.name}, which {other!r} is already"
    if not column.examples:
        return "it is empty"
    return f"{dataset.id} has no such column"


_WORDS: Mapping[str, str] = {
    "date": "dates",
    "timestamp": "dates",
    "text": "text",
    "integer": "whole numbers",
    "number": "numbers",
    "money": "amounts",
    "boolean": "yes and no",
}


def _files(seen: FileLook) -> str:
    return seen.files[0] if len(seen.files) == 1 else f"{seen.files[0]} and {len(seen.files) - 1} more"


def _listed(columns: Iterable[ColumnLook]) -> str:
    return ", ".join(column.name for column in columns)


def _no_days(seen: FileLook) -> DataError:
    return DataError(
        f"{_files(seen)} has no column of dates: {_listed(seen.columns)}",
        hint="every dataset needs one; export it by day, or say its form with --set date_format=%d.%m.%Y",
    )


def _no_dataset(seen: FileLook, ranked: Sequence[Proposal]) -> DataError:
    if seen.day_column is None:
        return _no_days(seen)
    nearest = next((p for p in ranked if {match.name for match in p.matches} - {p.dataset.time}), None)
    if nearest is None:
        hint = "say what its rows are with --dataset; `kpireport datasets list` tells which there are"
    else:
        has = ", ".join(f"{match.name} ({match.source!r})" for match in nearest.matches)
        lacking = f", lacking is {', '.join(nearest.lacking)}" if nearest.lacking else ", lacking are its numbers"
        hint = (
            f"nearest is {nearest.dataset.id}: found {has}{lacking}; say --dataset {nearest.dataset.id} and which column"
            f" is which (--column NAME=COLUMN), see `kpireport datasets show {nearest.dataset.id}`"
        )
    return DataError(f"{_files(seen)} fits no dataset by its columns: {_listed(seen.columns)}", hint=hint)
