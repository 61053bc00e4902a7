"""The shop's mailings, and the visits that they bring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.mailing import Mailing, send_by_day
from kpireport.testing.demo.market import FIRST_DAY
from kpireport.testing.demo.roastery.calendar import AUTUMN_SET, SALES, SUBSCRIPTION
from kpireport.testing.demo.tables import Send

WEEKLY = Mailing("Savaitės skrudinimas", "newsletter", "Visi prenumeratoriai", 6400, 0.24, 0.352, 0.028, 0.0024)
REMINDER = Mailing("Priminimas: kava baigiasi", "nurture", "Pirkę prieš 30–60 dienų", 900, 0.30, 0.471, 0.086, 0.0019)
COFFEE_SCHOOL = Mailing("Kavos mokykla", "nurture", "Nauji pirkėjai", 520, 0.18, 0.498, 0.064, 0.0031)
AUTUMN_MAILS = (
    Mailing("Rudens rinkinys: pirmieji šimtas", "promo", "Visi prenumeratoriai", 6500, 0.24, 0.408, 0.071, 0.0034),
    Mailing("Rudens rinkinys: paskutinė savaitė", "promo", "Visi prenumeratoriai", 6500, 0.24, 0.377, 0.058, 0.0037),
)


def mailings_on(day: date) -> Iterator[Mailing]:
    """What is sent on a day."""
    if day.weekday() == 3:
        yield WEEKLY
    if day.weekday() == 1 and day >= SUBSCRIPTION:
        yield REMINDER
    if day.weekday() == 0:
        yield COFFEE_SCHOOL
    if day in (AUTUMN_SET, AUTUMN_SET + timedelta(days=12)):
        yield AUTUMN_MAILS[day != AUTUMN_SET]
    for sale in SALES:
        if day == sale.first:
            yield Mailing(sale.name, "promo", "Visi prenumeratoriai", 6300, 0.24, 0.366, 0.049, 0.0041)


def send_mail(chance: Chance) -> tuple[list[Send], dict[date, int]]:
    """Every send, and the visits of each day that came from them."""
    return send_by_day(FIRST_DAY, mailings_on, chance)
