"""Which files a path of the spec means: a file, a glob, or a folder of like files."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kpireport.errors import DataError, did_you_mean

SUFFIXES = (
    ".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods",
    ".duckdb", ".ddb", ".sqlite", ".sqlite3", ".db",
)  # fmt: skip
_URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: `label` is how messages name it, `name` how pages and manifests do (never an absolute path)."""

    path: Path
    label: str
    name: str


def find_files(paths: Iterable[str], base_folder: Path) -> tuple[FoundFile, ...]:
    """The files that the paths mean, in order of name and without repetition; DataError when there are none."""
    found: dict[Path, FoundFile] = {}
    for text in paths:
        for path in _expand(text, base_folder):
            found.setdefault(path, _named(path, base_folder))
    return tuple(found.values())


def _expand(text: str, base_folder: Path) -> list[Path]:
    if _URL.match(text):
        raise DataError(
            f"{text!r} is an address, not a file", hint="the files source reads local files; download it first"
        )
    path = base_folder / Path(text).expanduser()
    if path.is_dir():
        return _in_folder(path, text)
    if path.exists():
        return [path]
    if any(char in text for char in "*?["):
        matches = sorted(Path(match) for match in glob.glob(str(path), recursive=True))  # noqa: PTH207 - the pattern may be absolute
        files = [match for match in matches if match.is_file()]
        if not files:
            raise DataError(f"no file matches {text!r}", hint=f"looked from {base_folder}")
        return files
    raise DataError(f"there is no file {text!r}", hint=_missing_hint(path))


def _missing_hint(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder {path.parent} either"
    near = did_you_mean(path.name, (entry.name for entry in path.parent.iterdir() if not entry.name.startswith(".")))
    return near if near.startswith("did") else f"looked in {path.parent}"


def _in_folder(folder: Path, text: str) -> list[Path]:
    files = sorted(entry for entry in folder.iterdir() if entry.is_file() and _kind(entry) in SUFFIXES)
    files = [file for file in files if not file.name.startswith((".", "~$"))]
    kinds = sorted({_kind(file) for file in files})
    if not files:
        raise DataError(
            f"the folder {text!r} holds no data files", hint=f"looked for {', '.join(SUFFIXES)} in {folder}"
        )
    if len(kinds) > 1:
        raise DataError(
            f"the folder {text!r} holds files of several kinds: {', '.join(kinds)}",
            hint=f"name one kind, for example {text.rstrip('/')}/*{kinds[0]}",
        )
    return files


def _kind(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _named(path: Path, base_folder: Path) -> FoundFile:
    try:
        label = path.relative_to(base_folder).as_posix()
    except ValueError:
        return FoundFile(path, str(path), path.name)
    return FoundFile(path, label, path.name if ".." in label else label)
