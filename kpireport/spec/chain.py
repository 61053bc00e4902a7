"""Follows `extends` from file to file, and finds the local plugins that a spec names before anything else is known."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kpireport.errors import Place, Problem, SpecError
from kpireport.spec.nodes import Entry, ListNode, MapNode, Mark, Node, ScalarNode, from_plain, merged
from kpireport.spec.reading import read_spec, shortened

MAX_FILES = 20
COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Chain:
    """A spec and all that it extends, merged into one tree.

    `files` begins with the spec itself; `names` are what messages call them.
    """

    root: MapNode
    files: tuple[Path, ...]
    names: tuple[str, ...]
    problems: tuple[Problem, ...]


class LocalPlugin(NamedTuple):
    """A one-file plugin, and where the spec names it."""

    path: Path
    place: Place


def read_chain(path: Path, overrides: Mapping[str, object] | None = None) -> Chain:
    """A spec file laid over the files that it extends, and `overrides` laid over both.

    Raises SpecError when a file cannot be read or extends itself by way of others.
    """
    trees: list[MapNode] = []
    places: dict[Path, Place | None] = {}
    problems: list[Problem] = []
    names: list[str] = []
    shown, named_at = str(path), None
    while True:
        here = Path(os.path.abspath(shown))  # noqa: PTH100  resolve() would follow links, out of the file's folder
        _check_chain(here, shown, named_at, places)
        places[here] = named_at
        names.append(shown)
        reading = read_spec(here, shown, place=named_at)
        problems += reading.problems
        entries = dict(reading.root.entries)
        extends = entries.pop("extends", None)
        trees.append(MapNode(entries, reading.root.mark))
        if extends is None or (isinstance(extends.value, ScalarNode) and extends.value.is_null):
            break
        shown, named_at = _base_file(extends, shown)
    root: Node = trees[-1]
    for tree in reversed(trees[:-1]):
        root = merged(root, tree)
    if overrides:
        root = merged(root, from_plain(overrides, Mark(Place(COMMAND_LINE), Path.cwd())))
    assert isinstance(root, MapNode)
    return Chain(root, tuple(places), tuple(names), tuple(problems))


def local_plugins(path: Path) -> tuple[LocalPlugin, ...]:
    """The one-file plugins that a spec and its bases name under `plugins`; nothing else of the spec is looked at.

    Raises SpecError when a file cannot be read or a plugin's file is not there.
    """
    entry = read_chain(path).root.entries.get("plugins")
    if entry is None or not isinstance(entry.value, ListNode):
        return ()
    found, problems = [], []
    for item in entry.value.items:
        if not isinstance(item, ScalarNode):
            continue  # the model says what is wrong with it
        file = item.mark.folder / item.text
        if file.is_file():
            found.append(LocalPlugin(file, item.mark.place))
        else:
            hint = f"plugin files are relative to {item.mark.place.file}"
            problems.append(Problem(f"there is no plugin file {shortened(item.text)}", item.mark.place, hint))
    if problems:
        raise SpecError(problems)
    return tuple(found)


def _base_file(extends: Entry, shown: str) -> tuple[str, Place]:
    node = extends.value
    place = node.mark.place
    if not isinstance(node, ScalarNode):
        raise SpecError([Problem("'extends' names one file", place, "a chain is made by a base that extends another")])
    if "${" in node.text:
        raise SpecError([Problem("'extends' cannot use references", place, "write the path itself")])
    return os.path.normpath(Path(shown).parent / node.text), place


def _check_chain(here: Path, shown: str, named_at: Place | None, places: Mapping[Path, Place | None]) -> None:
    if here in places:
        circle = list(places)[list(places).index(here) :]
        hint = "the file extends itself" if len(circle) == 1 else f"the circle begins at {places[circle[1]]}"
        raise SpecError([Problem(f"'extends' goes round in a circle, back to {shown!r}", named_at, hint)])
    if len(places) >= MAX_FILES:
        raise SpecError([Problem(f"more than {MAX_FILES} files extend each other", named_at)])
