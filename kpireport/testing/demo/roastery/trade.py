"""The shop's two years, day by day: who comes, who buys what, and what each channel and campaign brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import days, years_in
from kpireport.testing.demo.roastery.adverts import Clicks, run_adverts
from kpireport.testing.demo.roastery.calendar import AUTUMN_SET, PAYMENT_STEP, strength, willingness
from kpireport.testing.demo.roastery.goods import basket
from kpireport.testing.demo.roastery.mail import send_mail
from kpireport.testing.demo.tables import Advertised, Order, Send, StoreVisits, money

CLICKS_THAT_ARRIVE = 0.93
OLD_CUSTOMERS = 2600
"""Who bought before the demo begins."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Where visits come from; `buying` is the share of them that orders. Paid and e-mail visits come from elsewhere."""

    sessions: float
    growth: float
    phones: float
    buying: float
    bounces: float
    returning: float
    pages: Mapping[str, float]


BROWSED = {"/": 30, "/kava": 44, "/prenumerata": 6, "/dienorastis": 20}
CHANNELS = {
    "organic_search": Channel(395, 0.14, 0.66, 0.0290, 0.43, 0.42, BROWSED),
    "direct": Channel(228, 0.06, 0.58, 0.0410, 0.36, 0.71, {"/": 58, "/kava": 30, "/prenumerata": 12}),
    "paid_search": Channel(0, 0, 0.64, 0.0330, 0.41, 0.38, {"/kava": 1}),
    "paid_social": Channel(0, 0, 0.91, 0.0160, 0.58, 0.17, {"/kava": 1}),
    "email": Channel(14, 0.08, 0.69, 0.0520, 0.29, 0.88, {"/": 22, "/kava": 62, "/prenumerata": 16}),
    "organic_social": Channel(96, 0.10, 0.90, 0.0110, 0.56, 0.34, {"/": 24, "/kava": 28, "/dienorastis": 48}),
    "referral": Channel(41, 0.05, 0.55, 0.0240, 0.42, 0.31, {"/": 45, "/kava": 35, "/dienorastis": 20}),
}
BUYING_BY_PAGE = {"/": 1.0, "/kava": 1.15, "/prenumerata": 0.95, "/dienorastis": 0.35, "/dovanos": 1.2, "/ruduo": 1.25}


@dataclass(slots=True)
class Cell:
    """What visitors of one channel, landing page and device did on one day; `revenue` in cents."""

    sessions: int = 0
    bounces: int = 0
    checkouts: int = 0
    purchases: int = 0
    new_customers: int = 0
    revenue: int = 0


@dataclass(slots=True)
class Shop:
    """The shop's tables, each ordered by day, as they grow."""

    visits: list[StoreVisits] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    adverts: list[Advertised] = field(default_factory=list)
    sends: list[Send] = field(default_factory=list)


def run_shop(seed: int) -> Shop:
    """The whole shop; the same seed gives the same shop."""
    sends, from_email = send_mail(Chance(seed, "coffee/mail"))
    shop = Shop(sends=sends)
    keeper = _Keeper(shop, seed)
    for day in days():
        keeper.open(day, from_email.get(day, 0))
    return shop


