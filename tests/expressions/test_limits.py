"""Hostile and mistaken texts: refused quickly, with the place and what to do."""

from __future__ import annotations

import time

import pytest

from kpireport.errors import MetricError, Place
from kpireport.expressions import parse_aggregate, parse_derived, parse_filter, parse_row

COLUMNS = {"date": "date", "channel": "text", "sessions": "integer", "revenue": "money"}
PLACE = Place("client.yaml", 7, 5)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "(" * 200 + "1" + ")" * 200,
        "(" * 51 + "sum(sessions)" + ")" * 51,
        "not " * 2000 + "1",
        "- " * 4000 + "1",
        "case when 1 = 1 then " * 60 + "1" + " end" * 60,
        " + ".join(["sum(sessions)"] * 600),
        "sessions" + "::int" * 1500,
        " ** ".join(["sessions"] * 800),
        "interval " * 500 + "1 day",
    ],
)
@pytest.mark.parametrize("parse", [parse_row, parse_aggregate, parse_filter, parse_derived])
def test_a_hostile_text_is_refused_quickly(text, parse):
    started = time.perf_counter()
    with pytest.raises(MetricError) as caught:
        parse(text, COLUMNS, place=PLACE)
    assert time.perf_counter() - started < 2
    assert caught.value.problems[0].place == PLACE


def test_fifty_levels_are_allowed():
    text = "(" * 49 + "sum(sessions)" + ")" * 49
    assert parse_aggregate(text, COLUMNS).columns == {"sessions"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("sum(sesions)", "unknown column 'sesions'", "at character 5: 'sesions)'; did you mean 'sessions'?"),
        ("summ(sessions)", "unknown function 'summ'", "did you mean 'sum'?"),
        ('sum(case when channel = "email" then 1 end)', "unknown column 'email'", "single quotes"),
        ("sum(sessions", "not valid SQL", "')' is missing"),
        ("sum(sessions) x", "not valid SQL", "at character 15: 'x'"),
        ("sum(sessions)\n + sum(revenu)", "unknown column 'revenu'", "at character 22"),
        ("", "is empty", "sum(revenue)"),
        ("-- nothing", "is empty", ""),
        ("'open", "cannot be read", "quote"),
        ("sessions", "stands outside an aggregate", "sum(sessions)"),
        ("sum(channel)", "of type text", "count it"),
        ("max(date)", "of type date", "count it"),
        ("sum(sum(sessions))", "cannot stand inside another", ""),
        ("sum(sessions) filter (where sum(sessions) > 1)", "cannot stand inside another", ""),
        ("sum(distinct sessions)", "only allowed inside count()", ""),
        ("sum(*)", "only allowed inside count()", ""),
        ("count(distinct sessions, channel)", "takes one argument", ""),
        ("min(sessions, revenue)", "takes one argument", "least()"),
        ("1 + 1", "aggregates nothing", "sum(revenue)"),
        ("lower(sum(sessions))", "lower() cannot be applied to aggregated numbers", "inside the aggregate"),
        ("sum(case when channel = :missing then 1 end)", "unknown parameter ':missing'", "known: :known"),
        ("sum(web.sessions)", "is not a column", "alone"),
    ],
)
def test_a_mistake_says_what_and_where(text, message, hint):
    with pytest.raises(MetricError) as caught:
        parse_aggregate(text, COLUMNS, {"known": 1})
    assert message in caught.value.message
    assert hint in (caught.value.problems[0].hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "(select max(sessions) from other)",
        "sum(sessions) over (partition by channel)",
        "sum((select 1))",
        "sum(case when channel in (select 'a') then 1 end)",
        "sum(case when exists(select 1) then 1 end)",
        "count(*) from read_csv('/etc/passwd')",
        "sum(read_text('/etc/passwd'))",
        "max(getenv('HOME'))",
        "sum(sessions); drop table x",
        "sum(list_value(sessions))",
        "sum([sessions][1])",
        "sum({'a': sessions})",
        "sum(random())",
        "sum(sessions) + nextval('s')",
        "sum(columns(*))",
        "sum(sessions order by date)",
        "sum(x -> x)",
        "sum(current_date - date)",
        "attach 'x.db'",
        "select 1",
        "?",
    ],
)
def test_what_is_not_on_the_list_is_refused(text):
    with pytest.raises(MetricError):
        parse_aggregate(text, COLUMNS)
    with pytest.raises(MetricError):
        parse_row(text, COLUMNS)


def test_padding_needs_a_fixed_small_length():
    assert parse_row("lpad(channel, 5, '0')", COLUMNS).columns == {"channel"}
    for length in ("1000000000", "sessions"):
        with pytest.raises(MetricError, match="fixed length"):
            parse_row(f"lpad(channel, {length}, '0')", COLUMNS)
