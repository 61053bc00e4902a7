"""What is wrong with where things stand in an HTML file, and what axe-core says of it, in a headless Chromium.

A report is looked at in two windows, a desk's and a phone's. A deck (a page with elements whose `aria-roledescription`
is `slide`) is looked at slide by slide, as the right arrow key shows them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kpireport.errors import EnvironmentProblem
from kpireport.testing.gate.boxes import Box, covered, overlapping
from kpireport.testing.gate.faults import Fault, Kind, quoted

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WINDOWS: Mapping[str, tuple[int, int]] = {"desktop": (1280, 900), "phone": (390, 844)}
STAGE = (1280, 720)
"""The window in which slides are looked at."""
SLIDES = '[aria-roledescription="slide"]'
OWN = ("file:", "data:", "blob:")
"""Where a page may load things from; anything else is a request to somebody."""
MOST_SLIDES = 400

TOUCHING = 1.5
"""Pixels that two lines of ink may share."""
SLACK = 1.5
"""Pixels that ink may reach out of its clip or window."""
LEAST_COVER = 0.01
"""The share of a slide that text and pictures cover at least."""

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
AXE = "axe_playwright_python"
"""The distribution that brings axe.min.js; nothing else of it is used."""

NO_GATE = "pip install 'kpireport-framework[gate]'"


class Browser:
    """A headless Chromium that starts when it is first needed and ends with its context."""

    def __init__(self) -> None:
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._open.close()

    @cached_property
    def chromium(self) -> Chromium:
        """The running browser; raises EnvironmentProblem when there is none."""
        try:
            from playwright.sync_api import sync_playwright
        except ModuleNotFoundError as error:
            raise EnvironmentProblem("the gate needs Playwright to look at HTML", hint=NO_GATE) from error
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        if path is None:
            raise EnvironmentProblem(
                "the gate needs Chromium to look at HTML", hint=f"none of these is installed: {', '.join(BROWSERS)}"
            )
        playwright = self._open.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        self._open.callback(browser.close)
        return browser


def inspect_html(path: Path, browser: Browser) -> list[Fault]:
    """Every fault of an HTML file, by window or by slide."""
    faults: list[Fault] = []

    def note(text: str) -> None:
        faults.append(Fault(path.name, "browser error", text))

    page = browser.chromium.new_page(viewport={"width": STAGE[0], "height": STAGE[1]}, reduced_motion="reduce")
    try:
        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("request", lambda request: None if request.url.startswith(OWN) else note(f"asks for {request.url}"))
        page.goto(path.resolve().as_uri())
        page.evaluate("() => document.fonts.ready.then(() => 0)")
        count = page.locator(SLIDES).count()
        faults += _deck(path, page, count) if count else _report(path, page)
    finally:
        page.close()
    return faults


def _report(path: Path, page: Page) -> Iterator[Fault]:
    for view, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        seen = _survey(page)
        frame = Box(0, 0, width, max(seen["content"][1], height))
        if seen["content"][0] > width + 1:
            yield Fault(path.name, "too wide", f"{seen['content'][0]} pixels in a window of {width}", view=view)
        if not seen["lines"] and not seen["pictures"]:
            yield Fault(path.name, "empty page", "there is nothing on it", view=view)
        yield from (Fault(path.name, kind, text, view=view) for kind, text in _line_faults(seen["lines"], frame))
        yield from (Fault(path.name, "accessibility", text, view=view) for text in _violations(page))


def _deck(path: Path, page: Page, count: int) -> Iterator[Fault]:
    frame = Box(0, 0, *STAGE)
    for number in range(1, min(count, MOST_SLIDES) + 1):
        if number > 1:
            page.keyboard.press("ArrowRight")
            page.wait_for_function(
                "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
            )
        seen = _survey(page)
        boxes = [Box(*line["box"]) for line in seen["lines"]] + [Box(*box) for box in seen["pictures"]]
        share = covered([box for box in boxes if box.area < 0.9 * frame.area], frame)
        if share < LEAST_COVER:
            yield Fault(path.name, "empty page", f"text and pictures cover {share:.1%}", number)
        yield from (Fault(path.name, kind, text, number) for kind, text in _line_faults(seen["lines"], frame))
        yield from (Fault(path.name, "accessibility", text, number) for text in _violations(page))


def _survey(page: Page) -> dict[str, Any]:
    seen: dict[str, Any] = page.evaluate((files(__package__) / "survey.js").read_text(encoding="utf-8"))
    return seen


def _line_faults(lines: list[dict[str, Any]], frame: Box) -> Iterator[tuple[Kind, str]]:
    shown: list[tuple[Box, str]] = []
    for line in lines:
        box, clip, text = Box(*line["box"]), Box(*line["clip"]), line["text"]
        if line["missing"]:
            characters = ", ".join(f"U+{ord(character):04X}" for character in line["missing"])
            yield "missing glyph", f"{characters} in {quoted(text)}"
        if line["skips"] and box.common(frame).area == 0:
            continue  # a link that comes into sight when it gets the focus
        if not line["scrolls"]:
            if box.beyond(clip) > max(SLACK, 0.12 * line["size"]):
                yield "clipped", f"{quoted(text)} is cut off"
            elif box.beyond(frame) > SLACK:
                yield "outside", f"{quoted(text)} stands out of the page"
        shown.append((box.common(clip), text))
    for i, j in overlapping([box for box, _ in shown], TOUCHING):
        yield "overlap", f"{quoted(shown[i][1])} over {quoted(shown[j][1])}"


def _violations(page: Page) -> Iterator[str]:
    """What axe-core finds against WCAG 2.2 A and AA in what is shown now; each kind once, with its first place."""
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(_axe())
    found = page.evaluate(f"() => axe.run(document, {{runOnly: {json.dumps(RULES)}, resultTypes: ['violations']}})")
    for violation in found["violations"]:
        first = violation["nodes"][0]
        more = f" and {len(violation['nodes']) - 1} more" if len(violation["nodes"]) > 1 else ""
        why = " ".join((first.get("failureSummary") or "").split())
        yield f"{violation['id']}: {violation['help']}: {quoted(first['html'])}{more} ({why})"


def _axe() -> str:
    try:
        return (files(AXE) / "axe.min.js").read_text(encoding="utf-8")
    except ModuleNotFoundError as error:
        raise EnvironmentProblem("the gate needs axe-core", hint=NO_GATE) from error
