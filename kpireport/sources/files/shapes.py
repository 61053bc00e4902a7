"""The shapes of a text column's values: every digit as 0, all else as it is, with how often each occurs.

A column of a million amounts has a few dozen shapes; they tell exactly, by all rows, how its numbers and dates are
written. Counting them costs one pass over the column's bytes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
BLANK = " \t\r\n\u00a0\u202f\u2007\u2009"
"""What is trimmed from the ends of a value before it is read as anything but text."""
MANY = 20_000
"""A column with more shapes than this is text; no further ones are kept."""


class ShapeCounter:
    """Counts the shapes of a column, chunk by chunk."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.overflow = 0
        """Values whose shapes were no longer kept."""
        self.padded = False
        """Some value has blanks around it."""

    def add(self, column: pa.ChunkedArray) -> None:
        """Count the values of one chunk; nulls do not count."""
        import pyarrow as pa

        for chunk in column.chunks:
            array = chunk.cast(pa.string()) if not pa.types.is_string(chunk.type) else chunk
            for pair in _shaped(array).value_counts():
                shape, count = pair["values"].as_py(), pair["counts"].as_py()
                if shape is None:
                    continue
                self._add(shape, count)

    def _add(self, padded: str, count: int) -> None:
        shape = padded.strip(BLANK)
        self.padded |= shape != padded
        if not shape:
            return
        if shape in self.counts or len(self.counts) < MANY:
            self.counts[shape] += count
        else:
            self.overflow += count

    @property
    def total(self) -> int:
        """Values that are not blank."""
        return self.counts.total() + self.overflow


def _shaped(array: pa.StringArray) -> pa.StringArray:
    """The same strings with all digits as 0: the digits are replaced in the array's bytes, the offsets stay."""
    import pyarrow as pa

    validity, offsets, data = array.buffers()
    if data is None:
        return array
    shaped = pa.py_buffer(data.to_pybytes().translate(DIGITS))
    return pa.StringArray.from_buffers(len(array), offsets, shaped, validity, array.null_count, array.offset)
