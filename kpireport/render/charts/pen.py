"""What every kind of chart draws with: colours, fonts, the language of its numbers, and the room it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kpireport.render.brand_fonts import BOLD, TEXT
from kpireport.render.charts.plot import Label, Weight, middle
from kpireport.render.measure import Face, fit, load_face, shorten

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock, ChartSeries, Number
    from kpireport.language.language import Language
    from kpireport.render.brand_fonts import BrandFonts
    from kpireport.render.tokens import Tokens

Anchor = Literal["start", "middle", "end"]

MICRO = 7.5
"""The least size of text in a chart, in points, and that of axes."""


@dataclass(frozen=True, slots=True)
class Size:
    """The room of a chart in points: its whole width, the height of its plot, and the size of its text.

    Bars over members, shares and funnels ignore the height: they need so much a row. `small` leaves out gridlines and all
    names but the first and last of an axis.
    """

    width: float
    height: float
    text: float = 8.0
    small: bool = False

    @property
    def axis(self) -> float:
        """The size of the text of axes."""
        return max(MICRO, self.text - 0.5)


FULL = Size(499.28, 138)
HALF = Size(237.64, 112)
SMALL = Size(160, 52, text=8.5, small=True)


@dataclass(frozen=True, slots=True)
class Faces:
    """The text font in the three weights that charts use; `families` are its names, the first choice first."""

    families: tuple[str, ...]
    regular: Face
    semibold: Face
    bold: Face

    def of(self, weight: Weight) -> Face:
        """The face of a weight."""
        return {400: self.regular, 600: self.semibold, 700: self.bold}[weight]

    def behind(self, fonts: BrandFonts) -> Faces:
        """The faces of a brand's text font, with these behind it; these themselves where it brings none."""
        if TEXT not in fonts:
            return self
        bold = fonts.get(BOLD)
        return Faces(
            (fonts[TEXT].family, *self.families),
            fonts[TEXT].face.backed_by(self.regular),
            bold.face.backed_by(self.semibold) if bold else self.semibold,
            bold.face.backed_by(self.bold) if bold else self.bold,
        )


@cache
def source_sans(folder: Path) -> Faces:
    """The bundled text font, from the folder that holds its files."""
    regular, semibold, bold = (
        load_face(folder / f"SourceSans3-{weight}.ttf") for weight in ("Regular", "Semibold", "Bold")
    )
    return Faces(("Source Sans 3",), regular, semibold, bold)


@dataclass(frozen=True, slots=True)
class Pen:
    """Colours, fonts, language and room, and what is asked of them again and again."""

    tokens: Tokens
    faces: Faces
    language: Language
    size: Size

    def width(self, text: str, size: float, weight: Weight = 400) -> float:
        """How wide a text is, in points."""
        return self.faces.of(weight).width(text, size)

    def shorten(self, text: str, size: float, limit: float, weight: Weight = 400) -> str:
        """A text cut to a width with an ellipsis."""
        return shorten(text, self.faces.of(weight), size, limit)

    def fit(self, text: str, size: float, limit: float, *, lines: int = 2, weight: Weight = 400) -> list[str]:
        """A text in at most so many lines of a width."""
        return fit(text, self.faces.of(weight), size, limit, lines=lines)

    def number(self, value: Number, block: ChartBlock, *, places: int | None = None, signed: bool = False) -> str:
        """A value as the head of the chart announces it: without unit, its power of ten divided out; durations as a clock."""
        shown = block.display
        if shown.unit == "seconds" and (abs(value) >= 1 or value == 0):
            return ("+" if signed and value > 0 else "") + self.language.duration(value, "mm:ss")
        return self.language.scaled(
            value, shown.unit, shown.scale, shown.places if places is None else places, signed=signed
        )

    def value(self, series: ChartSeries, index: int, block: ChartBlock) -> str:
        """The finished label of a point; where the document has none, its value."""
        ready = series.labels[index] if index < len(series.labels) else None
        value = series.values[index]
        if ready is not None:
            return ready
        return "" if value is None else self.number(value, block)

    def label(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float | None = None,
        colour: str = "ink",
        weight: Weight = 400,
        anchor: Anchor = "start",
    ) -> Label:
        """A label centred on `y`, in a colour by role, that begins, has its middle or ends at `x`."""
        size = self.size.text if size is None else size
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.width(text, size, weight)
        return Label(text, x - before, middle(y, size), size, self.tokens[colour], weight)

    def lines(
        self, texts: list[str], x: float, y: float, *, size: float, colour: str, weight: Weight = 400
    ) -> list[Label]:
        """A label of several lines, centred on `y` as a whole."""
        leading = size * 1.2
        first = y - leading * (len(texts) - 1) / 2
        return [
            self.label(text, x, first + leading * row, size=size, colour=colour, weight=weight)
            for row, text in enumerate(texts)
        ]


def size_of(block: ChartBlock) -> Size:
    """The size that a block asks for on an A4 page."""
    return FULL if block.width == "full" else HALF
