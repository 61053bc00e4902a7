"""Visits: how many come from each channel, where they land, and what they do there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kpireport.testing.demo.advertising import Clicks
from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import (
    APP_RELEASE,
    BUSINESS,
    FIRST_DAY,
    PRESS_ARTICLE,
    PRICE_CHANGE,
    site_is_up,
    years_in,
)
from kpireport.testing.demo.tables import Visits

CLICKS_THAT_ARRIVE = 0.92
"""Some people leave before the page, and with it the counting, has loaded."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Where visits come from. `sessions` on an average day of the first year; paid and e-mail visits come from elsewhere."""

    sessions: float
    growth: float
    desktop: float
    lead_rate: float
    bounce_rate: float
    pages: Mapping[str, float]


SEARCHED = {"/": 24, "/pricing": 9, "/invoicing": 20, "/vat": 17, "/blog": 30}
TYPED = {"/": 62, "/pricing": 21, "/invoicing": 7, "/vat": 3, "/blog": 7}
SHARED = {"/": 22, "/pricing": 4, "/invoicing": 9, "/vat": 8, "/blog": 57}
MAILED = {"/": 14, "/pricing": 17, "/invoicing": 12, "/vat": 9, "/blog": 48}
ADVERTISED = {"/": 38, "/pricing": 34, "/invoicing": 19, "/vat": 9}

CHANNELS = {
    "organic_search": Channel(505, 0.17, 0.70, 0.0138, 0.452, SEARCHED),
    "direct": Channel(298, 0.07, 0.74, 0.0189, 0.381, TYPED),
    "paid_search": Channel(0, 0, 0.71, 0.0246, 0.418, ADVERTISED),
    "paid_social": Channel(0, 0, 0.37, 0.0135, 0.603, ADVERTISED),
    "email": Channel(9, 0.10, 0.64, 0.0221, 0.334, MAILED),
    "referral": Channel(92, 0.11, 0.69, 0.0205, 0.397, TYPED),
    "organic_social": Channel(74, 0.14, 0.33, 0.0072, 0.561, SHARED),
}
LEADS_BY_PAGE = {"/": 1.0, "/pricing": 2.15, "/invoicing": 1.15, "/vat": 0.95, "/blog": 0.32, "/switch": 2.3}
BOUNCES_BY_PAGE = {"/": 0.86, "/pricing": 0.74, "/invoicing": 0.92, "/vat": 0.98, "/blog": 1.31, "/switch": 0.80}


@dataclass(slots=True)
class Cell:
    """What visitors of one channel, landing page and device did on one day."""

    sessions: int = 0
    leads: int = 0
    bounces: int = 0
    pageviews: int = 0
    seconds: int = 0
    signups: int = 0
    abandoned: int = 0
    new_customers: int = 0


Key = tuple[str, str, str]
"""Channel, landing page, device."""
Cells = dict[Key, Cell]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Visitors who came the same way on the same day; `leads` of them left their details."""

    channel: str
    campaign: str | None
    page: str
    device: str
    leads: int


def visit(day: date, clicks: Iterable[Clicks], from_email: int, cells: Cells, chance: Chance) -> Iterator[Arrival]:
    """Let a day's visitors come; fills `cells` and yields those among them who became leads."""
    years = years_in(max(day, FIRST_DAY))
    strength = BUSINESS.at(day) * site_is_up(day)
    for name, channel in CHANNELS.items():
        mean = channel.sessions * (1 + channel.growth * years) * strength * _press(name, day) * chance.wobble(0.035)
        if name == "email":
            mean += from_email * site_is_up(day)
        yield from _land(name, None, mean, channel.pages, 1.0, day, cells, chance)
    for ad in clicks:
        campaign = ad.campaign
        pages = {campaign.page: 1.0} if campaign.page else CHANNELS[campaign.channel].pages
        mean = ad.clicks * CLICKS_THAT_ARRIVE * site_is_up(day)
        yield from _land(campaign.channel, campaign.name, mean, pages, campaign.lead_factor, day, cells, chance)


def _press(channel: str, day: date) -> float:
    """A newspaper wrote about the company; its readers came for four days."""
    extra = {0: 4.6, 1: 2.9, 2: 1.2, 3: 0.5}.get((day - PRESS_ARTICLE).days, 0.0)
    return 1 + extra * {"referral": 1.0, "direct": 0.22, "organic_search": 0.08}.get(channel, 0.0)


def _land(
    name: str,
    campaign: str | None,
    mean: float,
    pages: Mapping[str, float],
    factor: float,
    day: date,
    cells: Cells,
    chance: Chance,
) -> Iterator[Arrival]:
    channel = CHANNELS[name]
    desktop = channel.desktop - 0.018 * years_in(day)
    whole = sum(pages.values())
    for page, weight in pages.items():
        for device, share in (("desktop", desktop), ("mobile", 1 - desktop)):
            sessions = chance.count(mean * weight / whole * share)
            if not sessions:
                continue
            cell = cells.setdefault((name, page, device), Cell())
            willing = channel.lead_rate * LEADS_BY_PAGE[page] * factor * (1.12 if device == "desktop" else 0.72)
            leads = chance.part(sessions, willing * chance.wobble(0.04))
            _browse(cell, channel, page, device, sessions, leads, day, chance)
            yield Arrival(name, campaign, page, device, leads)


def _browse(
    cell: Cell, channel: Channel, page: str, device: str, sessions: int, leads: int, day: date, chance: Chance
) -> None:
    rate = channel.bounce_rate * BOUNCES_BY_PAGE[page] * (1.13 if device == "mobile" else 0.95) * chance.wobble(0.02)
    bounces = min(chance.part(sessions, rate), sessions - leads)
    stayed = sessions - bounces
    hesitating = 0.0071 if 0 <= (day - PRICE_CHANGE).days < 45 else 0.0060
    broken = device == "mobile" and day >= APP_RELEASE
    cell.sessions += sessions
    cell.leads += leads
    cell.bounces += bounces
    cell.pageviews += bounces + round(stayed * 4.1 * chance.wobble(0.05))
    cell.seconds += round(bounces * 7 + stayed * (196 if device == "desktop" else 138) * chance.wobble(0.06))
    cell.signups += chance.part(sessions, 0.0062 if page != "/blog" else 0.0135)
    cell.abandoned += chance.count(stayed * hesitating * (2.6 if broken else 1.0))


def visits_of(day: date, cells: Cells, chance: Chance) -> Iterator[Visits]:
    """The day's rows, in a fixed order."""
    for (channel, page, device), cell in sorted(cells.items()):
        yield Visits(
            date=day,
            channel=channel,
            landing_page=page,
            device=device,
            sessions=cell.sessions,
            engaged_sessions=cell.sessions - chance.part(cell.bounces, 0.93),
            bounces=cell.bounces,
            pageviews=cell.pageviews,
            session_duration_seconds=cell.seconds,
            users=cell.sessions - chance.part(cell.sessions, 0.11),
            conversions=cell.leads + cell.signups,
            leads=cell.leads,
            checkouts=cell.new_customers + cell.abandoned,
            purchases=cell.new_customers,
            new_customers=cell.new_customers,
        )
