"""Warnings about a job: what its spec says and hardly means, seen with the catalogue and the language beside it."""

from __future__ import annotations

from collections.abc import Iterator

from kpireport.errors import Problem
from kpireport.language.messages import ENGLISH
from kpireport.run.job import Job
from kpireport.spec import warnings

LARGEST_SHARE = 1.5
"""A target above 150 % for a percentage was more likely written in percent."""


def job_warnings(job: Job) -> tuple[Problem, ...]:
    """What a person should look at before the first build, in the order of the spec's own warnings, targets, language."""
    return (*warnings(job.loaded, job.as_of), *_large_shares(job), *_untranslated(job))


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
    locale, missing = job.spec.client.locale, job.language.missing
    if missing and locale.split("-")[0] != ENGLISH:
        yield Problem(
            f"{len(missing)} phrases of reports are not in {locale!r} yet and will be English",
            job.loaded.place("client", "locale"),
            "numbers, dates, and the names of metrics are in it where they are known; 'locale: en' is English throughout",
            severity="warning",
        )
