"""Loading what is right: defaults, extends, references, places, traps that are none, and the little that comes first."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from kpireport.errors import Place, SpecError
from kpireport.spec import LoadedSpec, local_plugins, unfillable_texts
from kpireport.spec.model import PeriodSpec, TargetSpec


def message_of(load, files, **options) -> str:
    with pytest.raises(SpecError) as caught:
        load(files, **options)
    return str(caught.value)


# ---------------------------------------------------------------- a spec


def test_the_smallest_spec(load, good) -> None:
    spec = load(good).spec
    assert (spec.report.id, spec.theme, spec.outputs) == ("acme", "executive", ("html", "pdf"))
    assert spec.compare == ("previous_period", "same_period_last_year")
    assert (spec.period.grain, spec.client.timezone, spec.client.currency) == ("month", "UTC", "EUR")
    web = spec.sources["web"]
    assert (web.id, web.plugin, web.dataset, web.config.path, web.config.rows) == (
        "web",
        "files",
        "web_traffic",
        "web.csv",
        3,
    )


def test_everything_that_a_spec_may_say(load) -> None:
    spec = load({"logo.svg": "<svg/>", "theme/theme.yaml": "", "acme.yaml": """\
version: 1
report: {id: monthly, title: "{{ client.name }}: {{ period.label }}", author: Studio}
client: {id: acme, name: Acme, timezone: Europe/Vilnius, currency: EUR, locale: en-GB, country: LT, variables: {manager: Ona, seats: 3, pro: true}}
brand: {logo: logo.svg, color: "#0B6E4F"}
theme: ./theme
period: {grain: quarter, fiscal_year_start: 4}
compare: [previous_period, 2025-10, 2024, 2025-10-31, 2026-10-01..2026-10-07]
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic, columns: {sessions: visits, one: 1}}
  crm: {plugin: crm, account: "1", token: secret, streams: {deals: orders}}
metrics:
  - {id: leads_rate, expression: leads / sessions, unit: percent}
targets: {sessions: 12_000, bounce_rate: {max: 0.40}, leads_rate: 2e-2}
events: [{date: 2026-10-12, label: Autumn campaign, end: 2026-10-20}]
north_star: leads_rate
sections:
  - title: Results of {{ client.name }}
    blocks:
      - type: kpis
        metrics: [sessions, leads_rate]
      - {type: chart, metric: revenue, by: channel}
