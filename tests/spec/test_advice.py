"""Warnings: each with its place, none for a spec that is plainly meant."""

from __future__ import annotations

from datetime import date

import pytest

from kpireport.spec import warnings

TODAY = date(2026, 11, 22)
SECTIONS = """\
version: 1
client: {id: acme, name: Acme}
sources:
  web: {plugin: files, path: web.csv}
sections:
  - title: Results
    blocks: [%s]
"""


def said(load, text: str, **options) -> list[str]:
    return [str(problem) for problem in warnings(load(text, **options), TODAY)]


def test_nothing_to_say(load, good) -> None:
    assert said(load, good + "targets: {revenue: 1}\nperiod: {start: 2026-11-01, end: 2026-11-21}\n") == []


@pytest.mark.parametrize("day", ["2026-11-22", "2027-01-01"])
def test_a_period_that_is_not_over(load, good, day) -> None:
    assert said(load, good + f"period: {{start: 2026-11-01, end: {day}}}\n") == [
        f"acme.yaml:6:34: warning: the period ends on {day}, which is not over yet (its numbers will still grow)"
    ]


def test_no_comparison(load, good) -> None:
    assert said(load, good + "compare: []\n") == [
        "acme.yaml:6:10: warning: the report compares with nothing (leave 'compare' out for the usual two)"
    ]


def test_a_target_that_nobody_sees(load) -> None:
    spec = (
        SECTIONS % "{type: kpis, metrics: [sessions]}, {type: text, text: Hello}"
        + "targets: {sessions: 1, revenue: 2}\n"
    )
    assert said(load, spec) == ["acme.yaml:8:24: warning: no block shows metric 'revenue', which has a target"]


def test_a_block_that_chooses_for_itself_may_show_it(load) -> None:
    assert said(load, SECTIONS % "{type: kpis}" + "targets: {revenue: 2}\n") == []


def test_a_secret_in_a_plain_file(load, good) -> None:
    crm = "  crm: {plugin: crm, account: main, token: '%s'}\npreset:"
    assert said(load, good.replace("preset:", crm % "hunter2")) == [
        "acme.yaml:5:44: warning: sources.crm.token is a secret in a plain file (write ${env:NAME} instead)"
    ]
    assert said(load, good.replace("preset:", crm % "${env:TOKEN}"), environment={"TOKEN": "hunter2"}) == []
