"""Keeps secrets out of what is said: a plugin may put the address that it called, or its whole configuration, into an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from pydantic import BaseModel, SecretBytes, SecretStr

from kpireport.errors import KpiReportError

MASK = "***"


def secret_values(settings: object) -> Iterator[str]:
    """Every secret in a source's settings, however deep."""
    if isinstance(settings, SecretStr):
        yield settings.get_secret_value()
    elif isinstance(settings, SecretBytes):
        yield settings.get_secret_value().decode(errors="replace")
    elif isinstance(settings, BaseModel):
        for name in type(settings).model_fields:
            yield from secret_values(getattr(settings, name))
    elif isinstance(settings, Mapping):
        for value in settings.values():
            yield from secret_values(value)
    elif isinstance(settings, list | tuple | set | frozenset):
        for value in settings:
            yield from secret_values(value)


@contextmanager
def masking(settings: object) -> Iterator[None]:
    """Mask the secrets of some settings in the problems of an error that passes."""
    try:
        yield
    except KpiReportError as error:
        secrets = sorted({secret for secret in secret_values(settings) if secret}, key=len, reverse=True)
        error.problems = tuple(
            replace(p, message=_masked(p.message, secrets), hint=_masked(p.hint, secrets) if p.hint else None)
            for p in error.problems
        )
        raise


def _masked(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, MASK)
    return text
