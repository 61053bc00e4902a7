"""Plugins that misbehave cannot stop a report that does not need them, and are named by one that does."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"
LINE = re.compile(r"\.py:\d+")
SECRET = "s3cret-t0ken-4711"

NEEDS_IT = """\
version: 1
client: {id: beta, name: Beta, timezone: Europe/Vilnius, currency: EUR}
sources:
  crm: {plugin: hostile, breaks: BREAKS, token: "${env:CRM_TOKEN}"}
sections:
  - title: Results
    blocks: [{type: kpis, metrics: [website_traffic]}]
outputs: [html]
"""
WAYS = [
    "open",
    "no_session",
    "streams",
    "read",
    "leak",
    "exit",
    "key_error",
    "no_table",
    "nothing",
    "no_date",
    "wrong_type",
    "half",
]  # fmt: skip


@pytest.fixture
def with_hostile(project, hostile, monkeypatch):
    monkeypatch.setenv("CRM_TOKEN", SECRET)
    return project


def test_a_report_that_needs_no_hostile_plugin_is_built(with_hostile):
    result = with_hostile.build()
    assert (result.code, result.err) == (0, "building acme.yaml\n")


@pytest.mark.parametrize("way", WAYS)
def test_a_report_that_needs_it_fails_and_the_others_are_built(with_hostile, way):
    with_hostile.write({"beta.yaml": NEEDS_IT.replace("BREAKS", way)})
    result = with_hostile.build("beta.yaml", "acme.yaml")
    said = LINE.sub(".py:LINE", f"exit {result.code}\n{result.err}")
    snapshot = SNAPSHOTS / "plugins" / f"{way}.txt"
    if os.environ.get("KPIREPORT_REWRITE"):
        snapshot.write_text(said, encoding="utf-8")
    assert said == snapshot.read_text(encoding="utf-8")
    assert result.code == 1
    assert [o["status"] for o in with_hostile.read("out/run.json")["outcomes"]] == ["failed", "built"]
    assert "Traceback" not in said
    assert SECRET not in said
    assert not (with_hostile.folder / "out/beta").exists()
    assert [name for name in with_hostile.files("store") if "/beta/" in name] == []


def test_alone_it_leaves_with_1_because_its_spec_is_valid(with_hostile):
    with_hostile.write({"beta.yaml": NEEDS_IT.replace("BREAKS", "read")})
    assert with_hostile.run("check", "beta.yaml").code == 0
    result = with_hostile.build("beta.yaml")
    assert result.code == 1
    assert "plugin 'hostile-source' (kpireport-hostile 6.6.6): failed while reading source 'crm'" in result.err


def test_in_a_process_of_its_own(with_hostile):
    with_hostile.write({"beta.yaml": NEEDS_IT.replace("BREAKS", "exit")})
    result = with_hostile.process(
        "build", "beta.yaml", "acme.yaml", "--as-of", "2026-11-05", "--format", "json", "--json"
    )
    assert result.code == 1
    assert [outcome["status"] for outcome in result.json] == ["failed", "built"]
    assert "SystemExit: bye" in result.json[0]["problems"][0]["message"]
    assert "Traceback" not in result.out + result.err


def test_strict_makes_a_broken_plugin_fatal(with_hostile):
    result = with_hostile.build("--strict-plugins")
    assert result.code == 2
    assert "(kpireport-hostile 6.6.6)" in result.err
    assert with_hostile.files("out") == []


def test_disabled_plugins_are_not_loaded(with_hostile, monkeypatch):
    names = ["import", "exit", "api", "typo", "register", "thief"]
    monkeypatch.setenv("KPIREPORT_DISABLE_PLUGINS", ", ".join(f"hostile-{name}" for name in names))
    assert with_hostile.build("--strict-plugins").code == 0
    states = {p["name"]: p for p in with_hostile.run("plugins", "list", "--json").json}
    assert all(states[f"hostile-{name}"]["disabled"] and not states[f"hostile-{name}"]["failure"] for name in names)
    monkeypatch.setenv("KPIREPORT_DISABLE_PLUGINS", "hostile-source")
    with_hostile.write({"beta.yaml": NEEDS_IT.replace("BREAKS", "read")})
    result = with_hostile.build("beta.yaml")
    assert result.code == 2
    assert result.err.startswith("beta.yaml:4:17: sources.crm: no installed plugin is called 'hostile'")


def test_a_missing_plugin_points_at_those_that_failed(with_hostile):
    with_hostile.write({"beta.yaml": NEEDS_IT.replace("plugin: hostile, breaks: BREAKS", "plugin: our_crm")})
    result = with_hostile.build("beta.yaml")
    assert result.code == 2
    assert "beta.yaml:4:17: sources.crm: no installed plugin is called 'our_crm'" in result.err
    assert "(plugin 'hostile-api' could not be loaded: was written for plugin API 99" in result.err


def test_plugins_list_and_show_name_every_failure(with_hostile):
    listed = with_hostile.run("plugins", "list")
    assert listed.code == 0
    (line,) = (line for line in listed.out.splitlines() if line.startswith("hostile-import "))
    assert line.split(maxsplit=4) == [
        "hostile-import",
        "kpireport-hostile",
        "6.6.6",
        "-",
        "failed while loading: RuntimeError: licence server not reachable",
    ]
    shown = with_hostile.run("plugins", "show", "hostile-thief")
    assert "source plugin 'files' is already registered by files (kpireport-framework 0.1.0)" in shown.out
    assert with_hostile.run("plugins", "show", "hostile-theif").err == (
        "unknown plugin 'hostile-theif' (did you mean 'hostile-thief'?)\n"
    )
    assert with_hostile.run("plugins", "list", "--strict-plugins").code == 2


def test_doctor_names_them_and_says_that_reports_may_suffer(with_hostile):
    result = with_hostile.run("doctor", "--json")
    assert result.code == 1
    failed = {finding["name"] for finding in result.json if not finding["ok"]}
    assert failed == {
        f"plugin hostile-{n} (kpireport-hostile 6.6.6)" for n in ["import", "exit", "api", "typo", "register", "thief"]
    }


# ---------------------------------------------------------------- one-file plugins


OUR_CRM = """\
from collections.abc import Iterator
from datetime import timedelta

