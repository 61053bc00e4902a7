"""`check_pack` accepts a sound pack and names every breach of one that is not."""

from __future__ import annotations

from typing import Any

import pytest

from kpireport.plugin import Pack
from kpireport.testing import NotConforming, check_pack

VISITS: dict[str, Any] = {
    "id": "visits",
    "title": {"en": "Visits", "lt": "Apsilankymai"},
    "time": "date",
    "key": ["date", "page"],
    "dimensions": [{"column": "page", "label": {"en": "Page", "lt": "Puslapis"}}],
    "columns": {
        "date": {"type": "date"},
        "page": {"type": "text"},
        "views": {"type": "integer"},
        "people": {"type": "integer", "unique": True},
    },
}
VIEWS: dict[str, Any] = {
    "id": "views",
    "label": {"en": {"nom": "Views"}, "lt": {"nom": "Peržiūros"}},
    "description": "Pages that were shown.",
    "formula": "sum of views",
    "group": "site",
    "dataset": "visits",
    "expression": "sum(views)",
    "unit": "count",
    "additivity": "additive",
}


def pack(**changes: Any) -> Pack:
    metric = VIEWS | changes.pop("metric", {})
    sections = changes.pop("sections", [{"title": "Site", "blocks": [{"type": "kpis", "metrics": ["views"]}]}])
    base = {
        "id": "site",
        "title": "Site",
        "groups": [{"id": "site", "label": {"en": "Site"}}],
        "datasets": [VISITS],
        "metrics": [metric],
        "presets": [{"id": "short", "description": "One number.", "sections": sections}],
    }
    return Pack.model_validate(base | changes)


def findings(broken: Pack, **settings: Any) -> tuple[str, ...]:
    with pytest.raises(NotConforming) as caught:
        check_pack(broken, **settings)
    assert all(finding in str(caught.value) for finding in caught.value.findings)
    return caught.value.findings


def test_a_sound_pack_passes_in_all_its_languages() -> None:
    check_pack(pack(), languages=("en", "lt"))
    assert findings(pack(), languages=("en", "ru")) == (
        "dataset 'visits' has no label in ru",
        "dimension 'page' of 'visits' has no label in ru",
        "metric 'views' has no label in ru",
    )


@pytest.mark.parametrize(
    ("metric", "finding"),
    [
        ({"description": ""}, "metric 'views' has no description"),
        ({"formula": ""}, "metric 'views' has no formula in words"),
        ({"group": "other"}, "metric 'views' stands in an unknown group 'other'"),
        ({"dimensions": ["colour"]}, "metric 'views': 'visits' has no dimension 'colour'"),
        ({"expression": "sum(clicks)", "additivity": None}, "default definition: metric 'views':"),
        ({"additivity": "distinct"}, "metric 'views' is declared distinct, but its definition is additive"),
        ({"dataset": "orders"}, "unknown dataset 'orders'"),
        (
            {"variants": [{"id": "odd", "description": "wrong", "expression": "sum(views) over ()"}]},
            "odd definition: metric 'views':",
        ),
        ({"aliases": ["views"]}, "metric 'views' is defined 2 times (an alias counts as a name)"),
    ],
)
def test_each_breach_is_named(metric: dict[str, Any], finding: str) -> None:
    (found,) = findings(pack(metric=metric))
    assert finding in found


@pytest.mark.parametrize(
    ("block", "finding"),
    [
        ({"type": "kpis", "metrics": ["visitors"]}, "preset 'short', section 'Site': unknown metric 'visitors'"),
        ({"type": "table", "metrics": ["views"], "by": "colour"}, "'views' cannot be broken down by 'colour'"),
        ({"type": "chart", "metric": "views", "kind": "pie"}, "preset 'short'"),
        ({"type": "gauge"}, "gauge"),
    ],
)
def test_a_page_plan_is_checked_like_a_spec(block: dict[str, Any], finding: str) -> None:
    (found,) = findings(pack(sections=[{"title": "Site", "blocks": [block]}]))
    assert finding in found
