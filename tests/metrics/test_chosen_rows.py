"""Metrics whose rows are chosen for each period: last states, windows, whole periods, numbered events, derived datasets."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.errors import MetricError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.custom import CustomMetric
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.engine import compute
from kpireport.metrics.pack import Pack
from kpireport.metrics.plan import FactRequest, SeriesRequest, plan_metrics

START, END = date(2026, 9, 1), date(2026, 11, 1)
WINDOWS = {"current": (date(2026, 10, 1), END), "before": (START, date(2026, 10, 1))}


def metric(name, dataset, expression, **more):
    return {
        "id": name,
        "label": {"en": {"nom": name}},
        "dataset": dataset,
        "expression": expression,
        "unit": "count",
        **more,
    }


LAST = {"partition_by": ["list"]}
PACK = Pack.model_validate(
    {
        "id": "states",
        "title": "States",
        "datasets": [
            {
                "id": "lists",
                "title": {"en": "Lists"},
                "time": "day",
                "key": ["day", "list"],
                "dimensions": [{"column": "list"}, {"column": "kind"}],
                "columns": {
                    "day": {"type": "date"},
                    "list": {"type": "text"},
                    "kind": {"type": "text"},
                    "members": {"type": "integer", "minimum": 0},
                },
            },
            {
                "id": "sales",
                "title": {"en": "Sales"},
                "time": "day",
                "key": ["sale", "line"],
                "dimensions": [{"column": "shop"}],
                "columns": {
                    "sale": {"type": "text"},
                    "line": {"type": "integer"},
                    "day": {"type": "date"},
                    "buyer": {"type": "text"},
                    "shop": {"type": "text"},
                    "amount": {"type": "integer"},
                    "nth": {"type": "integer", "ordinal": {"of": "sale", "per": "buyer"}},
                    "nth_here": {"type": "integer", "ordinal": {"of": "sale", "per": "buyer", "within": "period"}},
                    "is_new": {"type": "integer", "computed": "case when nth = 1 then 1 else 0 end"},
                },
            },
            {
                "id": "buyers",
                "title": {"en": "Buyers of a period"},
                "time": "period",
                "grain": "period",
                "key": ["period", "buyer"],
                "derived": {
                    "description": "What each buyer spent in a period, and before it.",
                    "inputs": {
                        "now": {"dataset": "sales", "columns": ["buyer", "amount"], "optional": ["shop"]},
                        "ever": {"dataset": "sales", "columns": ["buyer", "amount"], "rows": "history"},
                    },
                    "sql": """
                        select n.buyer, n.shop, n.spent, coalesce(b.spent_before, 0) as spent_before
                        from (select buyer, min(shop) as shop, sum(amount) as spent from now group by buyer) n
                        left join (select buyer, sum(amount) as spent_before from ever where day < :start group by buyer) b
                          on b.buyer = n.buyer
                    """,
                },
                "dimensions": [{"column": "shop"}],
                "columns": {
                    "period": {"type": "date"},
                    "buyer": {"type": "text"},
                    "shop": {"type": "text"},
                    "spent": {"type": "integer"},
                    "spent_before": {"type": "integer"},
                },
            },
            {
                "id": "budgets",
                "title": {"en": "Budgets"},
                "time": "period",
                "grain": "period",
                "key": ["period", "shop"],
                "dimensions": [{"column": "shop"}],
                "columns": {
                    "period": {"type": "date"},
                    "shop": {"type": "text"},
                    "budget": {"type": "integer"},
                    "staff": {"type": "integer"},
                },
            },
        ],
        "metrics": [
            metric("members", "lists", "sum(members)", snapshot=LAST, additivity="snapshot", time_rule="last_snapshot"),
            metric("big_members", "lists", "sum(members)", snapshot=LAST, filter="members > 10"),
            metric(
                "active",
                "sales",
                "count(distinct buyer)",
                time_rule="window",
                parameters={"window": {"type": "window", "default": "month"}},
            ),
            metric("first_sales", "sales", "count(distinct case when nth = 1 then sale end)"),
            metric("newcomers", "sales", "sum(is_new)"),
            metric("again_here", "sales", "count(distinct case when nth_here >= 2 then buyer end)"),
            metric("amount", "sales", "sum(amount)", additivity="additive", transform="share_of_total"),
            metric("amount_rank", "sales", "sum(amount)", transform="rank_desc"),
            metric("loyal", "buyers", "sum(case when spent_before > 0 then 1 else 0 end)"),
            metric("spent_each", "buyers", "1.0 * sum(spent) / nullif(count(*), 0)"),
            metric("budget", "budgets", "sum(budget)", additivity="additive"),
            metric("staff", "budgets", "sum(staff)", time_rule="period_grain_rows", additivity="snapshot"),
        ],
    }
)
CATALOGUE = build_catalogue([PACK])
TYPES = {"integer": pa.int64(), "text": pa.string(), "date": pa.date32()}


def table(dataset_id, rows, *, covers=(START, END)):
    columns = CATALOGUE.dataset(dataset_id).columns
    names = list(rows[0]) if rows else list(columns)
    made = {name: pa.array([row[name] for row in rows], TYPES[columns[name].type]) for name in names}
    return MemoryTable(pa.table(made), covers=covers)


def values(requests, tables, *, windows=WINDOWS, custom=()):
    catalogue = build_catalogue([PACK], custom) if custom else CATALOGUE
    return compute(plan_metrics(catalogue, requests, windows), tables)


def by_period(facts, name):
    return {fact.period: fact.value for fact in facts.facts if fact.metric == name and not fact.group}


def row(day, name, members, kind="news"):
    return {"day": day, "list": name, "kind": kind, "members": members}


LISTS = [
    row(date(2026, 9, 30), "vip", 40),
    row(date(2026, 10, 5), "vip", 50),
    row(date(2026, 10, 31), "vip", 60),
    row(date(2026, 10, 5), "blog", 7, "blog"),
    row(date(2026, 11, 1), "blog", 999, "blog"),
]


def test_states_are_the_last_of_each_thing_in_the_period():
    facts = values([FactRequest("members"), FactRequest("members", ("kind",))], {"lists": table("lists", LISTS)})
    assert by_period(facts, "members") == {"current": 67, "before": 40}
    groups = {(fact.period, fact.group["kind"]): fact.value for fact in facts.facts if fact.group}
    assert groups["current", "news"] == 60
    assert groups["current", "blog"] == 7
    assert facts.change("members", "before").abs == 27


def test_the_filter_comes_before_the_snapshot():
    lists = [*LISTS, row(date(2026, 10, 30), "blog", 12, "blog"), row(date(2026, 10, 31), "blog", 3, "blog")]
    facts = values([FactRequest("big_members"), FactRequest("members")], {"lists": table("lists", lists)})
    assert by_period(facts, "big_members")["current"] == 72
    assert by_period(facts, "members")["current"] == 63


def test_a_series_of_states_takes_the_last_of_each_step():
    request = SeriesRequest("members", "month", START, END)
    facts = values([request], {"lists": table("lists", LISTS)})
    assert facts.one_series("members", "month").values == (40, 67)


def test_states_without_the_columns_of_their_things_are_one_thing():
    rows = [{"day": date(2026, 10, 1), "members": 5}, {"day": date(2026, 10, 9), "members": 8}]
    facts = values([FactRequest("members")], {"lists": table("lists", rows)})
    assert by_period(facts, "members")["current"] == 8


DAYS = st.dates(date(2026, 8, 25), date(2026, 11, 3))
STATES = st.dictionaries(st.tuples(DAYS, st.sampled_from(["a", "b", "c"])), st.integers(0, 99) | st.none(), max_size=30)


@given(STATES)
@settings(max_examples=25, deadline=None)
def test_states_agree_with_plain_python(states):
    rows = [row(day, name, members) for (day, name), members in states.items()]
    facts = values([FactRequest("members")], {"lists": table("lists", rows)})
    for period, (start, end) in WINDOWS.items():
        last = {name: members for (day, name), members in sorted(states.items()) if start <= day < end}
        known = [members for members in last.values() if members is not None]
        assert by_period(facts, "members")[period] == (sum(known) if known else None)


def sale(number, day, buyer, amount=1, line=1, shop="north"):
    return {"sale": f"s{number}", "line": line, "day": day, "buyer": buyer, "shop": shop, "amount": amount}


SALES = [
    sale(1, date(2026, 9, 3), "Ann"),
    sale(2, date(2026, 10, 2), "Ann", 10),
    sale(2, date(2026, 10, 3), "Ann", 5, line=2),
    sale(3, date(2026, 10, 24), "Bob", 20),
    sale(4, date(2026, 10, 25), "Cyd", 30, shop="south"),
    sale(5, date(2026, 10, 31), "Bob", 40),
    sale(6, date(2026, 10, 31), None, 50),
]


@pytest.mark.parametrize(("window", "current", "before"), [("day", 1, 0), ("week", 2, 0), ("month", 3, 1)])
def test_a_window_ends_with_the_period(window, current, before):
    custom = [CustomMetric(id="active", parameters={"window": window})]
    facts = values([FactRequest("active")], {"sales": table("sales", SALES)}, custom=custom)
    assert by_period(facts, "active") == {"current": current, "before": before}


@given(st.lists(st.tuples(DAYS, st.sampled_from(["a", "b", "c", "d", None])), max_size=30), DAYS)
@settings(max_examples=25, deadline=None)
def test_windows_agree_with_plain_python(visits, last):
    rows = [sale(i, day, buyer) for i, (day, buyer) in enumerate(visits)]
    over = {"sales": table("sales", rows, covers=(date(2026, 1, 1), date(2027, 1, 1)))}
    spans = {"day": last, "week": last - timedelta(days=6), "month": last.replace(day=1)}
    for window, first in spans.items():
        custom = [CustomMetric(id="active", parameters={"window": window})]
        period = {"current": (last - timedelta(days=2), last + timedelta(days=1))}
        facts = values([FactRequest("active")], over, windows=period, custom=custom)
        wanted = {buyer for day, buyer in visits if first <= day <= last and buyer is not None}
        assert by_period(facts, "active")["current"] == len(wanted)


def test_events_are_numbered_over_all_that_is_stored_or_within_the_period():
    requests = [FactRequest(name) for name in ("first_sales", "newcomers", "again_here")]
    facts = values(requests, {"sales": table("sales", SALES)})
    assert by_period(facts, "first_sales") == {"current": 2, "before": 1}
    assert by_period(facts, "newcomers") == {"current": 2, "before": 1}
    assert by_period(facts, "again_here") == {"current": 1, "before": 0}


def test_numbers_that_a_source_delivers_are_taken_as_they_are():
    rows = [{**entry, "nth": 7, "nth_here": 9} for entry in SALES]
    facts = values([FactRequest("first_sales"), FactRequest("again_here")], {"sales": table("sales", rows)})
    assert by_period(facts, "first_sales")["current"] == 0
    assert by_period(facts, "again_here")["current"] == 3


@given(
    st.lists(
        st.tuples(st.integers(0, 8), DAYS, st.sampled_from(["a", "b", None])), max_size=25, unique_by=lambda v: v[0]
    )
)
@settings(max_examples=25, deadline=None)
def test_numbers_agree_with_plain_python(sales):
    rows = [sale(number, day, buyer) for number, day, buyer in sales]
    facts = values([FactRequest("first_sales"), FactRequest("again_here")], {"sales": table("sales", rows)})
    first = {}
    for day, number, buyer in sorted((day, f"s{number}", buyer) for number, day, buyer in sales if buyer):
        first.setdefault(buyer, (day, number))
    for period, (start, end) in WINDOWS.items():
        inside = [(day, buyer) for number, day, buyer in sales if start <= day < end]
        again = {buyer for _, buyer in inside if buyer and [b for _, b in inside].count(buyer) > 1}
        nothing = not inside
        assert by_period(facts, "first_sales")[period] == sum(start <= day < end for day, _ in first.values())
        assert by_period(facts, "again_here")[period] == (0 if nothing else len(again))


def test_a_derived_dataset_is_made_for_each_period_from_what_sources_deliver():
    requests = [FactRequest("loyal"), FactRequest("spent_each"), FactRequest("loyal", ("shop",))]
    facts = values(requests, {"sales": table("sales", SALES)})
    assert by_period(facts, "loyal") == {"current": 1, "before": 0}
    assert by_period(facts, "spent_each") == {"current": 38.75, "before": 1}
    groups = {fact.group["shop"]: fact.value for fact in facts.facts if fact.group and fact.period == "current"}
    assert groups == {"north": 1, "south": 0}
    monthly = values([SeriesRequest("spent_each", "month", START, END)], {"sales": table("sales", SALES)})
    assert monthly.one_series("spent_each", "month").values == (1, 38.75)


@given(st.lists(st.tuples(DAYS, st.sampled_from(["a", "b", "c"]), st.integers(1, 9)), max_size=25))
@settings(max_examples=25, deadline=None)
def test_derived_datasets_agree_with_plain_python(sales):
    rows = [sale(i, day, buyer, amount) for i, (day, buyer, amount) in enumerate(sales)]
    facts = values([FactRequest("loyal")], {"sales": table("sales", rows)})
    for period, (start, end) in WINDOWS.items():
        now = {buyer for day, buyer, _ in sales if start <= day < end}
        earlier = {buyer for day, buyer, _ in sales if day < start}
        assert by_period(facts, "loyal")[period] == (len(now & earlier) if now else None)


def test_what_a_source_feeds_is_not_derived():
    delivered = [
        {"period": date(2026, 10, 1), "buyer": "Zoe", "spent": 2, "spent_before": 1},
        {"period": date(2026, 10, 1), "buyer": "Yan", "spent": 2, "spent_before": 1},
    ]
    tables = {"sales": table("sales", SALES), "buyers": table("buyers", delivered)}
    assert by_period(values([FactRequest("loyal")], tables), "loyal")["current"] == 2


def test_what_can_be_derived_is_known_before_anything_is_read():
    there = CATALOGUE.available({"sales": {"sale", "day", "buyer", "amount"}})
    assert there["sales"] >= {"nth", "nth_here", "is_new"}
    assert there["buyers"] == {"period", "buyer", "spent", "spent_before"}
    assert "buyers" not in CATALOGUE.available({"sales": {"sale", "day", "amount"}})
    assert CATALOGUE.missing("loyal", {"sales": {"day", "amount"}}) == ("buyers",)
    with pytest.raises(MetricError, match="'loyal' needs the dataset 'buyers', which cannot be derived") as caught:
        values([FactRequest("loyal")], {"sales": table("sales", [{"day": date(2026, 10, 1), "amount": 1}])})
    assert caught.value.problems[0].hint == "it needs sales: buyer, amount; sales: buyer, amount"
    with pytest.raises(MetricError, match="'loyal' needs the dataset 'sales', which no source feeds"):
        values([FactRequest("loyal")], {})


BUDGETS = [
    {"period": date(2026, month, 1), "shop": shop, "budget": month, "staff": 3}
    for month in (7, 8, 9, 10)
    for shop in ("north", "south")
]


def test_rows_about_whole_periods():
    quarter = {"current": (date(2026, 7, 1), date(2026, 10, 1))}
    over = {"budgets": table("budgets", BUDGETS, covers=None)}
    requests = [FactRequest("budget"), FactRequest("staff")]
    month = values(requests, over, windows={"current": WINDOWS["current"]})
    assert by_period(month, "budget") == {"current": 20}
    assert by_period(month, "staff") == {"current": 6}
    whole = values(requests, over, windows=quarter)
    assert by_period(whole, "budget") == {"current": 48}
    assert (whole.fact("staff").value, whole.fact("staff").status) == (None, "not_comparable")
    assert "periods of another length" in whole.notices[-1].text


def test_a_row_about_a_month_says_nothing_about_a_week():
    week = {"current": (date(2026, 9, 28), date(2026, 10, 5))}
    facts = values([FactRequest("budget")], {"budgets": table("budgets", BUDGETS, covers=None)}, windows=week)
    assert (facts.fact("budget").value, facts.fact("budget").status) == (None, "not_comparable")


def test_shares_and_ranks_stand_beside_a_breakdown():
    sales = [
        *SALES,
        sale(7, date(2026, 10, 9), "Dan", 125, shop="west"),
        sale(8, date(2026, 10, 9), "Eve", 30, shop="east"),
    ]
    facts = values(
        [FactRequest("amount", ("shop",)), FactRequest("amount_rank", ("shop",)), FactRequest("amount")],
        {"sales": table("sales", sales)},
    )
    current = {f.group["shop"]: f for f in facts.breakdown("amount", ["shop"])}
    wanted = {"north": 125 / 310, "west": 125 / 310, "south": 30 / 310, "east": 30 / 310}
    assert {shop: fact.share for shop, fact in current.items()} == wanted
    ranks = {f.group["shop"]: f.rank for f in facts.breakdown("amount_rank", ["shop"])}
    assert ranks == {"north": 1, "west": 1, "south": 3, "east": 3}
    assert facts.fact("amount").share is None


def test_the_number_of_statements_does_not_grow_with_metrics():
    over = {"sales": table("sales", SALES), "lists": table("lists", LISTS)}
    few = [FactRequest("members"), FactRequest("amount"), FactRequest("spent_each"), FactRequest("active")]
    more = [
        CustomMetric(id=f"m{i}", metric=base)
        for i, base in enumerate(["members", "amount", "spent_each", "active"] * 5)
    ]
    many = [*few, *(FactRequest(custom.id) for custom in more)]
    assert len(values(many, over, custom=more).queries) == len(values(few, over).queries)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("select 1; select 2", "it is no single SELECT"),
        ("drop table now", "it is no single SELECT"),
        ("select * from read_csv('secret.csv')", "is none of its inputs"),
        ("select * from 'secret.csv'", "is none of its inputs"),
        ("select * from other.now", "other.now is none of its inputs"),
        ("select random() as buyer from now", "may not be used"),
        ("select getenv('HOME') as buyer from now", "may not be used"),
        ("select * from now where day < :today", ":today is not known"),
        ("select from from", "it is not valid SQL"),
    ],
)
def test_a_derivation_can_read_nothing_else(sql, says):
    buyers = PACK.datasets[2]
    derived = buyers.derived.model_copy(update={"sql": sql})
    pack = PACK.model_copy(
        update={"datasets": (*PACK.datasets[:2], buyers.model_copy(update={"derived": derived}), PACK.datasets[3])}
    )
    with pytest.raises(MetricError, match="dataset 'buyers' cannot be derived") as caught:
        build_catalogue([pack]).check()
    assert says in str(caught.value)


def test_snapshots_and_time_rules_are_checked():
    wrong = [
        (metric("m", "lists", "sum(members)", snapshot={"partition_by": ["owner"]}), "its snapshot names 'owner'"),
        (
            metric("m", "lists", "sum(members)", time_rule="last_snapshot"),
            "has the time rule last_snapshot, but its definition is rows_in_period",
        ),
        (
            metric("m", "lists", "sum(members)", time_rule="rows_in_period", snapshot=LAST),
            "but its definition is last_snapshot",
        ),
        (
            metric("m", "lists", "avg(members)", transform="share_of_total"),
            "is shown as a share of the total, but it is ratio",
        ),
    ]
    for definition, says in wrong:
        pack = Pack.model_validate({**PACK.model_dump(), "metrics": [definition]})
        with pytest.raises(MetricError, match=says):
            build_catalogue([pack]).check()
