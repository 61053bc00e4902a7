"""The geometry of the visual gate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.testing.gate.boxes import Box, covered, hull, overlapping

PAGE = Box(0, 0, 100, 200)
edges = st.integers(0, 60).map(float)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w + 1, y + h + 1), edges, edges, edges, edges)


@given(st.lists(boxes, max_size=12))
def test_the_sweep_finds_what_comparing_all_pairs_finds(some):
    pairs = {
        (i, j)
        for i, a in enumerate(some)
        for j, b in enumerate(some)
        if i < j and a.common(b).width > 1 and a.common(b).height > 1
    }
    assert set(overlapping(some, 1)) == pairs


def test_boxes_that_touch_do_not_overlap():
    assert list(overlapping([Box(0, 0, 10, 10), Box(9.5, 0, 20, 10), Box(0, 9.5, 20, 20)], 0.7)) == []
    assert list(overlapping([Box(0, 0, 10, 10), Box(9, 9, 20, 20)], 0.7)) == [(0, 1)]


@pytest.mark.parametrize(
    ("box", "reach"),
    [(Box(10, 10, 90, 190), 0), (Box(-3, 10, 90, 190), 3), (Box(10, 10, 104, 205), 5), (Box(0, -7, 100, 200), 7)],
)
def test_how_far_a_box_reaches_out(box, reach):
    assert box.beyond(PAGE) == reach


def test_the_hull():
    assert hull([]) is None
    assert hull([Box(3, 4, 5, 6), Box(1, 5, 2, 9)]) == Box(1, 4, 5, 9)


def test_what_boxes_cover_together_counts_once():
    half = Box(0, 0, 100, 100)
    assert covered([half, half, Box(0, 50, 100, 100)], PAGE) == pytest.approx(0.5)
    assert covered([Box(200, 0, 300, 100)], PAGE) == 0
