"""Questions on a terminal, each with a default; where nobody can be asked, the defaults are the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from kpireport.errors import KpiReportError, did_you_mean


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks a person, or takes the defaults."""

    asks: bool

    @classmethod
    def here(cls, *, yes: bool) -> Asker:
        """Asks when the input is a terminal and nobody has said yes to everything."""
        return cls(sys.stdin.isatty() and not yes)

    def needed(self, question: str, option: str, said: str | None) -> str:
        """Something without a default; raises KpiReportError when it is not said and nobody can be asked."""
        if said is not None and said.strip():
            return said.strip()
        if not self.asks:
            raise KpiReportError(f"{option} is missing", hint=f"{question}; on a terminal it is asked for")
        answer: str = typer.prompt(question)
        return answer.strip()

    def text(self, question: str, said: str | None, default: str, wrong: Callable[[str], str | None]) -> str:
        """Something with a default; while `wrong` says what is wrong with an answer, it is asked for again."""
        if said is not None or not self.asks:
            return said if said is not None else default
        while True:
            answer = str(typer.prompt(question, default=default)).strip()
            complaint = wrong(answer)
            if complaint is None:
                return answer
            typer.echo(complaint)

    def one_of(self, question: str, said: str | None, known: Sequence[str], default: str) -> str:
        """One of several names; an answer that is none of them is asked for again."""
        if said is not None or not self.asks:
            return said if said is not None else default
        while True:
            answer = str(typer.prompt(f"{question} ({', '.join(known)})", default=default)).strip()
            if answer in known:
                return answer
            typer.echo(f"there is no {answer!r} ({did_you_mean(answer, known)})")

    def agrees(self, question: str, *, otherwise: bool) -> bool:
        """Yes or no; `otherwise` where nobody can be asked."""
        return typer.confirm(question, default=True) if self.asks else otherwise
