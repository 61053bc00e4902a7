"""E-mail: the sends, and the visits that they bring over the following days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import APP_RELEASE, FIRST_DAY, PRICE_CHANGE, SWITCH_CAMPAIGN, days, years_in
from kpireport.testing.demo.tables import Send

VISITS_BY_DAY = (0.58, 0.25, 0.11, 0.06)
"""When those who click come: on the day of the send, the day after, and so on."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """One kind of e-mail: who gets it and how they respond."""

    campaign: str
    kind: str
    audience: str
    size: int
    growth: float
    open_rate: float
    click_rate: float
    unsubscribe_rate: float


NEWSLETTER = Mailing("Weekly notes", "newsletter", "Subscribers", 9200, 0.30, 0.374, 0.031, 0.0023)
PRODUCT_NEWS = Mailing("Product news", "newsletter", "Customers", 2100, 0.16, 0.482, 0.058, 0.0011)
ONBOARDING = Mailing("Trial onboarding", "nurture", "Trial users", 640, 0.14, 0.531, 0.112, 0.0034)
WIN_BACK = Mailing("Come back", "nurture", "Former trial users", 1500, 0.22, 0.268, 0.019, 0.0052)
PROMOTIONS = {
    date(2024, 11, 26): "Year-end offer",
    date(2025, 1, 14): "New year, new books",
    date(2025, 4, 8): "Annual plan offer",
    date(2025, 9, 16): "Autumn webinar",
    date(2025, 11, 25): "Year-end offer",
    date(2026, 1, 13): "New year, new books",
    PRICE_CHANGE - timedelta(days=20): "Price change notice",
    date(2026, 4, 14): "Annual plan offer",
    SWITCH_CAMPAIGN + timedelta(days=1): "Switch season",
    date(2026, 10, 6): "Switch season",
    APP_RELEASE + timedelta(days=1): "App 8 release",
}


def mailings_on(day: date) -> Iterator[Mailing]:
    """What is sent on a day."""
    if day.weekday() == 3:
        yield NEWSLETTER
    if day.weekday() == 1:
        yield ONBOARDING
    if day.weekday() == 2 and day.day <= 7:
        yield PRODUCT_NEWS
    if day.weekday() == 0 and 8 <= day.day <= 14:
        yield WIN_BACK
    if day in PROMOTIONS:
        yield Mailing(PROMOTIONS[day], "promo", "Subscribers", 9600, 0.30, 0.331, 0.036, 0.0038)


def send_all(first: date, chance: Chance) -> tuple[list[Send], dict[date, int]]:
    """Every send from a day on, and the visits of each day that came from them."""
    return send_by_day(first, mailings_on, chance)


def send_by_day(
    first: date, mailings: Callable[[date], Iterable[Mailing]], chance: Chance
) -> tuple[list[Send], dict[date, int]]:
    """Send what `mailings` names for each day from a day on; also the visits of each day that came from it."""
    sends: list[Send] = []
    visits: dict[date, int] = {}
    for day in days(first):
        for mailing in mailings(day):
            send = _send(mailing, day, len(sends) + 1, chance)
            sends.append(send)
            for later, share in enumerate(VISITS_BY_DAY):
                when = day + timedelta(days=later)
                visits[when] = visits.get(when, 0) + chance.part(send.clicks, share * 0.94)
    return sends, visits


def within_demo(sends: Iterable[Send]) -> list[Send]:
    """The sends from the demo's first day on."""
    return [send for send in sends if send.date >= FIRST_DAY]


def _send(mailing: Mailing, day: date, number: int, chance: Chance) -> Send:
    sent = round(mailing.size * (1 + mailing.growth * years_in(day)) * chance.wobble(0.012))
    delivered = sent - chance.part(sent, 0.014)
    unique_opens = chance.part(delivered, mailing.open_rate * chance.wobble(0.03))
    unique_clicks = chance.part(delivered, mailing.click_rate * chance.wobble(0.08))
    return Send(
        campaign_id=f"E{number:04d}",
        campaign=mailing.campaign,
        email_type=mailing.kind,
        list=mailing.audience,
        date=day,
        sent=sent,
        delivered=delivered,
        opens=unique_opens + chance.part(unique_opens, 0.46),
        unique_opens=unique_opens,
        clicks=unique_clicks + chance.part(unique_clicks, 0.33),
        unique_clicks=unique_clicks,
        unsubscribes=chance.part(delivered, mailing.unsubscribe_rate),
        complaints=chance.part(delivered, 0.00016),
    )