class _Keeper:
    """Keeps the shop for a day at a time; remembers who has bought."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop, self.customers = shop, OLD_CUSTOMERS
        self.ads, self.people, self.habits = (Chance(seed, f"coffee/{name}") for name in ("ads", "people", "habits"))
        self.cells: dict[tuple[str, str, str], Cell] = {}
        self.number = 0

    def open(self, day: date, from_email: int) -> None:
        """Let a day's visitors come and buy, and write its rows."""
        self.cells, self.number = {}, 0
        for name, channel in CHANNELS.items():
            mean = channel.sessions * (1 + channel.growth * years_in(day)) * strength(day) * self.people.wobble(0.04)
            mean += from_email if name == "email" else 0
            pages = {"/ruduo": 1.0, **channel.pages} if name == "email" and day >= AUTUMN_SET else channel.pages
            self._arrive(day, name, mean, pages, _eagerness(name, day))
        for clicks in run_adverts(day, self.ads):
            advert = clicks.advert
            mean = clicks.clicks * CLICKS_THAT_ARRIVE
            sold = self._arrive(day, advert.channel, mean, {advert.page: 1.0}, advert.buying)
            self.shop.adverts.append(_reported(day, clicks, sold))
        self.shop.visits += self._rows(day)

    def _arrive(self, day: date, name: str, mean: float, pages: Mapping[str, float], eager: float) -> list[int]:
        """Visitors of one channel; returns the value of each order in cents."""
        channel, people, sold = CHANNELS[name], self.people, list[int]()
        whole = sum(pages.values())
        phones = min(0.96, channel.phones + 0.015 * years_in(day))
        for page, weight in pages.items():
            for device, share in (("desktop", 1 - phones), ("mobile", phones)):
                sessions = people.count(mean * weight / whole * share)
                if not sessions:
                    continue
                cell = self.cells.setdefault((name, page, device), Cell())
                bounces = people.part(sessions, channel.bounces * (1.08 if device == "mobile" else 0.9))
                rate = channel.buying * BUYING_BY_PAGE[page] * eager * willingness(day)
                rate *= 0.86 if device == "mobile" else 1.24
                willing = people.part(sessions - bounces, rate / (1 - channel.bounces) * people.wobble(0.04))
                hesitating = people.part(sessions - bounces - willing, rate * 1.05)
                stays = 0.66 if device == "mobile" and day >= PAYMENT_STEP else 1.0
                bought = people.part(willing, stays) if stays < 1 else willing
                cell.sessions += sessions
                cell.bounces += bounces
                cell.checkouts += willing + hesitating
                cell.purchases += bought
                for _ in range(bought):
                    sold.append(self._order(day, name, device, cell))
        return sold

    def _order(self, day: date, name: str, device: str, cell: Cell) -> int:
        """One order, written down; returns its value in cents."""
        chance = self.people
        known = chance.happens(CHANNELS[name].returning)
        if known:  # those who came lately come again more often
            customer = 1 + int(self.customers * (1 - chance.uniform() * chance.uniform()))
        else:
            self.customers += 1
            customer = self.customers
        self.number += 1
        value = 0
        for line, (product, quantity) in enumerate(basket(day, name, chance), start=1):
            cents = quantity * product.price(day)
            value += cents
            self.shop.orders.append(
                Order(
                    order_id=f"{day:%y%m%d}-{self.number:03d}",
                    line_no=line,
                    order_date=day,
                    customer_id=f"K{min(customer, self.customers):05d}",
                    channel=name,
                    product=product.name,
                    category=product.category,
                    device=device,
                    quantity=quantity,
                    revenue=money(cents),
                    is_new_customer=int(not known),
                )
            )
        cell.new_customers += not known
        cell.revenue += value
        return value

    def _rows(self, day: date) -> Iterator[StoreVisits]:
        habits = self.habits
        for (channel, page, device), cell in sorted(self.cells.items()):
            stayed = cell.sessions - cell.bounces
            yield StoreVisits(
                date=day,
                channel=channel,
                landing_page=page,
                device=device,
                sessions=cell.sessions,
                engaged_sessions=cell.sessions - habits.part(cell.bounces, 0.94),
                bounces=cell.bounces,
                pageviews=cell.bounces + round(stayed * 4.6 * habits.wobble(0.05)),
                session_duration_seconds=round(cell.bounces * 6 + stayed * 171 * habits.wobble(0.06)),
                users=cell.sessions - habits.part(cell.sessions, 0.12),
                conversions=cell.purchases + habits.part(cell.sessions, 0.008),
                checkouts=cell.checkouts,
                purchases=cell.purchases,
                new_customers=cell.new_customers,
                revenue=money(cell.revenue),
            )


def _eagerness(channel: str, day: date) -> float:
    """The autumn mailings find those who meant to buy anyway."""
    return 1.45 if channel == "email" and day >= AUTUMN_SET else 1.0


def _reported(day: date, clicks: Clicks, sold: list[int]) -> Advertised:
    advert = clicks.advert
    return Advertised(
        date=day,
        platform=advert.platform,
        medium=advert.medium,
        campaign=advert.name,
        impressions=clicks.impressions,
        reach=clicks.reach,
        clicks=clicks.clicks,
        cost=money(clicks.cost),
        conversions=len(sold),
        conversion_value=money(sum(sold)),
    )
