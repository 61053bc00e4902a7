"""The run: the one place that knows the whole order, from a spec file to finished files.

`open_job` checks a spec and decides its period; `plan_job` says what a build would do; `build_jobs` does it, each report on
its own, so that one that fails leaves the others alone.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpireport.run.batch import build_jobs
    from kpireport.run.hosting import catalogue_of, disabled_plugins, local_plugin_files, registries_of
    from kpireport.run.job import Job, Moment, open_job
    from kpireport.run.outcome import Outcome
    from kpireport.run.planning import plan_job
    from kpireport.run.tracing import trace_metric

__all__ = [
    "Job",
    "Moment",
    "Outcome",
    "build_jobs",
    "catalogue_of",
    "disabled_plugins",
    "local_plugin_files",
    "open_job",
    "plan_job",
    "registries_of",
    "trace_metric",
]

_MODULES = {
    "Job": "job",
    "Moment": "job",
    "Outcome": "outcome",
    "build_jobs": "batch",
    "catalogue_of": "hosting",
    "disabled_plugins": "hosting",
    "local_plugin_files": "hosting",
    "open_job": "job",
    "plan_job": "planning",
    "registries_of": "hosting",
    "trace_metric": "tracing",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
