"""Checks the catalogues of an agency: syntax, and names that nothing of ours has, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kpireport.errors import KpiReportError, Place, Problem, did_you_mean
from kpireport.language.catalogue_files import CatalogueFile, Said, own_files, read_catalogue, shipped, shipped_locales
from kpireport.language.language import FUNCTIONS
from kpireport.language.locales import known_locales
from kpireport.language.messages import locale_chain
from kpireport.language.noun import FORMS

_BUILT_IN_FUNCTIONS = frozenset({"NUMBER", "DATETIME"})


def catalogue_problems(
    locale: str,
    folders: Iterable[str],
    *,
    shown: Mapping[str, str],
    more: Iterable[str] = (),
    packs: Iterable[str] = (),
) -> list[Problem]:
    """What is wrong with an agency's catalogues, as far as a report of a locale reads them.

    `shown` says how messages name each folder. `more` are ids of messages that plugins say beside ours, and `packs`
    the folders of messages that they ship.
    """
    problems: list[Problem] = []
    known = {**_known_variables(), **_variables(_read(own_files(packs, "en", is_first=False))), **dict.fromkeys(more)}
    for folder in folders:
        problems += _layout_problems(Path(folder), shown[folder])
        for tag in locale_chain(locale):
            for path in own_files([folder], tag, is_first=False):
                found = _file_problems(path, known)
                problems += [_renamed(problem, folder, shown[folder]) for problem in found]
    return problems


def _layout_problems(folder: Path, shown: str) -> Iterator[Problem]:
    """Files and folders that no report would ever read."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and any(entry.glob("*.ftl")) and entry.name not in known_locales():
            hint = f"name it by its language; {did_you_mean(entry.name, shipped_locales())}"
            yield Problem(f"there is no language {entry.name!r}", Place(f"{shown}/{entry.name}"), hint)
        elif entry.is_file() and entry.suffix == ".ftl":
            hint = f"put it into the folder of its language, such as {shown}/en/{entry.name}"
            yield Problem("a catalogue lies outside of its language", Place(f"{shown}/{entry.name}"), hint)


def _file_problems(path: Path, known: Mapping[str, frozenset[str] | None]) -> list[Problem]:
    try:
        file = read_catalogue(path)
    except KpiReportError as error:
        return list(error.problems)
    found = [*file.problems, *(problem for said in file.said for problem in _message_problems(said, known))]
    return sorted(
        found, key=lambda problem: (problem.place.line or 0, problem.place.column or 0) if problem.place else (0, 0)
    )


def _message_problems(said: Said, known: Mapping[str, frozenset[str] | None]) -> Iterator[Problem]:
    if said.id not in known:
        hint = f"{did_you_mean(said.id, known)} A part of your own sentences is a term: -{said.id} = ..."
        yield Problem(f"unknown message {said.id!r}", said.place, hint)
    arguments = known.get(said.id)
    for name, place in said.variables if arguments is not None else ():
        if name not in (arguments or ()):
            yield Problem(f"message {said.id!r} is not given ${name}", place, _argument_hint(name, arguments or ()))
    for name, place in said.messages:
        if name not in known:
            yield Problem(f"unknown message {name!r}", place, did_you_mean(name, known))
    functions = FUNCTIONS | _BUILT_IN_FUNCTIONS
    for name, place in said.functions:
        if name not in functions:
            yield Problem(f"unknown function {name!r}", place, did_you_mean(name, functions))


def _argument_hint(name: str, arguments: Collection[str]) -> str:
    return did_you_mean(name, arguments) if arguments else "it is given nothing"


@cache
def _known_variables() -> dict[str, frozenset[str] | None]:
    """Every message of ours with what it is given: all that its texts in our languages mention."""
    found: dict[str, frozenset[str]] = {}
    for tag in shipped_locales():
        for name, variables in _variables(shipped(tag)).items():
            found[name] = found.get(name, frozenset()) | variables
    return dict(found)


def _variables(files: Iterable[CatalogueFile]) -> dict[str, frozenset[str]]:
    """The variables of each message of one locale, its own and those of the messages that it holds.

    The forms of a name are given what its other forms are.
    """
    said = {message.id: message for file in files for message in file.said}

    def of(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        if name not in said or name in seen:
            return frozenset()
        own = frozenset(variable for variable, _ in said[name].variables)
        return own.union(*(of(other, seen | {name}) for other, _ in said[name].messages))

    found = {name: of(name) for name in said}
    stems: dict[str, frozenset[str]] = {}
    for name, variables in found.items():
        stems[_stem(name)] = stems.get(_stem(name), frozenset()) | variables
    return {name: stems[_stem(name)] for name in found}


def _stem(name: str) -> str:
    head, _, form = name.rpartition("-")
    return head if form in FORMS else name


def _read(paths: Iterable[Path]) -> list[CatalogueFile]:
    return [read_catalogue(path) for path in paths]


def _renamed(problem: Problem, folder: str, shown: str) -> Problem:
    """The problem with its file named as the spec names the folder."""
    place = problem.place
    if place is None:
        return problem
    return replace(problem, place=replace(place, file=shown + place.file.removeprefix(folder)))
