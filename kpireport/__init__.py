"""kpireport: KPI reports for many clients from short YAML specs.

A spec goes in; an executive summary as HTML and PDF comes out. Plugin authors import from `kpireport.plugin`,
test authors from `kpireport.testing`; everything else is internal and may change between versions.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
