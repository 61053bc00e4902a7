"""The files source: tables from files that lie on the machine, sniffed once and then read strictly."""

from __future__ import annotations

from kpireport.sources.files.config import FilesConfig
from kpireport.sources.files.source import FilesSource

__all__ = ["FilesConfig", "FilesSource"]
