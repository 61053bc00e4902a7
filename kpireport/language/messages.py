"""Sentence catalogues: Fluent files by locale, with a fallback chain that ends in English, and agencies' own on top.

A message that does not exist or lacks an argument is an error with a hint; nothing is ever left blank in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpireport.errors import Problem, SpecError, TemplateError, UnknownNameError
from kpireport.language.catalogue_files import CatalogueFile, own_files, read_catalogue, shipped
from kpireport.language.noun import FORMS

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

ENGLISH = "en"

Functions = Mapping[str, Callable[..., Any]]


def locale_chain(locale: str) -> tuple[str, ...]:
    """The locales to look a message up in: 'ru-RU' gives ('ru-RU', 'ru', 'en')."""
    parts = locale.replace("_", "-").split("-")
    chain = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys([*chain, ENGLISH]))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one report: a bundle a locale, best first.

    `ids` are the messages of each bundle, and `unread` those of them that no native editor has read.
    """

    bundles: tuple[FluentBundle, ...]
    ids: tuple[frozenset[str], ...]
    unread: tuple[frozenset[str], ...] = ()

    @classmethod
    def load(cls, locale: str, own: tuple[str, ...], functions: Functions) -> Catalogue:
        """Read the shipped catalogues of a locale's chain, and `own` over them.

        A file in `own` overrides messages of the report's locale; a folder is laid out by locale as ours is
        (`en/names.ftl`). Raises TemplateError with file and line where a file is not Fluent, or cannot be read.
        """
        from fluent.runtime import FluentBundle

        bundles: list[FluentBundle] = []
        ids: list[frozenset[str]] = []
        unread: list[frozenset[str]] = []
        for tag in locale_chain(locale):
            bundle = FluentBundle([tag], functions=dict(functions), use_isolating=False)
            reviewed: dict[str, bool] = {}
            for file in [*shipped(tag), *(_own(path) for path in own_files(own, tag, is_first=not bundles))]:
                bundle.add_resource(file.resource, allow_overrides=True)
                reviewed |= {said.id: said.is_reviewed for said in file.said}
            bundles.append(bundle)
            ids.append(frozenset(reviewed))
            unread.append(frozenset(name for name, is_reviewed in reviewed.items() if not is_reviewed))
        return cls(tuple(bundles), tuple(ids), tuple(unread))

    @property
    def all_ids(self) -> frozenset[str]:
        """Every message that can be said."""
        return frozenset().union(*self.ids)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Messages that only the English fallback has, sorted; none where the report itself is in English."""
        if self.bundles[0].locales[0].split("-")[0] == ENGLISH:
            return ()
        return tuple(sorted(self.ids[-1].difference(*self.ids[:-1])))

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Messages that are said in a wording that no native editor has read, sorted."""
        found = {name: name in unread for ids, unread in self._by_locale() for name in ids}
        return tuple(sorted(name for name, is_unread in found.items() if is_unread))

    def _by_locale(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Ids and unread ids, the last locale of the chain first."""
        return list(zip(self.ids, self.unread, strict=True))[::-1]

    def has(self, message_id: str) -> bool:
        """Whether it can be said."""
        return any(message_id in ids for ids in self.ids)

    def forms(self, message_id: str) -> tuple[str, ...]:
        """The forms that a name's message has beside it, in the nearest locale that has any, or the message itself."""
        for ids in self.ids:
            found = tuple(form for form in FORMS if f"{message_id}-{form}" in ids)
            if found or message_id in ids:
                return found
        return ()

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


def _own(path: Any) -> CatalogueFile:
    file = read_catalogue(path)
    for problem in file.problems:
        raise TemplateError(problem.message, place=problem.place, hint=problem.hint)
    return file


def unknown_locale(locale: str) -> SpecError:
    """The error for a locale that CLDR does not have."""
    return SpecError([Problem(f"unknown locale {locale!r}", hint="write it as 'en', 'lt' or 'en-US'")])
