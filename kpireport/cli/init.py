"""`kpireport init`: look at data files, propose what they are, write a spec, and prove that it builds."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml
from pydantic import ValidationError

from kpireport.cli.first_look import Opened, describe, first_look
from kpireport.cli.first_spec import ClientSaid, FirstSource, slug, spec_text
from kpireport.cli.guesses import currency_of, language_of, timezone_of
from kpireport.cli.plugins import load_host
from kpireport.cli.proposal import Proposal, covered_month, proposal_for, proposals, propose
from kpireport.cli.questions import Asker
from kpireport.cli.terminal import say, say_problems, say_table
from kpireport.errors import DataError, EnvironmentProblem, KpiReportError, SpecError, UnknownNameError
from kpireport.language.catalogue_files import shipped_locales
from kpireport.metrics.catalogue import Catalogue
from kpireport.run.hosting import catalogue_of
from kpireport.sources.files.config import FilesConfig
from kpireport.spec.model import CURRENCY_PATTERN

MIDNIGHT = " 00:00:00"
ENCODINGS = ("cp1252", "cp1257", "cp1251", "utf-16")
CHOICES = 5
"""Datasets that are offered when the proposed one is not wanted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says; None and empty leave it to questions, guesses and defaults.

    `datasets` go with `data` in their order; `columns` are `NAME=COLUMN` (of every file that has the column), `settings`
    are `KEY=VALUE` for the files source.
    """

    data: tuple[Path, ...] = ()
    client: str | None = None
    datasets: tuple[str, ...] = ()
    preset: str | None = None
    language: str | None = None
    currency: str | None = None
    timezone: str | None = None
    columns: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    yes: bool = False
    force: bool = False


def write_spec(folder: Path, wanted: Wanted) -> None:
    """Write `<client>.yaml` into a folder and build it once, for nobody to see; a spec that does not build does not stay.

    Raises:
        DataError: a file is no table, or nothing can be made of it.
        EnvironmentProblem: the spec cannot be written, or is there already.

    """
    asker = Asker.here(yes=wanted.yes)
    client = asker.needed("The client's name", "--client", wanted.client)
    path = folder / f"{slug(client)}.yaml"
    overwrite = wanted.force or (
        path.exists() and asker.asks and asker.agrees(f"{path} exists. Overwrite it?", otherwise=False)
    )
    if path.exists() and not overwrite:
        raise EnvironmentProblem(
            f"{path} exists already", hint="move it away, say --force, or choose another folder or --client"
        )
    catalogue = catalogue_of(load_host())
    sources = _sources(wanted, catalogue, asker)
    said = _client(client, sources, wanted, catalogue, asker)
    with _new_file(path, spec_text(path, said, sources)):
        _prove(path, sources)


def _sources(wanted: Wanted, catalogue: Catalogue, asker: Asker) -> list[FirstSource]:
    """Every file with what it is; files with the same columns are one source."""
    files = list(wanted.data) or [Path(asker.needed("A data file (CSV, Excel, Parquet ...)", "--data", None))]
    if len(wanted.datasets) > len(files):
        raise KpiReportError("there are more --dataset than --data", hint="say one for each file, in their order")
    columns = dict(_pair(column, "--column", "NAME=COLUMN") for column in wanted.columns)
    sources: list[FirstSource] = []
    for number, file in enumerate(files):
        opened = _opened(file, wanted, asker)
        same = next((s for s in sources if _same_kind(s.opened, opened)), None)
        if same is not None:
            sources[sources.index(same)] = replace(same, paths=(*same.paths, file))
            say(f"{file}: {describe(opened)}, like {same.paths[0]}\n")
            continue
        dataset = wanted.datasets[number] if number < len(wanted.datasets) else None
        sources.append(FirstSource((file,), opened, _proposed(file, opened, catalogue, dataset, columns, asker)))
    return sources


def _opened(file: Path, wanted: Wanted, asker: Asker) -> Opened:
    config = _config(file, wanted.settings)
    while True:
        try:
            opened = first_look(config)
            break
        except DataError as error:
            answer = _asked_setting(error, asker)
            if answer is None or answer.keys() <= config.model_fields_set:
                raise _with_settings(error) from error
            config = FilesConfig.model_validate(config.model_dump(exclude_unset=True) | answer)
    told = "on_bad_rows" in config.model_fields_set
    if opened.left_out and not told and not asker.agrees(f"{opened.left_out} Is that right?", otherwise=wanted.yes):
        raise DataError(
            opened.left_out, hint="mend the file, or say --set on_bad_rows=report (or --yes) to leave them out"
        )
    return opened


def _asked_setting(error: DataError, asker: Asker) -> dict[str, object] | None:
    """What only a person can tell of a file, asked for; None where nobody can be asked, or it is something else."""
    problem = error.problems[0]
    hint = problem.hint or ""
    if asker.asks and "`encoding:`" in hint:
        say(problem.message)
        return {"encoding": asker.one_of("Its encoding", None, ENCODINGS, ENCODINGS[0])}
    if asker.asks and "`day_first: true`" in hint:
        say(problem.message)
        return {"day_first": asker.one_of("Which comes first", None, ("day", "month"), "day") == "day"}
    return None


def _with_settings(error: DataError) -> DataError:
    problem = error.problems[0]
    takes = any(f"`{name}:" in (problem.hint or "") for name in FilesConfig.model_fields)
    hint = f"{problem.hint}; init takes such settings as --set KEY=VALUE" if takes else problem.hint
    return DataError(problem.message, place=problem.place, hint=hint)


def _same_kind(one: Opened, other: Opened) -> bool:
    return [c.name for c in one.seen.columns] == [c.name for c in other.seen.columns] and one.config.model_copy(
        update={"path": ""}
    ) == other.config.model_copy(update={"path": ""})


def _proposed(
    file: Path, opened: Opened, catalogue: Catalogue, dataset: str | None, columns: Mapping[str, str], asker: Asker
) -> Proposal:
    """What the file feeds: proposed, shown, and changed until it is accepted."""
    seen = opened.seen
    proposal = propose(seen, catalogue, dataset)
    own: Mapping[str, str] = {name: column for name, column in columns.items() if name in proposal.dataset.columns}
    _refuse_unknown(columns, catalogue)
    if own:
        proposal = proposal_for(seen, proposal.dataset, own)
    while True:
        _show(file, opened, proposal)
        if not asker.asks:
            return proposal
        answer = asker.one_of(
            "Use it so? yes, another dataset, or change a column", None, ("yes", "dataset", "column"), "yes"
        )
        if answer == "yes":
            return proposal
        if answer == "dataset":
            likely = [p.dataset.id for p in proposals(seen, catalogue)[:CHOICES] if p.score > 0]
            say(f"Likely: {', '.join(likely)}. All: kpireport datasets list")
            chosen = asker.one_of("What its rows are", None, sorted(catalogue.datasets), likely[0])
            proposal, own = proposal_for(seen, catalogue.dataset(chosen)), {}
        else:
            proposal, own = _changed(proposal, opened, own, asker)


def _changed(
    proposal: Proposal, opened: Opened, own: Mapping[str, str], asker: Asker
) -> tuple[Proposal, Mapping[str, str]]:
    name = asker.one_of("Which column of the dataset", None, list(proposal.dataset.columns), proposal.dataset.time)
    known = [column.name for column in opened.seen.columns]
    current = proposal.columns.get(name, known[0])
    said = {**own, name: asker.one_of("Which column of the file feeds it", None, known, current)}
    return proposal_for(opened.seen, proposal.dataset, said), said


def _refuse_unknown(columns: Mapping[str, str], catalogue: Catalogue) -> None:
    known = {name for dataset in catalogue.datasets.values() for name in dataset.columns}
    for name in columns:
        if name not in known:
            raise UnknownNameError("column of any dataset", name, known)


def _show(file: Path, opened: Opened, proposal: Proposal) -> None:
    """The proposal as a person reads it: what feeds what and how sure that is, what is left and why."""
    dataset = proposal.dataset
    say(f"{file}: {describe(opened)}")
    for found in opened.found:
        say(f"  {found}")
    if opened.left_out:
        say(f"  {opened.left_out}")
    say(f"  taken as {dataset.id} ({dataset.title.get('en', dataset.id)}), {proposal.confidence}")
    examples = {c.name: ", ".join(text.removesuffix(MIDNIGHT) for text in c.examples[:2]) for c in opened.seen.columns}
    rows = [(f"    {m.name}", m.source, m.confidence, examples[m.source]) for m in proposal.matches]
    say_table(("    column", "from", "how sure", "for example"), rows)
    if proposal.unused:
        say("  not used:")
        say_table(("    column", "why"), [(f"    {unused.source}", unused.reason) for unused in proposal.unused])
    if proposal.lacking:
        say(f"  not in the file: {', '.join(proposal.lacking)}")
    say()


def _client(
    name: str, sources: Sequence[FirstSource], wanted: Wanted, catalogue: Catalogue, asker: Asker
) -> ClientSaid:
    """The rest of the spec; what nobody said is guessed from the data, and said aloud."""
    looks = [source.opened.seen for source in sources]
    languages = shipped_locales()
    language = asker.one_of("The report's language", wanted.language, languages, language_of(looks, languages))
    currency = asker.text("Its currency", wanted.currency, currency_of(looks, language), _wrong_currency)
    timezone = asker.text("Its timezone", wanted.timezone, timezone_of(language), _wrong_timezone)
    presets = catalogue.presets
    if asker.asks and wanted.preset is None:
        say_table(("page plan", "what it shows"), [(preset.id, preset.description) for preset in presets.values()])
    usual = "executive" if "executive" in presets or not presets else next(iter(presets))
    preset = asker.one_of("The page plan", wanted.preset, list(presets), usual)
    guessed = [
        f"{text} {value} (--{option})"
        for option, text, value, said in (
            ("language", "language", language, wanted.language),
            ("currency", "currency", currency, wanted.currency),
            ("timezone", "timezone", timezone, wanted.timezone),
            ("preset", "page plan", preset, wanted.preset),
        )
        if said is None
    ]
    if guessed and not asker.asks:
        say(f"guessed, as nobody said it: {', '.join(guessed)}")
    return ClientSaid(name, language, timezone, currency, preset)


def _wrong_currency(text: str) -> str | None:
    return None if re.fullmatch(CURRENCY_PATTERN, text) else "a currency is an ISO 4217 code such as EUR"


def _wrong_timezone(text: str) -> str | None:
    return None if text in available_timezones() else f"there is no timezone {text!r}; one is Europe/Vilnius"


def _config(data: Path, settings: Sequence[str]) -> FilesConfig:
    """What the user says about the file, checked as a spec would be."""
    said: dict[str, object] = {}
    known = set(FilesConfig.model_fields) - {"path"}
    for setting in settings:
        name, text = _pair(setting, "--set", "KEY=VALUE")
        if name not in known:
            raise UnknownNameError("setting of a file", name, known)
        said[name] = _value(text)
    try:
        return FilesConfig.model_validate({**said, "path": str(data)})
    except ValidationError as error:
        first = error.errors()[0]
        raise KpiReportError(f"--set {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise KpiReportError(f"{option} {text!r} has no value", hint=f"write {option} {form}")
    return name.strip(), value


def _value(text: str) -> object:
    """A list or mapping as YAML has it; anything else is text, which the model makes a number or a truth value of."""
    if not text.startswith(("[", "{")):
        return text
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text


@contextmanager
def _new_file(path: Path, text: str) -> Iterator[None]:
    """A file with its folder; when what is done with it fails, all is as it was before."""
    made = not path.parent.exists()
    before = path.read_bytes() if path.exists() else None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblem(f"cannot write {path}: {error.strerror or error}") from error
    try:
        yield
    except BaseException:
        if before is not None:
            path.write_bytes(before)
        else:
            path.unlink()
            if made:
                path.parent.rmdir()
        raise


def _prove(path: Path, sources: Sequence[FirstSource]) -> None:
    """Build the spec's document in a folder that goes again, and say what the report will show.

    Raises:
        SpecError: with every problem, without places in a file that does not stay.

    """
    from kpireport.run.batch import build_jobs, open_jobs
    from kpireport.run.job import Moment
    from kpireport.run.outcome import Outcome

    now = datetime.now(UTC)
    first = sources[0]
    month = covered_month(first.opened.seen, now.date(), first.proposal.columns.get(first.proposal.dataset.time))
    opened = open_jobs([path], moment=Moment(now), environment=os.environ, period=month, formats=["json"])
    refused = [entry for entry in opened if isinstance(entry, Outcome)]
    if refused:
        raise SpecError(replace(problem, place=None) for problem in refused[0].problems)
    with tempfile.TemporaryDirectory(prefix="kpireport-") as away:
        out, store = Path(away) / "out", Path(away) / "store"
        (outcome,) = build_jobs(opened, out=out, store=store, now=now, clock=time.perf_counter)
        if outcome.status != "built":
            raise SpecError(
                replace(p, place=None if p.place and p.place.file == str(path) else p.place) for p in outcome.problems
            )
        say_problems(outcome.problems)
        document = json.loads(next(file for file in outcome.files if file.name == "report.json").read_bytes())
    say(f"wrote {path}; tried: {document['period']['label']} builds{_shown(document)}. Build it with:")
    say(f"  kpireport build {path}{f' --period {month}' if month else ''}")


def _shown(document: Mapping[str, Any]) -> str:
    """How many metrics have a value in a document, and the first of them."""
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    labels = list(dict.fromkeys(kpi["label"] for block in blocks for kpi in block.get("kpis", ())))
    if not labels:
        return ""
    more = f" and {len(labels) - 3} more" if len(labels) > 3 else ""
    return f" and shows {', '.join(labels[:3])}{more}"
