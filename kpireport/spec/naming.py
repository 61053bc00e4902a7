"""Checks that every name in a spec has something behind it, and that its texts are templates that can be filled in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kpireport.errors import Place, Problem, SpecError, did_you_mean
from kpireport.periods import COMPARISONS, parse_period
from kpireport.spec.annotations import MarkedText, marked_texts
from kpireport.spec.model import Reference, ReportSpec
from kpireport.spec.nodes import Loc, Mark
from kpireport.spec.reading import MAX_PROBLEMS, shortened
from kpireport.spec.registries import Registries
from kpireport.spec.text import check_text
from kpireport.spec.values import Marked
from kpireport.spec.wording import masked, path_text


@dataclass(frozen=True, slots=True)
class _Named:
    """A text that names something, with the mark of where it stands."""

    text: str
    mark: Mark
    where: str


def naming_problems(spec: ReportSpec | Mapping[str, Any], marked: Marked, registries: Registries) -> list[Problem]:
    """Names without anything behind them, metrics defined twice, and texts that are no valid templates.

    `spec` is the data of a spec where it could not be validated as a whole.
    """
    own = _own_metrics(spec)
    known = replace(registries, metrics={*registries.metrics, *own}, segments=_own_segments(spec))
    problems = list(_defined_twice(own, marked))
    for found in marked_texts(spec, annotation=ReportSpec):
        problem = _problem(found, marked, known)
        if len(problems) >= MAX_PROBLEMS:
            break
        if problem is not None:
            problems.append(replace(problem, message=masked(problem.message, marked.nearest(found.loc), marked)))
    return problems


def metric_names(value: object) -> set[str]:
    """The metrics that a model's instance names."""
    return {
        found.text
        for found in marked_texts(value)
        if isinstance(found.marker, Reference) and found.marker.kind == "metric"
    }


def _own_metrics(spec: ReportSpec | Mapping[str, Any]) -> list[str]:
    metrics = spec.metrics if isinstance(spec, ReportSpec) else spec.get("metrics")
    items = metrics if isinstance(metrics, list | tuple) else ()
    return [str(item.get("id") if isinstance(item, Mapping) else getattr(item, "id", "")) for item in items]


def _own_segments(spec: ReportSpec | Mapping[str, Any]) -> frozenset[str]:
    segments = spec.segments if isinstance(spec, ReportSpec) else spec.get("segments")
    return frozenset(str(name) for name in segments) if isinstance(segments, Mapping) else frozenset()


def _problem(found: MarkedText, marked: Marked, known: Registries) -> Problem | None:
    at = marked.nearest(found.loc)
    mark = (marked.keys.get(at) if found.is_key else None) or marked.marks[at]
    if not isinstance(found.marker, Reference):
        return check_text(found.text, mark.place, variables=known.variables)
    check = _CHECKS.get(found.marker.kind)
    return (
        check(_Named(found.text, mark, path_text(found.loc[:-1] if found.is_key else found.loc)), known)
        if check
        else None
    )


def _defined_twice(own: list[str], marked: Marked) -> Iterator[Problem]:
    for index, name in enumerate(own):
        if name in own[:index]:
            first = _place_of(marked, ("metrics", own.index(name), "id"))
            place = _place_of(marked, ("metrics", index, "id"))
            yield Problem(f"metric {name!r} is defined twice", place, f"the first one is at {first}")


def _place_of(marked: Marked, loc: Loc) -> Place:
    return marked.marks[marked.nearest(loc)].place


def _among(kind: str, names: Callable[[Registries], Collection[str]]) -> _Check:
    def check(named: _Named, known: Registries) -> Problem | None:
        available = names(known)
        if named.text in available:
            return None
        message = f"{named.where}: unknown {kind} {shortened(named.text)}"
        return Problem(message, named.mark.place, did_you_mean(named.text, available))

    return check


def _theme(named: _Named, known: Registries) -> Problem | None:
    if not named.text.startswith(".") and "/" not in named.text:
        return _among("theme", lambda registries: registries.themes)(named, known)
    if (named.mark.folder / named.text).is_dir():
        return None
    return Problem(f"there is no theme folder {shortened(named.text)}", named.mark.place, _relative(named))


def _file(named: _Named, _: Registries) -> Problem | None:
    if (named.mark.folder / named.text).is_file():
        return None
    return Problem(f"{named.where}: there is no file {shortened(named.text)}", named.mark.place, _relative(named))


def _folder(named: _Named, _: Registries) -> Problem | None:
    if (named.mark.folder / named.text).is_dir():
        return None
    return Problem(f"{named.where}: there is no folder {shortened(named.text)}", named.mark.place, _relative(named))


def _relative(named: _Named) -> str:
    return f"paths are relative to {named.mark.place.file}"


def _locale(named: _Named, known: Registries) -> Problem | None:
    language = named.text.replace("_", "-").partition("-")[0]
    if not known.locales or {named.text, language} & set(known.locales):
        return None
    hint = did_you_mean(named.text, known.locales)
    return Problem(f"{named.where}: there is no language {shortened(named.text)}", named.mark.place, hint)


def _comparison(named: _Named, _: Registries) -> Problem | None:
    if named.text in COMPARISONS:
        return None
    try:
        parse_period(named.text)
    except SpecError:
        hint = f"{did_you_mean(named.text, COMPARISONS)} Or a period such as 2025-10"
        return Problem(f"{named.where}: unknown comparison {shortened(named.text)}", named.mark.place, hint)
    return None


def _period(named: _Named, _: Registries) -> Problem | None:
    try:
        parse_period(named.text)
    except SpecError as error:
        return Problem(f"{named.where}: {error.problems[0].message}", named.mark.place, error.problems[0].hint)
    return None


_Check = Callable[[_Named, Registries], Problem | None]
_CHECKS: Mapping[str, _Check] = {
    "metric": _among("metric", lambda known: known.metrics),
    "dataset": _among("dataset", lambda known: known.datasets),
    "segment": _among("segment", lambda known: known.segments),
    "preset": _among("preset", lambda known: known.presets),
    "output": _among("output", lambda known: known.outputs),
    "theme": _theme,
    "file": _file,
    "folder": _folder,
    "locale": _locale,
    "comparison": _comparison,
    "period": _period,
}
