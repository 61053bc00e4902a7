"""Fails while it is imported."""

kpireport_api = 1
raise RuntimeError("licence server not reachable")
