"""What the slides add to a build, against the report's own PDF step.

Both from the report document of the demo client, its report's figures already drawn, in one process that made each before.
The slides' side is all that the output `slides` does: the few pictures that only slides need, `slides.html` and `slides.pdf`.
Processor time, because both sides are this process alone.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from demo import SPEC, Run
from measuring import Measure, Numbers, in_turns, median_ratio

from kpireport.document.model import ReportDocument
from kpireport.document.report_json import read
from kpireport.render.deck.renderer import SlidesRenderer
from kpireport.render.interface import RenderContext, Renderer
from kpireport.render.pdf import PdfRenderer
from kpireport.render.prepare import prepare
from kpireport.render.themes import builtin_themes

BAR = 0.7
ROUNDS = 9


def measure() -> list[Measure]:
    with tempfile.TemporaryDirectory() as name:
        document, context = demo(Path(name))
    sides = {
        "report": lambda: timed(PdfRenderer(), document, context),
        "slides": lambda: timed(SlidesRenderer(), document, context),
    }
    rounds = in_turns(sides, rounds=ROUNDS, warm_up=2)
    return [
        Measure("slides (HTML and PDF) / the report's PDF step", median_ratio(rounds, "slides", "report"), BAR, ROUNDS)
    ]


def demo(folder: Path) -> tuple[ReportDocument, RenderContext]:
    """The demo client's document and its context, its figures drawn."""
    outcome = Run(SPEC, folder).build()
    built = next(file for file in outcome.files if file.name == "report.json")
    document = read(built)
    document = document.model_copy(
        update={"assets": [], "agency": None, "brand": document.brand.model_copy(update={"logo": None, "fonts": {}})}
    )
    return document, prepare(document, {theme.name: theme for theme in builtin_themes()})


def timed(renderer: Renderer, document: ReportDocument, context: RenderContext) -> Numbers:
    start = time.process_time()
    files = renderer.render(document, context)
    return {"seconds": time.process_time() - start, "bytes": sum(map(len, files.values()))}


if __name__ == "__main__":
    print(*measure(), sep="\n", file=sys.stdout)
