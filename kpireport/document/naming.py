"""Long names on a page: shortened in the middle, so that what tells them apart stays, and listed in full beside it.

Pages, campaigns and queries often share their beginning (`/blog/2026/...`) or their end; an ellipsis at either end would
make them look alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from kpireport.document.edition import Edition

ROW_NAME = 60
"""Characters of a name in a table, or beside a bar over the whole width."""
HALF_NAME = 40
"""Characters beside a bar in a chart of half the width."""
PANEL_NAME = 30
"""Characters over a panel of small multiples."""
ELLIPSIS = "…"
_JOINERS = frozenset({"\u200d", "\ufe0e", "\ufe0f"})
_PATH_HEAD, _TEXT_HEAD = 0.3, 0.6
"""How much of the room the beginning gets: little of a path, whose end tells it apart, more of a name in words."""
_OTHER_HEADS = (0.5, 0.15, 0.85)


def brief(names: Sequence[str], limit: int) -> list[str]:
    """Each name in at most `limit` characters; names that differ still differ."""
    taken: dict[str, str] = {}
    return [taken.setdefault(name, _distinct(name, limit, set(taken.values()))) for name in names]


def full_names_note(edition: Edition, names: Sequence[str], shown: Sequence[str]) -> list[str]:
    """One note with the names that were shortened, in full; empty where none was."""
    cut = [name for name, short in dict(zip(names, shown, strict=True)).items() if name != short]
    return [edition.language.say("doc-names-in-full", names=" · ".join(cut))] if cut else []


def _distinct(name: str, limit: int, taken: set[str]) -> str:
    return next(text for text in _candidates(name, limit) if text not in taken)


def _candidates(name: str, limit: int) -> Iterator[str]:
    """The name, else its best shortening, else others, else numbered ones."""
    if len(name) <= limit:
        yield name
    first = _PATH_HEAD if "/" in name and " " not in name.strip() else _TEXT_HEAD
    for head in (first, *_OTHER_HEADS):
        yield _shortened(name, limit, head)
    number = 2
    while True:
        mark = f" ({number})"
        yield _shortened(name, max(2, limit - len(mark)), first) + mark
        number += 1


def _shortened(name: str, limit: int, head: float) -> str:
    """The beginning and the end of a name around an ellipsis, cut between whole characters as readers see them."""
    room = limit - len(ELLIPSIS)
    if len(name) <= limit:
        return name
    first = round(room * head)
    return (
        name[: _whole(name, first, -1)].rstrip()
        + ELLIPSIS
        + name[_whole(name, len(name) - (room - first), 1) :].lstrip()
    )


def _whole(name: str, at: int, direction: int) -> int:
    """The nearest place from `at` on where no accent, joiner or joined character is torn off."""
    while 0 < at < len(name) and (unicodedata.combining(name[at]) or name[at] in _JOINERS or name[at - 1] == "\u200d"):
        at += direction
    return at
