"""A YAML file as a tree that remembers where everything was written; files are merged in this form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpireport.errors import Place

Loc = tuple[str | int, ...]
"""The way to a part of a spec: `("sections", 0, "blocks", 1, "by")`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something was written: the place to show, and the folder that relative paths start from."""

    place: Place
    folder: Path


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One value as written; `plain` when it stands without quotes and so may mean a number, a date or nothing."""

    text: str
    plain: bool
    mark: Mark

    @property
    def is_null(self) -> bool:
        """Whether it says that there is no value."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class ListNode:
    """Several values in order."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A value under its key; `key` marks the key."""

    key: Mark
    value: Node


@dataclass(frozen=True, slots=True)
class MapNode:
    """Values by key; keys are text as it was written."""

    entries: Mapping[str, Entry]
    mark: Mark


Node = ScalarNode | ListNode | MapNode


def nearest_known(marks: Mapping[Loc, Mark], loc: Loc) -> Loc:
    """The deepest part with a mark on a way; items of the way that name no part are skipped."""
    known: Loc = ()
    for item in loc:
        if (*known, item) in marks:
            known = (*known, item)
    return known


def merged(base: Node, over: Node) -> Node:
    """One tree laid over another: maps merge key by key, anything else replaces what was there."""
    if not (isinstance(base, MapNode) and isinstance(over, MapNode)):
        return over
    entries = dict(base.entries)
    for name, entry in over.entries.items():
        below = entries.get(name)
        entries[name] = Entry(entry.key, merged(below.value, entry.value)) if below else entry
    return MapNode(entries, over.mark)


def from_plain(value: object, mark: Mark) -> Node:
    """Plain data (text, numbers, dates, None, lists, mappings) as a tree whose every part has the same mark."""
    if isinstance(value, Mapping):
        return MapNode({str(name): Entry(mark, from_plain(part, mark)) for name, part in value.items()}, mark)
    if isinstance(value, list | tuple):
        return ListNode(tuple(from_plain(part, mark) for part in value), mark)
    if isinstance(value, str):
        return ScalarNode(value, plain=False, mark=mark)
    if isinstance(value, bool):
        return ScalarNode(str(value).lower(), plain=True, mark=mark)
    if value is None or isinstance(value, int | float | date):
        return ScalarNode("" if value is None else str(value), plain=True, mark=mark)
    raise TypeError(f"a spec holds plain data, not {type(value).__name__}")
