"""Invented clients with two years of believable data, for demos, tests and benchmarks.

Aušra Ledger sells accounting software to small companies (the modules of this package), Rasos skrudykla coffee
(`roastery`), and «Набережная» is a magazine (`magazine`). The tables of each agree with each other: every lead in
`leads.csv` is counted in `web_traffic.csv`, paid visits follow the clicks in `ad_performance.csv`, every first order in
`orders.csv` is a lead that was won. They have seasons, weekdays and holidays, campaigns, and things that go well and
badly. The same seed gives the same bytes on every machine.

    python -m kpireport.testing.demo FOLDER             all clients: the first in FOLDER, the others in folders of their own
    python -m kpireport.testing.demo --quickstart FILE  the quickstart's one small table
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["COFFEE", "MAGAZINE", "SEED", "write_coffee", "write_demo", "write_magazine", "write_quickstart"]

SEED = 2026
COFFEE, MAGAZINE = "coffee", "magazine"
"""The folders of the other clients, in that of the first."""


def write_demo(folder: Path, *, seed: int = SEED) -> Mapping[str, int]:
    """Write the software company's tables as CSV files into a folder, which is made; returns the rows of each file."""
    from kpireport.testing.demo.company import imagine
    from kpireport.testing.demo.tables import AdDay, Lead, OrderLine, Send, Visits, write_tables

    company = imagine(seed)
    return write_tables(
        folder,
        {
            "web_traffic.csv": (Visits._fields, company.visits),
            "leads.csv": (Lead._fields, company.leads),
            "ad_performance.csv": (AdDay._fields, company.ads),
            "orders.csv": (OrderLine._fields, company.orders),
            "email_campaigns.csv": (Send._fields, company.sends),
        },
    )


def write_coffee(folder: Path, *, seed: int = SEED) -> Mapping[str, int]:
    """Write the coffee shop's tables in the same way."""
    from kpireport.testing.demo.roastery.trade import run_shop
    from kpireport.testing.demo.tables import Advertised, Order, Send, StoreVisits, write_tables

    shop = run_shop(seed)
    return write_tables(
        folder,
        {
            "web_traffic.csv": (StoreVisits._fields, shop.visits),
            "ad_performance.csv": (Advertised._fields, shop.adverts),
            "orders.csv": (Order._fields, shop.orders),
            "email_campaigns.csv": (Send._fields, shop.sends),
        },
    )


def write_magazine(folder: Path, *, seed: int = SEED) -> Mapping[str, int]:
    """Write the magazine's tables in the same way."""
    from kpireport.testing.demo.magazine.readers import run_magazine
    from kpireport.testing.demo.tables import Order, PageViews, Post, Send, SocialState, StoreVisits, write_tables

    magazine = run_magazine(seed)
    return write_tables(
        folder,
        {
            "web_traffic.csv": (StoreVisits._fields, magazine.visits),
            "web_pages.csv": (PageViews._fields, magazine.pages),
            "orders.csv": (Order._fields, magazine.orders),
            "email_campaigns.csv": (Send._fields, magazine.sends),
            "social_posts.csv": (Post._fields, magazine.posts),
            "social_snapshots.csv": (SocialState._fields, magazine.accounts),
        },
    )


def write_quickstart(file: Path, *, seed: int = SEED) -> int:
    """Write the quickstart's `web_traffic.csv`; returns its rows."""
    from kpireport.testing.demo.shop import shop_visits
    from kpireport.testing.demo.tables import ShopVisits, write_table

    file.parent.mkdir(parents=True, exist_ok=True)
    return write_table(file, ShopVisits._fields, shop_visits(seed))
