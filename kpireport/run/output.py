"""Put the files of a report in place: whole or not at all.

Everything is written beside its place first and flushed to the disk; only then do the new files take the old ones' names.
Files of an earlier build that this one does not make again are removed, so that a folder never mixes two builds; files
that no build made are left alone.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from kpireport.errors import EnvironmentProblem, Place

MANIFEST = "manifest.json"


def make_folder(folder: Path, option: str, *, mode: int = 0o777) -> None:
    """Make a folder that an option names, or see that it can be written to.

    Raises:
        EnvironmentProblem: it cannot be made or written.

    """
    place, hint = Place(option), "choose another folder"
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise EnvironmentProblem(f"{str(folder)!r} is not a folder", place=place, hint=hint) from error
    except OSError as error:
        reason = error.strerror or error
        raise EnvironmentProblem(f"{str(folder)!r} cannot be made: {reason}", place=place, hint=hint) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise EnvironmentProblem(f"{str(folder)!r} cannot be written to", place=place, hint=hint)


def publish(folder: Path, files: Mapping[str, bytes], manifest: Mapping[str, object]) -> None:
    """Write a report's files and its manifest into its folder.

    `manifest` gets an `outputs` list: name, bytes and SHA-256 of every file.

    Raises:
        EnvironmentProblem: the folder cannot be written; what was there before is unchanged.

    """
    outputs = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
    ]
    body = {**manifest, "outputs": outputs}
    everything = {**files, MANIFEST: json_bytes(body)}
    aside = {name: folder / f".{name}.{os.getpid()}.partial" for name in everything}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stale = _made_before(folder) - set(everything)
        for name, data in everything.items():
            _write_flushed(aside[name], data)
        for name in everything:
            aside[name].replace(folder / name)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write {folder}: {error.strerror or error}", hint="choose another folder with --out"
        ) from error
    finally:
        _discard(aside.values())


def write_json(path: Path, value: object) -> None:
    """Write one JSON file whole or not at all.

    Raises:
        EnvironmentProblem: the file cannot be written.

    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_flushed(aside, json_bytes(value))
        aside.replace(path)
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write {path}: {error.strerror or error}", hint="choose another folder with --out"
        ) from error
    finally:
        _discard([aside])


def json_bytes(value: object) -> bytes:
    """JSON as it is written everywhere: UTF-8, two spaces, a final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _write_flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _discard(paths: Iterable[Path]) -> None:
    """Remove what was written aside and not put in place, whatever stopped it."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _made_before(folder: Path) -> set[str]:
    """Names of the files that an earlier build's manifest lists; only plain names, whatever the file says."""
    try:
        listed = json.loads((folder / MANIFEST).read_bytes())["outputs"]
        return {str(entry["name"]) for entry in listed if Path(str(entry["name"])).name == entry["name"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
