"""The command line: `kpireport --help` says what there is. Signatures only; work is imported when a command runs."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line and leave with its exit code; no error of ours ever shows a traceback."""
    from kpireport.cli.app import app
    from kpireport.errors import KpiReportError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console without our letters shows their codes
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="kpireport")
    except KpiReportError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)


__all__ = ["main"]
