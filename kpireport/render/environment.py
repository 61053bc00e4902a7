"""The sandbox in which templates run.

A template sees plain values and the few filters listed here; it cannot reach attributes with an underscore, change what it
was given, or name a file outside its theme's folders. Work is counted: loops, calls and includes draw on one budget, and
texts and lists cannot grow beyond a limit, so a template that would run for ever ends with an error that names its line.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from types import TracebackType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kpireport.errors import Place, TemplateError, did_you_mean
from kpireport.render.themes import ThemeFiles

MAX_STEPS = 1_000_000
"""Rounds of loops and texts put in place in one document; a call counts as eight. A report of 100 pages takes some 50,000."""
MAX_SIZE = 64 * 2**20
"""Characters that the templates of one document put together."""
MAX_NUMBER = 1_000_000
"""The largest number that a template may hand to a function, and the most items of a list or range."""

FILTERS = frozenset({
    "abs", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items", "last", "length", "list", "map",
    "max", "min", "reject", "rejectattr", "reverse", "round", "safe", "select", "selectattr", "sort", "unique",
})  # fmt: skip
"""What remains of Jinja's filters: those that neither read anything nor make much out of little."""
TEXT_FILTERS = frozenset({"capitalize", "e", "escape", "lower", "title", "trim", "upper"})
"""Filters that take a text, and only a text."""
TEXT_METHODS = frozenset(
    {"capitalize", "endswith", "lower", "lstrip", "rstrip", "split", "startswith", "strip", "title", "upper"}
)

_BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "*": operator.mul,
    "**": operator.pow,
    "%": operator.mod,
}


