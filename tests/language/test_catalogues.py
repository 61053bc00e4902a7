"""Catalogues: the same messages with the same arguments in every language, every plural form, and who has read them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kpireport.language import Language, Noun
from kpireport.language.catalogue_files import Said, shipped, shipped_locales
from kpireport.language.noun import FORMS

TRANSLATED = ["be", "lt", "ru"]
PARTICULAR = re.compile(rf"(name-.*|.*-({'|'.join(FORMS)}))")
"""Messages that a language has or lacks as its grammar wants: other forms of names."""


def messages(locale: str) -> dict[str, Said]:
    return {said.id: said for file in shipped(locale) for said in file.said}


def arguments(said: dict[str, Said], name: str) -> set[str]:
    """What a message mentions, itself or through the messages in it."""
    own = {variable for variable, _ in said[name].variables}
    return own.union(*(arguments(said, other) for other, _ in said[name].messages))


def test_every_language_has_a_catalogue() -> None:
    assert [locale for locale in shipped_locales() if "-" not in locale] == sorted([*TRANSLATED, "en"])


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_language_says_what_english_says(locale: str) -> None:
    own, english = messages(locale), messages("en")
    assert Language.of(locale).missing == ()
    assert sorted(name for name in own if name not in english and not PARTICULAR.fullmatch(name)) == []
    assert {path.path.name for path in shipped(locale)} == {path.path.name for path in shipped("en")}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_knows_no_arguments_of_its_own(locale: str) -> None:
    """It may leave some out; periods are given more than English needs, a plural its number, bad rows only their lines."""
    own, english = messages(locale), messages("en")
    common = {name for name in set(own) & set(english) if not name.startswith("period-")}
    more = {name: arguments(own, name) - arguments(english, name) - {"n", "lines"} for name in common}
    assert {name: names for name, names in more.items() if names} == {}


@pytest.mark.parametrize("locale", [*TRANSLATED, "en"])
def test_no_file_has_an_error_or_says_a_message_twice(locale: str) -> None:
    said = [message for file in shipped(locale) for message in file.said]
    assert [problem for file in shipped(locale) for problem in file.problems] == []
    assert sorted(m.id for m in said) == sorted({m.id for m in said})


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_translation_is_marked_reviewed_or_not(locale: str) -> None:
    marks = {message.id: message.group for file in shipped(locale) for message in file.said}
    assert [
        name for name, mark in marks.items() if not re.match(r"not reviewed$|reviewed by .+, \d{4}-\d\d-\d\d$", mark)
    ] == []
    reviewed = [name for name, mark in marks.items() if mark.startswith("reviewed")]
    assert sorted({*marks} - {*reviewed}) == list(Language.of(locale).unreviewed)


def test_review_is_read_from_the_group_comment(tmp_path) -> None:
    (tmp_path / "pl").mkdir()
    text = "## reviewed by A. Nowak, 2026-11-20\n\nui-target = Cel\n\n## not reviewed\n\nui-change = Zmiana\n"
    (tmp_path / "pl" / "ui.ftl").write_text(text, encoding="utf-8")
    assert Language.of("pl", [tmp_path]).unreviewed == ("ui-change",)


# ---------------------------------------------------------------- every message can be said

REVENUE = {
    "en": Noun("Revenue"),
    "ru": Noun("Выручка", "выручки", "f"),
    "lt": Noun("Pajamos", "pajamų", "pl"),
    "be": Noun("Выручка", "выручкі", "f"),
}
TEXTS = ("extent", "has_unit", "of")


@pytest.mark.parametrize("locale", [*TRANSLATED, "en", "en-US"])
@pytest.mark.parametrize("number", [0, 1, 2, 5, 11, 21, 22, 1.5])
def test_every_message_can_be_said(locale: str, number: float) -> None:
    language = Language.of(locale)
    own = messages(locale)
    for name in own:
        known = dict.fromkeys(arguments(own, name), number) | dict.fromkeys(TEXTS, "none")
        known |= {"metric": REVENUE[locale[:2]], "dimension": Noun("x"), "label": Noun("y"), "base": Noun("z")}
        text = language.say(name, **known)
        assert text
        assert not re.search(r"\{|\$|\?\?\?|  ", text), (name, text)


# ---------------------------------------------------------------- plurals

FORMS_OF_ROWS = {
    "en": {"one": "row", "other": "rows"},
    "ru": {"one": "строка", "few": "строки", "many": "строк", "other": "строки"},
    "be": {"one": "радок", "few": "радкі", "many": "радкоў", "other": "радка"},
    "lt": {"one": "eilutė", "few": "eilutės", "many": "eilutės", "other": "eilučių"},
}


@given(st.sampled_from(sorted(FORMS_OF_ROWS)), st.integers(0, 10**9))
def test_a_number_takes_the_form_that_its_language_has_for_it(locale: str, n: int) -> None:
    category = str(Locale(locale).plural_form(Decimal(n)))
    text = Language.of(locale).say("rows-count", n=n)
    assert text.endswith(f" {FORMS_OF_ROWS[locale][category]}")


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("ru", ["0 дней", "1 день", "3 дня", "5 дней", "11 дней", "21 день", "1,5 дня"]),
        ("be", ["0 дзён", "1 дзень", "3 дні", "5 дзён", "11 дзён", "21 дзень", "1,5 дня"]),
        ("lt", ["0 dienų", "1 diena", "3 dienos", "5 dienos", "11 dienų", "21 diena", "1,5 dienos"]),
        ("en", ["0 days", "1 day", "3 days", "5 days", "11 days", "21 days", "1.5 days"]),
    ],
)
def test_days(locale: str, texts: list[str]) -> None:
    language = Language.of(locale)
    assert [language.duration(n * 86400, "days").replace("\u00a0", " ") for n in (0, 1, 3, 5, 11, 21, 1.5)] == texts
