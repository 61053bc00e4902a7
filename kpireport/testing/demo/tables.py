"""The demo's tables: one tuple a row, whose fields are the columns of the CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple


class Visits(NamedTuple):
    """A row of `web_traffic.csv`."""

    date: date
    channel: str
    landing_page: str
    device: str
    sessions: int
    engaged_sessions: int
    bounces: int
    pageviews: int
    session_duration_seconds: int
    users: int
    conversions: int
    leads: int
    checkouts: int
    purchases: int
    new_customers: int


class Lead(NamedTuple):
    """A row of `leads.csv`: flags are 0 or 1, empty while not known."""

    lead_id: str
    created_date: date
    channel: str
    discovery_channel: str
    campaign: str | None
    offer: str
    offer_stage: str
    persona: str
    is_quality: int | None
    is_bofu: int
    is_mql: int
    is_sql: int
    is_sal: int
    is_won: int
    is_lost: int
    handoff_seconds: int | None
    seconds_to_close: int | None
    deal_value: str | None


class AdDay(NamedTuple):
    """A row of `ad_performance.csv`."""

    date: date
    platform: str
    medium: str
    campaign: str
    impressions: int
    reach: int
    clicks: int
    cost: str
    leads: int
    conversions: int
    conversion_value: str


class OrderLine(NamedTuple):
    """A row of `orders.csv`: one line of an invoice."""

    order_id: str
    line_no: int
    order_date: date
    customer_id: str
    channel: str
    discovery_channel: str
    product: str
    category: str
    device: str
    persona: str
    quantity: int
    revenue: str
    is_new_customer: int
    is_customer_referral: int


class Send(NamedTuple):
    """A row of `email_campaigns.csv`."""

    campaign_id: str
    campaign: str
    email_type: str
    list: str
    date: date
    sent: int
    delivered: int
    opens: int
    unique_opens: int
    clicks: int
    unique_clicks: int
    unsubscribes: int
    complaints: int


class ShopVisits(NamedTuple):
    """A row of the quickstart's `web_traffic.csv`."""

    date: date
    channel: str
    sessions: int
    bounces: int
    pageviews: int
    conversions: int
    checkouts: int
    purchases: int
    new_customers: int


class StoreVisits(NamedTuple):
    """A row of the roastery's `web_traffic.csv`."""

    date: date
    channel: str
    landing_page: str
    device: str
    sessions: int
    engaged_sessions: int
    bounces: int
    pageviews: int
    session_duration_seconds: int
    users: int
    conversions: int
    checkouts: int
    purchases: int
    new_customers: int
    revenue: str


class Advertised(NamedTuple):
    """A row of the roastery's `ad_performance.csv`: sales, no leads."""

    date: date
    platform: str
    medium: str
    campaign: str
    impressions: int
    reach: int
    clicks: int
    cost: str
    conversions: int
    conversion_value: str


class Order(NamedTuple):
    """A row of the roastery's `orders.csv`: one line of an order."""

    order_id: str
    line_no: int
    order_date: date
    customer_id: str
    channel: str
    product: str
    category: str
    device: str
    quantity: int
    revenue: str
    is_new_customer: int


class PageViews(NamedTuple):
    """A row of the magazine's `web_pages.csv`."""

    date: date
    page_path: str
    page_type: str
    content_id: str
    author: str
    pageviews: int
    unique_pageviews: int
    exits: int
    time_on_page_seconds: int
    engagement_seconds: int
    active_users: int


class Post(NamedTuple):
    """A row of the magazine's `social_posts.csv`."""

    date: date
    network: str
    account: str
    post_id: str
    campaign: str
    post_type: str
    likes: int
    comments: int
    shares: int
    post_clicks: int
    impressions: int
    reach: int


class SocialState(NamedTuple):
    """A row of the magazine's `social_snapshots.csv`."""

    snapshot_date: date
    network: str
    account: str
    followers: int
    interactions: int
    site_visits: int


def money(cents: int) -> str:
    """Cents as a decimal text with two places."""
    return f"{cents // 100}.{cents % 100:02d}"


def write_tables(
    folder: Path, tables: Mapping[str, tuple[tuple[str, ...], Iterable[tuple[object, ...]]]]
) -> Mapping[str, int]:
    """Write tables (file name to columns and rows) into a folder, which is made; returns the rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: write_table(folder / name, columns, rows) for name, (columns, rows) in tables.items()}


def write_table(file: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> int:
    """Write rows as CSV (UTF-8, comma, one header line) and return how many there were."""
    count = 0
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
