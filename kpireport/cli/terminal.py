"""How the command line speaks: aligned columns, JSON for programs, problems on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from kpireport.errors import KpiReportError, Problem


def say(text: str = "") -> None:
    """One line (or several) for the user."""
    sys.stdout.write(f"{text}\n")


def say_json(value: object) -> None:
    """A value for a program."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say_problems(problems: Iterable[Problem]) -> None:
    """Each problem on its own line, on standard error."""
    for problem in problems:
        sys.stderr.write(f"{problem}\n")


def say_error(error: KpiReportError) -> None:
    """Every problem of an error."""
    say_problems(error.problems)


def say_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns as wide as their longest cell; the last one is left ragged."""
    cells = [[str(h) for h in head], *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    for row in cells:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def say_fields(fields: Iterable[tuple[str, object]]) -> None:
    """Names and values under each other; fields without a value are left out."""
    shown = [(name, str(value)) for name, value in fields if value not in (None, "", (), [], {})]
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        first, *rest = value.splitlines() or [""]
        say(f"{name.ljust(width)}  {first}")
        for line in rest:
            say(f"{' ' * width}  {line}")
