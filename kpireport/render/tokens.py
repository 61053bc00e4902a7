"""Design tokens from one brand colour: every role held to its contrast floor, good and bad to colour-blind distance.

The brand colour is used wherever it already reads; else it is darkened, with its hue kept, until it does. Data is drawn
in a dark relative of the brand, never in the raw brand colour, so that a yellow client and a navy client get reports of
the same sobriety. The names are CSS custom properties without their dashes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from kpireport.render.colour import WHITE, Lch, colour, contrast, darken_until, distance, grey, lch, least_distance

RAMP = {
    50: 0.978,
    100: 0.948,
    200: 0.895,
    300: 0.82,
    400: 0.72,
    500: 0.62,
    600: 0.52,
    700: 0.43,
    800: 0.345,
    900: 0.265,
}
"""Lightness of the steps of the brand's ramp."""

TEXT = 4.6
"""Least contrast of any text with what it stands on (WCAG AA asks for 4.5)."""

LINE = 3.05
"""Least contrast of any line or shape that carries meaning (WCAG 1.4.11 asks for 3)."""

_STACK = ((0.34, 0.6), (0.445, 0.8), (0.55, 1.0), (0.65, 0.9), (0.755, 0.7), (0.86, 0.5))
"""Lightness of the parts of a stack, and how much of the brand's chroma they carry."""

_SHADES = ((0.96, 0.2), (0.91, 0.4), (0.86, 0.6), (0.805, 0.8), (0.745, 0.95), (0.685, 1.0))
"""Lightness and part of the chroma of the shades of cells, light to dark."""
STACK_STEPS = len(_STACK)
STACK_BARE = 4
"""So many parts are dark enough to stand on white; the lighter ones need an outline."""
LINE_STEPS = 6
_LIGHT_BRAND = 0.75
_GREY_BRAND = 0.02
_SEEN_ON_BLACK = 0.32
"""Least lightness of what is drawn on a black cover."""


class _Pair(NamedTuple):
    good: Lch
    bad: Lch


_PAIRS = (
    _Pair(good=Lch(0.47, 0.130, 252), bad=Lch(0.545, 0.170, 38)),  # blue and vermilion
    _Pair(good=Lch(0.43, 0.085, 205), bad=Lch(0.545, 0.170, 38)),  # teal and vermilion
    _Pair(good=Lch(0.47, 0.130, 252), bad=Lch(0.545, 0.200, 356)),  # blue and magenta
    _Pair(good=Lch(0.40, 0.110, 150), bad=Lch(0.545, 0.200, 356)),  # green and magenta
)
"""In order of preference. Green and red is not among them: a protanope sees the two 3.5 apart."""

_APART, _FREE = 9.0, 11.0
"""Wanted distance of good from bad under any sight, and of both from the accent."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of a report by role; `values` maps a role ('ink', 'data-ac') to `#RRGGBB`."""

    brand: str
    values: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        return self.values[role]

    def css(self) -> str:
        """The roles as custom properties of `:root`."""
        return ":root {\n" + "".join(f"  --{role}: {value};\n" for role, value in self.values.items()) + "}\n"


@lru_cache(maxsize=256)
def derive(brand: str) -> Tokens:
    """Every colour of a report from the brand colour `#RRGGBB`."""
    base = lch(brand)
    values = {"brand": brand, **_ramp(base), **_neutrals(base)}
    values |= _brand_roles(brand, base, values["surface"])
    values |= _deep_roles(brand, base)
    values |= _data_roles(base, values)
    values |= _judgement(base, values["accent"])
    values |= _stack_roles(base, values)
    values |= _line_roles(base, values)
    values |= _shade_roles(base)
    return Tokens(brand, MappingProxyType(values))


def _tint(base: Lch) -> float:
    """The chroma of neutrals: a breath of the brand's hue, none for a grey brand."""
    return 0.0 if base.chroma < _GREY_BRAND else min(0.014, base.chroma * 0.12)


def _ramp(base: Lch) -> dict[str, str]:
    def chroma(step: int, lightness: float) -> float:
        if step <= 100:
            return min(base.chroma * 0.16, 0.022)
        return base.chroma * max(0.10, 1 - 0.75 * abs(lightness - 0.55) / 0.45)

    return {f"brand-{step}": colour(light, chroma(step, light), base.hue) for step, light in RAMP.items()}


def _neutrals(base: Lch) -> dict[str, str]:
    tint, hue = _tint(base), base.hue
    surface, surface_2 = colour(0.975, tint * 0.55, hue), colour(0.945, tint * 0.8, hue)
    return {
        "paper": WHITE,
        "surface": surface,
        "surface-2": surface_2,
        "ink": darken_until(Lch(0.225, tint * 1.4, hue), WHITE, 17),
        "ink-2": darken_until(Lch(0.47, tint * 1.2, hue), surface_2, 5.6),
        "ink-3": darken_until(Lch(0.56, tint, hue), surface, TEXT),
        "rule": colour(0.885, tint * 0.7, hue),
        "rule-2": colour(0.78, tint * 0.8, hue),
    }


def _brand_roles(brand: str, base: Lch, surface: str) -> dict[str, str]:
    return {
        "accent": brand if contrast(brand, surface) >= TEXT else darken_until(base, surface, TEXT),
        "mark": brand if contrast(brand, WHITE) >= LINE else darken_until(base, WHITE, LINE),
    }


