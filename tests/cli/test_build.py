"""`kpireport build`, `check` and `plan`: exit codes, files, what run.json and the manifests say."""

from __future__ import annotations

import hashlib
import json

import pytest

BETA = """\
version: 1
client: {id: beta, name: Beta Tea, timezone: America/New_York, currency: USD}
report: {id: weekly}
period: {grain: week}
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic}
sections:
  - title: Results
    blocks: [{type: kpis, metrics: [website_traffic]}]
"""
BROKEN = "version: 1\nclient: {id: broken, name: Broken}\n"
REPORT = "out/acme/acme/2026-10/report.json"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# ---------------------------------------------------------------- several specs


def test_a_bad_spec_among_good_ones(project):
    project.write({"beta.yaml": BETA, "broken.yaml": BROKEN})
    result = project.build("acme.yaml", "broken.yaml", "beta.yaml")
    assert result.code == 1
    assert result.err.splitlines() == [
        "building acme.yaml",
        "building beta.yaml",
        "broken.yaml:1:1: a spec needs a preset or sections (write 'preset: executive')",
        "broken.yaml:1:1: 'sources' is missing",
    ]
    assert [(o["spec"], o["status"], o["period"]) for o in project.read("out/run.json")["outcomes"]] == [
        ("acme.yaml", "built", "2026-10"),
        ("broken.yaml", "failed", None),
        ("beta.yaml", "built", "2026-W44"),
    ]
    assert project.files("out") == [
        "out/acme/acme/2026-10/manifest.json",
        REPORT,
        "out/beta/weekly/2026-W44/manifest.json",
        "out/beta/weekly/2026-W44/report.json",
        "out/run.json",
    ]


def test_a_report_that_fails_among_good_ones(project):
    project.write({"beta.yaml": BETA.replace("web.csv", "none.csv")})
    result = project.build("beta.yaml", "acme.yaml")
    assert result.code == 1
    failed, built = project.read("out/run.json")["outcomes"]
    assert (failed["status"], built["status"]) == ("failed", "built")
    assert failed["problems"] == [
        {
            "message": "there is no file 'none.csv'",
            "place": "beta.yaml:6:3",
            "hint": failed["problems"][0]["hint"],
            "severity": "error",
        }
    ]
    assert (project.folder / REPORT).is_file()


def test_when_no_spec_is_valid_nothing_is_started(project):
    project.write({"broken.yaml": BROKEN})
    result = project.build("broken.yaml", "none.yaml")
    assert result.code == 2
    assert "building" not in result.err
    assert not (project.folder / "out").exists()
    assert not (project.folder / "store").exists()


def test_two_specs_of_the_same_report(project):
    project.write({"again.yaml": (project.folder / "acme.yaml").read_text() + "report: {id: acme}\n"})
    result = project.build("acme.yaml", "again.yaml")
    assert result.code == 1
    hint = "give one of them another report id or client id"
    assert f"again.yaml: acme.yaml builds the same client, report and period ({hint})" in result.err
    assert [o["status"] for o in project.read("out/run.json")["outcomes"]] == ["built", "failed"]


def test_every_source_that_cannot_be_read_is_named(project):
    spec = BETA.replace("  web:", "  shop: {plugin: files, path: shop.csv, dataset: orders}\n  web:").replace(
        "web.csv", "w.csv"
    )
    project.write({"beta.yaml": spec})
    result = project.build("beta.yaml")
    assert result.code == 1
    assert [line.partition(" (")[0] for line in result.err.splitlines()[1:]] == [
        "beta.yaml:6:3: there is no file 'shop.csv'",
        "beta.yaml:7:3: there is no file 'w.csv'",
    ]


# ---------------------------------------------------------------- what is built


def test_the_last_complete_month_at_as_of(project):
    assert project.build("--as-of", "2026-03-01").code == 0
    assert project.report["period"] == {
        "start": "2026-02-01",
        "end": "2026-03-01",
        "grain": "month",
        "label": "February 2026",
        "key": "2026-02",
    }
    values = {fact["id"]: fact["value"] for fact in project.report["facts"]}
    assert values["website_traffic@current"] == sum(100 + day + 20 + 2 for day in range(1, 29))
    assert values["website_traffic@previous_period"] == sum(100 + day + 20 + 1 for day in range(1, 32))


