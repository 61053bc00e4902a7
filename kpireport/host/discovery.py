"""Find plugins, load each under its own guard, and collect what they register.

One broken plugin cannot stop the others: whatever goes wrong with it becomes its `failure`, shown by `plugins list`,
and an error only for a report that needs it (or for everything, with `strict`).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pluggy

from kpireport.errors import DataError, PluginError, did_you_mean
from kpireport.host import hookspecs
from kpireport.host.guard import guarding
from kpireport.host.registry import PluginInfo, Registered, Registry

GROUP = "kpireport"
OWN_DISTRIBUTION = "kpireport-framework"

_KINDS = {
    "kpireport_register_sources": ("source plugin", "name"),
    "kpireport_register_metrics": ("metric pack", "id"),
    "kpireport_register_takeaways": ("takeaway detector", "id"),
    "kpireport_register_renderers": ("output", "name"),
    "kpireport_register_themes": ("theme", "name"),
}
"""Hook to the kind of thing it registers and the attribute that holds a thing's name."""


@dataclass(frozen=True, slots=True)
class Host:
    """The plugins of one run and everything they registered."""

    plugins: tuple[PluginInfo, ...]
    _registries: Mapping[str, Registry[Any]]

    @property
    def sources(self) -> Registry[Any]:
        """Source plugins by name."""
        return self._registries["kpireport_register_sources"]

    @property
    def packs(self) -> Registry[Any]:
        """Metric packs by id."""
        return self._registries["kpireport_register_metrics"]

    @property
    def detectors(self) -> Registry[Any]:
        """Takeaway detectors by id."""
        return self._registries["kpireport_register_takeaways"]

    @property
    def renderers(self) -> Registry[Any]:
        """Renderers by name."""
        return self._registries["kpireport_register_renderers"]

    @property
    def themes(self) -> Registry[Any]:
        """Themes by name."""
        return self._registries["kpireport_register_themes"]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A plugin before it is loaded: who it is and how to get at it."""

    info: PluginInfo
    entry_point: importlib.metadata.EntryPoint | None = None
    path: Path | None = None

    def load(self) -> object:
        return self.entry_point.load() if self.entry_point else _load_file(cast("Path", self.path))


def discover(
    *,
    local: Iterable[Path] = (),
    disabled: Collection[str] = (),
    strict: bool = False,
    entry_points: Iterable[importlib.metadata.EntryPoint] | None = None,
) -> Host:
    """Load the installed plugins and local one-file plugins.

    Args:
        local: files named in a spec's `plugins:`.
        disabled: names of plugins not to load (`KPIREPORT_DISABLE_PLUGINS`).
        strict: any failure is an error.
        entry_points: instead of the installed ones of the group `kpireport`.

    Raises:
        PluginError: with `strict`, for the first plugin that failed.
        DataError: a local plugin file does not exist.

    """
    manager = pluggy.PluginManager("kpireport")
    manager.add_hookspecs(hookspecs)
    plugins: list[PluginInfo] = []
    found: dict[str, dict[str, Registered[Any]]] = {hook: {} for hook in _KINDS}
    for candidate in [*_installed(entry_points), *(_local(path) for path in local)]:
        if candidate.info.name in disabled:
            plugins.append(replace(candidate.info, disabled=True))
            continue
        info = candidate.info
        try:
            info = _register(manager, candidate)
            info = _collect(manager, info, found)
        except PluginError as error:
            if strict:
                raise
            info = replace(info, failure=_failure(error, info))
        plugins.append(info)
    failed = tuple(p for p in plugins if p.failure)
    registries = {hook: Registry(kind, found[hook], failed) for hook, (kind, _) in _KINDS.items()}
    return Host(tuple(plugins), registries)


def _failure(error: PluginError, info: PluginInfo) -> str:
    """The error's text without the plugin's name, which stands beside it."""
    return error.message.split(": ", 1)[-1] if info.name in error.message else error.message


def _installed(given: Iterable[importlib.metadata.EntryPoint] | None) -> list[_Candidate]:
    """The entry points of the group, our own first, then by distribution and name."""
    points = importlib.metadata.entry_points(group=GROUP) if given is None else given
    candidates = {}
    for point in points:
        dist = point.dist
        name = dist.metadata["Name"] if dist else ""
        info = PluginInfo(point.name, name, dist.version if dist else "", point.value)
        candidates[name, point.name, point.value] = _Candidate(info, entry_point=point)
    return [candidates[key] for key in sorted(candidates, key=lambda k: (k[0] != OWN_DISTRIBUTION, k))]


def _local(path: Path) -> _Candidate:
    if not path.is_file():
        raise DataError(f"local plugin {path.name!r} does not exist", hint=f"looked for {path}")
    return _Candidate(PluginInfo(path.stem, "local file", "", str(path)), path=path)


def _load_file(path: Path) -> object:
    name = f"kpireport_local_{path.stem}_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pydantic look their module up there
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _register(manager: pluggy.PluginManager, candidate: _Candidate) -> PluginInfo:
    """Load a plugin, check its API number and its hooks; it is registered only when all is well."""
    info = candidate.info
    with guarding(info, "loading"):
        plugin = candidate.load()
    stated = getattr(plugin, "kpireport_api", None)
    if stated != hookspecs.PLUGIN_API:
        asks = "states no API number" if stated is None else f"was written for plugin API {stated!r}"
        raise _refused(info, f"{asks}; this kpireport has plugin API {hookspecs.PLUGIN_API}", "kpireport_api = 1")
    unique = f"{info.distribution}:{info.name}:{info.origin}"
    with guarding(info, "registering"):
        manager.register(plugin, name=unique)
    hooks = [caller.name for caller in manager.get_hookcallers(plugin) or ()]
    for hook in hooks:
        if not getattr(manager.hook, hook).has_spec():
            manager.unregister(plugin)
            raise _refused(info, f"implements an unknown hook {hook!r}", did_you_mean(hook, _KINDS))
    return replace(info, hooks=tuple(sorted(hooks)))


def _refused(info: PluginInfo, message: str, hint: str) -> PluginError:
    return PluginError(f"{message} ({hint})", plugin=info.name, distribution=info.distribution, version=info.version)


def _collect(
    manager: pluggy.PluginManager, info: PluginInfo, found: dict[str, dict[str, Registered[Any]]]
) -> PluginInfo:
    """Call each hook of one plugin on its own and take in what it returns, all or nothing."""
    unique = f"{info.distribution}:{info.name}:{info.origin}"
    others = [plugin for plugin in manager.get_plugins() if manager.get_name(plugin) != unique]
    collected: list[tuple[str, str, Any]] = []
    for hook in info.hooks:
        kind, attribute = _KINDS[hook]
        with guarding(info, f"calling {hook}"):
            (items,) = manager.subset_hook_caller(hook, remove_plugins=others)() or ((),)
            named = [(getattr(item, attribute), item) for item in items]
        for name, item in named:
            taken = found[hook].get(name)
            if taken is not None:
                raise _refused(info, f"{kind} {name!r} is already registered by {taken.plugin.title}", "rename it")
            collected.append((hook, name, item))
    registers = {h: tuple(n for hook, n, _ in collected if hook == h) for h in info.hooks}
    info = replace(info, registers=registers)
    for hook, name, item in collected:
        found[hook][name] = Registered(item, info)
    return info
