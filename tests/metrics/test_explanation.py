"""How a number came about."""

from __future__ import annotations

from kpireport.metrics.explanation import explain, requests_to_explain
from kpireport.metrics.plan import FactRequest


def test_a_ratio_is_explained_by_its_two_sides(catalogue, computed):
    facts = computed(*requests_to_explain(catalogue, "bounce_rate"))
    found = explain(catalogue, facts, "bounce_rate")
    assert found.fact.value == 0.25
    assert (found.numerator, found.denominator) == ('sum("bounces")', 'sum("sessions")')
    assert found.sql == '1.0 * sum("bounces") / nullif(sum("sessions"), 0)'
    assert [query.dataset for query in found.queries] == ["visits"]
    assert found.rows == 6
    assert found.inputs == ()


def test_a_derived_metric_is_explained_with_its_inputs(catalogue, computed):
    requests = requests_to_explain(catalogue, "revenue_per_lead")
    assert requests == (FactRequest("revenue_per_lead"), FactRequest("revenue"), FactRequest("leads"))
    found = explain(catalogue, computed(*requests), "revenue_per_lead")
    assert (found.numerator, found.denominator) == ('visits: sum("revenue")', 'leads: count("lead_id")')
    assert [(below.metric.id, below.fact.value) for below in found.inputs] == [("revenue", 0.6), ("leads", 3)]
    assert found.rows == 6 + 4


def test_a_sum_has_no_sides(catalogue, computed):
    found = explain(catalogue, computed(FactRequest("sessions")), "sessions", period="previous_period")
    assert (found.numerator, found.denominator, found.fact.value) == (None, None, 10)


def test_what_was_not_computed_is_explained_without_a_value(catalogue, computed):
    assert explain(catalogue, computed(FactRequest("sessions")), "revenue").fact is None
