"""`kpireport init`: look at a data file, propose what it is, write a spec that builds."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import typer
import yaml
from pydantic import ValidationError

from kpireport.cli.plugins import load_host
from kpireport.cli.terminal import say
from kpireport.errors import DataError, EnvironmentProblem, KpiReportError, SpecError, UnknownNameError, nearest
from kpireport.metrics.catalogue import Catalogue
from kpireport.metrics.pack import Dataset
from kpireport.run.hosting import catalogue_of
from kpireport.sources.files.config import FilesConfig
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says about the spec; `settings` are `KEY=VALUE` for the files source."""

    client: str | None
    dataset: str | None
    preset: str
    currency: str
    timezone: str
    settings: tuple[str, ...] = ()


def write_spec(folder: Path, data: Path | None, wanted: Wanted) -> None:
    """Write `<client>.yaml` into a folder and check it; a spec that is not valid does not stay.

    Raises:
        DataError: the file is no table, or nothing can be made of it.
        EnvironmentProblem: the spec cannot be written, or is there already.

    """
    data = data or Path(_ask("A data file (CSV, Excel, Parquet ...)", "--data"))
    wanted = replace(wanted, client=wanted.client or _ask("The client's name", "--client"))
    config = _config(data, wanted.settings)
    seen = look(data, config=config)
    if seen.problem:
        problem = seen.problem.problems[0]
        hint = f"{problem.hint}; init takes such settings as --set KEY=VALUE"
        raise DataError(problem.message, place=problem.place, hint=hint)
    proposal = propose(seen, catalogue_of(load_host()), wanted.dataset)
    path = folder / f"{_slug(wanted.client or '')}.yaml"
    with _new_file(path, _spec_text(path, data, config, proposal, wanted)):
        _check(path)
    say(f"{data}: {seen.format}, {seen.rows:,} rows, {len(seen.columns)} columns")
    say(f"  taken as {proposal.dataset.id}: {', '.join([*proposal.found, *_renames(proposal)])}")
    unused = {c.name for c in seen.columns} - set(proposal.renamed.values()) - _matched(seen, proposal)
    if unused:
        say(f"  not used: {', '.join(sorted(unused))}")
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


def _config(data: Path, settings: Sequence[str]) -> FilesConfig:
    """What the user says about the file, checked as a spec would be."""
    said: dict[str, object] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise KpiReportError(f"--set {setting!r} has no value", hint="write --set KEY=VALUE")
        if name not in FilesConfig.model_fields:
            raise UnknownNameError("setting of a file", name, FilesConfig.model_fields)
        try:
            said[name] = yaml.safe_load(text)
        except yaml.YAMLError:
            said[name] = text
    try:
        return FilesConfig.model_validate({**said, "path": str(data)})
    except ValidationError as error:
        first = error.errors()[0]
        raise KpiReportError(f"--set {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error


def _spec_text(path: Path, data: Path, config: FilesConfig, proposal: Proposal, wanted: Wanted) -> str:
    source: dict[str, object] = {
        "plugin": "files",
        "path": Path(os.path.relpath(data.resolve(), path.resolve().parent)).as_posix(),
        "dataset": proposal.dataset.id,
        **config.model_dump(mode="json", exclude={"path"}, exclude_unset=True),
    }
    if proposal.renamed:
        source["columns"] = {
            name: column if column.isidentifier() else f'"{column}"' for name, column in proposal.renamed.items()
        }
    client = {
        "id": _slug(wanted.client or ""),
        "name": wanted.client,
        "timezone": wanted.timezone,
        "currency": wanted.currency,
    }
    spec = {"version": 1, "client": client, "sources": {_slug(data.stem): source}, "preset": wanted.preset}
    return yaml.safe_dump(spec, sort_keys=False, allow_unicode=True, default_flow_style=False)


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:60] or "client"


@contextmanager
def _new_file(path: Path, text: str) -> Iterator[None]:
    """A file that was not there before, with its folder; both go again when what is done with it fails."""
    made = not path.parent.exists()
    if path.exists():
        raise EnvironmentProblem(f"{path} exists already", hint="move it away, or choose another folder or --client")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise EnvironmentProblem(f"cannot write {path}: {error.strerror or error}") from error
    try:
        yield
    except KpiReportError:
        path.unlink()
        if made:
            path.parent.rmdir()
        raise


def _check(path: Path) -> None:
    """Check the spec that was written; what is wrong with it is what the user said (a currency, a timezone).

    Raises:
        SpecError: with every problem, without places in a file that does not stay.

    """
    from kpireport.run.batch import open_jobs
    from kpireport.run.job import Moment
    from kpireport.run.outcome import Outcome

    (opened,) = open_jobs([path], moment=Moment(datetime.now(UTC)), environment=os.environ)
    if isinstance(opened, Outcome):
        raise SpecError(replace(problem, place=None) for problem in opened.problems)


def _ask(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise KpiReportError(f"{option} is missing", hint=f"{question}; on a terminal it is asked for")
    answer: str = typer.prompt(question)
    return answer
