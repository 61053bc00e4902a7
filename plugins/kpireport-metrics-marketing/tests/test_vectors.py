"""Every metric and variant gives the exact value of its worked examples, through the engine that reports use."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from kpireport_metrics_marketing.pack import marketing_pack

from kpireport.metrics.evaluation import evaluate
from kpireport.plugin import Dataset, Fact

VECTORS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("vectors.yaml").read_text(encoding="utf-8"))
PACK = marketing_pack()
METRICS = {metric.id: metric for metric in PACK.metrics}
DATASETS = {dataset.id: dataset for dataset in PACK.datasets}
TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "money": pa.decimal128(38, 20),
    "date": pa.date32(),
}
TWELVE_DIGITS = Fraction(5, 10**12)


def table(dataset: Dataset, vector: dict[str, Any]) -> pa.Table:
    """The rows of a vector with the columns' types, money as decimals."""
    columns = {}
    for position, name in enumerate(vector["columns"]):
        kind = dataset.columns[name].type
        values = [row[position] for row in vector["rows"]]
        given = [None if v is None else Decimal(str(v)) if kind == "money" else v for v in values]
        columns[name] = pa.array(given, TYPES[kind])
    return pa.table(columns)


def facts(vector: dict[str, Any], *, people_may_be_added: bool = True) -> tuple[Fact, ...]:
    metric = METRICS[vector["metric"]]
    dataset = DATASETS[metric.dataset or ""]
    return evaluate(
        metric,
        dataset,
        table(dataset, vector),
        by=[vector["by"]] if vector.get("by") else [],
        variant=vector.get("variant"),
        parameters=vector.get("parameters"),
        people_may_be_added=people_may_be_added,
    )


def agrees(value: float | None, exact: str | None) -> bool:
    if value is None or exact is None:
        return value is None and exact is None
    wanted = Fraction(exact)
    return abs(Fraction(repr(value)) - wanted) <= TWELVE_DIGITS * abs(wanted)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_value_is_the_exact_one(vector: dict[str, Any]) -> None:
    found = facts(vector)
    if "by" not in vector:
        (fact,) = found
        assert agrees(fact.value, vector["exact"]), f"{fact.value} is not {vector['exact']}"
        assert fact.value not in (vector.get("trap") or {}).values()
        return
    members = {fact.group[vector["by"]]: fact.value for fact in found if fact.group}
    wanted = {None if key is None else str(key): exact for key, exact in vector["exact"]}
    assert set(members) == set(wanted)
    assert all(agrees(members[key], exact) for key, exact in wanted.items()), f"{members} is not {wanted}"


def test_every_metric_and_variant_has_an_example() -> None:
    examples = {(vector["metric"], vector.get("variant")) for vector in VECTORS}
    defined = {(metric.id, None) for metric in PACK.metrics}
    defined |= {(metric.id, variant.id) for metric in PACK.metrics for variant in metric.variants}
    assert defined <= examples


def test_every_metric_has_an_example_without_rows() -> None:
    assert {vector["metric"] for vector in VECTORS if not vector["rows"]} == set(METRICS)


PEOPLE = {"metric": "ad_reach", "columns": ["campaign", "ad", "reach"], "by": "campaign"}


def test_reach_is_shown_where_one_row_covers_it_and_never_added() -> None:
    rows = [["brand", "a", 800], ["generic", "b", 500], ["generic", "c", 300], ["quiet", "d", None]]
    found = {fact.group["campaign"]: fact for fact in facts({**PEOPLE, "rows": rows}, people_may_be_added=False)}
    assert {name: fact.value for name, fact in found.items()} == {"brand": 800, "generic": None, "quiet": None}
    assert {name: fact.status for name, fact in found.items()} == {
        "brand": "ok",
        "generic": "not_comparable",
        "quiet": "no_data",
    }
    (total,) = facts({**PEOPLE, "rows": rows, "by": None}, people_may_be_added=False)
    assert (total.value, total.status) == (None, "not_comparable")


def test_the_rate_by_users_needs_a_single_row_as_well() -> None:
    vector = {"metric": "visitor_to_lead_rate", "variant": "by_users", "columns": ["channel", "users", "leads"]}
    (one,) = facts({**vector, "rows": [["email", 200, 5]]}, people_may_be_added=False)
    (two,) = facts({**vector, "rows": [["email", 200, 5], ["direct", 300, 5]]}, people_may_be_added=False)
    assert (one.value, two.value) == (0.025, None)
