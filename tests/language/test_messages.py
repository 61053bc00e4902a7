"""Sentences: catalogues, fallback, agencies' own words, and what goes wrong loudly."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kpireport.errors import SpecError, TemplateError, UnknownNameError
from kpireport.language import Language, Noun

EN = Language.of("en")


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_numbers_choose_the_plural() -> None:
    assert EN.say("rows-count", n=1) == "1 row"
    assert EN.say("rows-count", n=5361) == "5,361 rows"


def test_fixed_words_of_a_group() -> None:
    words = EN.words("ui-")
    assert words["executive_summary"] == "Executive summary"
    assert EN.words("unit-head-")["seconds"] == "seconds"
    assert "scaled" not in EN.words("unit-head-")  # what needs arguments is no fixed word


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")]
)
def test_list(items: list[str], text: str) -> None:
    assert EN.list(items) == text


def test_an_unknown_message_suggests_the_near_one() -> None:
    with pytest.raises(UnknownNameError, match="ui-contents"):
        EN.say("ui-content")


def test_a_missing_argument_is_an_error() -> None:
    with pytest.raises(TemplateError, match="rows-count"):
        EN.say("rows-count")


def test_an_unknown_locale_is_an_error() -> None:
    with pytest.raises(SpecError, match="unknown locale 'xx'"):
        Language.of("xx")


def test_an_agency_overrides_single_messages(tmp_path: Path) -> None:
    own = write(tmp_path / "ours.ftl", "ui-contents = Inside\n")
    language = Language.of("en", [own])
    assert language.say("ui-contents") == "Inside"
    assert language.say("ui-target") == "Target"


def test_a_locale_arrives_as_data_and_falls_back_to_english(tmp_path: Path) -> None:
    write(tmp_path / "pl" / "words.ftl", "ui-target = Cel\nlist-and = { $head } i { $last }\n")
    language = Language.of("pl-PL", [tmp_path])
    assert language.say("ui-target") == "Cel"
    assert language.list(["a", "b"]) == "a i b"
    assert language.say("ui-contents") == "In this report"
    assert "ui-contents" in language.missing
    assert "ui-target" not in language.missing


@pytest.mark.parametrize("locale", ["en", "en-GB", "en-US"])
def test_english_of_any_region_lacks_nothing(locale: str) -> None:
    assert Language.of(locale).missing == ()
    assert Language.of(locale).unreviewed == ()


def test_a_broken_catalogue_names_file_and_line(tmp_path: Path) -> None:
    own = write(tmp_path / "ours.ftl", "ui-contents = Inside\n\nno message here\n")
    with pytest.raises(TemplateError, match=r"ours\.ftl:3"):
        Language.of("en", [own])


def test_a_catalogue_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="cannot be read"):
        Language.of("en", [tmp_path / "none.ftl"])


def test_names_inflect_and_agree(tmp_path: Path) -> None:
    own = write(
        tmp_path / "ru.ftl",
        "up = { CAP($m) } { GENDER($m) ->\n    [m] вырос\n    [f] выросла\n   *[pl] выросли\n } на { PCT($d) }\n"
        'driver = Вклад в рост { METRIC($m, case: "gen") }\n',
    )
    language = Language.of("ru", [own])
    conversion = Noun("конверсия", gen="конверсии", gender="f")
    assert language.say("up", m=conversion, d=0.184) == "Конверсия выросла на 18,4\u00a0%"
    assert language.say("driver", m=conversion) == "Вклад в рост конверсии"


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Sessions", "pl"),
        ("Visits per user", "pl"),
        ("Cost per visits", "n"),
        ("Return on ad spend", "n"),
        ("Bounce rate", "n"),
        ("Status", "n"),
        ("Emails sent", "pl"),
        ("Leads generated", "pl"),
        ("Content produced", "n"),
        ("Orders (paid)", "pl"),
    ],
)
def test_english_reads_the_number_off_the_head_noun(name: str, gender: str) -> None:
    assert Noun(name).gender == gender


def test_a_language_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(EN)) == EN
    assert hash(EN) == hash(Language.of("en"))
    noun = pickle.loads(pickle.dumps(Noun("доход", gen="дохода", gender="m")))
    assert (noun, noun.gen, noun.gender) == ("доход", "дохода", "m")
