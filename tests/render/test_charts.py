"""Charts as they come out: geometry by parsing the SVG, honest scales, nothing foreign inside, the same bytes each time."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from kpireport.language import Language
from kpireport.render.charts import HALF, SMALL, Drawing, Size, draw_charts, legend, plot_of
from kpireport.render.charts.pen import FULL, Pen, size_of, source_sans
from kpireport.render.charts.plot import vega_lite
from kpireport.render.themes import builtin_folder
from kpireport.render.tokens import derive
from tests.render import chart_samples as samples

TOKENS = derive("#0B6E4F")
ENGLISH = Language.of("en")
FACES = source_sans(builtin_folder() / "base" / "fonts")
GOLDEN = Path(__file__).parent / "charts"
EVERY = [*samples.KINDS, *samples.AWKWARD]
WIDE = Size(552, 262, text=11)


class Text(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


def draw(block, size=None) -> Drawing:
    return draw_charts([block], TOKENS, ENGLISH, size=size)[block.id]


def texts(drawing: Drawing) -> list[Text]:
    """Every text with its box: capitals above the baseline, a little below it."""
    found = []
    for hand in ET.fromstring(drawing.svg).iterfind(".//{*}g[@font-size]"):
        size, weight = float(hand.get("font-size")), int(hand.get("font-weight", "400"))
        for text in hand:
            x, y = float(text.get("x")), float(text.get("y"))
            width = FACES.of(weight).width(text.text or "", size)
            found.append(Text(text.text or "", x, y - 0.68 * size, x + width, y + 0.1 * size))
    return found


def rectangles(drawing: Drawing, fill: str) -> list[tuple[float, float, float, float]]:
    """The bars of a colour as (left, top, right, bottom)."""
    boxes = []
    for path in ET.fromstring(drawing.svg).iterfind(".//{*}path"):
        if path.get("fill") != fill:
            continue
        for x, y, across, down in re.findall(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h[-\d.]+Z", path.get("d")):
            ends = sorted((float(x), float(x) + float(across))), sorted((float(y), float(y) + float(down)))
            boxes.append((ends[0][0], ends[1][0], ends[0][1], ends[1][1]))
    return boxes


@pytest.mark.parametrize("size", [FULL, HALF, SMALL, WIDE], ids=["full", "half", "small", "wide"])
@pytest.mark.parametrize("block", EVERY, ids=lambda block: block.id)
def test_labels_are_inside_and_apart(block, size):
    drawing = draw(block, size)
    assert drawing.width == size.width
    found = texts(drawing)
    for text in found:
        assert text.left >= -0.1, text
        assert text.right <= drawing.width + 0.1, text
        assert text.top >= -0.1, text
        assert text.bottom <= drawing.height + 0.1, text
    squeezed = size is not WIDE and any(series.role == "member" for series in block.series) and len(block.series) > 5
    for one, other in combinations(found, 2):
        aside = one.right <= other.left + 0.1 or other.right <= one.left + 0.1
        assert squeezed or aside or one.bottom <= other.top + 0.6 or other.bottom <= one.top + 0.6, (one, other)


@pytest.mark.parametrize("block", EVERY, ids=lambda block: block.id)
def test_shapes_are_inside(block):
    drawing = draw(block)
    for path in ET.fromstring(drawing.svg).iterfind(".//{*}path"):
        for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", path.get("d")):
            assert -1 <= float(x) <= drawing.width + 1
            assert -1 <= float(y) <= drawing.height + 1


@pytest.mark.parametrize("block", EVERY, ids=lambda block: block.id)
def test_svg_is_small_safe_and_self_contained(block):
    drawing = draw(block)
    root = ET.fromstring(drawing.svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "g", "path", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"id", "class", "style", "href", "onclick", "clip-path", "filter", "mask", "role"}
    assert b"url(" not in drawing.svg
    assert b"NaN" not in drawing.svg
    assert len(drawing.svg) < 16_000
    assert root.get("width") == f"{drawing.width:g}pt"
    assert root.get("viewBox") == f"0 0 {drawing.width:g} {drawing.height:g}"


def test_markup_and_control_characters_in_names_are_harmless():
    block = samples.chart(
        "x", "bar", [samples.series("<b>&", [1, 2])], ["<script>alert('&')</script>", "a\x00b\x07c\ud800"], time=False
    )
    drawing = draw(block)
    assert {text.text for text in texts(drawing)} >= {"<script>alert('&')</script>", "abc"}


# ---------------------------------------------------------------- honest marks


def test_columns_stand_on_zero_and_are_as_high_as_their_values():
    drawing = draw(samples.COLUMNS)
    dark = rectangles(drawing, TOKENS["data-ac"])
    (now,) = rectangles(drawing, TOKENS["mark"])
    assert len(dark) == 12
    assert {round(box[3], 1) for box in [*dark, now]} == {143.0}
    scale = (now[3] - now[1]) / samples.REVENUE[-1]
    for box, value in zip(dark, samples.REVENUE, strict=False):
        assert box[3] - box[1] == pytest.approx(value * scale, abs=0.05)
    light = rectangles(drawing, TOKENS["data-prev"])
    for box, value in zip(light, samples.REVENUE_BEFORE, strict=True):
        assert box[3] - box[1] == pytest.approx(value * scale, abs=0.05)


def test_rows_and_their_changes_have_one_scale():
    drawing = draw(samples.ROWS)
    values = [box[2] - box[0] for box in rectangles(drawing, TOKENS["data-ac"])]
    scale = values[0] / 57800
    assert values == pytest.approx([v * scale for v in [57800, 54900, 36200, 35900, 10200, 14000]], abs=0.05)
    gains = [box[2] - box[0] for box in rectangles(drawing, TOKENS["good"])]
    assert gains == pytest.approx([v * scale for v in [4500, 26000, 500, 1600]], abs=0.05)
    (loss,) = rectangles(drawing, TOKENS["bad"])
    assert loss[2] - loss[0] == pytest.approx(100 * scale, abs=0.05)
    assert loss[2] == pytest.approx(rectangles(drawing, TOKENS["good"])[0][0], abs=0.05), "both from one zero line"
    assert "◆ −0.1" in {text.text for text in texts(drawing)}


def test_without_judged_changes_the_plain_difference_is_grey():
    block = samples.ROWS.model_copy(update={"series": samples.ROWS.series[:2]})
    drawing = draw(block)
    assert rectangles(drawing, TOKENS["good"]) == []
    assert len(rectangles(drawing, TOKENS["data-prev-line"])) == 6
    assert {"Oct 2026 − Oct 2025", "+26"} <= {text.text for text in texts(drawing)}


def test_a_half_width_chart_has_no_column_of_changes():
    drawing = draw(samples.ROWS, HALF)
    assert "+26.0" not in {text.text for text in texts(drawing)}


def test_missing_values_are_gaps_not_zero():
    drawing = draw(samples.chart("gap", "line", [samples.series("A", [5, 6, None, 7, 8])], "abcde"))
    line = next(p for p in ET.fromstring(drawing.svg).iterfind(".//{*}path") if p.get("stroke") == TOKENS["data-ac"])
    assert line.get("d").count("M") == 2
    assert line.get("d").count("L") == 2
    bars = draw(samples.chart("gap", "bar", [samples.series("A", [5, None, 7])], "abc"))
    assert len(rectangles(bars, TOKENS["data-ac"])) + len(rectangles(bars, TOKENS["mark"])) == 2


def test_shares_fill_the_bar_and_name_their_percentages():
    drawing = draw(samples.SHARE)
    words = [text.text for text in texts(drawing)]
    assert words.count("17%") == 2
    assert "1%" in words, "a part too small for its label has it above"
    widths = [box[2] - box[0] for i in range(1, 7) for box in rectangles(drawing, TOKENS[f"stack-{i}"])]
    full = drawing.width - min(box[0] for box in rectangles(drawing, TOKENS["stack-1"]))
    assert sum(widths) == pytest.approx(2 * full, abs=0.5)


def test_a_funnel_says_what_continues():
    words = [text.text for text in texts(draw(samples.FUNNEL))]
    assert {"181,507", "5,361", "100%", "55.4%", "2.95%", "↓ 60.4%"} <= set(words)
    told = samples.FUNNEL.model_copy(update={"details": ["", "55.4% continue, −0.1 pts vs Sep"]})
    assert "55.4% continue, −0.1 pts vs Sep" in {text.text for text in texts(draw(told))}


def test_a_course_names_its_last_point_its_comparison_and_its_target():
    words = {text.text for text in texts(draw(samples.COURSE))}
    assert {"209", "176", "200", "150", "Oct 2025", "Oct 2026"} <= words


def test_finished_labels_are_used_as_they_are():
    block = samples.chart("ready", "line", [samples.series("A", [1, 2], labels=[None, "two!"])], "ab")
    assert "two!" in {text.text for text in texts(draw(block))}


def test_a_line_that_may_not_start_at_zero_has_labelled_gridlines():
    words = {text.text for text in texts(draw(samples.COURSE))}
    assert "0" not in words
    assert "0" in {text.text for text in texts(draw(samples.COURSE.model_copy(update={"zero": True})))}


def test_durations_are_written_as_clocks():
    block = next(block for block in samples.AWKWARD if block.id == "durations")
    words = {text.text for text in texts(draw(block))}
    assert {"2:20", "1:00", "0:00"} <= words
    assert {"Oct 2025", "Nov", "Dec", "Jan 2026"} <= words, "a year is said once"


# ---------------------------------------------------------------- keys, cache, specifications


def test_keys_explain_what_a_chart_does_not_say_itself():
    assert [(key.shape, key.text) for key in legend(samples.COURSE, TOKENS)] == [
        ("line", "Revenue"),
        ("line", "Same month last year"),
        ("tick", "Target"),
    ]
    assert [(key.shape, key.colour, key.text) for key in legend(samples.ROWS, TOKENS)] == [
        ("bar", TOKENS["data-ac"], "Oct 2026"),
        ("bar", TOKENS["data-prev"], "Oct 2025"),
    ]
    assert [key.text for key in legend(samples.SHARE, TOKENS)] == samples.CHANNELS
    for named_in_the_chart in (samples.STACK, samples.DAILY, samples.FUNNEL):
        assert legend(named_in_the_chart, TOKENS) == []


def test_one_drawing_for_all_outputs():
    drawn: dict[str, Drawing] = {}
    first = draw_charts([samples.COURSE], TOKENS, ENGLISH, drawn=drawn)
    renamed = samples.COURSE.model_copy(update={"id": "again", "title": "another title"})
    second = draw_charts([renamed], TOKENS, ENGLISH, drawn=drawn)
    assert second["again"] is first["course"]
    assert len(drawn) == 1
    draw_charts([renamed], derive("#1F3A93"), ENGLISH, drawn=drawn)
    assert len(drawn) == 2


def test_the_same_chart_gives_the_same_bytes():
    assert [draw(block).svg for block in samples.KINDS] == [draw(block).svg for block in samples.KINDS]


def test_numbers_follow_the_language():
    lithuanian = draw_charts([samples.FUNNEL], TOKENS, Language.of("lt"))["funnel"]
    assert {"181\u00a0507", "55,4\u00a0%"} <= {text.text for text in texts(lithuanian)}


@pytest.mark.parametrize(
    "block", [samples.COURSE, samples.COLUMNS, samples.ROWS, samples.SHARE], ids=lambda block: block.id
)
def test_specifications_are_as_committed(block):
    """Written anew with KPIREPORT_GOLDEN=write; a change of one is a change of a picture."""
    made = vega_lite(plot_of(block, Pen(TOKENS, FACES, ENGLISH, size_of(block))))
    file = GOLDEN / f"{block.id}.json"
    if os.environ.get("KPIREPORT_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(json.dumps(made))
