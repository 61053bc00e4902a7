"""Days, months and periods as a reader sees them."""

from __future__ import annotations

from datetime import date

import pytest

from kpireport.language import Language

EN = Language.of("en")
NB = "\u00a0"
HALLOWEEN = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("method", "text"),
    [
        ("day", f"31{NB}October 2026"),
        ("day_short", f"31{NB}Oct 2026"),
        ("day_month", f"31{NB}Oct"),
        ("month", "October 2026"),
        ("month_short", "Oct 2026"),
        ("month_name", "October"),
        ("month_name_short", "Oct"),
        ("week", f"Week{NB}44, 2026"),
        ("weekday", "Saturday"),
    ],
)
def test_one_day_in_every_form(method: str, text: str) -> None:
    assert getattr(EN, method)(HALLOWEEN) == text


def test_the_week_has_its_iso_year() -> None:
    assert EN.week(date(2027, 1, 1)) == f"Week{NB}53, 2026"


def test_september_is_sep() -> None:
    assert EN.month_short(date(2026, 9, 1)) == "Sep 2026"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 11, 16), date(2026, 11, 23), f"16–22{NB}November 2026"),
        (date(2026, 10, 29), date(2026, 11, 5), f"29{NB}October – 4{NB}November 2026"),
        (date(2025, 12, 28), date(2026, 1, 4), f"28{NB}December 2025 – 3{NB}January 2026"),
        (date(2026, 10, 31), date(2026, 11, 1), f"31{NB}October 2026"),
    ],
)
def test_span_takes_an_exclusive_end_and_names_the_last_day(start: date, end: date, text: str) -> None:
    assert EN.span(start, end) == text


def test_american_dates_are_data() -> None:
    american = Language.of("en-US")
    assert american.day(HALLOWEEN) == f"October{NB}31, 2026"
    assert american.span(date(2026, 11, 16), date(2026, 11, 23)) == f"November{NB}16, 2026 – November{NB}22, 2026"
    assert american.quarter(4, 2026) == f"Q4{NB}2026"


def test_columns_and_fiscal_years() -> None:
    assert EN.versus(EN.month_short(HALLOWEEN)) == f"vs{NB}Oct 2026"
    assert EN.quarter(4, 2026) == f"Q4{NB}2026"
    assert EN.year(2026) == "2026"
    assert EN.fiscal_year(2026) == f"Fiscal year{NB}2026"
