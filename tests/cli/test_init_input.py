"""What `kpireport init` does with files of every kind: a spec that builds, or a question, and nothing left behind."""

from __future__ import annotations

from datetime import date

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
    assert lines[:2] == ["web.csv: csv, 914 rows, 5 columns", "  taken as web_traffic (Website traffic), sure"]
    spec = yaml.safe_load((project.folder / "clients/baltic-bikes.yaml").read_text())
    assert spec["client"] == {
        "id": "baltic-bikes",
        "name": "Baltic Bikes",
        "timezone": "Europe/Riga",
        "currency": "EUR",
        "locale": "en",
    }
    assert spec["sources"] == {"web": {"plugin": "files", "path": "../web.csv", "dataset": "web_traffic"}}
    assert traffic(project, "clients/baltic-bikes.yaml") == 4526


def test_an_export_with_semicolons_and_other_names(project):
    rows = "".join(f"{day:02}.10.2026;direct;{day};1\n" for day in range(1, 32))
    project.write({"export.csv": f"Datum;Channel;Session;Bounce\n{rows}"})
    result = init(project, "--data", "export.csv", "--client", "Acme")
    assert result.code == 0, result.err
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


GOOGLE_ADS = """\
Campaign report
"October 1, 2026 - October 31, 2026"
Day,Campaign,Currency code,Cost,Impr.,Clicks,CTR
{days}Total: Campaigns, ,USD,387.50,"38,254",1395,3.65%
""".format(days="".join(f'2026-10-{day:02},Brand,USD,12.5,"1,234",45,3.65%\n' for day in range(1, 32)))


def test_an_export_with_lines_above_its_header_and_a_total_below(project):
    project.write({"ads.csv": GOOGLE_ADS})
    result = init(project, "--data", "ads.csv", "--client", "Acme")
    total = "1 of 32 rows in ads.csv could not be read and is left out: line 35 (Day is 'Total: Campaigns')."
    assert (result.code, result.out) == (2, "")
    assert result.err == f"{total} (mend the file, or say --set on_bad_rows=report (or --yes) to leave them out)\n"
    result = init(project, "--data", "ads.csv", "--client", "Acme", "--yes")
    assert result.code == 0, result.err
    assert "its header stands on line 3 (skip_rows: 2)" in result.out
    assert total in result.out
    spec = yaml.safe_load((project.folder / "clients/acme.yaml").read_text())
    assert {"skip_rows": 2, "on_bad_rows": "report"}.items() <= spec["sources"]["ads"].items()
    assert spec["client"]["currency"] == "USD"
    assert project.run("build", "clients/acme.yaml", *DAY).code == 0


def test_a_workbook_with_a_title_above_its_header(project):
    import openpyxl

    book = openpyxl.Workbook()
    for row in [["Traffic"], ["by IT"], [], ["Date", "Channel", "Sessions"]]:
        book.active.append(row)
    for day in range(1, 32):
        book.active.append([date(2026, 10, day), "direct", day])
    book.save(project.folder / "traffic.xlsx")
    result = init(project, "--data", "traffic.xlsx", "--client", "Acme")
    assert result.code == 0, result.err
    assert "its header stands on line 4 (skip_rows: 3)" in result.out
    assert traffic(project) == 496


ORDERS = "Užsakymo numeris;Užsakymo data;Klientas;Prekė;Kiekis;Pajamos, €\n" + "".join(
    f"{day};2026.10.{day:02};K{day % 9};Šviežiai skrudinta kava, žalioji arbata;2;1 234,56\n"
    for day in range(1, 32)
    for _ in range(3)
)
VISITS_RU = "Дата;Визиты;Посетители;Глубина просмотра\n" + "".join(
    f"{day:02}.10.2026;{day};9;2,5\n" for day in range(1, 32)
)


@pytest.mark.parametrize("encoding", ["cp1257", "utf-16", "utf-8-sig"])
def test_a_lithuanian_export(project, encoding):
    project.write({"orders.csv": ORDERS.encode(encoding)})
    result = init(project, "--data", "orders.csv", "--client", "Acme")
    assert result.code == 0, result.err
    spec = yaml.safe_load((project.folder / "clients/acme.yaml").read_text(encoding="utf-8"))
    assert spec["sources"]["orders"]["columns"] == {
        "order_id": "Užsakymo numeris",
        "order_date": "Užsakymo data",
        "customer_id": "Klientas",
        "product": "Prekė",
        "quantity": "Kiekis",
        "revenue": "Pajamos, €",
    }
    assert (spec["client"]["currency"], spec["client"]["locale"]) == ("EUR", "lt")


def test_a_russian_export(project):
    project.write({"visits.csv": VISITS_RU.encode("cp1251")})
    result = init(project, "--data", "visits.csv", "--client", "Acme")
    assert result.code == 0, result.err
    assert "Глубина просмотра  a rate or an average; these are computed from their parts" in result.out
    spec = yaml.safe_load((project.folder / "clients/acme.yaml").read_text(encoding="utf-8"))
    assert (spec["client"]["currency"], spec["client"]["locale"]) == ("RUB", "ru")
    assert traffic(project) == 496


def test_a_file_that_cannot_be_built_is_refused_with_the_reason(project):
    project.write({"export.csv": "date,order_id,revenue\n2026-10-01,5,£3.50\n2026-10-02,6,£7.20\n"})
    result = init(project, "--data", "export.csv", "--client", "Acme", "--currency", "EUR")
    assert result.code == 2
    assert "the amounts of source 'export' are in GBP, and the report is in EUR" in result.err
    assert project.files("clients") == []


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
    assert (
        result.err
        == "clients/acme.yaml exists already (move it away, say --force, or choose another folder or --client)\n"
    )
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
        (("--data", "names.csv"), "names.csv has no column of dates: name, colour (every dataset needs one"),
        (("--data", "header.csv"), "header.csv has a header but no rows (export it with some days of data"),
        (
            ("--data", "weather.csv"),
            "weather.csv fits no dataset by its columns: date, wind (say what its rows are with --dataset",
        ),
        (
            ("--data", "sums.csv"),
            "(nearest is ad_performance: found date ('date'), conversion_value ('Umsatz'), lacking is platform; say",
        ),
        (("--data", "web.csv", "--language", "xx"), "there is no language 'xx'"),
        (
            ("--data", "web.csv", "--dataset", "web_traffic", "--dataset", "orders"),
            "there are more --dataset than --data",
        ),
        ((), "--data is missing"),
    ],
)
def test_what_cannot_become_a_spec_leaves_nothing_behind(project, args, message):
    project.write(
        {"empty.csv": "", "names.csv": "name,colour\nAnna,red\nBen,blue\n"}
        | {"header.csv": "date,sessions\n", "weather.csv": "date,wind\n2026-10-01,3.5\n"}
        | {"sums.csv": "date;Umsatz\n2026-10-01;3,50\n"}
    )
    result = init(project, *args, "--client", "Acme")
    assert result.code == 2
    assert message in result.err
    assert not (project.folder / "clients").exists()
