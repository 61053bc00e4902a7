"""Warnings about a job: what its spec says and hardly means, seen with the catalogue and the language beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpireport.document.pairing import unpaired
from kpireport.document.presets import metrics_of
from kpireport.errors import Problem
from kpireport.run.job import Job
from kpireport.spec import warnings

LARGEST_SHARE = 1.5
"""A target above 150 % for a percentage was more likely written in percent."""


def job_warnings(job: Job) -> tuple[Problem, ...]:
    """What a person should look at before the first build, in the order of the spec's own warnings, targets, language."""
    return (
        *warnings(job.loaded, job.as_of),
        *_large_shares(job),
        *_alone(job),
        *_untranslated(job),
        *_unnamed(job),
    )


def _alone(job: Job) -> Iterator[Problem]:
    """Metrics that a section of the spec shows without any of those that belong beside them."""
    for index, section in enumerate(job.spec.sections):
        for metric, pairs in unpaired(section.blocks, job.catalogue.metrics):
            at = next(j for j, block in enumerate(section.blocks) if metric in metrics_of(block))
            yield Problem(
                f"metric {metric!r} says little alone: the report adds what belongs beside it, if the data can feed it",
                job.loaded.place("sections", index, "blocks", at),
                f"name {' or '.join(repr(pair) for pair in pairs)} in the section",
                severity="warning",
            )


def _large_shares(job: Job) -> Iterator[Problem]:
    for name, target in job.spec.targets.items():
        if job.catalogue.metric(name).definition.unit != "percent":
            continue
        for value in (target.value, target.min, target.max):
            if value is not None and abs(value) > LARGEST_SHARE:
                yield Problem(
                    f"the target of {name!r} is {job.language.percent(value, 0)}",
                    job.loaded.place("targets", name),
                    f"percentages are ratios: {value:g} % is written {value / 100:g}",
                    severity="warning",
                )


def _untranslated(job: Job) -> Iterator[Problem]:
    missing = job.language.missing
    if missing:
        first = ", ".join(missing[:3])
        yield Problem(
            f"{_counted(len(missing), 'sentence')} of reports {'is' if len(missing) == 1 else 'are'} not in {_locale(job)!r} and will be English",
            job.loaded.place("client", "locale"),
            f"{first}{' ...' if len(missing) > 3 else ''}; an agency adds its own under 'catalogues'",
            severity="warning",
        )


def _unnamed(job: Job) -> Iterator[Problem]:
    """Metrics whose pack has no name in the report's language; those that the spec names itself are not meant."""
    locale = _locale(job)
    fed = {dataset for source in job.spec.sources.values() for dataset in (source.dataset, *source.streams.values())}
    own = {metric.id for metric in job.spec.metrics if metric.label is not None}
    shown = [name for name in job.catalogue.metrics if {*job.catalogue.metric(name).datasets} <= fed]
    lacking = [name for name in shown if name not in own and not _is_named(job.catalogue.metrics[name].label, locale)]
    if lacking:
        yield Problem(
            f"{len(lacking)} of {_counted(len(shown), 'metric')} {_lack(len(lacking))} a name in {locale!r}: "
            "English names stand in its sentences",
            job.loaded.place("client", "locale"),
            f"{', '.join(lacking[:3])}{' ...' if len(lacking) > 3 else ''}; "
            f"a spec names one with 'metrics: [{{id: {lacking[0]}, label: {{{locale}: ...}}}}]'",
            severity="warning",
        )


def _is_named(label: Mapping[str, object], locale: str) -> bool:
    return bool({locale, locale.split("-", maxsplit=1)[0]} & set(label))


def _locale(job: Job) -> str:
    return job.spec.client.locale.replace("_", "-")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _lack(number: int) -> str:
    return "lacks" if number == 1 else "lack"
