"""Colours as people see them: OKLCH to sRGB and back, contrast, and how far apart two colours are for the colour-blind.

OKLab and its matrices: Björn Ottosson, "A perceptual color space for image processing" (2020). Contrast: WCAG 2.2,
"contrast ratio". Colour blindness: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009), severity 1.0, applied to linear RGB.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

WHITE = "#FFFFFF"

_LINEAR_TO_CONE: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_CONE_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LAB_TO_CONE: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_CONE_TO_LINEAR: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_COLOUR_BLIND: Mapping[str, Matrix] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_GAMUT_SLACK = 1e-4


class Lch(NamedTuple):
    """OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def _times(matrix: Matrix, vector: Triple) -> Triple:
    x, y, z = vector
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _to_srgb(channel: float) -> float:
    held = min(1.0, max(0.0, channel))
    return 12.92 * held if held <= 0.0031308 else 1.055 * held ** (1 / 2.4) - 0.055


def _linear(colour: str) -> Triple:
    red, green, blue = (_to_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _hex(linear: Triple) -> str:
    return "#" + "".join(f"{round(_to_srgb(channel) * 255):02X}" for channel in linear)


def _oklab(linear: Triple) -> Triple:
    red, green, blue = (math.copysign(abs(cone) ** (1 / 3), cone) for cone in _times(_LINEAR_TO_CONE, linear))
    return _times(_CONE_TO_LAB, (red, green, blue))


def _from_lch(lightness: float, chroma: float, hue: float) -> Triple:
    angle = math.radians(hue)
    cones = _times(_LAB_TO_CONE, (lightness, chroma * math.cos(angle), chroma * math.sin(angle)))
    return _times(_CONE_TO_LINEAR, (cones[0] ** 3, cones[1] ** 3, cones[2] ** 3))


def _in_gamut(linear: Triple) -> bool:
    return all(-_GAMUT_SLACK <= channel <= 1 + _GAMUT_SLACK for channel in linear)


def lch(colour: str) -> Lch:
    """The OKLCH of an sRGB colour written `#RRGGBB`."""
    lightness, a, b = _oklab(_linear(colour))
    return Lch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def colour(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour `#RRGGBB` nearest to an OKLCH: chroma is given up first, lightness and hue never."""
    if not _in_gamut(_from_lch(lightness, chroma, hue)):
        low, high = 0.0, chroma
        for _ in range(14):
            middle = (low + high) / 2
            low, high = (middle, high) if _in_gamut(_from_lch(lightness, middle, hue)) else (low, middle)
        chroma = low
    return _hex(_from_lch(lightness, chroma, hue))


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def darken_until(start: Lch, background: str, floor: float) -> str:
    """The lightest colour at or below a lightness that has at least this contrast on a lighter background.

    Searched in steps of .005 by halving: a darker colour always has more contrast.
    """

    def step(darker: int) -> str:
        return colour(max(0.0, start.lightness - 0.005 * darker), start.chroma, start.hue)

    def reaches(darker: int) -> bool:
        return contrast(step(darker), background) >= floor

    return step(0) if reaches(0) else step(bisect_left(range(201), x=True, key=reaches))


def distance(one: str, other: str) -> float:
    """How far apart two colours look: Euclidean distance in OKLab, times 100."""
    return 100 * math.dist(_seen(one)[0], _seen(other)[0])


def least_distance(one: str, other: str) -> float:
    """The smallest distance of two colours over normal sight, protanopia, deuteranopia and tritanopia."""
    return 100 * min(math.dist(here, there) for here, there in zip(_seen(one), _seen(other), strict=True))


@lru_cache(maxsize=4096)
def _seen(colour: str) -> tuple[Triple, ...]:
    """A colour in OKLab as normal sight and each kind of colour blindness see it."""
    linear = _linear(colour)
    return (_oklab(linear), *(_oklab(_held(_times(matrix, linear))) for matrix in _COLOUR_BLIND.values()))


def _held(linear: Triple) -> Triple:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in linear)
    return red, green, blue


def grey(colour: str) -> float:
    """The OKLCH lightness of the grey that a black-and-white printer makes of a colour."""
    level = _luminance(colour)
    return _oklab((level, level, level))[0]
