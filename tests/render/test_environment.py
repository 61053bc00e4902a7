"""The sandbox: what a template can say, what it cannot reach, and that it always ends."""

from __future__ import annotations

import time

import pytest

from kpireport.errors import TemplateError
from kpireport.render.environment import MAX_STEPS, Sandbox, render
from kpireport.render.themes import theme_files


@pytest.fixture
def run(themes, theme_folder):
    """Render one template, with others beside it."""

    def rendered(text: str, others: dict[str, str] | None = None, **values: object) -> str:
        theme = theme_folder({"t.html.j2": text, **(others or {})}, extends="base")
        return render(Sandbox(theme_files("northfield", {**themes, "northfield": theme})), "t.html.j2", values)

    return rendered


def test_values_are_escaped_and_lists_can_be_looped_over(run):
    text = "{% for x in xs %}{{ loop.index }}/{{ loop.length }}:{{ x | upper }} {% endfor %}{{ xs | join('+') }}"
    assert run(text, xs=["<a>", "b"]) == "1/2:&lt;A&gt; 2/2:B &lt;a&gt;+b"


def test_templates_of_the_chain_can_be_included_and_their_macros_used(run):
    others = {"m.html.j2": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"}
    assert run('{% from "m.html.j2" import twice %}{{ twice("ab") }}', others) == "abab"


ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ x.__init__.__globals__ }}",
    "{{ x['__class__'] }}",
    "{{ x.append(1) }}",
    "{{ x.clear() }}",
    "{{ ''.format }}{{ '{0.__class__}'.format(x) }}",
    "{{ '%s' % x }}",
    "{{ self.__init__ }}",
    "{{ range.__self__ }}",
    "{{ cycler }}",
    "{{ lipsum() }}",
    "{{ x | attr('append') }}",
    "{{ x | pprint }}",
    "{{ x }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_cannot_reach_beyond_its_values(run, text):
    with pytest.raises(TemplateError) as caught:
        run("\n" + text, x=[1, 2])
    assert "t.html.j2:2: " in str(caught.value)


@pytest.mark.parametrize("name", ["/etc/passwd", "../../pyproject.toml", "nothing.j2"])
def test_a_template_cannot_include_a_file_from_elsewhere(run, name):
    with pytest.raises(TemplateError, match="the theme has no template") as caught:
        run(f'x\n{{% include "{name}" %}}')
    assert "t.html.j2:2: " in str(caught.value)


ENDLESS = {
    "a long range": "{% for i in range(100000000) %}.{% endfor %}",
    "loops within loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a template that includes itself": '{% include "t.html.j2" %}',
    "a text that doubles": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
    "a text that doubles by +": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a block that doubles": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set x %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = x %}{% endfor %}",
    "a list that doubles": "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a number that squares": "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "a huge product": "{{ 'ab' * 1000000000 }}",
    "a huge power": "{{ 9 ** 9 ** 9 }}",
    "a wide text": "{{ 'a'.center(1000000000) }}",
    "a text from a filter": "{{ 'a' | center(1000000000) }}",
    "endless output": "{% for i in range(999999) %}{{ 'x' * 1000 }}{% endfor %}",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_template_that_would_run_for_ever_ends_with_its_line(run, text):
    started = time.process_time()
    with pytest.raises(TemplateError) as caught:
        run(text)
    assert "t.html.j2:1" in str(caught.value)
    assert time.process_time() - started < 5


def test_the_budget_of_work_starts_anew_with_each_document(themes, theme_folder):
    theme = theme_folder({"t.html.j2": "{% for i in range(900000) %}{% endfor %}."}, extends="base")
    sandbox = Sandbox(theme_files("northfield", {**themes, "northfield": theme}))
    assert [render(sandbox, "t.html.j2", {}) for _ in range(1 + MAX_STEPS // 900000)] == ["."] * 2


MISTAKES = {
    "{% for x in %}": "not a valid template: Expected an expression, got 'end of statement block'",
    "{{ nothing }}": "'nothing' is undefined (check the name",
    "{{ client.nmae }}": "has no attribute 'nmae' (check the name",
    "{{ 1 / 0 }}": "cannot be computed: division by zero",
    "{{ 'a' + 1 }}": "cannot be computed: ",
    "{{ 'a' | upcase }}": "not a valid template: No filter named 'upcase'.",
}


@pytest.mark.parametrize(("text", "says"), MISTAKES.items())
def test_a_mistake_names_file_and_line(run, text, says):
    with pytest.raises(TemplateError) as caught:
        run("line one\n" + text, client={"name": "Miglė"})
    assert "t.html.j2:2: " in str(caught.value)
    assert says in str(caught.value)
