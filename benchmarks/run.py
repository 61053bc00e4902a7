"""Run the benchmarks and print one table: `python benchmarks/run.py [NAME ...]`; leaves with 1 when a bar is missed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from measuring import Measure, Skipped

NAMES = (
    "help_time",
    "pdf_step",
    "slides",
    "build_time",
    "cold_build",
    "throughput",
    "memory",
    "metrics_20m",
    "every_kpi",
)


def main(names: Sequence[str]) -> int:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    found: list[Measure | Skipped] = []
    for name in names or NAMES:
        print(f"measuring {name}", file=sys.stderr)
        found += importlib.import_module(name).measure()
    for line in table(found):
        print(line)
    return int(any(isinstance(one, Measure) and not one.holds for one in found))


def table(found: Sequence[Measure | Skipped]) -> list[str]:
    """One line a measure: what, value, bar, runs, verdict."""
    width = max(len(one.what) for one in found)
    lines = [f"{'':{width}}    value       bar  runs"]
    for one in found:
        if isinstance(one, Skipped):
            lines.append(f"{one.what:{width}}  left out: {one.why}")
            continue
        sign = "≤" if one.must == "stay under" else "≥"
        verdict = "ok" if one.holds else "MISSED"
        lines.append(f"{one.what:{width}} {one.value:8.2f}  {sign} {one.bar:6.2f}  {one.runs:4}  {verdict}")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
