"""Sentence catalogues: Fluent files by locale, with a fallback chain that ends in English, and agencies' own on top.

This is the only module that knows Fluent. A message that does not exist or lacks an argument is an error with a hint;
nothing is ever left blank in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpireport.errors import Place, Problem, SpecError, TemplateError, UnknownNameError

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.syntax.ast import Resource

ENGLISH = "en"
CATALOGUES = Path(__file__).parent / "catalogues"

Functions = Mapping[str, Callable[..., Any]]


def locale_chain(locale: str) -> tuple[str, ...]:
    """The locales to look a message up in: 'ru-RU' gives ('ru-RU', 'ru', 'en')."""
    parts = locale.replace("_", "-").split("-")
    chain = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys([*chain, ENGLISH]))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one report: a bundle a locale, best first."""

    bundles: tuple[FluentBundle, ...]
    ids: tuple[frozenset[str], ...]

    @classmethod
    def load(cls, locale: str, own: tuple[str, ...], functions: Functions) -> Catalogue:
        """Read the shipped catalogues of a locale's chain, and `own` over them.

        A file in `own` overrides messages of the report's locale; a folder is laid out by locale as ours is
        (`en/names.ftl`). Raises TemplateError with file and line where a file is not Fluent, or cannot be read.
        """
        from fluent.runtime import FluentBundle

        bundles: list[FluentBundle] = []
        ids: list[frozenset[str]] = []
        for tag in locale_chain(locale):
            bundle = FluentBundle([tag], functions=dict(functions), use_isolating=False)
            found: set[str] = set()
            resources = [*_shipped(tag), *(_parse(path) for path in _own_files(own, tag, is_first=not bundles))]
            for resource in resources:
                bundle.add_resource(resource, allow_overrides=True)
                found.update(_message_ids(resource))
            bundles.append(bundle)
            ids.append(frozenset(found))
        return cls(tuple(bundles), tuple(ids))

    @property
    def all_ids(self) -> frozenset[str]:
        """Every message that can be said."""
        return frozenset().union(*self.ids)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Messages that only the English fallback has, sorted."""
        known = frozenset().union(*self.ids[:-1]) if len(self.ids) > 1 else self.ids[0]
        return tuple(sorted(self.ids[-1] - known))

    def say(self, message_id: str, arguments: Mapping[str, object]) -> str:
        """One message with its arguments filled in.

        Raises UnknownNameError for a message that no catalogue has, TemplateError for a missing argument.
        """
        for bundle, ids in zip(self.bundles, self.ids, strict=True):
            if message_id in ids:
                pattern = bundle.get_message(message_id).value
                assert pattern is not None  # messages of attributes only are not listed
                text, problems = bundle.format_pattern(pattern, dict(arguments))
                if problems:
                    raise TemplateError(
                        f"message {message_id!r} cannot be said: {problems[0]}",
                        hint=f"it was given: {', '.join(sorted(arguments)) or 'no arguments'}",
                    )
                return str(text)
        raise UnknownNameError("message", message_id, self.all_ids)

    def fixed(self, prefix: str) -> dict[str, str]:
        """The messages under a prefix that need no arguments; keys lose the prefix and are written_so."""
        words = {}
        for message_id in sorted(self.all_ids):
            if message_id.startswith(prefix):
                try:
                    text = self.say(message_id, {})
                except TemplateError:
                    continue
                words[message_id.removeprefix(prefix).replace("-", "_")] = text
        return words


@lru_cache(maxsize=32)
def _shipped(tag: str) -> tuple[Resource, ...]:
    return tuple(_parse(path) for path in sorted((CATALOGUES / tag).glob("*.ftl")))


def _own_files(own: tuple[str, ...], tag: str, *, is_first: bool) -> list[Path]:
    paths: list[Path] = []
    for name in own:
        path = Path(name)
        if path.is_dir():
            paths += sorted((path / tag).glob("*.ftl"))
        elif is_first:
            paths.append(path)
    return paths


def _parse(path: Path) -> Resource:
    from fluent.syntax import FluentParser
    from fluent.syntax.ast import Junk

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"the catalogue cannot be read: {error}", place=Place(str(path)), hint="a catalogue is a UTF-8 .ftl file"
        ) from error
    resource = FluentParser(with_spans=True).parse(text)
    for entry in resource.body:
        if isinstance(entry, Junk):
            start = entry.span.start if entry.span else 0
            what = entry.annotations[0].message if entry.annotations else "not Fluent"
            line = text.count("\n", 0, start) + 1
            raise TemplateError(f"{what}", place=Place(str(path), line), hint="a message is written `id = text`")
    return resource


def _message_ids(resource: Resource) -> list[str]:
    from fluent.syntax.ast import Message

    return [entry.id.name for entry in resource.body if isinstance(entry, Message) and entry.value is not None]


def unknown_locale(locale: str) -> SpecError:
    """The error for a locale that CLDR does not have."""
    return SpecError([Problem(f"unknown locale {locale!r}", hint="write it as 'en', 'lt' or 'en-US'")])