class ThemeLoader(jinja2.BaseLoader):
    """Templates by name from a theme's chain of folders."""

    def __init__(self, theme: ThemeFiles) -> None:
        self.theme = theme

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - Jinja's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and the file it is from; the name may not lead out of the theme."""
        file = self.theme.find(template)
        if file is None:
            raise jinja2.TemplateNotFound(template)
        return self.theme.text(template), str(file), lambda: True

    def list_templates(self) -> list[str]:
        """Every template of the theme, for hints."""
        return sorted({f.relative_to(d).as_posix() for d in self.theme.folders for f in d.rglob("*.j2")})


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja environment whose templates cannot reach out, and cannot run for ever."""

    intercepted_binops = frozenset(_BINARY)

    def __init__(self, theme: ThemeFiles) -> None:
        super().__init__(
            loader=ThemeLoader(theme),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._shown,
        )
        texts = {name: self._for_text(self.filters[name]) for name in TEXT_FILTERS}
        plain = {name: self.filters[name] for name in FILTERS}
        self.filters = plain | texts | {"join": self._join, "counted": self._counted, "shown": self._shown}
        self.globals = {"range": self._range, "namespace": self.globals["namespace"], "dict": dict}
        self.steps = self.size = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse, then put a counter into every loop and a limit on every concatenation."""
        tree = super()._parse(source, name, filename)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = _filtered(loop.iter, "counted")
        for concat in list(tree.find_all(nodes.Concat)):
            concat.nodes = [_filtered(node, "shown") for node in concat.nodes]
        return tree

    def step(self, count: int = 1) -> None:
        """Draw on the budget of work."""
        self.steps += count
        if self.steps > MAX_STEPS:
            raise jinja2.TemplateRuntimeError(
                f"the template takes more than {MAX_STEPS:,} steps: does a loop or a macro not end?"
            )

    def call(self, context: jinja2.runtime.Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function or macro for a template: counted, without huge numbers, and few methods of texts."""
        self.step(8)
        if isinstance(getattr(obj, "__self__", None), str) and obj.__name__ not in TEXT_METHODS:
            raise SecurityError(f"texts have no method {obj.__name__!r} here")
        if any(isinstance(a, int) and abs(a) > MAX_NUMBER for a in (*args, *kwargs.values())):
            raise jinja2.TemplateRuntimeError("a number is too large to be handed to a function")
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """A template of the theme; counted, since templates can include each other."""
        self.step()
        return super().get_template(name, parent, globals)

    def call_binop(
        self,
        context: jinja2.runtime.Context,  # noqa: ARG002 - Jinja's signature
        operator: str,
        left: Any,
        right: Any,
    ) -> Any:
        """Arithmetic whose result cannot be huge."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("texts cannot be formatted with % here: write the parts side by side")
        if operator == "**" and (abs(left) > 1000 or abs(right) > 10):
            raise jinja2.TemplateRuntimeError("a power is too large")
        if operator == "*":
            _check_product(left, right)
            _check_product(right, left)
        result = _BINARY[operator](left, right)
        if isinstance(result, list | tuple) and len(result) > MAX_NUMBER:
            raise jinja2.TemplateRuntimeError("a list grows without end")
        if isinstance(result, str):
            _check_size(len(result))
        if isinstance(result, int) and abs(result) > 10**30:
            raise jinja2.TemplateRuntimeError("a number grows without end")
        return result

    def _counted(self, items: Iterable[Any]) -> Iterable[Any]:
        return items if isinstance(items, jinja2.Undefined) else self._count(items)

    def _count(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.step()
            yield item

    def _shown(self, value: Any) -> Any:
        """A value on its way into text: a text or number, not a list of things."""
        if isinstance(value, str):
            self.step()
            self.size += len(value)
            _check_size(self.size)
        elif isinstance(value, list | tuple | dict | set):
            raise jinja2.TemplateRuntimeError(f"a {type(value).__name__} cannot be shown: loop over it")
        return value

    def _join(self, items: Iterable[Any], separator: str = "") -> str:
        return separator.join(str(self._shown(item)) for item in self._count(items))

    def _for_text(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def checked(value: Any, *args: Any) -> Any:
            return function(self._shown(value), *args)

        return checked

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > MAX_NUMBER:
            raise jinja2.TemplateRuntimeError("a range is too long")
        return numbers


def _filtered(node: nodes.Node, name: str) -> nodes.Expr:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=node.environment)


def _check_size(length: int) -> None:
    if length > MAX_SIZE:
        raise jinja2.TemplateRuntimeError(f"a text grows beyond {MAX_SIZE:,} characters: does a loop not end?")


def _check_product(sequence: Any, times: Any) -> None:
    if isinstance(times, int) and hasattr(sequence, "__len__"):
        _check_size(len(sequence) * times)


# ---------------------------------------------------------------- rendering


def render(environment: Sandbox, name: str, values: Mapping[str, Any]) -> str:
    """The text of a template with its values.

    Raises:
        TemplateError: the template is missing or wrong, fails, or makes too much; names its file and line.

    """
    environment.steps = environment.size = 0
    try:
        return environment.get_template(name).render(**values)
    except jinja2.TemplateNotFound as error:
        known = environment.loader.list_templates() if environment.loader else []
        raise _error(
            error, f"the theme has no template {error.name!r}", did_you_mean(str(error.name), known)
        ) from error
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or error.name or name, error.lineno)
        raise TemplateError(f"not a valid template: {error.message}", place=place) from error
    except jinja2.UndefinedError as error:
        raise _error(
            error, str(error.message), "check the name; a value that may be missing needs `is defined`"
        ) from error
    except SecurityError as error:
        raise _error(error, str(error.message), "templates run in a sandbox: plain values and few functions") from error
    except jinja2.TemplateError as error:
        raise _error(error, str(error.message)) from error
    except RecursionError as error:
        raise _error(error, "templates or macros call each other without end") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise _error(error, f"cannot be computed: {error}") from error


def _error(error: BaseException, message: str, hint: str | None = None) -> TemplateError:
    return TemplateError(message, place=_place(error.__traceback__), hint=hint)


def _place(trace: TracebackType | None) -> Place | None:
    """The innermost line of a template in a traceback; Jinja writes the templates' own files and lines into it."""
    place = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            place = Place(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place
