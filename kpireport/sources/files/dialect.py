"""How a text file separates its fields: sniffed from its first lines, unless the spec says it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from kpireport.errors import DataError, Place

CANDIDATES = ("\t", ";", "|", ",")
"""In order of preference: a comma may be a decimal comma, and any of them beats blanks."""
TOKEN = re.compile(r'"(?:[^"]|"")*"|\S+')
_NOT_A_NAME = re.compile(r"^[\s\d.,:;/%€$£()+\-−]*$")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`delimiter` is the character that the canonical stream has; `whitespace` says that it stands for runs of blanks."""

    delimiter: str
    quote: str
    whitespace: bool = False


def sniff_dialect(sample: str, *, delimiter: str | None, quote: str | None) -> Dialect:
    """The dialect of a sample of whole lines; a file without any separator is one column."""
    lines = [line for line in sample.splitlines() if line.strip()]
    char = _quote_char(lines, delimiter) if quote is None else quote.replace("none", "")
    if delimiter is not None:
        return Dialect("\t", char, whitespace=True) if delimiter == " " else Dialect(delimiter, char)
    found = _sniff_delimiter(sample, char)
    if found is not None:
        return Dialect(found, char)
    if _is_columns_of_blanks(lines):
        return Dialect("\t", char, whitespace=True)
    return Dialect(",", char)


def _quote_char(lines: list[str], delimiter: str | None) -> str:
    """The double quote, unless it never stands at the beginning of a field in a file that has it elsewhere."""
    text = "\n".join(lines)
    edges = re.escape("".join(CANDIDATES) if delimiter is None else delimiter)
    return '"' if '"' not in text or re.search(rf'(?m)(^|[{edges}])\s*"', text) else ""


def _sniff_delimiter(sample: str, quote: str) -> str | None:
    best: tuple[float, str] | None = None
    for candidate in filter(sample.__contains__, CANDIDATES):
        widths = [len(record) for record in split_records(sample, Dialect(candidate, quote))]
        if not widths or max(widths) < 2:
            continue
        width, share = _common_width(widths)
        if width < 2:
            continue
        if share == 1.0:
            return candidate
        if share >= 0.5 and (best is None or share > best[0]):
            best = (share, candidate)
    return best[1] if best else None


def _common_width(widths: list[int]) -> tuple[int, float]:
    """The header's width if half of the records have it (or one more), else the most frequent one."""
    counts = Counter(widths)
    body = counts[widths[0]] + counts[widths[0] + 1] - (1 if len(widths) > 1 else 0)
    if body >= 0.5 * max(len(widths) - 1, 1) and widths[0] > 1:
        fitting = max(counts[widths[0]], counts[widths[0] + 1] + 1)
        return widths[0], fitting / len(widths)
    width, count = counts.most_common(1)[0]
    return width, 0.9 * count / len(widths)


def _is_columns_of_blanks(lines: list[str]) -> bool:
    widths = {len(TOKEN.findall(line)) for line in lines[:200]}
    return len(widths) == 1 and widths.pop() > 1 and len(lines) > 1


def split_records(sample: str, dialect: Dialect) -> list[list[str]]:
    """The records of a sample, blank lines left out; lenient, for sniffing and headers only."""
    lines = sample.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader(
        (line + "\n" for line in lines),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
    )
    records: list[list[str]] = []
    with suppress(csv.Error):
        records.extend(record for record in reader if record)
    return records


def column_names(record: list[str], *, header: bool, place: Place) -> tuple[str, ...]:
    """The names of the columns; DataError for a header that is not one, or that repeats a name."""
    if not header:
        return tuple(f"column_{number}" for number in range(1, len(record) + 1))
    names = [name.replace("\u00a0", " ").strip() for name in record]
    if all(_NOT_A_NAME.match(name) for name in names):
        raise DataError(
            "the first line holds values, not the names of columns: " + ", ".join(names)[:80],
            place=place,
            hint="say `header: false` (the columns are column_1, column_2 ...), or `skip_rows:` if a header comes lower",
        )
    repeated = sorted(name for name, count in Counter(names).items() if count > 1 and name)
    if repeated:
        raise DataError(
            f"the header repeats {', '.join(map(repr, repeated))}",
            place=place,
            hint="give each column a name of its own",
        )
    return tuple(name or f"column_{number}" for number, name in enumerate(names, 1))