@pytest.mark.parametrize(
    ("period", "first", "end"),
    [
        ("2025-12", "2025-12-01", "2026-01-01"),
        ("2026-W01", "2025-12-29", "2026-01-05"),
        ("2026-Q1", "2026-01-01", "2026-04-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-02-14", "2026-02-14", "2026-02-15"),
        ("2026-02-10..2026-02-14", "2026-02-10", "2026-02-15"),
    ],
)
def test_a_period_of_ones_choice(project, period, first, end):
    assert project.build("--period", period).code == 0
    assert (project.report["period"]["start"], project.report["period"]["end"]) == (first, end)
    assert (project.folder / "out/acme/acme" / project.report["period"]["key"] / "report.json").is_file()


def test_formats_take_the_place_of_the_specs_outputs(project):
    assert project.build("--format", "html").code == 0
    made = ["out/acme/acme/2026-10/manifest.json", "out/acme/acme/2026-10/report.html", REPORT]
    assert project.files("out/acme") == made
    assert project.build("--format", "json").code == 0
    assert project.files("out/acme") == [made[0], REPORT]
    assert project.build("--format", "json,html").code == 0
    assert project.files("out/acme") == made


def test_out_and_store_go_where_they_are_told(project):
    assert project.build("--out", "a/b", "--store", "c/d").code == 0
    assert (project.folder / "a/b/acme/acme/2026-10/report.json").is_file()
    stored = sorted(name.rsplit(".", 1)[1] for name in project.files("c/d/acme/web/rows"))
    assert stored == ["json", "key", "parquet", "profile", "results"]
    assert (project.folder / "c/d").stat().st_mode & 0o077 == 0


def test_the_manifest_says_what_happened(project):
    assert project.build("--format", "html").code == 0
    manifest = project.read("out/acme/acme/2026-10/manifest.json")
    for output in manifest["outputs"]:
        data = (project.folder / "out/acme/acme/2026-10" / output["name"]).read_bytes()
        assert (output["bytes"], output["sha256"]) == (len(data), sha256(data))
    assert [output["name"] for output in manifest["outputs"]] == ["report.json", "report.html"]
    assert manifest["spec"] == [{"file": "acme.yaml", "sha256": sha256((project.folder / "acme.yaml").read_bytes())}]
    (source,) = manifest["sources"]
    (rows,) = (project.folder / "store/acme/web/rows" / name for name in source["files"])
    assert rows.name == f"{sha256(rows.read_bytes())}.parquet"
    snapshot = (project.folder / f"store/acme/web/rows/{source['snapshot']}.json").read_bytes()
    assert sha256(snapshot) == source["snapshot"]
    assert (manifest["client"], manifest["report"], manifest["period"], manifest["as_of"]) == (
        "acme",
        "acme",
        "2026-10",
        "2026-11-05",
    )
    assert {p["distribution"] for p in manifest["plugins"]} == {"kpireport-framework", "kpireport-metrics-marketing"}


def test_the_files_of_an_extended_spec_are_all_in_the_manifest(project):
    head, sections = (project.folder / "acme.yaml").read_text().split("sections:")
    project.write({"shared/agency.yaml": "sections:" + sections, "acme.yaml": f"extends: shared/agency.yaml\n{head}"})
    assert project.build().code == 0
    files = project.read("out/acme/acme/2026-10/manifest.json")["spec"]
    assert [file["file"] for file in files] == ["acme.yaml", "agency.yaml"]


def test_the_same_inputs_give_the_same_bytes(project):
    project.write({"acme.yaml": (project.folder / "acme.yaml").read_text().replace("[html]", "[html, pdf]")})
    first, second, third = (
        project.run("build", "acme.yaml", "--as-of", "2026-11-05", "--out", out, "--store", store)
        for out, store in (("a", "store"), ("b", "store"), ("c", "store-2"))
    )
    assert (first.code, second.code, third.code) == (0, 0, 0)
    for name in ("report.json", "report.html", "report.pdf"):
        one, two, three = ((project.folder / out / "acme/acme/2026-10" / name).read_bytes() for out in "abc")
        assert one == two == three


