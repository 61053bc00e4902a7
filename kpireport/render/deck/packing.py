"""Which pieces share a slide: each on the slide of the one before where it fits under it, else on a further one.

A slide's message is the section's on its first slide. On a further one it is the title of what comes first there, which then
does not stand over it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kpireport.render.deck.geometry import BODY, GAP

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a slide's body: a template, what it shows, and the height that takes in pt, without its title."""

    template: str
    values: Mapping[str, Any]
    height: float
    title: str = ""
    title_height: float = 0.0
    starts: bool = False
    """It begins a new slide."""
    alone: Piece | None = None
    """How it is shown where it has a slide for itself."""


@dataclass(slots=True)
class Packed:
    """The pieces of one slide, and its message; `lifted` says that it is the title of the first piece."""

    message: str
    lifted: bool
    pieces: list[Piece] = field(default_factory=list)
    used: float = 0.0


def pack(pieces: Sequence[Piece], title: str, message: str) -> list[Packed]:
    """The slides of a section by its name and its message, which are equal where it has none."""
    slides: list[Packed] = []
    for piece in pieces:
        needed = piece.height + piece.title_height
        if not slides or piece.starts or slides[-1].used + GAP + needed > BODY:
            first_says_something = not slides and message != title
            lifted = bool(piece.title) and (not first_says_something or piece.title == message)
            slides.append(Packed(piece.title if lifted else message, lifted))
            needed -= piece.title_height if lifted else 0.0
        else:
            needed += GAP
        slides[-1].pieces.append(piece)
        slides[-1].used += needed
    for slide in slides:
        if len(slide.pieces) == 1 and (alone := slide.pieces[0].alone):
            slide.pieces[0] = alone
    return slides


def evenly(items: Sequence[T], height: Callable[[Sequence[T]], float], room: float) -> list[list[T]]:
    """Items in as few groups as fit a height, each about as high as the others, so that the last is not a lone one.

    `height` is that of a group; an item that is too high by itself stands alone.
    """
    full = _filled(items, height, room)
    even = height(items) / max(1, len(full))
    tried = (_filled(items, height, min(room, even * (1 + step / 20))) for step in range(40))
    return next((groups for groups in tried if len(groups) == len(full)), full)


def _filled(items: Sequence[T], height: Callable[[Sequence[T]], float], room: float) -> list[list[T]]:
    """Items in groups of which each is filled before the next begins."""
    groups: list[list[T]] = []
    for item in items:
        if groups and height([*groups[-1], item]) <= room:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
