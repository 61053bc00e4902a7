"""Everything that a plugin author imports, re-exported from the floors that define it.

Names are loaded on first use, so `from kpireport.plugin import hookimpl` costs nothing else. The list is part of the
plugin API: removing a name or changing its meaning raises `PLUGIN_API`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpireport.document.model import ReportDocument
    from kpireport.errors import DataError, KpiReportError, MetricError, Place, Problem, SpecError, TemplateError
    from kpireport.host import PLUGIN_API, hookimpl
    from kpireport.metrics.facts import Change, Fact, FactTable, Series
    from kpireport.metrics.pack import (
        Benchmark,
        Column,
        Dataset,
        Derivation,
        Dimension,
        Group,
        Identity,
        Influence,
        Input,
        Metric,
        Ordinal,
        Pack,
        Parameter,
        Preset,
        Reference,
        Relations,
        Snapshot,
        Variant,
        Words,
    )
    from kpireport.render.interface import RenderContext, Renderer, Theme
    from kpireport.sources.interface import (
        Account,
        Batch,
        Checkpoint,
        CheckResult,
        DescribedSession,
        Notice,
        Provenance,
        ReadRequest,
        Session,
        SourceContext,
        SourcePlugin,
        StreamSpec,
        TraceableSession,
    )
    from kpireport.takeaways.evidence import Effect, Evidence, Guard, Scope, Statistic, Values
    from kpireport.takeaways.interface import Detector, DetectorContext, Need, Shown

__all__ = [
    "PLUGIN_API",
    "Account",
    "Batch",
    "Benchmark",
    "Change",
    "CheckResult",
    "Checkpoint",
    "Column",
    "DataError",
    "Dataset",
    "Derivation",
    "DescribedSession",
    "Detector",
    "DetectorContext",
    "Dimension",
    "Effect",
    "Evidence",
    "Fact",
    "FactTable",
    "Group",
    "Guard",
    "Identity",
    "Influence",
    "Input",
    "KpiReportError",
    "Metric",
    "MetricError",
    "Need",
    "Notice",
    "Ordinal",
    "Pack",
    "Parameter",
    "Place",
    "Preset",
    "Problem",
    "Provenance",
    "ReadRequest",
    "Reference",
    "Relations",
    "RenderContext",
    "Renderer",
    "ReportDocument",
    "Scope",
    "Series",
    "Session",
    "Shown",
    "Snapshot",
    "SourceContext",
    "SourcePlugin",
    "SpecError",
    "Statistic",
    "StreamSpec",
    "TemplateError",
    "Theme",
    "TraceableSession",
    "Values",
    "Variant",
    "Words",
    "hookimpl",
]

_HOMES = {
    "kpireport.document.model": "ReportDocument",
    "kpireport.errors": "DataError KpiReportError MetricError Place Problem SpecError TemplateError",
    "kpireport.host": "PLUGIN_API hookimpl",
    "kpireport.metrics.facts": "Change Fact FactTable Series",
    "kpireport.metrics.pack": (
        "Benchmark Column Dataset Derivation Dimension Group Identity Influence Input Metric Ordinal "
        "Pack Parameter Preset Reference Relations Snapshot Variant Words"
    ),
    "kpireport.render.interface": "RenderContext Renderer Theme",
    "kpireport.sources.interface": (
        "Account Batch CheckResult Checkpoint DescribedSession Notice Provenance ReadRequest Session "
        "SourceContext SourcePlugin StreamSpec TraceableSession"
    ),
    "kpireport.takeaways.evidence": "Effect Evidence Guard Scope Statistic Values",
    "kpireport.takeaways.interface": "Detector DetectorContext Need Shown",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return __all__