def test_a_build_in_a_process_of_its_own_gives_the_same_bytes(project):
    assert project.build("--format", "html").code == 0
    done = project.process(
        "build",
        "acme.yaml",
        "--as-of",
        "2026-11-05",
        "--format",
        "html",
        "--out",
        "again",
        PYTHONHASHSEED="7",
        TZ="Asia/Tokyo",
    )
    assert done.code == 0
    for name in ("report.json", "report.html"):
        assert (project.folder / "again/acme/acme/2026-10" / name).read_bytes() == (
            project.folder / "out/acme/acme/2026-10" / name
        ).read_bytes()


def test_nothing_that_is_sent_names_a_folder_of_this_machine(project):
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><rect width="9" height="9"/></svg>'
    spec = (project.folder / "acme.yaml").read_text() + "brand: {logo: logo.svg}\n"
    project.write({"acme.yaml": spec, "logo.svg": logo})
    assert project.build("--format", "html").code == 0
    written = {name: (project.folder / name).read_bytes() for name in project.files("out/acme")}
    assert [name for name, data in written.items() if str(project.folder).encode() in data] == []
    assert b"alert(1)" not in written["out/acme/acme/2026-10/report.html"]


def test_variables_of_texts_are_filled_in_everywhere(project):
    spec = """\
version: 1
client: {id: acme, name: Acme Coffee, timezone: Europe/Vilnius, currency: EUR, variables: {manager: Rūta}}
report: {title: "{{ client.name }} in {{ period.label }}", author: "{{ client.variables.manager }}", kind: "For {{ client.name }}"}
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic}
events: [{date: 2026-09-14, label: "{{ client.name }} opens"}]
sections:
  - title: "About {{ client.name }}"
    lead: "Until {{ period.end }}"
    blocks:
      - {type: text, text: "Dear {{ client.variables.manager }},", author: "{{ client.variables.manager }}"}
      - {type: chart, kind: line, metric: website_traffic}
"""
    project.write({"acme.yaml": spec})
    assert project.build().code == 0
    assert "{{" not in (project.folder / REPORT).read_text()
    report = project.report
    assert (report["report"]["title"], report["report"]["author"]) == ("Acme Coffee in October 2026", "Rūta")
    (text,) = (block for block in report["sections"][0]["blocks"] if block["type"] == "text")
    (chart,) = (block for block in report["sections"][0]["blocks"] if block["type"] == "chart")
    assert (text["html"].rstrip(), text["author"]) == ("<p>Dear Rūta,</p>", "Rūta")
    assert [event["label"] for event in chart["events"]] == ["Acme Coffee opens"]


# ---------------------------------------------------------------- what is said


def test_plain_lines_in_a_log(project):
    result = project.build()
    assert result.err == "building acme.yaml\n"
    first, *files = result.out.splitlines()
    assert first.startswith("built   acme/acme/2026-10  (")
    assert [line.strip() for line in files] == [REPORT, "out/acme/acme/2026-10/manifest.json"]


def test_json_for_programs_is_what_run_json_holds(project):
    project.write({"broken.yaml": BROKEN})
    result = project.build("acme.yaml", "broken.yaml", "--json")
    assert result.code == 1
    assert result.json == project.read("out/run.json")["outcomes"]
    assert set(result.json[0]["seconds"]) == {"fetch", "compute", "write"}


def test_json_also_when_no_spec_is_valid(project):
    project.write({"broken.yaml": BROKEN})
    result = project.build("broken.yaml", "--json")
    assert result.code == 2
    (outcome,) = result.json
    assert outcome["status"] == "failed"
    assert outcome["problems"][0]["place"] == "broken.yaml:1:1"


def test_without_as_of_it_is_today_at_the_client(project):
    result = project.run("build", "acme.yaml", "--format", "json", "--json")
    assert result.code == 0
    (outcome,) = result.json
    assert outcome["period"] == project.report["period"]["key"]


def test_a_period_without_rows_is_said_aloud(project):
    result = project.build("--period", "2030-01", "--json")
    assert result.code == 0
    (problem,) = result.json[0]["problems"]
    assert problem["severity"] == "warning"
    assert problem["message"].startswith("No source has a row in January 2030")


# ---------------------------------------------------------------- check


def test_check_reads_no_data(project):
    (project.folder / "web.csv").unlink()
    result = project.run("check", "acme.yaml")
    assert (result.code, result.out) == (0, "acme.yaml: ok\n")
    assert result.err.startswith("acme.yaml:4:3: warning: there is no file 'web.csv' (looked in ")


