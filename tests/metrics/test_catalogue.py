"""The catalogue: packs and a spec's own metrics, compiled and checked."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kpireport.errors import MetricError, Place, UnknownNameError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.custom import CustomMetric
from kpireport.metrics.pack import Metric


def custom(**fields):
    return CustomMetric.model_validate(fields)


def test_every_metric_of_the_pack_compiles(catalogue):
    catalogue.check()


@pytest.mark.parametrize(
    ("metric", "additivity"),
    [
        ("sessions", "additive"),
        ("revenue", "additive"),
        ("busy_days", "additive"),
        ("bounce_rate", "ratio"),
        ("duration", "ratio"),
        ("engagement", "ratio"),
        ("people", "distinct"),
        ("winners", "non_additive"),  # neither side adds up
        ("longest", "non_additive"),
        ("users", "non_additive"),
        ("leads", "additive"),  # the dataset's only key: each lead is one row
        ("revenue_per_lead", "ratio"),
    ],
)
def test_how_parts_make_a_whole(catalogue, metric, additivity):
    assert catalogue.metric(metric).additivity == additivity


def test_people_counts_only_bind_sums_over_them(pack):
    entry = custom(id="busy", dataset="visits", expression="sum(case when users > 3 then sessions end)", unit="count")
    assert build_catalogue([pack], [entry]).metric("busy").additivity == "non_additive"
    entry = custom(id="busy", dataset="visits", expression="sum(sessions) filter (where users > 3)", unit="count")
    assert build_catalogue([pack], [entry]).metric("busy").additivity == "additive"


def test_unknown_metrics_get_a_hint(catalogue):
    with pytest.raises(UnknownNameError) as caught:
        catalogue.metric("sesions", place=Place("a.yaml", 3, 1))
    assert "did you mean 'sessions'" in str(caught.value)
    assert "a.yaml:3:1" in str(caught.value)
    with pytest.raises(MetricError, match="unknown metric 'enquiries'") as alias:
        catalogue.metric("enquiries")
    assert alias.value.problems[0].hint == "it is called 'leads' here"


@pytest.mark.parametrize(
    ("declared", "expression"),
    [
        ("additive", "sum(sessions) / sum(bounces)"),
        ("additive", "count(distinct channel)"),
        ("ratio", "sum(sessions)"),
        ("distinct", "sum(sessions)"),
        ("additive", "max(sessions)"),
    ],
)
def test_what_a_pack_declares_is_checked(pack, declared, expression):
    wrong = {"id": "wrong", "dataset": "visits", "expression": expression, "additivity": declared, "unit": "count"}
    with pytest.raises(MetricError, match=f"declared {declared}, but its definition is"):
        build_catalogue([pack], [custom(**wrong)]).metric("wrong")


def test_errors_name_the_metric_and_the_place(pack):
    entry = custom(id="wrong", dataset="visits", expression="sum(sesions)", unit="count")
    catalogue = build_catalogue([pack], [entry], places={"wrong": Place("acme.yaml", 12, 9)})
    with pytest.raises(MetricError) as caught:
        catalogue.metric("wrong")
    assert str(caught.value).startswith("acme.yaml:12:9: metric 'wrong': unknown column 'sesions'")
    assert "did you mean 'sessions'?" in str(caught.value)


def test_a_circle_of_derived_metrics_is_refused(pack):
    circle = [
        custom(id="one", expression="two + 1"),
        custom(id="two", expression="three"),
        custom(id="three", expression="one"),
    ]
    with pytest.raises(MetricError, match="one -> two -> three -> one"):
        build_catalogue([pack], circle).metric("one")


def test_two_packs_cannot_have_the_same_metric(pack):
    other = pack.model_copy(update={"id": "other", "datasets": (), "presets": ()})
    with pytest.raises(MetricError, match="'small' and 'other' both have a metric 'sessions'"):
        build_catalogue([pack, other])


def test_a_variant_takes_the_place_of_the_definition(pack):
    catalogue = build_catalogue([pack], [custom(id="bounce_rate", variant="engaged")])
    compiled = catalogue.metric("bounce_rate")
    assert compiled.variant == "engaged"
    assert compiled.sql.startswith("1.0 - ")
    assert compiled.definition.formula == "share of engaged visits, turned round"
    with pytest.raises(UnknownNameError, match="unknown variant of metric 'bounce_rate' 'engagd'"):
        build_catalogue([pack], [custom(id="bounce_rate", variant="engagd")]).metric("bounce_rate")


def test_parameters_are_checked_and_bound(pack):
    assert ">= 10" in build_catalogue([pack]).metric("busy_days").sql
    changed = build_catalogue([pack], [custom(id="busy_days", parameters={"least": 25})]).metric("busy_days")
    assert ">= 25" in changed.sql
    with pytest.raises(MetricError, match="is 'many', which is no integer"):
        build_catalogue([pack], [custom(id="busy_days", parameters={"least": "many"})]).metric("busy_days")
    with pytest.raises(UnknownNameError, match="'lest'"):
        build_catalogue([pack], [custom(id="busy_days", parameters={"lest": 1})]).metric("busy_days")


def test_a_filtered_copy_under_a_new_name(pack):
    entry = custom(id="email_sessions", metric="sessions", filter="channel = 'email'", label="Visits from e-mail")
    catalogue = build_catalogue([pack], [entry])
    assert catalogue.metric("email_sessions").sql == 'sum("sessions") filter (where "channel" = \'email\')'
    assert catalogue.metrics["email_sessions"].label["en"].nom == "Visits from e-mail"
    assert catalogue.metric("sessions").sql == 'sum("sessions")'


def test_a_metric_without_a_dataset_is_over_other_metrics(pack):
    compiled = build_catalogue([pack], [custom(id="pages", expression="sessions * 2", unit="count")]).metric("pages")
    assert [found.id for found in compiled.inputs] == ["sessions"]
    assert compiled.definition.label["en"].nom == "Pages"
    assert compiled.dimensions == ("channel", "device")


def test_a_custom_metric_that_is_neither_new_nor_known(pack):
    with pytest.raises(UnknownNameError, match="unknown metric 'profit'"):
        build_catalogue([pack], [custom(id="profit")])
    with pytest.raises(MetricError, match="given twice"):
        build_catalogue([pack], [custom(id="a", expression="sessions"), custom(id="a", expression="leads")])
    with pytest.raises(ValidationError, match="has no expression"):
        custom(id="profit", dataset="visits")
    with pytest.raises(ValidationError, match="both an expression and a metric"):
        custom(id="profit", metric="sessions", expression="leads")


def test_what_a_metric_lacks(catalogue):
    delivered = {"visits": {"date", "sessions"}}
    assert catalogue.missing("sessions", delivered) == ()
    assert catalogue.missing("bounce_rate", delivered) == ("visits.bounces",)
    assert catalogue.missing("revenue_per_lead", delivered) == ("visits.revenue", "leads")


def test_a_derived_metric_takes_only_shared_dimensions(catalogue):
    assert catalogue.metric("revenue_per_lead").dimensions == ("channel",)
    assert catalogue.metric("revenue_per_lead").datasets == ("visits", "leads")


def test_a_derived_metric_cannot_be_filtered(pack):
    wrong = Metric.model_validate(
        {"id": "x", "label": {}, "derived": True, "expression": "sessions", "filter": "channel = 'a'", "unit": "count"}
    )
    other = pack.model_copy(update={"metrics": (*pack.metrics, wrong)})
    with pytest.raises(MetricError, match="cannot have a filter"):
        build_catalogue([other]).metric("x")
