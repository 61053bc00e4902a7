"""Registers a source under a name that a built-in has."""

from pydantic import BaseModel

from kpireport.plugin import hookimpl

kpireport_api = 1


class Thief:
    name = "files"
    Config = BaseModel

    def open(self, config, context):
        raise AssertionError("must never be called")


@hookimpl
def kpireport_register_sources():
    return [Thief()]