outputs: [html]
"""}).spec  # fmt: skip
    assert spec.compare[1:] == ("2025-10", "2024", "2025-10-31", "2026-10-01..2026-10-07")
    assert spec.sources["web"].columns == {"sessions": "visits", "one": "1"}
    assert spec.sources["crm"].streams == {"deals": "orders"}
    assert spec.sources["crm"].config.token.get_secret_value() == "secret"
    assert spec.targets["sessions"] == TargetSpec(value=12000)
    assert spec.targets["bounce_rate"] == TargetSpec(max=0.4)
    assert spec.targets["leads_rate"] == TargetSpec(value=0.02)
    assert spec.events[0].date == date(2026, 10, 12)
    assert spec.client.variables == {"manager": "Ona", "seats": 3, "pro": True}
    assert spec.sections[0].blocks[0].metrics == ("sessions", "leads_rate")
    assert spec.sections[0].blocks[1].top == 6
    assert spec.metrics[0].id == "leads_rate"


@pytest.mark.parametrize(
    ("path", "report_id"),
    [("monthly.yaml", "monthly"), ("Q3 отчёт (v2).yaml", "Q3-v2"), ("отчёт.yaml", "report"), ("a.b.yml", "a.b")],
)
def test_the_report_is_called_after_its_file(load, good, path, report_id) -> None:
    assert load({path: good}, path).spec.report.id == report_id


def test_a_spec_is_frozen_and_goes_to_another_process(load, good) -> None:
    loaded = load(good)
    with pytest.raises(ValueError, match="frozen"):
        loaded.spec.theme = "base"
    again = pickle.loads(pickle.dumps(loaded))
    assert (again.spec, again.place("client")) == (loaded.spec, loaded.place("client"))


# ---------------------------------------------------------------- what is written is what is meant


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("2026", "2026"),
        ("007", "007"),
        ("1.10", "1.10"),
        ("1e5", "1e5"),
        ("12_000", "12_000"),
        ("true", "true"),
        ("NO", "NO"),
        ("off", "off"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("2026-10-12", "2026-10-12"),
        ("2026-10-12 10:00:00", "2026-10-12 10:00:00"),
        (".inf", ".inf"),
        ("=", "="),
        ("9" * 6000, None),
    ],
)
def test_text_fields_take_what_is_written(load, good, written, name) -> None:
    content = good.replace("name: Acme", f"name: {written}")
    if name is None:
        assert "client.name: has more than 200 characters" in message_of(load, content)
    else:
        assert load(content).spec.client.name == name


def test_ids_countries_and_keys_are_text(load, good) -> None:
    content = good.replace(
        "{id: acme, name: Acme}", "{id: 0042, name: Acme, country: NO, variables: {on: 1, 2026: no}}"
    )
    client = load(content).spec.client
    assert (client.id, client.country, client.variables) == ("0042", "NO", {"on": 1, "2026": "no"})


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12000", 12000),
        ("12_000", 12000),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("+3", 3),
        ("1e3", 1000.0),
        ("'12'", 12),
        ("0", 0),
    ],
)
def test_numbers(load, good, written, value) -> None:
    target = load(good + f"targets: {{sessions: {written}}}\n").spec.targets["sessions"]
    assert target.value == value
    assert type(target.value) is type(value)


@pytest.mark.parametrize(
    "written", ["1_2", "010", "0o7", "12:30", ".nan", ".inf", "1e400", "yes", "true", "1 000", "'inf'"]
)
def test_what_is_no_number(load, good, written) -> None:
    assert "targets.sessions: expected a number" in message_of(load, good + f"targets: {{sessions: {written}}}\n")


@pytest.mark.parametrize(("written", "header"), [("true", True), ("no", False), ("on", True), ("False", False)])
def test_booleans_where_booleans_are_wanted(load, good, written, header) -> None:
    assert (
        load(good.replace("path: web.csv", f"path: web.csv, header: {written}")).spec.sources["web"].config.header
        is header
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("{last_days: 30}", PeriodSpec(last_days=30)),
        ("{start: 2026-09-01, end: '2026-09-30'}", PeriodSpec(start=date(2026, 9, 1), end=date(2026, 9, 30))),
        ("{fiscal_year_start: 4}", PeriodSpec(fiscal_year_start=4)),
        ("{grain: null, last_days: 7}", PeriodSpec(last_days=7)),
    ],
)
def test_one_choice_of_period(load, good, period, expected) -> None:
    assert load(good + f"period: {period}\n").spec.period == expected
    assert PeriodSpec(last_days=30).grain is None


# ---------------------------------------------------------------- places


def test_places_of_parts_and_keys(load, good) -> None:
    loaded = load(good + "targets: {sessions: 5}\n")
    assert loaded.place() == Place("acme.yaml", 1, 1)
    assert loaded.place("client", "name") == Place("acme.yaml", 2, 26)
    assert loaded.place("client", "timezone") == Place("acme.yaml", 2, 9)
    assert loaded.place("targets", "sessions") == Place("acme.yaml", 6, 21)
    assert loaded.key_place("targets", "sessions") == Place("acme.yaml", 6, 11)
    assert loaded.key_place("client", "timezone") == loaded.place("client")


def test_columns_count_letters_not_bytes(load, good) -> None:
    loaded = load(good.replace("name: Acme", "name: Ačiū, currency: EUR"))
    assert loaded.place("client", "currency").column == 42


# ---------------------------------------------------------------- extends


AGENCY = """\
version: 1
brand: {color: "#112233", fonts: {text: fonts/a.ttf}}
outputs: [html, pdf]
compare: [previous_period]
targets: {sessions: 5, revenue: {min: 10}}
client: {currency: USD, timezone: Europe/Vilnius}
preset: executive
"""


def test_maps_merge_lists_replace_null_removes(load) -> None:
    loaded = load(
        {
            "agency.yaml": AGENCY,
            "fonts/a.ttf": "",
            "clients/acme.yaml": "extends: ../agency.yaml\nclient: {id: acme, name: Acme}\n"
            "sources: {web: {plugin: files, path: web.csv}}\noutputs: [html]\ncompare: null\n"
            "targets: {revenue: null, bounce_rate: 0.4}\n",
        },
        "clients/acme.yaml",
    )
    spec = loaded.spec
    assert (spec.client.currency, spec.client.name) == ("USD", "Acme")
    assert spec.outputs == ("html",)
    assert spec.compare == ("previous_period", "same_period_last_year")
    assert set(spec.targets) == {"sessions", "bounce_rate"}
    assert spec.report.id == "acme"
    assert [path.name for path in loaded.files] == ["acme.yaml", "agency.yaml"]


def test_each_part_knows_its_file(load, tmp_path) -> None:
    loaded = load(
        {
            "agency.yaml": AGENCY,
            "fonts/a.ttf": "",
            "clients/acme.yaml": "extends: ../agency.yaml\nclient: {id: acme, name: Acme}\n"
            "sources: {web: {plugin: files, path: web.csv}}\n",
        },
        "clients/acme.yaml",
    )
    assert loaded.place("brand", "color") == Place("agency.yaml", 2, 16)
    assert loaded.folder("brand", "fonts", "text") == tmp_path
    assert loaded.folder("sources", "web", "path") == tmp_path / "clients"
    assert loaded.place("client", "currency") == Place("agency.yaml", 6, 20)
    assert loaded.place("client", "name") == Place("clients/acme.yaml", 2, 26)


def test_a_chain_of_three_takes_the_nearest(load, good) -> None:
    files = {
        "a.yaml": good + "theme: base\nnorth_star: sessions\n",
        "b.yaml": "extends: a.yaml\ntheme: executive\n",
        "acme.yaml": "extends: b.yaml\nreport: {id: r}\n",
    }
    spec = load(files).spec
    assert (spec.theme, spec.north_star, spec.report.id) == ("executive", "sessions", "r")


def test_problems_name_the_file_they_are_in(load, good) -> None:
    files = {"base.yaml": good + "theme: bas\n", "acme.yaml": "extends: base.yaml\noutputs: [pfd]\n"}
    assert message_of(load, files).splitlines() == [
        "acme.yaml:2:11: outputs[0]: unknown output 'pfd' (did you mean 'pdf'?)",
        "base.yaml:6:8: theme: unknown theme 'bas' (did you mean 'base'?)",
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"acme.yaml": "extends: b.yaml", "b.yaml": "x: 1\nextends: ./c.yaml", "c.yaml": "extends: acme.yaml"},
            "c.yaml:1:10: 'extends' goes round in a circle, back to 'acme.yaml' (the circle begins at acme.yaml:1:10)",
        ),
        (
            {"acme.yaml": "extends: acme.yaml"},
            "acme.yaml:1:10: 'extends' goes round in a circle, back to 'acme.yaml' (the file extends itself)",
        ),
        ({"acme.yaml": "extends: [a, b]"}, "acme.yaml:1:10: 'extends' names one file (a chain is made by a base that extends another)"),
        ({"acme.yaml": "extends: ${env:X}"}, "acme.yaml:1:10: 'extends' cannot use references (write the path itself)"),
        (
            {"acme.yaml": "extends: agncy.yaml", "agency.yaml": ""},
            "acme.yaml:1:10: there is no file 'agncy.yaml' (did you mean 'agency.yaml'?)",
        ),
        ({"acme.yaml": "extends: ."}, "acme.yaml:1:10: '.' is a folder, not a file"),
        (
            {"acme.yaml": "extends: b.yaml", "b.yaml": "a: [1"},
            "b.yaml:1:4: not valid YAML: did not find expected ',' or ']' (a list that opens with [ closes with ])",
        ),
    ],
)  # fmt: skip
def test_extends_that_lead_nowhere(load, files, message) -> None:
    assert message_of(load, files).startswith(message)


def test_a_chain_has_an_end(load) -> None:
    files = {f"f{n}.yaml": f"extends: f{n + 1}.yaml" for n in range(30)}
    assert "more than 20 files extend each other" in message_of(load, {**files, "acme.yaml": "extends: f0.yaml"})


def test_overrides_lie_over_the_file(load, good) -> None:
    loaded = load(good, overrides={"outputs": ["pdf"], "client": {"name": "Other"}, "theme": None})
    assert (loaded.spec.outputs, loaded.spec.client.name, loaded.spec.client.id) == (("pdf",), "Other", "acme")
    assert message_of(load, good, overrides={"outputs": ["pfd"]}) == (
        "command line: outputs[0]: unknown output 'pfd' (did you mean 'pdf'?)"
    )


def test_anchors_and_merge_keys(load) -> None:
    spec = load("""\
