"""One door for every kind of file: pages of PDF, pages and slides of HTML."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kpireport.errors import KpiReportError
from kpireport.testing.gate.faults import Fault


def inspect_file(path: Path) -> list[Fault]:
    """Every fault of one PDF or HTML file.

    Raises:
        KpiReportError: the file is neither, or what the gate needs is not installed.

    """
    return inspect_files([path])


def inspect_files(paths: Iterable[Path]) -> list[Fault]:
    """Every fault of some PDF and HTML files, in their order; one browser serves them all.

    Raises:
        KpiReportError: a file is neither, or what the gate needs is not installed.

    """
    from kpireport.testing.gate.html import Browser, inspect_html
    from kpireport.testing.gate.pdf import inspect_pdf

    faults: list[Fault] = []
    with Browser() as browser:
        for path in paths:
            match path.suffix.lower():
                case ".pdf":
                    faults += inspect_pdf(path)
                case ".html" | ".htm":
                    faults += inspect_html(path, browser)
                case _:
                    raise KpiReportError(f"{path} is neither a PDF nor an HTML file")
    return faults
