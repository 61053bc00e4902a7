"""The visual gate: what a reader would see first if it were wrong, found in the files that a build wrote.

    python -m kpireport.testing.gate out/acme/monthly/2026-10/*.html out/acme/monthly/2026-10/*.pdf

It looks at PDF and HTML files as they are, whoever made them, so it serves authors of themes and renderers as it serves
our own tests. It finds text that is clipped, overlaps or stands outside the page, characters without a glyph, pages with
next to nothing on them, headings left alone at the foot of a page, and in HTML what axe-core calls a violation of WCAG
2.2 A or AA. What it cannot see: whether a page is beautiful, true, or easy to understand.

Install `kpireport-framework[gate]` (pikepdf, Playwright, axe-core) and a Chromium.
"""

from __future__ import annotations

from kpireport.testing.gate.faults import Fault, Kind
from kpireport.testing.gate.files import inspect_file, inspect_files

__all__ = ["Fault", "Kind", "inspect_file", "inspect_files"]
