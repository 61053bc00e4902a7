"""Worked examples: a right one passes, a wrong one says what was expected, what was got, and the SQL that gave it."""

from __future__ import annotations

import pytest

from kpireport.errors import SpecError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.examples import read_examples
from kpireport.metrics.verification import verify


@pytest.fixture
def verdicts(tmp_path, pack):
    def run(text):
        file = tmp_path / "examples.yaml"
        file.write_text(text, encoding="utf-8")
        return {verdict.id: verdict for verdict in verify(build_catalogue([pack]), read_examples(file))}

    return run


RIGHT = """
about: {tolerance: {relative: 1.0e-9, absolute: 1.0e-9}}
vectors:
  comparisons:
    - id: up
      unit: percent
      direction: lower_is_better
      current: 0.42
      base: 0.38
      expected: {change_abs: 0.04, change_pct: 0.10526315789473684, change_points: 4, favourable: false}
      exact: {change_abs: 1/25, change_pct: 2/19, change_points: '4'}
  periods:
    - {period: 2024-02, granularity: month, start: 2024-02-01, end: 2024-02-29,
       previous: [2024-01-01, 2024-01-31], year_ago: [2023-02-01, 2023-02-28]}
    - {period: 2026-W01, granularity: iso_week, start: 2025-12-29, end: 2026-01-04,
       previous: [2025-12-22, 2025-12-28], year_ago: [2024-12-30, 2025-01-05]}
  vectors:
    - {id: ratio, kpi: bounce_rate, columns: [sessions, bounces], rows: [[10, 5], [30, 5]], expected: 0.25, exact: 1/4}
    - {id: third, kpi: bounce_rate, columns: [sessions, bounces], rows: [[3, 1]], expected: 0.3333333333, exact: 1/3}
    - {id: none, kpi: sessions, columns: [sessions], rows: [], expected: null}
    - {id: variant, kpi: bounce_rate, variant: engaged, columns: [sessions, bounces], rows: [[4, 1]], expected: 0.25}
    - {id: parameter, kpi: busy_days, params: {least: 11}, columns: [sessions], rows: [[10], [30]], expected: 1}
    - {id: people, kpi: users, columns: [users], rows: [[1], [2]], expected: 3}
    - {id: repeated, kpi: leads, columns: [lead_id], rows: [[a], [a], [b]], expected: 2}
    - id: groups
      kpi: sessions
      columns: [channel, sessions]
      rows: [[email, 1], [null, 2], [email, 3]]
      group_by: [channel]
      expected: [{key: email, value: 4}, {key: null, value: 2}]
    - id: several datasets
      kpi: revenue_per_lead
      period: [2026-10-01, 2026-10-31]
      tables:
        visits: {columns: [date, revenue], rows: [[2026-10-31, 9.5], [2026-11-01, 100]]}
        leads: {columns: [lead_id, created], rows: [[a, 2026-10-01], [b, 2026-10-02]]}
      expected: 4.75
"""


def test_examples_that_are_right(verdicts):
    found = verdicts(RIGHT)
    assert {name: (verdict.expected, verdict.got) for name, verdict in found.items() if not verdict.passed} == {}
    assert len(found) == 12


WRONG = """
vectors:
  comparisons:
    - {id: up, unit: count, direction: neutral, current: 3, base: 2,
       expected: {change_abs: 1, change_pct: 0.5, change_points: null, favourable: true}}
  periods:
    - {period: half, granularity: month, start: 2026-10-01, end: 2026-10-15,
       previous: [2026-09-01, 2026-09-30], year_ago: [2025-10-01, 2025-10-31]}
  vectors:
    - {id: value, kpi: bounce_rate, columns: [sessions, bounces], rows: [[10, 5]], expected: 0.4}
    - {id: nothing, kpi: sessions, columns: [sessions], rows: [], expected: 0}
    - {id: name, kpi: session, columns: [sessions], rows: [], expected: null}
    - {id: column, kpi: sessions, columns: [sesions], rows: [[1]], expected: 1}
    - {id: ragged, kpi: sessions, columns: [sessions], rows: [[1, 2]], expected: 1}
    - {id: code, kpi: busy_days, params: {least: '1 or 1=1'}, columns: [sessions], rows: [], expected: null}
    - {id: keys, kpi: leads, columns: [lead_id, won], rows: [[a, 1], [a, 0]], expected: 1}
    - {id: groups, kpi: sessions, columns: [channel, sessions], rows: [[email, 1]], group_by: [channel],
       expected: [{key: e-mail, value: 1}]}
"""


def test_examples_that_are_wrong(verdicts):
    found = verdicts(WRONG)
    assert not any(verdict.passed for verdict in found.values())
    assert (found["value"].expected, found["value"].got) == ("0.4", "0.5")
    assert 'sum("bounces")' in found["value"].sql
    assert str(found["value"].place) == "examples.yaml:10:7"
    assert (found["nothing"].expected, found["nothing"].got) == ("0", "no value")
    assert found["up"].got == "(1, 0.5, None, None)"
    assert found["period half"].got == "2026-10-01 to 2026-10-16 is not one whole month"
    assert found["name"].got == "unknown metric 'session'"
    assert found["column"].got == "dataset 'visits' has no column 'sesions'"
    assert found["ragged"].got == "a row of dataset 'visits' has not one value for each of 1 columns"
    assert found["code"].got == "parameter 'least' of metric 'busy_days' is '1 or 1=1', which is no integer"
    assert "two rows have the key lead_id=a" in found["keys"].got
    assert (found["groups"].expected, found["groups"].got) == ("e-mail: 1", "email: 1")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("vectors: {vectors: [{id: a}]}", "examples.yaml:1:21: vectors.vectors.0.kpi: Field required"),
        ("vectors: {vektors: []}", "vectors.vektors: Extra inputs are not permitted"),
        ("vectors: [", "cannot be read as YAML"),
    ],
)
def test_files_that_hold_no_examples(verdicts, text, says):
    with pytest.raises(SpecError) as caught:
        verdicts(text)
    assert says in str(caught.value)
