"""Misspells its hook."""

from kpireport.plugin import hookimpl

kpireport_api = 1


@hookimpl
def kpireport_register_soruces():
    return []
