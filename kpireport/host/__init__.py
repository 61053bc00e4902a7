"""The host: which plugins there are, what they register, and how their failures are kept apart."""

from __future__ import annotations

from kpireport.host.discovery import GROUP, Host, discover
from kpireport.host.guard import guarding
from kpireport.host.hookspecs import PLUGIN_API, hookimpl
from kpireport.host.registry import PluginInfo, Registry

__all__ = ["GROUP", "PLUGIN_API", "Host", "PluginInfo", "Registry", "discover", "guarding", "hookimpl"]
