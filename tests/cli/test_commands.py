"""The other commands: explain, metrics, plugins, themes, schema, doctor, and the command line itself."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys

import pytest

import kpireport
from kpireport.spec.model import ReportSpec

DAY = ("--as-of", "2026-11-05")

# ---------------------------------------------------------------- explain


def test_explain_shows_everything_that_a_number_rests_on(project):
    result = project.run("explain", "acme.yaml", "bounce_rate", *DAY)
    assert result.code == 0
    shown = dict(line.split("  ", 1) for line in result.out.split("\n\n")[0].splitlines())
    said = {name.strip(): value.strip() for name, value in shown.items()}
    bounces, sessions = 31 * 45, sum(100 + day + 30 for day in range(1, 32))
    assert said["value"] == f"30.8% ({bounces / sessions!r})"
    assert said["numerator"] == f'sum("bounces") = {bounces}'
    assert said["denominator"] == f'sum("sessions") = {sessions}'
    assert said["formula"] == "single-page sessions ÷ sessions"
    (stored,) = project.folder.glob("store/acme/web/rows/*.parquet")
    assert f"stored as  {stored.relative_to(project.folder)}" in result.out
    assert f"sha256     {stored.stem}" in result.out
    assert "read from  web.csv" in result.out
    assert "group by" in result.out
    assert not (project.folder / "out").exists()


def test_explain_for_programs_agrees_with_the_report(project):
    assert project.build().code == 0
    told = project.run("explain", "acme.yaml", "bounce_rate", *DAY, "--json").json
    (fact,) = (f for f in project.report["facts"] if f["id"] == "bounce_rate@current")
    assert (told["fact"]["value"], told["fact"]["numerator"]) == (fact["value"], fact["numerator"])
    assert [f["period"] for f in told["comparisons"]] == ["previous_period", "same_period_last_year"]
    assert told["sources"][0]["sha256"] == project.report["sources"][0]["sha256"]
    assert told["queries"][0]["sql"]


def test_explain_by_the_members_of_a_dimension(project):
    result = project.run("explain", "acme.yaml", "website_traffic", *DAY, "--by", "channel")
    lines = [line.split() for line in result.out.splitlines()]
    assert ["direct", "3,596", "(3596)"] in lines
    assert ["email", "930", "(930)"] in lines
    members = project.run("explain", "acme.yaml", "website_traffic", *DAY, "--by", "channel", "--json").json["members"]
    assert {m["group"]["channel"]: m["value"] for m in members} == {"direct": 3596, "email": 930}


def test_explain_a_metric_of_the_spec_itself(project):
    own = """\
metrics:
  - id: per_visit
    dataset: web_traffic
    expression: 1.0 * sum(conversions) / nullif(sum(sessions), 0)
    unit: ratio
    direction: higher_is_better
