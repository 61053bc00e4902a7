"""Paid campaigns: how many people clicked, and what it cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.market import BUSINESS, FIRST_DAY, SWITCH_CAMPAIGN, years_in


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign on an average day of its first year; `price` is the cost of a click in cents."""

    name: str
    platform: str
    medium: str
    channel: str
    clicks: float
    price: float
    click_rate: float
    growth: float
    lead_factor: float = 1.0
    page: str | None = None
    """Where all its clicks land; None: the pages of its channel."""
    start: date = date(2020, 1, 1)


CAMPAIGNS = (
    Campaign("Brand", "google_ads", "search", "paid_search", 62, 34, 0.118, 0.06, 1.55),
    Campaign("Accounting software", "google_ads", "search", "paid_search", 54, 142, 0.041, 0.10),
    Campaign("Online invoicing", "google_ads", "search", "paid_search", 41, 108, 0.046, 0.08, 0.95, "/invoicing"),
    Campaign("VAT returns", "google_ads", "search", "paid_search", 19, 96, 0.052, 0.05, 0.75, "/vat"),
    Campaign("Small business owners", "meta", "social", "paid_social", 48, 52, 0.011, 0.04, 0.90),
    Campaign("Retargeting", "meta", "social", "paid_social", 27, 41, 0.016, 0.05, 1.60, "/pricing"),
    Campaign("Accountants", "linkedin", "social", "paid_social", 13, 265, 0.0061, 0.12, 1.80),
    Campaign(
        "Switch season", "google_ads", "search", "paid_search", 58, 118, 0.066, 0.0, 1.25, "/switch", SWITCH_CAMPAIGN
    ),
    Campaign(
        "Switch season", "linkedin", "social", "paid_social", 12, 240, 0.0083, 0.0, 1.90, "/switch", SWITCH_CAMPAIGN
    ),
)


@dataclass(frozen=True, slots=True)
class Clicks:
    """One campaign on one day."""

    campaign: Campaign
    impressions: int
    reach: int
    clicks: int
    cost: int
    """In cents."""


def run_campaigns(day: date, chance: Chance) -> Iterator[Clicks]:
    """What the campaigns of a day brought; days before the demo begins have the same campaigns."""
    years = years_in(max(day, FIRST_DAY))
    for campaign in CAMPAIGNS:
        if day < campaign.start:
            continue
        settling = min(1.0, 0.55 + 0.03 * (day - campaign.start).days)
        mean = campaign.clicks * BUSINESS.at(day) * (1 + campaign.growth * years) * settling * chance.wobble(0.06)
        clicks = chance.count(mean)
        rate = campaign.click_rate * chance.wobble(0.05)
        impressions = round(clicks / rate) + chance.between(0, 40)
        price = campaign.price * (1 + 0.05 * years) * chance.wobble(0.04)
        reach = int(impressions / (1.35 + 0.3 * chance.uniform()))
        yield Clicks(campaign, impressions, reach, clicks, round(clicks * price))
