"""An independent look at the structure of a delimited file: how many records, on which lines, with how many fields.

It does not share code with the reader that fetches the values, so the two can be held against each other. Work is done
on buffers of whole records with NumPy; only buffers in which quotes stand in unusual places are walked one by one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from kpireport.errors import DataError, Place

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Positions = npt.NDArray[np.int64]

BUFFER = 8 << 20
LONGEST = 64 << 20
"""Bytes in one record; more than this is an unclosed quote."""
LF, CR = 10, 13


@dataclass(frozen=True, slots=True)
class OddRecord:
    """A record that does not fit: its number, its line, its byte range, and its fields (None: its quotes are wrong)."""

    record: int
    line: int
    start: int
    end: int
    fields: int | None


@dataclass(slots=True)
class Survey:
    """What stands in the file below the header. Records count from 0, blank lines do not count."""

    expected: int
    first_line: int
    records: int = 0
    blank: int = 0
    nulls: int | None = None
    """The line of the first null byte."""
    wider_by_one: int = 0
    """Records with one field more than expected, an empty one: a delimiter at the end of the line."""
    odd: list[OddRecord] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    """(record, line - record), wherever the difference changes."""

    def line_of(self, record: int) -> int:
        """The line on which a record begins."""
        if not self.steps:
            return self.first_line + record
        step = bisect_right(self.steps, record, key=lambda pair: pair[0]) - 1
        return record + self.steps[max(step, 0)][1]


def survey(stream: BinaryIO, *, delimiter: str, quote: str, expected: int, first_line: int, label: str) -> Survey:
    """Walk through the whole stream, which stands at the first record below the header."""
    import numpy as np

    found = Survey(expected, first_line)
    walker = _Walker(found, ord(delimiter), ord(quote) if quote else -1, label)
    carry = b""
    while True:
        chunk = stream.read(BUFFER)
        data = carry + chunk
        if not data:
            break
        used = walker.walk(np.frombuffer(data, np.uint8), final=not chunk)
        carry = data[used:]
        if not chunk:
            break
        if len(carry) > LONGEST:
            raise unclosed_quote(label, walker.line)
    return found


def unclosed_quote(label: str, line: int) -> DataError:
    """The error for a quote that swallows the rest of the file."""
    return DataError(
        "a quote opens in this row and is never closed",
        place=Place(label, line),
        hint="close it, or say `quote: none` if quotes are plain characters in this file",
    )


class _Walker:
    """Goes over buffers that begin at a record, and adds what it sees to the survey."""

    def __init__(self, found: Survey, delimiter: int, quote: int, label: str) -> None:
        self.found, self.delimiter, self.quote, self.label = found, delimiter, quote, label
        self.line = found.first_line
        self.offset = 0

    def walk(self, data: npt.NDArray[np.uint8], *, final: bool) -> int:
        """Count the whole records of the buffer; returns how many bytes they take."""
        import numpy as np

        breaks = _line_ends(data, final=final)
        if self.found.nulls is None and not data.all():
            self.found.nulls = self.line + int(np.searchsorted(breaks, np.flatnonzero(data == 0)[0]))
        quotes, wrong = self._quotes(data)
        ends = breaks if not len(quotes) else breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        if final and len(data) and (not len(ends) or ends[-1] != len(data) - 1):
            if len(quotes) % 2:
                raise unclosed_quote(self.label, self.line + int(np.searchsorted(breaks, quotes[-1])))
            ends = np.append(ends, len(data))
        if not len(ends):
            return 0
        self._count(data, breaks, quotes, ends, wrong)
        used = min(int(ends[-1]) + 1, len(data))
        self.line += int(np.searchsorted(breaks, used))
        self.offset += used
        return used

    def _count(
        self, data: npt.NDArray[np.uint8], breaks: Positions, quotes: Positions, ends: Positions, wrong: Positions
    ) -> None:
        import numpy as np

        found = self.found
        starts = np.concatenate(([0], ends[:-1] + 1))
        stops = ends - ((ends > starts) & (data[np.minimum(ends, len(data)) - 1] == CR))
        real = stops > starts
        found.blank += int(len(real) - real.sum())
        starts, stops = starts[real], stops[real]
        delimiters = np.flatnonzero(data == self.delimiter)
        if len(quotes):
            delimiters = delimiters[np.searchsorted(quotes, delimiters) % 2 == 0]
        fields = np.searchsorted(delimiters, stops) - np.searchsorted(delimiters, starts) + 1
        lines = self.line + np.searchsorted(breaks, starts)
        numbers = found.records + np.arange(len(starts))
        self._note_steps(numbers, lines)
        broken = np.zeros(len(starts), bool)
        here = wrong[wrong < ends[-1]]
        broken[np.searchsorted(starts, here, side="right") - 1] = len(here) > 0
        trailing = data[stops - 1] == self.delimiter
        found.wider_by_one += int(((fields == found.expected + 1) & trailing & ~broken).sum())
        for at in np.flatnonzero(broken | (fields != found.expected)):
            found.odd.append(
                OddRecord(
                    int(numbers[at]), int(lines[at]), self.offset + int(starts[at]), self.offset + int(stops[at]),
                    None if broken[at] else int(fields[at]),
                )
            )  # fmt: skip
        found.records += len(starts)

    def _note_steps(self, numbers: Positions, lines: Positions) -> None:
        import numpy as np

        if not len(numbers):
            return
        offsets = lines - numbers
        steps = self.found.steps
        before = steps[-1][1] if steps else None
        if before != offsets[0]:
            steps.append((int(numbers[0]), int(offsets[0])))
        for at in np.flatnonzero(np.diff(offsets)) + 1:
            steps.append((int(numbers[at]), int(offsets[at])))

    def _quotes(self, data: npt.NDArray[np.uint8]) -> tuple[Positions, Positions]:
        """The quotes that enclose fields, and those after which a field goes on although it was closed."""
        import numpy as np

        none = np.empty(0, np.int64)
        quotes = np.flatnonzero(data == self.quote) if self.quote >= 0 else none
        if not len(quotes):
            return none, none
        edges = np.array([self.delimiter, LF, CR, self.quote], np.uint8)
        opening, closing = quotes[0::2], quotes[1::2]
        before = data[np.maximum(opening - 1, 0)]
        after = data[np.minimum(closing + 1, len(data) - 1)]
        opens = (opening == 0) | np.isin(before, edges[:3])
        opens[1:] |= opening[1:] == closing[: len(opening) - 1] + 1
        closes = (closing == len(data) - 1) | np.isin(after, edges)
        if opens.all() and closes.all():
            return quotes, none
        return self._one_by_one(data, quotes)

    def _one_by_one(self, data: npt.NDArray[np.uint8], quotes: Positions) -> tuple[Positions, Positions]:
        import numpy as np

        edges = (self.delimiter, LF, CR)
        real: list[int] = []
        wrong: list[int] = []
        inside, skip = False, -1
        last = len(data) - 1
        for at in quotes.tolist():
            if at == skip:
                continue
            if not inside:
                if at == 0 or data[at - 1] in edges:
                    inside = True
                    real.append(at)
                continue
            if at < last and data[at + 1] == self.quote:
                skip = at + 1
                continue
            inside = False
            real.append(at)
            if at < last and data[at + 1] not in edges:
                wrong.append(at)
        return np.array(real, np.int64), np.array(wrong, np.int64)


def _line_ends(data: npt.NDArray[np.uint8], *, final: bool) -> Positions:
    """Where lines end: at LF, or at a CR that no LF follows. A CR at the very end waits for what comes."""
    import numpy as np

    feeds = np.flatnonzero(data == LF)
    returns = np.flatnonzero(data == CR)
    if not len(returns):
        return feeds
    last = len(data) - 1
    followed = data[np.minimum(returns + 1, last)] == LF
    lone = returns[~followed & ((returns != last) | final)]
    return np.union1d(feeds, lone) if len(lone) else feeds
