"""A small client in a folder of its own, and the command line run on it as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kpireport.cli import main

AS_OF = "2026-11-05"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
FIRST, LAST = date(2025, 8, 1), date(2026, 10, 31)


def web_traffic(first: date = FIRST, last: date = LAST) -> str:
    """Two channels a day, with numbers that differ from day to day and can be worked out by hand."""
    lines = ["date,channel,sessions,bounces,conversions"]
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        lines += [f"{day},direct,{100 + day.day},{40},{3}", f"{day},email,{20 + day.month},{5},{1}"]
    return "\n".join(lines) + "\n"


WEB = web_traffic()

SPEC = """\
version: 1
client: {id: acme, name: Acme Coffee, timezone: Europe/Vilnius, currency: EUR}
sources:
  web: {plugin: files, path: web.csv, dataset: web_traffic}
sections:
  - title: Results
    blocks:
      - {type: kpis, metrics: [website_traffic, conversions, bounce_rate]}
      - {type: data_notes}
outputs: [html]
"""


@dataclass(frozen=True)
class Result:
    """What a command said and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Project:
    """A folder with specs and data, in which the command line is run."""

    folder: Path
    run_here: Callable[..., Result] = field(repr=False)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def run(self, *args: str) -> Result:
        """A command, in this process."""
        return self.run_here(*args)

    def build(self, *args: str) -> Result:
        """`kpireport build`, of the document only and of acme.yaml, unless the arguments say otherwise."""
        specs = () if any(arg.endswith(".yaml") for arg in args) else ("acme.yaml",)
        chosen = () if "--format" in args else ("--format", "json")
        day = () if "--as-of" in args else ("--as-of", AS_OF)
        return self.run("build", *specs, *args, *chosen, *day)

    def process(self, *args: str, **environment: str) -> Result:
        """A command in a process of its own, as a shell starts it."""
        done = subprocess.run(
            [sys.executable, "-m", "kpireport.cli", *args],
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def files(self, below: str = ".") -> list[str]:
        """Every file below a folder, hidden ones too."""
        top = self.folder / below
        return sorted(p.relative_to(self.folder).as_posix() for p in top.rglob("*") if p.is_file())

    def read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_bytes())

    @property
    def report(self) -> Any:
        """The only report.json below out/."""
        (found,) = self.folder.glob("out/*/*/*/report.json")
        return json.loads(found.read_bytes())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Project]:
    """The small client; the current folder is its folder."""

    def run_here(*args: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["kpireport", *args])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        code = left.value.code
        return Result(code if isinstance(code, int) else 1, COLOURS.sub("", said.out), COLOURS.sub("", said.err))

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KPIREPORT_DISABLE_PLUGINS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    made = Project(tmp_path, run_here)
    made.write({"acme.yaml": SPEC, "web.csv": WEB})
    yield made
    leftovers = [name for name in made.files() if ".partial" in name or ".landing-" in name]
    assert leftovers == []
