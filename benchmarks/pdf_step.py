"""The PDF step on a fixed document, against WeasyPrint alone and against headless Chromium.

Our side: HTML, layout and writing of the PDF from `document.json`, its charts already drawn, in a process that made one
before. WeasyPrint alone: `HTML(filename=...).write_pdf()` of the finished page in a file, with its charts as inline SVG,
which loads style sheets and fonts from their files as it does; the PDF is tagged as ours is. Chromium: the same file
printed by a new process, as there is no other way from a command line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from measuring import Measure, Numbers, Side, Skipped, in_turns, median_ratio, serve

from kpireport.document.report_json import read
from kpireport.render.engine import VARIANT, Layout, RenderEngine, Style
from kpireport.render.fetcher import HOST, Shelf, figure_url
from kpireport.render.interface import RenderContext
from kpireport.render.pdf import SHEETS, PdfRenderer
from kpireport.render.prepare import prepare
from kpireport.render.themes import builtin_themes

DOCUMENT = Path(__file__).with_name("document.json")
ROUNDS = 9
BAR_WEASYPRINT, BAR_CHROMIUM = 0.85, 2.0


def measure() -> list[Measure | Skipped]:
    browser = chromium()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        write_page(folder)
        sides = {
            side: stack.enter_context(Side([sys.executable, __file__, "--side", side, name])).run
            for side in ("ours", "weasyprint")
        }
        if browser:
            sides["chromium"] = lambda: print_page(browser, folder / "page.html", folder)
        rounds = in_turns(sides, rounds=ROUNDS, warm_up=2)
    found: list[Measure | Skipped] = [
        Measure("PDF step / WeasyPrint alone", median_ratio(rounds, "ours", "weasyprint"), BAR_WEASYPRINT, ROUNDS)
    ]
    what = "PDF step / Chromium printing the page"
    if browser:
        found.append(Measure(what, median_ratio(rounds, "ours", "chromium"), BAR_CHROMIUM, ROUNDS))
    else:
        found.append(Skipped(what, "no Chromium is installed"))
    return found


def chromium() -> str | None:
    """The browser, where there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def print_page(browser: str, page: Path, folder: Path) -> Numbers:
    """Print a page with a browser that is started for it."""
    pdf = folder / "chromium.pdf"
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={profile}",
                "--no-pdf-header-footer",
                f"--print-to-pdf={pdf}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        seconds = time.perf_counter() - start
    if not pdf.read_bytes().startswith(b"%PDF"):
        raise RuntimeError(f"{browser} printed no PDF")
    return {"seconds": seconds}


def prepared() -> RenderContext:
    """The context of the document, its figures drawn."""
    return prepare(read(DOCUMENT), {theme.name: theme for theme in builtin_themes()})


class Recorder(RenderEngine):
    """An engine that remembers the last page it laid out."""

    page = ""

    def lay_out(self, html: str, shelf: Shelf, style: Style) -> Layout:
        Recorder.page = html
        return super().lay_out(html, shelf, style)


def write_page(folder: Path) -> None:
    """The finished page as a file with its figures as inline SVG, beside the style sheets and fonts that it loads."""
    context = replace(prepared(), engine=Recorder())
    PdfRenderer().render(read(DOCUMENT), context)
    for theme in reversed(context.theme.folders):
        shutil.copytree(theme, folder, dirs_exist_ok=True)
    links = "".join(f'<link rel="stylesheet" href="{name}">' for name in SHEETS if context.theme.find(name))
    page = Recorder.page.replace("</head>", f"{links}</head>", 1)
    for key, drawing in context.figures.items():
        address, svg = re.escape(figure_url(key)), drawing.svg.decode()
        page = re.sub(f'<img src="{address}"( alt="[^"]*" style="[^"]*")>', _inline(svg), page)
        page = re.sub(f'; background: url\\({address}\\)[^"]*("></div>)', _inside(svg), page)
    assert HOST not in page
    (folder / "page.html").write_text(page, encoding="utf-8")


def _inline(svg: str) -> Callable[[re.Match[str]], str]:
    return lambda found: svg.replace("<svg", f'<svg role="img"{found[1].replace(" alt=", " aria-label=", 1)}', 1)


def _inside(svg: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f'">{svg}</div>'


def ours(_: Path) -> Numbers:
    start = time.perf_counter()
    (pdf,) = PdfRenderer().render(DOCUMENT_READ, CONTEXT).values()
    return {"seconds": time.perf_counter() - start, "bytes": len(pdf)}


def weasyprint_alone(folder: Path) -> Numbers:
    from weasyprint import HTML

    start = time.perf_counter()
    pdf = HTML(filename=folder / "page.html").write_pdf(pdf_variant=VARIANT)
    assert pdf is not None
    return {"seconds": time.perf_counter() - start, "bytes": len(pdf)}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        if sys.argv[2] == "ours":
            DOCUMENT_READ, CONTEXT = read(DOCUMENT), prepared()
            serve(lambda: ours(Path(sys.argv[3])))
        else:
            serve(lambda: weasyprint_alone(Path(sys.argv[3])))
    else:
        print(*measure(), sep="\n")
