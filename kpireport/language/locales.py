"""The locales that a report may be written in."""

from __future__ import annotations

from functools import cache


@cache
def known_locales() -> frozenset[str]:
    """Every locale that CLDR describes, as people write it: 'en', 'en-US', 'lt'."""
    from babel.localedata import locale_identifiers

    return frozenset(name.replace("_", "-") for name in locale_identifiers())
