"""What this distribution gives to kpireport: one metric pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpireport.plugin import hookimpl

if TYPE_CHECKING:
    from kpireport.plugin import Pack

kpireport_api = 1


@hookimpl
def kpireport_register_metrics() -> list[Pack]:
    """The marketing pack."""
    from kpireport_metrics_marketing.pack import marketing_pack

    return [marketing_pack()]
