"""An expression's text with its place, and the errors that point into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpireport.errors import MetricError, Place, did_you_mean

_SHOWN = 24


@dataclass(frozen=True, slots=True)
class SourceText:
    """What the user wrote and where; every complaint about an expression is made here."""

    text: str
    place: Place | None = None

    def error(self, message: str, hint: str | None = None, *, position: int | None = None) -> MetricError:
        """A MetricError whose hint names the position (0-based, shown from 1) and quotes what stands there."""
        parts = ([] if position is None else [self._pointer(position)]) + ([hint] if hint else [])
        return MetricError(message, place=self.place, hint="; ".join(parts) or None)

    def unknown(
        self, kind: str, name: str, known: Iterable[str], *, position: int | None = None, hint: str | None = None
    ) -> MetricError:
        """The error for a name that is not known here, with the nearest names."""
        near = did_you_mean(name, known)
        return self.error(f"unknown {kind} {name!r}", f"{near}; {hint}" if hint else near, position=position)

    def _pointer(self, position: int) -> str:
        rest = " ".join(self.text[position:].split())
        near = rest if len(rest) <= _SHOWN else rest[:_SHOWN] + "…"
        return f"at character {position + 1}: {near!r}" if near else "at the end of the expression"
