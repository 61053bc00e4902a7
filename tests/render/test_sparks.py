"""Word-sized graphics: what they draw, that gaps stay gaps, and that they are well-formed whatever comes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.render.sparks import bullet, cover_art, delta_bar, sparkline
from kpireport.render.tokens import derive

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = derive("#0B6E4F")
values = st.lists(st.none() | st.floats(-1e12, 1e12) | st.integers(-10, 10), min_size=1, max_size=40)


def shapes(svg: str, name: str) -> list[dict[str, str]]:
    return [element.attrib for element in ET.fromstring(svg).iter(SVG + name)]


def test_a_sparkline_is_a_line_a_ring_and_a_dot():
    svg = sparkline(TOKENS, [float(i) for i in range(25)], last_year=12)
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("66pt", "17pt", "0 0 66 17")
    (line,) = shapes(svg, "polyline")
    points = [tuple(map(float, point.split(","))) for point in line["points"].split()]
    assert points[0] == (2.2, 14.8)
    assert points[-1] == (61.9, 2.2)
    ring, dot = shapes(svg, "circle")
    assert (ring["fill"], ring["stroke"]) == (TOKENS["paper"], TOKENS["data-ac"])
    assert (float(dot["cx"]), float(dot["cy"]), dot["fill"]) == (61.9, 2.2, TOKENS["mark"])


def test_missing_values_are_gaps():
    svg = sparkline(TOKENS, [1, 2, None, 3, None, 2, 5])
    assert len(shapes(svg, "polyline")) == 2
    assert len(shapes(svg, "circle")) == 2, "the lonely third value and the dot now"
    assert shapes(sparkline(TOKENS, [1, 2, None]), "circle") == []
    lonely, now = shapes(sparkline(TOKENS, [1, None, 2, 3], last_year=1), "circle")
    assert "stroke" not in lonely, "no ring where last year is missing"
    assert now["fill"] == TOKENS["mark"]


def test_a_steady_series_runs_through_the_middle():
    (line,) = shapes(sparkline(TOKENS, [7, 7, 7], height=20), "polyline")
    assert {point.split(",")[1] for point in line["points"].split()} == {"10"}


@given(values, st.none() | st.integers(-3, 50))
def test_a_sparkline_stays_inside_whatever_its_values(values, last_year):
    svg = sparkline(TOKENS, values, last_year=last_year)
    for circle in shapes(svg, "circle"):
        radius = float(circle["r"])
        assert radius <= float(circle["cx"]) <= 66 - radius
        assert 0 <= float(circle["cy"]) <= 17
    for line in shapes(svg, "polyline"):
        assert all(0 <= float(y) <= 17 for y in (point.split(",")[1] for point in line["points"].split()))


@pytest.mark.parametrize(("attainment", "width"), [(1.0, 33.6), (0.5, 16.8), (2.0, 42.0), (-1.0, 0.0), (0.0, 0.0)])
def test_a_bullet_ends_at_its_attainment(attainment, width):
    ground, bar, target = shapes(bullet(TOKENS, attainment, attainment >= 1), "rect")
    assert float(bar["width"]) == pytest.approx(width)
    assert bar["fill"] == TOKENS["good" if attainment >= 1 else "bad"]
    assert float(target["x"]) + 0.75 == pytest.approx(33.6)
    assert float(ground["width"]) == 42


def test_delta_bars_share_a_zero_in_the_middle():
    up, zero = shapes(delta_bar(TOKENS, 5, 10, tone="good"), "rect")
    assert (float(up["x"]), float(up["width"]), up["fill"]) == (20, 9.5, TOKENS["good"])
    assert float(zero["x"]) == 19.65
    down, _ = shapes(delta_bar(TOKENS, -10, -10, tone="bad"), "rect")
    assert (float(down["x"]), float(down["width"])) == (1, 19)
    flat, _ = shapes(delta_bar(TOKENS, 0, 0), "rect")
    assert (flat["width"], flat["fill"]) == ("0", TOKENS["data-prev-line"])


def test_cover_art_draws_a_stroke_a_day_and_the_period_bright():
    svg = cover_art(TOKENS, [5, 10, None, 0, 2, 4], 2, width=60, height=100)
    before, now = shapes(svg, "path")
    assert (before["stroke"], now["stroke"]) == (TOKENS["deep-mark"], TOKENS["deep-glow"])
    assert before["d"] == "M5 100V50M15 100V0"
    assert now["d"] == "M45 100V80M55 100V60"
    assert shapes(cover_art(TOKENS, [None, 0], 1), "path") == []


def test_the_same_values_give_the_same_bytes():
    assert sparkline(TOKENS, [1, 2.5, None, 4]) == sparkline(TOKENS, [1, 2.5, None, 4])
