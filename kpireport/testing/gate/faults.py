"""What the gate finds: a fault with its kind, where it is, and the words concerned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "clipped",
    "overlap",
    "outside",
    "missing glyph",
    "empty page",
    "lone heading",
    "accessibility",
    "too wide",
    "browser error",
]
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `page` counts pages or slides from 1, `view` names the window of an HTML page."""

    file: str
    kind: Kind
    text: str
    page: int | None = None
    view: str | None = None

    def __str__(self) -> str:
        page = f", page {self.page}" if self.page is not None else ""
        view = f" ({self.view})" if self.view else ""
        return f"{self.file}{page}{view}: {self.kind}: {self.text}"


def quoted(text: str) -> str:
    """Words as a message shows them: in quotes, with single spaces, cut where they are long."""
    plain = " ".join(text.split())
    return repr(plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1]}…")
