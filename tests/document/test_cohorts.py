from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpireport.document.cohorts import Cohort, compose_cohort, mean, shade
from kpireport.document.model import TableBlock, TextBlock
from kpireport.metrics.facts import FactTable, Series, series_id
from kpireport.periods import parse_period

VALUES: dict[str | None, tuple[int | None, ...]] = {
    "2026-07": (40, 20, 10, 5),
    "2026-08": (None, 10, 5, None),
    "2026-09": (None, None, 50, 30),
    None: (1, 1, 1, 1),
    "not a month": (2, 2, 2, 2),
}


def cohort(shop: Any, **raw: Any) -> Any:
    """The block over four months in which three groups began."""
    edition, spec = shop.block(type="cohort", metric="customers", by="channel", cohorts=4, **raw)
    whole = Series(series_id("customers", "month"), "customers", {}, date(2026, 7, 1), "month", (43, 33, 68, 38), "ok")
    parts = tuple(
        Series(series_id("customers", "month", group), "customers", group, date(2026, 7, 1), "month", values, "ok")
        for member, values in VALUES.items()
        for group in [{"channel": member}]
    )
    facts = FactTable(edition.facts.facts, edition.facts.changes, (whole, *parts), edition.facts.queries)
    return compose_cohort(replace(edition, facts=facts), spec)


def texts(block: TableBlock) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in block.rows]


def test_rates_are_shares_of_the_first_step_and_the_mean_weighs_groups_by_size(shop: Any) -> None:
    made = cohort(shop)
    assert [column.label for column in made.block.columns] == ["Channel", "Customers", "+1", "+2", "+3"]
    assert texts(made.block) == [
        ["Jul 2026", "40", "50%", "25%", "13%"],
        ["Aug 2026", "10", "50%", "0%", ""],
        ["Sep 2026", "50", "60%", "", ""],
        ["All", "", "55%", "20%", "13%"],
    ]
    assert made.message == "55% of those who began were there 1 month later, 13% after 3 months"


def test_nobody_came_is_zero_where_others_came(shop: Any) -> None:
    row = cohort(shop).block.rows[1]
    assert (row.cells[3].text, row.cells[3].shade) == ("0%", 0)


def test_the_darkest_cell_is_the_highest_and_cells_name_their_series(shop: Any) -> None:
    rows = cohort(shop).block.rows
    shades = {cell.text: cell.shade for row in rows[:3] for cell in row.cells if cell.shade is not None}
    assert shades == {"50%": 5, "25%": 2, "13%": 1, "0%": 0, "60%": 6}
    assert {cell.ref for cell in rows[0].cells[1:]} == {"customers/month[channel=2026-07]"}


def test_values_have_no_row_of_means(shop: Any) -> None:
    made = cohort(shop, show="value", steps=2)
    assert texts(made.block) == [
        ["Jul 2026", "40", "20", "10"],
        ["Aug 2026", "10", "5", "0"],
        ["Sep 2026", "50", "30", ""],
    ]
    assert made.block.notes == []


def test_a_dimension_that_holds_no_periods_is_said_to_have_nothing_to_show(shop: Any) -> None:
    edition, spec = shop.block(type="cohort", metric="customers", by="channel")
    made = compose_cohort(edition, spec)
    assert isinstance(made.block, TextBlock)
    assert made.is_empty


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12))
def test_the_mean_lies_between_the_lowest_and_the_highest_rate(pairs: list[tuple[int, int]]) -> None:
    begin = parse_period("2026-01")
    cohorts = [Cohort(begin, "s", size, (min(size, later),)) for size, later in pairs]
    found, rates = mean(cohorts, 1), [Fraction(min(size, later), size) for size, later in pairs]
    assert found is not None
    assert float(min(rates)) - 1e-12 <= found <= float(max(rates)) + 1e-12


@pytest.mark.parametrize(("rate", "expected"), [(0, 0), (0.2, 1), (0.4, 4), (0.6, 6)])
def test_shades_go_in_even_steps_from_the_lowest_to_the_highest(rate: float, expected: int) -> None:
    assert shade(rate, 0.2, 0.6) == expected
