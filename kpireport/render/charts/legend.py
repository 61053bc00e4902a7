"""The keys of a chart: one line of HTML over the figure says what its marks are, where they do not say so themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kpireport.render.charts.members import LIGHT_STACKS, stack_roles
from kpireport.render.charts.parts import Parts, parts
from kpireport.render.charts.shares import share_roles

if TYPE_CHECKING:
    from kpireport.document.model import ChartBlock
    from kpireport.render.tokens import Tokens

Shape = Literal["line", "bar", "tick"]


class Key(NamedTuple):
    """One entry: the shape of its sample, its colour, the outline where it has one, and the words."""

    shape: Shape
    colour: str
    outline: str | None
    text: str


def legend(block: ChartBlock, tokens: Tokens) -> list[Key]:
    """What is to be explained of a chart; empty where everything is named in it."""
    found = parts(block)
    if block.kind == "share":
        return [_swatch(role, name, tokens) for role, name in zip(share_roles(block), block.categories, strict=True)]
    if block.kind == "stacked" and not block.time:
        roles = stack_roles(found.members)
        return [_swatch(role, series.name, tokens) for role, series in zip(roles, found.members, strict=True)]
    if found.members or block.kind in ("funnel", "waterfall"):
        return []
    keys = _course(found, tokens, lines=block.kind in ("line", "area"))
    return keys if len(keys) > 1 else []


def _swatch(role: str, name: str, tokens: Tokens) -> Key:
    return Key("bar", tokens[role], tokens["data-prev-line"] if role in LIGHT_STACKS else None, name)


def _course(found: Parts, tokens: Tokens, *, lines: bool) -> list[Key]:
    keys = []
    if found.actual:
        keys.append(Key("line" if lines else "bar", tokens["data-ac"], None, found.actual.name))
    if found.comparison:
        outline = tokens["data-prev-line"]
        light = Key("line", outline, None, found.comparison.name)
        keys.append(light if lines else Key("bar", tokens["data-prev"], outline, found.comparison.name))
    if found.target:
        keys.append(Key("tick", tokens["data-plan"], None, found.target.name))
    return keys
