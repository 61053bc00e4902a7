"""What is found out about a table when it lands: days, members, repeated and contradicting rows."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpireport.errors import DataError, MetricError
from kpireport.metrics import profile as profiling
from kpireport.metrics.database import MemoryTable
from kpireport.metrics.pack import Dataset
from kpireport.metrics.plan import FactRequest
from kpireport.metrics.profile import profile_table

DAY = date(2026, 10, 1)
ROW = {"date": DAY, "channel": "email", "device": "mobile", "sessions": 10}


@pytest.fixture
def visits(pack):
    return pack.datasets[0]


@pytest.fixture
def leads(pack):
    return pack.datasets[1]


def test_days_and_members(visits, store):
    rows = [ROW | {"date": DAY.replace(day=day), "device": device} for day in (1, 2, 9) for device in ("a", "b", None)]
    found = profile_table(visits, store("visits", rows))
    assert (found.rows, found.first, found.last) == (9, DAY, DAY.replace(day=9))
    assert found.usual_gap == 6
    assert found.columns == ("date", "channel", "device", "sessions")
    assert set(found.members) == {"channel", "device"}
    assert found.notices == ()


def test_identical_rows_collapse_and_are_counted_once(visits, store, computed):
    table = store("visits", [ROW, ROW, ROW, ROW | {"device": "desktop"}])
    found = profile_table(visits, table)
    assert found.repeated == 2
    assert [notice.text for notice in found.notices] == [
        "2 rows of visits are the same as another in every column: counted once."
    ]
    facts = computed(FactRequest("sessions"), FactRequest("sessions", ("device",)), over={"visits": table})
    assert facts.fact("sessions").value == 20
    assert facts.fact("sessions", group={"device": "mobile"}).value == 10
    assert facts.notices == found.notices


def test_identical_rows_without_a_part_of_the_key_may_each_count_and_the_notice_says_so(visits, store):
    row = {name: value for name, value in ROW.items() if name != "device"}
    (notice,) = profile_table(visits, store("visits", [row, row])).notices
    assert notice.text == (
        "1 row of visits is the same as another in every column: counted once."
        " There is no device to tell them apart; if each of them counts, it has to be delivered."
    )


def test_equal_keys_with_different_values_name_the_key_and_two_rows(visits, store):
    with pytest.raises(DataError) as caught:
        profile_table(visits, store("visits", [ROW, ROW | {"sessions": 12}, ROW | {"channel": "direct"}]))
    assert caught.value.message == (
        "dataset 'visits': two rows have the key date=2026-10-01, channel=email, device=mobile and different values: "
        "sessions=10 and sessions=12"
    )
    assert caught.value.problems[0].hint == "leave out the rows that are wrong"


def test_keys_without_a_value_are_keys_too(visits, store):
    with pytest.raises(DataError, match="channel=nothing"):
        profile_table(visits, store("visits", [ROW | {"channel": None}, ROW | {"channel": None, "sessions": 11}]))


def test_a_part_of_the_key_still_tells_rows_apart(visits, store):
    row = {"date": DAY, "channel": "email", "sessions": 10}
    with pytest.raises(DataError) as caught:
        profile_table(visits, store("visits", [row, row | {"sessions": 11}]))
    assert "map the column that tells them apart to 'device'" in (caught.value.problems[0].hint or "")
    assert "row_number()" in (caught.value.problems[0].hint or "")


def test_rows_of_a_day_that_nothing_tells_apart_are_added_up_and_said(visits, store, computed):
    row = {"date": DAY, "sessions": 10}
    table = store("visits", [row, row, {"date": DAY.replace(day=2), "sessions": 1}])
    found = profile_table(visits, table)
    assert found.repeated == 0
    assert [notice.text for notice in found.notices] == [
        "visits has several rows on 1 day and no column that tells them apart: added up."
    ]
    assert computed(FactRequest("sessions"), over={"visits": table}).fact("sessions").value == 21


def test_rows_without_any_key_are_taken_as_they_are(leads, store):
    row = {"created": DAY, "channel": "email"}
    found = profile_table(leads, store("leads", [row, row]))
    assert (found.repeated, found.notices) == (0, ())


def test_several_sources_may_have_the_same_keys(visits):
    columns = {name: [value] * 2 for name, value in ROW.items()} | {"_source": ["ga", "matomo"], "sessions": [10, 12]}
    assert profile_table(visits, MemoryTable(pa.table(columns))).repeated == 0
    with pytest.raises(DataError, match="_source=ga"):
        profile_table(visits, MemoryTable(pa.table(columns | {"_source": ["ga", "ga"]})))


def test_rows_without_a_date_are_in_no_period_and_said(visits, store, computed):
    table = store("visits", [ROW, ROW | {"date": None, "sessions": 99}])
    facts = computed(FactRequest("sessions"), over={"visits": table})
    assert facts.fact("sessions").value == 10
    assert [notice.text for notice in facts.notices] == ["1 row of visits has no date: in no period, and not counted."]


def test_a_table_without_its_time_column(visits, store):
    with pytest.raises(MetricError, match="dataset 'visits' has no column 'date'") as caught:
        profile_table(visits, store("visits", [{"channel": "email", "sessions": 1}]))
    assert "map it under columns:" in (caught.value.problems[0].hint or "")


def test_timestamps_belong_to_their_day(computed, store):
    times = pa.array(["2026-09-30 23:59:59", "2026-10-01 00:00:00"]).cast(pa.timestamp("us"))
    table = pa.table({"date": times, "channel": ["a", "a"], "sessions": [1, 2]})
    facts = computed(FactRequest("sessions"), over={"visits": store("visits", table)})
    assert [fact.value for fact in facts.facts] == [2, 1]


def test_currencies_are_listed(visits, store):
    rows = [
        ROW | {"currency": "USD"},
        ROW | {"device": "x", "currency": "EUR"},
        ROW | {"device": "y", "currency": None},
    ]
    assert profile_table(visits, store("visits", rows)).currencies == ("EUR", "USD")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["a", "b", None]), st.integers(0, 2)), min_size=1, max_size=12
    )
)
def test_keys_are_compared_exactly_however_many_passes_it_takes(leads, rows):
    keys = [f"{number}{letter}" if letter else None for number, letter, _ in rows]
    wins = [won for *_, won in rows]
    dataset = Dataset.model_validate(leads.model_dump())
    days = pa.array([DAY] * len(rows), pa.date32())
    table = MemoryTable(pa.table({"lead_id": pa.array(keys, pa.string()), "won": wins, "created": days}))
    conflicts = len(set(zip(keys, wins, strict=True))) > len(set(keys))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profiling, "ROWS_PER_PASS", 2)
        if conflicts:
            with pytest.raises(DataError, match="different values"):
                profile_table(dataset, table)
        else:
            assert profile_table(dataset, table).repeated == len(keys) - len(set(keys))
