"""The kit for testing plugins; the first-party plugins are tested with it too.

- `check_source` uses a source as the engine does and asserts its contract; `source_context` gives it surroundings
- `check_pack` asserts that a metric pack is complete and that its expressions mean what it says
- `python -m kpireport.testing.gate` looks at pages and slides that were built, for clipped, overlapping or missing text
- `write_demo` and `write_quickstart` write believable data of invented clients, the same on every machine
"""

from __future__ import annotations

from kpireport.testing.demo import write_demo, write_quickstart
from kpireport.testing.findings import NotConforming
from kpireport.testing.packs import check_pack
from kpireport.testing.sources import check_source, source_context

__all__ = ["NotConforming", "check_pack", "check_source", "source_context", "write_demo", "write_quickstart"]
