"""Every error that kpireport raises, grouped by what to do next.

The tree::

    KpiReportError
    ├── SpecError            fix the spec: one or more problems, each with its place
    ├── DataError            fix the data or its description: a file, a row, a column
    ├── MetricError          fix the metric: an expression, a roll-up that is not allowed
    ├── TemplateError        fix the theme, template or text
    ├── UnknownNameError     fix a name: nothing is registered under it
    ├── PluginError          fix or remove the plugin: names plugin, distribution, version
    └── EnvironmentProblem   fix the machine: a system library, a folder, a permission

This is the bottom floor: it imports nothing from the package. Each error says what is wrong, where, and what to do.
"""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file that a user can open; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it."""

    message: str
    place: Place | None = None
    hint: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        level = "warning: " if self.severity == "warning" else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{level}{self.message}{hint}"


class KpiReportError(Exception):
    """The root of every error that a user can meet; carries one or more problems."""

    def __init__(self, message: str, *, place: Place | None = None, hint: str | None = None) -> None:
        self.problems: tuple[Problem, ...] = (Problem(message, place, hint),)
        super().__init__(message)

    @property
    def message(self) -> str:
        """What is wrong, without place and hint."""
        return self.problems[0].message

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way between processes whatever the subclass's arguments are."""
        return _rebuild, (type(self), self.args, self.__dict__.copy())


def _rebuild(kind: type[KpiReportError], args: tuple[object, ...], state: dict[str, object]) -> KpiReportError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class SpecError(KpiReportError):
    """The spec cannot be used; holds every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        super().__init__(found[0].message if found else "the spec is not valid")
        self.problems = found


class DataError(KpiReportError):
    """A file, row or column is not what its description says."""


class MetricError(KpiReportError):
    """A metric cannot be computed as it is defined or asked for."""


class TemplateError(KpiReportError):
    """A template or a text field cannot be rendered."""


class UnknownNameError(KpiReportError):
    """Nothing is registered under a name."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, place: Place | None = None) -> None:
        super().__init__(f"unknown {kind} {name!r}", place=place, hint=did_you_mean(name, known))


class PluginError(KpiReportError):
    """A plugin failed or is refused; names the plugin, its distribution and version."""

    def __init__(
        self,
        message: str,
        *,
        plugin: str,
        distribution: str = "",
        version: str = "",
        place: Place | None = None,
        hint: str | None = None,
    ) -> None:
        self.plugin, self.distribution, self.version = plugin, distribution, version
        origin = f" ({distribution} {version})" if distribution else ""
        super().__init__(f"plugin {plugin!r}{origin}: {message}", place=place, hint=hint)


class EnvironmentProblem(KpiReportError):
    """The machine lacks something: a system library, a folder that can be written, a permission."""


@contextmanager
def placing(place: Place | None) -> Iterator[None]:
    """Give the problems of an error that comes from below, and that have no place of their own, this one."""
    try:
        yield
    except KpiReportError as error:
        error.problems = tuple(p if p.place else replace(p, place=place) for p in error.problems)
        raise


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that a slip of the finger could have turned into `name`, the likeliest first."""
    close = difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=0.6)
    likeness = {other: difflib.SequenceMatcher(None, name, other).ratio() for other in close}
    return [other for other in close if likeness[other] > likeness[close[0]] - 0.1]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The hint for an unknown name: the nearest known names, or all of them when they are few."""
    names = sorted(set(known))
    near = nearest(name, names)
    if near:
        return "did you mean " + " or ".join(repr(n) for n in near) + "?"
    if not names:
        return "none are available here"
    shown = ", ".join(names[:12])
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"known: {shown}{more}"
