"""Worked examples: a small invented client, every number by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from kpireport.errors import DataError, MetricError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.custom import CustomMetric
from kpireport.metrics.plan import FactRequest, SeriesRequest


def values(facts, metric, by, period="current"):
    return {tuple(fact.group.values()): fact.value for fact in facts.breakdown(metric, by, period=period)}


def test_sums_and_ratios_with_both_sides(computed):
    facts = computed(FactRequest("sessions"), FactRequest("revenue"), FactRequest("bounce_rate"))
    assert facts.fact("sessions").value == 40
    assert facts.fact("sessions", period="previous_period").value == 10
    assert facts.fact("revenue").value == 0.6  # 0.1 + 0.2 + 0.3, exactly
    rate = facts.fact("bounce_rate")
    assert (rate.value, rate.numerator, rate.denominator) == (0.25, 10, 40)
    assert facts.fact("sessions").numerator is None
    change = facts.change("bounce_rate", "previous_period")
    assert (change.abs, change.points, change.favourable) == (-0.15, -15, True)


def test_a_ratio_is_recomputed_for_every_group(computed):
    facts = computed(FactRequest("bounce_rate", ("channel",)), FactRequest("bounce_rate"))
    assert values(facts, "bounce_rate", ["channel"]) == {
        ("direct",): None,
        ("email",): pytest.approx(5 / 15),
        ("search",): 0.2,
        (None,): None,  # no visits: a zero denominator
    }
    assert facts.fact("bounce_rate").value == 0.25  # not the mean of the groups


def test_rows_without_a_member_are_a_group_of_their_own(computed):
    facts = computed(FactRequest("sessions", ("channel",)), FactRequest("sessions"))
    assert values(facts, "sessions", ["channel"])[None,] == 0
    assert facts.fact("sessions", group={"channel": None}).id == "sessions@current[channel=∅]"
    assert facts.fact("sessions").value == 40  # the total is not the group without a name


def test_members_that_occur_in_one_window_have_a_fact_in_every_window(computed):
    facts = computed(FactRequest("sessions", ("channel",)), FactRequest("people", ("channel",)))
    assert values(facts, "sessions", ["channel"], "previous_period") == {
        ("direct",): 2, ("email",): 8, ("search",): None, (None,): None,
    }  # fmt: skip
    assert facts.fact("sessions", group={"channel": "direct"}).status == "no_data"
    assert values(facts, "people", ["channel"], "previous_period") == {("direct",): 0, ("email",): 1}


def test_rows_without_a_member_are_not_those_of_a_member_that_is_called_like_their_sign(computed, store):
    members = [None, "∅", "\\∅", "", "None", "other"]
    rows = [
        {"date": date(2026, 10, day), "channel": member, "device": "m", "sessions": 10**place}
        for place, member in enumerate(members)
        for day in range(1, 32)
    ]
    facts = computed(FactRequest("sessions", ("channel",)), over={"visits": store("visits", rows)})
    found = {member: facts.fact("sessions", group={"channel": member}) for member in members}
    assert [fact.value for fact in found.values()] == [31 * 10**place for place in range(len(members))]
    assert len({fact.id for fact in facts.facts}) == len(facts.facts)


def test_combinations_of_dimensions(computed):
    facts = computed(FactRequest("sessions", ("device", "channel")))
    assert values(facts, "sessions", ["channel", "device"]) == {
        ("direct", "mobile"): None,
        ("email", "desktop"): 5,
        ("email", "mobile"): 10,
        ("search", "mobile"): 25,
        (None, "desktop"): 0,
    }


def test_distinct_counts_are_counted_anew_at_every_level(computed):
    facts = computed(FactRequest("people"), FactRequest("people", ("channel",)), FactRequest("winners"))
    assert facts.fact("people").value == 2  # Ann and Bob, though Ann came by two channels
    assert values(facts, "people", ["channel"]) == {("direct",): 2, ("email",): 1}
    winners = facts.fact("winners")
    assert (winners.value, winners.numerator, winners.denominator) == (0.5, 1, 2)


def test_derived_metrics_are_computed_in_every_group_and_step(computed):
    facts = computed(
        FactRequest("revenue_per_lead"),
        FactRequest("revenue_per_lead", ("channel",)),
        FactRequest("engagement"),
        SeriesRequest("revenue_per_lead", "month", date(2026, 9, 1), date(2026, 11, 1)),
    )
    total = facts.fact("revenue_per_lead")
    assert (total.value, total.numerator, total.denominator) == (0.2, 0.6, 3)
    assert values(facts, "revenue_per_lead", ["channel"])["email",] == 0.3
    assert facts.fact("engagement").value == 0.75
    assert (facts.fact("engagement").numerator, facts.fact("engagement").denominator) == (30, 40)
    assert facts.one_series("revenue_per_lead", "month").values == (3.3, 0.2)


def test_series_by_step_and_group(computed):
    facts = computed(
        SeriesRequest("sessions", "month", date(2026, 9, 1), date(2026, 11, 1)),
        SeriesRequest("sessions", "day", date(2026, 9, 29), date(2026, 10, 4)),
        SeriesRequest("people", "month", date(2026, 9, 1), date(2026, 11, 1), ("channel",)),
    )
    assert facts.one_series("sessions", "month").values == (10, 40)
    assert facts.one_series("sessions", "day").values == (None, 2, 15, 0, None)
    assert facts.one_series("people", "month", group={"channel": "email"}).values == (1, 1)
    assert facts.one_series("people", "month", group={"channel": "direct"}).values == (0, 2)


def test_one_window_may_be_a_day(computed):
    facts = computed(FactRequest("sessions"), within={"current": (date(2026, 10, 1), date(2026, 10, 2))})
    assert facts.fact("sessions").value == 15


def test_windows_may_overlap(computed):
    within = {
        "current": (date(2026, 9, 30), date(2026, 10, 3)),
        "previous_period": (date(2026, 9, 1), date(2026, 10, 2)),
    }
    facts = computed(FactRequest("sessions"), FactRequest("people"), within=within)
    assert [fact.value for fact in facts.facts] == [17, 25, 0, 1]


# ---------------------------------------------------------------- what there is no data for


def daily(first, last, **fields):
    days = (last - first).days + 1
    row = {"channel": "email", "device": "mobile", "sessions": 10, "bounces": 5, "seconds": 30.5} | fields
    return [row | {"date": first + timedelta(days=i)} for i in range(days)]


def test_a_count_over_no_rows_is_zero_only_where_there_are_data(computed, store):
    leads = [{"lead_id": f"L{i}", "created": date(2026, 10, 1 + i), "channel": "email"} for i in range(31)]
    over = {"leads": store("leads", leads)}
    facts = computed(FactRequest("leads"), FactRequest("leads", ("channel",)), over=over)
    assert facts.fact("leads").value == 31
    before = facts.fact("leads", period="previous_period")
    assert (before.value, before.status) == (None, "no_data")
    stated = {"leads": store("leads", leads, covers=(date(2026, 1, 1), date(2026, 11, 1)))}
    before = computed(FactRequest("leads"), over=stated).fact("leads", period="previous_period")
    assert (before.value, before.status) == (0, "ok")


def test_a_window_that_begins_before_the_data_or_ends_after_them_is_partial(computed, store):
    over = {"visits": store("visits", daily(date(2026, 9, 10), date(2026, 10, 28)))}
    facts = computed(FactRequest("sessions"), FactRequest("bounce_rate"), over=over)
    assert [(f.value, f.status) for f in facts.facts if f.metric == "sessions"] == [(280, "partial"), (210, "partial")]
    assert facts.change("sessions", "previous_period").pct is None  # 28 days are not held against 21
    assert facts.change("bounce_rate", "previous_period").abs == 0


@pytest.mark.parametrize(("lost", "status"), [(7, "ok"), (8, "partial")])
def test_a_window_that_lacks_a_quarter_of_its_days_is_partial_too(computed, store, lost, status):
    hole = {date(2026, 10, 10) + timedelta(days=i) for i in range(lost)}
    rows = [row for row in daily(date(2026, 9, 1), date(2026, 10, 31)) if row["date"] not in hole]
    facts = computed(FactRequest("sessions"), over={"visits": store("visits", rows)})
    assert (facts.fact("sessions").value, facts.fact("sessions").status) == (10 * (31 - lost), status)
    assert facts.fact("sessions", period="previous_period").status == "ok"
    stated = store("visits", rows, covers=(date(2026, 1, 1), date(2026, 11, 1)))
    assert computed(FactRequest("sessions"), over={"visits": stated}).fact("sessions").status == "ok"


def test_one_hole_in_a_short_history_does_not_make_long_gaps_usual(computed, store):
    hole = {date(2026, 10, 10) + timedelta(days=i) for i in range(10)}
    rows = [row for row in daily(date(2026, 9, 8), date(2026, 10, 31)) if row["date"] not in hole]
    facts = computed(FactRequest("sessions"), over={"visits": store("visits", rows)})
    assert facts.fact("sessions", period="previous_period").status == "partial"  # September begins on the 8th


def test_a_ratio_of_two_datasets_is_not_compared_where_one_of_them_lacks_days(computed, store):
    visits = [row | {"revenue": Decimal("3.10")} for row in daily(date(2026, 9, 1), date(2026, 10, 31))]
    leads = [
        {"lead_id": f"{row['date']}", "created": row["date"], "channel": "email"}
        for row in visits
        if row["date"] <= date(2026, 10, 10)
    ]
    over = {"visits": store("visits", visits), "leads": store("leads", leads)}
    facts = computed(FactRequest("revenue_per_lead"), over=over)
    assert (facts.fact("revenue_per_lead").value, facts.fact("revenue_per_lead").status) == (9.61, "partial")
    change = facts.change("revenue_per_lead", "previous_period")
    assert (change.abs, change.pct, change.favourable) == (None, None, None)  # 31 days of revenue, 10 of leads


def test_days_that_are_usually_empty_are_not_missing(computed, store):
    weekdays = [row for row in daily(date(2026, 8, 3), date(2026, 10, 30)) if row["date"].weekday() < 5]
    facts = computed(FactRequest("sessions"), over={"visits": store("visits", weekdays)})
    assert facts.fact("sessions").status == "ok"  # 31 October 2026 is a Saturday


def test_days_that_may_still_change_are_provisional(computed, store):
    rows = daily(date(2026, 9, 1), date(2026, 10, 31))
    facts = computed(
        FactRequest("sessions"),
        SeriesRequest("sessions", "month", date(2026, 9, 1), date(2026, 11, 1)),
        over={"visits": store("visits", rows, settled_until=date(2026, 10, 30))},
    )
    assert facts.fact("sessions").status == "provisional"
    assert facts.fact("sessions", period="previous_period").status == "ok"
    assert facts.one_series("sessions", "month").status == "provisional"


def test_steps_before_the_data_begin_have_no_value(computed, store):
    over = {"visits": store("visits", daily(date(2026, 8, 15), date(2026, 10, 31)))}
    facts = computed(SeriesRequest("sessions", "month", date(2026, 7, 1), date(2026, 11, 1)), over=over)
    series = facts.one_series("sessions", "month")
    assert series.values == (None, None, 300, 310)  # half of August would look like a bad month
    assert series.status == "ok"


def test_an_empty_table_has_no_data(computed, store):
    table = pa.table({"date": pa.array([], pa.date32()), "sessions": pa.array([], pa.int64())})
    facts = computed(
        FactRequest("sessions"),
        SeriesRequest("sessions", "month", date(2026, 9, 1), date(2026, 11, 1)),
        over={"visits": store("visits", table)},
    )
    assert (facts.fact("sessions").value, facts.fact("sessions").status) == (None, "no_data")
    assert facts.one_series("sessions", "month").status == "no_data"


# ---------------------------------------------------------------- people


def test_people_are_not_added_up_over_rows(computed, store):
    rows = [
        {"date": date(2026, 9, 1), "channel": "email", "device": "mobile", "users": 7},
        {"date": date(2026, 10, 1), "channel": "email", "device": "mobile", "users": 7},
        {"date": date(2026, 10, 1), "channel": "direct", "device": "mobile", "users": 5},
        {"date": date(2026, 10, 31), "channel": "email", "device": "mobile", "users": None},
    ]
    facts = computed(FactRequest("users"), FactRequest("users", ("channel",)), over={"visits": store("visits", rows)})
    assert (facts.fact("users").value, facts.fact("users").status) == (None, "not_comparable")
    assert facts.fact("users", period="previous_period").value == 7  # one row: nothing was added
    assert values(facts, "users", ["channel"]) == {("direct",): 5, ("email",): 7}
    assert "users counts people" in facts.notices[0].text


# ---------------------------------------------------------------- numbers


def test_binary_numbers_are_rounded_to_twelve_digits(computed, store):
    rows = daily(date(2026, 10, 1), date(2026, 10, 3), seconds=0.1)
    facts = computed(FactRequest("duration"), FactRequest("longest"), over={"visits": store("visits", rows)})
    assert facts.fact("duration").numerator == 0.3  # not 0.30000000000000004
    assert facts.fact("duration").value == 0.1
    assert facts.fact("longest").value == 0.1


def test_what_is_no_finite_number_is_not_shown(computed, store):
    rows = daily(date(2026, 10, 1), date(2026, 10, 1), seconds=float("inf"))
    facts = computed(FactRequest("duration"), over={"visits": store("visits", rows)})
    assert (facts.fact("duration").value, facts.fact("duration").status) == (None, "no_data")


def test_large_amounts_keep_every_cent(computed, store):
    rows = daily(date(2026, 10, 1), date(2026, 10, 31), revenue=Decimal("4444444444.44"))
    facts = computed(FactRequest("revenue"), over={"visits": store("visits", rows)})
    assert facts.fact("revenue").value == 137777777777.64


# ---------------------------------------------------------------- mistakes


def test_a_dataset_that_no_source_feeds(computed, tables):
    with pytest.raises(MetricError, match="metric 'leads' needs the dataset 'leads', which no source feeds"):
        computed(FactRequest("leads"), over={"visits": tables["visits"]})


def test_columns_that_are_not_delivered(computed, store):
    over = {"visits": store("visits", [{"date": date(2026, 10, 1), "sessions": 3}])}
    with pytest.raises(
        MetricError, match="metric 'bounce_rate' needs the column 'bounces' of dataset 'visits'"
    ) as caught:
        computed(FactRequest("bounce_rate"), over=over)
    assert caught.value.problems[0].hint == "map it under columns: of the source (delivered: date, sessions)"
    with pytest.raises(MetricError, match="the dimension 'channel' of dataset 'visits' is not delivered"):
        computed(FactRequest("sessions", ("channel",)), over=over)


def test_mixed_currencies_are_not_added_up(computed, store):
    rows = [
        {"date": date(2026, 10, 1), "channel": "a", "sessions": 1, "revenue": Decimal(1), "currency": "EUR"},
        {"date": date(2026, 10, 2), "channel": "a", "sessions": 1, "revenue": Decimal(1), "currency": "USD"},
    ]
    over = {"visits": store("visits", rows)}
    with pytest.raises(DataError, match="'visits' mixes currencies: EUR, USD"):
        computed(FactRequest("revenue"), over=over)
    assert computed(FactRequest("sessions"), over=over).fact("sessions").value == 2


def test_a_column_of_another_type_is_a_named_error(computed, store):
    table = pa.table({"date": [date(2026, 10, 1)], "channel": ["a"], "sessions": ["many"]})
    with pytest.raises(MetricError, match="dataset 'visits'"):
        computed(FactRequest("sessions"), over={"visits": store("visits", table)})


def test_a_file_that_is_gone_is_a_named_error(computed, store):
    table = store("visits", daily(date(2026, 10, 1), date(2026, 10, 1)))
    table.paths[0].unlink()
    with pytest.raises(DataError, match="dataset 'visits' cannot be read"):
        computed(FactRequest("sessions"), over={"visits": table})


# ---------------------------------------------------------------- order and repetition


def test_facts_come_in_the_order_of_the_requests(computed):
    facts = computed(FactRequest("leads"), FactRequest("sessions", ("channel",)), FactRequest("sessions"))
    assert [fact.id for fact in facts.facts] == [
        "leads@current",
        "leads@previous_period",
        "sessions@current[channel=direct]",
        "sessions@current[channel=email]",
        "sessions@current[channel=search]",
        "sessions@current[channel=∅]",
        "sessions@previous_period[channel=direct]",
        "sessions@previous_period[channel=email]",
        "sessions@previous_period[channel=search]",
        "sessions@previous_period[channel=∅]",
        "sessions@current",
        "sessions@previous_period",
    ]


def test_every_fact_names_the_statement_it_came_from(computed):
    facts = computed(FactRequest("sessions"), FactRequest("people", ("channel",)), FactRequest("revenue_per_lead"))
    queries = {query.id: query for query in facts.queries}
    assert {queries[fact.query].dataset for fact in facts.facts if fact.metric == "people"} == {"leads"}
    assert queries[facts.fact("sessions").query].rows == 6
    assert all("_key" in queries[fact.query].sql for fact in facts.facts if fact.metric == "people")


def test_a_dataset_is_read_as_often_for_one_metric_as_for_many(pack, computed):
    many = [
        CustomMetric(id=f"m{i}", dataset="visits", expression=f"sum(sessions) + {i}", unit="count") for i in range(40)
    ]
    catalogue = build_catalogue([pack], many)
    requests = [FactRequest(f"m{i}", by) for i in range(40) for by in ((), ("channel",), ("device",))]
    assert len(computed(*requests, using=catalogue).queries) == len(computed(FactRequest("sessions")).queries) == 1
