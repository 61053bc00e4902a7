"""Metrics of a segment are metrics of their own, over the rows that the segment's condition selects."""

from __future__ import annotations

import pytest

from kpireport.errors import MetricError, Place, UnknownNameError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.explanation import explain, requests_to_explain
from kpireport.metrics.plan import FactRequest, SeriesRequest
from kpireport.metrics.segments import SegmentDefinition

PLACE = Place("spec.yaml", 7, 3)


def segment(name="mail", **given):
    return SegmentDefinition(name, {"en": "E-mail readers", "lt": "Laiškų skaitytojai"}, place=PLACE, **given)


@pytest.fixture
def segmented(pack):
    mail = segment(filter="channel = 'email'")
    phones = segment("phones", filters={"visits": "device = 'mobile'"})
    return build_catalogue([pack], segments=[mail, phones])


def test_its_numbers_stand_beside_those_of_all_rows(segmented, computed):
    facts = computed(
        FactRequest("sessions"),
        FactRequest("sessions:mail"),
        FactRequest("bounce_rate:mail"),
        FactRequest("people:mail"),
        using=segmented,
    )
    now = {fact.id: fact.value for fact in facts.facts if fact.period == "current"}
    assert now == {
        "sessions@current": 40,
        "sessions:mail@current": 15,
        "bounce_rate:mail@current": pytest.approx(5 / 15, abs=1e-12),
        "people:mail@current": 1,
    }
    assert facts.change("sessions:mail", "previous_period").abs == 15 - 8


def test_it_is_broken_down_and_has_a_course(segmented, computed, windows):
    start, end = windows["previous_period"][0], windows["current"][1]
    facts = computed(
        FactRequest("sessions:mail", ("device",)), SeriesRequest("sessions:mail", "month", start, end), using=segmented
    )
    assert [(f.id, f.value) for f in facts.breakdown("sessions:mail", ["device"])] == [
        ("sessions:mail@current[device=desktop]", 5),
        ("sessions:mail@current[device=mobile]", 10),
    ]
    assert facts.one_series("sessions:mail", "month").values == (8, 15)


def test_a_metric_over_others_is_over_the_segment_of_each(segmented, computed):
    found = explain(
        segmented,
        computed(*requests_to_explain(segmented, "revenue_per_lead:mail"), using=segmented),
        "revenue_per_lead:mail",
    )
    assert found.fact.value == 0.3
    assert [(i.metric.id, i.fact.value) for i in found.inputs] == [("revenue:mail", 0.3), ("leads:mail", 1)]


def test_conditions_of_datasets_take_the_place_of_the_common_one(pack):
    catalogue = build_catalogue([pack], segments=[segment(filter="channel = 'email'", filters={"leads": "won = 1"})])
    assert catalogue.metrics["leads:mail"].filter == "won = 1"
    assert catalogue.metrics["sessions:mail"].filter == "channel = 'email'"


def test_the_segment_stands_behind_the_name_of_the_metric(segmented):
    assert segmented.metrics["sessions:mail"].label["en"].nom == "sessions (E-mail readers)"
    assert segmented.metric("sessions:mail").columns == {"visits": {"sessions", "channel"}}


def test_metrics_of_segments_are_not_listed(segmented, catalogue):
    assert list(segmented.metrics) == list(catalogue.metrics)


def test_a_dataset_that_does_not_tell_who_belongs_has_no_such_metric(segmented):
    assert segmented.outside("leads", "phones") == ("leads",)
    assert segmented.outside("revenue_per_lead", "phones") == ("leads",)
    assert segmented.outside("sessions", "phones") == ()
    assert "leads:phones" not in segmented.metrics
    with pytest.raises(MetricError, match="'leads' has no segment 'phones'"):
        segmented.metric("leads:phones")
    with pytest.raises(MetricError, match="'leads' has no segment 'phones'"):
        segmented.metric("revenue_per_lead:phones")


def test_an_unknown_segment_is_named(segmented):
    with pytest.raises(UnknownNameError, match="did you mean 'mail'"):
        segmented.metric("sessions:mails")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"filter": "chanel = 'email'"}, "spec.yaml:7:3: segment 'mail': .*'chanel'.*did you mean 'channel'"),
        ({"filter": "won = 1 and device = 'mobile'"}, "no dataset has all of the columns 'device', 'won'"),
        ({"filters": {"leads": "device = 'mobile'"}}, "segment 'mail': .*'device'"),
        ({"filter": "sessions"}, "segment 'mail': a filter needs a condition"),
    ],
)
def test_a_condition_that_cannot_be_put_to_the_rows_is_an_error_with_its_place(pack, given, message):
    with pytest.raises(MetricError, match=message):
        build_catalogue([pack], segments=[segment(**given)])
