"""Was written for another plugin API."""

kpireport_api = 99