def _deep_roles(brand: str, base: Lch) -> dict[str, str]:
    """The cover. A light brand cannot be darkened into itself: ink carries the surface and the brand is the light on it."""
    hue, chroma = base.hue, base.chroma
    if base.lightness > _LIGHT_BRAND:
        return {
            "deep": colour(0.27, min(chroma, 0.028), hue),
            "on-deep": WHITE,
            "on-deep-2": colour(0.86, min(chroma, 0.03), hue),
            "deep-mark": colour(0.44, min(chroma, 0.045), hue),
            "deep-glow": brand,
        }
    deep = darken_until(Lch(min(base.lightness, 0.36), min(chroma, 0.11), hue), WHITE, 10)
    return {
        "deep": deep,
        "on-deep": WHITE,
        "on-deep-2": colour(0.86, min(chroma, 0.045), hue),
        "deep-mark": colour(max(_SEEN_ON_BLACK, lch(deep).lightness + 0.145), min(chroma * 0.85, 0.09), hue),
        "deep-glow": colour(0.90, min(chroma, 0.10), hue),
    }


def _data_roles(base: Lch, values: Mapping[str, str]) -> dict[str, str]:
    tint, hue = _tint(base), base.hue
    return {
        "data-ac": colour(0.36, min(base.chroma * 0.55, 0.055), hue),
        "data-prev": colour(0.845, tint, hue),
        "data-prev-line": darken_until(Lch(0.64, tint, hue), WHITE, LINE),
        "data-plan": values["ink"],
        "band": colour(0.935, min(base.chroma * 0.25, 0.030), hue),
        "band-line": darken_until(Lch(0.70, min(base.chroma * 0.4, 0.05), hue), WHITE, LINE),
    }


def _judgement(base: Lch, accent: str) -> dict[str, str]:
    """Good and bad: the first pair that is far enough apart for every eye and far enough from the accent, else the best."""

    def shades(pair: _Pair) -> tuple[str, str]:
        good, bad = (darken_until(seen, _tinted(seen), TEXT) for seen in pair)
        return good, bad

    def fitness(pair: _Pair) -> float:
        good, bad = shades(pair)
        free = _FREE if base.chroma < _GREY_BRAND else min(distance(good, accent), distance(bad, accent))
        return min(1.0, least_distance(good, bad) / _APART, free / _FREE)

    chosen = max(_PAIRS, key=fitness)
    good, bad = shades(chosen)
    return {
        "good": good,
        "bad": bad,
        "good-tint": _tinted(chosen.good),
        "bad-tint": _tinted(chosen.bad),
        "good-soft": colour(0.80, 0.07, chosen.good.hue),
        "bad-soft": colour(0.82, 0.08, chosen.bad.hue),
    }


def _tinted(seen: Lch) -> str:
    return colour(0.955, 0.02, seen.hue)


def _stack_roles(base: Lch, values: Mapping[str, str]) -> dict[str, str]:
    """Fills of stacked parts: one hue from dark to light in even steps, so that a grey printer keeps the order.

    `stack-1-ink` and so on is the colour of a label inside the part.
    """
    steps = [Lch(lightness, min(base.chroma, 0.09) * strength, base.hue) for lightness, strength in _STACK]
    plain = [
        darken_until(step, WHITE, LINE) if rank <= STACK_BARE else colour(*step)
        for rank, step in enumerate(steps, start=1)
    ]
    fills = {
        f"stack-{rank}": _labelled(fill, step, values)
        for rank, (fill, step) in enumerate(zip(plain, steps, strict=True), start=1)
    } | {"stack-other": values["surface-2"]}
    return fills | {f"{role}-ink": _readable_on(fill, values) for role, fill in fills.items()}


def _labelled(fill: str, step: Lch, values: Mapping[str, str]) -> str:
    """A fill on which a label reads: in the middle of the greys neither white nor ink does, and it has to be darker."""
    reads = contrast(_readable_on(fill, values), fill) >= TEXT
    return fill if reads else darken_until(step, WHITE, TEXT)


def _readable_on(fill: str, values: Mapping[str, str]) -> str:
    return max((values["paper"], values["ink"]), key=lambda ink: contrast(ink, fill))


def _line_roles(base: Lch, values: Mapping[str, str]) -> dict[str, str]:
    """Lines of several members: the dark data colour and the mark first, then ever the candidate farthest from all others.

    Hues keep away from good and bad, so that no member looks judged; `line-other` is the grey of the comparison.
    """
    chosen = [values["data-ac"]]
    if least_distance(values["mark"], values["data-ac"]) >= _APART:
        chosen.append(values["mark"])
    reserved = (values["good"], values["bad"], values["data-prev-line"])
    candidates = _line_candidates(base)
    while len(chosen) < LINE_STEPS:
        chosen.append(max(candidates, key=lambda seen: _separation(seen, chosen, reserved)))
    return {f"line-{i + 1}": line for i, line in enumerate(chosen)} | {"line-other": values["data-prev-line"]}


def _shade_roles(base: Lch) -> dict[str, str]:
    """Fills of cells that are read as a map: one hue in even steps, all light enough for ink on them."""
    return {
        f"shade-{rank}": colour(lightness, min(base.chroma, 0.09) * strength, base.hue)
        for rank, (lightness, strength) in enumerate(_SHADES, start=1)
    }


def _line_candidates(base: Lch) -> list[str]:
    chroma = min(0.11, max(0.06, base.chroma))
    hues = (base.hue + turn for turn in (0, 45, 90, 140, 180, 220, 270, 315))
    return [
        darken_until(Lch(lightness, chroma, hue % 360), WHITE, LINE) for hue in hues for lightness in (0.42, 0.54, 0.66)
    ]


def _separation(seen: str, chosen: list[str], reserved: tuple[str, ...]) -> float:
    """How far a candidate is from the nearest chosen line, for every eye and (half as much) in grey print."""
    near = min(least_distance(seen, other) for other in chosen)
    judged = min(distance(seen, other) for other in reserved)
    tone = min(abs(grey(seen) - grey(other)) for other in chosen) * 100
    return min(near, judged) + tone / 2
