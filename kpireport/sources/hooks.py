"""The built-in sources, registered through the same hook that plugins use."""

from __future__ import annotations

from collections.abc import Sequence

from kpireport.host import hookimpl
from kpireport.sources.files import FilesSource
from kpireport.sources.interface import SourcePlugin

kpireport_api = 1


@hookimpl
def kpireport_register_sources() -> Sequence[SourcePlugin]:
    """`files`."""
    return [FilesSource()]
