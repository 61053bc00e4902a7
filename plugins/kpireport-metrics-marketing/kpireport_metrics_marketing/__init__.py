"""Marketing metrics for kpireport: datasets, metrics and page plans, as data."""

from __future__ import annotations
