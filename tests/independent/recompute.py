"""Recomputes every number of the demo's report.json from the raw CSV files, and shares no code with kpireport.

Only csv, json, fractions and datetime are used; the metrics are defined here a second time, by hand. Facts (totals and
breakdowns, the period and its comparisons), series and changes are compared: what adds up exactly, quotients to 12
significant digits, which is where the engine rounds.

    python tests/independent/recompute.py REPORT_JSON DATA_FOLDER
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

Row = Mapping[str, str]
Rows = Sequence[Row]
Value = Fraction | None
Formula = Callable[[Rows], Value]

TIME = {
    "web_traffic": "date",
    "leads": "created_date",
    "ad_performance": "date",
    "orders": "order_date",
    "email_campaigns": "date",
}
POINTS = {"percent": 100, "score": 1, "index": 1, "position": 1}
TOLERANCE = Fraction(5, 10**12)
"""Half a unit of the twelfth significant digit, for numbers that begin with 1."""

# ---------------------------------------------------------------- the metrics, a second time


def total(column: str) -> Formula:
    def formula(rows: Rows) -> Value:
        values = [Fraction(row[column]) for row in rows if row[column] != ""]
        return sum(values, Fraction(0)) if values else None

    return formula


def sessions_from(*channels: str) -> Formula:
    def formula(rows: Rows) -> Value:
        return sum((Fraction(r["sessions"]) for r in rows if r["channel"] in channels), Fraction(0)) if rows else None

    return formula


def different(column: str, condition: Callable[[Row], bool] = lambda _: True) -> Formula:
    return lambda rows: Fraction(len({row[column] for row in rows if row[column] != "" and condition(row)}))


def mean(column: str, condition: Callable[[Row], bool] = lambda _: True) -> Formula:
    def formula(rows: Rows) -> Value:
        values = [Fraction(row[column]) for row in rows if row[column] != "" and condition(row)]
        return sum(values, Fraction(0)) / len(values) if values else None

    return formula


def over(numerator: Formula, denominator: Formula) -> Formula:
    def formula(rows: Rows) -> Value:
        n, d = numerator(rows), denominator(rows)
        return None if n is None or not d else n / d

    return formula


def rest_of(formula: Formula) -> Formula:
    def rest(rows: Rows) -> Value:
        value = formula(rows)
        return None if value is None else 1 - value

    return rest


def leads_with(*flags: str) -> Formula:
    return different("lead_id", lambda row: all(row[flag] == "1" for flag in flags))


def is_quality_only(row: Row) -> bool:
    return row["is_quality"] == "1" and row["is_bofu"] != "1"


def is_decided(row: Row) -> bool:
    return row["is_won"] == "1" or row["is_lost"] == "1"


def first_orders(*flags: str) -> Formula:
    return different("order_id", lambda row: all(row[flag] == "1" for flag in ("is_new_customer", *flags)))


SESSIONS = total("sessions")
LEADS = different("lead_id")
DELIVERED = total("delivered")
PAID = ("paid_search", "paid_social", "paid_shopping", "paid_video", "paid_other", "display", "cross_network")

METRICS: dict[str, tuple[str, Formula]] = {
    "website_traffic": ("web_traffic", SESSIONS),
    "traffic_by_source": ("web_traffic", SESSIONS),
    "organic_traffic": ("web_traffic", sessions_from("organic_search")),
    "organic_traffic_share": ("web_traffic", over(sessions_from("organic_search"), SESSIONS)),
    "social_traffic": ("web_traffic", sessions_from("organic_social")),
    "social_referral_share": (
        "web_traffic",
        over(sessions_from("organic_social"), sessions_from("organic_social", "referral")),
    ),
    "direct_traffic": ("web_traffic", sessions_from("direct")),
    "email_traffic": ("web_traffic", sessions_from("email")),
    "referral_traffic": ("web_traffic", sessions_from("referral")),
    "paid_traffic": ("web_traffic", sessions_from(*PAID)),
    "mobile_traffic_share": (
        "web_traffic",
        over(lambda rows: SESSIONS([r for r in rows if r["device"] in {"mobile", "tablet"}]) or Fraction(0), SESSIONS),
    ),
    "pageviews_per_session": ("web_traffic", over(total("pageviews"), SESSIONS)),
    "average_session_duration": ("web_traffic", over(total("session_duration_seconds"), SESSIONS)),
    "bounce_rate": ("web_traffic", over(total("bounces"), SESSIONS)),
    "conversions": ("web_traffic", total("conversions")),
    "landing_page_conversion_rate": ("web_traffic", over(total("conversions"), SESSIONS)),
    "checkout_abandonment_rate": ("web_traffic", rest_of(over(total("purchases"), total("checkouts")))),
    "new_customers": ("web_traffic", total("new_customers")),
    "visitor_to_lead_rate": ("web_traffic", over(total("leads"), SESSIONS)),
    "visitor_to_customer_rate": ("web_traffic", over(total("new_customers"), SESSIONS)),
    "leads": ("leads", LEADS),
    "marketing_qualified_leads": ("leads", leads_with("is_mql")),
    "sales_qualified_leads": ("leads", leads_with("is_sql")),
    "won_leads": ("leads", leads_with("is_won")),
    "lead_to_conversion_rate": ("leads", over(leads_with("is_won"), LEADS)),
    "lead_to_quality_lead_rate": ("leads", over(leads_with("is_quality"), LEADS)),
    "mql_to_sql_rate": ("leads", over(leads_with("is_mql", "is_sql"), leads_with("is_mql"))),
    "sql_conversion_rate": ("leads", over(leads_with("is_sql", "is_won"), leads_with("is_sql"))),
    "sal_conversion_rate": ("leads", over(leads_with("is_sal", "is_won"), leads_with("is_sal"))),
    "sales_acceptance_rate": ("leads", over(leads_with("is_sql", "is_sal"), leads_with("is_sql"))),
    "close_rate": ("leads", over(leads_with("is_won"), different("lead_id", is_decided))),
    "lead_handoff_time": ("leads", mean("handoff_seconds")),
    "time_to_close": ("leads", mean("seconds_to_close", lambda row: row["is_won"] == "1")),
    "quality_to_bofu_lead_ratio": ("leads", over(different("lead_id", is_quality_only), leads_with("is_bofu"))),
    "ad_spend": ("ad_performance", total("cost")),
    "ad_revenue": ("ad_performance", total("conversion_value")),
    "ad_clicks": ("ad_performance", total("clicks")),
    "ad_impressions": ("ad_performance", total("impressions")),
    "ad_conversions": ("ad_performance", total("conversions")),
    "ad_leads": ("ad_performance", total("leads")),
    "ad_conversion_rate": ("ad_performance", over(total("conversions"), total("clicks"))),
    "ad_cost_per_lead": ("ad_performance", over(total("cost"), total("leads"))),
    "cost_per_acquisition": ("ad_performance", over(total("cost"), total("conversions"))),
    "return_on_ad_spend": ("ad_performance", over(total("conversion_value"), total("cost"))),
    "click_through_rate": ("ad_performance", over(total("clicks"), total("impressions"))),
    "revenue": ("orders", total("revenue")),
    "product_revenue": ("orders", total("revenue")),
    "orders": ("orders", different("order_id")),
    "average_order_value": ("orders", over(total("revenue"), different("order_id"))),
    "units_sold": ("orders", total("quantity")),
    "referral_order_share": ("orders", over(first_orders("is_customer_referral"), first_orders())),
    "emails_sent": ("email_campaigns", total("sent")),
    "email_open_rate": ("email_campaigns", over(total("unique_opens"), DELIVERED)),
    "email_click_rate": ("email_campaigns", over(total("unique_clicks"), DELIVERED)),
    "email_unsubscribe_rate": ("email_campaigns", over(total("unsubscribes"), DELIVERED)),
    "email_complaint_rate": ("email_campaigns", over(total("complaints"), DELIVERED)),
    "ordering_customers": ("orders", different("customer_id")),
    "trials": ("leads", different("lead_id", lambda row: row["offer"] == "Free trial")),
}
QUOTIENTS = {"revenue_per_visit": ("revenue", "website_traffic")}
"""Metrics over two other metrics."""


class Data:
    """The raw tables, by file and day."""

    def __init__(self, folder: Path) -> None:
        self.days: dict[str, dict[date, list[Row]]] = {}
        for name, column in TIME.items():
            self.days[name] = {}
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    self.days[name].setdefault(date.fromisoformat(row[column]), []).append(row)
        self._say_when_customers_began()
        self.groups: dict[tuple[str, date, date, tuple[str, ...]], dict[tuple[str | None, ...], list[Row]]] = {}

    def _say_when_customers_began(self) -> None:
        """Each order with the month of the first order that is known of its customer."""
        first: dict[str, str] = {}
        for day, rows in sorted(self.days["orders"].items()):
            for row in rows:
                row["first_order_month"] = first.setdefault(row["customer_id"], f"{day:%Y-%m}")
                if not row["customer_id"]:
                    row["first_order_month"] = ""

    def rows(self, table: str, start: date, end: date, group: Mapping[str, str | None]) -> Rows:
        """The rows from start up to end (exclusive) that belong to a group."""
        dimensions = tuple(sorted(group))
        key = (table, start, end, dimensions)
        if key not in self.groups:
            found: dict[tuple[str | None, ...], list[Row]] = {}
            for offset in range((end - start).days):
                for row in self.days[table].get(start + timedelta(days=offset), ()):
                    found.setdefault(tuple(row[name] or None for name in dimensions), []).append(row)
            self.groups[key] = found
        return self.groups[key].get(tuple(group[name] for name in dimensions), [])

    def value(self, metric: str, start: date, end: date, group: Mapping[str, str | None]) -> Value:
        """A metric of a window and group; raises KeyError for a metric that is not defined here."""
        return self._value(metric, lambda table: self.rows(table, start, end, group))

    def value_besides(self, metric: str, start: date, end: date, dimension: str, named: set[str | None]) -> Value:
        """A metric of all members of a dimension but those that are named."""

        def others(table: str) -> Rows:
            return [row for row in self.rows(table, start, end, {}) if (row[dimension] or None) not in named]

        return self._value(metric, others)

    def _value(self, metric: str, rows_of: Callable[[str], Rows]) -> Value:
        if metric in QUOTIENTS:
            above, below = (self._value(name, rows_of) for name in QUOTIENTS[metric])
            return None if above is None or not below else above / below
        table, formula = METRICS[metric]
        return formula(rows_of(table))


# ---------------------------------------------------------------- comparing


def agrees(shown: float | None, exact: Value, size: Value = None) -> bool:
    """Whether a number of the report is the exact one: decimals to the last digit, other quotients to 12 digits.

    A difference of two numbers is as exact as they are: `size` is then what the digits are counted from.
    """
    if shown is None or exact is None:
        return shown is None and exact is None
    stated = Fraction(repr(shown))
    if stated == exact:
        return True
    return (size is not None or not is_short_decimal(exact)) and abs(stated - exact) <= TOLERANCE * (size or abs(exact))


def is_short_decimal(exact: Fraction) -> bool:
    """Whether a number ends within 12 digits, as sums of counts and cents do."""
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1 and len(str(float(exact)).replace(".", "").strip("-0")) <= 12


def steps(start: date, step: str, count: int) -> Iterator[tuple[date, date]]:
    """The windows of a series."""
    for _ in range(count):
        if step in {"day", "week"}:
            end = start + timedelta(days=1 if step == "day" else 7)
        else:
            months = start.year * 12 + start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[step]
            end = date(months // 12, months % 12 + 1, 1)
        yield start, end
        start = end


def series_value(data: Data, series: Mapping[str, object], start: date, end: date) -> Value:
    """One point of a series; `[channel≠a|b]` in its id is the rest that a chart calls "other"."""
    _, is_rest, named = series["id"].partition("≠")
    if not is_rest:
        return data.value(series["metric"], start, end, series["group"])
    (dimension,) = series["group"]
    members = {None if name == "∅" else name for name in named.rstrip("]").split("|")}
    return data.value_besides(series["metric"], start, end, dimension, members)


def day(text: str) -> date:
    return date.fromisoformat(text)


def compare(report: Mapping[str, object], data: Data) -> tuple[dict[str, int], list[str]]:
    """How many numbers of each kind are equal, and a line for each one that differs."""
    windows = {"current": (day(report["period"]["start"]), day(report["period"]["end"]))}
    windows |= {c["id"]: (day(c["start"]), day(c["end"])) for c in report["comparisons"]}
    equal = {"facts": 0, "series points": 0, "changes": 0}
    differing: list[str] = []
    exact: dict[str, Value] = {}

    def check(kind: str, name: str, shown: float | None, value: Value, size: Value = None) -> None:
        if agrees(shown, value, size):
            equal[kind] += 1
        else:
            wanted = None if value is None else float(value)
            differing.append(f"{kind}: {name}: the report has {shown}, the raw data give {wanted}")

    for fact in report["facts"]:
        try:
            exact[fact["id"]] = data.value(fact["metric"], *windows[fact["period"]], fact["group"])
        except KeyError as error:
            differing.append(f"facts: {fact['id']}: not defined here: {error}")
            continue
        check("facts", fact["id"], fact["value"], exact[fact["id"]])
    for series in report["series"]:
        walk = steps(day(series["start"]), series["step"], len(series["values"]))
        for shown, (start, end) in zip(series["values"], walk, strict=True):
            check("series points", f"{series['id']} {start}", shown, series_value(data, series, start, end))
    units = {fact["id"]: fact["unit"] for fact in report["facts"]}
    for change in report["changes"]:
        now, base = exact.get(change["fact"]), exact.get(change["base"])
        name = f"{change['fact']} on {change['comparison']}"
        factors = {"abs": 1, "pct": 1 / abs(base) if base else None, "points": POINTS.get(units[change["fact"]])}
        for kind, factor in factors.items():
            known = now is not None and base is not None and factor is not None
            difference, size = ((now - base) * factor, (abs(now) + abs(base)) * factor) if known else (None, None)
            check("changes", f"{name} ({kind})", change[kind], difference, size)
    return equal, differing


def main(arguments: Sequence[str]) -> int:
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    equal, differing = compare(report, Data(Path(arguments[1])))
    for line in differing[:50]:
        print(line)
    print(", ".join(f"{count} {kind}" for kind, count in equal.items()) + f" equal, {len(differing)} differ")
    return 1 if differing or not equal["facts"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
