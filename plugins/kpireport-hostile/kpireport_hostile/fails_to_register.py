"""Fails while it registers."""

from kpireport.plugin import hookimpl

kpireport_api = 1


@hookimpl
def kpireport_register_metrics():
    return [1 / 0]
