"""Make `document.json`, the fixed document of the PDF benchmark, from the demo client: `python benchmarks/make_document.py`.

It is committed, so that a change of the composer or of the demo does not move the measure. What is only provenance
(facts, series, queries) is left out: renderers show the finished blocks.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from demo import build_demo

from kpireport.document.report_json import read, to_json

HERE = Path(__file__).parent
PROVENANCE = ("facts", "changes", "series", "takeaways", "queries", "sources", "notices", "assets")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = build_demo(HERE / "document.yaml", Path(folder), formats=["json"])
        document = read(next(file for file in outcome.files if file.name == "report.json"))
    bare = document.model_copy(
        update={name: [] for name in PROVENANCE} | {"brand": document.brand.model_copy(update={"logo": None})}
    )
    (HERE / "document.json").write_text(to_json(bare), encoding="utf-8")
    shown = Counter(block.type for section in bare.sections for block in section.blocks)
    cards = sum(len(block.kpis) for section in bare.sections for block in section.blocks if block.type == "kpis")
    print(f"{shown['chart']} charts, {cards} cards, {shown['table']} tables")


if __name__ == "__main__":
    main()
