"""The demo client's two years, put together: ads and mailings bring visits, visits leads, leads customers, customers orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, groupby

from kpireport.testing.demo.advertising import Clicks, run_campaigns
from kpireport.testing.demo.billing import Customer, choose_plan, invoices
from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.mailing import send_all, within_demo
from kpireport.testing.demo.market import FIRST_DAY, WARM_UP_DAYS, days
from kpireport.testing.demo.pipeline import PERSONAS, Win, follow
from kpireport.testing.demo.tables import AdDay, Lead, OrderLine, Send, Visits, money
from kpireport.testing.demo.website import CHANNELS, Cell, Cells, visit, visits_of

CUSTOMERS_AT_START = 1120


@dataclass(frozen=True, slots=True)
class Company:
    """The demo client's tables, each ordered by day."""

    visits: list[Visits]
    leads: list[Lead]
    ads: list[AdDay]
    orders: list[OrderLine]
    sends: list[Send]


@dataclass(slots=True)
class _Past:
    """What is known while the days go by."""

    cells: dict[date, Cells]
    clicks: dict[date, list[Clicks]]
    leads: list[Lead]
    wins: list[Win]


def imagine(seed: int) -> Company:
    """The whole demo company; the same seed gives the same company."""
    first = FIRST_DAY - timedelta(days=WARM_UP_DAYS)
    sends, from_email = send_all(first, Chance(seed, "mailing"))
    past = _live(first, from_email, seed)
    for win in past.wins:
        key = (win.arrival.channel, win.arrival.page, win.arrival.device)
        if win.day >= FIRST_DAY:
            past.cells[win.day].setdefault(key, Cell()).new_customers += 1
    habits = Chance(seed, "visits")
    return Company(
        visits=[row for day in days() for row in visits_of(day, past.cells[day], habits)],
        leads=[lead for lead in past.leads if lead.created_date >= FIRST_DAY],
        ads=list(_ad_days(past)),
        orders=list(_orders(past.wins, seed)),
        sends=within_demo(sends),
    )


def _live(first: date, from_email: dict[date, int], seed: int) -> _Past:
    past = _Past({}, {}, [], [])
    ads, visitors, sales = Chance(seed, "ads"), Chance(seed, "visitors"), Chance(seed, "sales")
    for day in days(first):
        past.clicks[day] = list(run_campaigns(day, ads))
        past.cells[day] = {}
        for arrival in visit(day, past.clicks[day], from_email.get(day, 0), past.cells[day], visitors):
            for lead, win in follow(day, arrival, len(past.leads) + 1, sales):
                past.leads.append(lead)
                if win:
                    past.wins.append(win)
    return past


def _ad_days(past: _Past) -> Iterator[AdDay]:
    """What the ad platforms report: leads on the day of the click, sales on the day of the sale."""
    leads = Counter((lead.created_date, lead.channel, lead.campaign) for lead in past.leads)
    sales: dict[tuple[date, str, str | None], list[int]] = {}
    for win in past.wins:
        key = (win.day, win.arrival.channel, win.arrival.campaign)
        sales.setdefault(key, []).append(win.plan.yearly_value(win.day))
    for day in days():
        for ad in past.clicks[day]:
            key = (day, ad.campaign.channel, ad.campaign.name)
            sold = sales.get(key, [])
            yield AdDay(
                date=day,
                platform=ad.campaign.platform,
                medium=ad.campaign.medium,
                campaign=ad.campaign.name,
                impressions=ad.impressions,
                reach=ad.reach,
                clicks=ad.clicks,
                cost=money(ad.cost),
                leads=leads[key],
                conversions=len(sold),
                conversion_value=money(sum(sold)),
            )


def _orders(wins: list[Win], seed: int) -> Iterator[OrderLine]:
    """Every invoice of every customer, by day, numbered as they were written."""
    chance = Chance(seed, "billing")
    customers = chain(_first_customers(chance), _new_customers(wins, chance))
    written = [invoice for customer in customers for invoice in invoices(customer, chance)]
    written.sort(key=lambda lines: (lines[0].order_date, lines[0].customer_id))
    for day, of_day in groupby(written, key=lambda lines: lines[0].order_date):
        for number, lines in enumerate(of_day, start=1):
            for line in lines:
                yield line._replace(order_id=f"{day:%y%m%d}-{number:03d}")


def _first_customers(chance: Chance) -> Iterator[Customer]:
    """Those who were there before the demo begins."""
    channels = dict.fromkeys(CHANNELS, 1.0) | {"organic_search": 3.0, "direct": 2.5}
    for number in range(1, CUSTOMERS_AT_START + 1):
        persona = chance.pick(PERSONAS)
        plan = choose_plan(persona, chance)
        yield Customer(
            customer_id=f"C{number:05d}",
            since=FIRST_DAY - timedelta(days=WARM_UP_DAYS + chance.between(1, 365 if plan.yearly else 31)),
            channel=(channel := chance.pick(channels)),
            discovery_channel=channel,
            device="desktop" if chance.happens(0.8) else "mobile",
            persona=persona,
            plan=plan,
            referred=False,
        )


def _new_customers(wins: list[Win], chance: Chance) -> Iterator[Customer]:
    """The leads that were won, as customers, in the order in which they came."""
    for number, win in enumerate(sorted(wins, key=lambda win: win.day), start=CUSTOMERS_AT_START + 1):
        yield Customer(
            customer_id=f"C{number:05d}",
            since=win.day,
            channel=win.arrival.channel,
            discovery_channel=win.discovery_channel,
            device=win.arrival.device,
            persona=win.persona,
            plan=win.plan,
            referred=chance.happens(0.62 if win.arrival.channel == "referral" else 0.07),
        )