"""
    project.write({"acme.yaml": (project.folder / "acme.yaml").read_text() + own})
    told = project.run("explain", "acme.yaml", "per_visit", *DAY, "--period", "2026-09", "--json").json
    assert told["period"] == "2026-09"
    assert (told["fact"]["numerator"], told["fact"]["denominator"]) == (30 * 4, 4335)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("bounce_rte",), "unknown metric 'bounce_rte' (did you mean 'bounce_rate'?)\n"),
        (("bounce_rate", "--by", "chanel"), "(did you mean 'channel'?)\n"),
        (("revenue",), "metric 'revenue' cannot be computed from this client's data: orders is missing"),
        (("bounce_rate", "--period", "soon"), "--period: period 'soon' is not a period"),
    ],
)
def test_explain_what_cannot_be_explained(project, args, message):
    result = project.run("explain", "acme.yaml", *args)
    assert result.code == 2
    assert message in result.err
    assert result.out == ""


# ---------------------------------------------------------------- metrics


def test_metrics_list_and_its_filters(project):
    everything = project.run("metrics", "list", "--json").json
    assert {"website_traffic", "revenue"} <= {metric["id"] for metric in everything}
    on_orders = project.run("metrics", "list", "--dataset", "orders", "--json").json
    assert {metric["dataset"] for metric in on_orders} == {"orders"}
    found = project.run("metrics", "list", "bounce")
    lines = [line.split() for line in found.out.splitlines()]
    assert [line[0] for line in lines if line] == ["metric", "Website", "bounce_rate"]
    of_stage = project.run("metrics", "list", "--stage", "delight", "--json").json
    assert {"net_promoter_score", "customer_referrals"} <= {metric["id"] for metric in of_stage}
    of_tool = project.run("metrics", "list", "--source", "zendesk", "--json").json
    assert {metric["dataset"] for metric in of_tool} == {"support_tickets", "survey_responses"}
    for option in ("--stage", "--source", "--group"):
        assert project.run("metrics", "list", option, "nothing").err.startswith(f"unknown {option[2:]} 'nothing'")
    wrong = project.run("metrics", "list", "--dataset", "oders")
    assert (wrong.code, wrong.err) == (2, "unknown dataset 'oders' (did you mean 'orders'?)\n")


def test_metrics_show(project):
    shown = project.run("metrics", "show", "bounce_rate")
    assert shown.code == 0
    for line in ("adds up     ratio", "direction   lower is better", "needs       web_traffic: bounces, sessions"):
        assert line in shown.out.splitlines()
    told = project.run("metrics", "show", "bounce_rate", "--json").json
    assert told["needs"] == {"web_traffic": ["bounces", "sessions"]}
    assert told["additivity"] == "ratio"
    assert (
        project.run("metrics", "show", "bounce_rat").err
        == "unknown metric 'bounce_rat' (did you mean 'bounce_rate'?)\n"
    )


# ---------------------------------------------------------------- plugins, themes, schema


def test_plugins_list_names_distribution_version_and_what_is_registered(project):
    result = project.run("plugins", "list")
    assert result.code == 0
    rows = {line.split()[0]: line.split() for line in result.out.splitlines()}
    assert rows["files"] == ["files", "kpireport-framework", kpireport.__version__, "sources:", "files", "ok"]
    told = {plugin["name"]: plugin for plugin in project.run("plugins", "list", "--json").json}
    assert told["marketing"]["distribution"] == "kpireport-metrics-marketing"
    assert told["marketing"]["hooks"] == ["kpireport_register_metrics"]
    assert told["render"]["registers"]["kpireport_register_renderers"] == ["html", "pdf", "slides"]
    assert not any(plugin["failure"] for plugin in told.values())


def test_plugins_show(project):
    shown = project.run("plugins", "show", "files")
    assert "from          kpireport.sources.hooks" in shown.out.splitlines()
    assert project.run("plugins", "show", "files", "--json").json["registers"] == {
        "kpireport_register_sources": ["files"]
    }
    wrong = project.run("plugins", "show", "file")
    assert (wrong.code, wrong.err) == (2, "unknown plugin 'file' (did you mean 'files'?)\n")


def test_themes_list(project):
    assert [theme["name"] for theme in project.run("themes", "list", "--json").json] == ["base", "executive"]
    assert project.run("themes", "list").out.splitlines()[1].split()[:2] == ["base", "render"]


def refs(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if isinstance(node.get("$ref"), str) else [])
        for value in node.values():
            yield from refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from refs(value)


def test_the_schema_is_whole(project):
    schema = project.run("schema").json
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12/")
    assert set(schema["properties"]) == {*ReportSpec.model_fields, "extends"}
    assert schema["additionalProperties"] is False
    pointers = set(refs(schema))
    assert pointers
    assert all(pointer.removeprefix("#/$defs/") in schema["$defs"] for pointer in pointers)


# ---------------------------------------------------------------- doctor


def test_doctor_finds_a_machine_that_can_build(project):
    result = project.run("doctor")
    assert result.code == 0, result.out
    assert "ok    PDF: WeasyPrint " in result.out
    assert "on Pango " in result.out
    assert "ok    import name: kpireport is ours alone" in result.out
    assert all(finding["ok"] for finding in project.run("doctor", "--json").json)


@pytest.fixture
def without_pango(project, tmp_path_factory):
    """WeasyPrint as it behaves where Pango is not installed."""
    folder = tmp_path_factory.mktemp("site")
    broken = "print('WeasyPrint could not import some external libraries.')\nraise OSError(\"cannot load library 'libpango-1.0-0'\\nmore\")\n"
    (folder / "weasyprint").mkdir()
    (folder / "weasyprint/__init__.py").write_text(broken)
    return {"PYTHONPATH": str(folder)}


def test_doctor_says_how_to_get_what_is_missing(project, without_pango):
    result = project.process("doctor", **without_pango)
    assert result.code == 1
    assert "FAIL  PDF: a library that makes PDFs does not load: cannot load library 'libpango-1.0-0' (" in result.out
    assert "could not import" not in result.out


def test_a_build_without_the_library_is_the_machines_problem(project, without_pango):
    result = project.process("build", "acme.yaml", *DAY, "--format", "pdf", **without_pango)
    assert result.code == 1
    assert "a library that makes PDFs does not load: cannot load library 'libpango-1.0-0' (" in result.err
    assert "plugin" not in result.err
    assert "Traceback" not in result.err
    assert project.files("out/acme") == []
    assert project.process("build", "acme.yaml", *DAY, "--format", "html", **without_pango).code == 0


def test_doctor_notices_another_package_of_our_name(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "kpireport-2.1.dist-info").mkdir()
    (folder / "kpireport-2.1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: kpireport\nVersion: 2.1\n")
    result = project.process("doctor", PYTHONPATH=str(folder))
    assert result.code == 1
    assert (
        "FAIL  import name: the import name kpireport is also taken by kpireport (pip uninstall kpireport" in result.out
    )


# ---------------------------------------------------------------- the command line itself


def test_the_version(project):
    assert project.run("--version").out == f"kpireport {importlib.metadata.version('kpireport-framework')}\n"


def test_without_arguments_it_says_what_there_is(project):
    result = project.run()
    for command in ("init", "check", "plan", "build", "explain", "metrics", "plugins", "themes", "schema", "doctor"):
        assert f" {command} " in result.out + result.err


@pytest.mark.parametrize("command", ["build", "check", "plan", "explain"])
def test_a_command_without_its_arguments(project, command):
    result = project.run(command)
    assert result.code == 2
    assert "Missing argument" in result.err


def test_an_unknown_command(project):
    result = project.run("biuld")
    assert result.code == 2
    assert "No such command 'biuld'" in result.err


def test_a_reader_that_closes_early_is_no_error(project):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "kpireport.cli", "metrics", "list"], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert b"Traceback" not in done.stderr


def test_a_console_without_our_letters(project):
    result = project.process("metrics", "show", "bounce_rate", PYTHONIOENCODING="ascii")
    assert result.code == 0
    assert "single-page sessions \\xf7 sessions" in result.out


def test_the_installed_command_is_this_one():
    (point,) = importlib.metadata.entry_points(group="console_scripts", name="kpireport")
    assert point.value == "kpireport.cli:main"
