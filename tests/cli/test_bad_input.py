"""What bad input gets: a named error with place and hint and the right exit code, or a stated notice; never a traceback.

What a person reads is one file of text for each case, rewritten with KPIREPORT_REWRITE=1.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"

HEAD = """\
version: 1
client: {id: acme, name: Acme Coffee, timezone: Europe/Vilnius, currency: EUR}
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic}
"""
SECTIONS = """\
sections:
  - title: Results
    blocks:
      - {type: kpis, metrics: [website_traffic, bounce_rate]}
outputs: [html]
"""
GOOD = HEAD + SECTIONS
ORDERS = GOOD.replace("web.csv, dataset: web_traffic", "orders.csv, dataset: orders").replace(
    "website_traffic, bounce_rate", "revenue, orders"
)


def with_block(block: str) -> str:
    return GOOD.replace("      - {type: kpis, metrics: [website_traffic, bounce_rate]}", f"      - {block}")


def with_metric(expression: str) -> str:
    return f"{GOOD}metrics:\n  - id: mine\n    dataset: web_traffic\n    unit: count\n    direction: neutral\n    expression: {expression}\n"


def theme(**files: str) -> dict[str, str]:
    """A spec with a theme of its own that changes some files of the base theme."""
    manifest = "name: ours\nextends: executive\n"
    return {"acme.yaml": f"{GOOD}theme: ./ours\n", "ours/theme.yaml": manifest} | {
        f"ours/{n}": t for n, t in files.items()
    }


@dataclass(frozen=True)
class Case:
    """Files that replace those of the good client, the arguments of `build`, and the exit code."""

    files: Mapping[str, str | bytes]
    args: tuple[str, ...] = ()
    code: int = 1


HTML = ("--format", "html")
DAY = "date,channel,sessions,bounces\n"
LINE = "order_id,line_no,order_date,revenue\n"

DATA = {
    "missing_file": Case({"acme.yaml": GOOD.replace("web.csv", "wbe.csv")}),
    "missing_folder": Case({"acme.yaml": GOOD.replace("web.csv", "exports/*.csv")}),
    "empty_file": Case({"web.csv": ""}),
    "wrong_delimiter_said": Case({"acme.yaml": GOOD.replace("web_traffic}", 'web_traffic, delimiter: ";"}', 1)}),
    "wrong_delimiter_in_file": Case({"web.csv": "date^channel^sessions^bounces\n2026-10-01^direct^5^1\n"}),
    "text_in_a_number_column": Case(
        {"web.csv": DAY + "".join(f"2026-10-{d:02},direct,{'n/a?' if d == 17 else d},1\n" for d in range(1, 30))}
    ),
    "text_in_a_date_column": Case(
        {"web.csv": DAY + "".join(f"{'soon' if d == 9 else f'2026-10-{d:02}'},direct,{d},1\n" for d in range(1, 30))}
    ),
    "impossible_date": Case({"web.csv": DAY + "2026-10-30,direct,5,1\n2026-02-30,direct,5,1\n"}),
    "ambiguous_dates": Case({"web.csv": DAY + "01/10/2026,direct,5,1\n02/10/2026,direct,5,1\n"}),
    "row_too_short": Case({"web.csv": DAY + "2026-10-01,direct,5,1\n2026-10-02,direct\n"}),
    "unclosed_quote": Case({"web.csv": DAY + '2026-10-01,"direct,5,1\n2026-10-02,direct,5,1\n'}),
    "no_date_column": Case({"web.csv": "when,sessions\nMonday,5\n"}),
    "binary_as_csv": Case({"web.csv": bytes(range(256)) * 40}),
    "duplicate_keys": Case(
        {
            "acme.yaml": ORDERS,
            "orders.csv": LINE + "A1,1,2026-10-01,10.00\nA2,1,2026-10-02,12.00\nA1,1,2026-10-01,99.00\n",
        }
    ),
    "mixed_currency_signs": Case(
        {"acme.yaml": ORDERS, "orders.csv": LINE + 'A1,1,2026-10-01,"€10.00"\nA2,1,2026-10-02,"$12.00"\n'}
    ),
    "mixed_currency_column": Case(
        {
            "acme.yaml": ORDERS,
            "orders.csv": "order_id,line_no,order_date,revenue,currency\nA1,1,2026-10-01,10.00,EUR\nA2,1,2026-10-02,12.00,USD\n",
        }
    ),
    "other_currency_than_the_client": Case(
        {"acme.yaml": ORDERS, "orders.csv": LINE + 'A1,1,2026-10-01,"$10.00"\nA2,1,2026-10-02,"$12.00"\n'}
    ),
    "not_parquet": Case({"acme.yaml": GOOD.replace("web.csv", "web.parquet"), "web.parquet": "no parquet"}),
    "not_excel": Case({"acme.yaml": GOOD.replace("web.csv", "web.xlsx"), "web.xlsx": "no excel"}),
    "broken_json": Case({"acme.yaml": GOOD.replace("web.csv", "web.json"), "web.json": '[{"date": "2026-10-01",'}),
}

METRICS = {
    "metric_without_its_column": Case({"web.csv": "date,channel,sessions\n2026-10-01,direct,5\n"}),
    "metric_without_its_source": Case({"acme.yaml": GOOD.replace("bounce_rate", "revenue")}),
    "unknown_dimension": Case({"acme.yaml": with_block("{type: table, metrics: [website_traffic], by: chanel}")}),
    "dimension_of_another_dataset": Case(
        {"acme.yaml": with_block("{type: table, metrics: [website_traffic], by: product}")}
    ),
    "dimension_without_its_column": Case(
        {"acme.yaml": with_block("{type: table, metrics: [website_traffic], by: device}")}
    ),
    "target_for_an_unknown_metric": Case({"acme.yaml": f"{GOOD}targets: {{web_site_traffic: 100}}\n"}, code=2),
    "unknown_metric": Case({"acme.yaml": GOOD.replace("bounce_rate", "bounce_rat")}, code=2),
    "expression_of_1_mb": Case({"acme.yaml": with_metric("sum(sessions)" + " + sum(bounces)" * 65_000)}, code=2),
    "expression_with_200_brackets": Case({"acme.yaml": with_metric("(" * 200 + "sum(sessions)" + ")" * 200)}, code=2),
    "expression_with_a_subquery": Case(
        {"acme.yaml": with_metric("sum(sessions) + (select count(*) from web_traffic)")}, code=2
    ),
    "expression_with_an_unknown_function": Case({"acme.yaml": with_metric("read_csv('/etc/passwd')")}, code=2),
    "expression_with_an_unknown_column": Case({"acme.yaml": with_metric("sum(sesions)")}, code=2),
    "expression_that_is_cut_off": Case({"acme.yaml": with_metric("sum(sessions")}, code=2),
    "expression_without_an_aggregate": Case({"acme.yaml": with_metric("sessions")}, code=2),
    "expression_that_is_two": Case({"acme.yaml": with_metric("sum(sessions); drop table web_traffic")}, code=2),
    "computed_column_with_an_unknown_function": Case(
        {"acme.yaml": GOOD.replace("web_traffic}", "web_traffic, columns: {sessions: getenv('HOME')}}", 1)}
    ),
    "renamed_column_that_is_not_there": Case(
        {"acme.yaml": GOOD.replace("web_traffic}", "web_traffic, columns: {sessions: vists}}", 1)}
    ),
}

NAMES = {
    "unknown_source_plugin": Case({"acme.yaml": GOOD.replace("plugin: files", "plugin: filse")}, code=2),
    "unknown_preset": Case({"acme.yaml": f"{HEAD}preset: exectuive\n"}, code=2),
    "unknown_theme": Case({"acme.yaml": f"{GOOD}theme: exectuive\n"}, code=2),
    "theme_folder_that_is_not_there": Case({"acme.yaml": f"{GOOD}theme: ./ours\n"}, code=2),
    "unknown_format": Case({}, ("--format", "htm"), 2),
    "unknown_output": Case({"acme.yaml": GOOD.replace("[html]", "[htlm]")}, code=2),
    "unknown_key": Case({"acme.yaml": f"{GOOD}tragets: {{website_traffic: 5}}\n"}, code=2),
    "unknown_dataset": Case({"acme.yaml": GOOD.replace("dataset: web_traffic", "dataset: web_trafic")}, code=2),
    "unknown_comparison": Case({"acme.yaml": f"{GOOD}compare: [last_year]\n"}, code=2),
    "unknown_locale": Case({"acme.yaml": GOOD.replace("currency: EUR", "currency: EUR, locale: tlh")}, code=2),
    "unknown_block": Case({"acme.yaml": with_block("{type: pie, metric: website_traffic}")}, code=2),
    "client_id_that_leaves_the_folder": Case({"acme.yaml": GOOD.replace("id: acme", "id: ../x")}, code=2),
    "report_id_that_leaves_the_folder": Case({"acme.yaml": f"{GOOD}report: {{id: ../../x}}\n"}, code=2),
    "source_id_that_leaves_the_folder": Case({"acme.yaml": GOOD.replace("  web:", "  ../web:")}, code=2),
    "no_such_spec": Case({}, ("acne.yaml",), 2),
    "spec_that_is_a_folder": Case({"folder.yaml/file": ""}, ("folder.yaml",), 2),
    "bad_period": Case({}, ("--period", "2026-13"), 2),
    "period_in_words": Case({}, ("--period", "last month"), 2),
    "period_backwards": Case({}, ("--period", "2026-10-31..2026-10-01"), 2),
    "as_of_nonsense": Case({}, ("--as-of", "yesterday"), 2),
    "unknown_option": Case({}, ("--perod", "2026-10"), 2),
    "unset_reference": Case({"acme.yaml": GOOD.replace("path: web.csv", "path: '${env:NO_SUCH_VARIABLE}'")}, code=2),
}

YAML = {
    "yaml_tab": Case({"acme.yaml": "version: 1\nclient:\n\tid: acme\n"}, code=2),
    "yaml_duplicate_key": Case({"acme.yaml": f"{GOOD}version: 1\n"}, code=2),
    "yaml_python_tag": Case({"acme.yaml": "version: !!python/object/apply:os.system ['exit 3']\n"}, code=2),
    "yaml_laughs": Case(
        {
            "acme.yaml": "a0: &a0 [x, x]\n"
            + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
        },
        code=2,
    ),
    "yaml_deep": Case({"acme.yaml": HEAD + "x: " + "[" * 10_000 + "]" * 10_000}, code=2),
    "yaml_not_utf_8": Case({"acme.yaml": GOOD.replace("Acme Coffee", "Žemė").encode("cp1257")}, code=2),
    "yaml_binary": Case({"acme.yaml": bytes(range(256))}, code=2),
    "yaml_empty": Case({"acme.yaml": ""}, code=2),
    "yaml_extends_itself": Case({"acme.yaml": f"extends: acme.yaml\n{GOOD}"}, code=2),
}

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
LOGO = f"{GOOD}brand: {{logo: logo.svg}}\n"

PICTURES = {
    "logo_that_is_not_an_image": Case({"acme.yaml": LOGO, "logo.svg": "not a picture"}, HTML),
    "logo_that_is_a_cut_off_image": Case({"acme.yaml": LOGO, "logo.svg": PNG}, HTML),
    "logo_that_reads_files": Case(
        {
            "acme.yaml": LOGO,
            "logo.svg": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SVG}<text>&x;</text></svg>',
        },
        HTML,
    ),
    "logo_that_is_missing": Case({"acme.yaml": LOGO}, code=2),
    "picture_that_is_missing": Case({"acme.yaml": with_block("{type: image, path: shop.png, alt: The shop}")}, code=2),
    "picture_that_is_text": Case(
        {"acme.yaml": with_block("{type: image, path: shop.png, alt: x}"), "shop.png": "root:x:0:0"}
    ),
    "text_file_that_is_missing": Case(
        {"acme.yaml": with_block("{type: text, file: 'notes/{period}.md', required: true}")}
    ),
}

TEMPLATES = {
    "template_that_loops": Case(theme(**{"section.html.j2": "{% for i in range(10**9) %}x{% endfor %}"}), HTML),
    "template_with_nested_loops": Case(
        theme(**{"section.html.j2": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"}),
        HTML,
    ),
    "template_that_includes_a_file": Case(theme(**{"section.html.j2": "\n{% include '/etc/passwd' %}"}), HTML),
    "template_that_climbs_out": Case(theme(**{"section.html.j2": "{% include '../acme.yaml' %}"}), HTML),
    "template_that_reaches_for_classes": Case(
        theme(**{"section.html.j2": "\n\n{{ ''.__class__.__mro__[1].__subclasses__() }}"}), HTML
    ),
    "template_with_an_undefined_variable": Case(theme(**{"section.html.j2": "a\nb {{ revnue }}"}), HTML),
    "template_that_is_cut_off": Case(theme(**{"section.html.j2": "a\n{% for x in y %}"}), HTML),
    "template_that_includes_itself": Case(theme(**{"section.html.j2": "{% include 'section.html.j2' %}"}), HTML),
    "template_that_loads_from_the_net": Case(
        theme(**{"section.html.j2": '<img src="http://example.com/a.png" alt="">'}), HTML
    ),
    "theme_that_extends_itself": Case(theme() | {"ours/theme.yaml": "name: ours\nextends: ours\n"}, HTML),
    "theme_of_nonsense": Case(theme() | {"ours/theme.yaml": "name: [1\n"}, HTML),
}

TEXTS = {
    "text_that_loops": Case(
        {"acme.yaml": with_block("{type: text, text: '{% for i in range(10**9) %}x{% endfor %}'}")}, code=2
    ),
    "text_that_includes_a_file": Case(
        {"acme.yaml": with_block("""{type: text, text: "{% include '/etc/passwd' %}"}""")}, code=2
    ),
    "text_that_reaches_for_classes": Case(
        {"acme.yaml": with_block("""{type: text, text: "{{ ''.__class__.__mro__ }}"}""")}, code=2
    ),
    "text_that_reaches_through_a_variable": Case(
        {"acme.yaml": with_block('{type: text, text: "{{ client.__class__ }}"}')}, code=2
    ),
    "text_with_an_undefined_variable": Case(
        {"acme.yaml": with_block('{type: text, text: "{{ client.nam }}"}')}, code=2
    ),
    "text_that_multiplies": Case({"acme.yaml": with_block('{type: text, text: "{{ 9**9**9 }}"}')}, code=2),
    "text_file_with_an_undefined_variable": Case(
        {"acme.yaml": with_block("{type: text, file: note.md}"), "note.md": "Hello\n\n{{ clent.name }}\n"}
    ),
    "text_file_that_loops": Case(
        {"acme.yaml": with_block("{type: text, file: note.md}"), "note.md": "{% for i in range(10**9) %}x{% endfor %}"}
    ),
    "text_file_that_is_not_text": Case(
        {"acme.yaml": with_block("{type: text, file: note.md}"), "note.md": bytes(range(256))}
    ),
}

CASES = DATA | METRICS | NAMES | YAML | PICTURES | TEMPLATES | TEXTS


@pytest.mark.parametrize("name", CASES)
def test_what_a_person_reads(project, name):
    case = CASES[name]
    project.write({"acme.yaml": GOOD} | case.files)
    result = project.build(*case.args)
    said = f"exit {result.code}\n{result.err}{result.out}".replace(f"{project.folder}", "FOLDER")
    snapshot = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("KPIREPORT_REWRITE"):
        snapshot.write_text(said, encoding="utf-8")
    assert said == snapshot.read_text(encoding="utf-8")
    assert result.code == case.code
    assert "Traceback" not in said
    assert [n for n in project.files("out") if not n.endswith("run.json")] == []


def test_hostile_specs_are_refused_fast_in_a_process_of_their_own(project):
    project.write(YAML["yaml_laughs"].files)
    result = project.process("build", "acme.yaml")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("acme.yaml:4:5: more than 20,000 values")


# ---------------------------------------------------------------- folders


@pytest.mark.parametrize("option", ["--out", "--store"])
@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("web.csv", "'web.csv' is not a folder (choose another folder)"),
        ("web.csv/below", "'web.csv/below' cannot be made: Not a directory (choose another folder)"),
        ("/proc/kpireport", "'/proc/kpireport' cannot be made: "),
    ],
)
def test_a_folder_that_cannot_be_used(project, option, folder, message):
    result = project.build(option, folder)
    assert result.code == 2
    assert result.err.startswith(f"{option}: {message}")
    assert [name for name in project.files() if name.endswith(".json")] == []


# ---------------------------------------------------------------- building again


@pytest.fixture
def built(project):
    """The good client, built once; its files by name."""
    project.write({"acme.yaml": GOOD})
    assert project.build("--format", "html").code == 0
    return {name: (project.folder / name).read_bytes() for name in project.files("out/acme")}


def assert_untouched(project, built):
    assert {name: (project.folder / name).read_bytes() for name in project.files("out/acme")} == built


def test_a_file_that_vanishes_leaves_the_earlier_report_whole(project, built):
    (project.folder / "web.csv").unlink()
    result = project.build("--format", "html")
    assert result.code == 1
    assert "acme.yaml:4:3: there is no file 'web.csv'" in result.err
    assert_untouched(project, built)
    assert project.read("out/run.json")["outcomes"][0]["status"] == "failed"


def test_a_file_that_breaks_leaves_the_earlier_report_whole(project, built):
    project.write({"web.csv": DAY + "2026-10-01,direct,many,1\n2026-10-02,direct,5,1\n"})
    assert project.build("--format", "html").code == 1
    assert_untouched(project, built)


def test_a_theme_that_breaks_leaves_the_earlier_report_whole(project, built):
    project.write(theme(**{"section.html.j2": "{{ nothing }}"}))
    assert project.build("--format", "html").code == 1
    assert_untouched(project, built)


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-9],
        lambda data: b"",
        lambda data: data.replace(b"PAR1", b"PAR2"),
        lambda data: bytes(len(data)),
    ],
    ids=["cut off", "emptied", "changed", "overwritten with zeros"],
)
def test_stored_rows_that_were_damaged_are_read_anew(project, built, harm):
    (stored,) = project.folder.glob("store/*/*/*/*.parquet")
    whole = stored.read_bytes()
    stored.write_bytes(harm(whole))
    assert project.build("--format", "html").code == 0
    assert stored.read_bytes() == whole
    assert (project.folder / "out/acme/acme/2026-10/report.json").read_bytes() == built[
        "out/acme/acme/2026-10/report.json"
    ]


@pytest.mark.parametrize("pattern", ["*.parquet", "*.json", "*.key"])
def test_stored_files_that_are_gone_are_made_anew(project, built, pattern):
    (stored,) = project.folder.glob(f"store/*/*/*/{pattern}")
    whole = stored.read_bytes()
    stored.unlink()
    assert project.build("--format", "html").code == 0
    assert stored.read_bytes() == whole


def test_a_manifest_of_the_store_cannot_name_another_clients_rows(project, built):
    """A key that leads to a forged manifest is not followed: the manifest's name is its hash."""
    (manifest,) = project.folder.glob("store/*/*/*/*.json")
    manifest.write_bytes(manifest.read_bytes().replace(b'"acme"', b'"beta"'))
    assert project.build("--format", "html").code == 0
    assert '"beta"' not in (project.folder / "out/acme/acme/2026-10/report.json").read_text()


def test_a_store_that_leads_elsewhere(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project.folder / "store").mkdir()
    (project.folder / "store/acme").symlink_to(elsewhere)
    result = project.build()
    assert result.code == 1
    assert "the store folder of 'acme' leads elsewhere" in result.err
    assert list(elsewhere.rglob("*")) == []


def test_snapshots_belong_to_cases():
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize(
    "name", sorted(set(CASES) - {"as_of_nonsense", "unknown_option", "no_such_spec", "spec_that_is_a_folder"})
)
def test_every_problem_has_a_place(name):
    """`file:line:column: what (hint)`; a whole file or an option is a place too."""
    _, *lines = (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    problems = [line for line in lines if not line.startswith(("building ", "failed  "))]
    assert problems
    for problem in problems:
        place, _, message = problem.partition(": ")
        assert place.startswith(("acme.yaml", "web.", "orders.csv", "FOLDER/", "--")), problem
        assert message
