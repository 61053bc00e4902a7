"""What happens when in the shop: sales, gift season, and the two stories of the last month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.testing.demo.market import SHOP

SUBSCRIPTION = date(2026, 3, 2)
"""The day on which the subscription and the reminder to re-order began."""
AUTUMN_SET = date(2026, 10, 12)
PAYMENT_STEP = date(2026, 10, 14)
"""A new step of the payment page that phones show badly."""
META_BUDGET = date(2026, 10, 5)
"""From here on the budget for new buyers on Meta is higher."""


@dataclass(frozen=True, slots=True)
class Sale:
    """Some days on which everything costs less; `pull` is how many more people want to buy."""

    name: str
    first: date
    days: int
    discount: float
    pull: float

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return 0 <= (day - self.first).days < self.days


SALES = (
    Sale("Juodasis penktadienis", date(2024, 11, 28), 4, 0.20, 2.4),
    Sale("Kalėdų dovanos", date(2024, 12, 9), 10, 0.10, 1.35),
    Sale("Skrudyklos gimtadienis", date(2025, 3, 14), 4, 0.15, 1.6),
    Sale("Vasaros šalta kava", date(2025, 6, 16), 5, 0.10, 1.2),
    Sale("Juodasis penktadienis", date(2025, 11, 27), 4, 0.20, 2.5),
    Sale("Kalėdų dovanos", date(2025, 12, 8), 10, 0.10, 1.4),
    Sale("Skrudyklos gimtadienis", date(2026, 3, 13), 4, 0.15, 1.6),
    Sale("Vasaros šalta kava", date(2026, 6, 15), 5, 0.10, 1.2),
)


def sale_on(day: date) -> Sale | None:
    """The sale of a day, if there is one."""
    return next((sale for sale in SALES if sale.holds(day)), None)


def strength(day: date) -> float:
    """How many come on a day against an average one: season, weekday, holidays, sales."""
    sale = sale_on(day)
    return SHOP.at(day) * (1 + (sale.pull - 1) * 0.75 if sale else 1.0)


def willingness(day: date) -> float:
    """How readily visitors of a day buy, against those of an average one."""
    sale = sale_on(day)
    gifts = 1.18 if day.month == 12 and day.day <= 20 else 1.0
    return gifts * (1 + (sale.pull - 1) * 0.4 if sale else 1.0)


def set_is_sold(first: date, day: date, weeks: int = 6) -> bool:
    """Whether a set that comes out on a day is still sold on another."""
    return first <= day < first + timedelta(weeks=weeks)
