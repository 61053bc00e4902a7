"""Catalogue files: where they lie, what they say, and at which line. Only this module and `messages` know Fluent.

A message is `id = text` in Fluent. A group comment says who has read the messages under it, up to the next one::

    ## not reviewed
    ## reviewed by R. Kazlauskaitė, 2026-12-01

Messages without such a group are the author's own language, and count as reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kpireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from fluent.syntax.ast import BaseNode, Resource

CATALOGUES = Path(__file__).parent / "catalogues"
UNREVIEWED = "not reviewed"
REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a file: its id, its place, the group comment over it, and what its text mentions."""

    id: str
    place: Place
    group: str
    variables: tuple[tuple[str, Place], ...]
    messages: tuple[tuple[str, Place], ...]
    functions: tuple[tuple[str, Place], ...]

    @property
    def is_reviewed(self) -> bool:
        """Whether it may be called reviewed: a native editor has read it, or nothing says that none has."""
        return not self.group.startswith(UNREVIEWED)


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file that was read: its Fluent resource, its messages, and the problems of its syntax."""

    path: Path
    resource: Resource
    said: tuple[Said, ...]
    problems: tuple[Problem, ...]


def shipped_locales() -> tuple[str, ...]:
    """The locales that have a catalogue of ours, and so every message or a regional few."""
    return tuple(sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()))


@lru_cache(maxsize=32)
def shipped(tag: str) -> tuple[CatalogueFile, ...]:
    """Our own files of one locale, which are read once."""
    return tuple(read_catalogue(path) for path in sorted((CATALOGUES / tag).glob("*.ftl")))


def own_files(own: Iterable[str], tag: str, *, is_first: bool) -> list[Path]:
    """The files of an agency or a pack for one locale; a single file is for the report's own locale, the first one."""
    paths: list[Path] = []
    for name in own:
        path = Path(name)
        if path.is_dir():
            paths += sorted((path / tag).glob("*.ftl"))
        elif is_first:
            paths.append(path)
    return paths


def read_catalogue(path: Path) -> CatalogueFile:
    """One file; raises TemplateError where it cannot be read as text."""
    from fluent.syntax import FluentParser
    from fluent.syntax.ast import GroupComment, Junk, Message

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"the catalogue cannot be read: {error}", place=Place(str(path)), hint="a catalogue is a UTF-8 .ftl file"
        ) from error
    resource = FluentParser(with_spans=True).parse(text)
    said, problems, group = [], [], ""
    for entry in resource.body:
        if isinstance(entry, GroupComment):
            group = (entry.content or "").strip()
        elif isinstance(entry, Message) and entry.value is not None:
            said.append(_said(entry, group, path, text))
        elif isinstance(entry, Junk):
            problems.append(_syntax_problem(entry, path, text))
    return CatalogueFile(path, resource, tuple(said), tuple(problems))


def _syntax_problem(junk: BaseNode, path: Path, text: str) -> Problem:
    annotation = next(iter(getattr(junk, "annotations", ())), None)
    what = annotation.message if annotation else "this is not Fluent"
    return Problem(what, _place(annotation or junk, path, text), "a message is written `id = text`")


def _said(message: BaseNode, group: str, path: Path, text: str) -> Said:
    from fluent.syntax.ast import FunctionReference, MessageReference, VariableReference

    def mentions(kind: type[BaseNode]) -> tuple[tuple[str, Place], ...]:
        found = (node for node in _nodes(message) if isinstance(node, kind))
        return tuple((node.id.name, _place(node, path, text)) for node in found)

    return Said(
        id=message.id.name,
        place=_place(message.id, path, text),
        group=group,
        variables=mentions(VariableReference),
        messages=mentions(MessageReference),
        functions=mentions(FunctionReference),
    )


def _nodes(node: BaseNode) -> Iterator[BaseNode]:
    from fluent.syntax.ast import BaseNode

    yield node
    for value in vars(node).values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseNode):
                yield from _nodes(part)


def _place(node: object, path: Path, text: str) -> Place:
    span = getattr(node, "span", None)
    start = span.start if span else 0
    return Place(str(path), text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
