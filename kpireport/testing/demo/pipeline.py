"""Leads: what they asked for, how far they came, and which of them became customers when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kpireport.testing.demo.billing import Plan, choose_plan
from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import EXPORTED, FIRST_DAY, LAST_DAY, years_in
from kpireport.testing.demo.tables import Lead, money
from kpireport.testing.demo.website import CHANNELS, Arrival

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Offer:
    """What a visitor leaves an address for, and what such leads are worth."""

    name: str
    stage: str
    qualified: float
    ready: float
    won: float


TRIAL = Offer("Free trial", "bofu", 0.70, 0.52, 0.32)
DEMO = Offer("Demo call", "bofu", 0.86, 0.78, 0.30)
WEBINAR = Offer("Webinar", "mofu", 0.44, 0.33, 0.21)
GUIDE = Offer("Switching guide", "mofu", 0.52, 0.38, 0.23)
CHECKLIST = Offer("VAT checklist", "tofu", 0.21, 0.22, 0.17)
TEMPLATES = Offer("Invoice templates", "tofu", 0.16, 0.20, 0.18)

OFFERS = {
    "/": {TRIAL: 56, DEMO: 14, WEBINAR: 9, GUIDE: 8, CHECKLIST: 6, TEMPLATES: 7},
    "/pricing": {TRIAL: 68, DEMO: 27, GUIDE: 5},
    "/invoicing": {TRIAL: 44, DEMO: 7, TEMPLATES: 49},
    "/vat": {TRIAL: 31, DEMO: 6, CHECKLIST: 63},
    "/blog": {TRIAL: 17, WEBINAR: 31, GUIDE: 15, CHECKLIST: 19, TEMPLATES: 18},
    "/switch": {TRIAL: 47, DEMO: 24, GUIDE: 29},
}
PERSONAS = {"Owner": 56.0, "Accountant": 27.0, "Finance lead": 17.0}
PERSONAS_FROM_ACCOUNTANTS = {"Owner": 9.0, "Accountant": 66.0, "Finance lead": 25.0}


@dataclass(frozen=True, slots=True)
class Win:
    """A lead that became a customer on a day."""

    day: date
    arrival: Arrival
    discovery_channel: str
    persona: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a lead will come, whenever that is."""

    qualified: bool
    ready: bool
    accepted: bool
    won: bool
    handoff: int
    close: int
    """Days from creation to the decision."""


def follow(day: date, arrival: Arrival, number: int, chance: Chance) -> Iterator[tuple[Lead, Win | None]]:
    """The leads that a day's arrivals left, numbered from `number`, with the customers that they became."""
    for offset in range(arrival.leads):
        offer = chance.pick(OFFERS[arrival.page])
        persona = chance.pick(PERSONAS_FROM_ACCOUNTANTS if arrival.campaign == "Accountants" else PERSONAS)
        discovery = arrival.channel if chance.happens(0.68) else chance.pick(dict.fromkeys(CHANNELS, 1.0))
        outcome = _decide(offer, day, chance)
        plan = choose_plan(persona, chance)
        closed = day + timedelta(days=outcome.close)
        win = Win(closed, arrival, discovery, persona, plan) if outcome.won and closed <= LAST_DAY else None
        lead = _record(day, arrival, f"L{number + offset:06d}", offer, persona, discovery, outcome, win, chance)
        yield lead, win


def _decide(offer: Offer, day: date, chance: Chance) -> Outcome:
    better = 1 + 0.05 * years_in(max(day, FIRST_DAY))
    qualified = chance.happens(offer.qualified * better)
    ready = qualified and chance.happens(offer.ready * better)
    accepted = ready and chance.happens(0.86)
    won = accepted and chance.happens(offer.won)
    trial = offer is TRIAL
    skewed = chance.uniform() * chance.uniform()
    close = 11 + int(16 * skewed) if trial else 9 + int(58 * skewed)
    handoff = round((9 + 54 * skewed * chance.wobble(0.2)) * 3_600)
    return Outcome(qualified, ready, accepted, won, handoff, close)


def _record(
    day: date,
    arrival: Arrival,
    lead_id: str,
    offer: Offer,
    persona: str,
    discovery: str,
    outcome: Outcome,
    win: Win | None,
    chance: Chance,
) -> Lead:
    age = (EXPORTED - day).days
    reviewed = age >= chance.between(1, 6)
    decided = age >= outcome.close and outcome.ready
    good = chance.happens(0.91 if outcome.qualified else 0.16)
    return Lead(
        lead_id=lead_id,
        created_date=day,
        channel=arrival.channel,
        discovery_channel=discovery,
        campaign=arrival.campaign,
        offer=offer.name,
        offer_stage=offer.stage,
        persona=persona,
        is_quality=int(good) if reviewed else None,
        is_bofu=int(offer.stage == "bofu"),
        is_mql=int(outcome.qualified),
        is_sql=int(outcome.ready and age >= 3),
        is_sal=int(outcome.accepted and age >= 5),
        is_won=int(win is not None),
        is_lost=int(decided and not outcome.won),
        handoff_seconds=outcome.handoff if outcome.accepted and age >= 5 else None,
        seconds_to_close=(outcome.close * DAY + chance.between(0, DAY - 1)) if win else None,
        deal_value=money(win.plan.yearly_value(win.day)) if win else None,
    )
