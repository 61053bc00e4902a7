"""What `kpireport init` does with files of every kind: a spec that builds, or a question, and nothing left behind."""

from __future__ import annotations

import pytest
import yaml

DAY = ("--as-of", "2026-11-05", "--format", "json")


def init(project, *args):
    return project.run("init", "clients", *args)


def traffic(project, spec="clients/acme.yaml"):
    """The traffic of the report that a spec builds."""
    assert project.run("build", spec, *DAY).code == 0
    return {fact["id"]: fact["value"] for fact in project.report["facts"]}["website_traffic@current"]


def test_a_file_whose_columns_have_their_names(project):
    result = init(project, "--data", "web.csv", "--client", "Baltic Bikes", "--timezone", "Europe/Riga")
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert lines[0] == "web.csv: csv, 914 rows, 5 columns"
    assert lines[1] == "  taken as web_traffic: date, channel, sessions, bounces, conversions"
    spec = yaml.safe_load((project.folder / "clients/baltic-bikes.yaml").read_text())
    assert spec["client"] == {
        "id": "baltic-bikes",
        "name": "Baltic Bikes",
        "timezone": "Europe/Riga",
        "currency": "EUR",
    }
    assert spec["sources"] == {"web": {"plugin": "files", "path": "../web.csv", "dataset": "web_traffic"}}
    assert traffic(project, "clients/baltic-bikes.yaml") == 4526


def test_an_export_with_semicolons_and_other_names(project):
    rows = "".join(f"{day:02}.10.2026;direct;{day};1\n" for day in range(1, 32))
    project.write({"export.csv": f"Datum;Channel;Session;Bounce\n{rows}"})
    result = init(project, "--data", "export.csv", "--client", "Acme")
    assert result.code == 0, result.err
    assert "date (from 'Datum')" in result.out
    source = yaml.safe_load((project.folder / "clients/acme.yaml").read_text())["sources"]["export"]
    assert source["columns"] == {"date": "Datum", "sessions": "Session", "bounces": "Bounce"}
    assert traffic(project) == 496


def test_dates_that_can_be_read_in_two_ways_are_asked_about(project):
    project.write({"export.csv": "date,sessions\n" + "".join(f"{day:02}/10/2026,{day}\n" for day in range(1, 13))})
    result = init(project, "--data", "export.csv", "--client", "Acme")
    assert result.code == 2
    assert "'01/10/2026' can be read with the day first or the month first" in result.err
    assert "say `day_first: true` or `day_first: false`; init takes such settings as --set KEY=VALUE" in result.err
    assert project.files("clients") == []
    result = init(project, "--data", "export.csv", "--client", "Acme", "--set", "day_first=true")
    assert result.code == 0, result.err
    assert traffic(project) == sum(range(1, 13))


def test_dates_with_full_stops_are_not(project):
    project.write({"export.csv": "date,sessions\n" + "".join(f"{day:02}.10.2026,{day}\n" for day in range(1, 13))})
    assert init(project, "--data", "export.csv", "--client", "Acme").code == 0
    assert traffic(project) == sum(range(1, 13))


def test_settings_are_written_into_the_spec(project):
    rows = "".join(f"2026-10-{day:02}|Žemaitė|{day}\n" for day in range(1, 10))
    project.write({"export.txt": f"about this file\ndate|channel|sessions\n{rows}".encode("cp1257")})
    wanted = ["encoding=cp1257", "delimiter=|", "skip_rows=1", "format=csv", "null_values=[n/a, none]"]
    said = [argument for setting in wanted for argument in ("--set", setting)]
    result = init(project, "--data", "export.txt", "--client", "Acme", *said)
    assert result.code == 0, result.err
    source = yaml.safe_load((project.folder / "clients/acme.yaml").read_text())["sources"]["export"]
    settings = {"encoding": "cp1257", "delimiter": "|", "skip_rows": 1, "format": "csv", "null_values": ["n/a", "none"]}
    assert {**source, **settings} == source
    assert traffic(project) == sum(range(1, 10))


def test_a_spec_that_is_there_stays(project):
    assert init(project, "--data", "web.csv", "--client", "Acme").code == 0
    before = (project.folder / "clients/acme.yaml").read_bytes()
    result = init(project, "--data", "web.csv", "--client", "Acme", "--currency", "USD")
    assert result.code == 2
    assert result.err == "clients/acme.yaml exists already (move it away, or choose another folder or --client)\n"
    assert (project.folder / "clients/acme.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--data", "wbe.csv"), "there is no file 'wbe.csv' (did you mean 'web.csv'?)"),
        (
            ("--data", "web.csv", "--currency", "euro"),
            "client.currency: expected an ISO 4217 currency code such as EUR",
        ),
        (("--data", "web.csv", "--timezone", "Vilnius"), "unknown timezone 'Vilnius'"),
        (("--data", "web.csv", "--preset", "exectuive"), "unknown preset 'exectuive' (did you mean 'executive'?)"),
        (("--data", "web.csv", "--dataset", "oders"), "unknown dataset 'oders' (did you mean 'orders'?)"),
        (
            ("--data", "web.csv", "--set", "day_frst=true"),
            "unknown setting of a file 'day_frst' (did you mean 'day_first'?)",
        ),
        (("--data", "web.csv", "--set", "path=x.csv"), "unknown setting of a file 'path'"),
        (("--data", "web.csv", "--set", "header"), "--set 'header' has no value (write --set KEY=VALUE)"),
        (("--data", "web.csv", "--set", "header=perhaps"), "--set header: Input should be a valid boolean"),
        (("--data", "empty.csv"), "empty.csv: the file is empty"),
        (("--data", "names.csv"), "names.csv"),
        ((), "--data is missing"),
    ],
)
def test_what_cannot_become_a_spec_leaves_nothing_behind(project, args, message):
    project.write({"empty.csv": "", "names.csv": "name,colour\nAnna,red\nBen,blue\n"})
    result = init(project, *args, "--client", "Acme")
    assert result.code == 2
    assert message in result.err
    assert result.out == ""
    assert not (project.folder / "clients").exists()
