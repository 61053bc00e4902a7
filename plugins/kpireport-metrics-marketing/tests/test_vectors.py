"""Every metric and variant gives the exact value of its worked examples, through the engine that reports use."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from kpireport_metrics_marketing.pack import marketing_pack

from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.evaluation import evaluate
from kpireport.metrics.examples import Example, read_examples
from kpireport.metrics.verification import verify
from kpireport.plugin import Fact

FILES = sorted((Path(__file__).parent / "vectors").glob("*.yaml"))
PACK = marketing_pack()
CATALOGUE = build_catalogue([PACK])


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example for file in FILES for example in read_examples(file).vectors]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_example_gives_its_exact_value(file: Path) -> None:
    given = read_examples(file)
    verdicts = list(verify(CATALOGUE, given))
    failed = [f"{v.id} at {v.place}: expected {v.expected}, got {v.got}" for v in verdicts if not v.passed]
    assert not failed, "\n".join(failed)
    assert len(verdicts) == len(given.vectors) + len(given.comparisons) + len(given.periods) > 0


def test_a_group_of_metrics_has_its_own_file_of_examples(examples: list[Example]) -> None:
    assert {file.stem for file in FILES} == {group.id for group in PACK.groups} | {"comparisons", "derived"}
    ids = [example.id for example in examples]
    assert len(ids) == len(set(ids))


def test_every_metric_and_variant_has_an_example(examples: list[Example]) -> None:
    shown = {(example.kpi, example.variant) for example in examples}
    defined = {(metric.id, None) for metric in PACK.metrics}
    defined |= {(metric.id, variant.id) for metric in PACK.metrics for variant in metric.variants}
    assert defined <= shown


def test_every_metric_has_an_example_without_rows(examples: list[Example]) -> None:
    assert {example.kpi for example in examples if not example.rows} >= {metric.id for metric in PACK.metrics}


def test_an_example_with_a_wrong_value_fails_with_the_statement_that_was_run(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        "vectors: {vectors: [{id: w, kpi: orders, columns: [order_id], rows: [[o1], [o2]], expected: 3}]}",
        encoding="utf-8",
    )
    (verdict,) = verify(CATALOGUE, read_examples(wrong))
    assert (verdict.passed, float(verdict.expected), float(verdict.got)) == (False, 3, 2)
    assert "count" in verdict.sql.lower()


def facts(
    metric_id: str, rows: dict[str, list[object]], *, by: str | None = None, variant: str | None = None
) -> list[Fact]:
    metric = CATALOGUE.metrics[metric_id]
    dataset = CATALOGUE.datasets[metric.dataset or ""]
    return list(evaluate(metric, dataset, pa.table(rows), by=[by] if by else [], variant=variant))


def test_reach_is_shown_where_one_row_covers_it_and_never_added() -> None:
    campaigns = ["brand", "generic", "generic", "quiet"]
    rows = {"campaign": campaigns, "ad": ["a", "b", "c", "d"], "reach": [800, 500, 300, None]}
    found = {fact.group["campaign"]: fact for fact in facts("ad_reach", rows, by="campaign") if fact.group}
    assert {name: fact.value for name, fact in found.items()} == {"brand": 800, "generic": None, "quiet": None}
    assert {name: fact.status for name, fact in found.items()} == {
        "brand": "ok",
        "generic": "not_comparable",
        "quiet": "no_data",
    }
    (total,) = facts("ad_reach", rows)
    assert (total.value, total.status) == (None, "not_comparable")


@pytest.mark.parametrize(
    ("metric", "variant", "one", "two"),
    [
        ("visitor_to_lead_rate", "by_users", {"users": [200], "leads": [5]}, {"users": [200, 300], "leads": [5, 5]}),
        ("social_reach", None, {"reach": [900]}, {"reach": [900, 400]}),
        (
            "average_time_on_page",
            "ga4_engagement_per_user",
            {"engagement_seconds": [90.0], "active_users": [3]},
            {"engagement_seconds": [90.0, 10.0], "active_users": [3, 1]},
        ),
    ],
)
def test_what_counts_people_needs_a_single_row(
    metric: str, variant: str | None, one: dict[str, list[object]], two: dict[str, list[object]]
) -> None:
    def value(rows: dict[str, list[object]]) -> object:
        member = [str(i) for i in range(len(next(iter(rows.values()))))]
        column = {"social_reach": "network", "average_time_on_page": "page_path"}.get(metric, "channel")
        return facts(metric, {column: member, **rows}, variant=variant)[0].value

    assert value(one) is not None
    assert value(two) is None
