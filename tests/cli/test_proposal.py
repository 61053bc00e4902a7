"""What `kpireport init` makes of a file's columns."""

from __future__ import annotations

from datetime import date

import pytest

from kpireport.cli.proposal import covered_month, propose
from kpireport.errors import DataError
from kpireport.host import discover
from kpireport.metrics.catalogue import Catalogue
from kpireport.run.hosting import catalogue_of
from kpireport.sources.look import ColumnLook, FileLook

DAY = ColumnLook("Day", "date", ("2026-08-03",), first_day=date(2026, 8, 3), last_day=date(2026, 9, 30))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(discover())


def seen(*columns: ColumnLook | str) -> FileLook:
    looks = [c if isinstance(c, ColumnLook) else ColumnLook(c, "integer", ("1",)) for c in columns]
    return FileLook(("a.csv",), "csv", tuple(looks), rows=9)


def test_columns_by_name_alias_and_likeness(catalogue):
    proposal = propose(seen(DAY, "Page-views", "Visits", "Sign-ups", "bounce", "Weather"), catalogue)
    assert proposal.dataset.id == "web_traffic"
    assert proposal.renamed == {
        "date": "Day",
        "pageviews": "Page-views",
        "sessions": "Visits",
        "leads": "Sign-ups",
        "bounces": "bounce",
    }
    assert [(unused.source, unused.reason) for unused in proposal.unused] == [
        ("Weather", "web_traffic has no such column")
    ]


def test_an_export_in_lithuanian(catalogue):
    columns = ("Užsakymo Nr.", "Suma, €", "Kiekis")
    customer = ColumnLook("Klientas", "text", ("K1",))
    proposal = propose(seen(DAY, customer, *columns), catalogue)
    assert proposal.dataset.id == "orders"
    assert proposal.renamed == {
        "order_date": "Day",
        "customer_id": "Klientas",
        "order_id": "Užsakymo Nr.",
        "revenue": "Suma, €",
        "quantity": "Kiekis",
    }


def test_text_is_not_proposed_for_a_number(catalogue):
    proposal = propose(seen(DAY, "sessions", ColumnLook("bounce", "text", ("few",))), catalogue)
    assert (proposal.columns, proposal.renamed) == ({"date": "Day", "sessions": "sessions"}, {"date": "Day"})
    assert [unused.reason for unused in proposal.unused] == [
        "looks like bounces, which holds whole numbers; this holds text"
    ]


@pytest.mark.parametrize(("examples", "takes"), [(("3.0", "4.0"), True), (("3.0", "4.5"), False)])
def test_numbers_of_a_workbook_may_be_whole(catalogue, examples, takes):
    proposal = propose(seen(DAY, "pageviews", ColumnLook("Visits", "number", examples)), catalogue, "web_traffic")
    assert ("sessions" in proposal.renamed) is takes


def test_a_dataset_that_is_named_needs_only_a_date(catalogue):
    proposal = propose(seen(DAY, "y"), catalogue, "web_traffic")
    assert (proposal.renamed, [unused.source for unused in proposal.unused]) == ({"date": "Day"}, ["y"])


def test_a_file_that_fits_nothing(catalogue):
    with pytest.raises(DataError, match=r"a\.csv fits no dataset by its columns: Day, y") as caught:
        propose(seen(DAY, "y"), catalogue)
    assert "say what its rows are with --dataset" in str(caught.value.problems[0].hint)
    with pytest.raises(DataError, match=r"a\.csv has no column of dates: sessions, y"):
        propose(seen("sessions", "y"), catalogue, "web_traffic")


@pytest.mark.parametrize(
    ("first", "last", "today", "month"),
    [
        (date(2026, 8, 3), date(2026, 9, 30), date(2026, 11, 22), "2026-09"),
        (date(2026, 8, 3), date(2026, 9, 29), date(2026, 11, 22), "2026-08"),
        (date(2026, 9, 3), date(2026, 9, 29), date(2026, 11, 22), "2026-09"),
        (date(2026, 8, 3), date(2026, 10, 31), date(2026, 11, 22), None),
        (date(2026, 8, 3), date(2026, 11, 21), date(2026, 11, 22), None),
        (date(2026, 8, 3), date(2027, 11, 21), date(2026, 11, 22), None),
    ],
)
def test_the_last_month_that_the_file_covers(first, last, today, month):
    column = ColumnLook("Day", "date", ("2026-08-03",), first_day=first, last_day=last)
    assert covered_month(seen(column), today) == month
