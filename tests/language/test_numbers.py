"""Numbers, money, durations and changes as a reader sees them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.errors import MetricError
from kpireport.language import Language

EN = Language.of("en")
NB = "\u00a0"


@dataclass(frozen=True)
class Moved:
    abs: float | None = None
    pct: float | None = None
    points: float | None = None


@pytest.mark.parametrize(
    ("x", "places", "text"),
    [
        (5361, 0, "5,361"),
        (-0.21, 2, "−0.21"),
        (0.125, 2, "0.13"),  # half up, not half even
        (2.675, 2, "2.68"),  # the decimal digits, not the binary ones
        (-0.004, 2, "0.00"),  # zero has no sign
        (None, 0, "–"),
        (float("nan"), 1, "–"),
    ],
)
def test_number(x: float | None, places: int, text: str) -> None:
    assert EN.number(x, places) == text


@pytest.mark.parametrize(("x", "text"), [(3.4, "+3.4"), (-3.4, "−3.4"), (0.0, "0.0"), (0.04, "0.0"), (None, "–")])
def test_signed(x: float | None, text: str) -> None:
    assert EN.signed(x, 1) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.0295, "2.95%"),
        (0.456, "45.6%"),
        (0.0095, "0.95%"),
        (0.0004, "0.040%"),
        (0, "0%"),
        (1, "100%"),
        (1.05, "105%"),
        (0.99973, "99.97%"),
        (0.0999999, "10.0%"),
        (-0.025, "−2.50%"),
    ],
)
def test_percent_values_have_three_significant_digits(ratio: float, text: str) -> None:
    assert EN.value(ratio, "percent") == text


@pytest.mark.parametrize(
    ("x", "currency", "text"),
    [
        (209113.4, "EUR", "€209,113"),
        (24.375, "EUR", "€24.38"),
        (145.6, "USD", "$145.60"),
        (999.996, "GBP", "£1,000"),
        (0.0042, "EUR", "€0.0042"),
        (-12.5, "EUR", "−€12.50"),
        (0, "EUR", "€0"),
        (512, "JPY", "¥512"),
        (99.5, "CHF", f"CHF{NB}99.50"),
    ],
)
def test_money(x: float, currency: str, text: str) -> None:
    assert EN.value(x, "currency", currency=currency) == text


def test_a_round_target_is_shown_round() -> None:
    assert EN.money(21, "EUR", whole=True) == "€21"
    assert EN.money(38.5, "EUR", whole=True) == "€38.50"


@pytest.mark.parametrize(
    ("x", "unit", "display", "text"),
    [
        (5361, "count", None, "5,361"),
        (12.5, "count", None, "12.5"),
        (1234.5, "count", None, "1,235"),
        (1.57, "ratio", None, "1.57"),
        (4.0, "ratio", "multiplier", "4.0×"),
        (3.96, "ratio", "multiplier", "3.96×"),
        (3.2, "ratio", "n:1", f"3.20{NB}:{NB}1"),
        (56, "score", None, "56"),
        (4.25, "score", None, "4.3"),
        (8.44, "position", None, "8.4"),
        (1.234, "ratio", "decimals:1", "1.2"),
        (155, "seconds", "mm:ss", "2:35"),
        (3755, "seconds", "mm:ss", "1:02:35"),
        (7500, "seconds", "hh:mm", f"2:05{NB}h"),
        (12600, "seconds", "hours", f"3.5{NB}h"),
        (86400, "seconds", "days", f"1{NB}day"),
        (362880, "seconds", "days", f"4.2{NB}days"),
        (42, "seconds", None, f"42{NB}s"),
        (155, "seconds", None, f"2{NB}min 35{NB}s"),
        (42.55, "seconds", "decimals:1", f"42.6{NB}s"),
        (None, "currency", None, "–"),
    ],
)
def test_value_by_unit_and_display(x: float | None, unit: str, display: str | None, text: str) -> None:
    assert EN.value(x, unit, currency="EUR", display=display) == text


@pytest.mark.parametrize("display", ["decimals:x", "decimals:99", "roman"])
def test_an_unknown_display_is_an_error_with_the_known_ones(display: str) -> None:
    with pytest.raises(MetricError, match="decimals:1"):
        EN.value(1.5, "ratio", display=display)


@pytest.mark.parametrize(
    ("moved", "unit", "text"),
    [
        (Moved(pct=0.185), "count", "+18.5%"),
        (Moved(pct=-0.129), "ratio", "−12.9%"),
        (Moved(pct=1.342), "currency", "+134%"),
        (Moved(pct=12.34), "currency", "+1,234%"),
        (Moved(pct=0.0001), "count", "0%"),
        (Moved(pct=-0.0), "count", "0%"),
        (Moved(), "count", "–"),
        (Moved(points=-0.21), "percent", f"−0.21{NB}pts"),
        (Moved(points=3.4), "percent", f"+3.4{NB}pts"),
        (Moved(points=3), "score", f"+3{NB}pts"),
        (Moved(points=-1.24), "position", f"−1.2{NB}places"),
        (Moved(points=1), "position", f"+1{NB}place"),
        (None, "percent", "–"),
    ],
)
def test_change(moved: Moved | None, unit: str, text: str) -> None:
    assert EN.change(moved, unit) == text


def test_points_follow_the_decimals_of_the_value() -> None:
    assert EN.change(Moved(points=0.83), "percent", value=0.456) == f"+0.8{NB}pts"
    assert EN.change(Moved(points=-0.21), "percent", value=0.0295) == f"−0.21{NB}pts"


@pytest.mark.parametrize(
    ("x", "unit", "text"),
    [
        (200000, "currency", "€200k"),
        (1250000, "currency", "€1.25M"),
        (-2500, "currency", "−€2.5k"),
        (0, "currency", "€0"),
        (0.15, "percent", "15%"),
        (350, "count", "350"),
    ],
)
def test_short_labels_for_axes(x: float, unit: str, text: str) -> None:
    assert EN.short(x, unit, "EUR") == text


def test_a_head_names_the_scale_and_the_figures_leave_it_out() -> None:
    scale = EN.scale_for(209113)
    assert (scale, EN.scaled(209113, "currency", scale)) == (3, "209")
    assert EN.unit_head("currency", currency="EUR", scale=scale) == f"€{NB}thousand"
    assert EN.scaled(0.0295, "percent", 0, 2) == "2.95"


def test_other_locales_put_signs_and_symbols_where_they_belong() -> None:
    lithuanian = Language.of("lt")
    assert lithuanian.money(-1234.5, "EUR", 2) == f"−1{NB}234,50{NB}€"
    assert lithuanian.percent(0.1234, 2, signed=True) == f"+12,34{NB}%"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_every_finite_number_can_be_written(x: float, places: int) -> None:
    text = EN.signed(x, places)
    digits = text.lstrip("+−").replace(",", "")
    assert float(digits) == pytest.approx(abs(x), rel=1e-12, abs=0.5 * 10**-places * 1.000001)
    assert text.startswith(("+", "−")) == (float(digits) != 0)
