"""What a spec may name, as plain data that is passed in: this floor knows no plugin, metric or theme by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from kpireport.host import PluginInfo


@dataclass(frozen=True, slots=True)
class Registries:
    """The models and names that a spec is checked with.

    `sources` maps a plugin's name to its Config model, `blocks` a block's type to its model, `presets` a name to its
    sections as a spec writes them. An empty `locales` or `variables` is not checked against.
    """

    sources: Mapping[str, type[BaseModel]]
    blocks: Mapping[str, type[BaseModel]]
    metric_model: type[BaseModel]
    metrics: Collection[str] = ()
    datasets: Collection[str] = ()
    segments: Collection[str] = ()
    """Filled in from the spec itself."""
    presets: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    themes: Collection[str] = ()
    outputs: Collection[str] = ()
    locales: Collection[str] = ()
    variables: Collection[str] = ()
    """The first names of what texts may use: 'client', 'period', 'report'."""
    plugins: Mapping[str, PluginInfo] = field(default_factory=dict)
    """Which plugin a source comes from, for messages."""
    failed: tuple[PluginInfo, ...] = ()
    """Plugins that could not be loaded: one of them may have been the one that a spec names."""
