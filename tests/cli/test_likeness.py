"""How much names of columns look like each other."""

from __future__ import annotations

import pytest

from kpireport.cli.likeness import ALIKE, CONTAINED, KNOWN, KNOWN_IN_PART, SAME, Called, is_rate

REVENUE = Called.of("revenue", ["total revenue", "pajamos", "выручка", "umsatz", "расход"])
CHANNEL = Called.of("channel", ["default channel group", "kanalas"])
VIEWS = Called.of("pageviews", ["views", "puslapių peržiūros", "просмотры"])


@pytest.mark.parametrize(
    ("called", "column", "score"),
    [
        (REVENUE, "revenue", SAME),
        (REVENUE, " Revenue ", SAME),
        (REVENUE, "Total revenue", KNOWN),
        (REVENUE, "Pajamos", KNOWN),
        (REVENUE, "Pajamos, €", KNOWN),
        (REVENUE, "Выручка, руб.", KNOWN_IN_PART),
        (REVENUE, "Revenue (EUR)", KNOWN_IN_PART),
        (REVENUE, "Umsatz [€]", KNOWN),
        (CHANNEL, "Session primary channel group (Default Channel Group)", KNOWN_IN_PART),
        (REVENUE, "Net revenue of shop", CONTAINED),
        (VIEWS, "Puslapiu perziuros", ALIKE),
        (VIEWS, "Page-views", CONTAINED),
        (VIEWS, "Weather", 0),
        (REVENUE, "Revenue per visit", 0),
        (REVENUE, "Revenue, %", 0),
        (VIEWS, "Глубина просмотра", 0),
        (REVENUE, "", 0),
    ],
)
def test_names(called, column, score):
    assert called.score(column) == score


@pytest.mark.parametrize(
    ("column", "rate"),
    [("Open Rate", True), ("CTR", True), ("Avg. CPC", True), ("Доля, %", True), ("Sessions", False), ("Rated", False)],
)
def test_rates(column, rate):
    assert is_rate(column) is rate
