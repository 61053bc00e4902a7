"""Texts with variables: `{{ client.name }}`, `{% if period.grain == "month" %}`, and nothing that could run away.

A text is a template in a sandbox, cut down further: it may look up, compare, choose and join, and use a few filters.
It cannot loop, call, include, assign or multiply, so the time and size of its output are bounded by its own length.
Rendered text is plain text; whoever puts it into HTML escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kpireport.errors import Place, Problem, TemplateError, did_you_mean

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TEXT = 100_000
MAX_OUTPUT = 400_000
MAX_TAG = 1_000
MAX_DEPTH = 40
_OPENING = re.compile(r"\{[{%]")
_CLOSED = re.compile(r"[}%]\}")

_ALLOWED = frozenset(
    {
        "Template",
        "Output",
        "TemplateData",
        "Name",
        "Getattr",
        "Getitem",
        "Const",
        "Filter",
        "Test",
        "Compare",
        "Operand",
    }
    | {"And", "Or", "Not", "CondExpr", "If", "Concat", "Add", "Sub", "Div", "Neg", "Pos"}
)
_FILTERS = frozenset(
    {"upper", "lower", "capitalize", "title", "trim", "default", "d", "round", "int", "float", "abs", "length"}
)
_CANNOT = {
    "For": "loop",
    "Call": "call functions",
    "Include": "include files",
    "Import": "import files",
    "FromImport": "import files",
    "Extends": "extend files",
    "Assign": "set variables",
    "AssignBlock": "set variables",
    "Macro": "define macros",
    "CallBlock": "call macros",
    "Mul": "multiply",
    "Pow": "multiply",
    "Mod": "use '%'",
}
_HINT = "a text may use {{ variables }}, {% if %} and the filters upper, lower, title, trim, default and round"


def check_text(text: str, place: Place | None = None, *, variables: Collection[str] = ()) -> Problem | None:
    """What is wrong with a text before any value is known; `variables` are the first names it may use, if they are known."""
    try:
        names = _names(text, place)
    except TemplateError as error:
        return error.problems[0]
    unknown = sorted(names - set(variables)) if variables else []
    if unknown:
        return Problem(f"unknown variable {unknown[0]!r}", place, did_you_mean(unknown[0], variables))
    return None


def render_text(text: str, variables: Mapping[str, object], place: Place | None = None) -> str:
    """A text with its variables filled in.

    Raises TemplateError when its syntax is wrong or not allowed, a variable is missing, or it grows too large.
    """
    if "{" not in text:
        return text
    from jinja2 import TemplateRuntimeError, UndefinedError
    from jinja2.exceptions import SecurityError

    _names(text, place)
    try:
        return _bounded(_environment().from_string(text).generate(variables), place)
    except UndefinedError as error:
        hint = f"the text may use: {', '.join(sorted(variables))}"
        raise TemplateError(f"a variable of the text is not there: {error}", place=place, hint=hint) from error
    except SecurityError as error:
        what = str(error).rstrip(".")
        raise TemplateError(f"the text reaches for what it may not use: {what}", place=place, hint=_HINT) from error
    except (TemplateRuntimeError, TypeError, ValueError, ArithmeticError) as error:
        raise TemplateError(f"the text cannot be filled in: {error}", place=place, hint=_HINT) from error


def _bounded(chunks: Iterable[str], place: Place | None) -> str:
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_OUTPUT:
            raise TemplateError(f"the text grows beyond {MAX_OUTPUT:,} characters", place=place)
        parts.append(chunk)
    return "".join(parts)


def _names(text: str, place: Place | None) -> set[str]:
    """The first names of the variables that a text uses; raises TemplateError when the text is not allowed."""
    from jinja2 import TemplateSyntaxError, meta

    if "{" not in text:
        return set()
    if len(text) > MAX_TEXT:
        raise TemplateError(
            f"a text has at most {MAX_TEXT:,} characters", place=place, hint="put it into several blocks"
        )
    if any(len(part) > MAX_TAG and not _CLOSED.search(part, 0, MAX_TAG) for part in _OPENING.split(text)[1:]):
        raise TemplateError(f"a tag of the text is longer than {MAX_TAG:,} characters", place=place, hint=_HINT)
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as error:
        line = f" in its line {error.lineno}" if "\n" in text.strip() else ""
        hint = "variables are written {{ client.name }}"
        raise TemplateError(
            f"the text is not a valid template{line}: {error.message}", place=place, hint=hint
        ) from error
    except RecursionError as error:
        raise _too_deep(place) from error
    _check_nodes(tree, place)
    return meta.find_undeclared_variables(tree)


def _check_nodes(tree: nodes.Template, place: Place | None) -> None:
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        kind = type(node).__name__
        if depth > MAX_DEPTH:
            raise _too_deep(place)
        if kind not in _ALLOWED:
            what = _CANNOT.get(kind, f"use {kind.lower()}")
            raise TemplateError(f"a text cannot {what}", place=place, hint=_HINT)
        if kind == "Filter" and getattr(node, "name", "") not in _FILTERS:
            name = getattr(node, "name", "")
            raise TemplateError(
                f"a text cannot use the filter {name!r}", place=place, hint=did_you_mean(name, _FILTERS)
            )
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _too_deep(place: Place | None) -> TemplateError:
    return TemplateError(f"the text is nested more than {MAX_DEPTH} levels deep", place=place, hint=_HINT)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Missing(StrictUndefined):
        """A variable that is not there, named as the author of the text knows it."""

        @property
        def _undefined_message(self) -> str:
            name, owner = str(self._undefined_name), self._undefined_obj
            if isinstance(owner, Mapping) and not self._undefined_hint:
                return f"{name!r}, {did_you_mean(name, (str(key) for key in owner))}"
            return super()._undefined_message

    return ImmutableSandboxedEnvironment(
        undefined=Missing,
        autoescape=False,  # the result is plain text, not HTML
        keep_trailing_newline=True,
        finalize=lambda value: "" if value is None else value,
    )
