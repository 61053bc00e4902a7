"""One metric over rows in memory: how packs check their definitions."""

from __future__ import annotations

import pyarrow as pa
import pytest

from kpireport.errors import MetricError
from kpireport.metrics.evaluation import evaluate


@pytest.fixture
def metric(pack):
    return lambda name: next(metric for metric in pack.metrics if metric.id == name)


@pytest.fixture
def visits(pack):
    return pack.datasets[0]


@pytest.fixture
def leads(pack):
    return pack.datasets[1]


def test_the_total(metric, visits):
    (fact,) = evaluate(metric("bounce_rate"), visits, pa.table({"sessions": [10, 30], "bounces": [5, 5]}))
    assert (fact.value, fact.numerator, fact.denominator, fact.status) == (0.25, 10, 40, "ok")


def test_a_variant_and_parameters(metric, visits):
    rows = pa.table({"sessions": [10, 30], "bounces": [5, 5]})
    assert evaluate(metric("bounce_rate"), visits, rows, variant="engaged")[0].value == 0.25
    assert evaluate(metric("busy_days"), visits, rows)[0].value == 2
    assert evaluate(metric("busy_days"), visits, rows, parameters={"least": 11})[0].value == 1


def test_groups_by_any_column(metric, leads):
    rows = pa.table({"lead_id": ["a", "b", "c"], "won": pa.array([1, None, 1], pa.int64())})
    facts = evaluate(metric("leads"), leads, rows, by=["won"])
    assert {fact.group["won"]: fact.value for fact in facts} == {"1": 2, None: 1}


def test_no_rows(metric, visits, leads):
    empty = {"lead_id": pa.array([], pa.string()), "sessions": pa.array([], pa.int64())}
    assert evaluate(metric("leads"), leads, pa.table(empty))[0].value == 0
    assert evaluate(metric("sessions"), visits, pa.table(empty))[0].value is None


def test_repeated_rows_collapse_where_the_whole_key_is_there(metric, leads, visits):
    assert evaluate(metric("leads"), leads, pa.table({"lead_id": ["a", "a", "b"]}))[0].value == 2
    assert evaluate(metric("sessions"), visits, pa.table({"channel": ["a", "a"], "sessions": [1, 1]}))[0].value == 2


def test_people_are_added_only_to_check_the_arithmetic(metric, visits):
    rows = pa.table({"users": [1, 2]})
    assert evaluate(metric("users"), visits, rows)[0].status == "not_comparable"
    assert evaluate(metric("users"), visits, rows, people_may_be_added=True)[0].value == 3


def test_a_missing_column_is_a_named_error(metric, visits):
    with pytest.raises(MetricError, match="needs the column 'bounces'"):
        evaluate(metric("bounce_rate"), visits, pa.table({"sessions": [1]}))


def test_a_column_may_be_a_dimension_and_be_computed_with(metric, leads):
    rows = pa.table({"person": ["a", "b", "b"], "won": pa.array([10, 9, 1], pa.int64()), "lead_id": ["1", "2", "3"]})
    by_number = leads.model_copy(update={"key": ()})
    highest = metric("winners").model_copy(
        update={"expression": "max(won) + count(distinct case when won > 8 then person end)"}
    )
    facts = evaluate(highest, by_number, rows, by=["won"])
    assert {fact.group["won"]: fact.value for fact in facts} == {"1": 1, "9": 10, "10": 11}
