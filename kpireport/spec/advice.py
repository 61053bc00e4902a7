"""Warnings: what is allowed in a spec, but hardly meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import BaseModel, SecretBytes, SecretStr

from kpireport.errors import Place, Problem
from kpireport.spec.annotations import keys_at
from kpireport.spec.loading import LoadedSpec
from kpireport.spec.model import ReportSpec, SourceSpec
from kpireport.spec.naming import metric_names
from kpireport.spec.nodes import Loc
from kpireport.spec.wording import path_text


def warnings(loaded: LoadedSpec, today: date) -> tuple[Problem, ...]:
    """What a person should look at before the first build; `today` is the client's day."""
    return tuple(_warnings(loaded, today))


def _warnings(loaded: LoadedSpec, today: date) -> Iterator[Problem]:
    spec = loaded.spec
    if spec.period.end is not None and spec.period.end >= today:
        place = loaded.place("period", "end")
        yield _warning(
            f"the period ends on {spec.period.end}, which is not over yet", place, "its numbers will still grow"
        )
    for loc in _secrets(dict(spec.sources), ("sources",)):
        if loc in loaded.marks and loc not in loaded.referenced:
            yield _warning(
                f"{path_text(loc)} is a secret in a plain file", loaded.place(*loc), "write ${env:NAME} instead"
            )
    if not spec.compare:
        yield _warning(
            "the report compares with nothing", loaded.place("compare"), "leave 'compare' out for the usual two"
        )
    shown = _shown(spec)
    if shown is not None:
        for name in sorted(set(spec.targets) - shown):
            yield _warning(
                f"no block shows metric {name!r}, which has a target", loaded.key_place("targets", name), None
            )


def _shown(spec: ReportSpec) -> set[str] | None:
    """The metrics that the blocks name; None when a block or preset chooses for itself."""
    if spec.preset or not spec.sections:
        return None
    found: set[str] = set()
    for block in (block for section in spec.sections for block in section.blocks):
        named = metric_names(block)
        if not named and {"metric", "metrics"} & keys_at(type(block), ()):
            return None
        found |= named
    return found


def _secrets(value: object, loc: Loc) -> Iterator[Loc]:
    """Where the secrets of sources were written; the fields of `config` stand beside the shared keys in a file."""
    if isinstance(value, SecretStr | SecretBytes):
        yield loc
    elif isinstance(value, SourceSpec):
        yield from _secrets(value.config, loc)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _secrets(getattr(value, name), (*loc, field.alias or name))
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _secrets(part, (*loc, name))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _secrets(part, (*loc, index))


def _warning(message: str, place: Place, hint: str | None) -> Problem:
    return Problem(message, place, hint, severity="warning")
