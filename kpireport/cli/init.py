"""`kpireport init`: look at a data file, propose what it is, write a spec that builds."""

from __future__ import annotations

import os
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import typer
import yaml
from pydantic import ValidationError

from kpireport.cli.plugins import load_host
from kpireport.cli.proposal import Proposal, covered_month, propose
from kpireport.cli.terminal import say
from kpireport.errors import DataError, EnvironmentProblem, KpiReportError, SpecError, UnknownNameError
from kpireport.run.hosting import catalogue_of
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.look import look


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
    if proposal.unused:
        say(f"  not used: {', '.join(proposal.unused)} (kpireport datasets show {proposal.dataset.id})")
    month = covered_month(seen, datetime.now(UTC).date())
    say(f"wrote {path}. Build it with:\n  kpireport build {path}{f' --period {month}' if month else ''}")


def _renames(proposal: Proposal) -> list[str]:
    return [f"{name} (from {source!r})" for name, source in proposal.renamed.items()]


def _config(data: Path, settings: Sequence[str]) -> FilesConfig:
    """What the user says about the file, checked as a spec would be."""
    said: dict[str, object] = {}
    known = set(FilesConfig.model_fields) - {"path"}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise KpiReportError(f"--set {setting!r} has no value", hint="write --set KEY=VALUE")
        if name not in known:
            raise UnknownNameError("setting of a file", name, known)
        said[name] = _value(text)
    try:
        return FilesConfig.model_validate({**said, "path": str(data)})
    except ValidationError as error:
        first = error.errors()[0]
        raise KpiReportError(f"--set {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error


def _value(text: str) -> object:
    """A list or mapping as YAML has it; anything else is text, which the model makes a number or a truth value of."""
    if not text.startswith(("[", "{")):
        return text
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text


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
    spec = {"version": 1, "client": client, "sources": {_slug(data.stem): source}}
    return _yaml(spec) + _comment(proposal) + _yaml({"preset": wanted.preset})


def _yaml(value: object) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=False)
    return text


def _comment(proposal: Proposal) -> str:
    """What the file has that the source above does not use, and how to use it."""
    if not proposal.unused:
        return ""
    text = (
        f"Not used: {', '.join(proposal.unused)}. Under 'columns:', the name on the left is one of the dataset's"
        f" (kpireport datasets show {proposal.dataset.id}), the one on the right is the file's."
    )
    return textwrap.fill(text, 100, initial_indent="    # ", subsequent_indent="    # ") + "\n"


def _slug(name: str) -> str:
    """A name as an id: letters without their accents, digits and hyphens."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:60].strip("-") or "client"


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
