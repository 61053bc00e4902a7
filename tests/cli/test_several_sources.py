"""Several sources that feed one dataset: their rows stand together, told apart by the source they come from."""

from __future__ import annotations

SPEC = """\
version: 1
client: {id: acme, name: Acme Coffee, timezone: Europe/Vilnius, currency: EUR}
sources:
  shop: {plugin: files, path: shop.csv, dataset: web_traffic}
  blog: {plugin: files, path: blog.csv, dataset: web_traffic}
sections:
  - title: Results
    blocks:
      - {type: kpis, metrics: [website_traffic, conversions]}
      - {type: data_notes}
outputs: []
"""
SHOP = "date,channel,sessions,conversions\n2026-09-30,email,1,1\n2026-10-01,email,10,2\n2026-10-31,direct,20,4\n"
BLOG = "date,channel,sessions\n2026-10-01,email,100\n2026-10-31,direct,200\n"


def facts(project, name):
    return {fact["period"]: fact["value"] for fact in project.report["facts"] if fact["metric"] == name}


def build(project, shop=SHOP, blog=BLOG):
    project.write({"two.yaml": SPEC, "shop.csv": shop, "blog.csv": blog})
    return project.run("build", "two.yaml", "--as-of", "2026-11-05", "--format", "json")


def test_rows_of_both_are_added_up(project):
    assert build(project).code == 0
    assert facts(project, "website_traffic")["current"] == 330
    assert facts(project, "conversions")["current"] == 6
    assert [source["id"] for source in project.report["sources"]] == ["shop", "blog"]
    texts = [notice["text"] for notice in project.report["notices"]]
    assert "“Website traffic” holds the rows of 2 sources together: shop (3), blog (2)." in texts


def test_the_source_joins_the_key(project):
    same = "date,channel,sessions,conversions\n2026-10-01,email,10,2\n"
    assert build(project, shop=same, blog=same).code == 0
    assert facts(project, "website_traffic")["current"] == 20


def test_equal_keys_of_one_source_are_still_refused(project):
    twice = "date,channel,sessions\n2026-10-01,email,100\n2026-10-01,email,101\n"
    result = build(project, blog=twice)
    assert result.code == 1
    assert "two rows have the key date=2026-10-01, channel=email, _source=blog and different values" in result.err


def test_built_again_from_the_store(project):
    assert build(project).code == 0
    first = project.report
    assert build(project).code == 0
    assert project.report == first


def test_a_count_below_zero_is_refused_with_its_day(project):
    result = build(project, blog="date,channel,sessions\n2026-10-01,email,100\n2026-10-09,direct,-3\n")
    assert result.code == 1
    assert "dataset 'web_traffic': 'sessions' is -3 on 2026-10-09, and it cannot be below 0" in result.err


def test_money_in_two_currencies_is_refused(project):
    priced = "date,channel,sessions,revenue\n2026-10-01,email,100,€ 5.00\n"
    dollars = "date,channel,sessions,revenue\n2026-10-01,email,100,$ 5.00\n"
    result = build(project, shop=priced, blog=dollars)
    assert result.code == 1
    assert "the amounts of source 'blog' are in $" in result.err
