"""Says in plain words, and with a place, what pydantic found wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any

from pydantic import BaseModel

from kpireport.errors import Problem, did_you_mean, nearest
from kpireport.spec.annotations import keys_at
from kpireport.spec.model import PATTERN_WORDS
from kpireport.spec.nodes import Loc
from kpireport.spec.reading import MAX_PROBLEMS, shortened
from kpireport.spec.values import Marked

_MAPPING = "a mapping of keys to values"
_DATE = "a date such as 2026-10-31"
_EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "mapping_type": _MAPPING,
    "dict_type": _MAPPING,
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "path_type": "a path",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "greater_than_equal": "at least {ge}",
    "greater_than": "more than {gt}",
    "less_than_equal": "at most {le}",
    "less_than": "less than {lt}",
}
_LENGTHS: Mapping[str, str] = {
    "string_too_short": "needs at least {min_length} characters",
    "string_too_long": "has more than {max_length} characters",
    "too_short": "has too few items; at least {min_length}",
    "too_long": "has too many items; at most {max_length}",
}
_PERCENT_HINT = "percentages are ratios: 40 % is written 0.4"
_NUMBER_LIKE = re.compile(r"[-+]?[\d\s.,'\u00a0\u202f]+[%€$£]?|[€$£]\s*[\d\s.,]+")


def path_text(loc: Loc) -> str:
    """A way as text: `sections[0].blocks[1].by`."""
    text = "".join(f"[{item}]" if isinstance(item, int) else f".{item}" for item in loc)
    return text.removeprefix(".")


def problems_of(
    errors: Iterable[Any], model: type[BaseModel], loc: Loc, marked: Marked, *, more_keys: Collection[str] = ()
) -> list[Problem]:
    """The problems behind pydantic's errors for a part of a spec, one for each place; secrets stay out of the words.

    `loc` is where the part lies in the spec; `more_keys` are keys that it may have besides those of its model.
    """
    grouped: dict[Loc, list[Any]] = {}
    found: list[Problem] = []
    for error in islice(errors, MAX_PROBLEMS):
        at = (*loc, *error["loc"])
        if error["type"] == "missing":
            missing = _missing(error, model, loc, marked)
            found += [missing] if missing else []
        elif error["type"] == "extra_forbidden":
            found.append(unknown_key(at, keys_at(model, error["loc"][:-1]) | set(more_keys), marked))
        else:
            grouped.setdefault(marked.nearest(at), []).append(error)
    found += [_wrong_value(at, group, marked) for at, group in grouped.items()]
    return found


def unknown_key(at: Loc, known: Collection[str], marked: Marked) -> Problem:
    """The problem of a key that nobody declared."""
    where = path_text(at[:-1])
    mark = marked.keys.get(at) or marked.removed.get(at) or marked.marks[marked.nearest(at)]
    message = f"unknown key {shortened(str(at[-1]))}" + (f" in {where}" if where else "")
    return Problem(message, mark.place, did_you_mean(str(at[-1]), known))


def _missing(error: Any, model: type[BaseModel], loc: Loc, marked: Marked) -> Problem | None:
    """The problem of a key that is not there, unless it is there with a slip: then the unknown key says it all."""
    parent = marked.nearest((*loc, *error["loc"][:-1]))
    name = str(error["loc"][-1])
    unknown = {str(key[-1]) for key in marked.keys if key[:-1] == parent} - keys_at(model, error["loc"][:-1])
    if nearest(name, unknown):
        return None
    where = path_text(parent)
    message = f"{where}: {name!r} is missing" if where else f"{name!r} is missing"
    return Problem(message, marked.marks[parent].place)


def _wrong_value(at: Loc, errors: list[Any], marked: Marked) -> Problem:
    expected = list(dict.fromkeys(words for words in map(_expectation, errors) if words))
    if expected and len(expected) == len({_expectation(error) for error in errors}):
        value = errors[0]["input"]
        found = "the value of a reference" if at in marked.referenced else _kind(value, marked.written.get(at))
        message = f"expected {_either(expected)}, found {found}"
        hint = None if _referenced(at, marked) else _value_hint(errors, value)
    else:
        first = next(error for error in errors if not _expectation(error))
        message, hint = _sentence(first), None
    where = path_text(at)
    message = masked(f"{where}: {message}" if where else message, at, marked)
    return Problem(message, marked.marks[at].place, hint)


def _expectation(error: Any) -> str | None:
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        pattern = context["pattern"]
        return PATTERN_WORDS.get(pattern, f"text that matches {pattern}")
    words = _EXPECTED.get(error["type"])
    return words.format(**context) if words else None


def _sentence(error: Any) -> str:
    context = error.get("ctx", {})
    if context.get("min_length") == 1:
        return "must not be empty"
    if error["type"] in _LENGTHS:
        return _LENGTHS[error["type"]].format(**context)
    if isinstance(context.get("error"), Exception):
        return str(context["error"])
    message = str(error["msg"])
    return message[:1].lower() + message[1:]


def _value_hint(errors: list[Any], value: object) -> str | None:
    if not isinstance(value, str):
        return None
    for error in errors:
        if error["type"] in {"literal_error", "enum"}:
            near = nearest(value, re.findall(r"'([^']*)'", error["ctx"]["expected"]))
            return f"did you mean {near[0]!r}?" if near else None
        if _expectation(error) == "a list":
            return "a list is written [one, two]"
        if "number" in (_expectation(error) or "") and _NUMBER_LIKE.fullmatch(value.strip()):
            return (
                _PERCENT_HINT if value.strip().endswith("%") else "write plain digits with a decimal point: 12000, 0.4"
            )
    return None


def _kind(value: object, written: str | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        return shortened(value)
    return written if written is not None else str(value)


def _either(phrases: list[str]) -> str:
    if "a number" in phrases:
        phrases = [phrase for phrase in phrases if phrase != "a whole number"]
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} or {phrases[-1]}"


def _referenced(at: Loc, marked: Marked) -> list[str]:
    return [text for loc, text in marked.referenced.items() if loc[: len(at)] == at]


def masked(message: str, at: Loc, marked: Marked) -> str:
    """A message about a part without the text of the references in it, which may be secret."""
    for text in _referenced(at, marked):
        if text:
            message = message.replace(text, "…").replace(repr(text)[1:-1], "…")
    return message
