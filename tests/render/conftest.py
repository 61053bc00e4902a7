"""What the tests of the render floor share: the built-in themes, one engine, and the samples with their contexts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpireport.document.model import ReportDocument
from kpireport.errors import Problem
from kpireport.render.engine import Layout, RenderEngine
from kpireport.render.interface import RenderContext, Theme
from kpireport.render.pdf import PdfRenderer
from kpireport.render.prepare import prepare
from kpireport.render.themes import builtin_themes
from tests.render import sample


@pytest.fixture(scope="session")
def themes() -> Mapping[str, Theme]:
    return {theme.name: theme for theme in builtin_themes()}


@pytest.fixture(scope="session")
def engine() -> RenderEngine:
    return RenderEngine()


@dataclass(frozen=True)
class Made:
    """A document, its context, its PDF, the layout that the PDF was written from, and what was noticed."""

    document: ReportDocument
    context: RenderContext
    pdf: bytes
    layout: Layout
    layouts: int
    problems: list[Problem]


class Watching(RenderEngine):
    """An engine that keeps the layouts it made."""

    def __init__(self, engine: RenderEngine) -> None:
        super().__init__(engine._sandboxes, engine._styles)
        self.layouts: list[Layout] = []

    def lay_out(self, *arguments: object) -> Layout:  # type: ignore[override]
        self.layouts.append(super().lay_out(*arguments))  # type: ignore[arg-type]
        return self.layouts[-1]


@pytest.fixture(scope="session")
def make(themes: Mapping[str, Theme], engine: RenderEngine) -> Callable[..., Made]:
    """Render a document to PDF, keeping everything on the way; samples are named and made once."""
    kept: dict[tuple[str, str], Made] = {}

    def made(document: ReportDocument | str, theme: str = "executive", more: Mapping[str, Theme] | None = None) -> Made:
        if isinstance(document, str):
            key = document, theme
            if key not in kept:
                kept[key] = made(getattr(sample, document)(), theme)
            return kept[key]
        problems: list[Problem] = []
        watching = Watching(engine)
        document = document.model_copy(update={"theme": theme})
        context = prepare(document, {**themes, **(more or {})}, engine=watching, notice=problems.append)
        pdf = PdfRenderer().render(document, context)["report.pdf"]
        return Made(document, context, pdf, watching.layouts[-1], len(watching.layouts), problems)

    return made


@pytest.fixture
def theme_folder(tmp_path: Path) -> Callable[..., Theme]:
    """A theme in a folder of its own from file names and texts, extending `executive` unless told otherwise."""

    def build(
        files: Mapping[str, str] | None = None, *, name: str = "northfield", extends: str | None = "executive"
    ) -> Theme:
        folder = tmp_path / name
        folder.mkdir()
        line = f"extends: {extends}\n" if extends else ""
        (folder / "theme.yaml").write_text(f"name: {name}\n{line}", encoding="utf-8")
        for file, text in (files or {}).items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
        return Theme(name, folder, extends)

    return build
