"""What a conformance check found: all of it at once, as one failed assertion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class NotConforming(AssertionError):
    """A plugin breaks the contract; `findings` are sentences, one for each breach."""

    def __init__(self, what: str, findings: tuple[str, ...]) -> None:
        self.findings = findings
        super().__init__(f"{what} breaks the contract:\n" + "\n".join(f"- {finding}" for finding in findings))


class Findings:
    """Collects breaches of one thing's contract."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def expect(self, holds: object, otherwise: str) -> bool:
        """Note a breach unless something holds; says whether it holds."""
        if not holds:
            self.found.append(otherwise)
        return bool(holds)


@contextmanager
def conforming(what: str) -> Iterator[Findings]:
    """Collect findings; raises NotConforming at the end when there are any, each named once."""
    findings = Findings()
    yield findings
    if findings.found:
        raise NotConforming(what, tuple(dict.fromkeys(findings.found)))
