"""`kpireport doctor`: is this machine able to build reports, and if not, what to do."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import typer

from kpireport.cli.plugins import load_host
from kpireport.cli.terminal import say, say_json
from kpireport.errors import EnvironmentProblem


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    says: str
    hint: str = ""


def check_machine(*, as_json: bool) -> None:
    """Look at everything, say what was found, and leave with 1 when something stops reports."""
    findings = [finding for look in _LOOKS for finding in look()]
    if as_json:
        say_json([asdict(f) for f in findings])
    else:
        for f in findings:
            say(f"{'ok  ' if f.ok else 'FAIL'}  {f.name}: {f.says}{f' ({f.hint})' if f.hint else ''}")
    if not all(f.ok for f in findings):
        raise typer.Exit(1)


def _python() -> Iterator[Finding]:
    fine = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Finding("Python", fine, platform.python_version(), "" if fine else "3.11 to 3.13 are supported")


def _libraries() -> Iterator[Finding]:
    for name in ("weasyprint", "vl-convert-python", "duckdb", "pyarrow", "jinja2", "pluggy", "pydantic"):
        try:
            yield Finding(name, ok=True, says=importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, ok=False, says="is not installed", hint=f"pip install {name}")


def _printing() -> Iterator[Finding]:
    """Make a one-line PDF, which really loads Pango, HarfBuzz and Fontconfig."""
    from kpireport.render.printing import try_printing

    try:
        yield Finding("PDF", ok=True, says=try_printing())
    except EnvironmentProblem as error:
        problem = error.problems[0]
        yield Finding("PDF", ok=False, says=problem.message, hint=problem.hint or "")


def _plugins() -> Iterator[Finding]:
    for plugin in load_host().plugins:
        if plugin.failure:
            yield Finding(f"plugin {plugin.title}", ok=False, says=plugin.failure, hint="repair it or uninstall it")
        elif not plugin.disabled:
            yield Finding(f"plugin {plugin.title}", ok=True, says=", ".join(plugin.hooks) or "no hooks")


def _our_name() -> Iterator[Finding]:
    """Another distribution on the public index is called `kpireport` and ships the same import name."""
    owners = set(importlib.metadata.packages_distributions().get("kpireport") or ())
    installed = {dist.metadata["Name"] for dist in importlib.metadata.distributions()}
    strangers = sorted((owners | ({"kpireport"} & installed)) - {"kpireport-framework"})
    if strangers:
        says = f"the import name kpireport is also taken by {', '.join(strangers)}"
        hint = f"pip uninstall {' '.join(strangers)}, then reinstall kpireport-framework"
        yield Finding("import name", ok=False, says=says, hint=hint)
    else:
        yield Finding("import name", ok=True, says="kpireport is ours alone")


_LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (_python, _libraries, _printing, _plugins, _our_name)
