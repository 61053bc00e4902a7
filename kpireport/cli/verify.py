"""`kpireport metrics verify`: worked examples against the engine."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from kpireport.cli.plugins import load_host
from kpireport.cli.terminal import say, say_fields, say_json
from kpireport.metrics.catalogue import Catalogue, build_catalogue
from kpireport.metrics.examples import read_examples
from kpireport.metrics.verification import Verdict, verify
from kpireport.run.hosting import catalogue_of, registries_of


def verify_metrics(file: Path, *, spec: Path | None, as_json: bool) -> None:
    """Run every example of a file; the command ends with 1 when one fails.

    Raises:
        SpecError: the file cannot be read, or the spec has problems.

    """
    verdicts = tuple(verify(_catalogue(spec), read_examples(file)))
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if as_json:
        say_json(_record(verdicts))
    else:
        for verdict in failed:
            _say_failure(verdict)
        say(f"{len(verdicts) - len(failed)} passed, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)


def _catalogue(spec: Path | None) -> Catalogue:
    """The metrics of the packs, and those that a spec defines."""
    host = load_host(spec)
    catalogue = catalogue_of(host)
    if spec is None:
        return catalogue
    from kpireport.spec import load_spec

    loaded = load_spec(spec, registries_of(host, catalogue), environment=os.environ)
    places = {metric.id: loaded.place("metrics", i) for i, metric in enumerate(loaded.spec.metrics)}
    return build_catalogue(host.packs.values(), loaded.spec.metrics, places=places)


def _say_failure(verdict: Verdict) -> None:
    say(f"{verdict.place}: {verdict.id}")
    say_fields([("  expected", verdict.expected), ("  got", verdict.got), ("  sql", verdict.sql)])


def _record(verdicts: Sequence[Verdict]) -> dict[str, object]:
    counts = Counter(verdict.passed for verdict in verdicts)
    return {
        "passed": counts[True],
        "failed": counts[False],
        "failures": [
            {"id": v.id, "place": str(v.place), "expected": v.expected, "got": v.got, "sql": v.sql}
            for v in verdicts
            if not v.passed
        ],
    }
