"""Arithmetic over metrics."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpireport.errors import MetricError
from kpireport.expressions import Linear, Ratio, parse_derived

IDS = ["revenue", "leads", "bounce_rate"]


def test_a_derived_expression_names_its_metrics():
    compiled = parse_derived("revenue / nullif(leads, 0)", IDS)
    assert compiled.metrics == ("revenue", "leads")
    assert compiled.formula.value({"revenue": 10, "leads": 4}) == Fraction(5, 2)
    assert compiled.formula.value({"revenue": 10, "leads": 0}) is None
    assert compiled.formula.value({"revenue": None, "leads": 4}) is None


def test_coalesce_fills_what_is_missing():
    compiled = parse_derived("coalesce(revenue, 0) - case when leads > 3 then 1 else 0 end", IDS)
    assert compiled.formula.value({"revenue": None, "leads": 5}) == -1


def test_the_normal_form_goes_through_the_metrics_that_it_reads():
    forms = {"bounce_rate": Ratio(Linear.of("bounces"), Linear.of("sessions"))}
    form = parse_derived("1 - bounce_rate", IDS).normal_form(forms.get)
    assert form is not None
    assert form.numerator.terms == (("sessions", 1), ("bounces", -1))
    assert form.denominator == Linear.of("sessions")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("revenu / leads", "unknown metric 'revenu'"),
        ("sum(revenue)", "is not allowed here"),
        ("lower(revenue)", "unknown function 'lower'"),
        ("1 + 1", "uses no metric"),
    ],
)
def test_mistakes(text, message):
    with pytest.raises(MetricError, match=message):
        parse_derived(text, IDS)
