"""Turns a tree of nodes into plain data, with a side table that knows where each part was written.

Plain scalars become numbers, dates and booleans by fewer rules than YAML 1.1 has, so that nothing a person writes turns
into something else: only `true` and `false` are booleans (`NO` stays a country), `12:30` is no number, `007` keeps its
zeros; `12_000` is twelve thousand. Keys are always text. A null under a key is as good as no key.

References: `${env:NAME}` is a variable of the environment, `${file:path}` the text of a small file without its last
line break, relative to the file that says so; `$${` is a plain `${`. What a reference gives is always text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from kpireport.errors import Place, Problem, SpecError, did_you_mean
from kpireport.spec.files import read_text
from kpireport.spec.nodes import ListNode, Loc, MapNode, Mark, Node, ScalarNode, nearest_known
from kpireport.spec.reading import MAX_PROBLEMS, shortened

MAX_REFERENCED_BYTES = 64_000

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,2}(_\d{3})+|[1-9]\d{0,29})", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\d{1,30}\.\d{0,30}|\.\d{1,30})([eE][-+]?\d{1,3})?|[-+]?\d{1,30}[eE][-+]?\d{1,3}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_REFERENCE = re.compile(r"\$\$\{|\$\{([^{}]*)\}?")
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(slots=True)
class Marked:
    """Plain data with its side table, by the way to each part."""

    data: dict[str, Any]
    marks: dict[Loc, Mark] = field(default_factory=dict)
    keys: dict[Loc, Mark] = field(default_factory=dict)
    removed: dict[Loc, Mark] = field(default_factory=dict)
    """Keys that are null, and therefore not in the data."""
    written: dict[Loc, str] = field(default_factory=dict)
    """The text of scalars that became something else."""
    referenced: dict[Loc, str] = field(default_factory=dict)
    """The resolved text of values that contain references; it must not appear in a message."""
    problems: list[Problem] = field(default_factory=list)

    def nearest(self, loc: Loc) -> Loc:
        """The deepest part that is known on a way."""
        return nearest_known(self.marks, loc)


def marked_data(root: MapNode, environment: Mapping[str, str]) -> Marked:
    """The plain data of a tree with its marks; problems are those of its references."""
    reader = _Reader(environment, Marked({}))
    reader.marked.data = reader.mapping(root, ())
    return reader.marked


def scalar(text: str) -> Any:
    """What a plain scalar means: a number, a date, a boolean, None, or the text itself."""
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


@dataclass(slots=True)
class _Reader:
    environment: Mapping[str, str]
    marked: Marked

    def value(self, node: Node, loc: Loc) -> Any:
        if isinstance(node, MapNode):
            return self.mapping(node, loc)
        self.marked.marks[loc] = node.mark
        if isinstance(node, ListNode):
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.items)]
        if node.is_null:
            return None
        if "${" in node.text:
            return self._resolved(node, loc)
        value = scalar(node.text) if node.plain else node.text
        if not isinstance(value, str):
            self.marked.written[loc] = node.text
        return value

    def mapping(self, node: MapNode, loc: Loc) -> dict[str, Any]:
        self.marked.marks[loc] = node.mark
        data = {}
        for name, entry in node.entries.items():
            if isinstance(entry.value, ScalarNode) and entry.value.is_null:
                self.marked.removed[(*loc, name)] = entry.key
                continue
            self.marked.keys[(*loc, name)] = entry.key
            data[name] = self.value(entry.value, (*loc, name))
        return data

    def _resolved(self, node: ScalarNode, loc: Loc) -> str:
        used = False

        def replacement(match: re.Match[str]) -> str:
            nonlocal used
            if match.group() == "$${":
                return "${"
            used = True
            if len(self.marked.problems) >= MAX_PROBLEMS:
                return ""
            try:
                return self._referenced(match, node.mark)
            except SpecError as error:
                self.marked.problems += error.problems
                return ""

        text = _REFERENCE.sub(replacement, node.text)
        if used:
            self.marked.referenced[loc] = text
        return text

    def _referenced(self, match: re.Match[str], mark: Mark) -> str:
        kind, colon, name = (match.group(1) or "").partition(":")
        if not match.group().endswith("}") or not colon or not name.strip() or kind not in {"env", "file"}:
            hint = "write ${env:NAME} or ${file:path}; a plain ${ is written $${"
            raise _problem(f"{shortened(match.group())} is not a reference", mark.place, hint)
        if kind == "file":
            text = read_text(mark.folder / name, name, limit=MAX_REFERENCED_BYTES, place=mark.place)
            return text.removesuffix("\n").removesuffix("\r")
        if name not in self.environment:
            near = did_you_mean(name, [other for other in self.environment if len(other) > 2])
            hint = near if near.startswith("did you") else f"set {name} before the build"
            raise _problem(f"the environment variable {shortened(name)} is not set", mark.place, hint)
        return self.environment[name]


def _problem(message: str, place: Place, hint: str) -> SpecError:
    return SpecError([Problem(message, place, hint)])
