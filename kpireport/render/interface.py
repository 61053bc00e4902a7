"""The contract of the render floor: what a renderer and a theme are.

A renderer turns the report document into files. It reads the document and what the context holds, and nothing else: no
source, no store, no clock, no network. The same document and versions give the same bytes.

A complete small plugin, `facts_csv.py`, that adds the output `csv`::

    import csv, io
    from kpireport.plugin import hookimpl

    kpireport_api = 1

    class FactsAsCsv:
        name = "csv"

        def render(self, document, context):
            text = io.StringIO(newline="")
            rows = csv.writer(text)
            rows.writerow(["metric", "period", "value"])
            rows.writerows((fact.metric, fact.period, fact.value) for fact in document.facts)
            return {"facts.csv": text.getvalue().encode("utf-8")}

    @hookimpl
    def kpireport_register_renderers():
        return [FactsAsCsv()]

A theme is a folder with `theme.yaml` (name, description, extends) and any of its parent's files (`section.html.j2`,
`type.css`, `fonts/...`): a file that it has replaces the parent's file of the same name, everything else comes from the
parent. It holds data only, no Python. A plugin registers one like this::

    @hookimpl
    def kpireport_register_themes():
        return [Theme("northfield", Path(__file__).parent / "northfield", parent="executive")]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from kpireport.document.model import ReportDocument
    from kpireport.errors import Problem
    from kpireport.language.language import Language
    from kpireport.render.assets import Picture
    from kpireport.render.brand_fonts import BrandFonts
    from kpireport.render.charts import Drawing
    from kpireport.render.engine import RenderEngine
    from kpireport.render.themes import ThemeFiles
    from kpireport.render.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Theme:
    """A named folder of templates, style sheets and fonts; `parent` names the theme whose files it builds on."""

    name: str
    folder: Path
    parent: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What the renderers of one document share: its look, and every picture of it, drawn once.

    Made by `kpireport.render.prepare`. `figures` holds charts and word-sized graphics by key; `pictures` the client's
    own images, checked and made safe, by asset id; `fonts` its own fonts by role; `engine` is held by the run and shared between documents.
    """

    theme: ThemeFiles
    tokens: Tokens
    language: Language
    figures: Mapping[str, Drawing]
    pictures: Mapping[str, Picture]
    engine: RenderEngine
    fonts: BrandFonts = field(default_factory=dict)
    notice: Callable[[Problem], None] = lambda _: None
    """Takes what is not fatal but should be mended; a run writes it into the manifest."""


@runtime_checkable
class Renderer(Protocol):
    """Document in, files out.

    A renderer whose files are not `report.NAME` lists their names in an attribute `files`, for `kpireport plan`.
    """

    @property
    def name(self) -> str:
        """The word in `outputs:` of a spec that asks for it."""
        ...

    def render(self, document: ReportDocument, context: RenderContext) -> Mapping[str, bytes]:
        """The files of this output by name ('report.html').

        Raises:
            KpiReportError: for whatever the user can mend; anything else is reported as a failure of the plugin.

        """
        ...
