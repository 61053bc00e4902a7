"""Reads the types of models: which keys a part may have, and which texts are marked as names or as templates."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

from kpireport.spec.model import Reference, Variables
from kpireport.spec.nodes import Loc

Marker = Reference | Variables


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text whose field carries a marker; `is_key` when it is the key of a mapping and not a value."""

    marker: Marker
    text: str
    loc: Loc
    is_key: bool = False


def keys_at(model: type[BaseModel], loc: Loc) -> set[str]:
    """The keys that a part of a model may have; items of the way that lead nowhere (union tags) are skipped."""
    current: list[Any] = [model]
    for item in loc:
        current = [inner for annotation in current for inner in _step(annotation, item)] or current
    return {key for annotation in current for arm in _models(annotation) for key in _fields(arm)}


def marked_texts(
    value: object, loc: Loc = (), annotation: object = None, markers: tuple[Any, ...] = ()
) -> Iterator[MarkedText]:
    """Every marked text in a model's instance, or in data for an annotated model, however deep.

    Models inside fields of any type are included.
    """
    if isinstance(value, str):
        yield from (MarkedText(marker, value, loc) for marker in markers if isinstance(marker, Marker))
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from marked_texts(
                getattr(value, name), (*loc, field.alias or name), field.annotation, tuple(field.metadata)
            )
        return
    for arm, inner in _arms(annotation):
        if isinstance(value, Mapping) and _is_model(arm):
            for name, field in arm.model_fields.items():
                found = value.get(field.alias or name)
                yield from marked_texts(found, (*loc, field.alias or name), field.annotation, tuple(field.metadata))
        elif isinstance(value, Mapping):
            yield from _in_mapping(value, loc, arm)
        elif isinstance(value, list | tuple):
            item_type = next(iter(get_args(arm)), Any)
            for index, item in enumerate(value):
                yield from marked_texts(item, (*loc, index), item_type)
        elif inner:
            yield from marked_texts(value, loc, None, inner)


def _in_mapping(value: Mapping[Any, object], loc: Loc, arm: object) -> Iterator[MarkedText]:
    key_type, value_type = get_args(arm) if len(get_args(arm)) == 2 else (Any, Any)
    for key, item in value.items():
        for found in marked_texts(key, (*loc, key), key_type):
            yield MarkedText(found.marker, found.text, found.loc, is_key=True)
        yield from marked_texts(item, (*loc, key), value_type)


def _arms(annotation: object) -> Iterator[tuple[object, tuple[Any, ...]]]:
    """The alternatives of a type, each with the markers around it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *markers = get_args(annotation)
        for arm, more in _arms(inner):
            yield arm, (*markers, *more)
    elif origin in {Union, types.UnionType}:
        for arm in get_args(annotation):
            yield from _arms(arm)
    else:
        yield annotation, ()


def _step(annotation: object, item: str | int) -> Iterator[object]:
    for arm, _ in _arms(annotation):
        if _is_model(arm):
            field = _fields(arm).get(str(item))
            if field is not None:
                yield field
        elif isinstance(item, str) and len(get_args(arm)) == 2 and get_args(arm)[1] is not ...:
            yield get_args(arm)[1]
        elif isinstance(item, int) and get_args(arm):
            yield get_args(arm)[0]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    for arm, _ in _arms(annotation):
        if _is_model(arm):
            yield arm


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
