"""The guard around plugin code: the one place where any exception is caught.

What a plugin raises becomes a `PluginError` that names plugin, distribution, version and cause. Errors of our own tree
pass as they are, because they already say what to do.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpireport.errors import KpiReportError, PluginError
from kpireport.host.registry import PluginInfo


@contextmanager
def guarding(plugin: PluginInfo, doing: str) -> Iterator[None]:
    """Run plugin code; `doing` completes "failed while ..." in the error.

    Raises:
        PluginError: for whatever the code raised that is not ours, SystemExit included.

    """
    try:
        yield
    except KpiReportError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"failed while {doing}: {cause(error)}",
            plugin=plugin.name,
            distribution=plugin.distribution,
            version=plugin.version,
            hint=f"raised at {_where(error)}; report it to the plugin's author",
        ) from error


def cause(error: BaseException) -> str:
    """An exception in one line: its type and the first line of what it says."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "an unknown place"
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
