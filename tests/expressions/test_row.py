"""Row expressions and filters: what they compile to is what DuckDB computes."""

from __future__ import annotations

import datetime as dt
import math

import duckdb
import pytest

from kpireport.errors import MetricError
from kpireport.expressions import parse_filter, parse_row

COLUMNS = {"Log views": "number", "text": "text", "n": "integer", "day": "date", "raw": "text", "flag": "boolean"}


def first_value(text):
    compiled = parse_row(text, COLUMNS)
    row = "select 6.0 as \"Log views\", ' Ab-cd ' as \"text\", 7 as n, date '2026-10-31' as day, '20261005' as raw, true as flag"
    return duckdb.sql(f"select {compiled.sql} from ({row})").fetchone()[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('exp("Log views")', math.exp(6)),
        ('round(exp("log views"))', 403),
        ("log10(1000)", 3),
        ("ln(exp(2))", 2),
        ("sqrt(n + 2)", 3),
        ("power(n, 2)", 49),
        ("mod(n, 4)", 3),
        ("n // 2", 3),
        ("greatest(n, 9) - least(n, 9) + abs(-1) + floor(1.5) + ceil(1.5)", 6),
        ("case when n > 5 then 'high' else 'low' end", "high"),
        ("coalesce(nullif(n, 7), 0)", 0),
        ("lower(trim(text))", "ab-cd"),
        ("upper(split_part(trim(text), '-', 2))", "CD"),
        ("replace(text, '-', '') || n", " Abcd 7"),
        ("concat(substr(raw, 1, 4), '-', left(raw, 2), right(raw, 2))", "2026-2005"),
        ("lpad('7', 3, '0')", "007"),
        ("length(raw)", 8),
        ("raw like '2026%'", True),
        ("regexp_extract(raw, '^(....)', 1)", "2026"),
        ("year(day) * 100 + month(day)", 202610),
        ("extract(day from day)", 31),
        ("cast('2026-01-02' as date)", dt.date(2026, 1, 2)),
        ("cast(date_trunc('month', day) as date)", dt.date(2026, 10, 1)),
        ("cast(day + interval 1 day as date)", dt.date(2026, 11, 1)),
        ("cast(strptime(raw, '%Y%m%d') as date)", dt.date(2026, 10, 5)),
        ("row_number()", 1),
    ],
)
def test_the_value_of_an_expression(text, value):
    assert first_value(text) == pytest.approx(value) if isinstance(value, float) else first_value(text) == value


def test_what_is_known_about_an_expression():
    compiled = parse_row('"log views" * N', COLUMNS)
    assert compiled.columns == {"Log views", "n"}
    assert compiled.sql == '"Log views" * "n"'
    assert not compiled.uses_row_number
    assert parse_row("row_number() + 100", COLUMNS).uses_row_number


def test_names_cannot_break_out_of_their_quotes():
    compiled = parse_row('"a""b"', {'a"b': "text"})
    assert compiled.sql == '"a""b"'


def test_row_number_stands_bare():
    with pytest.raises(MetricError, match="window function"):
        parse_row("row_number() over (order by n)", COLUMNS)
    with pytest.raises(MetricError, match="row_number"):
        parse_filter("row_number() > 1", COLUMNS)


def test_an_aggregate_is_no_row_expression():
    with pytest.raises(MetricError, match=r"aggregate sum\(\) is not allowed here"):
        parse_row("sum(n)", COLUMNS)


@pytest.mark.parametrize(
    "text", ["n > 5 and text is not null", "flag", "not flag", "n in (1, 2)", "contains(raw, '1')"]
)
def test_a_filter_is_a_condition(text):
    assert parse_filter(text, COLUMNS).columns


@pytest.mark.parametrize("text", ["n", "raw", "n + 1", "'x'"])
def test_a_filter_that_is_no_condition_is_refused(text):
    with pytest.raises(MetricError, match="needs a condition"):
        parse_filter(text, COLUMNS)


def test_a_filter_takes_parameters():
    assert parse_filter("raw = :what", COLUMNS, {"what": "it's"}).sql == "\"raw\" = 'it''s'"