def test_check_of_several(project):
    project.write({"broken.yaml": BROKEN})
    result = project.run("check", "acme.yaml", "broken.yaml")
    assert result.code == 1
    assert result.out == "acme.yaml: ok\n"
    assert result.err.startswith("broken.yaml:1:1: ")
    assert project.run("check", "broken.yaml").code == 2
    found = project.run("check", "acme.yaml", "broken.yaml", "--json")
    assert (found.code, found.json["acme.yaml"]) == (1, [])
    assert found.json["broken.yaml"][0].startswith("broken.yaml:1:1: ")


def test_warnings_leave_a_spec_valid(project):
    project.write({"acme.yaml": (project.folder / "acme.yaml").read_text() + "targets: {revenue: 5}\n"})
    result = project.run("check", "acme.yaml")
    assert (result.code, result.out) == (0, "acme.yaml: ok\n")
    assert result.err == "acme.yaml:11:11: warning: no block shows metric 'revenue', which has a target\n"


def test_check_writes_nothing(project):
    before = project.files()
    assert project.run("check", "acme.yaml").code == 0
    assert project.files() == before


# ---------------------------------------------------------------- plan


def test_plan_says_what_a_build_would_do_and_does_none_of_it(project):
    before = project.files()
    result = project.run("plan", "acme.yaml", "--as-of", "2026-11-05")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "acme/acme: 2026-10, as of 2026-11-05; compared with previous_period 2026-09, same_period_last_year 2025-10",
        "fetch    days 2023-10-01 to 2026-11-01 (exclusive)",
        "         web (files): rows as web_traffic: date, channel, sessions, bounces, conversions",
        "compute  7 requests",
        (
            "         web_traffic: columns date, sessions, bounces, conversions; days 2024-10-01 to 2026-11-01 (exclusive);"
            " for website_traffic, conversions, bounce_rate, by month, day"
        ),
        "compose  Results",
        "write    out/acme/acme/2026-10/report.json",
        "         out/acme/acme/2026-10/report.html",
        "         out/acme/acme/2026-10/manifest.json",
    ]
    assert project.files() == before
    assert not (project.folder / "out").exists()
    assert not (project.folder / "store").exists()


def test_the_plan_is_what_the_build_does(project):
    (plan,) = project.run("plan", "acme.yaml", "--as-of", "2026-11-05", "--json").json
    built = project.build("--format", "html", "--json").json[0]
    assert sorted(plan["files"]) == sorted(built["files"])
    (stream,) = plan["fetch"]["streams"]
    (source,) = project.report["sources"]
    assert (stream["source"], stream["stream"], stream["dataset"]) == (
        source["id"],
        source["stream"],
        source["dataset"],
    )
    (stored,) = project.folder.glob("store/acme/web/rows/*.json")
    assert [name for name, _ in json.loads(stored.read_bytes())["columns"]] == stream["columns"]
    assert plan["sections"] == [section["title"] for section in project.report["sections"]]


def test_plan_names_what_a_preset_leaves_out(project):
    head = (project.folder / "acme.yaml").read_text().split("sections:")[0]
    project.write({"acme.yaml": f"{head}preset: executive\n", "web.csv": "date,sessions\n2026-10-01,5\n"})
    result = project.run("plan", "acme.yaml", "--as-of", "2026-11-05")
    assert result.code == 0
    assert "         left out: bounce_rate: no bounces" in result.out.splitlines()
    assert "         left out: revenue: no orders" in result.out.splitlines()


def test_plan_of_several(project):
    project.write({"beta.yaml": BETA.replace("web.csv", "none.csv"), "broken.yaml": BROKEN})
    result = project.run("plan", "acme.yaml", "beta.yaml", "broken.yaml", "--as-of", "2026-11-05", "--json")
    assert result.code == 1
    assert [plan["spec"] for plan in result.json] == ["acme.yaml"]
    assert "beta.yaml:6:3: there is no file 'none.csv'" in result.err
    assert project.run("plan", "beta.yaml").code == 1
    assert project.run("plan", "broken.yaml").code == 2


def test_plan_names_what_the_data_cannot_feed(project):
    project.write({"web.csv": "date,sessions\n2026-10-01,5\n"})
    result = project.run("plan", "acme.yaml", "--as-of", "2026-11-05")
    assert result.code == 1
    assert result.err.startswith(
        "acme.yaml:8:49: metric 'conversions' cannot be computed: the dataset 'web_traffic' has no"
    )
