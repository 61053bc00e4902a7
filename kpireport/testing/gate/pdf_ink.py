"""What stands on the pages of a PDF: every run of text with the box of its ink, and every picture.

A small interpreter of content streams over pikepdf. It follows the transformation, the clip and the text state, and takes
the ink of glyphs from the fonts that are embedded, so that two lines count as overlapping only when their letters do.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont, TTLibError

from kpireport.testing.gate.boxes import Box, hull

Matrix = tuple[float, float, float, float, float, float]
Glyph = tuple[float, float, float, float]

PATH = frozenset(["m", "l", "c", "v", "y", "re", "W", "W*", "n", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"])
SHOWS = frozenset({"Tj", "TJ", "'", '"'})
TEXT = frozenset(["BT", "Tm", "Td", "TD", "T*", "Tf", "Tr", "Ts", "Tc", "Tw", "Tz", "TL"]) | SHOWS
START: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UNIT = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
NOWHERE = Box(0, 0, 0, 0)
SAME_LINE = 0.05
"""Points by which the base lines and sizes of one line's runs differ."""
LETTER_GAP = 0.1
"""What may be between runs of one word, in sizes of the font; a blank is wider."""
INVISIBLE = 3
"""The text rendering mode of text that is there only to be searched."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text: the box of its ink, what of it may be seen, and the tags that it stands in, innermost first."""

    box: Box
    clip: Box
    text: str
    size: float
    start: tuple[float, float]
    end: tuple[float, float]
    glyphs: tuple[Box, ...]
    missing: str = ""
    tags: tuple[str, ...] = ()
    artifact: bool = False

    def goes_on_in(self, other: Text) -> bool:
        """Whether another run is the rest of this one: on the same line, right behind it, in the same place of the document."""
        gap = (other.start[0] - self.end[0]) / (self.size or 1)
        return (
            (self.clip, self.tags, self.artifact) == (other.clip, other.tags, other.artifact)
            and abs(other.start[1] - self.end[1]) < SAME_LINE
            and abs(other.size - self.size) < SAME_LINE
            and -0.05 < gap < LETTER_GAP
        )

    def with_more(self, other: Text) -> Text:
        """This run and the one that goes on behind it, as one."""
        whole = hull([self.box, other.box])
        return replace(
            self,
            box=whole or self.box,
            text=self.text + other.text,
            end=other.end,
            glyphs=self.glyphs + other.glyphs,
            missing=self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """An image or a painted path."""

    box: Box
    artifact: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page with everything that is drawn on it, in the order of drawing."""

    frame: Box
    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...]


def pages_of(path: Path) -> list[Page]:
    """The pages of a PDF file."""
    with pikepdf.open(path) as pdf:
        tags = _tags(pdf)
        fonts: dict[tuple[int, int], Font] = {}
        return [_Drawing(page, tags, fonts).page() for page in pdf.pages]


class Font:
    """A font of a PDF: the widths, ink and meaning of its codes."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.composite = font.get("/Subtype") == "/Type0"
        self.type3 = font.get("/Subtype") == "/Type3"
        self._font = font
        self._own: Any = font["/DescendantFonts"][0] if self.composite else font
        self._descriptor: Any = self._own.get("/FontDescriptor")
        self._inks: dict[int, Glyph | None] = {}

    def codes(self, data: bytes) -> list[int]:
        """The codes of a string."""
        if not self.composite:
            return list(data)
        return [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data) - 1, 2)]

    def width(self, code: int) -> float:
        """The advance, in thousandths of the font's size."""
        return self._widths.get(code, self._default_width)

    def text(self, code: int) -> str:
        """What the code stands for."""
        return self._unicode.get(code, "" if self.composite else bytes([code]).decode("cp1252", "replace"))

    def ink(self, code: int) -> Glyph | None:
        """Left, bottom, right and top of a glyph's ink in thousandths; None where it has none."""
        if code not in self._inks:
            self._inks[code] = self._ink(code)
        return self._inks[code]

    def lacks(self, code: int) -> bool:
        """Whether the font has no glyph for a character that is to be seen."""
        if not self.composite or self._glyphs is None:
            return False
        character = self.text(code)
        return code == 0 or (bool(character) and any(map(_visible, character)) and self.ink(code) is None)

    def _ink(self, code: int) -> Glyph | None:
        if self.composite and self._glyphs is not None:
            return self._glyphs(code)
        if self.text(code).isspace():
            return None
        return 0.0, self._number("/Descent", -200) * 0.6, self.width(code), self._number("/CapHeight", 700)

    def _number(self, key: str, default: float) -> float:
        return float(self._descriptor.get(key, default)) if self._descriptor is not None else default

    @cached_property
    def _default_width(self) -> float:
        return float(self._own.get("/DW", 1000)) if self.composite else 500.0

    @cached_property
    def _widths(self) -> dict[int, float]:
        if not self.composite:
            first = int(self._own.get("/FirstChar", 0))
            scale = 1000 * float(self._own.FontMatrix[0]) if self.type3 else 1.0
            return {first + i: float(w) * scale for i, w in enumerate(self._own.get("/Widths", ()))}
        widths: dict[int, float] = {}
        entries = list(self._own.get("/W", ()))
        while entries:
            start, second = int(entries.pop(0)), entries.pop(0)
            if isinstance(second, pikepdf.Array):
                widths.update({start + i: float(w) for i, w in enumerate(second)})
            else:
                widths.update(dict.fromkeys(range(start, int(second) + 1), float(entries.pop(0))))
        return widths

    @cached_property
    def _unicode(self) -> dict[int, str]:
        stream = self._font.get("/ToUnicode")
        return _to_unicode(stream.read_bytes().decode("latin-1")) if stream is not None else {}

    @cached_property
    def _glyphs(self) -> Callable[[int], Glyph | None] | None:
        """Code to ink by the embedded font; None where there is none that can be read."""
        files = (self._descriptor.get(key) for key in ("/FontFile2", "/FontFile3")) if self._descriptor else ()
        embedded = next((file for file in files if file is not None), None)
        if embedded is None:
            return None
        try:
            font = TTFont(io.BytesIO(embedded.read_bytes()), lazy=True)
            glyphs, names = font.getGlyphSet(), font.getGlyphOrder()
            scale = 1000 / font["head"].unitsPerEm
        except (TTLibError, KeyError):
            return None

        def ink(code: int) -> Glyph | None:
            if code >= len(names):
                return None
            pen = BoundsPen(glyphs)
            glyphs[names[code]].draw(pen)
            if pen.bounds is None:
                return None
            left, bottom, right, top = (scale * edge for edge in pen.bounds)
            return left, bottom, right, top

        return ink


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it says where things stand."""

    matrix: Matrix = START
    clip: Box = field(default_factory=lambda: Box(-1e9, -1e9, 1e9, 1e9))
    font: Font | None = None
    size: float = 0.0
    mode: int = 0
    rise: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0


class _Drawing:
    """Everything that is drawn on a page, collected while its content streams run."""

    def __init__(
        self, page: pikepdf.Page, tags: Mapping[int, list[tuple[str, ...]]], fonts: dict[tuple[int, int], Font]
    ) -> None:
        self._source, self._fonts = page, fonts
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        self._flip: Matrix = (1, 0, 0, -1, -left, top)
        self._frame = Box(0, 0, right - left, top - bottom)
        self._tags = tags.get(int(page.obj.get("/StructParents", -1)), [])
        self._texts: list[Text] = []
        self._pictures: list[Picture] = []
        self.marks: list[int | str | None] = []

    def page(self) -> Page:
        """The page, with what was drawn."""
        start = _State(matrix=self._flip, clip=self._frame)
        _Run(self, self._source.obj.get("/Resources", {}), start).through(self._source.obj)
        return Page(self._frame, tuple(self._texts), tuple(self._pictures))

    def picture(self, box: Box | None, clip: Box) -> None:
        """Note a picture, as far as it is seen."""
        if box:
            self._pictures.append(Picture(box.common(clip), "/Artifact" in self.marks))

    def text(self, run: Text) -> None:
        """Note a run of text. In a tagged page, what stands outside the structure is a running head or foot."""
        number = next((mark for mark in reversed(self.marks) if isinstance(mark, int)), None)
        tags = self._tags[number] if number is not None and number < len(self._tags) else ()
        artifact = "/Artifact" in self.marks or (bool(self._tags) and not tags)
        run = replace(run, tags=tags, artifact=artifact)
        if self._texts and self._texts[-1].goes_on_in(run):
            self._texts[-1] = self._texts[-1].with_more(run)
        else:
            self._texts.append(run)

    def font(self, resources: Any, name: str) -> Font | None:
        """A font of the resources, opened once for the file."""
        font = resources.get("/Font", {}).get(name)
        if font is None:
            return None
        key = font.objgen if font.is_indirect else (id(font), -1)
        if key not in self._fonts:
            self._fonts[key] = Font(font)
        return self._fonts[key]


class _Run:
    """One content stream on its way: the graphics state, the path that is being made, where text goes on."""

    def __init__(self, drawing: _Drawing, resources: Any, state: _State) -> None:
        self._drawing, self._resources, self._state = drawing, resources, state
        self._stack: list[_State] = []
        self._path: list[tuple[float, float]] = []
        self._clipping = False
        self._line = self._at = START

    def through(self, stream: Any) -> None:
        """Run the whole stream."""
        for instruction in pikepdf.parse_content_stream(stream):
            name, given = str(instruction.operator), list(instruction.operands)
            if name in PATH:
                self._on_path(name, given)
            elif name in TEXT:
                self._on_text(name, given)
            else:
                self._on_page(name, given)

    def _on_page(self, name: str, given: list[Any]) -> None:
        state, marks = self._state, self._drawing.marks
        match name:
            case "q":
                self._stack.append(state)
            case "Q" if self._stack:
                self._state = self._stack.pop()
            case "cm":
                self._state = replace(state, matrix=_times(_matrix(given), state.matrix))
            case "Do":
                self._draw(self._resources.get("/XObject", {}).get(str(given[0])))
            case "INLINE IMAGE":
                self._drawing.picture(_hull(UNIT, state.matrix), state.clip)
            case "BMC" | "BDC":
                marks.append(_mark(given))
            case "EMC" if marks:
                marks.pop()
            case _:
                pass

    def _on_path(self, name: str, given: list[Any]) -> None:
        match name:
            case "re":
                x, y, w, h = map(float, given)
                self._path += [(x, y), (x + w, y), (x, y + h), (x + w, y + h)]
            case "m" | "l" | "c" | "v" | "y":
                self._path += [(float(given[i]), float(given[i + 1])) for i in range(0, len(given), 2)]
            case "W" | "W*":
                self._clipping = True
            case _:
                self._end_path(painted=name != "n")

    def _end_path(self, *, painted: bool) -> None:
        state = self._state
        box = _hull(self._path, state.matrix)
        if painted:
            self._drawing.picture(box, state.clip)
        if self._clipping:
            self._state = replace(state, clip=state.clip.common(box) if box else NOWHERE)
        self._path, self._clipping = [], False

    def _on_text(self, name: str, given: list[Any]) -> None:
        match name:
            case "BT":
                self._line = self._at = START
            case "Tm":
                self._line = self._at = _matrix(given)
            case "Td" | "TD":
                if name == "TD":
                    self._state = replace(self._state, leading=-float(given[1]))
                self._next_line(float(given[0]), float(given[1]))
            case "T*" | "'" | '"':
                self._next_line(0, -self._state.leading)
            case "Tf":
                font = self._drawing.font(self._resources, str(given[0]))
                self._state = replace(self._state, font=font, size=float(given[1]))
            case "Tr" | "Ts" | "Tc" | "Tw" | "Tz" | "TL":
                self._state = _text_state(self._state, name, float(given[0]))
            case _:
                pass
        if name in SHOWS:
            self._show(list(given[0]) if name == "TJ" else [given[-1]])

    def _next_line(self, across: float, up: float) -> None:
        self._line = self._at = _times((1, 0, 0, 1, across, up), self._line)

    def _draw(self, thing: Any) -> None:
        state = self._state
        if thing is None:
            return
        if thing.get("/Subtype") == "/Image":
            self._drawing.picture(_hull(UNIT, state.matrix), state.clip)
        elif thing.get("/Subtype") == "/Form":
            matrix = _times(_matrix(thing.get("/Matrix", START)), state.matrix)
            left, bottom, right, top = map(float, thing.BBox)
            box = _hull([(left, bottom), (right, top), (left, top), (right, bottom)], matrix)
            inner = replace(state, matrix=matrix, clip=state.clip.common(box) if box else NOWHERE)
            _Run(self._drawing, thing.get("/Resources", self._resources), inner).through(thing)

    def _show(self, items: list[Any]) -> None:
        """Note one run of text and move on behind it."""
        state, font = self._state, self._state.font
        if font is None:
            return
        placed = _times(self._at, state.matrix)
        size = state.size * abs(placed[0] * placed[3] - placed[1] * placed[2]) ** 0.5
        along, glyphs, letters, missing = 0.0, list[Box](), list[str](), list[str]()
        for item in items:
            if not isinstance(item, pikepdf.String):
                along -= float(item) / 1000 * state.size * state.stretch
                continue
            for code in font.codes(bytes(item)):
                letters.append(font.text(code))
                ink = font.ink(code)
                if font.lacks(code):
                    missing.append(font.text(code) or "\ufffd")
                    ink = (0, 0, font.width(code), 700)
                if ink:
                    glyphs.append(_glyph_box(ink, along, state, placed))
                along += font.width(code) / 1000 * state.size * state.stretch
                along += (state.spacing + (state.word_spacing if letters[-1] == " " else 0.0)) * state.stretch
        box = hull(glyphs)
        self._at = _times((1, 0, 0, 1, along, 0), self._at)
        if box and state.mode != INVISIBLE:
            start, end = placed[4:], _times(self._at, state.matrix)[4:]
            text, none = "".join(letters), "".join(missing)
            self._drawing.text(Text(box, state.clip, text, size, start, end, tuple(glyphs), none))


def _glyph_box(ink: Glyph, along: float, state: _State, placed: Matrix) -> Box:
    """Where a glyph's ink stands on the page."""
    left, bottom, right, top = (edge / 1000 * state.size for edge in ink)
    across = (along + left * state.stretch, along + right * state.stretch)
    down = (bottom + state.rise, top + state.rise)
    found = _hull([(x, y) for x in across for y in down], placed)
    assert found is not None
    return found


