"""`check` holds columns against the files that are there, and points at the part of a spec that is wrong."""

from __future__ import annotations

import pytest

METRIC = """\
version: 1
client: {{id: acme, name: Acme Coffee}}
sources:
  web: {{plugin: files, path: web.csv, dataset: web_traffic}}
preset: executive
metrics:
  - {{id: mine, {dataset}unit: count, expression: {expression}}}
"""
COLUMNS = """\
version: 1
client: {{id: acme, name: Acme Coffee}}
sources:
  web:
    plugin: files
    path: {path}
    dataset: web_traffic
    columns:
      {columns}
preset: executive
"""


def checked_columns(project, columns, path="web.csv"):
    project.write({"acme.yaml": COLUMNS.format(columns=columns, path=path)})
    result = project.run("check", "acme.yaml")
    return result.code, result.out, result.err


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ("sessions: sesions", "acme.yaml:9:17: unknown column (for 'sessions') 'sesions' (did you mean 'sessions'?)"),
        (
            "sesions: sessions",
            "acme.yaml:9:16: unknown column of dataset 'web_traffic' 'sesions' (did you mean 'sessions'?)",
        ),
        ("sessions: bounces + conversons", "acme.yaml:9:17: unknown column 'conversons'"),
    ],
)
def test_a_typo_in_columns_is_found_before_a_build(project, columns, problem):
    code, out, err = checked_columns(project, columns)
    assert (code, out) == (2, "")
    assert err.startswith(problem), err


def test_columns_that_the_file_has(project):
    assert checked_columns(project, "sessions: bounces + conversions") == (0, "acme.yaml: ok\n", "")


def test_data_that_are_not_there_yet_are_a_warning(project):
    code, out, err = checked_columns(project, "sessions: bounces", "wbe.csv")
    assert (code, out) == (0, "acme.yaml: ok\n")
    assert err == "acme.yaml:4:3: warning: there is no file 'wbe.csv' (did you mean 'web.csv'?)\n"


def test_one_spec_of_two_with_a_typo(project):
    project.write({"good.yaml": COLUMNS.format(columns="sessions: bounces", path="web.csv")})
    project.write({"acme.yaml": COLUMNS.format(columns="sessions: bonces", path="web.csv")})
    result = project.run("check", "good.yaml", "acme.yaml")
    assert (result.code, result.out) == (1, "good.yaml: ok\n")


@pytest.mark.parametrize(
    ("expression", "dataset"), [("sum(sesions)", "dataset: web_traffic, "), ("website_trafic / 2", "")]
)
def test_a_problem_of_an_expression_points_at_it(project, expression, dataset):
    project.write({"acme.yaml": METRIC.format(dataset=dataset, expression=expression)})
    result = project.run("check", "acme.yaml")
    assert result.code == 2
    column = len(f"  - {{id: mine, {dataset}unit: count, expression: ") + 1
    assert result.err.startswith(f"acme.yaml:7:{column}: metric 'mine': "), result.err
