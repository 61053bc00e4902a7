"""What became of one report: built, failed or held, with its files and what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kpireport.errors import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one spec. `seconds` are the times of its steps."""

    spec: Path
    status: Literal["built", "failed", "held"]
    client: str | None = None
    report: str | None = None
    period: str | None = None
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)

    def record(self) -> dict[str, object]:
        """For run.json and `--json`."""
        return {
            "spec": str(self.spec),
            "status": self.status,
            "client": self.client,
            "report": self.report,
            "period": self.period,
            "files": [str(file) for file in self.files],
            "problems": [
                {
                    "message": p.message,
                    "place": str(p.place) if p.place else None,
                    "hint": p.hint,
                    "severity": p.severity,
                }
                for p in self.problems
            ],
            "notices": self.notices,
            "seconds": {step: round(value, 3) for step, value in self.seconds.items()},
        }


def exit_code(outcomes: tuple[Outcome, ...]) -> int:
    """0 all built; 1 at least one failed; 3 none failed and at least one is held."""
    states = {outcome.status for outcome in outcomes}
    return 1 if "failed" in states else 3 if "held" in states else 0
