"""What is refused before an expression is parsed: too long, nested too deeply, or not an expression at all.

The tokenizer is iterative and the limits are small, so a hostile text costs milliseconds, whatever its size.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import tokenize
from sqlglot.errors import TokenError
from sqlglot.tokens import Token, TokenType

from kpireport.expressions.source import SourceText

MAX_CHARACTERS = 10_000
MAX_LEVELS = 50
MAX_PREFIXES = 8

_OPEN = frozenset({TokenType.L_PAREN, TokenType.CASE})
_CLOSE = frozenset({TokenType.R_PAREN, TokenType.END})
_PREFIX = frozenset({TokenType.NOT, TokenType.DASH, TokenType.PLUS, TokenType.INTERVAL})
_REFUSED = {
    TokenType.SELECT: "a query is not allowed inside an expression",
    TokenType.SEMICOLON: "one expression is expected here, not several",
    TokenType.L_BRACKET: "lists and subscripts are not allowed in an expression",
    TokenType.L_BRACE: "braces are not allowed in an expression",
    TokenType.ARROW: "'->' is not allowed in an expression",
    TokenType.DARROW: "'->>' is not allowed in an expression",
    TokenType.TILDE: "'~' is not allowed in an expression",
    TokenType.PLACEHOLDER: "a parameter needs a name: write :name",
}


def check_limits(source: SourceText) -> None:
    """Raise MetricError when the text is empty, too long, nested too deeply, or holds what no expression may."""
    if len(source.text) > MAX_CHARACTERS:
        raise source.error(f"the expression has {len(source.text):,} characters", f"the limit is {MAX_CHARACTERS:,}")
    tokens = _tokens(source)
    if not tokens:
        raise source.error("the expression is empty", "write one, for example sum(revenue)")
    _check_depth(tokens, source)
    for token in tokens:
        if token.token_type in _REFUSED:
            raise source.error(_REFUSED[token.token_type], position=token.start)


def _tokens(source: SourceText) -> Sequence[Token]:
    try:
        return tuple(tokenize(source.text, read="duckdb"))
    except TokenError as error:
        raise source.error("the expression cannot be read", "is a quote or a comment left open?") from error


def _check_depth(tokens: Sequence[Token], source: SourceText) -> None:
    level = prefixes = 0
    for token in tokens:
        level += (token.token_type in _OPEN) - (token.token_type in _CLOSE)
        prefixes = prefixes + 1 if token.token_type in _PREFIX else 0
        if level > MAX_LEVELS or prefixes > MAX_PREFIXES:
            hint = f"the limit is {MAX_LEVELS} levels of brackets"
            raise source.error("the expression is nested too deeply", hint, position=token.start)
