"""Whatever is written, an expression compiles or is refused with a MetricError; nothing else may come out."""

from __future__ import annotations

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from kpireport.errors import MetricError
from kpireport.expressions import parse_aggregate, parse_derived, parse_filter, parse_row

COLUMNS = {"a": "integer", "b": "number", "c": "text", "d": "date", "e": "boolean"}
WORDS = [
    *COLUMNS, "1", "0", "2.5", "'x'", '"a"', "null", "true", "(", ")", ",", "+", "-", "*", "/", "%", "=", "<>", "<",
    "and", "or", "not", "is", "in", "like", "between", "case", "when", "then", "else", "end", "sum", "count", "avg",
    "max", "distinct", "filter", "where", "over", "cast", "as", "integer", "date", "::", "||", ".", ":p", "$1", "?",
    "coalesce", "nullif", "round", "lower", "extract", "year", "from", "interval", "day", "exists", "select", "row_number",
    "@", "#", "!", "^", "**", "//", "~", "[", "]", "{", "}", ";", "--", "/*", "*/", "->", ":=", "'", '"', "é", "💥",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=40)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_but_a_metric_error(text):
    for parse in (parse_row, parse_aggregate, parse_filter):
        try:
            compiled = parse(text, COLUMNS)
        except MetricError:
            continue
        assert compiled.columns <= set(COLUMNS)
    try:
        derived = parse_derived(text, COLUMNS)
    except MetricError:
        return
    derived.formula.value(dict.fromkeys(COLUMNS, 2))
    derived.formula.value(dict.fromkeys(COLUMNS))


SCALARS = st.sampled_from(["a", "b", "1", "0", "-2", "2.5", "null", ":p"])


def calls(inner):
    two = st.tuples(inner, inner)
    return (
        st.tuples(two, st.sampled_from(["+", "-", "*", "/", "%"])).map(lambda x: f"({x[0][0]} {x[1]} {x[0][1]})")
        | two.map(lambda x: f"nullif({x[0]}, {x[1]})")
        | two.map(lambda x: f"coalesce({x[0]}, {x[1]})")
        | two.map(lambda x: f"greatest({x[0]}, {x[1]})")
        | two.map(lambda x: f"case when {x[0]} > {x[1]} then {x[0]} else {x[1]} end")
        | inner.map(lambda x: f"abs({x})")
        | inner.map(lambda x: f"round({x}, 1)")
        | inner.map(lambda x: f"- {x}" if x[0] not in "-:" else x)
    )


@settings(max_examples=150, deadline=None)
@given(st.recursive(SCALARS, calls, max_leaves=8))
def test_what_compiles_over_rows_runs(text):
    compiled = parse_filter(f"({text}) is null", COLUMNS, {"p": 3})
    row = "(select 7::integer as a, 1.5::double as b, 'x' as c, date '2026-10-01' as d, true as e)"
    assert duckdb.sql(f"select {compiled.sql} from {row}").fetchone() in {(True,), (False,)}
