"""Breaks expressions at random and counts how many of the broken ones the worked examples notice.

    python plugins/kpireport-metrics-marketing/tests/mutants.py [--seed 7] [--count 200]

A mutant is one change of one token: a column for another of its type, a comparison or an operator for its neighbour, a
number for one beside it, an aggregate for another, `distinct` left out, a `coalesce` taken off. A broken expression that is
refused counts as noticed, as one that gives another value does. Left out is what changes nothing: `distinct` before the
id of the rows, and `nullif(x, 0)`, because the engine never divides by 0.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kpireport_metrics_marketing.pack import marketing_pack

from kpireport.metrics.catalogue import Catalogue, build_catalogue
from kpireport.metrics.examples import Examples, read_examples
from kpireport.metrics.usage import in_variant
from kpireport.metrics.verification import verify
from kpireport.plugin import Dataset, Metric

SWAPS = {
    ">=": [">", "<="], "<=": ["<", ">="], "<": ["<=", ">"], ">": [">=", "<"], "=": ["<>"], "*": ["/"], "/": ["*"],
    "+": ["-"], "-": ["+"], "and": ["or"], "or": ["and"], "sum": ["avg", "max"], "avg": ["sum", "min"],
    "is not null": ["is null"], "is null": ["is not null"], "distinct ": [""],
}  # fmt: skip
TOKEN = re.compile(r"'[^']*'|:\w+|is not null|is null|distinct |>=|<=|[<>=*/+-]|\b\d+(?:\.\d+)?\b|\b[a-z_]\w*\b")
WORDS = frozenset(
    ["case", "when", "then", "else", "end", "not", "null", "in", "between", "count", "coalesce", "nullif", "is"]
)


@dataclass(frozen=True)
class Mutant:
    """A definition with one token changed."""

    metric: str
    variant: str | None
    expression: str
    change: str


def mutants(
    metric: Metric, variant: str | None, expression: str, dataset: Dataset, columns: Collection[str]
) -> Iterator[Mutant]:
    """Every mutant of an expression; a column is changed for one of those that its examples have."""
    for found in TOKEN.finditer(expression):
        if found.group() == "distinct " and counts_rows(expression[found.end() :], dataset):
            continue
        for other in others(found.group(), dataset, columns):
            broken = expression[: found.start()] + other + expression[found.end() :]
            yield Mutant(metric.id, variant, broken, f"{found.group().strip()} -> {other.strip() or 'nothing'}")
    for inner in re.finditer(r"\b(coalesce)\(((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*), 0\)", expression):
        broken = expression[: inner.start()] + f"({inner.group(2)})" + expression[inner.end() :]
        yield Mutant(metric.id, variant, broken, f"without {inner.group(1)}")


def counts_rows(counted: str, dataset: Dataset) -> bool:
    """Whether what is counted is the only key column, so that every row has its own."""
    inner = re.match(r"(?:case when [^()]*(?:\([^()]*\)[^()]*)* then )?(\w+)", counted)
    return inner is not None and (inner.group(1),) == dataset.key


def others(token: str, dataset: Dataset, columns: Collection[str]) -> list[str]:
    """What a token may be changed to."""
    if token in SWAPS:
        return SWAPS[token]
    if re.fullmatch(r"\d+(\.\d+)?", token):
        number = float(token) if "." in token else int(token)
        return [str(number + 1)] if number in {0, 1} else [str(number + 1), str(number - 1)]
    if token.startswith("'"):
        return ["'something else'"]
    if token not in dataset.columns or token in WORDS:
        return []
    kind = dataset.columns[token].type
    return [name for name in columns if dataset.columns[name].type == kind and name != token]


def every_mutant(catalogue: Catalogue, files: list[Examples]) -> list[Mutant]:
    """The mutants of every definition over a dataset, in the order of the catalogue."""
    columns: dict[tuple[str, str | None], dict[str, None]] = {}
    for example in (example for file in files for example in file.vectors):
        columns.setdefault((example.kpi, example.variant), {}).update(dict.fromkeys(example.columns))
    found: list[Mutant] = []
    for metric in catalogue.metrics.values():
        for variant in (None, *(variant.id for variant in metric.variants)):
            used = in_variant(metric, variant)
            if used.dataset:
                listed = columns[metric.id, variant]
                found += mutants(metric, variant, used.expression, catalogue.datasets[used.dataset], listed)
    return found


def broken(catalogue: Catalogue, mutant: Mutant) -> Catalogue:
    """The catalogue with one definition broken."""
    metric = catalogue.metrics[mutant.metric]
    free = {"expression": mutant.expression, "additivity": None}
    if mutant.variant is None:
        changed = metric.model_copy(update=free)
    else:
        variants = tuple(v.model_copy(update=free) if v.id == mutant.variant else v for v in metric.variants)
        changed = metric.model_copy(update={"variants": variants})
    return Catalogue({**catalogue.metrics, metric.id: changed}, catalogue.datasets)


def is_noticed(catalogue: Catalogue, mutant: Mutant, files: list[Examples]) -> bool:
    """Whether one of the definition's examples fails on the mutant."""
    own = broken(catalogue, mutant)
    for file in files:
        mine = tuple(e for e in file.vectors if (e.kpi, e.variant) == (mutant.metric, mutant.variant))
        given = Examples(
            mine, (), (), file.tolerance, {("vectors", i): file.places["vectors", 0] for i in range(len(mine))}
        )
        if any(not verdict.passed for verdict in verify(own, given)):
            return True
    return False


def main() -> int:
    """Print the share that is noticed and every mutant that is not; 1 below 90 %."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--count", type=int, default=200)
    given = arguments.parse_args()
    catalogue = build_catalogue([marketing_pack()])
    files = [read_examples(file) for file in sorted((Path(__file__).parent / "vectors").glob("*.yaml"))]
    chosen = random.Random(given.seed).sample(every_mutant(catalogue, files), given.count)
    missed = [mutant for mutant in chosen if not is_noticed(catalogue, mutant, files)]
    for mutant in missed:
        print(f"not noticed: {mutant.metric}{f'.{mutant.variant}' if mutant.variant else ''}: {mutant.change}")
        print(f"    {mutant.expression}")
    noticed = len(chosen) - len(missed)
    print(f"seed {given.seed}: {noticed} of {len(chosen)} broken expressions noticed ({noticed / len(chosen):.1%})")
    return 0 if noticed >= 0.9 * len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