import pyarrow as pa
from pydantic import BaseModel, SecretStr

from kpireport.plugin import Account, Batch, CheckResult, Notice, ReadRequest, SourceContext, StreamSpec, hookimpl

kpireport_api = 1


class Config(BaseModel):
    token: SecretStr
    regions: dict[str, SecretStr] = {}


class Session:
    def __init__(self, config: Config) -> None:
        self.config = config

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def check(self) -> CheckResult:
        return CheckResult(ok=True)

    def account(self) -> Account:
        return Account(id="4711", currency="EUR")

    def streams(self) -> list[StreamSpec]:
        return [StreamSpec(name="visits", dataset="web_traffic", columns={"sessions": "visits"})]

    def read(self, request: ReadRequest) -> Iterator[Batch | Notice]:
        assert self.config.token.get_secret_value() == "SECRET"
        days = [request.start + timedelta(n) for n in range((request.end - request.start).days)]
        yield Notice("sampled", "The vendor sampled the visits.")
        for part in (days[:100], days[100:]):
            yield Batch(pa.table({"date": part, "visits": [day.day for day in part]}))


class OurCrm:
    name = "our_crm"
    Config = Config

    def open(self, config: Config, context: SourceContext) -> Session:
        return Session(config)


@hookimpl
def kpireport_register_sources() -> list[OurCrm]:
    return [OurCrm()]
""".replace("SECRET", SECRET)

USES_OURS = """\
version: 1
client: {id: acme, name: Acme, timezone: Europe/Vilnius, currency: EUR}
plugins: [plugins/our_crm.py]
sources:
  crm: {plugin: our_crm, token: "${env:CRM_TOKEN}", regions: {lt: "${file:token.txt}"}}
sections:
  - title: Results
    blocks: [{type: kpis, metrics: [website_traffic]}, {type: data_notes}]