version: 1
client: {id: acme, name: Acme}
sources:
  web: &files {plugin: files, path: web.csv, rows: 7}
  shop: {<<: *files, path: shop.csv}
  app: *files
preset: executive
""").spec
    configs = {name: (source.config.path, source.config.rows) for name, source in spec.sources.items()}
    assert configs == {"web": ("web.csv", 7), "shop": ("shop.csv", 7), "app": ("web.csv", 7)}


def test_a_misspelt_removal_is_noticed(load, good) -> None:
    assert message_of(load, good + "targts: null\n") == "acme.yaml:6:1: unknown key 'targts' (did you mean 'targets'?)"


# ---------------------------------------------------------------- references


CRM = "  crm: {plugin: crm, account: main, token: %s}\n"


def with_token(good: str, token: str) -> str:
    return good.replace("preset:", CRM % token + "preset:")


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("'${env:TOKEN}'", "t0p secret"),
        ("'Bearer ${env:TOKEN}!'", "Bearer t0p secret!"),
        ("'${env:TOKEN}${env:NUMBER}'", "t0p secret12"),
        ("'${env:NUMBER}'", "12"),
        ("'${env:NESTED}'", "${env:TOKEN}"),
        ("'$${env:TOKEN}'", "${env:TOKEN}"),
        ("'${file:secrets/token}'", "from a file"),
        ("1248", "1248"),
    ],
)
def test_references(load, good, token, value) -> None:
    environment = {"TOKEN": "t0p secret", "NUMBER": "12", "NESTED": "${env:TOKEN}"}
    files = {"acme.yaml": with_token(good, token), "secrets/token": "from a file\n"}
    loaded = load(files, environment=environment)
    assert loaded.spec.sources["crm"].config.token.get_secret_value() == value
    assert value not in repr(loaded.spec.sources)
    assert (("sources", "crm", "token") in loaded.referenced) == (not token.startswith(("1248", "'$$")))


def test_a_number_by_reference(load, good) -> None:
    loaded = load(good.replace("web.csv", "web.csv, rows: '${env:ROWS}'"), environment={"ROWS": "12"})
    assert loaded.spec.sources["web"].config.rows == 12


def test_a_referenced_file_is_relative_to_the_file_that_says_so(load, good) -> None:
    files = {
        "agency/agency.yaml": with_token(good, "'${file:token}'"),
        "agency/token": "of the agency",
        "token": "of the client",
        "acme.yaml": "extends: agency/agency.yaml",
    }
    assert load(files).spec.sources["crm"].config.token.get_secret_value() == "of the agency"


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("'${file:/dev/zero}'", "'/dev/zero' is not a regular file"),
        ("'${file:big}'", "'big' is larger than 64 kB"),
        ("'${file:.}'", "'.' is a folder, not a file"),
        ("'${file:binary}'", "this is not a text file"),
        ("'${env:}'", "'${env:}' is not a reference"),
        ("'${TOKEN}'", "'${TOKEN}' is not a reference"),
    ],
)
def test_references_that_give_nothing(load, good, token, message) -> None:
    files = {"acme.yaml": with_token(good, token), "big": "x" * 70_000, "binary": b"\0\1\2"}
    text = message_of(load, files)
    assert message in text
    assert len(text.splitlines()) == 1


def test_nothing_is_taken_from_the_environment_unasked(load, good, monkeypatch) -> None:
    monkeypatch.setenv("KPIREPORT_TEST_TOKEN", "x")
    assert "is not set" in message_of(load, with_token(good, "'${env:KPIREPORT_TEST_TOKEN}'"))


@pytest.mark.parametrize("account", ["crash-no", "bad", "crash"])
def test_no_message_tells_a_secret(load, good, account) -> None:
    files = with_token(good, "'${env:TOKEN}'").replace(
        "account: main", "account: '${env:ACCOUNT}', options: {a: '${env:TOKEN}'}"
    )
    text = message_of(load, files, environment={"TOKEN": "hunter2", "ACCOUNT": account})
    assert "hunter2" not in text
    assert "options.a: expected a whole number, found the value of a reference" in text or "acme-crm 1.2" in text


def test_a_validator_that_crashes_names_its_plugin(load, good) -> None:
    text = message_of(load, with_token(good, "x").replace("account: main", "account: crash"))
    assert text.startswith(
        "acme.yaml:5:8: plugin 'crm' (acme-crm 1.2): failed while checking its settings: KeyError: 'crash'"
    )


def test_a_reference_without_quotes_in_braces(load, good) -> None:
    text = message_of(load, with_token(good, "${env:TOKEN}"), environment={"TOKEN": "x"})
    assert text.endswith("(put quotes around a reference inside { } or [ ]: '${env:NAME}')")


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(load, good, encoding) -> None:
    loaded = load({"acme.yaml": good.replace("Acme", "Ačiū Щука").encode(encoding)})
    assert loaded.spec.client.name == "Ačiū Щука"
    assert loaded.place() == Place("acme.yaml", 1, 1)


def test_windows_line_ends(load, good) -> None:
    loaded = load(good.replace("\n", "\r\n"))
    assert loaded.place("preset").line == 5


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        ({}, "acme.yaml", "there is no file 'acme.yaml'"),
        ({"acme.yml": ""}, "acme.yaml", "there is no file 'acme.yaml' (did you mean 'acme.yml'?)"),
        ({}, "clients/acme.yaml", "there is no file 'clients/acme.yaml' (there is no folder 'clients' either)"),
        (
            {"acme/report.yaml": ""},
            "acme",
            "'acme' is a folder, not a file (name a file in it, such as acme/report.yaml)",
        ),
        ({}, "a\0b", "there is no file 'a\\x00b'"),
        ({}, "a" * 300, f"cannot read {'a' * 300!r}: File name too long"),
    ],
)
def test_files_that_are_not_there(load, files, path, message) -> None:
    assert message in message_of(load, files, path=path)


# ---------------------------------------------------------------- before there are registries


def test_local_plugins(load, good, tmp_path) -> None:
    files = {
        "agency.yaml": "plugins: [plugins/crm.py, ./erp.py]",
        "plugins/crm.py": "",
        "erp.py": "",
        "clients/acme.yaml": "extends: ../agency.yaml\nsources: {x: {plugin: our_crm}}\nnonsense: 1",
    }
    with pytest.raises(SpecError):
        load(files, "clients/acme.yaml")
    found = local_plugins(Path("clients/acme.yaml"))
    assert [plugin.path.resolve() for plugin in found] == [tmp_path / "plugins/crm.py", tmp_path / "erp.py"]
    assert found[1].place == Place("agency.yaml", 1, 27)
    (tmp_path / "erp.py").unlink()
    with pytest.raises(SpecError, match=r"agency.yaml:1:27: there is no plugin file './erp.py'"):
        local_plugins(Path("clients/acme.yaml"))


def test_no_local_plugins(load, good) -> None:
    load(good)
    assert local_plugins(Path("acme.yaml")) == ()


def test_loaded_specs_are_values(load, good) -> None:
    assert isinstance(load(good), LoadedSpec)
    assert load(good).spec == load(good).spec


def test_every_text_is_filled_in_once_before_a_build(load, good):
    texts = "report: {title: '{{ client.nmae }}'}\nevents: [{date: 2026-10-01, label: '{{ period.label }}'}]\n"
    loaded = load(good + texts)
    found = unfillable_texts(loaded, {"client": {"name": "Acme"}, "period": {"label": "October 2026"}})
    line = next(number for number, text in enumerate((good + texts).splitlines(), 1) if "nmae" in text)
    assert [str(problem) for problem in found] == [
        f"acme.yaml:{line}:17: a variable of the text is not there: 'nmae', did you mean 'name'? (the text may use: client, period)"
    ]
