"""`python -m kpireport.testing.demo`: writes the demo's data."""

from __future__ import annotations

import argparse
from pathlib import Path

from kpireport.testing.demo import COFFEE, MAGAZINE, SEED, write_coffee, write_demo, write_magazine, write_quickstart


def main() -> None:
    """Read the command line and write what was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m kpireport.testing.demo", description="Write the demo's data as CSV."
    )
    parser.add_argument("path", type=Path, help="the folder for the clients' tables, or the file with --quickstart")
    parser.add_argument("--quickstart", action="store_true", help="write the quickstart's one small table instead")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another company (default {SEED})")
    asked = parser.parse_args()
    if asked.quickstart:
        print(f"{asked.path}: {write_quickstart(asked.path, seed=asked.seed):,} rows")
        return
    writers = {".": write_demo, COFFEE: write_coffee, MAGAZINE: write_magazine}
    for folder, write in writers.items():
        for name, rows in write(asked.path / folder, seed=asked.seed).items():
            print(f"{asked.path / folder / name}: {rows:,} rows")


if __name__ == "__main__":
    main()
