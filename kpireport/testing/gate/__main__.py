"""`python -m kpireport.testing.gate FILE...`: every fault on a line; exit 1 when there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from kpireport.errors import KpiReportError
from kpireport.testing.gate.files import inspect_files

LOOKED_AT = {".pdf", ".html"}


def main(arguments: list[str]) -> int:
    """Look at files, and at the PDF and HTML files of folders."""
    paths = [file for argument in arguments for file in _files(Path(argument))]
    if not paths:
        sys.stderr.write("python -m kpireport.testing.gate FILE_OR_FOLDER...: no PDF or HTML file is named\n")
        return 2
    try:
        faults = inspect_files(paths)
    except KpiReportError as error:
        sys.stderr.write("".join(f"{problem}\n" for problem in error.problems))
        return 2
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(paths)} files, {len(faults)} faults\n")
    return 1 if faults else 0


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix in LOOKED_AT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
