"""Customers and what they are invoiced: a monthly or a yearly subscription, add-ons and services."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import FIRST_DAY, LAST_DAY, PRICE_CHANGE
from kpireport.testing.demo.tables import OrderLine, money

PRICES = {"Solo": (1900, 2100), "Team": (4900, 5400), "Office": (11900, 12900), "Payroll": (1200, 1200)}
"""Cents a month before and from the price change; Payroll is an add-on and counts by seats."""
ONBOARDING = 14900
MONTHS_PAID_A_YEAR = 10
"""Who pays yearly gets two months free."""

PLANS = {
    "Owner": {"Solo": 54.0, "Team": 41.0, "Office": 5.0},
    "Accountant": {"Solo": 10.0, "Team": 42.0, "Office": 48.0},
    "Finance lead": {"Team": 58.0, "Office": 42.0},
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a customer subscribes to. `payroll` is the number of seats, 0 without the add-on."""

    name: str
    yearly: bool
    payroll: int

    def price(self, product: str, day: date) -> int:
        """Cents of one unit of a product on an invoice of that day."""
        monthly = PRICES[product][day >= PRICE_CHANGE]
        return monthly * MONTHS_PAID_A_YEAR if self.yearly else monthly

    def yearly_value(self, day: date) -> int:
        """Cents that the subscription brings in its first year."""
        invoice = self.price(self.name, day) + self.payroll * self.price("Payroll", day)
        return invoice if self.yearly else invoice * 12


def choose_plan(persona: str, chance: Chance) -> Plan:
    """The plan that a customer of this kind takes."""
    name = chance.pick(PLANS[persona])
    payroll = chance.between(1, 4) if name != "Solo" and chance.happens(0.27) else 0
    return Plan(name, chance.happens(0.34), payroll)


@dataclass(frozen=True, slots=True)
class Customer:
    """Who is invoiced, since when, and where they came from."""

    customer_id: str
    since: date
    channel: str
    discovery_channel: str
    device: str
    persona: str
    plan: Plan
    referred: bool


def invoice_days(customer: Customer, chance: Chance) -> Iterator[date]:
    """The days on which a customer is invoiced until they leave or the demo ends."""
    year, month = customer.since.year, customer.since.month
    step = 12 if customer.plan.yearly else 1
    day = customer.since
    while day <= LAST_DAY:
        yield day
        months = month - 1 + step
        year, month = year + months // 12, months % 12 + 1
        day = date(year, month, min(customer.since.day, monthrange(year, month)[1]))
        if chance.happens(_leaving(customer.plan.yearly, day)):
            return


def _leaving(yearly: bool, day: date) -> float:
    """The chance that a customer leaves instead of renewing; higher for two months after the price change."""
    upset = 1.7 if 0 <= (day - PRICE_CHANGE).days < 60 else 1.0
    return (0.19 if yearly else 0.031) * upset


def invoices(customer: Customer, chance: Chance) -> Iterator[list[OrderLine]]:
    """The invoices of a customer inside the demo, without their numbers."""
    for day in invoice_days(customer, chance):
        first = day == customer.since
        onboarding = first and customer.plan.name == "Office" and chance.happens(0.4)
        if day < FIRST_DAY:
            continue
        items = [(customer.plan.name, "Subscription", 1, customer.plan.price(customer.plan.name, day))]
        if customer.plan.payroll:
            items.append(("Payroll", "Add-on", customer.plan.payroll, customer.plan.price("Payroll", day)))
        if onboarding:
            items.append(("Onboarding", "Service", 1, ONBOARDING))
        yield [
            OrderLine(
                order_id="",
                line_no=line,
                order_date=day,
                customer_id=customer.customer_id,
                channel=customer.channel,
                discovery_channel=customer.discovery_channel,
                product=product,
                category=category,
                device=customer.device,
                persona=customer.persona,
                quantity=quantity,
                revenue=money(quantity * cents),
                is_new_customer=int(first),
                is_customer_referral=int(first and customer.referred),
            )
            for line, (product, category, quantity, cents) in enumerate(items, start=1)
        ]
