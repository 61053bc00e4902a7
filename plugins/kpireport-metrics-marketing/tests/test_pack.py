"""The pack is complete in four languages, consistent, and says nothing that the engine does not hold to."""

from __future__ import annotations

import re

import pytest
from kpireport_metrics_marketing.hooks import kpireport_register_metrics

from kpireport.plugin import Metric, Pack
from kpireport.testing import check_pack

LANGUAGES = ("en", "ru", "lt", "be")
VANITY = {"ad_impressions", "ad_reach", "ad_clicks", "emails_sent", "email_open_rate", "pageviews_per_session"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    (registered,) = kpireport_register_metrics()
    return registered


@pytest.fixture(scope="module")
def metrics(pack: Pack) -> dict[str, Metric]:
    return {metric.id: metric for metric in pack.metrics}


def test_it_conforms_in_every_language(pack: Pack) -> None:
    check_pack(pack, languages=LANGUAGES)


def test_it_covers_the_five_datasets(pack: Pack) -> None:
    assert {dataset.id: sum(m.dataset == dataset.id for m in pack.metrics) for dataset in pack.datasets} == {
        "ad_performance": 12,
        "email_campaigns": 5,
        "leads": 14,
        "orders": 6,
        "web_traffic": 20,
    }


def test_inflected_languages_know_genitive_and_gender(pack: Pack) -> None:
    for metric in pack.metrics:
        for language in ("ru", "lt", "be"):
            words = metric.label[language]
            assert words.gen, f"{metric.id} has no genitive in {language}"
            assert words.gender, f"{metric.id} has no gender in {language}"
            assert words.gen[1:] != words.nom[1:] or " " not in words.nom, f"{metric.id} is not inflected in {language}"


def test_all_other_words_are_in_every_language(pack: Pack) -> None:
    for group in pack.groups:
        assert set(group.label) == set(LANGUAGES)
    for dataset in pack.datasets:
        for dimension in dataset.dimensions:
            assert not dimension.plural or set(dimension.plural) == set(LANGUAGES)
    for preset in pack.presets:
        for section in preset.sections:
            assert set(section["title"]) == set(LANGUAGES)


def test_people_are_marked_so_that_they_cannot_be_added(pack: Pack) -> None:
    unique = {(d.id, name) for d in pack.datasets for name, column in d.columns.items() if column.unique}
    assert unique == {("web_traffic", "users"), ("ad_performance", "reach")}


def test_every_dataset_with_money_can_say_its_currency(pack: Pack) -> None:
    for dataset in pack.datasets:
        has_money = any(column.type == "money" for column in dataset.columns.values())
        assert has_money == (dataset.currency == "currency"), dataset.id


def test_every_channel_of_an_expression_has_a_label(pack: Pack, metrics: dict[str, Metric]) -> None:
    traffic = next(dataset for dataset in pack.datasets if dataset.id == "web_traffic")
    channel = traffic.dimension("channel")
    assert channel is not None
    assert channel.controllable
    texts = " ".join(m.expression for m in metrics.values() if m.dataset == "web_traffic")
    named = set(texts.split("'")[1::2])
    assert named - {"mobile", "tablet"} <= set(channel.members)


def test_the_six_channel_metrics_do_not_overlap(metrics: dict[str, Metric]) -> None:
    parts = ("organic_traffic", "social_traffic", "direct_traffic", "email_traffic", "referral_traffic", "paid_traffic")
    named = [word for part in parts for word in metrics[part].expression.replace("1 and", "").split("'")[1::2]]
    social_ads = [word for word in named if word == "paid_social"]
    assert len(social_ads) == 2, "named by paid traffic, and by social traffic on request only"
    assert metrics["social_traffic"].parameters["include_paid"].default == 0
    assert len(set(named)) == len(named) - 1


def test_the_executive_page_plan_shows_what_matters_and_nothing_twice(pack: Pack) -> None:
    (executive,) = pack.presets
    blocks = [block for section in executive.sections for block in section["blocks"]]
    scoreboard = next(b for b in blocks if b.get("layout") == "scoreboard")
    assert not VANITY & set(scoreboard["metrics"])
    assert "traffic_by_source" not in str(executive.sections)
    charts = [(b["kind"], b.get("metric"), b.get("by")) for b in blocks if b["type"] == "chart"]
    assert len(set(charts)) == len(charts)
    assert (blocks[0]["type"], blocks[-1]["type"]) == ("takeaways", "data_notes")


def test_a_column_is_called_by_no_name_of_another(pack: Pack) -> None:
    """A file's column is proposed for one column of a dataset, so what exports call it may not stand for two."""
    for dataset in pack.datasets:
        names = [*dataset.columns, *(plain(alias) for column in dataset.columns.values() for alias in column.aliases)]
        assert sorted(names) == sorted(set(names)), dataset.id


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold())
