"""A job: one report to build, with its spec checked, its period decided, and everything registered that it may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kpireport.document.targets import target_problems
from kpireport.document.texts import variables
from kpireport.errors import Place, SpecError, UnknownNameError, placing
from kpireport.host import Host
from kpireport.language import Language
from kpireport.metrics.catalogue import Catalogue, build_catalogue
from kpireport.periods import Comparison, Period, comparison, resolve, today
from kpireport.run.hosting import catalogue_of, registries_of
from kpireport.run.segments import segments_of
from kpireport.run.speaking import language_of
from kpireport.spec import LoadedSpec, load_spec, unfillable_texts
from kpireport.spec.model import ReportSpec

DOCUMENT_ONLY = "json"
"""The format that stops after the document: report.json is always made."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a build happens: `now` as the clock says, or the day `as_of` that the user names instead."""

    now: datetime
    as_of: date | None = None

    def day(self, timezone: str) -> date:
        """The day that it is for a client."""
        return self.as_of or today(timezone, self.now)


@dataclass(frozen=True, slots=True)
class Job:
    """One report of one client for one period."""

    path: Path
    loaded: LoadedSpec
    host: Host
    catalogue: Catalogue
    language: Language
    as_of: date
    period: Period
    comparisons: tuple[Comparison, ...]
    outputs: tuple[str, ...]

    @property
    def spec(self) -> ReportSpec:
        """The checked spec."""
        return self.loaded.spec

    @property
    def folder(self) -> Path:
        """Where its files go, under the output folder: client, report, period."""
        return Path(self.spec.client.id) / self.spec.report.id / self.period.key

    @property
    def windows(self) -> Mapping[str, tuple[date, date]]:
        """The current period and each comparison as half-open ranges of days."""
        found = {"current": (self.period.start, self.period.end)}
        return found | {c.id: (c.period.start, c.period.end) for c in self.comparisons}


def open_job(
    path: Path,
    host: Host,
    *,
    moment: Moment,
    environment: Mapping[str, str],
    period: str | None = None,
    formats: Sequence[str] = (),
) -> Job:
    """Check a spec and decide what it builds.

    `period` and `formats` take the place of what the spec says.

    Raises:
        SpecError: with every problem of the spec.
        KpiReportError: a custom metric, period or format that cannot be used.

    """
    loaded = load_spec(path, registries_of(host, catalogue_of(host)), environment=environment)
    spec = loaded.spec
    places = {metric.id: loaded.place("metrics", i) for i, metric in enumerate(spec.metrics)}
    catalogue = build_catalogue(
        host.packs.values(),
        spec.metrics,
        places=places,
        expression_places=_expression_places(loaded),
        segments=segments_of(loaded),
    )
    for metric in spec.metrics:
        catalogue.metric(metric.id, place=places[metric.id])
    if problems := target_problems(spec, catalogue, lambda loc: loaded.key_place(*loc)):
        raise SpecError(problems)
    as_of = moment.day(spec.client.timezone)
    with placing(loaded.place("period") if period is None else Place("--period")):
        chosen = resolve(spec.period, as_of, period)
    with placing(loaded.place("compare")):
        comparisons = tuple(comparison(chosen, name, spec.period.fiscal_year_start) for name in spec.compare)
    language = language_of(loaded, host)
    if problems := unfillable_texts(loaded, variables(spec, chosen, comparisons, language)):
        raise SpecError(problems)
    return Job(
        path=path,
        loaded=loaded,
        host=host,
        catalogue=catalogue,
        language=language,
        as_of=as_of,
        period=chosen,
        comparisons=comparisons,
        outputs=_outputs(formats, host, Place("--format"))
        if formats
        else _outputs(spec.outputs, host, loaded.place("outputs")),
    )


def _expression_places(loaded: LoadedSpec) -> Mapping[str, Place]:
    """Where the expression of each of the spec's metrics is written."""
    return {metric.id: loaded.place("metrics", i, "expression") for i, metric in enumerate(loaded.spec.metrics)}


def _outputs(names: Iterable[str], host: Host, place: Place) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(names))
    for name in chosen:
        if name != DOCUMENT_ONLY and name not in host.renderers:
            raise UnknownNameError("format", name, [*host.renderers, DOCUMENT_ONLY], place=place)
    return tuple(name for name in chosen if name != DOCUMENT_ONLY)
