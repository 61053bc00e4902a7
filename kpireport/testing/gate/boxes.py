"""Boxes on a page, and which of them get into each other's way. Lengths are points or CSS pixels, y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide; 0 for a box that is turned inside out."""
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        """How high; 0 for a box that is turned inside out."""
        return max(0.0, self.bottom - self.top)

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def common(self, other: Box) -> Box:
        """What lies in both; inside out where nothing does."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def beyond(self, frame: Box) -> float:
        """How far the box reaches out of a frame, on the side where it does so most."""
        return max(
            frame.left - self.left, frame.top - self.top, self.right - frame.right, self.bottom - frame.bottom, 0.0
        )


def hull(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all of some boxes; None around none."""
    edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    if not edges:
        return None
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def overlapping(boxes: Sequence[Box], least: float) -> Iterator[tuple[int, int]]:
    """The pairs of boxes, by number, that share more than `least` in both directions."""
    order = sorted(range(len(boxes)), key=lambda i: boxes[i].top)
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if boxes[j].top > boxes[i].bottom - least:
                break
            shared = boxes[i].common(boxes[j])
            if shared.width > least and shared.height > least:
                yield min(i, j), max(i, j)


def covered(boxes: Iterable[Box], frame: Box, *, rows: int = 120, columns: int = 120) -> float:
    """The share of a frame that boxes cover together, by a raster."""
    cells: set[int] = set()
    for box in boxes:
        seen = box.common(frame)
        if not seen.width or not seen.height:
            continue
        first, last = _cells(seen.left - frame.left, seen.right - frame.left, frame.width, columns)
        top, bottom = _cells(seen.top - frame.top, seen.bottom - frame.top, frame.height, rows)
        for row in range(top, bottom):
            cells.update(range(row * columns + first, row * columns + last))
    return len(cells) / (rows * columns)


def _cells(start: float, end: float, length: float, count: int) -> tuple[int, int]:
    first = min(count - 1, int(start / length * count))
    return first, max(first + 1, min(count, round(end / length * count)))
