"""Sentences in four languages side by side, for a person to read: `golden/sentences.txt`.

A change of wording shows in the diff of that file. `KPIREPORT_REWRITE=1 pytest tests/language` writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kpireport.language import Language, Noun
from kpireport.periods import label, parse_period, short_label

GOLDEN = Path(__file__).parent / "golden" / "sentences.txt"
LANGUAGES = ("en", "ru", "lt", "be")

NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "revenue": {
        "en": ("Revenue",),
        "ru": ("Доход", "дохода", "m"),
        "lt": ("Pajamos", "pajamų", "pl"),
        "be": ("Даход", "даходу", "m"),
    },
    "rate": {
        "en": ("Conversion rate",),
        "ru": ("Конверсия", "конверсии", "f"),
        "lt": ("Konversijos rodiklis", "konversijos rodiklio", "m"),
        "be": ("Канверсія", "канверсіі", "f"),
    },
    "leads": {
        "en": ("Number of leads",),
        "ru": ("Количество лидов", "количества лидов", "n"),
        "lt": ("Potencialių klientų skaičius", "potencialių klientų skaičiaus", "m"),
        "be": ("Колькасць лідаў", "колькасці лідаў", "f"),
    },
    "customers": {
        "en": ("New customers",),
        "ru": ("Новые клиенты", "новых клиентов", "pl"),
        "lt": ("Nauji klientai", "naujų klientų", "pl"),
        "be": ("Новыя кліенты", "новых кліентаў", "pl"),
    },
    "unknown": dict.fromkeys(LANGUAGES, ("ROAS custom",)),
}
CHANNEL = {
    "en": ("Channel", None),
    "ru": ("Канал", "по каналам"),
    "lt": ("Kanalas", "pagal kanalus"),
    "be": ("Канал", "па каналах"),
}
CHANNELS = {"en": "Channels", "ru": "Каналы", "lt": "Kanalai", "be": "Каналы"}
SEARCH = {"en": "Organic search", "ru": "Органический поиск", "lt": "Organinė paieška", "be": "Арганічны пошук"}


def said(language: Language) -> Iterator[tuple[str, str]]:
    """What is told, and the sentence that tells it."""
    own = language.locale
    nouns = {name: language.noun(*forms[own]) for name, forms in NAMES.items()}  # type: ignore[arg-type]
    october, week = (label(parse_period(key), language) for key in ("2025-10", "2025-W44"))
    quarter, day = (label(parse_period(key), language) for key in ("2025-Q2", "2025-10-05"))
    euro = {n: language.money(n, "EUR") for n in (209113, 176430, 200000, 33000, 59031)}
    above, points = language.relative(0.185, signed=False), language.points(0.21, 2).lstrip("+")
    channel, channels, search = language.dimension(*CHANNEL[own]).lowered, CHANNELS[own], SEARCH[own]

    def say(fact: str, message: str, **known: Any) -> tuple[str, str]:
        return fact, language.say(message, **known)

    for name, noun in nouns.items():
        value = {"rate": language.percent(0.0295, 2), "revenue": euro[209113]}.get(name, language.number(1234))
        size = points if name == "rate" else above
        known = {"metric": noun, "value": value}
        yield say(f"{name}, above a month", "takeaway-change-above", **known, change=size, base=october)
        yield say(f"{name}, below a week", "takeaway-change-below", **known, change=size, base=week)
        yield say(f"{name}, over its target", "takeaway-target-met-min", **known, gap=size, target=value)
    revenue = {"metric": nouns["revenue"], "value": euro[209113]}
    yield say("the same as in a quarter", "takeaway-change-same", **revenue, base=quarter)
    yield say("both values", "takeaway-change-compared", **revenue, base=day, base_value=euro[176430])
    yield say("no history", "takeaway-no-history", **revenue)
    yield say("the tag of a change", "takeaway-tag-change", base=october)
    yield say("what a change is made of", "takeaway-because-parts", base=october, unit="€", has_unit="yes")
    parts = {"member": search, "base": euro[33000], "cur": euro[59031]}
    yield say("a part of it", "takeaway-line-share-of-change", **parts, share=language.percent(0.8, 0))
    yield say("the rest of it", "takeaway-line-rest", n=5, members=channels)
    yield say("the sum of it", "takeaway-how-sum", n=7, members=channels, total=euro[33000])
    exact = language.points(-0.21, 2)
    yield say("the sum of its effects, in points", "takeaway-how-ratio", n=2, members=channels, total=exact)
    for n in (1, 3, 11, 21):
        yield say(f"{n} days without data", "takeaway-missing-days", dataset="X", n=n, of=31)
        yield say(f"{n} metrics too small", "takeaway-how-few", n=n, events="30")
    for k, n in ((0, 13), (1, 13), (2, 13), (7, 13), (21, 30), (13, 13)):
        extent = {0: "none", n: "all"}.get(k, "some")
        yield say(f"{k} of {n} improved", "doc-score-improved", k=k, n=n, extent=extent, label=october)
        yield say(f"{k} of {n} reached their targets", "doc-score-targets-alone", k=k, n=n, extent=extent)
    yield say("the other comparison", "doc-it-was-above", metric=nouns["revenue"], size=above, label=week)
    yield say("a target", "doc-target-met-by", target=euro[200000], attainment=language.percent(1.05, 0))
    yield say("no data for a week", "doc-no-data", metric=nouns["rate"], label=week)
    yield say("provisional", "doc-provisional", metric=nouns["rate"], label=october)
    by = {"metric": nouns["revenue"], "dimension": channel}
    yield say("by channel", "doc-by-member", **by)
    plain = {**by, "dimension": language.dimension("Bonus", None).lowered}
    yield say("by what no pack has words for", "doc-by-member", **plain)
    mover = {"mover": search, "change": language.money(26031, "EUR", signed=True), "label": october}
    yield say("largest part and mover", "doc-members-share-change", **by, member=search, share="39", **mover)
    funnel = {"first": Noun("a"), "last": Noun("b"), "rate": language.percent(0.0295, 2)}
    yield say("a funnel", "doc-funnel-loss", **funnel, after=Noun("c"))
    yield say("compared with", "compared-with", labels=language.list([october, quarter]))
    yield "a column head", language.versus(short_label(parse_period("2025-05"), language))
    yield say("rows that repeat", "notice-duplicates", rows=31, dataset="X")
    yield say("rows without a day", "notice-undated", rows=3, dataset="X", column="date")


def test_sentences_of_four_languages() -> None:
    told = {name: dict(said(Language.of(name))) for name in LANGUAGES}
    blocks = ["\n".join([fact, *(f"  {name}  {told[name][fact]}" for name in LANGUAGES)]) for fact in told["en"]]
    text = "\n\n".join(blocks).replace("\u00a0", "·") + "\n"
    if os.environ.get("KPIREPORT_REWRITE"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("locale", "marks"), [("ru", "«»"), ("be", "«»"), ("lt", "„“")])
def test_a_name_without_forms_is_quoted_and_its_head_noun_inflects(locale: str, marks: str) -> None:
    language = Language.of(locale)
    noun = language.noun("ROAS custom")
    assert noun == "ROAS custom"
    assert noun.gender == "m"
    for form in ("nom", "gen"):
        assert noun.form(form).endswith(f" {marks[0]}ROAS custom{marks[1]}")
    assert noun.form("nom") != noun.form("gen")


def test_sentences_end_once() -> None:
    """Lithuanian dates end with a full stop of their own, which no sentence may double."""
    for name in LANGUAGES:
        for fact, text in said(Language.of(name)):
            assert ".." not in text, (fact, text)
