"""A mend of WeasyPrint 70: text in SVG is laid out as a whole.

WeasyPrint lays out text in SVG letter by letter. Letters of scripts that run to the left then stand in the wrong order and
unjoined, and a page of charts takes a third longer to write. Only texts that place their letters one by one need that.
`tests/render/test_svg_text.py` fails as soon as WeasyPrint no longer does this, and this module can go.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

_PER_LETTER = ("x", "y", "dx", "dy", "rotate")
_STRETCHED = ("textLength", "letter-spacing", "lengthAdjust")


class _Whole(str):
    """A text that counts as one letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def lay_out_svg_text_whole() -> None:
    """Have WeasyPrint lay out each text of an SVG at once, in this process; calling it again changes nothing."""
    from weasyprint import svg as engine

    by_letter = engine.text
    if hasattr(by_letter, "__wrapped__"):
        return

    @wraps(by_letter)
    def whole(svg: Any, node: Any, font_size: float) -> None:
        if node.text and not _places_letters(node):
            node._etree_node.text = _Whole(node.text)  # noqa: SLF001 -- WeasyPrint offers no other way
        by_letter(svg, node, font_size)

    engine.text = whole
    engine.TAGS.update({tag: whole for tag, draw in engine.TAGS.items() if draw is by_letter})


def _places_letters(node: Any) -> bool:
    lists = (str(node.get(name, "")).replace(",", " ").split() for name in _PER_LETTER)
    return any(len(places) > 1 for places in lists) or any(node.get(name) for name in _STRETCHED)
