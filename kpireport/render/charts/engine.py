"""From a plot to SVG: Vega-Lite draws the marks (vl-convert, in this process, no browser), we set the words.

The result holds shapes and text only: no script, no reference to anything, no id that could clash on a page.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kpireport.render.charts.plot import Label, Plot, Scale, area, bars, dots, line, rules, vega_lite

_FILLED = ("fill",)
_STROKED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin")
_SAYS_NOTHING = {"fill": "none", "stroke-width": "1", "stroke-linecap": "butt"}
_TRANSLATE = re.compile(r"translate\(([^,]+),([^)]+)\)")
_COMMAND = re.compile(r"([A-Za-z])([^A-DF-Za-df-z]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: SVG in UTF-8, and its size in points."""

    svg: bytes
    width: float
    height: float


def warm_up() -> None:
    """Start the chart engine, which takes half a second once a process; other threads run on meanwhile."""
    unit = Scale(0, 1, 0, 1)
    box = {"x": 0, "x2": 1, "y": 0, "y2": 1, "fill": "#000"}
    marks = (
        line([box], unit, unit, stroke="#000", width=1),
        area([box], unit, unit, fill="#000"),
        bars([box], unit, None),
        rules([box], stroke="#000", width=1),
        dots([box], unit, unit, fill="#000", radius=1),
    )
    _marks(Plot(1, 1, marks, ()))


def draw(
    plot: Plot, *, font: Sequence[str] = ("Source Sans 3",), drawn: MutableMapping[str, Drawing] | None = None
) -> Drawing:
    """The picture of a plot; with `drawn`, a plot that was drawn before is taken from there and a new one put in."""
    key = hashlib.sha256(json.dumps(vega_lite(plot, font=", ".join(font)), sort_keys=True).encode()).hexdigest()
    if drawn is not None and key in drawn:
        return drawn[key]
    svg = _svg(plot, _marks(plot), font)
    drawing = Drawing(svg.encode(), round(plot.width, 2), round(plot.height, 2))
    if drawn is not None:
        drawn[key] = drawing
    return drawing


def _marks(plot: Plot) -> str:
    """The shapes of a plot as SVG elements."""
    specification = vega_lite(plot, labels=False)
    if not specification["layer"]:
        return ""
    import vl_convert

    root = ET.fromstring(vl_convert.vegalite_to_svg(specification))  # noqa: S314 -- made a moment ago, in this process
    return "".join(_joined(_shapes(root)))


class _Shape(NamedTuple):
    """One visible shape as path data, moved to its place, and how it looks."""

    path: str
    look: str


def _shapes(element: ET.Element) -> Iterator[_Shape]:
    """The visible shapes under an element, from back to front. Vega draws paths and lines, placed by translation."""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in ("path", "line") and child.get("class") not in ("background", "foreground"):
            x, y = _translation(child.get("transform", ""))
            path = child.get("d", "") if name == "path" else f"M0,0L{child.get('x2', '0')},{child.get('y2', '0')}"
            if path:
                yield _Shape(_moved(path, x, y), _look(child))
        yield from _shapes(child)


def _joined(shapes: Iterable[_Shape]) -> Iterator[str]:
    """Neighbours of one look as one element: a tenth of the elements, which the PDF engine pays for one by one."""
    for look, same in groupby(shapes, key=lambda shape: shape.look):
        yield f'<path d="{"".join(shape.path for shape in same)}"{look}/>'


def _look(element: ET.Element) -> str:
    names = _STROKED if element.get("stroke") else _FILLED
    return "".join(
        f' {name}="{escape(value)}"'
        for name in names
        if (value := element.get(name)) and _SAYS_NOTHING.get(name) != value
    )


def _translation(transform: str) -> tuple[float, float]:
    found = _TRANSLATE.fullmatch(transform)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _moved(path: str, x: float, y: float) -> str:
    """Path data with absolute commands moved; Vega writes a number and a comma between the two of a pair."""
    moved: list[str] = []
    for command, numbers in _COMMAND.findall(path):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        moved.append(command + ",".join(_short(value) for value in _shifted(command, values, x, y)))
    return "".join(moved)


def _shifted(command: str, values: list[float], x: float, y: float) -> list[float]:
    match command:
        case "H":
            return [value + x for value in values]
        case "V":
            return [value + y for value in values]
        case "A":
            return [value + (0, 0, 0, 0, 0, x, y)[index % 7] for index, value in enumerate(values)]
        case "M" | "L" | "C" | "Q" | "S" | "T":
            return [value + (x, y)[index % 2] for index, value in enumerate(values)]
    return values


def _short(value: float) -> str:
    """A coordinate to a hundredth of a point."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _svg(plot: Plot, marks: str, font: Sequence[str]) -> str:
    width, height = _short(plot.width), _short(plot.height)
    family = escape(", ".join([*(f"'{name}'" for name in font), "sans-serif"]), quote=False)
    words = "".join(_words(plot.labels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f'<g fill="none" stroke-miterlimit="10">{marks}</g><g font-family="{family}">{words}</g></svg>'
    )


def _words(labels: Iterable[Label]) -> Iterator[str]:
    """Labels as text, those in the same hand under one group."""

    def hand_of(label: Label) -> tuple[float, int, str]:
        return label.size, label.weight, label.colour

    for (size, weight, colour), same in groupby(sorted(labels, key=hand_of), key=hand_of):
        texts = "".join(
            f'<text x="{_short(label.x)}" y="{_short(label.y)}">{_text(label.text)}</text>' for label in same
        )
        hand = f' font-weight="{weight}"' if weight != 400 else ""
        yield f'<g font-size="{size:g}" fill="{colour}"{hand}>{texts}</g>'


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text), quote=False)
