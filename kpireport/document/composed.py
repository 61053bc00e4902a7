"""What composing one block of a spec gives: the block, what it would say as a headline, and what it worked out."""

from __future__ import annotations

from dataclasses import dataclass

from kpireport.document.edition import NOTHING, Derived
from kpireport.document.model import Block


@dataclass(frozen=True, slots=True)
class Composed:
    """One finished block.

    `message` may head the section; a chart or table whose message does so is then titled by its plain `name`.
    `metrics` are those it shows; `gaps` are finished sentences for the data notes.
    `is_empty`: the block only says that there is nothing to show.
    """

    block: Block
    message: str | None = None
    lead: str | None = None
    name: str | None = None
    metrics: tuple[str, ...] = ()
    derived: Derived = NOTHING
    gaps: tuple[str, ...] = ()
    is_empty: bool = False
