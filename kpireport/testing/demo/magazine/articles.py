"""What the magazine writes: sections, authors and titles, in Russian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.magazine.calendar import INVESTIGATION
from kpireport.testing.demo.market import FIRST_DAY, days

LIVES = 60
"""Days after which an article is read only now and then."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its address, its share of readers, its authors, and what its titles are made of."""

    path: str
    share: float
    authors: Sequence[str]
    subjects: Sequence[str]
    angles: Sequence[str]


SECTIONS: Mapping[str, Section] = {
    "Город": Section(
        "/gorod",
        0.27,
        ("Марина Савельева", "Томас Вайткус"),
        ("Новый мост через Нерис", "Старый вокзал", "Ночные автобусы", "Дворы Ужуписа", "Велодорожки", "Рынок у вокзала",
         "Парк на Таврической горе", "Деревянные дома Жверинаса"),
        ("{}: что изменится весной", "{}: прогулка с архитектором", "{}: десять лет спустя", "{}: спорят жители и мэрия"),
    ),
    "Культура": Section(
        "/kultura",
        0.16,
        ("Лев Абрамов", "Эгле Норкуте"),
        ("Новый сезон оперы", "Выставка плакатов", "Фестиваль короткого метра", "Театр во дворе", "Книжная ярмарка",
         "Джаз на крыше", "Музей в бывшей типографии"),
        ("{}: на что идти", "{}: пять причин не пропустить", "{}: разговор с куратором", "{}: рецензия"),
    ),
    "Деньги": Section(
        "/dengi",
        0.15,
        ("Игорь Лапин", "Рута Каменская"),
        ("Аренда в новых районах", "Первая квартира", "Налоги для самозанятых", "Цены на отопление", "Кофейня с нуля",
         "Пенсионные накопления"),
        ("{}: считаем вместе", "{}: подробная инструкция", "{}: три истории", "{}: что говорят эксперты"),
    ),
    "Еда": Section(
        "/eda",
        0.22,
        ("Анна Гирш", "Пётр Заремба"),
        ("Холодный борщ", "Грибной суп", "Ржаной хлеб на закваске", "Яблочный пирог", "Завтраки до десяти евро",
         "Сырники", "Рынки выходного дня", "Тыква в октябре"),
        ("{}: рецепт шефа", "{}: простой рецепт", "{}: где попробовать", "{}: семь адресов"),
    ),
    "Люди": Section(
        "/lyudi",
        0.13,
        ("Дарья Мельник", "Лев Абрамов"),
        ("Последний часовщик", "Учительница из Науйининкая", "Дирижёр без оркестра", "Водитель троллейбуса",
         "Хозяйка книжного", "Реставратор"),
        ("{}: монолог", "{}: один день", "{}: разговор о городе"),
    ),
    "Наука": Section(
        "/nauka",
        0.07,
        ("Томас Вайткус", "Нина Орлова"),
        ("Звёздное небо над Вильнюсом", "Лазеры", "Сон горожан", "Птицы в парках", "Вода из-под крана"),
        ("{}: отвечают учёные", "{}: мифы и факты", "{}: что мы знаем"),
    ),
}  # fmt: skip
"""Section to what is in it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `weight` is how much it is read against its neighbours."""

    path: str
    title: str
    author: str
    section: str
    published: date
    weight: float

    def pull(self, day: date) -> float:
        """How much it is read on a day: most on the first, then ever less."""
        age = (day - self.published).days
        return self.weight / (1 + age * 0.35) if 0 <= age <= LIVES else 0.0


FEATURE = Article(
    "/gorod/komu-prinadlezhit-naberezhnaya",
    "Кому принадлежит набережная",
    "Марина Савельева",
    "Город",
    INVESTIGATION,
    9.0,
)


def write_articles(chance: Chance) -> list[Article]:
    """Everything that the magazine published, by day: each section twice a week, and the investigation."""
    articles = [FEATURE]
    for name, section in SECTIONS.items():
        pairs = [(subject, angle) for angle in section.angles for subject in section.subjects]
        offset = chance.between(0, 2)
        for number, day in enumerate(
            d for d in days(FIRST_DAY - timedelta(days=LIVES)) if (d.toordinal() + offset) % 4 == 0
        ):
            subject, angle = pairs[(number * 7) % len(pairs)] if len(pairs) % 7 else pairs[number * 5 % len(pairs)]
            author = section.authors[chance.happens(0.45)]
            path = f"{section.path}/{day:%Y/%m/%d}"
            articles.append(Article(path, angle.format(subject), author, name, day, 0.6 + 0.9 * chance.uniform()))
    return sorted(articles, key=lambda article: (article.published, article.path))


def read_on(day: date, articles: Sequence[Article]) -> dict[str, dict[Article, float]]:
    """What is read on a day, by section, with how much."""
    found: dict[str, dict[Article, float]] = {name: {} for name in SECTIONS}
    for article in articles:
        if (pull := article.pull(day)) > 0:
            found[article.section][article] = pull
    return found
