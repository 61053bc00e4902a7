"""Every KPI of a client that feeds all datasets of the marketing catalogue, against one hand-written SQL file.

Run: python benchmarks/every_kpi.py [ROWS]. The file has one plain statement for each dataset and each way of choosing its
rows, over the same three windows. The profiles of tables are made when they land and are not measured. What the catalogue
adds to a build is measured in fresh processes, and so is planning, which reads every expression. Sides run in turns in processes of their own; times are the best.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import duckdb
from kpireport_metrics_marketing.pack import marketing_pack
from measuring import Measure

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.database import Table, open_database
from kpireport.metrics.engine import compute
from kpireport.metrics.pack import Column, Dataset
from kpireport.metrics.plan import FactRequest, plan_metrics
from kpireport.metrics.profile import from_kept, kept_as, profile_table

REFERENCE = Path(__file__).with_suffix(".sql")
ROWS = 100_000
ROUNDS = 5
BAR, BAR_STATEMENTS, BAR_CATALOGUE = 1.5, 1.15, 60
"""A distinct count has a statement of its own for each key that is counted, so there are a few more than by hand."""
DAYS = 761
WINDOWS = {
    "current": (date(2026, 10, 1), date(2026, 11, 1)),
    "previous_period": (date(2026, 9, 1), date(2026, 10, 1)),
    "same_period_last_year": (date(2025, 10, 1), date(2025, 11, 1)),
}
KINDS = {"text": "varchar", "integer": "bigint", "number": "double", "money": "decimal(18, 2)", "boolean": "boolean"}


# ---------------------------------------------------------------- the client's data


def write(dataset: Dataset, rows: int, path: Path) -> None:
    """25 months of rows with every column of a dataset: rows of days, or of months where a row is about a whole one."""
    columns = ", ".join(f'{_made(dataset, name, column, rows)} as "{name}"' for name, column in dataset.columns.items())
    once = f"distinct on ({', '.join(dataset.key)}) " if dataset.key else ""
    duckdb.execute(f"copy (select {once}{columns} from range({rows}) as numbers(i)) to '{path}' (format parquet)")


def _made(dataset: Dataset, name: str, column: Column, rows: int) -> str:
    """A column as SQL over the number `i` of a row."""
    day = f"date '2024-10-01' + cast(i * {DAYS} // {rows} as integer)"
    if dataset.grain == "period":
        day = f"cast(date_trunc('month', {day}) as date)"
    if column.type in {"date", "timestamp"}:
        return f"cast({day} as {column.type})"
    dimension = dataset.dimension(name)
    words = ("EUR",) if name == "currency" else ("nps", "csat", "ces") if name == "survey" else ()
    words = words or (tuple(dimension.members) if dimension and column.type == "text" else ())
    if words:
        return f"{list(words)}[1 + i % {len(words)}]"
    if column.type == "text":
        return f"'{name}-' || {'i' if name in dataset.key else 'hash(i) % 2000'}"
    low, high = int(column.minimum or 0), int(50 if column.maximum is None else column.maximum)
    step = 7 + list(dataset.columns).index(name)
    return f"cast({low} + i * {step} % {max(high - low, 0) + 1} as {KINDS[column.type]})"


def land(folder: Path, rows: int) -> None:
    """Write and profile every dataset."""
    for dataset in marketing_pack().datasets:
        path = folder / f"{dataset.id}.parquet"
        write(dataset, rows, path)
        path.with_suffix(".json").write_bytes(kept_as(profile_table(dataset, Table((path,)))))


def tables(folder: Path) -> Mapping[str, Table]:
    return {path.stem: Table((path,)) for path in sorted(folder.glob("*.parquet"))}


# ---------------------------------------------------------------- the sides


def engine(folder: Path) -> dict[str, float]:
    """The totals of every metric in all windows."""
    catalogue = build_catalogue([marketing_pack()])
    fed = tables(folder)
    known = {name: from_kept((folder / f"{name}.json").read_bytes()) for name in fed}
    started = time.perf_counter()
    plan = plan_metrics(catalogue, [FactRequest(metric) for metric in catalogue.metrics], WINDOWS)
    planned = time.perf_counter()
    table = compute(plan, fed, profiles=known)
    return {
        "seconds": time.perf_counter() - planned,
        "planning": planned - started,
        "statements": len(table.queries),
        "results": len(table.facts),
    }


def plain(folder: Path) -> dict[str, float]:
    """The reference file, in a connection set up in the same way; its first statement only makes the windows."""
    written = [one for one in REFERENCE.read_text().split(";") if one.strip()]
    started = time.perf_counter()
    with open_database(tables(folder)) as connection:
        results = sum(len(connection.execute(one).fetchall()) for one in written)
    return {"seconds": time.perf_counter() - started, "statements": len(written) - 1, "results": results}


def catalogue(_: Path) -> dict[str, float]:
    """What a process spends on the catalogue before it can plan."""
    started = time.perf_counter()
    build_catalogue([marketing_pack()])
    return {"seconds": time.perf_counter() - started}


SIDES: dict[str, Callable[[Path], dict[str, float]]] = {"plain": plain, "engine": engine, "catalogue": catalogue}


def measured(side: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--side", side, str(folder)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(rows: int = ROWS) -> list[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        land(folder, rows)
        rounds = [{side: measured(side, folder) for side in SIDES} for _ in range(ROUNDS)]
    best = {side: min((one[side] for one in rounds), key=lambda numbers: numbers["seconds"]) for side in SIDES}
    for side, numbers in best.items():
        print(f"  {side:9} {', '.join(f'{value:.3f} {what}' for what, value in numbers.items())}")
    ratio = best["engine"]["seconds"] / best["plain"]["seconds"]
    statements = best["engine"]["statements"] / best["plain"]["statements"]
    return [
        Measure("every KPI of all datasets / hand-written SQL", ratio, BAR, ROUNDS),
        Measure("every KPI: statements / hand-written ones", statements, BAR_STATEMENTS, ROUNDS),
        Measure("the catalogue in a build, ms", 1000 * best["catalogue"]["seconds"], BAR_CATALOGUE, ROUNDS),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        print(json.dumps(SIDES[sys.argv[2]](Path(sys.argv[3]))))
    else:
        print(*measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS), sep="\n")
