"""The contract's own example is a working pack."""

from __future__ import annotations

import textwrap
from datetime import date

import pyarrow as pa

from kpireport.metrics import interface
from kpireport.metrics.catalogue import build_catalogue
from kpireport.metrics.evaluation import evaluate


def example():
    source = interface.__doc__.split("A whole small pack::")[1].split("What an expression may be made of")[0]
    names = {}
    exec(textwrap.dedent(source), names)
    return names


def test_the_example_registers_a_pack_that_compiles():
    (pack,) = example()["kpireport_register_metrics"]()
    catalogue = build_catalogue([pack])
    catalogue.check()
    assert catalogue.metric("price_per_cup").additivity == "ratio"
    assert catalogue.metric("cups_per_guest").additivity == "non_additive"


def test_the_example_computes():
    pack = example()["COFFEE"]
    rows = pa.table(
        {
            "day": [date(2026, 10, 1)] * 2,
            "bar": ["north", "south"],
            "drink": ["flat white"] * 2,
            "cups": [30, 10],
            "guests": [25, 8],
            "takings": [90.0, 30.0],
        }
    )
    value = {m.id: evaluate(m, pack.datasets[0], rows, by=["bar"])[0].value for m in pack.metrics}
    assert value == {"cups_sold": 30, "price_per_cup": 3, "cups_per_guest": 1.2}
    assert evaluate(pack.metrics[2], pack.datasets[0], rows)[0].status == "not_comparable"
