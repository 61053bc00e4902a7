"""What a data file could be: the dataset that it feeds best, with its columns found by name, by alias or by likeness."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.errors import DataError, nearest
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Dataset
from kpireport.sources.look import ColumnLook, FileLook

_FITS: Mapping[str, frozenset[str]] = {
    "date": frozenset({"date", "timestamp"}),
    "timestamp": frozenset({"date", "timestamp"}),
    "integer": frozenset({"integer", "boolean"}),
    "number": frozenset({"integer", "number", "money"}),
    "money": frozenset({"integer", "number", "money"}),
    "boolean": frozenset({"boolean", "integer"}),
}
"""What a dataset's column takes of what was seen in a file; text takes everything."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dataset that a file could feed: columns found by name, those to rename, and the file's that nothing uses."""

    dataset: Dataset
    found: tuple[str, ...]
    renamed: Mapping[str, str]
    unused: tuple[str, ...]

    @property
    def has_days(self) -> bool:
        """Whether the dataset's date column is among them."""
        return self.dataset.time in {*self.found, *self.renamed}


def propose(seen: FileLook, catalogue: Catalogue, dataset: str | None = None) -> Proposal:
    """The dataset that a file feeds best, or the one that is named.

    Raises:
        UnknownNameError: the dataset that is named does not exist.
        DataError: the file has no dates, or shares nothing but a date with any dataset.

    """
    candidates = [catalogue.dataset(dataset)] if dataset else list(catalogue.datasets.values())
    proposals = [_propose(seen, candidate) for candidate in candidates]
    usable = [p for p in proposals if p.has_days and (dataset or len(p.found) + len(p.renamed) > 1)]
    if not usable:
        raise _no_dataset(seen, catalogue)
    return max(usable, key=lambda p: (len(p.found), len(p.renamed)))


def covered_month(seen: FileLook, today: date) -> str | None:
    """The last month that the file covers to its end, such as '2026-09'; None where that is the last complete month."""
    day = seen.day_column
    if day is None or day.first_day is None or day.last_day is None:
        return None
    end = min(day.last_day + timedelta(days=1), today.replace(day=1))
    last = max(end.replace(day=1) - timedelta(days=1), day.first_day)
    usual = today.replace(day=1) - timedelta(days=1)
    return None if f"{last:%Y-%m}" == f"{usual:%Y-%m}" else f"{last:%Y-%m}"


def _propose(seen: FileLook, dataset: Dataset) -> Proposal:
    by_name = {_plain(column.name): column for column in seen.columns}
    found = {name: by_name[name].name for name in dataset.columns if name in by_name}
    renamed: dict[str, str] = {}

    def free() -> list[ColumnLook]:
        taken = {*found.values(), *renamed.values()}
        return [column for column in seen.columns if column.name not in taken]

    if dataset.time not in found and seen.day_column in free() and seen.day_column is not None:
        renamed[dataset.time] = seen.day_column.name
    for candidates in (_called, _alike):
        for column in free():
            names = [n for n in candidates(column, dataset) if n not in found and n not in renamed]
            name = next((n for n in names if _takes(dataset, n, column)), None)
            if name:
                renamed[name] = column.name
    return Proposal(dataset, tuple(found), renamed, tuple(column.name for column in free()))


def _called(column: ColumnLook, dataset: Dataset) -> list[str]:
    """The dataset's columns that exports call by this name."""
    return [name for name, known in dataset.columns.items() if _plain(column.name) in map(_plain, known.aliases)]


def _alike(column: ColumnLook, dataset: Dataset) -> list[str]:
    """The dataset's columns whose names look like this one."""
    return nearest(_plain(column.name), dataset.columns)


def _takes(dataset: Dataset, name: str, column: ColumnLook) -> bool:
    fits = _FITS.get(dataset.columns[name].type)
    return fits is None or _kind(column) is None or _kind(column) in fits


def _kind(column: ColumnLook) -> str | None:
    """The type that was seen; numbers of a workbook are whole when those that were looked at are."""
    whole = column.type == "number" and all(float(example).is_integer() for example in column.examples)
    return "integer" if whole else column.type


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def _no_dataset(seen: FileLook, catalogue: Catalogue) -> DataError:
    files = seen.files[0] if len(seen.files) == 1 else f"{seen.files[0]} and {len(seen.files) - 1} more"
    columns = ", ".join(column.name for column in seen.columns)
    if seen.day_column is None:
        return DataError(f"{files} has no column of dates: {columns}", hint="every dataset needs one")
    return DataError(
        f"{files} fits no dataset by its columns: {columns}",
        hint=f"say what its rows are: --dataset {', '.join(catalogue.datasets)}; `kpireport datasets list` tells more",
    )
