"""Reads the marketing pack from the YAML files in `data`.

One file a group of metrics (`metrics/`), a dataset (`datasets/`), a page plan (`presets/`); `dimensions.yaml` defines each
dimension once and datasets name the ones that they have; `groups.yaml` orders the headings. A new metric is a new entry
in one of these files, never code.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from kpireport.plugin import Pack

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DATA = files("kpireport_metrics_marketing") / "data"

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, where PyYAML was built with it: ten times faster."""


def marketing_pack() -> Pack:
    """The whole pack, checked; raises `pydantic.ValidationError` where a file breaks the pack's form."""
    dimensions = _read(DATA / "dimensions.yaml")
    return Pack.model_validate(
        {
            "id": "marketing",
            "title": "Marketing",
            "groups": _read(DATA / "groups.yaml"),
            "datasets": [_with_dimensions(dataset, dimensions) for dataset in _read_folder("datasets")],
            "metrics": [metric for group in _read_folder("metrics") for metric in group],
            "presets": _read_folder("presets"),
        }
    )


def _with_dimensions(dataset: dict[str, Any], dimensions: dict[str, Any]) -> dict[str, Any]:
    """A dataset with the definitions of the dimensions that it names."""
    return dataset | {"dimensions": [{"column": name, **dimensions[name]} for name in dataset["dimensions"]]}


def _read_folder(name: str) -> list[Any]:
    """The files of a folder in the order of their names, so that the pack is the same everywhere."""
    return [_read(file) for file in sorted((DATA / name).iterdir(), key=lambda file: file.name)]


def _read(file: Traversable) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader, in C where there is one
