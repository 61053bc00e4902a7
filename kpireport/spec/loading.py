"""`load_spec`: a YAML file and what it extends in, a frozen `ReportSpec` with the place of every part out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from kpireport.errors import Place, Problem, SpecError
from kpireport.spec.chain import Chain, read_chain
from kpireport.spec.model import ReportSpec
from kpireport.spec.naming import naming_problems
from kpireport.spec.nodes import Loc, Mark, nearest_known
from kpireport.spec.reading import MAX_PROBLEMS
from kpireport.spec.registries import Registries
from kpireport.spec.validating import Validation
from kpireport.spec.values import Marked, marked_data
from kpireport.spec.wording import unknown_key


@dataclass(frozen=True, slots=True)
class LoadedSpec:
    """A spec, the files that it was read from (itself first), and where each of its parts was written."""

    spec: ReportSpec
    files: tuple[Path, ...]
    marks: Mapping[Loc, Mark]
    keys: Mapping[Loc, Mark]
    referenced: frozenset[Loc] = frozenset()
    """The values that came by `${env:…}` or `${file:…}`."""

    def place(self, *loc: str | int) -> Place:
        """Where a part was written, or the nearest part around it that was: `place("sections", 0, "blocks", 1, "by")`."""
        return self._mark(loc).place

    def key_place(self, *loc: str | int) -> Place:
        """Where the key of a part was written; for names that are keys, such as those of targets."""
        mark = self.keys.get(loc)
        return mark.place if mark else self.place(*loc)

    def folder(self, *loc: str | int) -> Path:
        """The folder that a relative path in this part starts from: that of the file it was written in."""
        return self._mark(loc).folder

    def _mark(self, loc: Loc) -> Mark:
        return self.marks[nearest_known(self.marks, loc)]


def load_spec(
    path: str | PathLike[str],
    registries: Registries,
    *,
    environment: Mapping[str, str] | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> LoadedSpec:
    """The spec in a file, checked against the registries.

    `environment` answers `${env:NAME}`; `overrides` is plain data laid over the file, as the command line gives it.
    Raises SpecError with every problem found, each with its place.
    """
    chain = read_chain(Path(path), overrides)
    marked = marked_data(chain.root, environment or {})
    validation = Validation(marked, registries)
    data = _assembled(marked.data, validation, Path(path))
    spec = validation.part(ReportSpec, data, (), more_keys={"extends"})
    found = [*validation.problems, *naming_problems(spec or data, marked, registries), *_null_typos(marked)]
    problems = [
        *chain.problems,
        *marked.problems,
        *_page_plan(marked),
        *_beside(found, chain.problems, marked.problems),
    ]
    if spec is None or problems:
        raise SpecError(_in_order(problems, chain))
    return LoadedSpec(spec, chain.files, marked.marks, marked.keys, frozenset(marked.referenced))


def _assembled(data: Mapping[str, Any], validation: Validation, path: Path) -> dict[str, Any]:
    """The data with sources, custom metrics and blocks as instances of models that this floor does not know."""
    whole = dict(data)
    head = whole.get("report", {})
    if isinstance(head, Mapping) and "id" not in head:
        whole["report"] = {"id": _id_of(path), **head}
    if isinstance(whole.get("sources"), Mapping):
        whole["sources"] = {name: validation.source(name, part) for name, part in whole["sources"].items()}
    if isinstance(whole.get("metrics"), list):
        whole["metrics"] = [validation.metric(i, part) for i, part in enumerate(whole["metrics"])]
    if isinstance(whole.get("sections"), list):
        whole["sections"] = [validation.section(i, part) for i, part in enumerate(whole["sections"])]
    return whole


def _id_of(path: Path) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", path.stem).strip("-_.")[:80] or "report"


def _page_plan(marked: Marked) -> list[Problem]:
    if "preset" not in marked.data and "sections" not in marked.data:
        return [Problem("a spec needs a preset or sections", marked.marks[()].place, "write 'preset: executive'")]
    return []


def _null_typos(marked: Marked) -> list[Problem]:
    """Top-level keys that are null and mean nothing: a misspelt removal would go unnoticed."""
    known = {*ReportSpec.model_fields, "extends"}
    return [unknown_key(loc, known, marked) for loc in marked.removed if len(loc) == 1 and loc[0] not in known]


def _beside(found: Iterable[Problem], reading: Iterable[Problem], references: Iterable[Problem]) -> list[Problem]:
    """The problems that do not merely follow from one that is already named.

    A reference without a value leaves an empty text behind; `{{ unquoted }}` is a mapping in a mapping.
    """
    named = {problem.place for problem in references}
    named |= {Place(p.place.file, p.place.line, (p.place.column or 0) - 1) for p in reading if p.place}
    return [problem for problem in found if problem.place not in named]


def _in_order(problems: Iterable[Problem], chain: Chain) -> list[Problem]:
    """Problems in the order of the page, the spec's own before those of the files that it extends, each once."""

    def position(problem: Problem) -> tuple[int, int, int]:
        place = problem.place or Place("")
        file = chain.names.index(place.file) if place.file in chain.names else len(chain.names)
        return file, place.line or 0, place.column or 0

    return sorted(dict.fromkeys(problems), key=position)[:MAX_PROBLEMS]
