"""The pack's files as one JSON text, because reading YAML of this size takes longer than all the rest of a small report.

The text names the files that it was made from by their hash. Where they have changed since, it is not used: the pack is
then read from its YAML, which is slower and never wrong. After a change of the data::

    python -m kpireport_metrics_marketing.frozen

A test says when that was forgotten.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

PACKAGE = files("kpireport_metrics_marketing")
DATA = PACKAGE / "data"
FROZEN = PACKAGE / "pack.json"


def data_files() -> Iterator[tuple[str, Traversable]]:
    """All files of the data with their names, in order; of folders, the files in them."""
    for entry in sorted(DATA.iterdir(), key=lambda entry: entry.name):
        for file in sorted(entry.iterdir(), key=lambda file: file.name) if entry.is_dir() else [entry]:
            yield f"{entry.name}/{file.name}", file


def frozen_pack() -> str | None:
    """The pack as JSON, or None where the data has changed since it was frozen."""
    if not FROZEN.is_file():
        return None
    text, head = FROZEN.read_text(encoding="utf-8"), _head()
    return text[len(head) : -len(_TAIL)] if text.startswith(head) else None


def frozen_text(data: dict[str, Any]) -> str:
    """What `pack.json` is to hold for the data as it is now."""
    return _head() + json.dumps(data, ensure_ascii=False, separators=(",", ":")) + _TAIL


_TAIL = "}\n"


def _head() -> str:
    made_from = sha256()
    for name, file in data_files():
        made_from.update(name.encode() + b"\n" + file.read_bytes().replace(b"\r\n", b"\n"))
    return f'{{"made_from":"{made_from.hexdigest()}","pack":'


if __name__ == "__main__":
    from kpireport_metrics_marketing.pack import pack_data

    Path(str(FROZEN)).write_text(frozen_text(pack_data()), encoding="utf-8")
