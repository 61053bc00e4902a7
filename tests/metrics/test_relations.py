"""Identities are proved from the expressions; what holds only by chance is refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.custom import CustomMetric
from kpireport.metrics.pack import Identity, Influence, Relations
from kpireport.metrics.relations import check_relations

PER_SESSION = [
    CustomMetric(id="bounces", dataset="visits", expression="sum(bounces)"),
    CustomMetric(id="stays", expression="sessions - bounces"),
    CustomMetric(id="value", dataset="visits", expression="1.0 * sum(revenue) / nullif(sum(sessions), 0)"),
    CustomMetric(id="sessions_per_lead", expression="1.0 * sessions / nullif(leads, 0)"),
    CustomMetric(id="half", dataset="visits", expression="0.5 * sum(bounces) / nullif(sum(sessions), 0)"),
    CustomMetric(id="loud", dataset="visits", expression="round(sum(revenue))"),
]


def catalogue(pack, *identities, influences=()):
    related = Relations(identities=identities, influences=influences)
    return build_catalogue([pack.model_copy(update={"relations": related})], PER_SESSION)


def wrong(pack, *identities, influences=()):
    found = catalogue(pack, *identities, influences=influences)
    return [error.problems[0] for error in check_relations(found.relations, found.metric)]


@pytest.mark.parametrize(
    "identity",
    [
        {"metric": "revenue", "product": ["sessions", "value"]},
        {"metric": "revenue", "product": ["leads", "sessions_per_lead", "value"]},
        {"metric": "revenue", "product": ["revenue_per_lead", "leads"]},
        {"metric": "sessions", "sum": ["bounces", "stays"]},
        {"metric": "bounces", "sum": ["sessions"], "less": ["stays"]},
        {"metric": "bounce_rate", "sum": ["half", "half"]},
    ],
)
def test_what_follows_from_the_expressions_holds(pack, identity):
    made = Identity.model_validate(identity)
    assert wrong(pack, made) == []
    assert catalogue(pack, made).identities(made.metric) == (made,)


@pytest.mark.parametrize(
    ("identity", "says"),
    [
        (
            {"metric": "revenue", "product": ["sessions", "bounce_rate"]},
            "revenue = sessions x bounce_rate does not follow",
        ),
        ({"metric": "revenue", "product": ["leads", "value"]}, "does not follow from the expressions"),
        ({"metric": "bounce_rate", "product": ["half", "sessions"]}, "does not follow from the expressions"),
        ({"metric": "sessions", "sum": ["bounces", "bounces"]}, "sessions = bounces + bounces does not follow"),
        ({"metric": "revenue", "sum": ["loud", "bounces"]}, "does not follow from the expressions"),
        ({"metric": "revenue", "product": ["sesions", "value"]}, "unknown metric 'sesions'"),
    ],
)
def test_what_does_not_follow_is_refused(pack, identity, says):
    made = Identity.model_validate(identity)
    (problem,) = wrong(pack, made)
    assert says in problem.message
    assert "unknown" in says or catalogue(pack, made).identities(made.metric) == ()


def test_the_hint_shows_both_sides(pack):
    (problem,) = wrong(pack, Identity(metric="revenue", product=("sessions", "bounce_rate")))
    assert (
        problem.hint
        == 'revenue = sum("revenue"); sessions = sum("sessions"); bounce_rate = (sum("bounces")) / (sum("sessions"))'
    )


def test_an_identity_holds_for_the_definitions_in_use(pack):
    made = Identity(metric="revenue", product=("sessions", "value"))
    related = pack.model_copy(update={"relations": Relations(identities=(made,))})
    only_email = CustomMetric(id="sessions", filter="channel = 'email'")
    assert build_catalogue([related], PER_SESSION).identities("revenue") == (made,)
    assert build_catalogue([related], [*PER_SESSION, only_email]).identities("revenue") == ()


def test_influences_name_metrics_that_are_there(pack):
    known = Influence(metric="sessions", moves="revenue", sign="+")
    lost = Influence(metric="sessions", moves="mood", sign="-")
    (problem,) = wrong(pack, influences=[known, lost])
    assert problem.message == "sessions moves mood: unknown metric 'mood'"


@pytest.mark.parametrize(
    "identity",
    [
        {"metric": "a"},
        {"metric": "a", "product": ["b"]},
        {"metric": "a", "product": ["a", "b"]},
        {"metric": "a", "product": ["b", "c"], "less": ["d"]},
        {"metric": "a", "product": ["b", "c"], "sum": ["b", "c"]},
    ],
)
def test_an_identity_has_one_form(identity):
    with pytest.raises(ValidationError):
        Identity.model_validate(identity)
