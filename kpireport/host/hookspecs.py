"""The hooks. Each registers things of one kind; the things do the work.

A plugin is a module (or any object) that states the API it was written for and implements one or more hooks::

    from kpireport.plugin import hookimpl

    kpireport_api = 1

    @hookimpl
    def kpireport_register_sources():
        return [OurCrm()]

It is found through the entry-point group `kpireport`, or named as a file in a spec (`plugins: [./our_crm.py]`).

API policy: `PLUGIN_API` grows by one when something that plugins use is removed or changes its meaning, never when
something is added. A plugin is refused when the number that it states is not the host's, with both numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from kpireport.metrics.pack import Pack
    from kpireport.render.interface import Renderer, Theme
    from kpireport.sources.interface import SourcePlugin
    from kpireport.takeaways.interface import Detector

PLUGIN_API = 1

hookspec = pluggy.HookspecMarker("kpireport")
hookimpl = pluggy.HookimplMarker("kpireport")


@hookspec
def kpireport_register_sources() -> Sequence[SourcePlugin]:  # type: ignore[empty-body]
    """Kinds of source, by `name`. Called once per run. Since API 1."""


@hookspec
def kpireport_register_metrics() -> Sequence[Pack]:  # type: ignore[empty-body]
    """Metric packs: datasets, metrics, groups and presets, by `id`. Called once per run. Since API 1."""


@hookspec
def kpireport_register_takeaways() -> Sequence[Detector]:  # type: ignore[empty-body]
    """Detectors of takeaways, by `id`. Called once per run. Since API 1."""


@hookspec
def kpireport_register_renderers() -> Sequence[Renderer]:  # type: ignore[empty-body]
    """Renderers of the report document, by `name`. Called once per run. Since API 1."""


@hookspec
def kpireport_register_themes() -> Sequence[Theme]:  # type: ignore[empty-body]
    """Themes: folders of templates, style sheets and fonts, by `name`. Called once per run. Since API 1."""
