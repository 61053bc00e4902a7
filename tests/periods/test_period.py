"""Periods: exact calendar cases, and what holds for every period of every grain."""

from __future__ import annotations

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.errors import SpecError
from kpireport.periods import Grain, Period, Step, comparison, parse_period, period_of

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
STEPS = st.sampled_from(["day", "week", "month", "quarter", "year"])
MONTHS = st.integers(1, 12)
GRAIN_PERIODS = st.builds(period_of, STEPS, DAYS, MONTHS)
RANGES = st.builds(lambda day, n: Period(day, day + timedelta(days=n), "range"), DAYS, st.integers(1, 800))
PERIODS = GRAIN_PERIODS | RANGES

# name, grain, first and last day, the period before, the same one last year; all ends inclusive
WORKED: list[tuple[str, Grain, tuple[str, str], tuple[str, str], tuple[str, str]]] = [
    ("2026-10", "month", ("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30"), ("2025-10-01", "2025-10-31")),
    ("2024-02", "month", ("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
    ("2025-02", "month", ("2025-02-01", "2025-02-28"), ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
    ("2026-Q1", "quarter", ("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
    ("2026", "year", ("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31")),
    ("2026-W01", "week", ("2025-12-29", "2026-01-04"), ("2025-12-22", "2025-12-28"), ("2024-12-30", "2025-01-05")),
    ("2026-W53", "week", ("2026-12-28", "2027-01-03"), ("2026-12-21", "2026-12-27"), ("2025-12-22", "2025-12-28")),
    ("2027-W52", "week", ("2027-12-27", "2028-01-02"), ("2027-12-20", "2027-12-26"), ("2026-12-21", "2026-12-27")),
    ("2024-02-29", "day", ("2024-02-29", "2024-02-29"), ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
    ("2026-10-31", "day", ("2026-10-31", "2026-10-31"), ("2026-10-30", "2026-10-30"), ("2025-10-31", "2025-10-31")),
    ("2026-11-16..2026-11-22", "range", ("2026-11-16", "2026-11-22"), ("2026-11-09", "2026-11-15"), ("2025-11-16", "2025-11-22")),
    ("2024-02-01..2024-02-28", "range", ("2024-02-01", "2024-02-28"), ("2024-01-04", "2024-01-31"), ("2023-02-01", "2023-02-28")),
    ("2024-02-29..2024-03-02", "range", ("2024-02-29", "2024-03-02"), ("2024-02-26", "2024-02-28"), ("2023-02-28", "2023-03-02")),
]  # fmt: skip


FORMS = "write 2026-10 (month), 2026-W44 (week), 2026-Q4, 2026, FY2026-Q4, FY2026, 2026-10-31 or 2026-10-01..2026-10-31"
RANGE = "write 2026-10-01..2026-10-31; both days are included"


def inclusive(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(("name", "grain", "own", "previous", "last_year"), WORKED, ids=[case[0] for case in WORKED])
def test_worked_examples(name: str, grain: Grain, own: tuple, previous: tuple, last_year: tuple) -> None:
    period = parse_period(name)
    assert (period.key, period.grain, inclusive(period)) == (name, grain, own)
    assert inclusive(period.previous()) == previous
    assert inclusive(period.same_last_year()) == last_year
    assert comparison(period, "previous_period").period == period.previous()
    assert comparison(period, "same_period_last_year").period == period.same_last_year()


@pytest.mark.parametrize(
    ("name", "start_month", "own", "previous_key", "last_year_key"),
    [
        ("FY2026", 4, ("2025-04-01", "2026-03-31"), "FY2025", "FY2025"),
        ("FY2026-Q1", 4, ("2025-04-01", "2025-06-30"), "FY2025-Q4", "FY2025-Q1"),
        ("FY2026-Q4", 4, ("2026-01-01", "2026-03-31"), "FY2026-Q3", "FY2025-Q4"),
        ("FY2026-Q2", 2, ("2025-05-01", "2025-07-31"), "FY2026-Q1", "FY2025-Q2"),
        ("FY2026-Q4", 12, ("2026-09-01", "2026-11-30"), "FY2026-Q3", "FY2025-Q4"),
        ("FY2024-Q3", 9, ("2024-03-01", "2024-05-31"), "FY2024-Q2", "FY2023-Q3"),
    ],
)
def test_fiscal_periods(name: str, start_month: int, own: tuple, previous_key: str, last_year_key: str) -> None:
    period = parse_period(name, start_month)
    assert (period.key, inclusive(period)) == (name, own)
    assert period.previous().key == previous_key
    assert period.same_last_year().key == last_year_key


def test_calendar_notation_stays_calendar_in_a_fiscal_year() -> None:
    assert parse_period("2026-Q1", 4) == parse_period("2026-Q1")
    assert parse_period("FY2026-Q1", 1) == parse_period("2026-Q1")


@pytest.mark.parametrize(
    "text", [" 2026-10 ", "2026-w53", "2026W53", "2026-q1", "fy2026-q1", "2026-10-01 .. 2026-10-31"]
)
def test_lenient_spelling(text: str) -> None:
    assert parse_period(text).start.year in (2025, 2026)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("October", f"period 'October' is not a period ({FORMS})"),
        ("٢٠٢٦", f"period '٢٠٢٦' is not a period ({FORMS})"),
        ("2026-13", "period '2026-13' does not exist (months go from 01 to 12)"),
        ("2026-02-29", "period '2026-02-29' does not exist (that month has days 1 to 28)"),
        ("2025-W53", "period '2025-W53' does not exist (2025 has weeks 1 to 52)"),
        ("2026-W00", "period '2026-W00' does not exist (2026 has weeks 1 to 53)"),
        ("0001", "period '0001' is out of range (years go from 1900 to 2900)"),
        ("2026-10-31..2026-10-01", "period '2026-10-31..2026-10-01' ends before it starts (write 2026-10-01..2026-10-31)"),
        ("2026-10..", f"period '2026-10..' is not a range of days ({RANGE})"),
        ("2026-09..2026-10", f"period '2026-09..2026-10' is not a range of days ({RANGE})"),
    ],
)  # fmt: skip
def test_what_is_not_a_period_says_so(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_period(text)
    assert str(caught.value) == message


def test_very_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(SpecError) as caught:
        parse_period("x" * 10_000)
    assert len(str(caught.value)) < 250


@given(st.text(max_size=30) | st.from_regex(r"(FY)?\d{4}-?[WQ]?\d{0,2}(-\d\d)?(\.\.\d{4}-\d\d-\d\d)?", fullmatch=True))
def test_any_text_is_a_period_or_a_spec_error(text: str) -> None:
    try:
        outcome: object = parse_period(text).days >= 1
    except SpecError as error:
        outcome = error.problems[0].hint
    assert outcome


@given(PERIODS)
def test_the_key_reads_back(period: Period) -> None:
    assert parse_period(period.key, period.fiscal_start) == period
    assert pickle.loads(pickle.dumps(period)) == period


@given(STEPS, DAYS, MONTHS)
def test_periods_of_a_grain_tile_time(grain: Step, day: date, fiscal_start: int) -> None:
    period = period_of(grain, day, fiscal_start)
    assert period.contains(day)
    assert period.contains(period.start)
    assert period.contains(period.last)
    assert not period.contains(period.end)
    assert period_of(grain, period.last, fiscal_start) == period
    assert period_of(grain, period.end, fiscal_start) == period.next()


@given(PERIODS)
def test_neighbours_touch(period: Period) -> None:
    assert period.previous().end == period.start
    assert period.next().start == period.end
    assert period.previous().grain == period.grain
    assert period.previous().next() == period


@given(PERIODS)
def test_last_year_is_about_a_year_before_and_as_long(period: Period) -> None:
    base = period.same_last_year()
    assert base.grain == period.grain
    assert 350 <= (period.start - base.start).days <= 380
    assert abs(base.days - period.days) <= 1


@given(DAYS)
def test_a_week_has_the_same_number_last_year_or_is_week_53(day: date) -> None:
    week = period_of("week", day)
    held = comparison(week, "same_period_last_year")
    assert held.period.year == week.year - 1
    assert (held.adjusted == "week_53") == (held.period.number != week.number)
    assert held.adjusted is None or (week.number, held.period.number) == (53, 52)


@pytest.mark.parametrize(
    ("start", "end", "grain"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "month"),
        (date(2026, 10, 6), date(2026, 10, 13), "week"),
        (date(2026, 2, 1), date(2026, 5, 1), "quarter"),
        (date(2026, 10, 2), date(2026, 10, 2), "range"),
    ],
)
def test_a_period_that_is_none_cannot_be_made(start: date, end: date, grain: Grain) -> None:
    with pytest.raises(ValueError):
        Period(start, end, grain)
