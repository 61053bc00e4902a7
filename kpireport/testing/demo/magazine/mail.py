"""The magazine's newsletters, and the visits that they bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.magazine.calendar import INVESTIGATION
from kpireport.testing.demo.mailing import Mailing, send_by_day
from kpireport.testing.demo.market import FIRST_DAY
from kpireport.testing.demo.tables import Send

MORNING = Mailing("Утренняя почта", "newsletter", "Читатели", 7800, 0.22, 0.412, 0.071, 0.0009)
WEEKEND = Mailing("Выходные в городе", "newsletter", "Читатели", 9100, 0.26, 0.438, 0.094, 0.0012)
EDITOR = Mailing("Письмо редактора", "newsletter", "Подписчики", 1500, 0.31, 0.574, 0.118, 0.0006)
RENEW = Mailing("Пора продлить подписку", "transactional", "Подписка истекает", 210, 0.34, 0.612, 0.183, 0.0021)
SPECIAL = Mailing("Кому принадлежит набережная", "promo", "Читатели", 9300, 0.26, 0.521, 0.162, 0.0019)


def mailings_on(day: date) -> Iterator[Mailing]:
    """What is sent on a day."""
    if day.weekday() in {0, 2}:
        yield MORNING
    if day.weekday() == 4:
        yield WEEKEND
    if day.weekday() == 6:
        yield EDITOR
    if day.weekday() == 1:
        yield RENEW
    if day == INVESTIGATION:
        yield SPECIAL


def send_mail(chance: Chance) -> tuple[list[Send], dict[date, int]]:
    """Every send, and the visits of each day that came from them."""
    return send_by_day(FIRST_DAY, mailings_on, chance)
