"""`kpireport init`: look at a data file, propose what it is, write a spec that builds."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
import yaml

from kpireport.cli.plugins import load_host
from kpireport.cli.terminal import say, say_problems
from kpireport.errors import DataError, EnvironmentProblem, KpiReportError, nearest
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Dataset
from kpireport.run.hosting import catalogue_of
from kpireport.sources.look import FileLook, look


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dataset that a file could feed: columns found by name, and those to rename."""

    dataset: Dataset
    found: tuple[str, ...]
    renamed: Mapping[str, str]

    @property
    def has_days(self) -> bool:
        """Whether the dataset's date column is among them."""
        return self.dataset.time in {*self.found, *self.renamed}


def write_spec(
    folder: Path,
    data: Path | None,
    *,
    client: str | None,
    dataset: str | None,
    preset: str,
    currency: str,
    timezone: str,
) -> None:
    """Write `<client>.yaml` into a folder and check it.

    Raises:
        DataError: the file is no table, or nothing can be made of it.
        EnvironmentProblem: the spec cannot be written, or is there already.

    """
    data = data or Path(_ask("A data file (CSV, Excel, Parquet ...)", "--data"))
    client = client or _ask("The client's name", "--client")
    catalogue = catalogue_of(load_host())
    seen = look(data)
    if seen.problem:
        raise seen.problem
    proposal = propose(seen, catalogue, dataset)
    path = folder / f"{_slug(client)}.yaml"
    _write(path, _spec_text(path, data, proposal, client, preset, currency, timezone))
    say(f"{data}: {seen.format}, {seen.rows:,} rows, {len(seen.columns)} columns")
    say(f"  taken as {proposal.dataset.id}: {', '.join([*proposal.found, *_renames(proposal)])}")
    unused = {c.name for c in seen.columns} - set(proposal.renamed.values()) - _matched(seen, proposal)
    if unused:
        say(f"  not used: {', '.join(sorted(unused))}")
    _check(path)
    say(f"wrote {path}. Build it with:\n  kpireport build {path}")


def propose(seen: FileLook, catalogue: Catalogue, dataset: str | None = None) -> Proposal:
    """The dataset that a file feeds best, or the one that is named, with its mapping.

    Raises:
        DataError: no dataset shares a date and a number with the file.

    """
    candidates = [catalogue.dataset(dataset)] if dataset else list(catalogue.datasets.values())
    proposals = [_propose(seen, candidate) for candidate in candidates]
    usable = [p for p in proposals if p.has_days and len(p.found) + len(p.renamed) > 1]
    if not usable:
        columns = ", ".join(column.name for column in seen.columns)
        known = "; ".join(f"{d.id} ({', '.join(list(d.columns)[:6])} ...)" for d in candidates[:6])
        raise DataError(
            f"{', '.join(seen.files)} fits no dataset; its columns are {columns}",
            hint=f"name one with --dataset and rename columns in the spec. Datasets: {known}",
        )
    return max(usable, key=lambda p: (len(p.found), len(p.renamed)))


def _propose(seen: FileLook, dataset: Dataset) -> Proposal:
    by_name = {_plain(column.name): column.name for column in seen.columns}
    found = tuple(name for name in dataset.columns if _plain(name) in by_name)
    free = [column for column in seen.columns if _plain(column.name) not in {_plain(name) for name in found}]
    renamed: dict[str, str] = {}
    if dataset.time not in found and seen.day_column is not None and seen.day_column in free:
        renamed[dataset.time] = seen.day_column.name
        free.remove(seen.day_column)
    for column in free:
        open_names = [n for n in dataset.columns if n not in found and n not in renamed]
        close = nearest(_plain(column.name), [_plain(n) for n in open_names])
        if close:
            renamed[next(n for n in open_names if _plain(n) == close[0])] = column.name
    return Proposal(dataset, found, renamed)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def _matched(seen: FileLook, proposal: Proposal) -> set[str]:
    plain = {_plain(name) for name in proposal.found}
    return {column.name for column in seen.columns if _plain(column.name) in plain}


def _renames(proposal: Proposal) -> list[str]:
    return [f"{name} (from {source!r})" for name, source in proposal.renamed.items()]


def _spec_text(
    path: Path, data: Path, proposal: Proposal, client: str, preset: str, currency: str, timezone: str
) -> str:
    source: dict[str, object] = {
        "plugin": "files",
        "path": Path(os.path.relpath(data.resolve(), path.resolve().parent)).as_posix(),
        "dataset": proposal.dataset.id,
    }
    if proposal.renamed:
        source["columns"] = {
            name: column if column.isidentifier() else f'"{column}"' for name, column in proposal.renamed.items()
        }
    spec = {
        "version": 1,
        "client": {"id": _slug(client), "name": client, "timezone": timezone, "currency": currency},
        "sources": {_slug(data.stem): source},
        "preset": preset,
    }
    return yaml.safe_dump(spec, sort_keys=False, allow_unicode=True, default_flow_style=False)


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:60] or "client"


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise EnvironmentProblem(f"{path} exists already", hint="move it away, or choose another folder or --client")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(f"cannot write {path}: {error.strerror}") from error


def _check(path: Path) -> None:
    """Check the spec that was written; what is wrong with it is the caller's mistake (a currency, a timezone)."""
    from kpireport.run.batch import open_jobs
    from kpireport.run.job import Moment
    from kpireport.run.outcome import Outcome

    (opened,) = open_jobs([path], moment=Moment(datetime.now(UTC)), environment=os.environ)
    if isinstance(opened, Outcome):
        path.unlink()
        say_problems(opened.problems)
        raise typer.Exit(2)


def _ask(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise KpiReportError(f"{option} is missing", hint=f"{question}; on a terminal it is asked for")
    answer: str = typer.prompt(question)
    return answer
