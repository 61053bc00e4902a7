"""Fills in every text of a spec once, so that one that cannot be filled in is found before anything is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpireport.errors import Problem, TemplateError
from kpireport.spec.annotations import marked_texts
from kpireport.spec.loading import LoadedSpec
from kpireport.spec.model import ReportSpec, Variables
from kpireport.spec.text import render_text


def unfillable_texts(loaded: LoadedSpec, variables: Mapping[str, object]) -> tuple[Problem, ...]:
    """What is wrong with the texts of a spec when their variables have these values, each with its place."""
    return tuple(_problems(loaded, variables))


def _problems(loaded: LoadedSpec, variables: Mapping[str, object]) -> Iterator[Problem]:
    for found in marked_texts(loaded.spec, annotation=ReportSpec):
        if not isinstance(found.marker, Variables):
            continue
        try:
            render_text(found.text, variables, loaded.place(*found.loc))
        except TemplateError as error:
            yield from error.problems
