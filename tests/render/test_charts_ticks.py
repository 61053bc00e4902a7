"""Where axes are marked and labels stand: properties that hold for any data."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.model import EventMark
from kpireport.language import Language
from kpireport.render.charts.axes import year_once
from kpireport.render.charts.events import Flag, place_events
from kpireport.render.charts.pen import FULL, HALF, Pen, source_sans
from kpireport.render.charts.plot import Scale
from kpireport.render.charts.ticks import duration_ticks, extended, spread, tick_choices, value_ticks
from kpireport.render.themes import builtin_folder
from kpireport.render.tokens import derive
from tests.render import chart_samples as samples

PEN = Pen(derive("#0B6E4F"), source_sans(builtin_folder() / "base" / "fonts"), Language.of("en"), FULL)
places = st.lists(st.floats(-200, 400), min_size=1, max_size=12)


@given(places, st.floats(1, 30))
def test_spread_labels_are_apart_in_order_and_inside(wanted, gap):
    low, high = 0.0, 150.0
    placed = spread(wanted, gap, low, high)
    real = min(gap, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert all(placed[b] - placed[a] >= real - 1e-6 for a, b in pairwise(order))
    assert all(low - 1e-6 <= place <= high + 1e-6 for place in placed)


@given(st.lists(st.floats(0, 150), min_size=2, max_size=8, unique=True), st.floats(1, 15))
def test_spread_moves_nothing_that_is_far_enough_apart(wanted, gap):
    ordered = sorted(wanted)
    if all(b - a >= gap for a, b in pairwise(ordered)):
        assert spread(wanted, gap, 0, 150) == pytest.approx(wanted)


def test_spread_shares_the_move():
    assert spread([50, 52], 10, 0, 100) == [46, 56]
    assert spread([1, 2, 90], 10, 0, 100) == [0, 10, 90]
    assert spread([], 10, 0, 100) == []


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e12), st.integers(2, 6))
def test_value_ticks_are_inside_round_and_few(low, span, wanted):
    high = low + span
    if not high > low or span < abs(low) * 1e-6:
        return
    ticks = value_ticks(low, high, wanted).values
    slack = span * 1e-6
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    assert len(ticks) <= 1.5 * wanted + 1
    if len(ticks) > 2:
        step = ticks[1] - ticks[0]
        assert all(b - a == pytest.approx(step, rel=1e-4) for a, b in pairwise(ticks))


@pytest.mark.parametrize(
    ("low", "high", "shift", "values", "places"),
    [
        (0, 220000, 3, [0, 100000, 200000], 0),
        (0.58, 0.73, -2, [0.6, 0.65, 0.7], 0),
        (0, 6e-5, 0, [0, 2e-5, 4e-5, 6e-5], 5),
        (-8, 8, 0, [-5, 0, 5], 0),
        (0.01, 0.034, -2, [0.01, 0.02, 0.03], 0),
        (0, 2.4, 0, [0, 1, 2], 0),
    ],
)
def test_value_ticks_and_the_decimals_they_need(low, high, shift, values, places):
    assert value_ticks(low, high, 3, shift=shift) == (pytest.approx(values), places)


def test_durations_are_marked_at_whole_minutes():
    assert duration_ticks(0, 400, 3).values == [0, 120, 240, 360]
    assert duration_ticks(0, 0.4, 3).places == 1


def test_a_range_always_has_a_length():
    assert extended(5, 5) == (2.5, 7.5)
    assert extended(0, 0) == (-1, 1)
    assert extended(1, 2) == (1, 2)


def test_days_are_named_by_weeks_and_months():
    choices = tick_choices(92, date(2026, 8, 1), "day")
    assert choices[0] == list(range(92))
    assert choices[1] == list(range(2, 92, 7)), "Mondays"
    assert [0, 31, 61] in choices, "beginnings of months"
    assert choices[-1] == [0, 91]


def test_months_are_thinned_back_from_the_last():
    choices = tick_choices(13, date(2025, 10, 1), "month")
    assert choices[1] == [0, 2, 4, 6, 8, 10, 12]
    assert [0, 3, 6, 9, 12] in choices
    assert all(len(a) >= len(b) for a, b in pairwise(choices[:-1]))


@given(st.integers(1, 400), st.sampled_from(["day", "week", "month", None]))
def test_every_choice_is_in_order_and_in_range(count, step):
    for chosen in tick_choices(count, date(2026, 1, 1) if step else None, step):
        assert chosen == sorted(chosen)
        assert all(0 <= index < count for index in chosen)


def test_a_year_is_said_once():
    assert year_once(["Oct 2025", "Nov 2025", "Jan 2026", "Feb 2026"]) == ["Oct 2025", "Nov", "Jan 2026", "Feb"]
    assert year_once(["2025", "2026"]) == ["2025", "2026"]
    assert year_once(["Q1", "Week 2026"]) == ["Q1", "Week 2026"]
    assert year_once(["Week 52, 2025", "Week 1, 2026", "Week 2, 2026"]) == ["Week 52, 2025", "Week 1, 2026", "Week 2"]


@given(
    st.lists(st.tuples(st.floats(-0.4, 91.4), st.text("abcdefgh ", min_size=1, max_size=90)), max_size=9),
)
def test_labels_of_events_never_touch(events):
    x = Scale(-0.3, 91.3, 30, 440)
    flags = place_events([EventMark(at=at, label=label) for at, label in events], x, FULL.width, PEN)
    assert len(flags) == len(events)
    for rank, one in enumerate(flags):
        assert one.start >= -0.01
        assert one.end <= FULL.width + 0.01
        assert all(other.lane != one.lane or not one.touches(other) for other in flags[:rank])


def test_rules_of_events_cross_no_label_where_that_can_be():
    x = Scale(-0.3, 91.3, 30, 440)
    flags = place_events(samples.EVENTS, x, FULL.width, PEN)
    assert not any(one.covers(other) and other.lane >= one.lane for one in flags for other in flags if one is not other)


def test_a_lonely_event_lies_in_the_lowest_lane():
    (flag,) = place_events([EventMark(at=2, label="Sale")], Scale(0, 10, 30, 440), FULL.width, PEN)
    assert flag == Flag(112.0, "Sale", 116.0, pytest.approx(116 + PEN.width("Sale", 8)), 0)


def test_a_narrow_chart_names_the_two_latest_events():
    events = [EventMark(at=at, label=f"Event {at}") for at in (9, 1, 5, 7)]
    assert [flag.text for flag in place_events(events, Scale(0, 10, 30, 200), HALF.width, PEN)] == [
        "Event 7",
        "Event 9",
    ]
    assert len(place_events(events, Scale(0, 10, 30, 440), FULL.width, PEN)) == 4
