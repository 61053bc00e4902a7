"""An invented client with two years of believable data, for demos, tests and benchmarks.

Aušra Ledger sells accounting software to small companies. Its tables agree with each other: every lead in `leads.csv` is
counted in `web_traffic.csv`, paid visits follow the clicks in `ad_performance.csv`, every first order in `orders.csv` is a
lead that was won. It has a season, weekdays and holidays, campaigns, an outage, a price change and a release that breaks
something. The same seed gives the same bytes on every machine.

    python -m kpireport.testing.demo FOLDER             the client's five tables
    python -m kpireport.testing.demo --quickstart FILE  the quickstart's one small table
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["SEED", "write_demo", "write_quickstart"]

SEED = 2026


def write_demo(folder: Path, *, seed: int = SEED) -> Mapping[str, int]:
    """Write the client's tables as CSV files into a folder, which is made; returns the rows of each file."""
    from kpireport.testing.demo.company import imagine
    from kpireport.testing.demo.tables import AdDay, Lead, OrderLine, Send, Visits, write_table

    folder.mkdir(parents=True, exist_ok=True)
    company = imagine(seed)
    return {
        "web_traffic.csv": write_table(folder / "web_traffic.csv", Visits, company.visits),
        "leads.csv": write_table(folder / "leads.csv", Lead, company.leads),
        "ad_performance.csv": write_table(folder / "ad_performance.csv", AdDay, company.ads),
        "orders.csv": write_table(folder / "orders.csv", OrderLine, company.orders),
        "email_campaigns.csv": write_table(folder / "email_campaigns.csv", Send, company.sends),
    }


def write_quickstart(file: Path, *, seed: int = SEED) -> int:
    """Write the quickstart's `web_traffic.csv`; returns its rows."""
    from kpireport.testing.demo.shop import shop_visits
    from kpireport.testing.demo.tables import ShopVisits, write_table

    file.parent.mkdir(parents=True, exist_ok=True)
    return write_table(file, ShopVisits, shop_visits(seed))
