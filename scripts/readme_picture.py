# ruff: noqa: INP001 - a script, of no package
"""Makes docs/images/report.png: pages 1 to 3 of the demo's PDF side by side on a light grey ground.

    python scripts/readme_picture.py out/ausra-ledger/monthly/2026-10/report.pdf

Needs pdftoppm (poppler-utils) and Pillow, which WeasyPrint brings.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "report.png"
PAGES = (1, 3)
WIDTH, MARGIN = 1600, 28
GROUND, EDGE = "#e9ecef", "#c9ced3"


def main(pdf: Path) -> None:
    """Write the picture of a report."""
    pages = _pages(pdf)
    width = (WIDTH - MARGIN * (len(pages) + 1)) // len(pages)
    height = round(width * pages[0].height / pages[0].width)
    sheet = Image.new("RGB", (WIDTH, height + 2 * MARGIN), GROUND)
    for place, page in enumerate(pages):
        left = MARGIN + place * (width + MARGIN)
        sheet.paste(EDGE, (left - 1, MARGIN - 1, left + width + 1, MARGIN + height + 1))
        sheet.paste(page.resize((width, height), Image.Resampling.LANCZOS), (left, MARGIN))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(PICTURE, optimize=True)
    print(f"{PICTURE}: {sheet.width} x {sheet.height}, {PICTURE.stat().st_size // 1024} KB")


def _pages(pdf: Path) -> list[Image.Image]:
    first, last = PAGES
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", "150", "-png", "-f", str(first), "-l", str(last), str(pdf), f"{folder}/page"]
        subprocess.run(command, check=True)
        return [Image.open(file).convert("RGB") for file in sorted(Path(folder).glob("page-*.png"))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
