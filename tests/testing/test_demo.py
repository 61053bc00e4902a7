"""The demo's data: the same everywhere, in agreement with itself, and telling the stories that its events promise."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from kpireport.testing import write_demo, write_quickstart
from kpireport.testing.demo import write_coffee, write_magazine
from kpireport.testing.demo.chance import Chance, exp_minus
from kpireport.testing.demo.market import BUSINESS

PROJECT = Path(__file__).parents[2]
Row = dict[str, str]

DIGESTS = {
    "ad_performance.csv": "e4c29ea19b62a557f73b5e047f34db20ff9f394d08490b6868a4bb39580f4c5e",
    "email_campaigns.csv": "ab578673dbc2cd25dfc0a1366ae8788d737dfbb8a7e348f63f01f94657ca4286",
    "leads.csv": "ff7930767e7880451659575916d4433d7afe07961fcdc0a848dab64aa2e35d2d",
    "orders.csv": "53d53bb869419965ab329701a641d90a549c06f2c0111ac0ed4548d5155ebc21",
    "web_traffic.csv": "91017a2a33851769a8f4f011addf83c636e361c34b4b649ad4b4ff629061482a",
}


COFFEE_DIGESTS = {
    "ad_performance.csv": "61ffcdb0f4c5d5d029ff932c283d118cffee51f8b4ee932bed218e422fc5c7fc",
    "email_campaigns.csv": "c19287b31b3062a210235b179fbe19e7cb5f59fdcc3eaaea00afd4aef0d502a7",
    "orders.csv": "e6283f31e1673e54f5f4781d6ed7616bba2ef0dfd1950aac0b5e1341ecf59659",
    "web_traffic.csv": "113a8274576aac72ee38d27bdcad523b36cf1e5ded94ee4beb50da0a57b2040a",
}
MAGAZINE_DIGESTS = {
    "email_campaigns.csv": "44db565a468b37efeb0727e84da359b281b548c522f6299f7a7fd32296481ce3",
    "orders.csv": "92feee9549eb7b0f158af8689003ab2365e5e50d40fa3b514a7f8f034bf12877",
    "social_posts.csv": "a27dcb0f4b7b2745d58349c32703a73dc3b896fe6dfdd8ea571130ac93012db8",
    "social_snapshots.csv": "d3cf2bf13227d0c6f9e7d4268aceeb85e50439fd6a26f30a7092157f9453b972",
    "web_pages.csv": "41d88f7c72588128db3792bba7085091807c6decb0a60785ffb233f3072dcf39",
    "web_traffic.csv": "ff1bc7c5c21e4b70dd0a5cdb53c7c182fd0ceaa58bff5dc45282b0bbedd0eb4d",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data") / "demo"
    write_demo(made)
    return made


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, list[Row]]:
    return {file.stem: read(file) for file in folder.glob("*.csv")}


def read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def total(rows: Iterable[Row], column: str) -> Fraction:
    return sum((Fraction(row[column]) for row in rows), Fraction(0))


def month(rows: Iterable[Row], key: str, column: str = "date") -> list[Row]:
    return [row for row in rows if row[column].startswith(key)]


def test_the_bytes_are_those_of_every_machine(folder: Path) -> None:
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.csv")} == DIGESTS


def test_another_seed_is_another_company(folder: Path, tmp_path: Path) -> None:
    rows = write_demo(tmp_path / "other", seed=7)
    assert set(rows) == set(DIGESTS)
    assert (tmp_path / "other" / "orders.csv").read_bytes() != (folder / "orders.csv").read_bytes()


def test_the_committed_quickstart_file_is_what_the_generator_writes(tmp_path: Path) -> None:
    file = tmp_path / "web_traffic.csv"
    assert write_quickstart(file) == 761 * 5
    assert file.read_bytes() == (PROJECT / "configs" / "data" / "web_traffic.csv").read_bytes()


def test_there_are_25_months_without_a_gap(tables: dict[str, list[Row]]) -> None:
    days = sorted({date.fromisoformat(row["date"]) for row in tables["web_traffic"]})
    assert (days[0], days[-1]) == (date(2024, 10, 1), date(2026, 10, 31))
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("web_traffic", ("date", "channel", "landing_page", "device")),
        ("leads", ("lead_id",)),
        ("ad_performance", ("date", "platform", "campaign")),
        ("orders", ("order_id", "line_no")),
        ("email_campaigns", ("campaign_id", "date")),
    ],
)
def test_no_key_occurs_twice(tables: dict[str, list[Row]], table: str, key: tuple[str, ...]) -> None:
    assert max(Counter(tuple(row[name] for name in key) for row in tables[table]).values()) == 1


def test_every_lead_of_the_crm_was_counted_on_the_website(tables: dict[str, list[Row]]) -> None:
    crm = Counter((row["created_date"], row["channel"]) for row in tables["leads"])
    website: Counter[tuple[str, str]] = Counter()
    for row in tables["web_traffic"]:
        website[row["date"], row["channel"]] += int(row["leads"])
    assert +website == crm


def test_every_first_order_is_a_new_customer_on_the_website(tables: dict[str, list[Row]]) -> None:
    first = {(row["order_date"], row["order_id"]) for row in tables["orders"] if row["is_new_customer"] == "1"}
    website: Counter[str] = Counter()
    for row in tables["web_traffic"]:
        website[row["date"]] += int(row["new_customers"])
    assert +website == Counter(day for day, _ in first)


def test_nobody_is_counted_who_cannot_be(tables: dict[str, list[Row]]) -> None:
    for row in tables["web_traffic"]:
        assert int(row["bounces"]) + int(row["leads"]) <= int(row["sessions"]) >= int(row["users"])
        assert int(row["purchases"]) <= int(row["checkouts"])
    for row in tables["email_campaigns"]:
        assert int(row["sent"]) >= int(row["delivered"]) >= int(row["unique_opens"]) >= int(row["unique_clicks"])
    for row in tables["leads"]:
        assert int(row["is_mql"]) >= int(row["is_sql"]) >= int(row["is_sal"]) >= int(row["is_won"])
        assert not (row["is_won"] == "1" and row["is_lost"] == "1")
        assert bool(row["deal_value"]) == bool(row["seconds_to_close"]) == (row["is_won"] == "1")


def test_paid_visits_follow_the_clicks(tables: dict[str, list[Row]]) -> None:
    clicks = total(tables["ad_performance"], "clicks")
    visits = total([r for r in tables["web_traffic"] if r["channel"] in {"paid_search", "paid_social"}], "sessions")
    assert Fraction(9, 10) < visits / clicks < Fraction(94, 100)


def test_what_an_executive_looks_at_is_plausible(tables: dict[str, list[Row]]) -> None:
    october = {name: month(rows, "2026-10") for name, rows in tables.items() if "date" in rows[0]}
    ads = october["ad_performance"]
    assert 20 < total(ads, "cost") / total(ads, "leads") < 60
    assert 1 < total(ads, "conversion_value") / total(ads, "cost") < 6
    assert (
        Fraction(15, 1000)
        < total(october["web_traffic"], "leads") / total(october["web_traffic"], "sessions")
        < Fraction(3, 100)
    )
    year = [row for row in tables["leads"] if row["created_date"].startswith("2025")]
    assert Fraction(6, 100) < total(year, "is_won") / len(year) < Fraction(15, 100)


def test_the_outage_empties_the_website(tables: dict[str, list[Row]]) -> None:
    sessions = {day: total(month(tables["web_traffic"], day), "sessions") for day in ("2026-06-03", "2026-06-10")}
    assert sessions["2026-06-10"] < sessions["2026-06-03"] * Fraction(35, 100)


def test_the_release_breaks_the_checkout_on_phones_only(tables: dict[str, list[Row]]) -> None:
    def lost(device: str, first: str, last: str) -> Fraction:
        rows = [r for r in tables["web_traffic"] if r["device"] == device and first <= r["date"] <= last]
        return 1 - total(rows, "purchases") / total(rows, "checkouts")

    assert lost("mobile", "2026-10-12", "2026-10-31") > lost("mobile", "2026-07-01", "2026-10-11") + Fraction(5, 100)
    assert lost("desktop", "2026-10-12", "2026-10-31") < lost("desktop", "2026-07-01", "2026-10-11") + Fraction(3, 100)


def test_prices_rise_on_the_day_of_the_price_change(tables: dict[str, list[Row]]) -> None:
    solo = [row for row in tables["orders"] if row["product"] == "Solo"]
    assert {row["revenue"] for row in solo if row["order_date"] < "2026-02-02"} == {"19.00", "190.00"}
    assert {row["revenue"] for row in solo if row["order_date"] >= "2026-02-02"} == {"21.00", "210.00"}


def test_chance_has_the_means_that_it_is_asked_for() -> None:
    chance = Chance(1, "means")
    for mean in (0.01, 0.3, 2.0, 5.9, 6.1, 40.0):
        drawn = sum(chance.count(mean) for _ in range(20_000)) / 20_000
        assert abs(drawn - mean) < 4 * (mean / 20_000) ** 0.5
    assert chance.count(0.0) == chance.count(-1.0) == 0
    assert abs(exp_minus(1.0) - 0.36787944) < 1e-7


def test_a_season_runs_smoothly_from_month_to_month() -> None:
    wednesdays = [date(2026, 5, 6) + timedelta(weeks=n) for n in range(12)]
    strengths = [BUSINESS.at(day) for day in wednesdays if day != date(2026, 6, 24)]
    assert all(abs(later - earlier) < 0.08 for earlier, later in pairwise(strengths))
    assert BUSINESS.at(date(2026, 6, 24)) < 0.5 * BUSINESS.at(date(2026, 6, 17))


# ---------------------------------------------------------------- the coffee shop and the magazine


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def coffee(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    folder = tmp_path_factory.mktemp("coffee")
    write_coffee(folder)
    assert digests(folder) == COFFEE_DIGESTS, "the bytes are those of every machine"
    return {file.stem: read(file) for file in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def magazine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    folder = tmp_path_factory.mktemp("magazine")
    write_magazine(folder)
    assert digests(folder) == MAGAZINE_DIGESTS, "the bytes are those of every machine"
    return {file.stem: read(file) for file in folder.glob("*.csv")}


def test_orders_of_the_coffee_shop_are_the_purchases_on_its_website(coffee: dict[str, list[Row]]) -> None:
    orders = {(row["order_date"], row["channel"], row["order_id"]) for row in coffee["orders"]}
    website: Counter[tuple[str, str]] = Counter()
    for row in coffee["web_traffic"]:
        website[row["date"], row["channel"]] += int(row["purchases"])
    assert +website == Counter((day, channel) for day, channel, _ in orders)
    assert total(coffee["web_traffic"], "revenue") == total(coffee["orders"], "revenue")
    keys = Counter((row["order_id"], row["line_no"]) for row in coffee["orders"])
    assert max(keys.values()) == 1


def test_the_coffee_shop_has_a_good_and_a_bad_story(coffee: dict[str, list[Row]]) -> None:
    web, ads = coffee["web_traffic"], coffee["ad_performance"]
    mail = {
        key: [row for row in month(web, key) if row["channel"] == "email"] for key in ("2025-10", "2026-09", "2026-10")
    }
    assert total(mail["2026-10"], "revenue") > total(mail["2026-09"], "revenue") * Fraction(17, 10)

    def lost(device: str, key: str) -> Fraction:
        rows = [row for row in month(web, key) if row["device"] == device]
        return 1 - total(rows, "purchases") / total(rows, "checkouts")

    assert lost("mobile", "2026-10") > lost("mobile", "2026-09") + Fraction(12, 100)
    assert lost("desktop", "2026-10") < lost("desktop", "2026-09") + Fraction(8, 100)
    meta = {
        key: [row for row in month(ads, key) if row["campaign"] == "Nauji pirkėjai"] for key in ("2026-09", "2026-10")
    }
    assert total(meta["2026-10"], "cost") > 2 * total(meta["2026-09"], "cost")
    value = {key: total(rows, "conversion_value") / total(rows, "cost") for key, rows in meta.items()}
    assert value["2026-10"] < value["2026-09"] / 2


def test_the_coffee_shop_has_a_season_and_sales(coffee: dict[str, list[Row]]) -> None:
    revenue = {key: total(month(coffee["orders"], key, "order_date"), "revenue") for key in ("2025-07", "2025-12")}
    assert revenue["2025-12"] > revenue["2025-07"] * Fraction(17, 10)
    friday, before = (month(coffee["web_traffic"], day) for day in ("2025-11-28", "2025-11-21"))
    assert total(friday, "purchases") > 2 * total(before, "purchases")


def test_subscriptions_of_the_magazine_were_bought_on_its_website(magazine: dict[str, list[Row]]) -> None:
    first = Counter((row["order_date"], row["channel"]) for row in magazine["orders"] if row["is_new_customer"] == "1")
    website: Counter[tuple[str, str]] = Counter()
    for row in magazine["web_traffic"]:
        website[row["date"], row["channel"]] += int(row["purchases"])
    assert +website == first


def test_the_magazine_has_a_good_and_a_bad_story(magazine: dict[str, list[Row]]) -> None:
    pages = month(magazine["web_pages"], "2026-10")
    views: Counter[str] = Counter()
    for row in pages:
        views[row["content_id"]] += int(row["pageviews"])
    (best, most), (_, second) = views.most_common(2)
    assert best == "Кому принадлежит набережная"
    assert most > 3 * second
    new = {key: total(month(magazine["web_traffic"], key), "new_customers") for key in ("2026-09", "2026-10")}
    assert new["2026-10"] > new["2026-09"] * Fraction(3, 2)

    def searched(first: str, last: str) -> Fraction:
        rows = [r for r in magazine["web_traffic"] if r["channel"] == "organic_search" and first <= r["date"] <= last]
        recipes = [row for row in rows if row["landing_page"] == "/eda"]
        return total(recipes, "sessions") / total(rows, "sessions")

    assert searched("2026-10-15", "2026-10-31") < searched("2026-09-28", "2026-10-14") * Fraction(7, 10)


def test_nobody_is_counted_who_cannot_be_in_the_shop_and_the_magazine(
    coffee: dict[str, list[Row]], magazine: dict[str, list[Row]]
) -> None:
    for row in coffee["web_traffic"] + magazine["web_traffic"]:
        assert int(row["bounces"]) + int(row["purchases"]) <= int(row["sessions"]) >= int(row["users"])
        assert int(row["new_customers"]) <= int(row["purchases"]) <= int(row["checkouts"])
    for row in magazine["web_pages"]:
        assert int(row["pageviews"]) >= int(row["unique_pageviews"]) >= int(row["active_users"])
        assert int(row["exits"]) <= int(row["pageviews"])
    for row in magazine["social_posts"]:
        assert int(row["impressions"]) >= int(row["reach"])
