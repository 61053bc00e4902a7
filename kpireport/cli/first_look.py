"""A first look at a data file that nobody has prepared: lines above its header and a total below it are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpireport.errors import DataError, KpiReportError
from kpireport.sources.files.config import FilesConfig
from kpireport.sources.look import FileLook, look

DEEPEST_HEADER = 30
"""Lines above a header that are tried."""
PATIENCE = 4
"""Lines that are tried below the best header so far."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read, the settings that it took, and what had to be found out for that."""

    seen: FileLook
    config: FilesConfig
    found: tuple[str, ...] = ()

    @property
    def left_out(self) -> str | None:
        """What says that rows cannot be read and are left out; None where every row is read."""
        return next((notice.text for notice in self.seen.notices if notice.kind == "bad_rows"), None)


def first_look(config: FilesConfig) -> Opened:
    """Read a file as the settings say; where it cannot be read so, with a header that stands lower.

    Rows that cannot be read even then, such as a total at the end, are left out, and `Opened.left_out` says so.

    Raises:
        DataError: the file is no table, it is ambiguous, or nothing stands below its header.

    """
    seen, problem = _attempt(config)
    if seen is not None and problem is None and (seen.day_column is not None or not seen.rows):
        return Opened(_with_rows(seen), config)
    if problem is not None and "day_first" in str(problem.problems[0].hint):
        raise problem
    lower = _lower_header(config) if config.skip_rows == 0 and config.header else None
    if lower is not None:
        return lower
    if problem is not None and seen is not None:
        lenient = _lenient(config, config.skip_rows)
        if lenient is not None and lenient.seen.day_column is not None and lenient.left_out and _most_are_read(lenient):
            return lenient
    if problem is not None:
        raise problem
    assert seen is not None
    return Opened(_with_rows(seen), config)


def describe(opened: Opened) -> str:
    """What was seen of a file, in a line."""
    seen = opened.seen
    form = [seen.format]
    if seen.encoding and seen.encoding != "utf-8":
        form.append(seen.encoding)
    if seen.delimiter and seen.delimiter != ",":
        form.append({";": "semicolons", "tab": "tabs"}.get(seen.delimiter, f"separated by {seen.delimiter}"))
    files = f"{len(seen.files)} files, " if len(seen.files) > 1 else ""
    return f"{files}{', '.join(form)}, {seen.rows:,} rows, {len(seen.columns)} columns"


def _attempt(config: FilesConfig) -> tuple[FileLook | None, DataError | None]:
    try:
        seen = look("", config=config)
    except DataError as error:
        return None, error
    return seen, seen.problem


def _lower_header(config: FilesConfig) -> Opened | None:
    """The header under which most can be read, if there is one with a column of dates."""
    best: tuple[int, Opened] | None = None
    since = 0
    for lines in range(1, DEEPEST_HEADER + 1):
        tried = _lenient(config, lines)
        since += 1
        if tried is not None and _is_table(tried.seen):
            worth = tried.seen.rows * len(tried.seen.columns)
            if best is None or worth > best[0]:
                best, since = (worth, tried), 0
        if best is not None and since >= PATIENCE:
            break
    return best[1] if best else None


def _lenient(config: FilesConfig, lines: int) -> Opened | None:
    """The file read from a lower header, without the rows that cannot be read."""
    strict = config.model_copy(update={"skip_rows": lines})
    found = (f"its header stands on line {lines + 1} (skip_rows: {lines})",) if lines else ()
    said = {*config.model_fields_set, *({"skip_rows"} if lines else set())}
    try:
        for settings in (strict, strict.model_copy(update={"on_bad_rows": "report"})):
            seen, problem = _attempt(settings)
            if seen is not None and problem is None:
                lenient = {"on_bad_rows"} if settings.on_bad_rows == "report" else set()
                values = settings.model_dump(include={*said, *lenient})
                return Opened(seen, FilesConfig.model_validate(values), found)
    except KpiReportError:
        return None
    return None


def _is_table(seen: FileLook) -> bool:
    return seen.rows > 0 and len(seen.columns) > 1 and seen.day_column is not None


def _most_are_read(opened: Opened) -> bool:
    return opened.seen.rows >= _FEW


_FEW = 2


def _with_rows(seen: FileLook) -> FileLook:
    """The look itself; raises DataError when there is nothing below the header."""
    if not seen.rows:
        raise DataError(
            f"{_named(seen.files)} has a header but no rows",
            hint="export it with some days of data: what its columns hold cannot be seen",
        )
    return seen


def _named(files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"
