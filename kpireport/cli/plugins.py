"""`kpireport plugins` and `kpireport themes`."""

from __future__ import annotations

import os
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Literal, Union, get_args, get_origin

from kpireport.cli.terminal import say, say_fields, say_json, say_table
from kpireport.errors import UnknownNameError
from kpireport.host import Host, PluginInfo, discover

if TYPE_CHECKING:
    from pydantic import BaseModel


def load_host(spec: Path | None = None, *, strict: bool = False) -> Host:
    """The installed plugins, and the local ones that a spec names."""
    from kpireport.run import disabled_plugins, local_plugin_files

    local = local_plugin_files(spec) if spec else ()
    return discover(local=local, disabled=disabled_plugins(os.environ), strict=strict)


def list_plugins(*, spec: Path | None, strict: bool, as_json: bool) -> None:
    """One line a plugin: name, distribution, version, what it registers, state."""
    plugins = load_host(spec, strict=strict).plugins
    if as_json:
        say_json([_record(p) for p in plugins])
        return
    rows = [(p.name, p.distribution, p.version or "-", _registers(p) or "-", _state(p)) for p in plugins]
    say_table(("plugin", "distribution", "version", "registers", "state"), rows)


def show_plugin(name: str, *, spec: Path | None, as_json: bool) -> None:
    """Everything known of one plugin.

    Raises:
        UnknownNameError: no plugin has this name.

    """
    host = load_host(spec)
    plugins = host.plugins
    plugin = next((p for p in plugins if p.name == name), None)
    if plugin is None:
        raise UnknownNameError("plugin", name, (p.name for p in plugins))
    if as_json:
        say_json(_record(plugin))
        return
    say_fields(
        [
            ("plugin", plugin.name),
            ("distribution", plugin.distribution),
            ("version", plugin.version),
            ("from", plugin.origin),
            ("hooks", "\n".join(plugin.hooks)),
            ("registers", _registers(plugin)),
            ("state", _state(plugin)),
        ]
    )
    for source in plugin.registers.get("kpireport_register_sources", ()):
        say()
        say_table((f"setting of {source}", "default", "what it says"), _settings(host.sources.get(source).Config))


def _settings(config: type[BaseModel]) -> list[tuple[str, str, str]]:
    """A source's own keys: name, default, description with the choices."""
    return [
        (
            field.alias or name,
            "required" if field.is_required() else "" if field.default in (None, (), {}) else str(field.default),
            " ".join(filter(None, (_choices(field.annotation), field.description))),
        )
        for name, field in config.model_fields.items()
    ]


def _choices(annotation: object) -> str:
    """The words that a field takes: 'csv, tsv or text.'."""
    parts = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    words = [str(word) for part in parts if get_origin(part) is Literal for word in get_args(part)]
    return f"{', '.join(words)}." if words else ""


def list_themes(*, as_json: bool) -> None:
    """One line a theme: name and the plugin it comes from."""
    themes = load_host().themes
    rows = [(name, themes.registered(name).plugin.title) for name in themes]
    if as_json:
        say_json([{"name": name, "plugin": plugin} for name, plugin in rows])
        return
    say_table(("theme", "from"), rows)


def _registers(plugin: PluginInfo) -> str:
    return "; ".join(
        f"{hook.removeprefix('kpireport_register_')}: {', '.join(names)}" for hook, names in plugin.registers.items()
    )


def _state(plugin: PluginInfo) -> str:
    return "disabled" if plugin.disabled else plugin.failure or "ok"


def _record(plugin: PluginInfo) -> dict[str, object]:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "origin": plugin.origin,
        "hooks": plugin.hooks,
        "registers": plugin.registers,
        "disabled": plugin.disabled,
        "failure": plugin.failure,
    }
