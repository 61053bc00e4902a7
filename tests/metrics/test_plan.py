"""Planning: what is read, and which questions are refused before anything is."""

from __future__ import annotations

from datetime import date

import pytest

from kpireport.errors import MetricError, UnknownNameError
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.custom import CustomMetric
from kpireport.metrics.plan import FactRequest, SeriesRequest, merged, plan_metrics, steps


def test_a_plan_reads_only_what_is_needed(catalogue, windows):
    plan = plan_metrics(catalogue, [FactRequest("bounce_rate", ("channel",)), FactRequest("leads")], windows)
    assert plan.datasets["visits"].columns == ("date", "channel", "sessions", "bounces")
    assert plan.datasets["leads"].columns == ("lead_id", "created")
    assert plan.datasets["visits"].days == ((date(2026, 9, 1), date(2026, 11, 1)),)
    assert tuple(want.text for want in plan.wants({"visits", "leads"})) == (
        "visits: columns date, channel, sessions, bounces; days 2026-09-01 to 2026-11-01 (exclusive); for bounce_rate, by channel",
        "leads: columns lead_id, created; days 2026-09-01 to 2026-11-01 (exclusive); for leads",
    )


def test_questions_that_are_asked_twice_are_answered_once(catalogue, windows):
    plan = plan_metrics(catalogue, [FactRequest("sessions"), FactRequest("sessions")], windows)
    assert plan.requests == (FactRequest("sessions"),)


def test_windows_that_lie_apart_are_read_apart(catalogue):
    windows = {"current": (date(2026, 10, 1), date(2026, 11, 1)), "last_year": (date(2025, 10, 1), date(2025, 11, 1))}
    plan = plan_metrics(catalogue, [FactRequest("sessions")], windows)
    assert plan.datasets["visits"].days == tuple(sorted(windows.values()))


def test_ranges_that_touch_are_one():
    day = date(2026, 1, 1).replace
    assert merged([(day(day=5), day(day=9)), (day(day=1), day(day=5)), (day(day=20), day(day=22))]) == (
        (day(day=1), day(day=9)),
        (day(day=20), day(day=22)),
    )


def test_the_last_step_ends_with_the_series():
    found = steps(SeriesRequest("sessions", "month", date(2026, 1, 1), date(2026, 3, 10)))
    assert [(b.start, b.end) for b in found] == [
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 10)),
    ]


def test_unknown_names_get_a_hint(catalogue, windows):
    with pytest.raises(UnknownNameError, match="unknown metric 'session'"):
        plan_metrics(catalogue, [FactRequest("session")], windows)
    with pytest.raises(UnknownNameError) as caught:
        plan_metrics(catalogue, [FactRequest("sessions", ("chanel",))], windows)
    assert str(caught.value) == "unknown dimension of metric 'sessions' 'chanel' (did you mean 'channel'?)"
    with pytest.raises(UnknownNameError, match="dimension of metric 'revenue_per_lead'"):
        plan_metrics(catalogue, [FactRequest("revenue_per_lead", ("device",))], windows)


def test_windows_and_series_must_have_days(catalogue):
    day = date(2026, 10, 1)
    with pytest.raises(MetricError, match="ends before it starts"):
        plan_metrics(catalogue, [FactRequest("sessions")], {"current": (day, day)})
    with pytest.raises(MetricError, match="ends before it starts"):
        plan_metrics(catalogue, [SeriesRequest("sessions", "day", day, day)], {})
    with pytest.raises(MetricError, match="no window"):
        plan_metrics(catalogue, [FactRequest("sessions")], {})


def test_a_snapshot_without_a_rule_is_refused(pack, windows):
    entry = CustomMetric(id="stock", dataset="visits", expression="sum(users)", additivity="snapshot")
    with pytest.raises(MetricError, match="'stock' is declared snapshot, but its definition is non_additive"):
        plan_metrics(build_catalogue([pack], [entry]), [FactRequest("stock")], windows)


def test_datasets_of_whole_periods_have_no_daily_course(pack, windows):
    visits = pack.datasets[0].model_copy(update={"grain": "period"})
    catalogue = build_catalogue([pack.model_copy(update={"datasets": (visits, pack.datasets[1])})])
    with pytest.raises(MetricError, match="'sessions' has no series by week: dataset 'visits' holds whole periods"):
        plan_metrics(catalogue, [SeriesRequest("sessions", "week", date(2026, 1, 5), date(2026, 2, 2))], windows)
    plan = plan_metrics(catalogue, [SeriesRequest("sessions", "month", date(2026, 1, 1), date(2026, 2, 1))], windows)
    assert [rule.whole for rule in plan.datasets["visits"].picked] == [True]
