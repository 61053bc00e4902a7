"""Colours: published values, floors that are held, and what colour-blind people see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.render.colour import Lch, colour, contrast, darken_until, distance, grey, lch, least_distance

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#0000FF", "#FFFFFF", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("srgb", "expected"),
    [("#FFFFFF", (1.0, 0.0, None)), ("#FF0000", (0.6280, 0.2577, 29.23)), ("#0000FF", (0.4520, 0.3132, 264.05))],
)
def test_oklch_is_that_of_its_author(srgb, expected):
    lightness, chroma, hue = lch(srgb)
    assert lightness == pytest.approx(expected[0], abs=0.0005)
    assert chroma == pytest.approx(expected[1], abs=0.0005)
    assert expected[2] is None or hue == pytest.approx(expected[2], abs=0.05)


@given(colours)
def test_there_and_back_is_the_same_colour(srgb):
    back = colour(*lch(srgb))
    assert all(abs(int(srgb[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


@given(st.floats(0.2, 0.98), st.floats(0, 0.4), st.floats(0, 360, exclude_max=True))
def test_out_of_gamut_only_chroma_is_given_up(lightness, chroma, hue):
    found = lch(colour(lightness, chroma, hue))
    assert found.lightness == pytest.approx(lightness, abs=0.006)
    assert found.chroma <= chroma + 0.006
    turned = abs(found.hue - hue) % 360
    assert found.chroma < 0.02 or min(turned, 360 - turned) < 8


@given(colours, st.sampled_from([3.0, 4.6, 10.0]))
def test_darkening_reaches_the_floor_and_stops_there(srgb, floor):
    start = lch(srgb)
    found = darken_until(start, "#FFFFFF", floor)
    assert contrast(found, "#FFFFFF") >= floor
    lighter = Lch(min(1.0, lch(found).lightness + 0.02), start.chroma, start.hue)
    assert lch(found).lightness >= start.lightness - 0.02 or contrast(colour(*lighter), "#FFFFFF") < floor + 0.6


def test_red_and_green_are_near_for_a_protanope_and_blue_and_vermilion_are_not():
    green, red = "#3C8C40", "#C0392B"
    assert distance(green, red) > 20
    assert least_distance(green, red) < 8
    assert least_distance("#125CA1", "#BE4010") > 11


def test_a_grey_printer_sees_luminance_only():
    assert grey("#FFFFFF") == pytest.approx(1.0, abs=0.001)
    assert grey("#0B6E4F") == pytest.approx(grey("#646464"), abs=0.03)
