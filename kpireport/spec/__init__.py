"""Report specs: YAML in, a frozen `ReportSpec` out, or every problem with its place.

`load_spec` reads a file and all that it extends, `Registries` says what may be named in it, `warnings` looks for what
is hardly meant, `local_plugins` reads only as much as is needed to know which plugin files to load first. `render_text`
fills in the variables of a text, `unfillable_texts` tries it with every text of a spec. Names are loaded on first use,
because the models bring pydantic with them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpireport.spec.advice import warnings
    from kpireport.spec.chain import LocalPlugin, local_plugins
    from kpireport.spec.filling import unfillable_texts
    from kpireport.spec.loading import LoadedSpec, load_spec
    from kpireport.spec.registries import Registries
    from kpireport.spec.schema import spec_schema
    from kpireport.spec.text import check_text, render_text

__all__ = [
    "LoadedSpec",
    "LocalPlugin",
    "Registries",
    "check_text",
    "load_spec",
    "local_plugins",
    "render_text",
    "spec_schema",
    "unfillable_texts",
    "warnings",
]

_MODULES = {
    "LoadedSpec": "loading",
    "LocalPlugin": "chain",
    "Registries": "registries",
    "check_text": "text",
    "load_spec": "loading",
    "local_plugins": "chain",
    "render_text": "text",
    "spec_schema": "schema",
    "unfillable_texts": "filling",
    "warnings": "advice",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
