"""A metric as a report uses it: variants, parameters and polarity, each checked before anything is computed."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from kpireport.errors import DataError, MetricError, Place, UnknownNameError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.custom import CustomMetric
from kpireport.metrics.pack import Pack, Parameter
from kpireport.metrics.profile import profile_table

EFFORT = {
    "id": "effort",
    "label": {"en": {"nom": "Effort"}},
    "dataset": "answers",
    "expression": "avg(score)",
    "filter": "survey = 'effort'",
    "unit": "score",
    "direction": "higher_is_better",
    "direction_parameter": "easy",
    "range": [1, 7],
    "parameters": {"easy": {"type": "integer", "default": 1, "choices": [0, 1], "description": "1: made it easy"}},
    "variants": [
        {
            "id": "agreeing",
            "description": "share of answers from 5",
            "expression": "1.0 * sum(case when score >= :least then 1 else 0 end) / nullif(count(score), 0)",
            "unit": "percent",
            "parameters": {"least": {"type": "number", "default": 5, "minimum": 1, "maximum": 7}},
        },
        {"id": "visits", "description": "visits in its place", "dataset": "visits", "expression": "sum(sessions)"},
    ],
}
ANSWERS = {
    "id": "answers",
    "title": {"en": "Answers"},
    "time": "day",
    "key": ["answer"],
    "dimensions": [],
    "columns": {
        "answer": {"type": "text"},
        "day": {"type": "date"},
        "survey": {"type": "text"},
        "score": {"type": "number", "minimum": 1, "maximum": 7},
    },
}
HERE = Place("acme.yaml", 9, 3)


@pytest.fixture
def surveys(pack):
    return Pack.model_validate(
        {**pack.model_dump(), "datasets": [*pack.model_dump()["datasets"], ANSWERS], "metrics": [EFFORT]}
    )


@pytest.fixture
def compiled(surveys):
    def used(**changes):
        entry = CustomMetric(id="effort", **changes)
        return build_catalogue([surveys], [entry], places={"effort": HERE}).metric("effort")

    return used


def test_a_parameter_turns_the_direction_round_and_not_the_value(compiled):
    assert compiled().direction == "higher_is_better"
    turned = compiled(parameters={"easy": 0})
    assert turned.direction == "lower_is_better"
    assert turned.sql == compiled().sql


def test_what_reads_the_catalogue_sees_the_definition_in_use(surveys):
    entry = CustomMetric(id="effort", variant="agreeing", parameters={"easy": 0, "least": 6})
    catalogue = build_catalogue([surveys], [entry])
    metric = catalogue.metrics["effort"]
    assert (metric.unit, metric.direction, metric.range) == ("percent", "lower_is_better", None)
    assert (catalogue.metric("effort").variant, metric.filter) == ("agreeing", "survey = 'effort'")


def test_a_variant_over_another_dataset_has_no_filter_of_the_first(compiled):
    moved = compiled(variant="visits")
    assert moved.datasets == ("visits",)
    assert moved.definition.filter is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"parameters": {"easy": 2}}, "parameter 'easy' of metric 'effort' is 2, which is none of 0, 1"),
        ({"parameters": {"easy": True}}, "parameter 'easy' of metric 'effort' is True, which is no integer"),
        ({"parameters": {"easy": "1; drop table answers"}}, "is '1; drop table answers', which is no integer"),
        ({"variant": "agreeing", "parameters": {"least": 8}}, "is 8, which is not from 1 to 7"),
    ],
)
def test_values_that_do_not_fit_are_refused_with_their_place(compiled, changes, says):
    with pytest.raises(MetricError) as caught:
        compiled(**changes)
    assert says in caught.value.problems[0].message
    assert caught.value.problems[0].place == HERE


@pytest.mark.parametrize(
    ("changes", "kind"), [({"parameters": {"least": 5}}, "parameter"), ({"variant": "net"}, "variant")]
)
def test_unknown_names_are_refused(compiled, changes, kind):
    with pytest.raises(UnknownNameError, match=f"unknown {kind} of metric 'effort'"):
        compiled(**changes)


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "integer", "default": "five"},
        {"type": "number", "default": 9, "maximum": 7},
        {"type": "window", "default": "year"},
        {"type": "text", "default": "c", "choices": ["a", "b"]},
    ],
)
def test_the_default_of_a_parameter_fits(wrong):
    with pytest.raises(ValidationError, match="the default"):
        Parameter.model_validate(wrong)


def test_a_value_beyond_its_column_is_an_error_with_its_day(pack, store):
    visits = pack.datasets[0]
    sessions = visits.columns["sessions"].model_copy(update={"minimum": 0})
    bounded = visits.model_copy(update={"columns": {**visits.columns, "sessions": sessions}})
    rows = [{"date": date(2026, 10, 1), "sessions": 3}, {"date": date(2026, 10, 2), "sessions": -3}]
    with pytest.raises(DataError, match="dataset 'visits': 'sessions' is -3 on 2026-10-02, and it cannot be below 0"):
        profile_table(bounded, store("visits", rows))
    assert profile_table(visits, store("visits", rows)).rows == 2
