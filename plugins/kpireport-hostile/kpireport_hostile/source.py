"""A source that registers well and breaks in the way that its configuration asks for."""

import sys
from typing import Literal

from pydantic import BaseModel, SecretStr

from kpireport.plugin import Batch, CheckResult, StreamSpec, hookimpl

kpireport_api = 1


Way = Literal[
    "open",
    "no_session",
    "streams",
    "read",
    "leak",
    "exit",
    "key_error",
    "no_table",
    "nothing",
    "no_date",
    "wrong_type",
    "half",
]


class Config(BaseModel):
    breaks: Way
    token: SecretStr = SecretStr("")


class Session:
    def __init__(self, config):
        self.config = config

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None

    def check(self):
        return CheckResult(ok=False, message="it never works")

    def account(self):
        from kpireport.plugin import Account

        return Account()

    def streams(self):
        if self.config.breaks == "streams":
            raise ValueError("no streams today")
        return [StreamSpec(name="visits", dataset="web_traffic")]

    def read(self, request):
        import pyarrow as pa

        if self.config.breaks == "read":
            raise ConnectionError("connection reset by peer")
        if self.config.breaks == "leak":
            raise ConnectionError(f"401 from https://crm.example/visits?token={self.config.token.get_secret_value()}")
        if self.config.breaks == "exit":
            sys.exit("bye")
        if self.config.breaks == "key_error":
            raise KeyError("sessions")
        if self.config.breaks == "no_table":
            yield "this is not a batch"
        if self.config.breaks == "nothing":
            return
        if self.config.breaks == "no_date":
            yield Batch(pa.table({"sessions": [1]}))
        if self.config.breaks == "wrong_type":
            yield Batch(pa.table({"date": [request.start], "sessions": [{"un": "expected"}]}))
        yield Batch(pa.table({"date": [request.start], "sessions": [1]}))
        raise TimeoutError("the vendor stopped answering half-way")


class Hostile:
    name = "hostile"
    Config = Config

    def open(self, config, context):
        if config.breaks == "open":
            raise PermissionError("token rejected")
        if config.breaks == "no_session":
            return None
        return Session(config)


@hookimpl
def kpireport_register_sources():
    return [Hostile()]
