"""`kpireport init` looks at a file, says what it takes it for, and leaves a spec that builds."""

from __future__ import annotations

import io
import sys

import pytest
import yaml

VISITS = "Day;Kanal;Visits;Bounced;Weather\n" + "".join(
    f"{day:02}.10.2026;{channel};{100 + day};{40};sun\n" for day in range(1, 32) for channel in ("Search", "Email")
)
SPEC = """\
# The report of Baltas Malūnas. What else a spec may say: docs/reference/spec.md, `kpireport schema`.
version: 1
client:
  id: baltas-malunas            # names folders
  name: Baltas Malūnas
  timezone: UTC                 # where its days begin
  currency: EUR                 # of amounts that do not say theirs
  locale: en                    # the language of the report
sources:
  visits:
    plugin: files
    path: visits.csv              # a file, a folder, or a glob such as data/*.csv
    dataset: web_traffic          # what its rows are
    columns:                      # the dataset's column: the file's
      date: Day
      channel: Kanal
      sessions: Visits
      bounces: Bounced
    # Not used: Weather. Under 'columns:', the name on the left is one of the dataset's (kpireport
    # datasets show web_traffic), the one on the right is the file's.
preset: executive             # the page plan; `sections:` instead writes pages out
# targets: {METRIC: 12000}    # an aim for a metric: kpireport metrics list
# brand: {color: "#0B6E4F", logo: logo.svg}
"""
SAID = """\
visits.csv: csv, semicolons, 62 rows, 5 columns
  taken as web_traffic (Website traffic), sure
    column    from     how sure  for example
    date      Day      sure      2026-10-01, 2026-10-02
    channel   Kanal    sure      Search, Email
    sessions  Visits   sure      101, 102
    bounces   Bounced  sure      40
  not used:
    column   why
    Weather  web_traffic has no such column

guessed, as nobody said it: language en (--language), currency EUR (--currency), timezone UTC (--timezone), page plan\
 executive (--preset)
wrote baltas-malunas.yaml; tried: October 2026 builds and shows Website traffic, Bounce rate. Build it with:
  kpireport build baltas-malunas.yaml"""
PRE = ("--client", "Acme Two", "--data")


