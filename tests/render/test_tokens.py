"""Design tokens: every floor of the design, for any brand colour."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpireport.render.charts.members import LIGHT_STACKS
from kpireport.render.colour import contrast, distance, grey, lch, least_distance
from kpireport.render.tokens import LINE_STEPS, RAMP, STACK_STEPS, derive

HARD = (
    *("#FFFF00", "#FFF8B0", "#FEFEFE", "#FFFFFF", "#FAFAFA", "#F0F0FF"),  # as good as paper
    *("#000000", "#010101", "#050505", "#0A0A12", "#120000", "#000014"),  # as good as ink
    *("#757575", "#767676", "#777777", "#7F7F7F", "#808080", "#949494"),  # where neither white nor black reads well
    *("#FF0000", "#00FF00", "#0000FF", "#00FFFF", "#FF00FF", "#00EEC5"),  # the corners of what screens show
)
any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
edges = st.tuples(*[st.sampled_from((0, 1, 5, 127, 128, 250, 254, 255))] * 3).map(
    lambda rgb: "#{:02X}{:02X}{:02X}".format(*rgb)
)
greys = st.integers(0, 255).map(lambda tone: f"#{tone:02X}{tone:02X}{tone:02X}")
brands = st.one_of(any_colour, edges, greys, st.sampled_from(HARD))
KNOWN = ("#0B6E4F", "#1F3A93", "#8E1B3A", "#FFC400", "#111111", "#E4572E", "#00A3E0", "#7B2D8B", "#FFFFFF", "#000000")

TEXT = [
    ("ink", "paper", 17.0),
    ("ink-2", "surface-2", 5.6),
    ("ink-3", "surface", 4.6),
    ("accent", "surface", 4.6),
    ("good", "good-tint", 4.6),
    ("bad", "bad-tint", 4.6),
    ("good", "paper", 4.6),
    ("bad", "paper", 4.6),
    ("on-deep", "deep", 10.0),
    ("on-deep-2", "deep", 4.6),
    ("accent", "paper", 4.6),
    ("ink-2", "band", 4.6),
    ("good", "surface", 4.6),
    ("bad", "surface", 4.6),
    ("good", "surface-2", 4.5),
    ("bad", "surface-2", 4.5),
]
LINES = ["mark", "data-ac", "data-prev-line", "band-line", "line-other", *(f"line-{i + 1}" for i in range(LINE_STEPS))]


GRAPHICS = [
    ("mark", "surface", 2.8),
    ("data-ac", "surface", 3.0),
    ("deep-glow", "deep", 3.0),
    ("band-line", "band", 2.4),
]


@pytest.mark.parametrize("brand", HARD)
def test_floors_hold_for_hard_brands(brand):
    floors_hold(derive(brand))


@settings(max_examples=120, deadline=None)
@given(brands)
def test_floors_hold_for_any_brand(brand):
    floors_hold(derive(brand))


def floors_hold(tokens):
    """Text reads as WCAG AA asks (4.5) on every ground that it stands on, and what carries meaning is seen (3)."""
    for text, ground, floor in TEXT:
        assert contrast(tokens[text], tokens[ground]) >= floor, (text, ground)
    for line in LINES:
        assert contrast(tokens[line], tokens["paper"]) >= 3.0, line
    for shape, ground, floor in GRAPHICS:
        assert contrast(tokens[shape], tokens[ground]) >= floor, (shape, ground)
    assert contrast(tokens["deep-mark"], tokens["deep"]) >= 1.3, "the days before are seen behind this month's"
    assert least_distance(tokens["good"], tokens["bad"]) >= 7.4


@settings(max_examples=60, deadline=None)
@given(brands)
def test_parts_of_a_stack_keep_their_order_in_grey_print_and_their_labels_read(brand):
    tokens = derive(brand)
    steps = [f"stack-{i + 1}" for i in range(STACK_STEPS)]
    tones = [grey(tokens[step]) for step in steps]
    assert all(after - before > 0.05 for before, after in pairwise(tones))
    for step in (*steps, "stack-other"):
        assert contrast(tokens[step], tokens[f"{step}-ink"]) >= 4.6, step
    for bare in {*steps} - LIGHT_STACKS:
        assert contrast(tokens[bare], tokens["paper"]) >= 3.0, "dark enough to need no outline"


@settings(max_examples=40, deadline=None)
@example("#FEFAFA")
@given(brands)
def test_lines_of_members_are_told_apart_by_every_eye(brand):
    tokens = derive(brand)
    lines = [tokens[f"line-{i + 1}"] for i in range(LINE_STEPS)]
    for one, other in combinations(lines, 2):
        assert least_distance(one, other) >= 3.5
        assert distance(one, other) >= 5.5


@pytest.mark.parametrize("brand", KNOWN)
def test_the_brand_is_used_where_it_reads(brand):
    tokens = derive(brand)
    assert tokens["brand"] == brand
    assert (tokens["accent"] == brand) == (contrast(brand, tokens["surface"]) >= 4.6)
    assert (tokens["mark"] == brand) == (contrast(brand, "#FFFFFF") >= 3.05)


def test_good_and_bad_keep_away_from_the_accent():
    blue = derive("#1F3A93")
    assert (blue["good"], blue["bad"]) == ("#005B63", "#BE4010")
    assert derive("#0B6E4F")["good"] == "#125CA1"
    for brand in KNOWN[:8]:
        tokens = derive(brand)
        if lch(brand).chroma >= 0.02:
            assert min(distance(tokens[role], tokens["accent"]) for role in ("good", "bad")) >= 7


def test_a_light_brand_is_the_light_on_a_dark_cover():
    yellow = derive("#FFC400")
    assert yellow["deep-glow"] == "#FFC400"
    assert contrast(yellow["deep"], "#FFFFFF") >= 10


def test_a_grey_brand_gives_greys():
    tokens = derive("#111111")
    assert all(lch(tokens[f"brand-{step}"]).chroma < 0.01 for step in RAMP)
    assert lch(tokens["surface-2"]).chroma < 0.01


def test_css_declares_every_role_once():
    tokens = derive("#0B6E4F")
    lines = tokens.css().splitlines()
    assert lines[0] == ":root {"
    assert lines[-1] == "}"
    assert "  --accent: #0B6E4F;" in lines
    assert len(lines) - 2 == len(tokens.values) == len({line.split(":")[0] for line in lines[1:-1]})


def test_tokens_cannot_be_changed():
    with pytest.raises(TypeError):
        derive("#0B6E4F").values["ink"] = "#000000"
