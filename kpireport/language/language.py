"""`Language`: everything that a report needs to speak, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_args

from kpireport.language.dates import Dates
from kpireport.language.messages import Catalogue, unknown_locale
from kpireport.language.noun import Gender, Noun, capital
from kpireport.language.numbers import Numbers

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike


FUNCTIONS = frozenset({"METRIC", "PERIOD", "CAP", "UNCAP", "GENDER", "NUM", "PCT", "MONEY"})
"""What sentences may call, beside Fluent's own."""


class Language(Numbers, Dates):
    """Numbers, dates, lists and sentences of one locale. Made with `Language.of`."""

    __slots__ = ()

    @classmethod
    def of(cls, locale: str = "en", catalogues: Iterable[str | PathLike[str]] = ()) -> Language:
        """The language of a locale ('en', 'lt', 'en-US'), with an agency's own catalogues over the shipped ones.

        A catalogue is an .ftl file that overrides messages of this locale, or a folder of them by locale. Raises
        SpecError for a locale that does not exist, TemplateError for a catalogue that cannot be read.
        """
        from babel import Locale, UnknownLocaleError

        try:
            Locale.parse(locale.replace("-", "_"))
        except (UnknownLocaleError, ValueError) as error:
            raise unknown_locale(locale) from error
        own = tuple(str(path) for path in catalogues)
        plain = cls(locale, own, _catalogue=Catalogue((), ()))
        return cls(locale, own, _catalogue=Catalogue.load(locale, own, plain._functions()))

    def __reduce__(self) -> tuple[Callable[..., Language], tuple[str, tuple[str, ...]]]:
        """Go to another process as a locale and file names."""
        return Language.of, (self.locale, self.catalogues)

    def noun(self, nom: str, gen: str | None = None, gender: Gender | None = None) -> Noun:
        """A name of the pack or the client as sentences use it.

        Where the language inflects and the forms are not stated, sentences say 'показатель «ROAS»' with a head noun of
        known forms (`name-other`), and the name itself stays as it is.
        """
        forms = self.forms_of("name-other")
        if (gen is not None and gender is not None) or not forms:
            return Noun(nom, gen, gender)
        stated = {form: self.say(f"name-other-{form}", name=nom) for form in forms}
        return Noun(nom, forms={"nom": self.say("name-other", name=nom), **stated}, gender=_gender(self))

    def dimension(self, name: str, by: str | None = None) -> Noun:
        """A dimension's name, with what stands after a metric that it breaks down: 'Канал', 'по каналам'.

        Where that is not stated, a language that needs it says 'по признаку «канал»' (`name-by`).
        """
        if by is None and self.has("name-by"):
            by = self.say("name-by", name=_uncapital(name))
        return Noun(name, forms={"by": by} if by else {})

    def _functions(self) -> Mapping[str, Callable[..., Any]]:
        """What sentences may call: METRIC, PERIOD, CAP, UNCAP and GENDER on names, NUM, PCT and MONEY on numbers.

        METRIC and PERIOD give a name in a form; they are the same, under the name of what a sentence speaks of.
        """
        return {
            "METRIC": lambda name, case="nom": _noun(name).form(str(case)),
            "PERIOD": lambda name, case="nom": _noun(name).form(str(case)),
            "CAP": lambda name, case="nom": capital(_noun(name).form(str(case))),
            "UNCAP": lambda text: _uncapital(str(text)),
            "GENDER": lambda name: _noun(name).gender,
            "NUM": lambda x, places=0: self.number(x, int(places)),
            "PCT": lambda x, places=1: self.percent(x, int(places)),
            "MONEY": lambda x, currency, places=None: self.money(x, str(currency), places),
        }


def _gender(language: Language) -> Gender | None:
    stated = language.say("name-other-gender")
    return next((gender for gender in get_args(Gender) if gender == stated), None)


def _noun(name: str) -> Noun:
    return name if isinstance(name, Noun) else Noun(str(name))


def _uncapital(text: str) -> str:
    """A label inside a sentence: 'Channels' is 'channels', 'URLs' stays."""
    first, _, _ = text.partition(" ")
    return text[:1].lower() + text[1:] if first[1:] == first[1:].lower() else text