@pytest.fixture
def answering(project, monkeypatch):
    """The command on a terminal where somebody types some lines."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def run(lines, *args):
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
        return project.run("init", *args)

    return run


def spec(project, name="acme-two.yaml"):
    return yaml.safe_load((project.folder / name).read_text(encoding="utf-8"))


def test_a_spec_from_a_file(project):
    project.write({"visits.csv": VISITS})
    result = project.run("init", "--data", "visits.csv", "--client", "Baltas Malūnas")
    assert (result.code, result.err) == (0, "")
    assert (project.folder / "baltas-malunas.yaml").read_text(encoding="utf-8") == SPEC
    assert result.out.startswith(SAID)
    assert project.run("check", "baltas-malunas.yaml").out == "baltas-malunas.yaml: ok\n"
    assert project.build("baltas-malunas.yaml", "--period", "2026-10").code == 0


def test_what_init_tries_leaves_nothing_behind(project):
    before = set(project.files("."))
    assert project.run("init", "--data", "web.csv", "--client", "Acme Two").code == 0
    assert set(project.files(".")) - before == {"acme-two.yaml"}


def test_a_month_that_the_file_covers_is_named(project):
    project.write({"visits.csv": VISITS.replace("2026", "1998")})
    result = project.run("init", *PRE, "visits.csv")
    assert "tried: October 1998 builds" in result.out
    assert result.out.endswith("  kpireport build acme-two.yaml --period 1998-10\n")


def test_a_name_of_other_letters(project):
    result = project.run("init", "--data", "web.csv", "--client", "Белая Мельница")
    assert (result.code, (project.folder / "client.yaml").exists()) == (0, True)


def test_everything_may_be_said(project):
    said = ["--language", "lt", "--currency", "USD", "--timezone", "Europe/Riga", "--preset", "executive"]
    result = project.run("init", *PRE, "web.csv", *said)
    assert result.code == 0, result.err
    assert "guessed" not in result.out
    client = {"id": "acme-two", "name": "Acme Two", "timezone": "Europe/Riga", "currency": "USD", "locale": "lt"}
    assert spec(project)["client"] == client


def test_several_files(project):
    orders = "Order ID,Order date,Total\n" + "".join(f"{day},2026-10-{day:02},10.50\n" for day in range(1, 32))
    rows = VISITS.splitlines(keepends=True)
    project.write({"a.csv": "".join(rows[:31]), "b.csv": rows[0] + "".join(rows[31:]), "o.csv": orders})
    result = project.run("init", *PRE, "a.csv", "--data", "o.csv", "--data", "b.csv")
    assert result.code == 0, result.err
    assert "b.csv: csv, semicolons, 32 rows, 5 columns, like a.csv" in result.out
    sources = spec(project)["sources"]
    assert {name: (source["path"], source["dataset"]) for name, source in sources.items()} == {
        "a": (["a.csv", "b.csv"], "web_traffic"),
        "o": ("o.csv", "orders"),
    }
    assert project.build("acme-two.yaml", "--period", "2026-10").code == 0


def test_columns_that_are_said(project):
    project.write({"visits.csv": VISITS})
    said = ["--column", "pageviews=Visits", "--column", "sessions=Bounced"]
    assert project.run("init", *PRE, "visits.csv", *said).code == 0
    columns = spec(project)["sources"]["visits"]["columns"]
    assert columns == {"date": "Day", "channel": "Kanal", "sessions": "Bounced", "pageviews": "Visits"}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("sesions=Visits", "unknown column of any dataset 'sesions' (did you mean 'sessions'?)"),
        ("sessions=Vists", "unknown column of visits.csv 'Vists' (did you mean 'Visits'?)"),
        ("sessions", "--column 'sessions' has no value (write --column NAME=COLUMN)"),
    ],
)
def test_columns_that_do_not_exist(project, said, message):
    project.write({"visits.csv": VISITS})
    result = project.run("init", *PRE, "visits.csv", "--column", said)
    assert (result.code, message in result.err) == (2, True), result.err
    assert not (project.folder / "acme-two.yaml").exists()


# ---------------------------------------------------------------- on a terminal


def test_return_on_every_question_takes_what_is_proposed(project, answering):
    project.write({"visits.csv": VISITS})
    result = answering(["Baltas Malūnas", "visits.csv", *[""] * 5])
    assert result.code == 0, result.err
    assert (project.folder / "baltas-malunas.yaml").read_text(encoding="utf-8") == SPEC


def test_yes_asks_nothing(project, answering):
    assert answering([], *PRE, "web.csv", "--yes").code == 0


def test_another_dataset_and_another_column(project, answering):
    project.write({"visits.csv": VISITS})
    lines = ["column", "sessions", "Bounced", "column", "views", "pageviews", "Visits", "yes", "fr", "lt", "", "", ""]
    result = answering(lines, *PRE, "visits.csv")
    assert result.code == 0, result.err
    assert "there is no 'views' (did you mean 'pageviews'?)" in result.out
    assert "there is no 'fr'" in result.out
    assert spec(project)["sources"]["visits"]["columns"] == {
        "date": "Day",
        "channel": "Kanal",
        "sessions": "Bounced",
        "pageviews": "Visits",
    }
    assert spec(project)["client"]["locale"] == "lt"


def test_a_dataset_that_is_chosen(project, answering):
    result = answering(["dataset", "web_traffic", "yes", *[""] * 4], *PRE, "web.csv")
    assert result.code == 0, result.err
    assert "Likely: web_traffic" in result.out


def test_what_only_a_person_can_tell_of_a_file_is_asked(project, answering):
    days = "".join(f"{day:02}/10/2026,{day}\n" for day in range(1, 13))
    project.write({"export.csv": f"date,sessions\n{days}"})
    result = answering(["day", "yes", *[""] * 4], *PRE, "export.csv")
    assert result.code == 0, result.err
    assert "'01/10/2026' can be read with the day first or the month first" in result.out
    assert spec(project)["sources"]["export"]["day_first"] is True
    project.write({"names.csv": "date,channel,sessions\n2026-10-01,Naršyklė,5\n".encode("cp1257")})
    assert answering(["cp1257", "yes", *[""] * 4], *PRE, "names.csv", "--force").code == 0
    assert spec(project)["sources"]["names"]["encoding"] == "cp1257"


def test_a_currency_and_a_timezone_that_do_not_exist_are_asked_for_again(project, answering):
    result = answering(["yes", "", "euro", "USD", "Vilnius", "Europe/Vilnius", ""], *PRE, "web.csv")
    assert result.code == 0, result.err
    assert "a currency is an ISO 4217 code such as EUR" in result.out
    assert "there is no timezone 'Vilnius'; one is Europe/Vilnius" in result.out
    assert (spec(project)["client"]["currency"], spec(project)["client"]["timezone"]) == ("USD", "Europe/Vilnius")


@pytest.mark.parametrize(("answer", "code", "currency"), [("n", 2, "EUR"), ("y", 0, "USD")])
def test_a_spec_that_is_there_is_overwritten_only_when_asked(project, answering, answer, code, currency):
    assert project.run("init", *PRE, "web.csv").code == 0
    result = answering([answer, *[""] * 5], *PRE, "web.csv", "--currency", "USD")
    assert result.code == code
    assert spec(project)["client"]["currency"] == currency


def test_a_spec_that_was_there_comes_back_when_the_new_one_does_not_build(project):
    assert project.run("init", *PRE, "web.csv").code == 0
    before = (project.folder / "acme-two.yaml").read_bytes()
    assert project.run("init", *PRE, "web.csv", "--force", "--currency", "euro").code == 2
    assert (project.folder / "acme-two.yaml").read_bytes() == before
