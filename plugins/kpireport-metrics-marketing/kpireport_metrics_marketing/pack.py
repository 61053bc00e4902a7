"""Reads the marketing pack from the YAML files in `data`.

One file a group of metrics (`metrics/`), a dataset (`datasets/`), a page plan (`presets/`); `dimensions.yaml` defines each
dimension once and datasets name the ones that they have; `groups.yaml` and `stages.yaml` order the headings;
`relations.yaml` says how metrics hang together, `references.yaml` where definitions are written down. A new metric is a
new entry in one of these files, never code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpireport.plugin import Pack
from kpireport_metrics_marketing.frozen import DATA, frozen_pack

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def marketing_pack() -> Pack:
    """The whole pack, checked; raises `pydantic.ValidationError` where a file breaks the pack's form."""
    frozen = frozen_pack()
    return Pack.model_validate(pack_data()) if frozen is None else Pack.model_validate_json(frozen)


def pack_data() -> dict[str, Any]:
    """What the files of `data` say, as one value, not checked yet."""
    dimensions = _read(DATA / "dimensions.yaml")
    return {
        "id": "marketing",
        "title": "Marketing",
        "groups": _read(DATA / "groups.yaml"),
        "stages": _read(DATA / "stages.yaml"),
        "datasets": [_with_dimensions(dataset, dimensions) for dataset in _read_folder("datasets")],
        "metrics": [metric for group in _read_folder("metrics") for metric in group],
        "relations": _read(DATA / "relations.yaml"),
        "references": _read(DATA / "references.yaml"),
        "presets": _read_folder("presets"),
    }


def _with_dimensions(dataset: dict[str, Any], dimensions: dict[str, Any]) -> dict[str, Any]:
    """A dataset with the definitions of the dimensions that it names.

    `channel` takes the definition of that name; `{channel: contact_channel}` is a column `channel` whose members are
    those of `contact_channel`.
    """
    named = [({name: name} if isinstance(name, str) else name) for name in dataset.get("dimensions", ())]
    pairs = [pair for name in named for pair in name.items()]
    return dataset | {"dimensions": [{"column": column, **dimensions[name]} for column, name in pairs]}


def _read_folder(name: str) -> list[Any]:
    """The files of a folder in the order of their names, so that the pack is the same everywhere."""
    return [_read(file) for file in sorted((DATA / name).iterdir(), key=lambda file: file.name)]


def _read(file: Traversable) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, where PyYAML was built with it: ten times faster
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
