"""The magazine's two years, day by day: who comes, what they read, and who subscribes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.magazine.articles import FEATURE, SECTIONS, Article, read_on, write_articles
from kpireport.testing.demo.magazine.calendar import INVESTIGATION, PAYWALL, READING, search, talked_about
from kpireport.testing.demo.magazine.mail import send_mail
from kpireport.testing.demo.magazine.networks import social_days
from kpireport.testing.demo.magazine.subscriptions import (
    READERS_AT_START,
    Subscriber,
    choose,
    first_subscribers,
    payments,
    price,
)
from kpireport.testing.demo.market import days, years_in
from kpireport.testing.demo.tables import Order, PageViews, Post, Send, SocialState, StoreVisits, money

FRONT, OFFICE = "/", "/podpiska"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where visits come from; `front` is the share that begins on the front page, `buying` the share that pays."""

    sessions: float
    growth: float
    phones: float
    front: float
    buying: float
    bounces: float


CHANNELS = {
    "organic_search": Channel(1450, 0.13, 0.71, 0.08, 0.00055, 0.56),
    "direct": Channel(690, 0.07, 0.52, 0.62, 0.00210, 0.34),
    "email": Channel(20, 0.05, 0.61, 0.12, 0.00340, 0.30),
    "organic_social": Channel(520, 0.11, 0.93, 0.06, 0.00048, 0.63),
    "referral": Channel(110, 0.04, 0.58, 0.20, 0.00080, 0.51),
}


@dataclass(slots=True)
class Cell:
    """What visitors of one channel, landing page and device did on one day; `revenue` in cents."""

    sessions: int = 0
    bounces: int = 0
    checkouts: int = 0
    purchases: int = 0
    revenue: int = 0


@dataclass(frozen=True, slots=True)
class Magazine:
    """The magazine's tables, each ordered by day."""

    visits: list[StoreVisits]
    pages: list[PageViews]
    orders: list[Order]
    sends: list[Send]
    posts: list[Post]
    accounts: list[SocialState]


def run_magazine(seed: int) -> Magazine:
    """The whole magazine; the same seed gives the same magazine."""
    sends, from_email = send_mail(Chance(seed, "magazine/mail"))
    articles = write_articles(Chance(seed, "magazine/articles"))
    desk = _Desk(seed)
    pages: list[PageViews] = []
    visits: list[StoreVisits] = []
    for day in days():
        cells, by_section = desk.open(day, from_email.get(day, 0))
        visits += desk.rows(day, cells)
        pages += desk.views(day, by_section, articles)
    posts, accounts = social_days(articles, Chance(seed, "magazine/social"))
    money_desk = Chance(seed, "magazine/money")
    readers = chain(first_subscribers(money_desk), desk.subscribers)
    paid = sorted(
        (order for reader in readers for order in payments(reader, money_desk)),
        key=lambda order: (order.order_date, order.customer_id),
    )
    return Magazine(visits, pages, list(_numbered(paid)), sends, posts, accounts)


def _numbered(orders: Sequence[Order]) -> Iterator[Order]:
    for day, of_day in groupby(orders, key=lambda order: order.order_date):
        for number, order in enumerate(of_day, start=1):
            yield order._replace(order_id=f"{day:%y%m%d}-{number:03d}")


