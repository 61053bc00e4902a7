"""Composes a YAML text into a tree of nodes, within fixed limits of depth and size.

Works on the parser's events, so that a hostile file is refused before anything of its size is built: nesting is
counted as it opens, and an alias counts with everything that it repeats. Only plain data is read: no tags, no keys but
text, one document. Nothing is converted here; a node keeps its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kpireport.errors import Place, Problem, SpecError
from kpireport.spec.files import read_text
from kpireport.spec.nodes import Entry, ListNode, MapNode, Mark, Node, ScalarNode
from kpireport.spec.syntax import COLOUR_HINT, HEX_AFTER_HASH, syntax_problem

MAX_DEPTH = 50
MAX_NODES = 20_000
MAX_PROBLEMS = 200
"""Where finding problems ends: nobody reads more, and a hostile file could have a hundred thousand."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING_TAGS = {None, "!", "tag:yaml.org,2002:str"}
_COLLECTION_TAGS = {None, "!", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}
_THOUSANDS = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a tree, and what is wrong with it although it could be read."""

    root: MapNode
    problems: tuple[Problem, ...]


def read_spec(path: Path, shown: str, *, place: Place | None = None) -> Reading:
    """One file as a tree; `shown` is its name in messages. Raises SpecError when there is no tree to be had."""
    return compose(read_text(path, shown, place=place), shown, path.absolute().parent)


def compose(text: str, shown: str, folder: Path) -> Reading:
    """A YAML text as a tree of nodes. Raises SpecError when it is no YAML, no mapping, or over the limits."""
    composer = _Composer(shown, folder, text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        raise SpecError([*composer.problems, syntax_problem(error, shown, text)]) from error
    except yaml.YAMLError as error:
        raise SpecError([Problem(f"cannot be read as YAML: {error}", Place(shown))]) from error
    root = composer.root
    if isinstance(root, MapNode):
        return Reading(root, tuple(composer.problems))
    raise SpecError([_no_mapping(root, shown)])


def _no_mapping(root: Node | None, shown: str) -> Problem:
    hint = "a spec begins with 'version: 1'"
    if root is None or (isinstance(root, ScalarNode) and root.is_null):
        return Problem("the file is empty", Place(shown, 1, 1), hint)
    kind = "a list" if isinstance(root, ListNode) else "one value"
    return Problem(f"a spec is a mapping of keys to values, this is {kind}", root.mark.place, hint)


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read; `size` and `height` are those of the tree under it so far."""

    mark: Mark
    anchor: str | None
    is_map: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    inherited: list[MapNode] = field(default_factory=list)
    key: tuple[str | None, Mark] | None = None
    """The key whose value is awaited; its name is None where it was no text."""
    size: int = 1
    height: int = 1

    def finished(self) -> Node:
        if not self.is_map:
            return ListNode(tuple(self.items), self.mark)
        entries: dict[str, Entry] = {}
        for base in reversed(self.inherited):
            entries.update(base.entries)
        return MapNode({**entries, **self.entries}, self.mark)


@dataclass(frozen=True, slots=True)
class _Known:
    """What an anchor stands for; no node while it is still open."""

    node: Node | None
    size: int = 1
    height: int = 1


