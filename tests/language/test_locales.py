"""Numbers, money, dates and periods in each language, character by character. `·` stands for a no-break space."""

from __future__ import annotations

from datetime import date

import pytest

from kpireport.language import Language
from kpireport.periods import label, parse_period, short_label

LANGUAGES = ("en", "ru", "lt", "be")


def rows(table: str) -> list[tuple[str, dict[str, str]]]:
    """The rows of a table with cells between bars, without its head: the first cell, and the others by language."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]
    return [(first, dict(zip(LANGUAGES, texts, strict=True))) for first, *texts in lines]


def shown(text: str) -> str:
    return text.replace("\u00a0", "·")


NUMBERS = {
    "12345.6, 1": lambda language: language.number(12345.6, 1),
    "-0.21 signed": lambda language: language.signed(-0.21, 2),
    "-1234.5 EUR": lambda language: language.money(-1234.5, "EUR", 2),
    "209113 EUR": lambda language: language.money(209113, "EUR"),
    "24.38 USD": lambda language: language.money(24.38, "USD"),
    "99.5 BYN": lambda language: language.money(99.5, "BYN"),
    "12.34 %": lambda language: language.percent(0.1234, 2),
    "+18.5 %": lambda language: language.relative(0.185),
    "-0.21 points": lambda language: language.points(-0.21, 2),
    "3 score points": lambda language: language.score_points(3, 0),
    "200000 EUR short": lambda language: language.short(200000, "currency", "EUR"),
    "1250000 short": lambda language: language.short(1250000, "count"),
    "EUR thousand": lambda language: language.unit_head("currency", currency="EUR", scale=3),
    "155 s": lambda language: language.value(155, "seconds"),
    "2:05 h": lambda language: language.value(7500, "seconds", display="hh:mm"),
    "4.2 days": lambda language: language.value(362880, "seconds", display="days"),
    "list": lambda language: language.list(["a", "b", "c"]),
}


@pytest.mark.parametrize(
    ("what", "expected"),
    rows(
        """
what             | en          | ru            | lt             | be
12345.6, 1       | 12,345.6    | 12·345,6      | 12·345,6       | 12·345,6
-0.21 signed     | −0.21       | −0,21         | −0,21          | −0,21
-1234.5 EUR      | −€1,234.50  | −1·234,50·€   | −1·234,50·€    | −1·234,50·€
209113 EUR       | €209,113    | 209·113·€     | 209·113·€      | 209·113·€
24.38 USD        | $24.38      | 24,38·$       | 24,38·USD      | 24,38·$
99.5 BYN         | BYN·99.50   | 99,50·BYN     | 99,50·BYN      | 99,50·Br
12.34 %          | 12.34%      | 12,34·%       | 12,34·%        | 12,34·%
+18.5 %          | +18.5%      | +18,5·%       | +18,5·%        | +18,5·%
-0.21 points     | −0.21·pts   | −0,21·п.·п.   | −0,21·p.·p.     | −0,21·п.·п.
3 score points   | +3·pts      | +3·балла      | +3·balai       | +3·балы
200000 EUR short | €200k       | 200·тыс.·€    | 200·tūkst.·€   | 200·тыс.·€
1250000 short    | 1.25M       | 1,25·млн      | 1,25·mln.      | 1,25·млн
EUR thousand     | €·thousand  | тыс.·€        | tūkst.·€       | тыс.·€
155 s            | 2·min 35·s  | 2·мин 35·с    | 2·min. 35·s    | 2·хв 35·с
2:05 h           | 2:05·h      | 2:05·ч        | 2:05·val.      | 2:05·гадз
4.2 days         | 4.2·days    | 4,2·дня       | 4,2·dienos     | 4,2·дня
list             | a, b and c  | a, b и c      | a, b ir c      | a, b і c
"""
    ),
)
def test_numbers(what: str, expected: dict[str, str]) -> None:
    assert {name: shown(NUMBERS[what](Language.of(name))) for name in LANGUAGES} == expected


DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("what", "expected"),
    rows(
        """
what             | en         | ru            | lt                 | be
day              | 4·May 2026 | 4·мая 2026    | 2026·m. gegužės·4·d. | 4·мая 2026
day_short        | 4·May 2026 | 4·мая 2026    | 2026-05-04         | 4·мая 2026
day_month        | 4·May      | 4·мая         | geg.·4·d.          | 4·мая
month            | May 2026   | май 2026      | 2026·m. gegužė     | май 2026
month_short      | May 2026   | май 2026      | 2026-05            | май 2026
month_name       | May        | май           | gegužė             | май
month_name_short | May        | май           | geg.               | май
weekday          | Monday     | понедельник   | pirmadienis        | панядзелак
weekday_short    | Mon        | пн            | pr                 | пн
"""
    ),
)
def test_a_day_in_every_form(what: str, expected: dict[str, str]) -> None:
    assert {name: shown(getattr(Language.of(name), what)(DAY)) for name in LANGUAGES} == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    rows(
        """
