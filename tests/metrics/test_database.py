"""The engine reads the files it is given and nothing else."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from kpireport.errors import DataError, KpiReportError
from kpireport.metrics.database import Table, open_database, quote, run, text

ROW = {"date": date(2026, 10, 1), "channel": "email", "sessions": 3}


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('{other}')",
        "select * from read_parquet('{other}')",
        "select * from '{other}'",
        "copy (select 1) to '{folder}/out.csv'",
        "attach '{folder}/x.db'",
        "install httpfs",
        "select * from read_csv('https://example.com/a.csv')",
        "set enable_external_access = true",
        "set allowed_paths = ['{other}']",
    ],
)
def test_other_files_the_network_and_settings_are_shut(store, tmp_path, statement):
    table, other = store("visits", [ROW]), store("visits", [ROW])
    sql = statement.format(other=other.paths[0], folder=tmp_path)
    with open_database({"visits": table}) as connection:
        assert connection.execute("select sum(sessions) from visits").fetchone() == (3,)
        with pytest.raises(duckdb.Error):
            connection.execute(sql)
        with pytest.raises(KpiReportError):
            run(connection, sql, dataset="visits")


def test_a_dataset_may_be_stored_in_files_with_different_columns(store, computed):
    from kpireport.metrics.plan import FactRequest

    one, two = store("visits", [ROW]), store("visits", [ROW | {"device": "mobile", "bounces": 1}])
    both = Table((*one.paths, *two.paths))
    facts = computed(FactRequest("sessions"), FactRequest("bounce_rate"), over={"visits": both})
    assert facts.fact("sessions").value == 6
    assert facts.fact("bounce_rate").numerator == 1


def test_a_table_without_files():
    with pytest.raises(DataError, match="has no stored files"), open_database({"visits": Table(())}):
        pass


def test_names_and_texts_are_quoted():
    assert (quote('a"b'), text("it's")) == ('"a""b"', "'it''s'")


def test_files_with_odd_names_are_read(store, tmp_path):
    odd = tmp_path / 'it\'s [1], "odd".parquet'
    store("visits", [ROW]).paths[0].rename(odd)
    with open_database({"visits": Table((odd,))}) as connection:
        assert connection.execute("select count(*) from visits").fetchone() == (1,)
