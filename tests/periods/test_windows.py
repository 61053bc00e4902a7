"""Which period a report is about, comparisons by id, steps of series, and names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.errors import SpecError
from kpireport.language import Language
from kpireport.periods import (
    Period,
    Step,
    comparison,
    label,
    last_complete,
    last_days,
    parse_period,
    period_of,
    resolve,
    short_label,
    steps,
    today,
    trailing,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
STEPS = st.sampled_from(["day", "week", "month", "quarter", "year"])


@dataclass(frozen=True)
class Choice:
    grain: Step | None = None
    last_days: int | None = None
    start: date | None = None
    end: date | None = None
    fiscal_year_start: int = 1


@pytest.mark.parametrize(
    ("grain", "as_of", "fiscal", "key"),
    [
        ("month", "2026-11-01", 1, "2026-10"),
        ("month", "2026-10-31", 1, "2026-09"),
        ("day", "2026-11-01", 1, "2026-10-31"),
        ("week", "2027-01-03", 1, "2026-W52"),
        ("week", "2027-01-04", 1, "2026-W53"),
        ("quarter", "2026-11-22", 1, "2026-Q3"),
        ("quarter", "2026-11-22", 2, "FY2027-Q3"),
        ("year", "2026-03-31", 4, "FY2025"),
        ("year", "2026-04-01", 4, "FY2026"),
    ],
)
def test_last_complete(grain: Step, as_of: str, fiscal: int, key: str) -> None:
    assert last_complete(grain, date.fromisoformat(as_of), fiscal).key == key


@given(STEPS, DAYS, st.integers(1, 12))
def test_the_last_complete_period_is_over_and_no_later_one_is(grain: Step, as_of: date, fiscal: int) -> None:
    period = last_complete(grain, as_of, fiscal)
    assert period.end <= as_of < period.next().end


def test_last_days_are_complete_days() -> None:
    assert last_days(7, date(2026, 11, 22)).key == "2026-11-15..2026-11-21"
    assert last_days(1, date(2026, 11, 22)).days == 1


@pytest.mark.parametrize(
    ("choice", "override", "key"),
    [
        (Choice(), None, "2026-10"),
        (Choice(grain="week"), None, "2026-W46"),
        (Choice(last_days=28), None, "2026-10-25..2026-11-21"),
        (Choice(start=date(2026, 9, 1), end=date(2026, 9, 30)), None, "2026-09-01..2026-09-30"),
        (Choice(grain="year", fiscal_year_start=7), None, "FY2026"),
        (Choice(grain="week", fiscal_year_start=7), "FY2026-Q4", "FY2026-Q4"),
        (Choice(start=date(2026, 9, 1), end=date(2026, 9, 30)), "2025-10", "2025-10"),
    ],
)
def test_resolve(choice: Choice, override: str | None, key: str) -> None:
    assert resolve(choice, date(2026, 11, 22), override).key == key


@pytest.mark.parametrize("years", [(1, 1), (9999, 9999), (1899, 2000), (2000, 2901)])
def test_days_near_the_ends_of_the_calendar_are_refused(years: tuple[int, int]) -> None:
    choice = Choice(start=date(years[0], 1, 1), end=date(years[1], 12, 31))
    with pytest.raises(SpecError, match=r"is out of range \(years go from 1900 to 2900\)"):
        resolve(choice, date(2026, 11, 5))


def test_days_out_of_order_are_refused() -> None:
    with pytest.raises(SpecError, match="before it starts"):
        resolve(Choice(start=date(2026, 9, 30), end=date(2026, 9, 1)), date(2026, 11, 22))


def test_today_is_the_clients_day() -> None:
    late = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)
    assert today("Europe/Vilnius", late) == date(2026, 11, 1)
    assert today("America/New_York", late) == date(2026, 10, 31)
    with pytest.raises(ValueError, match="timezone"):
        today("UTC", datetime(2026, 10, 31, 22, 30))  # noqa: DTZ001


def test_comparisons_by_id() -> None:
    october = parse_period("2026-10")
    assert comparison(october, "previous_period").period.key == "2026-09"
    assert comparison(october, "2024-10").period.key == "2024-10"
    assert comparison(october, "FY2025", 4).period.key == "FY2025"
    leap = comparison(parse_period("2024-02-29..2024-03-06"), "same_period_last_year")
    assert (leap.period.key, leap.adjusted) == ("2023-02-28..2023-03-06", "leap_day")
    assert comparison(parse_period("2024-02"), "same_period_last_year").adjusted is None
    with pytest.raises(SpecError, match=r"unknown comparison 'previous' \(did you mean 'previous_period'\?"):
        comparison(october, "previous")


def test_steps_are_whole_and_inside() -> None:
    october = parse_period("2026-10")
    assert [p.key for p in steps(october.start, october.end, "week")] == ["2026-W41", "2026-W42", "2026-W43"]
    assert len(steps(october.start, october.end, "day")) == 31
    assert [p.key for p in steps(october.start, october.end, "month")] == ["2026-10"]
    assert steps(october.start, october.end, "quarter") == ()


def test_trailing_steps_end_with_the_period() -> None:
    october = parse_period("2026-10")
    months = trailing(october.end, "month", 25)
    assert (months[0].key, months[-1].key, len(months)) == ("2024-10", "2026-10", 25)
    assert trailing(october.end, "week", 2)[-1].key == "2026-W43"
    assert [p.key for p in trailing(october.end, "quarter", 2, 2)] == ["FY2027-Q2", "FY2027-Q3"]
    assert trailing(october.end, "month", 0) == ()


@given(STEPS, DAYS, st.integers(0, 900), st.integers(1, 12))
def test_steps_touch_each_other_and_stay_inside(step: Step, start: date, length: int, fiscal: int) -> None:
    end = start + timedelta(days=length)
    found = steps(start, end, step, fiscal)
    assert all(start <= p.start and p.end <= end for p in found)
    assert all(a.end == b.start for a, b in pairwise(found))
    touched = {period_of(step, start + timedelta(days=n), fiscal) for n in range(length)}
    assert set(found) == {p for p in touched if start <= p.start and p.end <= end}


@pytest.mark.parametrize(
    ("key", "fiscal", "full", "short"),
    [
        ("2026-10", 1, "October 2026", "Oct 2026"),
        ("2026-10-31", 1, "31 October 2026", "31 Oct 2026"),
        ("2026-Q3", 1, "Q3 2026", "Q3 2026"),
        ("FY2026-Q3", 4, "Q3 FY2026", "Q3 FY2026"),
        ("2026", 1, "2026", "2026"),
        ("FY2026", 4, "Fiscal year 2026", "FY2026"),
        ("2026-W53", 1, "Week 53, 2026", "Week 53, 2026"),
        ("2026-11-16..2026-11-22", 1, "16–22 November 2026", "16–22 November 2026"),
    ],
)
def test_names(key: str, fiscal: int, full: str, short: str) -> None:
    english = Language.of("en")
    period = parse_period(key, fiscal)
    assert label(period, english).replace("\u00a0", " ") == full
    assert short_label(period, english).replace("\u00a0", " ") == short


def test_a_month_beside_one_of_its_year_goes_without_the_year() -> None:
    english, october = Language.of("en"), parse_period("2026-10")
    assert short_label(october.previous(), english, beside=october) == "Sep"
    assert short_label(october.same_last_year(), english, beside=october) == "Oct 2025"


def test_periods_are_values() -> None:
    october = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
    assert {october, period_of("month", date(2026, 10, 5))} == {parse_period("2026-10")}