class _Composer:
    """Builds the tree from events, one at a time."""

    def __init__(self, shown: str, folder: Path, text: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._shown, self._folder, self._text = shown, folder, text
        self._lines: list[str] | None = None
        self._open: list[_Frame] = []
        self._anchors: dict[str, _Known] = {}
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            frame = self._open.pop()
            self._place(frame.finished(), frame.anchor, frame.size, frame.height)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse("a second document begins here", event, "a spec is one YAML document; remove the '---'")

    def _scalar(self, event: Any) -> None:
        self._check_tag(event, _STRING_TAGS)
        plain = event.style is None or event.style == ""
        node = ScalarNode(event.value, plain and event.tag is None, self._mark(event))
        if node.is_null and not event.value and self._hides_a_colour(event):
            self._note("this value is empty", node.mark.place, COLOUR_HINT)
        self._place(node, event.anchor)

    def _alias(self, event: Any) -> None:
        known = self._anchors.get(event.anchor)
        if known is None:
            self._refuse(f"there is no anchor &{event.anchor} before this alias", event, None)
        elif known.node is None:
            self._refuse(
                f"the anchor &{event.anchor} contains itself", event, "an alias cannot stand inside its anchor"
            )
        else:
            self._place(known.node, None, known.size, known.height)

    def _start(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        self._check_tag(event, _COLLECTION_TAGS)
        frame = _Frame(self._mark(event), event.anchor, isinstance(event, yaml.MappingStartEvent))
        if event.anchor:
            self._anchors[event.anchor] = _Known(None)
        self._open.append(frame)
        self._check_limits(frame, 0, 1)

    def _place(self, node: Node, anchor: str | None, size: int = 1, height: int = 1) -> None:
        if anchor:
            self._anchors[anchor] = _Known(node, size, height)
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        self._check_limits(frame, size, height, node)
        if not frame.is_map:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node)
        else:
            self._enter(frame, *frame.key, node)
            frame.key = None

    def _key(self, node: Node) -> tuple[str | None, Mark]:
        if isinstance(node, ScalarNode):
            return node.text, node.mark
        hint = 'put quotes around text that begins with {{: "{{ client.name }}"' if isinstance(node, MapNode) else None
        self._note("a key must be text", node.mark.place, hint)
        return None, node.mark

    def _enter(self, frame: _Frame, name: str | None, key: Mark, value: Node) -> None:
        if name == "<<":
            bases = value.items if isinstance(value, ListNode) else (value,)
            frame.inherited += [base for base in bases if isinstance(base, MapNode)]
            if not all(isinstance(base, MapNode) for base in bases):
                self._note("'<<' merges a mapping or a list of mappings", key.place, "name an anchor: '<<: *defaults'")
        elif name in frame.entries and name is not None:
            first = frame.entries[name].key.place
            self._note(f"duplicate key {shortened(name)}", key.place, f"it is already set in line {first.line}")
        elif name is not None:
            if _THOUSANDS.fullmatch(name) and isinstance(value, ScalarNode) and value.is_null:
                self._note("a number is cut in two by its comma", key.place, "write 12000 or 12_000")
            frame.entries[name] = Entry(key, value)

    def _check_limits(self, frame: _Frame, size: int, height: int, node: Node | None = None) -> None:
        frame.size += size
        frame.height = max(frame.height, height + 1)
        place = (node or frame).mark.place
        if len(self._open) + height - 1 > MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            raise SpecError([*self.problems, Problem(message, place, "a spec needs about seven levels")])
        if frame.size > MAX_NODES:
            message = f"more than {MAX_NODES:,} values, counting what aliases repeat"
            raise SpecError([*self.problems, Problem(message, place, "data belongs into data files")])

    def _check_tag(self, event: Any, allowed: set[str | None]) -> None:
        if event.tag not in allowed:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(
                f"the tag {shortened(tag)} is not allowed", event, "a spec is plain data; write the value itself"
            )

    def _hides_a_colour(self, event: Any) -> bool:
        if self._lines is None:
            self._lines = self._text.splitlines()
        line = self._lines[event.end_mark.line] if event.end_mark.line < len(self._lines) else ""
        return HEX_AFTER_HASH.match(line, event.end_mark.column) is not None

    def _mark(self, event: Any) -> Mark:
        start = event.start_mark
        return Mark(Place(self._shown, start.line + 1, start.column + 1), self._folder)

    def _note(self, message: str, place: Place, hint: str | None) -> None:
        self.problems.append(Problem(message, place, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise SpecError(self.problems)

    def _refuse(self, message: str, event: yaml.Event, hint: str | None) -> None:
        raise SpecError([*self.problems, Problem(message, self._mark(event).place, hint)])


def shortened(text: str, limit: int = 60) -> str:
    """A text in quotes for a message, cut where it is very long."""
    return repr(text if len(text) <= limit else text[:limit] + "…")
