"""The built-in detectors, registered through the same hook that plugins use."""

from __future__ import annotations

from collections.abc import Sequence

from kpireport.host import hookimpl
from kpireport.takeaways.changes import Changes
from kpireport.takeaways.contributors import Contributors
from kpireport.takeaways.gaps import MissingDays
from kpireport.takeaways.interface import Detector
from kpireport.takeaways.targets import Targets

kpireport_api = 1


@hookimpl
def kpireport_register_takeaways() -> Sequence[Detector]:
    """Value with its changes, target status, contributors, missing days."""
    return [Changes(), Targets(), Contributors(), MissingDays()]
