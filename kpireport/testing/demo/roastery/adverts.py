"""The shop's paid campaigns by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import years_in
from kpireport.testing.demo.roastery.calendar import AUTUMN_SET, META_BUDGET, SUBSCRIPTION, strength


@dataclass(frozen=True, slots=True)
class Advert:
    """One campaign on an average day; `price` is the cost of a click in cents, `buying` how readily its visitors buy."""

    name: str
    platform: str
    medium: str
    channel: str
    page: str
    clicks: float
    price: float
    click_rate: float
    buying: float
    start: date = date(2020, 1, 1)
    gifts_only: bool = False

    def runs(self, day: date) -> bool:
        """Whether it is shown on a day; gift campaigns run from 10 November to 22 December."""
        season = (11, 10) <= (day.month, day.day) <= (12, 22)
        return day >= self.start and (season or not self.gifts_only)


NEW_BUYERS = Advert("Nauji pirkėjai", "meta", "social", "paid_social", "/kava", 92, 29, 0.012, 0.55)
ADVERTS = (
    Advert("Prekės ženklas", "google_ads", "search", "paid_search", "/", 44, 17, 0.131, 1.75),
    Advert("Kavos pupelės internetu", "google_ads", "search", "paid_search", "/kava", 71, 36, 0.048, 1.05),
    Advert(
        "Dovanos kavos mėgėjams",
        "google_ads",
        "search",
        "paid_search",
        "/dovanos",
        58,
        33,
        0.052,
        1.25,
        gifts_only=True,
    ),
    Advert(
        "Kavos prenumerata", "google_ads", "search", "paid_search", "/prenumerata", 23, 41, 0.044, 1.1, SUBSCRIPTION
    ),
    NEW_BUYERS,
    Advert("Priminimas nebaigusiems pirkti", "meta", "social", "paid_social", "/", 31, 24, 0.019, 1.5),
    Advert("Rudens rinkinys", "meta", "social", "paid_social", "/ruduo", 26, 31, 0.016, 0.95, AUTUMN_SET),
)


@dataclass(frozen=True, slots=True)
class Clicks:
    """One campaign on one day; `cost` in cents."""

    advert: Advert
    impressions: int
    reach: int
    clicks: int
    cost: int


def run_adverts(day: date, chance: Chance) -> Iterator[Clicks]:
    """What the campaigns of a day brought. With more budget each click of new buyers becomes dearer."""
    years = years_in(day)
    for advert in ADVERTS:
        if not advert.runs(day):
            continue
        pushed = advert is NEW_BUYERS and day >= META_BUDGET
        mean = advert.clicks * strength(day) * (1 + 0.06 * years) * (1.75 if pushed else 1.0) * chance.wobble(0.05)
        clicks = chance.count(mean)
        price = advert.price * (1 + 0.05 * years) * (1.24 if pushed else 1.0) * chance.wobble(0.04)
        impressions = round(clicks / (advert.click_rate * chance.wobble(0.05))) + chance.between(0, 40)
        reach = int(impressions / (1.35 + 0.3 * chance.uniform()))
        yield Clicks(advert, impressions, reach, clicks, round(clicks * price))
