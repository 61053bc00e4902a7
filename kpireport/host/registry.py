"""Registries: what plugins registered, by name, each thing with the plugin it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kpireport.errors import Place, PluginError, UnknownNameError, nearest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """One plugin, loaded or not.

    `origin` is the entry point's value or the file; `hooks` are the hooks it implements; `failure` says in one line why
    it is not (fully) in use; `disabled` that it was switched off and not loaded.
    """

    name: str
    distribution: str
    version: str
    origin: str
    hooks: tuple[str, ...] = ()
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    failure: str | None = None
    disabled: bool = False

    @property
    def title(self) -> str:
        """`crm (acme-kpireport 1.2)`."""
        return f"{self.name} ({self.distribution} {self.version})".replace(" )", ")")


@dataclass(frozen=True, slots=True)
class Registered(Generic[T]):
    """A thing and the plugin that registered it."""

    item: T
    plugin: PluginInfo


@dataclass(frozen=True, slots=True)
class Registry(Generic[T]):
    """Things of one kind by name; iterating gives the names in order."""

    kind: str
    items: Mapping[str, Registered[T]]
    failed: tuple[PluginInfo, ...] = ()
    """Plugins that are out of use: one of them may have been the one that has a missing name."""

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.items))

    def __contains__(self, name: object) -> bool:
        return name in self.items

    def __len__(self) -> int:
        return len(self.items)

    def values(self) -> tuple[T, ...]:
        """The things, in the order of their names."""
        return tuple(self.items[name].item for name in self)

    def get(self, name: str, *, place: Place | None = None) -> T:
        """The thing of a name.

        Raises:
            PluginError: when it is missing, resembles no known name, and a plugin that may provide it failed.
            UnknownNameError: when it is missing.

        """
        return self.registered(name, place=place).item

    def registered(self, name: str, *, place: Place | None = None) -> Registered[T]:
        """The thing of a name with its plugin; raises as `get` does."""
        found = self.items.get(name)
        if found is not None:
            return found
        if self.failed and not nearest(name, self.items):
            plugin = self.failed[0]
            raise PluginError(
                f"is out of use: {plugin.failure}",
                plugin=plugin.name,
                distribution=plugin.distribution,
                version=plugin.version,
                place=place,
                hint=f"{self.kind} {name!r} is not registered; if this plugin provides it, repair or reinstall it",
            )
        raise UnknownNameError(self.kind, name, self.items, place=place)
