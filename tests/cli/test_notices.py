"""Data from which a right report can still be made: it is built, says what is wrong with the data, and shows no 0 for nothing."""

from __future__ import annotations

from datetime import date

import pytest

PAGE = """\
version: 1
client: {id: acme, name: Acme Coffee, timezone: Europe/Vilnius, currency: EUR}
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic}
sections:
  - title: Results
    blocks:
      - {type: kpis, metrics: [website_traffic, bounce_rate]}
      - {type: chart, kind: line, metric: website_traffic}
      - {type: data_notes}
outputs: [html]
"""
HEADER = "date,channel,sessions,bounces\n"


def days(*months: int, until: int = 30) -> str:
    """From the 1st on, as many sessions as the day's number; without the 31st."""
    return "".join(f"2026-{month:02}-{day:02},direct,{day},1\n" for month in months for day in range(1, until + 1))


@pytest.fixture
def built(project):
    """Builds the page over some rows; returns the report and what was said."""

    def build(rows, *args, spec=PAGE):
        project.write({"acme.yaml": spec, "web.csv": rows})
        result = project.build(*args)
        assert result.code == 0, result.err
        return project.report, result

    return build


def values(report, metric="website_traffic"):
    return {fact["period"]: fact["value"] for fact in report["facts"] if fact["metric"] == metric and not fact["group"]}


def texts(report):
    return [notice["text"].replace("\u00a0", " ") for notice in report["notices"]]


def on_the_page(report):
    (block,) = (b for section in report["sections"] for b in section["blocks"] if b["type"] == "data_notes")
    return [notice["text"].replace("\u00a0", " ") for notice in block["notices"]], block["missing"]


NOTHING = {"current": None, "previous_period": None, "same_period_last_year": None}


def test_a_file_with_only_a_header(built):
    report, result = built(HEADER)
    assert values(report) == values(report, "bounce_rate") == NOTHING
    assert texts(report) == ["No source has a single row.", "web.csv has a header but no rows."]
    assert on_the_page(report)[0] == texts(report)
    assert "acme.yaml:3:1: warning: No source has a single row. (are these the right files?)" in result.err
    assert report["sections"][0]["message"] == "Website traffic: no data for October 2026"


def test_a_period_before_all_data(built):
    report, result = built(HEADER + days(7, 8, 9, 10), "--period", "2020-01")
    assert values(report) == NOTHING
    assert texts(report)[0] == "No source has a row in January 2020: the data go from 1 July 2026 to 30 October 2026."
    assert "choose a period with data, for example --period 2026-10" in result.err
    assert report["report"]["data_to"] is None


def test_a_period_after_all_data(built):
    report, _ = built(HEADER + days(8, 9, 10), "--period", "2026-12", "--as-of", "2027-01-04")
    assert values(report) == NOTHING
    assert (
        texts(report)[0] == "No source has a row in December 2026: the data go from 1 August 2026 to 30 October 2026."
    )


def test_a_month_without_a_single_row_between_others(built):
    report, result = built(HEADER + days(7, 8, 10), "--period", "2026-09")
    assert values(report) == {**NOTHING, "previous_period": 465}
    assert "No source has a row in September 2026: the data go from 1 July 2026 to 30 October 2026." in texts(report)
    assert "warning: No source has a row in September 2026" in result.err
    assert [change["abs"] for change in report["changes"]] == [None] * 4


def test_a_period_that_is_partly_covered(built):
    report, _ = built(HEADER + days(9) + days(10, until=11))
    (fact,) = (f for f in report["facts"] if f["id"] == "website_traffic@current")
    assert (fact["value"], fact["status"]) == (66, "partial")
    assert texts(report) == ["web: 20 days are missing: 12–31 October 2026."]
    assert report["report"]["data_to"].replace("\u00a0", " ") == "Data to 11 October 2026"
    assert report["sections"][0]["message"] == "Website traffic was 66 in the days of October 2026 that have data"
    assert all(c["pct"] is None for c in report["changes"] if c["fact"] == "website_traffic@current")


def test_a_first_month_without_history(built):
    report, _ = built(HEADER + days(10, until=31))
    assert values(report) == {"current": 496, "previous_period": None, "same_period_last_year": None}
    assert texts(report) == []
    assert [change["abs"] for change in report["changes"]] == [None] * 4
    assert report["sections"][0]["message"] == "Website traffic was 496"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ru", "«Трафик сайта»: 31 строка полностью повторяет другую и учтена один раз."),
        ("lt", "„Svetainės srautas“: 31 eilutė visiškai sutampa su kita ir įskaičiuota vieną kartą."),
        ("be", "«Трафік сайта»: 31 радок цалкам паўтарае іншы і ўлічаны адзін раз."),
    ],
)
def test_a_notice_in_the_language_of_the_report(built, locale, text):
    spec = PAGE.replace("currency: EUR", f"currency: EUR, locale: {locale}")
    report, _ = built(HEADER + days(10, until=31) * 2, spec=spec)
    assert texts(report)[0].startswith(text)


def test_dates_in_the_future(built):
    report, _ = built(HEADER + days(9, 10, 11, 12))
    assert values(report)["current"] == 465
    assert texts(report)[0] == (
        "55 rows lie after 5 November 2026, the last on 30 December 2026; such days may be plans or mistakes."
    )


def test_rows_that_repeat_count_once(built):
    report, _ = built(HEADER + days(10, until=31) * 2)
    assert values(report)["current"] == 496
    (text,) = texts(report)
    assert "31 rows of “Website traffic” are the same as another in every column; they are counted once." in text


def test_bad_rows_that_are_only_reported(built):
    spec = PAGE.replace("web_traffic}", "web_traffic, on_bad_rows: report}", 1)
    rows = HEADER + days(10, until=31).replace("10-09,direct,9", "10-09,direct,nine")
    report, _ = built(rows, spec=spec)
    assert values(report)["current"] == 496 - 9
    assert texts(report) == [
        "1 of 31 rows in web.csv could not be read and is left out: line 10 (sessions is 'nine').",
        "web: 1 day is missing: 9 October 2026.",
    ]


def test_what_a_preset_shows_and_the_data_lack_is_left_out_and_named(built):
    spec = PAGE[: PAGE.index("sections:")] + "preset: executive\n"
    report, _ = built("date,channel,sessions\n2026-09-01,direct,4\n2026-10-01,direct,5\n", spec=spec)
    _, missing = on_the_page(report)
    assert "Bounce rate left out: Website traffic lacks bounces." in missing
    assert any(line.startswith("Revenue, ") and "a source for the dataset Orders" in line for line in missing)
    assert {fact["metric"] for fact in report["facts"]} == {"website_traffic"}


def test_a_text_of_the_month_that_is_not_there(built):
    spec = PAGE.replace("- {type: data_notes}", "- {type: text, file: 'notes/{period}.md'}\n      - {type: data_notes}")
    report, _ = built(HEADER + days(9, 10), spec=spec)
    assert "The text notes/2026-10.md does not exist; the page goes without it." in on_the_page(report)[1]


def test_days_of_another_calendar_than_the_build(built):
    """The last complete month is the one at --as-of, whatever the data hold."""
    report, _ = built(HEADER + days(8, 9, 10), "--as-of", "2026-10-31")
    assert report["period"]["key"] == "2026-09"
    assert report["report"]["date"] == date(2026, 10, 31).isoformat()
