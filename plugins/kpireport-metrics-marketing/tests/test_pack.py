"""The pack is complete in four languages, consistent, and says nothing that the engine does not hold to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest
from kpireport_metrics_marketing.frozen import FROZEN, frozen_text
from kpireport_metrics_marketing.hooks import kpireport_register_metrics
from kpireport_metrics_marketing.pack import marketing_pack, pack_data

from kpireport.plugin import Metric, Pack
from kpireport.testing import check_pack

LANGUAGES = ("en", "ru", "lt", "be")
VANITY = {
    "ad_impressions", "ad_reach", "ad_clicks", "emails_sent", "email_open_rate", "pageviews_per_session", "social_reach",
    "social_likes", "social_shares", "social_comments", "social_saves", "social_interactions", "followers",
    "brand_mentions", "email_subscribers",
}  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    (registered,) = kpireport_register_metrics()
    return registered


@pytest.fixture(scope="module")
def metrics(pack: Pack) -> dict[str, Metric]:
    return {metric.id: metric for metric in pack.metrics}


def test_it_conforms_in_every_language(pack: Pack) -> None:
    check_pack(pack, languages=LANGUAGES)


def test_it_covers_every_group_and_dataset(pack: Pack) -> None:
    assert Counter(metric.group for metric in pack.metrics) == {
        "web": 24, "seo": 15, "paid": 13, "social": 24, "leads": 19, "sales": 17, "email": 9, "content": 4,
        "loyalty": 14, "support": 10,
    }  # fmt: skip
    read = {metric.dataset for metric in pack.metrics} | {v.dataset for m in pack.metrics for v in m.variants}
    inputs = {found.dataset for d in pack.datasets if d.derived for found in d.derived.inputs.values()}
    assert {dataset.id for dataset in pack.datasets} == (read | inputs) - {None}
    assert inputs - read == {"social_snapshots", "newsletter_sends"}


def test_what_is_frozen_is_what_the_files_say() -> None:
    again = "run: python -m kpireport_metrics_marketing.frozen"
    assert FROZEN.read_text(encoding="utf-8") == frozen_text(pack_data()), again
    assert Pack.model_validate(pack_data()) == marketing_pack()


def test_inflected_languages_know_genitive_and_gender(pack: Pack) -> None:
    for metric in pack.metrics:
        for language in ("ru", "lt", "be"):
            words = metric.label[language]
            assert words.gen, f"{metric.id} has no genitive in {language}"
            assert words.gender, f"{metric.id} has no gender in {language}"
            assert metric.formulas.get(language), f"{metric.id} has no formula in {language}"
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
    for words in (*(stage.label for stage in pack.stages), *(i.because for i in pack.relations.influences)):
        assert set(words) == set(LANGUAGES)
    for metric in pack.metrics:
        assert metric.benchmark is None or set(metric.benchmark.source) == set(LANGUAGES)


def test_caveats_and_variants_are_in_every_language(pack: Pack) -> None:
    """What a page says of a metric: a caveat, what a variant changes and how it is computed, what its settings are."""
    for metric in pack.metrics:
        owners = [(metric.id, metric), *((f"{metric.id} in {variant.id}", variant) for variant in metric.variants)]
        for name, owner in owners:
            for caveat in owner.caveats:
                assert not isinstance(caveat, str), f"{name}: {caveat!r} is in one language"
                assert spoken(caveat) == set(LANGUAGES), f"{name}: {caveat}"
            for key, parameter in owner.parameters.items():
                assert spoken(parameter.label) == set(LANGUAGES), f"parameter {key} of {name}"
                words = parameter.type in {"window", "text"} or set(parameter.choices) == {0, 1}
                assert bool(parameter.members) == words, f"parameter {key} of {name}"
                assert all(spoken(member) == set(LANGUAGES) for member in parameter.members.values())
        for variant in metric.variants:
            for texts in (variant.descriptions, variant.formulas):
                assert spoken(texts) == set(LANGUAGES) - {"en"}, f"{metric.id} in {variant.id}"


def spoken(texts: Mapping[str, str]) -> set[str]:
    """The languages in which something is said, and said otherwise than in English."""
    return {language for language, text in texts.items() if text and (language == "en" or text != texts.get("en"))}


def test_a_caveat_of_an_english_pack_is_shown_as_it_is() -> None:
    """Once the formula is known in other languages, a caveat that is not is left out of their reports."""
    plain = Metric.model_validate(
        {"id": "visits", "label": {"en": {"nom": "Visits"}}, "dataset": "web", "expression": "sum(visits)", "unit": "count",
         "formula": "sum of visits", "caveats": ["a day of the client", {"en": "bots are left out", "lt": "be robotų"}]}
    )  # fmt: skip
    assert plain.caveats_in("en-GB") == ("a day of the client", "bots are left out")
    assert plain.caveats_in("lt-LT") == ("a day of the client", "be robotų")
    spoken_too = plain.model_copy(update={"formulas": {"lt": "apsilankymų suma"}})
    assert spoken_too.caveats_in("lt-LT") == ("be robotų",)
    assert spoken_too.caveats_in("ru") == ()


def test_impressions_are_called_reach(metrics: dict[str, Metric]) -> None:
    """They are contacts with ads, not people, which is what the word before 'reach' says."""
    named = {language: words.nom for language, words in metrics["ad_impressions"].label.items()}
    assert named == {
        "en": "Ad impressions (gross reach)",
        "ru": "Показы рекламы (валовой охват)",
        "lt": "Reklamos parodymai (bruto pasiekiamumas)",
        "be": "Паказы рэкламы (валавы ахоп)",
    }


def test_a_key_is_known_by_its_name_in_other_languages(pack: Pack) -> None:
    """The id of the thing that a row is about, as exports of a CRM or a shop in another language call it."""
    for dataset in pack.datasets:
        for name in dataset.key:
            aliases = dataset.columns[name].aliases
            if dataset.derived is None and name.endswith("_id") and name != "customer_id":
                assert any(re.search("[а-яіў]", alias) for alias in aliases), f"{dataset.id}.{name}"


def test_people_are_marked_so_that_they_cannot_be_added(pack: Pack) -> None:
    unique = {(d.id, name) for d in pack.datasets for name, column in d.columns.items() if column.unique}
    assert unique == {
        ("ad_performance", "reach"),
        ("social_accounts", "reach"),
        ("social_posts", "reach"),
        ("social_snapshots", "reach"),
        ("social_stories", "reach"),
        ("web_pages", "active_users"),
        ("web_traffic", "users"),
    }


def test_a_key_tells_apart_what_a_dataset_may_be_broken_down_by(pack: Pack) -> None:
    """Of a table of counts; a row of its own for each event or thing needs its id alone, and what describes it."""
    belongs = {
        "email_campaigns": {"campaign", "email_type", "list", "segment"},
        "funnel_steps": {"step_name"},
        "keyword_rankings": {"keyword_set", "page_url"},
        "search_queries": {"is_branded"},
        "social_posts": {"campaign", "post_type"},
        "asset_performance": {"asset_type"},
        "web_pages": {"page_type", "content_id"},
        "ad_performance": {"medium"},
        "content_items": {"content_type", "funnel_stage", "topic"},
        "customer_health": {"segment"},
        "customers": {"acquisition_channel", "persona"},
        "content_conversions": {"age_group", "gender", "persona"},
        "newsletter_sends": {"newsletter"},
        "orders": {d.column for dataset in pack.datasets if dataset.id == "orders" for d in dataset.dimensions},
        "seo_pages": {"domain"},
    }
    for dataset in pack.datasets:
        if len(dataset.key) > 1:
            loose = {dimension.column for dimension in dataset.dimensions} - set(dataset.key)
            assert loose == belongs.get(dataset.id, set()), dataset.id


def test_states_are_picked_and_not_added(pack: Pack, metrics: dict[str, Metric]) -> None:
    """Every metric over rows that tell a state on a day has a rule which of them counts."""
    states = {"seo_domains", "seo_pages", "keyword_rankings", "customer_health", "customers", "email_lists"}
    for metric in metrics.values():
        assert (metric.snapshot is not None) == (metric.dataset in states), metric.id
        if metric.snapshot:
            (dataset,) = (d for d in pack.datasets if d.id == metric.dataset)
            assert {*metric.snapshot.partition_by, dataset.time} == set(dataset.key), metric.id


def test_flattering_metrics_do_not_stand_alone(metrics: dict[str, Metric]) -> None:
    alone = {metric.id for metric in metrics.values() if not metric.pair_with}
    assert not alone & (VANITY - {"pageviews_per_session"})
    assert metrics["return_on_ad_spend"].pair_with[0] == "cost_per_acquisition"
    assert metrics["keyword_position"].pair_with[0] == "keywords_in_top_10_share"
    assert metrics["net_promoter_score"].pair_with[0] == "nps_responses"
    assert metrics["social_response_time"].pair_with[0] == "social_answered_share"


def test_influences_are_between_metrics_and_say_a_thing_once(pack: Pack, metrics: dict[str, Metric]) -> None:
    pairs = [(influence.metric, influence.moves) for influence in pack.relations.influences]
    assert len(pairs) == len(set(pairs))
    assert {name for pair in pairs for name in pair} <= set(metrics)


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
    executive = next(preset for preset in pack.presets if preset.id == "executive")
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
