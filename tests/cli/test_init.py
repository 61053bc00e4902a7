"""`kpireport init` looks at a file, writes a spec that builds, and says what it left unused."""

from __future__ import annotations

VISITS = """\
Day;Kanal;Visits;Bounced;Weather
01.10.2026;Organic Search;412;171;sun
02.10.2026;Email;118;39;rain
31.10.2026;Email;131;41;sun
"""
SPEC = """\
version: 1
client:
  id: baltas-malunas
  name: Baltas Malūnas
  timezone: UTC
  currency: EUR
sources:
  visits:
    plugin: files
    path: visits.csv
    dataset: web_traffic
    columns:
      date: Day
      channel: Kanal
      sessions: Visits
      bounces: Bounced
    # Not used: Weather. Under 'columns:', the name on the left is one of the dataset's (kpireport
    # datasets show web_traffic), the one on the right is the file's.
preset: executive
"""


def test_a_spec_from_a_file(project):
    project.write({"visits.csv": VISITS})
    result = project.run("init", "--data", "visits.csv", "--client", "Baltas Malūnas")
    assert result.code == 0, result.err
    assert (project.folder / "baltas-malunas.yaml").read_text(encoding="utf-8") == SPEC
    assert result.out.startswith(
        "visits.csv: csv, 3 rows, 5 columns\n"
        "  taken as web_traffic: date (from 'Day'), channel (from 'Kanal'), sessions (from 'Visits'),"
        " bounces (from 'Bounced')\n"
        "  not used: Weather (kpireport datasets show web_traffic)\n"
        "wrote baltas-malunas.yaml. Build it with:\n"
        "  kpireport build baltas-malunas.yaml"
    )
    assert project.build("baltas-malunas.yaml", "--period", "2026-10").code == 0


def test_a_month_that_the_file_covers_is_named(project):
    project.write({"visits.csv": VISITS.replace("2026", "1998")})
    result = project.run("init", "--data", "visits.csv", "--client", "Acme Two")
    assert result.out.endswith("  kpireport build acme-two.yaml --period 1998-10\n")


def test_a_name_of_other_letters(project):
    result = project.run("init", "--data", "web.csv", "--client", "Белая Мельница")
    assert (result.code, (project.folder / "client.yaml").exists()) == (0, True)