key                    | en                               | ru                               | lt                                         | be
2026-10                | October 2026                     | октябрь 2026                     | 2026·m. spalis                             | кастрычнік 2026
2026-10-05             | 5·October 2026                   | 5·октября 2026                   | 2026·m. spalio·5·d.                        | 5·кастрычніка 2026
2026-W44               | Week·44, 2026                    | 44-я неделя 2026                 | 2026·m. 44·savaitė                         | 44-ы тыдзень 2026
2026-W43               | Week·43, 2026                    | 43-я неделя 2026                 | 2026·m. 43·savaitė                         | 43-і тыдзень 2026
2026-Q4                | Q4·2026                          | IV·квартал 2026                  | 2026·m. IV·ketvirtis                       | IV·квартал 2026
2026                   | 2026                             | 2026                             | 2026·metai                                 | 2026
FY2026                 | Fiscal year·2026                 | 2026·финансовый год              | 2026 finansiniai metai                     | 2026·фінансавы год
FY2026-Q1              | Q1·FY2026                        | I·квартал 2026·финансового года  | 2026 finansinių metų I·ketvirtis           | I·квартал 2026·фінансавага года
2026-10-05..2026-10-11 | 5–11·October 2026                | 5–11·октября 2026                | 2026·m. spalio 5–11·d.                     | 5–11·кастрычніка 2026
2026-09-28..2026-10-04 | 28·September – 4·October 2026    | 28·сентября – 4·октября 2026     | 2026·m. rugsėjo·28·d. – spalio·4·d.        | 28·верасня – 4·кастрычніка 2026
2025-12-28..2026-01-03 | 28·December 2025 – 3·January 2026 | 28·декабря 2025 – 3·января 2026 | 2025·m. gruodžio·28·d. – 2026·m. sausio·3·d. | 28·снежня 2025 – 3·студзеня 2026
"""
    ),
)
def test_the_name_of_a_period(key: str, expected: dict[str, str]) -> None:
    period = parse_period(key, 4 if key.startswith("FY") else 1)
    assert {name: shown(label(period, Language.of(name))) for name in LANGUAGES} == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    rows(
        """
key                    | en                   | ru                    | lt                     | be
2026-10                | in October 2026      | в октябре 2026        | 2026·m. spalį          | у кастрычніку 2026
2026-10-05             | on 5·October 2026    | 5·октября 2026        | 2026·m. spalio·5·d.    | 5·кастрычніка 2026
2026-W44               | in week·44, 2026     | на 44-й неделе 2026   | 2026·m. 44·savaitę     | на 44-м тыдні 2026
2026-Q2                | in Q2·2026           | во II·квартале 2026   | 2026·m. II·ketvirtį    | у II·квартале 2026
2026                   | in 2026              | в 2026·году           | 2026·metais            | у 2026·годзе
FY2026                 | in fiscal year·2026  | в 2026·финансовом году | 2026 finansiniais metais | у 2026·фінансавым годзе
2026-10-05..2026-10-11 | on 5–11·October 2026 | 5–11·октября 2026     | 2026·m. spalio 5–11·d. | 5–11·кастрычніка 2026
"""
    ),
)
def test_a_period_as_a_time(key: str, expected: dict[str, str]) -> None:
    period = parse_period(key, 4 if key.startswith("FY") else 1)
    said = {name: label(period, Language.of(name)) for name in LANGUAGES}
    assert {name: shown(noun.form("when")) for name, noun in said.items()} == expected  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "expected"),
    rows(
        """
key      | en               | ru                    | lt                             | be
2026-10  | vs·Oct 2026      | к·окт. 2026           | plg.·su 2026-10                | да·кас 2026
2026-05  | vs·May 2026      | к·маю 2026            | plg.·su 2026-05                | да·мая 2026
2026-Q2  | vs·Q2·2026       | к·II·кварталу 2026    | plg.·su 2026·m. II·ketvirčiu   | да·II·квартала 2026
2026-W44 | vs·Week·44, 2026 | к·44-й неделе 2026    | plg.·su 2026·m. 44·savaite     | да·44-га тыдня 2026
2026     | vs·2026          | к·2026·году           | plg.·su 2026·metais            | да·2026·года
"""
    ),
)
def test_the_head_of_a_column_that_compares(key: str, expected: dict[str, str]) -> None:
    short = {name: short_label(parse_period(key), Language.of(name)) for name in LANGUAGES}
    assert {name: shown(Language.of(name).versus(text)) for name, text in short.items()} == expected


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_has_its_forms(language: str, month: int) -> None:
    """Each of a month's forms names the year, and no two months share one."""
    spoken = Language.of(language)
    noun, other = spoken.month(date(2026, month, 1)), spoken.month(date(2026, month % 12 + 1, 1))
    for form in ("nom", *noun.forms):
        assert "2026" in noun.form(form)
        assert noun.form(form) != other.form(form)