outputs: [html]
"""


@pytest.fixture
def with_ours(project, monkeypatch):
    monkeypatch.setenv("CRM_TOKEN", SECRET)
    project.write({"acme.yaml": USES_OURS, "plugins/our_crm.py": OUR_CRM, "token.txt": SECRET})
    return project


def test_one_file_is_a_source(with_ours):
    result = with_ours.build("--format", "html")
    assert result.code == 0, result.err
    values = {fact["id"]: fact["value"] for fact in with_ours.report["facts"]}
    assert values["website_traffic@current"] == sum(range(1, 32))
    assert values["website_traffic@previous_period"] == sum(range(1, 31))
    assert [notice["text"] for notice in with_ours.report["notices"]] == ["The vendor sampled the visits."]
    (source,) = with_ours.read("out/acme/acme/2026-10/manifest.json")["sources"]
    assert (source["source"], source["stream"], source["dataset"]) == ("crm", "visits", "web_traffic")


def test_a_secret_is_in_no_file_and_no_output(with_ours):
    said = [
        with_ours.build("--format", "html", "--json"),
        with_ours.run("check", "acme.yaml", "--json"),
        with_ours.run("plan", "acme.yaml", "--as-of", "2026-11-05", "--json"),
        with_ours.run("explain", "acme.yaml", "website_traffic", "--as-of", "2026-11-05", "--json"),
        with_ours.run("explain", "acme.yaml", "website_traffic", "--as-of", "2026-11-05"),
        with_ours.run("plugins", "list", "--spec", "acme.yaml", "--json"),
        with_ours.run("schema", "--spec", "acme.yaml"),
    ]
    assert [result.code for result in said] == [0] * len(said)
    assert all(SECRET not in result.out + result.err for result in said)
    written = [name for name in with_ours.files() if name.startswith(("out/", "store/"))]
    assert len(written) >= 6
    assert [name for name in written if SECRET.encode() in (with_ours.folder / name).read_bytes()] == []


def test_a_secret_written_into_the_spec_is_a_warning_that_does_not_repeat_it(with_ours):
    with_ours.write({"acme.yaml": USES_OURS.replace("${env:CRM_TOKEN}", SECRET)})
    result = with_ours.run("check", "acme.yaml")
    assert result.code == 0
    assert (
        "acme.yaml:5:33: warning: sources.crm.token is a secret in a plain file (write ${env:NAME} instead)"
        in result.err
    )
    assert SECRET not in result.out + result.err


def test_plan_says_that_its_columns_show_when_it_is_read(with_ours):
    result = with_ours.run("plan", "acme.yaml", "--as-of", "2026-11-05")
    assert "crm: its columns show when it is read" in result.out
    assert with_ours.files("store") == with_ours.files("out") == []


def test_a_local_plugin_that_is_not_there(with_ours):
    (with_ours.folder / "plugins/our_crm.py").unlink()
    result = with_ours.build()
    assert result.code == 2
    assert result.err.startswith("acme.yaml:3:11: ")
    assert "plugins/our_crm.py" in result.err


def test_a_local_plugin_that_fails_is_named_with_its_cause(with_ours):
    with_ours.write({"plugins/our_crm.py": "import nothing_of_this_name\n"})
    result = with_ours.build()
    assert result.code == 2
    assert "our_crm" in result.err
    assert "ModuleNotFoundError: No module named 'nothing_of_this_name'" in result.err


def test_two_specs_may_have_local_plugins_of_the_same_name(with_ours):
    other = OUR_CRM.replace("[day.day for", "[1000 for")
    spec = USES_OURS.replace("id: acme", "id: beta").replace("plugins/", "more/")
    with_ours.write({"beta.yaml": spec, "more/our_crm.py": other})
    assert with_ours.build("acme.yaml", "beta.yaml").code == 0
    for client, value in (("acme", 496), ("beta", 31_000)):
        facts = with_ours.read(f"out/{client}/{client}/2026-10/report.json")["facts"]
        assert {f["id"]: f["value"] for f in facts}["website_traffic@current"] == value


def test_json_is_all_that_goes_to_standard_output(with_ours):
    result = with_ours.process("build", "acme.yaml", "--as-of", "2026-11-05", "--format", "json", "--json")
    assert result.code == 0
    assert json.loads(result.out)[0]["status"] == "built"
