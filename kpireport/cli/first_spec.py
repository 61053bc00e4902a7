"""The text of a first spec: what was said and found, with comments that teach the rest."""

from __future__ import annotations

import os
import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kpireport.cli.first_look import Opened
from kpireport.cli.proposal import Proposal

WIDTH = 100
COMMENTS = 28
"""Where comments stand, unless what they explain is longer."""


@dataclass(frozen=True, slots=True)
class ClientSaid:
    """The client's part of a spec, and the page plan."""

    name: str
    language: str
    timezone: str
    currency: str
    preset: str


@dataclass(frozen=True, slots=True)
class FirstSource:
    """One source of a spec: files that were read, and what they feed."""

    paths: tuple[Path, ...]
    opened: Opened
    proposal: Proposal


def slug(name: str) -> str:
    """A name as an id: letters without their accents, digits and hyphens."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:60].strip("-") or "client"


def spec_text(path: Path, client: ClientSaid, sources: Sequence[FirstSource]) -> str:
    """A whole spec that will stand at a path; the paths of its files are relative to its folder."""
    parts = [
        f"# The report of {client.name}. What else a spec may say: docs/reference/spec.md, `kpireport schema`.\n",
        _yaml({"version": 1}),
        _client(client),
        "sources:\n",
        *(_source(name, source, path) for name, source in zip(_names(sources), sources, strict=True)),
        _commented({"preset": client.preset}, "the page plan; `sections:` instead writes pages out"),
        "# targets: {METRIC: 12000}    # an aim for a metric: kpireport metrics list\n",
        '# brand: {color: "#0B6E4F", logo: logo.svg}\n',
    ]
    return "".join(parts)


def _client(client: ClientSaid) -> str:
    lines = [
        ({"id": slug(client.name)}, "names folders"),
        ({"name": client.name}, ""),
        ({"timezone": client.timezone}, "where its days begin"),
        ({"currency": client.currency}, "of amounts that do not say theirs"),
        ({"locale": client.language}, "the language of the report"),
    ]
    return "client:\n" + "".join(textwrap.indent(_commented(value, comment), "  ") for value, comment in lines)


def _source(name: str, source: FirstSource, spec: Path) -> str:
    folder = spec.resolve().parent
    paths = [Path(os.path.relpath(path.resolve(), folder)).as_posix() for path in source.paths]
    proposal = source.proposal
    text = _yaml({"plugin": "files"})
    text += _commented(
        {"path": paths if len(paths) > 1 else paths[0]}, "a file, a folder, or a glob such as data/*.csv"
    )
    text += _commented({"dataset": proposal.dataset.id}, "what its rows are")
    settings = source.opened.config.model_dump(mode="json", exclude={"path"}, exclude_unset=True)
    for key, value in settings.items():
        text += _commented({key: value}, _SETTINGS.get(key, ""))
    if proposal.renamed:
        text += f"{'columns:':<{COMMENTS}}  # the dataset's column: the file's\n"
        for column, called in proposal.renamed.items():
            guess = next(m for m in proposal.matches if m.name == column).confidence == "a guess"
            text += textwrap.indent(_commented({column: called}, "a guess: is it right?" if guess else ""), "  ")
    text += _unused(proposal)
    return f"  {name}:\n" + textwrap.indent(text, "    ")


_SETTINGS: Mapping[str, str] = {
    "skip_rows": "lines above the header",
    "on_bad_rows": "rows that cannot be read are left out, and the report says so",
}


def _unused(proposal: Proposal) -> str:
    """What the file has that the source does not use, and how to use it."""
    if not proposal.unused:
        return ""
    text = (
        f"Not used: {', '.join(unused.source for unused in proposal.unused)}. Under 'columns:', the name on the left is"
        f" one of the dataset's (kpireport datasets show {proposal.dataset.id}), the one on the right is the file's."
    )
    return textwrap.fill(text, WIDTH - 4, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False) + "\n"


def _names(sources: Sequence[FirstSource]) -> list[str]:
    """An id for each source after its file, no two alike."""
    names: list[str] = []
    for source in sources:
        name = base = slug(source.paths[0].stem)
        count = 1
        while name in names:
            count += 1
            name = f"{base}-{count}"
        names.append(name)
    return names


def _commented(value: Mapping[str, object], comment: str) -> str:
    text = _yaml(value)
    if not comment or text.count("\n") > 1:
        return text
    return f"{text.rstrip():<{COMMENTS}}  # {comment}\n"


def _yaml(value: object) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=False, width=1000)
    return text
