"""Word-sized graphics as plain SVG: too many and too small to pay a chart engine for (45 of them in 10 ms).

All sizes are points; the SVG has its own width and height, so it may be placed as it is. Missing values are gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kpireport.render.tokens import Tokens

Values = Sequence[float | int | None]

BULLET_END = 1.25
"""The right edge of a bullet, as a share of the target."""


def sparkline(
    tokens: Tokens, values: Values, *, last_year: int | None = None, width: float = 66, height: float = 17
) -> str:
    """The course of a number: a line, a ring at the same step last year, a dot now (none where now has no value)."""
    known = [value for value in values if value is not None]
    if not known:
        return _svg(width, height, "")
    margin, dot = 2.2, 1.9
    low, span = min(known), max(known) - min(known)
    step = (width - 2 * margin - dot) / max(1, len(values) - 1)
    steady = height / 2

    def point(index: int, value: float) -> tuple[float, float]:
        across = margin + index * step
        return across, height - margin - (value - low) / span * (height - 2 * margin) if span else steady

    ink = tokens["data-ac"]
    parts = [_course([point(i, v) for i, v in run], ink) for run in _runs(values)]
    if last_year is not None and 0 <= last_year < len(values) - 1 and (then := values[last_year]) is not None:
        parts.append(_circle(point(last_year, then), 1.3, fill=tokens["paper"], stroke=ink))
    if (now := values[-1]) is not None:
        parts.append(_circle(point(len(values) - 1, now), dot, fill=tokens["mark"]))
    return _svg(width, height, "".join(parts))


def bullet(tokens: Tokens, attainment: float, met: bool, *, width: float = 42, height: float = 9) -> str:
    """How much of the target is reached: a bar in good or bad, and the target as a black mark at 100 %."""
    target = width / BULLET_END
    reached = min(max(attainment, 0.0), BULLET_END) * target
    return _svg(
        width,
        height,
        _rect(0, 2, width, height - 4, tokens["surface-2"])
        + _rect(0, height / 2 - 1.4, reached, 2.8, tokens["good" if met else "bad"])
        + _rect(target - 0.75, 0, 1.5, height, tokens["ink"]),
    )


def delta_bar(
    tokens: Tokens, value: float, biggest: float, *, tone: str = "neutral", width: float = 40, height: float = 8
) -> str:
    """A signed change as a bar from a zero line in the middle, on the scale of the biggest change in its column."""
    middle = width / 2
    share = min(1.0, abs(value) / abs(biggest)) if biggest else 0.0
    length = share * (middle - 1)
    colour = tokens[{"good": "good", "bad": "bad"}.get(tone, "data-prev-line")]
    start = middle if value >= 0 else middle - length
    return _svg(
        width,
        height,
        _rect(start, 1.5, length, height - 3, colour) + _rect(middle - 0.35, 0, 0.7, height, tokens["ink"]),
    )


def cover_art(tokens: Tokens, values: Values, current: int, *, width: float = 547.28, height: float = 176) -> str:
    """The data itself as the picture of the cover: a stroke a day from the foot up, the last `current` days bright."""
    highest = max((value for value in values if value is not None), default=0)
    if highest <= 0:
        return _svg(width, height, "")
    step = width / len(values)
    first_bright = len(values) - current

    def strokes(start: int, end: int) -> str:
        return "".join(
            f"M{_number(index * step + step / 2)} {_number(height)}V{_number(height - value / highest * height)}"
            for index in range(max(0, start), end)
            if (value := values[index]) is not None and value > 0
        )

    return _svg(
        width,
        height,
        _path(strokes(0, first_bright), tokens["deep-mark"], step * 0.66)
        + _path(strokes(first_bright, len(values)), tokens["deep-glow"], step * 0.78),
    )


def _runs(values: Values) -> Iterator[list[tuple[int, float]]]:
    """The stretches of neighbouring known values, as (index, value)."""
    for known, run in groupby(enumerate(values), key=lambda pair: pair[1] is not None):
        if known:
            yield [(index, value) for index, value in run if value is not None]


def _course(points: list[tuple[float, float]], colour: str) -> str:
    if len(points) == 1:
        return _circle(points[0], 0.7, fill=colour)
    placed = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return f'<polyline points="{placed}" fill="none" stroke="{colour}" stroke-width="1" stroke-linejoin="round"/>'


def _circle(centre: tuple[float, float], radius: float, *, fill: str, stroke: str | None = None) -> str:
    outline = f' stroke="{stroke}" stroke-width=".8"' if stroke else ""
    return f'<circle cx="{_number(centre[0])}" cy="{_number(centre[1])}" r="{radius}" fill="{fill}"{outline}/>'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    sizes = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
    return f'<rect {sizes} fill="{fill}"/>'


def _path(path: str, stroke: str, width: float) -> str:
    return f'<path d="{path}" stroke="{stroke}" stroke-width="{_number(width)}" fill="none"/>' if path else ""


def _svg(width: float, height: float, content: str) -> str:
    w, h = _number(width), _number(height)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}">{content}</svg>'


def _number(value: float) -> str:
    """A coordinate with at most two decimals, none where it has none."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
