"""Selections: one SELECT that makes the rows of a derived dataset from those of others.

It is more than an expression, so a pack may write one and a spec may not. It can read nothing but its inputs, and
nothing that differs from run to run (random numbers, the clock); `:start` and `:end` stand for the days of a period.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlglot import exp, parse
from sqlglot.errors import ParseError, TokenError

from kpireport.errors import MetricError

START, END = "_period_start", "_period_end"
"""What stands for `:start` and `:end` in the SQL of a selection, until a period is put in."""
_UNSTEADY = (exp.Rand, exp.Randn, exp.CurrentDate, exp.CurrentTime, exp.CurrentTimestamp, exp.Uuid, exp.TableSample)
_HINT = "it is one SELECT over the names of its inputs, with :start and :end"


@dataclass(frozen=True, slots=True)
class Selection:
    """A checked SELECT over named inputs."""

    tree: exp.Expression

    def over(self, rows: Mapping[str, str]) -> str:
        """The SELECT as DuckDB SQL, with a SELECT of its rows in the place of each input."""
        tree = self.tree.copy()
        for table in list(tree.find_all(exp.Table)):
            if table.name in rows:
                (inner,) = parse(rows[table.name], read="duckdb")
                table.replace(exp.alias_(exp.Subquery(this=inner), table.alias or table.name, table=True))
        for placeholder in list(tree.find_all(exp.Placeholder)):
            placeholder.replace(exp.column(START if placeholder.name == "start" else END))
        return str(tree.sql("duckdb", comments=False, pretty=True))


@lru_cache(maxsize=256)
def parse_selection(text: str, inputs: frozenset[str]) -> Selection:
    """A SELECT over some inputs; raises MetricError for anything else."""
    try:
        trees = parse(text, read="duckdb")
    except (ParseError, TokenError) as error:
        raise MetricError("it is not valid SQL", hint=_HINT) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        raise MetricError("it is no single SELECT", hint=_HINT)
    tree = trees[0]
    _check_tables(tree, inputs)
    for node in tree.find_all(exp.Anonymous, *_UNSTEADY):
        raise MetricError(f"{node.sql('duckdb')} may not be used", hint=_HINT)
    for placeholder in tree.find_all(exp.Placeholder):
        if placeholder.name not in {"start", "end"}:
            raise MetricError(f":{placeholder.name} is not known", hint=_HINT)
    return Selection(tree)


def _check_tables(tree: exp.Expression, inputs: Collection[str]) -> None:
    known = {*inputs, *(cte.alias for cte in tree.find_all(exp.CTE))}
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier) or table.db or table.name not in known:
            raise MetricError(f"{table.sql('duckdb')} is none of its inputs", hint=_HINT)
