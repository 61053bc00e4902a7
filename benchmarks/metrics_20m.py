"""The engine over 20 million rows of Parquet, against the statement that a person would write and one query per number.

Run: python benchmarks/metrics_20m.py [ROWS]. Every side runs in a process of its own on the same file, in turns; times are
the best of five. The profile of the table (its days, keys and members) is made once when a table lands and is measured apart.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
from measuring import Measure

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.database import Table, open_database
from kpireport.metrics.engine import compute
from kpireport.metrics.pack import Column, Dataset, Dimension, Metric, Pack, Words
from kpireport.metrics.plan import FactRequest, SeriesRequest, plan_metrics
from kpireport.metrics.profile import Profile, profile_table

REFERENCE = Path(__file__).with_suffix(".sql")
LIMITS = {
    "additive facts / plain grouping sets": 1.1,
    "with distinct counts / plain grouping sets": 3.0,
    "additive facts / one query per number": 1 / 3,
    "peak memory in GB": 1.5,
}
ROUNDS = 5
GENERATE = """
copy (
  select date '2024-10-01' + cast(i * 761 // {rows} as integer) as order_date,
         i as order_no,
         ['organic_search', 'paid_search', 'direct', 'email', 'referral', 'display', 'paid_social', 'affiliates']
           [1 + cast(hash(i) % 8 as integer)] as channel,
         ['desktop', 'mobile', 'tablet'][1 + cast(hash(i + 1) % 3 as integer)] as device,
         'C' || cast(hash(i + 2) % 30 as varchar) as country,
         'K' || cast(hash(i + 3) % ({rows} // 20) as varchar) as customer_id,
         cast(hash(i + 4) % 10000 as decimal(18, 2)) / 100 as revenue,
         cast(hash(i + 5) % 7 as integer) as quantity,
         cast(hash(i + 6) % 2 as integer) as is_new
  from range({rows}) as numbers(i)
) to '{path}' (format parquet)
"""
BREAKDOWNS = ((), ("channel",), ("device",), ("country",))
WINDOWS = {
    "current": (date(2026, 10, 1), date(2026, 11, 1)),
    "previous_period": (date(2026, 9, 1), date(2026, 10, 1)),
    "same_period_last_year": (date(2025, 10, 1), date(2025, 11, 1)),
}
SUMS = {
    "lines": "count(*)",
    "revenue": "sum(revenue)",
    "units": "sum(quantity)",
    "new_revenue": "sum(case when is_new = 1 then revenue else 0 end)",
    "average_line": "avg(revenue)",
}
DISTINCT = {
    "customers": "count(distinct customer_id)",
    "new_buyers": "count(distinct case when is_new = 1 then customer_id end)",
}
ORDERS = Dataset(
    id="orders",
    title={"en": "Orders"},
    time="order_date",
    key=("order_no",),
    dimensions=tuple(Dimension(column=name) for name in ("channel", "device", "country")),
    columns={
        "order_date": Column(type="date"),
        "order_no": Column(type="integer"),
        "channel": Column(type="text"),
        "device": Column(type="text"),
        "country": Column(type="text"),
        "customer_id": Column(type="text"),
        "revenue": Column(type="money"),
        "quantity": Column(type="integer"),
        "is_new": Column(type="integer"),
    },
)


def engine(path: Path, *, distinct: bool) -> int:
    """Facts in three windows by four breakdowns, and monthly series of 25 months, through the engine."""
    definitions = SUMS | (DISTINCT if distinct else {})
    metrics = tuple(
        Metric(id=name, label={"en": Words(nom=name)}, dataset="orders", expression=text, unit="count")
        for name, text in definitions.items()
    )
    catalogue = build_catalogue([Pack(id="bench", title="Benchmark", datasets=(ORDERS,), metrics=metrics)])
    requests: list[FactRequest | SeriesRequest] = [FactRequest(name, by) for name in definitions for by in BREAKDOWNS]
    first, end = date(2024, 10, 1), date(2026, 11, 1)
    requests += [SeriesRequest(name, "month", first, end, by) for name in SUMS for by in BREAKDOWNS]
    plan = plan_metrics(catalogue, requests, WINDOWS)
    profile = json.loads(path.with_suffix(".json").read_text())
    known = Profile((*ORDERS.columns,), profile["rows"], first, date(2026, 10, 31), 0, profile["members"], 0, (), ())
    return len(compute(plan, {"orders": Table((path,))}, profiles={"orders": known}).facts)


def plain(path: Path) -> int:
    """The reference statement, in a connection set up in the same way."""
    with open_database({"orders": Table((path,))}) as connection:
        return len(connection.execute(REFERENCE.read_text()).fetchall())


def query_per_number(path: Path) -> int:
    """The same facts (not the series), each metric, window and breakdown in a query of its own."""
    count = 0
    with open_database({"orders": Table((path,))}) as connection:
        for text in SUMS.values():
            for start, end in WINDOWS.values():
                for by in BREAKDOWNS:
                    columns = ", ".join((*by, text))
                    where = f"order_date >= date '{start}' and order_date < date '{end}'"
                    count += len(
                        connection.execute(f"select {columns} from orders where {where} group by all").fetchall()
                    )
            for by in BREAKDOWNS:
                columns = ", ".join(("date_trunc('month', order_date)", *by, text))
                count += len(connection.execute(f"select {columns} from orders group by all").fetchall())
    return count


def landing(path: Path) -> int:
    """The profile of the table, with its keys compared."""
    profile = profile_table(ORDERS, Table((path,)))
    path.with_suffix(".json").write_text(json.dumps({"rows": profile.rows, "members": dict(profile.members)}))
    return profile.rows


SIDES: dict[str, Callable[[Path], int]] = {
    "landing": landing,
    "plain": plain,
    "additive": lambda path: engine(path, distinct=False),
    "distinct": lambda path: engine(path, distinct=True),
    "single": query_per_number,
}


def measured(side: str, path: Path) -> dict[str, float]:
    """Seconds and gigabytes of one side, measured by the process that runs it."""
    command = [sys.executable, __file__, "--side", side, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(rows: int = 20_000_000) -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.parquet"
        duckdb.execute(GENERATE.format(rows=rows, path=path))
        found = {"landing": measured("landing", path), "single": measured("single", path)}
        rounds = [{side: measured(side, path) for side in ("plain", "additive", "distinct")} for _ in range(ROUNDS)]
        for name in rounds[0]:
            found[name] = min((one[name] for one in rounds), key=lambda numbers: numbers["seconds"])
    print(f"{rows:,} rows")
    for side, numbers in found.items():
        print(
            f"  {side:9} {numbers['seconds']:7.2f} s  {numbers['gigabytes']:.2f} GB  {numbers['results']:,.0f} results"
        )
    seconds = {side: numbers["seconds"] for side, numbers in found.items()}
    ratios = {
        "additive facts / plain grouping sets": seconds["additive"] / seconds["plain"],
        "with distinct counts / plain grouping sets": seconds["distinct"] / seconds["plain"],
        "additive facts / one query per number": seconds["additive"] / seconds["single"],
        "peak memory in GB": max(numbers["gigabytes"] for numbers in found.values()),
    }
    return [Measure(f"{rows:,} rows: {name}", ratio, LIMITS[name], ROUNDS) for name, ratio in ratios.items()]


def side(name: str, path: Path) -> None:
    """Run one side and print what it took."""
    started = time.perf_counter()
    results = SIDES[name](path)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({"seconds": seconds, "gigabytes": peak, "results": results}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        side(sys.argv[2], Path(sys.argv[3]))
    else:
        print(*measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000_000), sep="\n")
