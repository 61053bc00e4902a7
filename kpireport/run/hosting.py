"""From plugins to what a spec is checked with: registries, catalogue, themes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kpireport.host import Host
from kpireport.language import known_locales
from kpireport.metrics.catalogue import Catalogue, build_catalogue
from kpireport.spec.registries import Registries

DISABLE = "KPIREPORT_DISABLE_PLUGINS"


def disabled_plugins(environment: Mapping[str, str]) -> frozenset[str]:
    """The plugins that `KPIREPORT_DISABLE_PLUGINS` names, separated by commas or spaces."""
    return frozenset(environment.get(DISABLE, "").replace(",", " ").split())


def local_plugin_files(spec: Path) -> tuple[Path, ...]:
    """The one-file plugins that a spec names; raises SpecError when one is not there."""
    from kpireport.spec import local_plugins

    return tuple(plugin.path for plugin in local_plugins(spec))


def catalogue_of(host: Host) -> Catalogue:
    """Everything that the packs bring, without a spec's own metrics."""
    return build_catalogue(host.packs.values())


def registries_of(host: Host, catalogue: Catalogue) -> Registries:
    """What a spec may name, as the spec floor takes it."""
    from kpireport.document.blocks import BLOCKS
    from kpireport.document.texts import VARIABLES
    from kpireport.metrics.custom import CustomMetric

    return Registries(
        sources={name: host.sources.get(name).Config for name in host.sources},
        blocks=BLOCKS,
        metric_model=CustomMetric,
        metrics=frozenset(catalogue.metrics),
        datasets=frozenset(catalogue.datasets),
        presets={name: preset.sections for name, preset in catalogue.presets.items()},
        themes=frozenset(host.themes),
        outputs=frozenset(host.renderers),
        locales=known_locales(),
        variables=frozenset(VARIABLES),
        plugins={name: host.sources.registered(name).plugin for name in host.sources},
        failed=tuple(plugin for plugin in host.plugins if plugin.failure),
    )
