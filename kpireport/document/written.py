"""The blocks that hold no metric of their own: what the agency writes, and what the report says about itself.

Each docstring is the reference of its block, as in `blocks`, which registers them all.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from kpireport.spec.model import Count, Day, FileName, SpecModel, Words

StepStatus = Literal["open", "in_progress", "done", "cancelled"]


class TextSpec(SpecModel):
    """Words of the agency, in Markdown, with the variables of the spec (`{{ client.name }}`).

    - `text`: inline; or `file`: a path relative to the spec in which `{period}` stands for the period's key, so that each
      month has its own text (`notes/{period}.md`)
    - `required`: a missing file is an error; else it is noted in the data notes (default false)
    - `author`: who says it
    """

    type: Literal["text"] = "text"
    text: Words | None = None
    file: str | None = None
    required: bool = False
    author: Words | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> TextSpec:
        if (self.text is None) == (self.file is None):
            raise ValueError("a text block needs either 'text' or 'file'")
        return self


class ImageSpec(SpecModel):
    """A picture from a file beside the spec (PNG, JPEG or SVG).

    - `path`: relative to the spec; `alt`: what it shows, for those who cannot see it; `caption`: under it
    - `width`: share of the text width, 0.1 to 1
    """

    type: Literal["image"] = "image"
    path: FileName
    alt: Words = Field(min_length=1, max_length=1000)
    caption: Words | None = None
    width: float = Field(default=1.0, ge=0.1, le=1.0)


class CommentarySpec(SpecModel):
    """What a person makes of the numbers, signed: set apart from the pages that the numbers speak on.

    - `text` (Markdown), or `file` with a path per period, as in a text block; `required`: a missing file is an error
    - `author`: who says it; `role`: what they are ('Head of growth'); `date`: when they wrote it
    - `title`: a heading over it
    """

    type: Literal["commentary"] = "commentary"
    text: Words | None = None
    file: str | None = None
    required: bool = False
    author: Words = Field(min_length=1, max_length=200)
    role: Words | None = None
    date: Day | None = None
    title: Words | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> CommentarySpec:
        if (self.text is None) == (self.file is None):
            raise ValueError("a commentary needs either 'text' or 'file'")
        return self


class NextStep(SpecModel):
    """One thing to be done: what, who, by when."""

    text: Words = Field(min_length=1, max_length=1000)
    """What is to be done, in a sentence."""
    owner: Words | None = None
    due: Day | None = None
    status: StepStatus = "open"
    measure: Words | None = None
    """How everybody will see that it worked."""


class NextStepsSpec(SpecModel):
    """What is to be done next; what is overdue on the day of the report is marked.

    - `steps`: a list of `{text, owner, due, status, measure}`; only `text` is required. `status` is `open` (default),
      `in_progress`, `done` or `cancelled`; `measure` says how everybody will see that it worked
    - `title`: a heading over the block
    """

    type: Literal["next_steps"] = "next_steps"
    steps: Annotated[tuple[NextStep, ...], Field(min_length=1, max_length=100)]
    title: Words | None = None


class EventsSpec(SpecModel):
    """The events of the spec as a table.

    - `scope`: those of the `period` (default), or also those of the `year` that ends with it
    - `limit`: the latest so many (default 20)
    - `title`: replaces the plain title
    """

    type: Literal["events"] = "events"
    scope: Literal["period", "year"] = "period"
    limit: Annotated[Count, Field(ge=1, le=200)] = 20
    title: Words | None = None


class AppendixSpec(SpecModel):
    """The definition of every metric that the report shows: formula, source, variant, settings, caveats.

    A report with an appendix does not repeat the definitions in its data notes.
    """

    type: Literal["appendix"] = "appendix"


class PageBreakSpec(SpecModel):
    """The next block begins on a new page."""

    type: Literal["page_break"] = "page_break"


class DataNotesSpec(SpecModel):
    """What the numbers rest on: sources with rows and days, notices, what is missing, and the definitions used."""

    type: Literal["data_notes"] = "data_notes"
