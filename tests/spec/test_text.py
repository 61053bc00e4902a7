"""Texts with variables: what they may do, and that what they may not do is refused before it costs anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.errors import Place, Problem, TemplateError
from kpireport.spec import check_text, render_text

PLACE = Place("acme.yaml", 4, 9)
MISSING = "acme.yaml:4:9: a variable of the text is not there"
REACHES = "acme.yaml:4:9: the text reaches for what it may not use"
VARIABLES = {
    "client": {"name": "Acme & Co", "variables": {"manager": "Ona", "seats": 3, "note": None}},
    "period": {"label": "October 2026", "grain": "month"},
}


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("plain", "plain"),
        ("", ""),
        ("100 % {sure}\n", "100 % {sure}\n"),
        ("{{ client.name }}: {{ period.label }}", "Acme & Co: October 2026"),
        ("{{ client['name'] | upper }}", "ACME & CO"),
        ("{{ client.variables.seats + 1 }} of {{ 10 / 4 }}", "4 of 2.5"),
        ("{% if period.grain == 'month' %}Month{% else %}Other{% endif %}", "Month"),
        ("{{ 'big' if client.variables.seats > 2 else 'small' }}", "big"),
        ("{{ client.name ~ ' / ' ~ period.label }}", "Acme & Co / October 2026"),
        ("{{ client.variables.note }}|", "|"),
        ("{{ client.variables.missing | default('none') }}", "none"),
        ("{{ client.variables.missing is defined }}", "False"),
        ("{# a remark #}x", "x"),
        ("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}"),
        ("two\nlines {{ period.label }}\n", "two\nlines October 2026\n"),
    ],
)
def test_what_a_text_may_do(text, rendered) -> None:
    assert render_text(text, VARIABLES, PLACE) == rendered
    assert check_text(text, PLACE, variables=VARIABLES) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% for x in client %}{% endfor %}", "a text cannot loop"),
        ("{{ range(10) }}", "a text cannot call functions"),
        ("{{ client.name.format() }}", "a text cannot call functions"),
        ("{% include '/etc/passwd' %}", "a text cannot include files"),
        ("{% import 'x' as y %}", "a text cannot import files"),
        ("{% extends 'x' %}", "a text cannot extend files"),
        ("{% set x = 1 %}", "a text cannot set variables"),
        ("{% macro m() %}{% endmacro %}", "a text cannot define macros"),
        ("{% block b %}{% endblock %}", "a text cannot use block"),
        ("{{ 'x' * 1000000000 }}", "a text cannot multiply"),
        ("{{ 9 ** 999999999 }}", "a text cannot multiply"),
        ("{{ '%0999999999d' % 1 }}", "a text cannot use '%'"),
        ("{{ 'x' | center(999999999) }}", "a text cannot use the filter 'center'"),
        ("{{ 'x' | uper }}", "a text cannot use the filter 'uper'"),
        ("{{ [1, 2] }}", "a text cannot use list"),
        ("{{ client.name", "the text is not a valid template: unexpected end of template, expected 'end of print statement'."),
        ("one\n{% if %}", "the text is not a valid template in its line 2: Expected an expression, got 'end of statement block'"),
        ("{{ " + "(" * 900 + " }}", "the text is nested more than 40 levels deep"),
        ("{{ " + "not " * 200 + "x }}", "the text is nested more than 40 levels deep"),
        ("{{ x" + ".y" * 400 + " }}", "the text is nested more than 40 levels deep"),
        ("{{ 1" + " + 1" * 200 + " }}", "the text is nested more than 40 levels deep"),
        ("{{ x" + ".y" * 40_000 + " }}", "a tag of the text is longer than 1,000 characters"),
        ("{{ x" + ".y" * 40_000, "a tag of the text is longer than 1,000 characters"),
        ("{" * 100_001, "a text has at most 100,000 characters"),
    ],
)  # fmt: skip
def test_what_a_text_may_not_do(text, message) -> None:
    problem = check_text(text, PLACE)
    assert problem is not None
    assert problem.message == message
    assert problem.place == PLACE
    assert problem.hint
    with pytest.raises(TemplateError) as caught:
        render_text(text, VARIABLES, PLACE)
    assert caught.value.problems == (problem,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ cleint.name }}", f"{MISSING}: 'cleint' is undefined (the text may use: client, period)"),
        ("{{ client.nmae }}", f"{MISSING}: 'nmae', did you mean 'name'? (the text may use: client, period)"),
        ("{{ client.name.__class__ }}", f"{REACHES}: access to attribute '__class__' of 'str' object is unsafe ("),
        ("{{ client + 1 }}", "acme.yaml:4:9: the text cannot be filled in: unsupported operand type(s) for +: 'dict' and 'int'"),
        ("{{ 1 / 0 }}", "acme.yaml:4:9: the text cannot be filled in: division by zero"),
    ],
)  # fmt: skip
def test_what_shows_only_when_it_is_filled_in(text, message) -> None:
    with pytest.raises(TemplateError) as caught:
        render_text(text, VARIABLES, PLACE)
    assert str(caught.value).startswith(message)


def test_a_text_cannot_grow_without_end() -> None:
    with pytest.raises(TemplateError, match="grows beyond 400,000 characters"):
        render_text("{{ x }}" * 1000, {"x": "y" * 10_000}, PLACE)


def test_unknown_variables_are_found_before_there_are_values() -> None:
    problem = check_text("{{ cleint.name }} {{ period.label }}", PLACE, variables=("client", "period"))
    assert str(problem) == "acme.yaml:4:9: unknown variable 'cleint' (did you mean 'client'?)"


@given(st.text(alphabet=st.sampled_from("{}%# .|()'\"+-~[]ifendxclt_1\n"), max_size=60))
def test_any_text_renders_or_is_a_template_error(text) -> None:
    try:
        outcome: object = render_text(text, {"client": "x", "c": 1, "x": {"t": "y"}}, PLACE)
    except TemplateError as error:
        outcome = error.problems[0]
    assert isinstance(outcome, str) or outcome.place == PLACE
    assert isinstance(outcome, Problem) or check_text(text, PLACE) is None
