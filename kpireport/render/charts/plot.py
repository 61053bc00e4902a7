"""A chart between its data and its picture: layers of Vega-Lite marks, and labels at measured places.

A `Plot` is laid out in points from the top left corner. Its marks are drawn by Vega-Lite from data and scales; its words
are placed by us, because their widths are known here (from the font) and only guessed there. `vega_lite` gives the whole
as one specification, words included, for anything that runs Vega itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Weight = Literal[400, 600, 700]
Json = dict[str, Any]
Row = Mapping[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
HALF_CAPITAL = 0.33
"""Half the height of capitals and figures in em: from the middle of a line of text down to its baseline."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word or number in a chart: it begins at `x` and stands on `y`.

    Centred and right-aligned labels are placed by their width before: a text that has to be aligned in SVG costs the PDF
    engine a form of its own.
    """

    text: str
    x: float
    y: float
    size: float
    colour: str
    weight: Weight = 400


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value (`low` to `high`) to a place in points (`start` to `end`)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def channel(self, field: str) -> Json:
        """The encoding of a field on this scale."""
        scale = {"domain": [_short(self.low), _short(self.high)], "range": [_pt(self.start), _pt(self.end)]}
        return {
            "field": field,
            "type": "quantitative",
            "axis": None,
            "scale": {**scale, "nice": False, "zero": False},
        }


@dataclass(frozen=True, slots=True)
class Plot:
    """A laid-out chart: its size in points, its marks from back to front, and its labels on top."""

    width: float
    height: float
    layers: tuple[Json, ...]
    labels: tuple[Label, ...]


def middle(y: float, size: float) -> float:
    """The baseline of a text that is to stand centred on `y`."""
    return y + HALF_CAPITAL * size


# ---------------------------------------------------------------- marks


def line(rows: Sequence[Row], x: Scale, y: Scale, *, width: float, stroke: str | None = None) -> Json:
    """A line through `x` and `y` of the rows, where a `y` of None is a gap; without a stroke one line a `stroke` of rows."""
    mark = {"type": "line", "strokeWidth": width, "strokeJoin": "round", "strokeCap": "round"}
    return _layer(rows, mark, {"x": x.channel("x"), "y": y.channel("y")}, stroke=stroke)


def area(rows: Sequence[Row], x: Scale, y: Scale, *, fill: str, outline: str | None = None) -> Json:
    """The area between `y` and `y2` of the rows, where a `y` of None is a gap."""
    places = {"x": x.channel("x"), "y": {**y.channel("y"), "stack": None}, "y2": {"field": "y2"}}
    return _layer(rows, {"type": "area", "line": False, **_outlined(outline)}, places, fill=fill)


def bars(
    rows: Sequence[Row], x: Scale | None, y: Scale | None, *, fill: str | None = None, outline: str | None = None
) -> Json:
    """Rectangles from (`x`, `y`) to (`x2`, `y2`); a side without a scale is in points, without a fill each has its own."""
    return _layer(rows, {"type": "rect", **_outlined(outline)}, _box(x, y), fill=fill)


def rules(rows: Sequence[Row], *, width: float, stroke: str | None = None, dash: Sequence[float] = ()) -> Json:
    """Straight lines from (`x`, `y`) to (`x2`, `y2`) in points; without a stroke each has its own."""
    mark = {"type": "rule", "strokeWidth": width, **({"strokeDash": list(dash)} if dash else {})}
    return _layer(rows, mark, _box(None, None), stroke=stroke)


def dots(rows: Sequence[Row], x: Scale, y: Scale, *, radius: float, fill: str | None = None) -> Json:
    """Filled circles at `x` and `y` of the rows; without a fill each has its own."""
    mark = {"type": "point", "filled": True, "opacity": 1, "size": round(math.pi * radius**2, 2)}
    return _layer(rows, mark, {"x": x.channel("x"), "y": y.channel("y")}, fill=fill)


def _layer(rows: Sequence[Row], mark: Json, places: Json, **colour: str | None) -> Json:
    """A layer whose one colour channel is a constant, or the field of that name."""
    ((channel, constant),) = colour.items()
    if constant is None:
        return {"data": _values(rows), "mark": mark, "encoding": {**places, channel: _as_is(channel)}}
    return {"data": _values(rows), "mark": {**mark, channel: constant}, "encoding": places}


def _outlined(outline: str | None) -> Json:
    return {"stroke": outline, "strokeWidth": 0.5} if outline else {}


def across(y: float, x: float, x2: float) -> Row:
    """A level line for `rules`."""
    return {"x": _pt(x), "x2": _pt(x2), "y": _pt(y), "y2": _pt(y)}


def upright(x: float, y: float, y2: float) -> Row:
    """An upright line for `rules`."""
    return {"x": _pt(x), "x2": _pt(x), "y": _pt(y), "y2": _pt(y2)}


def _box(x: Scale | None, y: Scale | None) -> Json:
    return {
        "x": x.channel("x") if x else _in_points("x"),
        "x2": {"field": "x2"},
        "y": y.channel("y") if y else _in_points("y"),
        "y2": {"field": "y2"},
    }


def _in_points(field: str) -> Json:
    return {"field": field, "type": "quantitative", "axis": None, "scale": None}


def _as_is(field: str) -> Json:
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def _values(rows: Iterable[Row]) -> Json:
    return {"values": [{key: _short(value) for key, value in row.items()} for row in rows]}


def _short(value: Any) -> Any:
    """A number with the digits that a drawing can show, so that specifications are small and the same everywhere."""
    return float(f"{value:.9g}") if isinstance(value, float) else value


def _pt(value: float) -> float:
    return round(value, 2)


# ---------------------------------------------------------------- the whole specification


def vega_lite(plot: Plot, *, font: str = "Source Sans 3", labels: bool = True) -> Json:
    """The plot as a Vega-Lite 6 specification whose units are points."""
    layers = [layer for layer in plot.layers if layer["data"]["values"]]
    if labels and plot.labels:
        layers.append(_label_layer(plot.labels, font))
    return {
        "$schema": SCHEMA,
        "width": _pt(plot.width),
        "height": _pt(plot.height),
        "padding": 0,
        "autosize": {"type": "none"},
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "config": {"background": None, "view": {"stroke": None}, "aria": False},
        "layer": layers,
    }


def _label_layer(labels: Iterable[Label], font: str) -> Json:
    rows = [
        {
            "text": label.text,
            "x": _pt(label.x),
            "y": _pt(label.y),
            "size": label.size,
            "colour": label.colour,
            "weight": label.weight,
        }
        for label in labels
    ]
    mark = {"type": "text", "font": font, "align": "left", "baseline": "alphabetic", "limit": 0}
    look = {key: {"expr": f"datum.{field}"} for key, field in _LOOK.items()}
    places = {"x": _in_points("x"), "y": _in_points("y"), "text": {"field": "text"}, "color": _as_is("colour")}
    return {"data": {"values": rows}, "mark": {**mark, **look}, "encoding": places}


_LOOK = {"fontSize": "size", "fontWeight": "weight"}
