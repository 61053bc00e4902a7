"""How a column writes its dates and times, from its shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TIME = (
    r"(?:(?P<gap>T| |, )(?P<hour>00?):00(?P<second>:00)?(?P<fraction>[.,]0+)?(?P<noon> ?[AaPp]\.?[Mm]\.?)?"
    r"(?P<offset> ?(?:Z|z|UTC|GMT|[+-]00(?::?00)?))?)?"
)
_YEAR_FIRST = re.compile(rf"0000(?P<mark>[-/.])00?(?P=mark)00?{_TIME}")
_DAY_OR_MONTH_FIRST = re.compile(rf"00?(?P<mark>[-/.])00?(?P=mark)(?P<year>0000|00){_TIME}")
_COMPACT = re.compile(r"00000000(?P<gap>[T ]?)(?P<clock>0000(?:00)?)?(?P<offset>Z)?")
_NAMED = re.compile(rf"00?(?P<mark>[ -])(?P<month>[^\W\d_]{{3,9}})\.?(?P=mark)(?P<year>0000|00){_TIME}")
_NAMED_FIRST = re.compile(rf"(?P<month>[^\W\d_]{{3,9}})\.? 00?, 0000{_TIME}")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayShape:
    """How values of one shape are read: a strptime format, in which day and month may still be open."""

    format: str
    zoned: bool = False
    """The value carries an offset from UTC."""
    mark: str | None = None
    """The separator, where it is not known yet whether the day or the month comes first."""
    clock: bool = False

    def settled(self, *, day_first: bool) -> str:
        """The format with day and month in order."""
        first, second = ("%d", "%m") if day_first else ("%m", "%d")
        return self.format.replace("%1", first).replace("%2", second)


@cache
def day_shape(shape: str) -> DayShape | None:
    """A shape as a date or a date with a time, or None when it is neither. Offsets are read as `%z`."""
    if match := _YEAR_FIRST.fullmatch(shape):
        mark = match["mark"]
        return _with_time(f"%Y{mark}%m{mark}%d", match)
    if match := _DAY_OR_MONTH_FIRST.fullmatch(shape):
        mark = match["mark"]
        return _with_time(f"%1{mark}%2{mark}{_year(match['year'])}", match, mark)
    if match := _COMPACT.fullmatch(shape):
        clock = match["clock"]
        if not clock and (match["gap"] or match["offset"]):
            return None
        text = "%Y%m%d" + match["gap"] + ({4: "%H%M", 6: "%H%M%S"}[len(clock)] if clock else "")
        return DayShape(text + ("%z" if match["offset"] else ""), zoned=bool(match["offset"]), clock=bool(clock))
    if (match := _NAMED.fullmatch(shape)) and (month := _month(match["month"])):
        mark = match["mark"]
        dot = "." if f"{match['month']}." in shape else ""
        return _with_time(f"%d{mark}{month}{dot}{mark}{_year(match['year'])}", match)
    if (match := _NAMED_FIRST.fullmatch(shape)) and (month := _month(match["month"])):
        dot = "." if f"{match['month']}." in shape else ""
        return _with_time(f"{month}{dot} %d, %Y", match)
    return None


def _year(digits: str) -> str:
    return "%Y" if len(digits) == 4 else "%y"


def _month(word: str) -> str | None:
    if word.lower() in _MONTHS:
        return "%B" if len(word) > 3 else "%b"
    return "%b" if any(name[:3] == word.lower() for name in _MONTHS) else None


def _with_time(day: str, match: re.Match[str], mark: str | None = None) -> DayShape:
    if match["gap"] is None:
        return DayShape(day, mark=mark)
    noon = match["noon"]
    if noon and "." in noon:
        noon = None
    hour = "%I" if noon else "%H"
    fraction = match["fraction"]
    text = f"{day}{match['gap']}{hour}:%M{':%S' if match['second'] else ''}"
    text += f"{fraction[0]}%n" if fraction else ""
    text += (" %p" if noon.startswith(" ") else "%p") if noon else ""
    offset = match["offset"]
    return DayShape(text + ("%z" if offset else ""), zoned=bool(offset), mark=mark, clock=True)
