"""Aggregates: components, normal form, additivity, parameters, and values that agree with DuckDB."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.errors import MetricError
from kpireport.expressions import exact, finished, parse_aggregate, parse_filter

COLUMNS = {"a": "integer", "b": "integer", "c": "integer", "channel": "text", "lead_id": "text", "won": "integer"}


def forms(text, parameters=None):
    """Numerator and denominator of the normal form as readable SQL without quotes."""
    compiled = parse_aggregate(text, COLUMNS, parameters)
    form = compiled.normal_form
    assert form is not None
    return tuple(compiled.part_sql(part).replace('"', "") for part in (form.numerator, form.denominator))


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("sum(a)", "sum(a)", "1"),
        ("1.0 * sum(a) / nullif(sum(b), 0)", "sum(a)", "sum(b)"),
        ("1.0 - 1.0 * sum(a) / nullif(sum(b), 0)", "sum(b) - sum(a)", "sum(b)"),
        ("1 - (sum(b) - sum(a)) / sum(b)", "sum(a)", "sum(b)"),
        ("avg(a)", "sum(a)", "count(a)"),
        ("avg(a) filter (where won = 1)", "sum(a) filter (where won = 1)", "count(a) filter (where won = 1)"),
        ("100.0 * (sum(a) - sum(b)) / nullif(count(a), 0)", "100 * sum(a) - 100 * sum(b)", "count(a)"),
        ("2.0 * sum(a) / nullif(sum(b) + sum(c), 0)", "2 * sum(a)", "sum(b) + sum(c)"),
        ("sum(a) / :days", "0.25 * sum(a)", "1"),
        ("-sum(a) + 3", "-sum(a) + 3", "1"),
        ("(avg(a) - :low) / nullif(:high - :low, 0)", "0.25 * sum(a) - 0.25 * count(a)", "count(a)"),
        ("1.0 * sum(a) / nullif(count(distinct lead_id), 0) * :days", "4 * sum(a)", "count(distinct lead_id)"),
    ],
)
def test_the_normal_form(text, numerator, denominator):
    assert forms(text, {"days": 4, "low": 1, "high": 5}) == (numerator, denominator)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(a)", "additive"),
        ("count(*) + 2 * sum(a) - sum(b)", "additive"),
        ("sum(a) / 100", "additive"),
        ("sum(a) / sum(b)", "ratio"),
        ("avg(a)", "ratio"),
        ("1.0 * count(distinct case when won = 1 then lead_id end) / nullif(count(distinct lead_id), 0)", "ratio"),
        ("count(distinct lead_id)", "distinct"),
        ("count(distinct lead_id) + sum(a)", "distinct"),
        ("max(a)", "non_additive"),
        ("sum(a) + 1", "non_additive"),
        ("(sum(a) + 1) / sum(b)", "non_additive"),
        ("1000 / sum(b)", "non_additive"),
        ("sum(a) / (sum(b) + 1)", "non_additive"),
        ("sum(a) * sum(b)", "non_additive"),
        ("round(sum(a), 2)", "non_additive"),
        ("nullif(sum(a), 0)", "non_additive"),
        ("sum(a) / (sum(b) / sum(c))", "non_additive"),
    ],
)
def test_additivity_is_derived(text, expected):
    assert parse_aggregate(text, COLUMNS).additivity == expected


def test_a_conditional_distinct_count_has_its_key_and_condition():
    (component,) = parse_aggregate("count(distinct case when won = 1 then lead_id end)", COLUMNS).components
    assert (component.kind, component.argument, component.condition) == ("count_distinct", '"lead_id"', '"won" = 1')
    assert component.sql == 'count(distinct "lead_id") filter (where "won" = 1)'
    assert component.columns == {"lead_id", "won"}


def test_equal_aggregates_are_one_component():
    compiled = parse_aggregate("(sum(a) - sum(b)) / nullif(sum(a), 0)", COLUMNS)
    assert [c.sql for c in compiled.components] == ['sum("a")', 'sum("b")']


def test_a_filter_narrows_every_component():
    narrowed = parse_aggregate("sum(a) / count(b)", COLUMNS).filtered(parse_filter("channel = 'x'", COLUMNS))
    where = "filter (where \"channel\" = 'x')"
    assert narrowed.sql == f'sum("a") {where} / count("b") {where}'
    assert narrowed.columns == {"a", "b", "channel"}


def test_parameters_are_typed_literals():
    text = "sum(case when channel = :channel and a >= :low and won = :flag then :weight * a end)"
    compiled = parse_aggregate(text, COLUMNS, {"channel": "O'Neil; --", "low": -3, "flag": True, "weight": 1e-07})
    assert "'O''Neil; --'" in compiled.sql
    assert "(-3)" in compiled.sql
    assert "0.0000001 * " in compiled.sql
    with pytest.raises(MetricError, match="not a number"):
        parse_aggregate("sum(a) * :x", COLUMNS, {"x": float("nan")})


ROWS = st.lists(
    st.tuples(st.integers(-50, 50) | st.none(), st.integers(-5, 5) | st.none(), st.integers(0, 3)), max_size=8
)
TEXTS = [
    "sum(a)",
    "1.0 * sum(a) / nullif(sum(b), 0)",
    "1 - sum(a) / nullif(sum(b), 0)",
    "avg(a) filter (where c > 1)",
    "round(100.0 * sum(a) / nullif(count(*), 0), 1)",
    "case when sum(a) > 10 then sum(a) when sum(a) is null then -1 else greatest(sum(b), 0) end",
    "coalesce(sum(a), 0) + coalesce(max(b), 0) - min(c)",
    "count(distinct case when c > 0 then a end) + count(distinct c)",
    "case count(*) when 0 then null else count(a) end",
    "abs(sum(a)) % 7",
    "case when sum(a) between -10 and 10 or not count(b) in (1, 2) then 1 else 0 end",
    "sign(sum(b)) * power(count(*), 2)",
]


@settings(max_examples=80)
@given(rows=ROWS, text=st.sampled_from(TEXTS))
def test_the_value_from_components_is_the_value_that_duckdb_gives(rows, text):
    compiled = parse_aggregate(text, COLUMNS)
    with duckdb.connect() as connection:
        connection.execute("create table t (a integer, b integer, c integer)")
        if rows:
            connection.executemany("insert into t values (?, ?, ?)", rows)
        parts = connection.execute(f"select {', '.join(c.sql for c in compiled.components)} from t").fetchone()
        (expected,) = connection.execute(f"select {compiled.sql} from t").fetchone()
    value = finished(compiled.value({f"c{i}": exact(part) for i, part in enumerate(parts)}))
    assert value == (None if expected is None else pytest.approx(float(expected), rel=1e-12))


def test_numbers_are_exact_until_the_end():
    compiled = parse_aggregate("sum(a) / sum(b)", COLUMNS)
    assert finished(compiled.value({"c0": exact(Decimal("0.30")), "c1": exact(Decimal("0.10"))})) == 3
    assert compiled.value({"c0": 1, "c1": 3}) == Fraction(1, 3)
    assert compiled.value({"c0": 1, "c1": 0}) is None
    assert finished(compiled.value({"c0": 0.1 + 0.2, "c1": 3})) == 0.1  # binary numbers are rounded
    assert compiled.value({"c0": None, "c1": 1}) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (7, 7),
        (Fraction(1, 3), 1 / 3),
        (Fraction(903005, 100), 9030.05),
        (Fraction(500), 500),
        (0.1 + 0.2, 0.3),
        (1234567.891234567, 1234567.89123),
        (500.0, 500),
        (float("inf"), None),
        (float("nan"), None),
        (-0.0, 0),
    ],
)
def test_finished_numbers(value, shown):
    assert finished(value) == shown


def test_a_long_chain_of_powers_does_not_grow_without_bound():
    compiled = parse_aggregate("power(power(power(power(power(sum(a), 3), 3), 3), 3), 3)", COLUMNS)
    assert compiled.value({"c0": 10**30}) is None or compiled.value({"c0": 10**30}) > 0
