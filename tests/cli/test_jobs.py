"""`kpireport build --jobs`: several reports at once are the same as one after another, and one that dies dies alone."""

from __future__ import annotations

import pytest

from kpireport.run.workers import MEMORY, team_size

LIKE_ACME = """\
version: 1
client: {{id: {client}, name: {client}, timezone: Europe/Vilnius, currency: EUR}}
report: {{id: {report}}}
sources:
  web: {{plugin: files, path: web.csv, dataset: web_traffic}}
sections:
  - title: Results
    blocks: [{{type: kpis, metrics: [website_traffic, bounce_rate]}}]
"""
DEADLY = """\
from __future__ import annotations

import os

from pydantic import BaseModel

from kpireport.plugin import hookimpl

kpireport_api = 1


class Config(BaseModel):
    pass


class Deadly:
    name = "deadly"
    api_version = 1
    Config = Config

    def open(self, config, context):
        os._exit(9)


@hookimpl
def kpireport_register_sources():
    return [Deadly()]
"""
USES_DEADLY = """\
version: 1
client: {id: deadly, name: Deadly}
plugins: [deadly.py]
sources: {crm: {plugin: deadly, dataset: web_traffic}}
sections:
  - title: Results
    blocks: [{type: kpis, metrics: [website_traffic]}]
"""


@pytest.fixture
def four(project):
    """Four specs: two reports of one client, another client, and one whose file is not there."""
    project.write(
        {
            "a.yaml": LIKE_ACME.format(client="ash", report="first"),
            "b.yaml": LIKE_ACME.format(client="ash", report="second"),
            "c.yaml": LIKE_ACME.format(client="cedar", report="first").replace("web.csv", "none.csv"),
            "d.yaml": LIKE_ACME.format(client="dogwood", report="first"),
        }
    )
    return project


def test_reports_built_at_once_are_those_built_one_after_another(four):
    specs = ("a.yaml", "b.yaml", "c.yaml", "d.yaml")
    alone = four.build(*specs, "--jobs", "1", "--out", "one", "--store", "one-store")
    at_once = four.build(*specs, "--jobs", "2", "--out", "two", "--store", "two-store")
    assert alone.code == at_once.code == 1
    reports = ["ash/first", "ash/second", "dogwood/first"]
    for report in reports:
        same = [(four.folder / out / report / "2026-10/report.json").read_bytes() for out in ("one", "two")]
        assert same[0] == same[1]
    outcomes = [[(o["spec"], o["status"]) for o in four.read(f"{out}/run.json")["outcomes"]] for out in ("one", "two")]
    assert outcomes[0] == outcomes[1] == [(s, "failed" if s == "c.yaml" else "built") for s in specs]
    said = [sorted(result.err.splitlines()) for result in (alone, at_once)]
    assert said[0] == said[1]
    assert sorted(line for line in said[1] if line.startswith("building")) == [f"building {spec}" for spec in specs]
    assert [line.split()[:2] for line in at_once.out.splitlines() if not line.startswith(" ")] == [
        ["built", "ash/first/2026-10"],
        ["built", "ash/second/2026-10"],
        ["failed", "cedar/first/2026-10"],
        ["built", "dogwood/first/2026-10"],
    ]


def test_a_report_that_takes_its_process_with_it_leaves_the_others_alone(four):
    four.write({"deadly.py": DEADLY, "deadly.yaml": USES_DEADLY})
    result = four.build("deadly.yaml", "a.yaml", "d.yaml", "deadly.yaml", "b.yaml", "--jobs", "2")
    assert result.code == 1
    deaths = [line for line in result.err.splitlines() if "process" in line]
    assert (
        deaths
        == [
            (
                "deadly.yaml: the process that built it ended with code 9 "
                "(was there enough memory? --jobs 1 builds one report at a time)"
            )
        ]
        * 2
    )
    built = [o["report"] for o in four.read("out/run.json")["outcomes"] if o["status"] == "built"]
    assert built == ["first", "first", "second"]


def test_nothing_is_started_when_no_spec_is_valid(project):
    project.write({"x.yaml": "version: 1\n", "y.yaml": "version: 1\n"})
    result = project.build("x.yaml", "y.yaml", "--jobs", "2")
    assert result.code == 2
    assert not (project.folder / "out").exists()


def test_jobs_is_at_least_one(project):
    assert project.build("--jobs", "0").code == 2


def test_a_team_is_as_large_as_wanted_or_as_pays(monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    monkeypatch.setattr("os.sysconf", lambda name: {"SC_PAGE_SIZE": 1, "SC_PHYS_PAGES": 3 * MEMORY}[name])
    assert [team_size(reports) for reports in (1, 3, 4, 6, 100)] == [1, 1, 2, 3, 3]
    assert [team_size(reports, 8) for reports in (1, 3, 100)] == [1, 3, 8]
    assert team_size(4, 1) == 1
