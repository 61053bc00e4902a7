"""The reference pages of the metrics say what the pack says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_pages_are_current():
    pages = runpy.run_path(str(ROOT / "scripts" / "metric_reference.py"))["pages"]()
    stale = [path.name for path, text in pages.items() if not path.is_file() or path.read_text("utf-8") != text]
    assert not stale, "run: .venv/bin/python scripts/metric_reference.py"
    there = {ROOT / "docs" / "reference" / "metrics.md", *(ROOT / "docs" / "reference" / "metrics").glob("*.md")}
    assert there == set(pages)