class _Desk:
    """Keeps the magazine for a day at a time; remembers who subscribed."""

    def __init__(self, seed: int) -> None:
        self.people, self.habits = Chance(seed, "magazine/people"), Chance(seed, "magazine/habits")
        self.subscribers: list[Subscriber] = []

    def open(self, day: date, from_email: int) -> tuple[dict[tuple[str, str, str], Cell], dict[str, int]]:
        """Let a day's readers come: what they did by channel, page and device, and how many views each section had."""
        cells: dict[tuple[str, str, str], Cell] = {}
        by_section = dict.fromkeys(SECTIONS, 0)
        for name, channel in CHANNELS.items():
            base = channel.sessions * (1 + channel.growth * years_in(day)) * READING.at(day) * self.people.wobble(0.04)
            base += from_email * 1.0 if name == "email" else 0
            shared = name in {"organic_social", "referral"}
            for page, section, share in _landings(channel.front):
                mean = base * share
                if name == "organic_search" and section:
                    mean *= search(day, section)
                if section == FEATURE.section and shared:
                    mean *= talked_about(day)
                for device, part in (("desktop", 1 - channel.phones), ("mobile", channel.phones)):
                    cell = self._arrive(day, name, device, mean * part)
                    cells[name, page, device] = cell
                    stayed = cell.sessions - cell.bounces
                    views = cell.bounces + round(stayed * 2.7)
                    if section:
                        by_section[section] += views
                    else:
                        for other, found in SECTIONS.items():
                            by_section[other] += round(views * found.share)
        return {key: cell for key, cell in cells.items() if cell.sessions}, by_section

    def _arrive(self, day: date, name: str, device: str, mean: float) -> Cell:
        people, channel = self.people, CHANNELS[name]
        sessions = people.count(mean)
        bounces = people.part(sessions, channel.bounces * people.wobble(0.03))
        eager = (1.35 if day >= PAYWALL else 1.0) * (1.9 if 0 <= (day - INVESTIGATION).days < 16 else 1.0)
        willing = channel.buying * eager * (1.25 if device == "desktop" else 0.85)
        bought = people.part(sessions - bounces, willing / (1 - channel.bounces))
        cell = Cell(sessions, bounces, bought + people.part(sessions - bounces, willing * 1.4), bought)
        for _ in range(bought):
            number = READERS_AT_START + len(self.subscribers) + 1
            reader = Subscriber(number, day, choose(day, people), name, device)
            self.subscribers.append(reader)
            cell.revenue += price(reader.product, day)
        return cell

    def rows(self, day: date, cells: dict[tuple[str, str, str], Cell]) -> Iterator[StoreVisits]:
        """The day's rows, in a fixed order."""
        habits = self.habits
        for (channel, page, device), cell in sorted(cells.items()):
            stayed = cell.sessions - cell.bounces
            yield StoreVisits(
                date=day,
                channel=channel,
                landing_page=page,
                device=device,
                sessions=cell.sessions,
                engaged_sessions=cell.sessions - habits.part(cell.bounces, 0.88),
                bounces=cell.bounces,
                pageviews=cell.bounces + round(stayed * 2.7 * habits.wobble(0.04)),
                session_duration_seconds=round(cell.bounces * 24 + stayed * 214 * habits.wobble(0.05)),
                users=cell.sessions - habits.part(cell.sessions, 0.17),
                conversions=cell.purchases + habits.part(cell.sessions, 0.0062),
                checkouts=cell.checkouts,
                purchases=cell.purchases,
                new_customers=cell.purchases,
                revenue=money(cell.revenue),
            )

    def views(self, day: date, by_section: dict[str, int], articles: Sequence[Article]) -> Iterator[PageViews]:
        """The views of each article, out of those of its section."""
        habits = self.habits
        for section, pulls in read_on(day, articles).items():
            whole = sum(pulls.values()) or 1.0
            for article, pull in pulls.items():
                views = habits.part(by_section[section], pull / whole)
                if not views:
                    continue
                readers = views - habits.part(views, 0.09)
                exits = habits.part(views, 0.46)
                long_read = 2.2 if article is FEATURE else 1.0
                yield PageViews(
                    date=day,
                    page_path=article.path,
                    page_type=section,
                    content_id=article.title,
                    author=article.author,
                    pageviews=views,
                    unique_pageviews=readers,
                    exits=exits,
                    time_on_page_seconds=round((views - exits) * 94 * long_read * habits.wobble(0.08)),
                    engagement_seconds=round(views * 78 * long_read * habits.wobble(0.08)),
                    active_users=readers - habits.part(readers, 0.04),
                )


def _landings(front: float) -> Iterator[tuple[str, str | None, float]]:
    """Landing pages with their section and their share of a channel's visits."""
    yield FRONT, None, front
    yield OFFICE, None, 0.012
    for name, section in SECTIONS.items():
        yield section.path, name, (1 - front - 0.012) * section.share
