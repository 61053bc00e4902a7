"""Errors say where, what, and what to do."""

from __future__ import annotations

import pytest

from kpireport.errors import DataError, Place, Problem, SpecError, UnknownNameError, did_you_mean, placing


def test_a_problem_reads_file_line_column_message_hint():
    problem = Problem("unknown key 'perod'", Place("acme.yaml", 3, 5), "did you mean 'period'?")
    assert str(problem) == "acme.yaml:3:5: unknown key 'perod' (did you mean 'period'?)"


def test_a_warning_says_so():
    assert str(Problem("ends in the future", Place("a.yaml", 1), severity="warning")) == (
        "a.yaml:1: warning: ends in the future"
    )


def test_a_spec_error_shows_every_problem():
    error = SpecError([Problem("one", Place("a.yaml", 1, 1)), Problem("two", Place("a.yaml", 2, 1))])
    assert str(error) == "a.yaml:1:1: one\na.yaml:2:1: two"


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("revenu", ["revenue", "orders"], "did you mean 'revenue'?"),
        ("xyz", ["revenue", "orders"], "known: orders, revenue"),
        ("xyz", [], "none are available here"),
        ("zzz", [f"m{i:02}" for i in range(14)], "known: " + ", ".join(f"m{i:02}" for i in range(12)) + " and 2 more"),
        ("files2", ["files", "themes"], "did you mean 'files'?"),
    ],
)
def test_the_hint_for_an_unknown_name(name, known, hint):
    assert did_you_mean(name, known) == hint


def test_an_unknown_name_names_its_kind():
    assert str(UnknownNameError("metric", "revenu", ["revenue"])) == "unknown metric 'revenu' (did you mean 'revenue'?)"


def test_a_place_is_given_to_the_problems_that_have_none():
    mixed = SpecError([Problem("one", Place("data.csv", 7)), Problem("two")])
    with pytest.raises(SpecError) as caught, placing(Place("acme.yaml", 4, 3)):
        raise mixed
    assert str(caught.value) == "data.csv:7: one\nacme.yaml:4:3: two"


def test_an_error_without_a_place_has_no_colon():
    assert str(DataError("the file is empty")) == "the file is empty"
