"""Says in plain words what is wrong with a text that is no YAML."""

from __future__ import annotations

import re

import yaml

from kpireport.errors import Place, Problem

HEX_AFTER_HASH = re.compile(r"\s+#[0-9A-Fa-f]{3,8}\b")
COLOUR_HINT = 'put quotes around a colour: "#0B6E4F"; without them, # begins a comment'
_HINTS = {
    "found character that cannot start any token": "put the text in quotes if it is meant to begin like this",
    "mapping values are not allowed in this context": "look at the indentation, or put quotes around text with ': ' in it",
    "could not find expected ':'": "a key is followed by ': ' and its value; look at the line above as well",
    "did not find expected key": "look at the indentation and the quotes of this line and the one above",
    "did not find expected '-' indicator": "the items of a list are indented alike",
    "did not find expected ',' or ']'": "a list that opens with [ closes with ]",
    "did not find expected ',' or '}'": "a mapping that opens with { closes with }",
    "found unexpected end of stream": "a quote or bracket is not closed",
}


def syntax_problem(error: yaml.MarkedYAMLError, shown: str, text: str) -> Problem:
    """What the parser did not understand, where a person would look for it."""
    what = str(error.problem or error.context or "is not YAML")
    lines = text.splitlines() or [""]
    opening, mark = error.context_mark, error.problem_mark or error.context_mark
    if mark is None:
        return Problem(f"not valid YAML: {what}", Place(shown))
    if mark.line >= len(lines) and opening is not None:
        mark = opening  # the end of the file helps nobody to find what is not closed
    line = lines[min(mark.line, len(lines) - 1)]
    hint = _HINTS.get(what)
    colour = _colour_near(lines, mark.line)
    if colour:
        return Problem("not valid YAML: a comment begins inside { } or [ ]", Place(shown, *colour), COLOUR_HINT)
    if line[mark.column : mark.column + 1] == "\t" or re.match(r" *\t", line):
        what, hint = "a tab is used for indentation", "use spaces"
    elif re.search(r"[{\[].*[:,\[] *\$\{", line):
        hint = "put quotes around a reference inside { } or [ ]: '${env:NAME}'"
    elif hint and "',' or" in what and opening is not None and opening.line != mark.line:
        hint += f"; this one opens in line {opening.line + 1}"
    return Problem(f"not valid YAML: {what}", Place(shown, mark.line + 1, mark.column + 1), hint)


def _colour_near(lines: list[str], line: int) -> tuple[int, int] | None:
    """Line and column of a colour without quotes in braces, on a line or one of the three above."""
    for number in range(line, max(line - 3, 0) - 1, -1):
        found = HEX_AFTER_HASH.search(lines[number]) if number < len(lines) else None
        if found and re.search(r"[{\[]", lines[number][: found.start()]):
            return number + 1, lines[number].index("#", found.start()) + 1
    return None
