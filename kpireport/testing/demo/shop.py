"""The quickstart's small table: a coffee roaster's web shop, by day and channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import SHOP, days, years_in
from kpireport.testing.demo.tables import ShopVisits

CHANNELS = {
    "organic_search": (148, 0.16, 0.024, 0.41),
    "direct": (86, 0.05, 0.036, 0.37),
    "paid_search": (71, 0.10, 0.029, 0.43),
    "email": (44, 0.12, 0.052, 0.31),
    "organic_social": (58, 0.09, 0.011, 0.55),
}
"""Sessions on an average day, growth a year, share that buys, share that leaves at once."""
OCTOBER_OFFER = date(2026, 10, 12)


def shop_visits(seed: int) -> Iterator[ShopVisits]:
    """Every day and channel of the shop."""
    chance = Chance(seed, "shop")
    for day in days():
        for name, (level, growth, buying, leaving) in CHANNELS.items():
            offer = name == "email" and 0 <= (day - OCTOBER_OFFER).days < 8
            mean = level * (1 + growth * years_in(day)) * SHOP.at(day) * chance.wobble(0.05) * (1.9 if offer else 1.0)
            sessions = chance.count(mean)
            bounces = chance.part(sessions, leaving * chance.wobble(0.03))
            purchases = chance.part(sessions - bounces, buying / (1 - leaving) * (1.15 if offer else 1.0))
            checkouts = purchases + chance.part(sessions - bounces - purchases, buying * 1.1)
            yield ShopVisits(
                date=day,
                channel=name,
                sessions=sessions,
                bounces=bounces,
                pageviews=bounces + round((sessions - bounces) * 4.4 * chance.wobble(0.05)),
                conversions=purchases + chance.part(sessions, 0.009),
                checkouts=checkouts,
                purchases=purchases,
                new_customers=chance.part(purchases, 0.38),
            )
