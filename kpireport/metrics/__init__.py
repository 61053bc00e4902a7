"""Metrics: packs of definitions in, planned and computed numbers out.

The way through this floor: `build_catalogue` (packs and a spec's own metrics), `plan_metrics` (what a report wants to
know), `profile_table` (once per stored table), `compute` (facts, changes and series), `explain` (how one came about).
The modules are imported by name; this one imports nothing, because the engine is heavy.
"""

from __future__ import annotations
