"""Who subscribes, for what, and who renews."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.magazine.calendar import DEARER_FROM
from kpireport.testing.demo.market import FIRST_DAY, LAST_DAY
from kpireport.testing.demo.tables import Order, money

MONTH, YEAR, GIFT, ISSUE = "Подписка на месяц", "Подписка на год", "Подарочная подписка", "Печатный номер"
PRICES = {MONTH: (490, 590), YEAR: (4900, 5400), GIFT: (4900, 5400), ISSUE: (900, 950)}
"""Cents before and from the day on which everything became dearer."""
CHOICES = {MONTH: 57.0, YEAR: 21.0, GIFT: 6.0, ISSUE: 16.0}
READERS_AT_START = 1180


def price(product: str, day: date) -> int:
    """What something costs on a day, in cents."""
    return PRICES[product][day >= DEARER_FROM]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who pays, since when and for what."""

    number: int
    since: date
    product: str
    channel: str
    device: str


def choose(day: date, chance: Chance) -> str:
    """What a reader takes; before Christmas more often a present."""
    present = 5.0 if (day.month, day.day) >= (12, 1) and day.day <= 26 and day.month == 12 else 1.0
    return chance.pick(CHOICES | {GIFT: CHOICES[GIFT] * present})


def first_subscribers(chance: Chance) -> Iterator[Subscriber]:
    """Those who were there before the demo begins."""
    for number in range(1, READERS_AT_START + 1):
        product = MONTH if chance.happens(0.68) else YEAR
        since = FIRST_DAY - timedelta(days=chance.between(1, 30 if product == MONTH else 364))
        yield Subscriber(number, since, product, "direct", "desktop" if chance.happens(0.5) else "mobile")


def payments(reader: Subscriber, chance: Chance) -> Iterator[Order]:
    """What a reader pays inside the demo: once, or until they leave. Order numbers come later."""
    day = reader.since
    while day <= LAST_DAY:
        if day >= FIRST_DAY:
            yield Order(
                order_id="",
                line_no=1,
                order_date=day,
                customer_id=f"Ч{reader.number:05d}",
                channel=reader.channel if day == reader.since else "direct",
                product=reader.product,
                category="Номера" if reader.product == ISSUE else "Подписка",
                device=reader.device,
                quantity=1,
                revenue=money(price(reader.product, day)),
                is_new_customer=int(day == reader.since),
            )
        if reader.product in {GIFT, ISSUE} or chance.happens(0.045 if reader.product == MONTH else 0.24):
            return
        day = _later(day, reader.since.day, 12 if reader.product == YEAR else 1)


def _later(day: date, wanted: int, months: int) -> date:
    whole = day.month - 1 + months
    year, month = day.year + whole // 12, whole % 12 + 1
    return date(year, month, min(wanted, monthrange(year, month)[1]))
