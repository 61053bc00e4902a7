"""`kpireport --help` starts fast because it imports nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {"duckdb", "pyarrow", "weasyprint", "vl_convert", "numpy", "sqlglot", "babel", "fluent", "PIL", "fontTools"}


def modules_after(code):
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_nothing_heavy():
    code = "sys.argv = ['kpireport', '--help']\nfrom kpireport.cli import main\ntry: main()\nexcept SystemExit: pass"
    loaded = modules_after(code)
    assert "typer" in loaded
    assert loaded & HEAVY == set()


def test_the_facade_loads_nothing_heavy():
    code = "from kpireport.plugin import hookimpl, Pack, SourcePlugin, Batch, FactTable, DataError"
    assert modules_after(code) & HEAVY == set()


def test_finding_plugins_loads_nothing_heavy():
    assert modules_after("from kpireport.host import discover\ndiscover()") & HEAVY == set()