def _text_state(state: _State, name: str, value: float) -> _State:
    match name:
        case "Tr":
            return replace(state, mode=int(value))
        case "Ts":
            return replace(state, rise=value)
        case "Tc":
            return replace(state, spacing=value)
        case "Tw":
            return replace(state, word_spacing=value)
        case "Tz":
            return replace(state, stretch=value / 100)
        case _:
            return replace(state, leading=value)


def _mark(given: list[Any]) -> int | str | None:
    """What marked content is: its number in the structure, '/Artifact', or nothing that matters."""
    properties = given[1] if len(given) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties["/MCID"])
    return "/Artifact" if str(given[0]) == "/Artifact" else None


def _tags(pdf: pikepdf.Pdf) -> dict[int, list[tuple[str, ...]]]:
    """The tags of each numbered piece of each page, innermost first; empty for what hangs outside the structure."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/ParentTree" not in root:
        return {}
    kept: dict[tuple[int, int], tuple[str, ...]] = {}
    reached = _reached(root)

    def tags(element: Any) -> tuple[str, ...]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return ()
        if element.objgen not in kept:
            above = tags(element.get("/P"))
            kept[element.objgen] = (str(element.S), *above) if element.objgen in reached else ()
        return kept[element.objgen]

    return {
        number: [tags(element) for element in elements]
        for number, elements in _numbers(root.ParentTree)
        if isinstance(elements, pikepdf.Array)
    }


def _reached(root: Any) -> set[tuple[int, int]]:
    """The elements that the structure holds; generators leave running heads and feet hanging beside it."""
    reached: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        kids = waiting.pop().get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.objgen not in reached:
                reached.add(kid.objgen)
                waiting.append(kid)
    return reached


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    numbers = tree.get("/Nums", ())
    for i in range(0, len(numbers), 2):
        yield int(numbers[i]), numbers[i + 1]
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid)


_RANGES = re.compile(r"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>")


def _to_unicode(cmap: str) -> dict[int, str]:
    """The mapping of a ToUnicode stream."""
    meaning: dict[int, str] = {}
    for kind, body in _RANGES.findall(cmap):
        codes = [re.sub(r"\s", "", code) for code in _HEX.findall(body)]
        step = 2 if kind == "char" else 3
        for i in range(0, len(codes) - step + 1, step):
            first = int(codes[i], 16)
            text = bytes.fromhex(codes[i + step - 1]).decode("utf-16-be", "replace")
            last = first if kind == "char" else int(codes[i + 1], 16)
            for code in range(first, min(last, first + 0xFFFF) + 1):
                meaning[code] = text[:-1] + chr(ord(text[-1]) + code - first) if text else ""
    return meaning


def _visible(character: str) -> bool:
    """Whether a character is to be seen: no space, no control, no joiner or selector."""
    return (
        unicodedata.category(character) not in {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
        and not 0xFE00 <= ord(character) <= 0xFE0F
    )


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """One transformation after another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _hull(points: list[tuple[float, float]], matrix: Matrix) -> Box | None:
    a, b, c, d, e, f = matrix
    return hull(Box(x, y, x, y) for x, y in ((a * x + c * y + e, b * x + d * y + f) for x, y in points))
