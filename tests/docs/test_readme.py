"""What the README shows is so: its commands exist, its messages are the real ones."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from kpireport.cli.app import app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SPEC = """\
version: 1
client: {id: acme, name: Acme}
sources:
  web: {plugin: files, path: data/visits.csv, dataset: web_traffic}
preset: executive
targets:
  website_trafic: 12000
"""
VISITS = "date,channel,sessions\n" + "".join(
    f"2026-10-{day:02},direct,{'n/a' if day == 4 else 100 + day}\n" for day in range(1, 13)
)


def said(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "kpireport.cli", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True).stderr


def test_every_command_has_its_row() -> None:
    rows = re.findall(r"^\| `kpireport .*?\|$", README.replace("\\|", "/"), re.MULTILINE)
    named = {word for row in rows for word in re.findall(r"`(?:kpireport )?(\w+)", row)}
    assert set(get_command(app).commands) <= named


def test_the_messages_are_real(tmp_path) -> None:
    (block,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    shown = " ".join(block.split())
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "visits.csv").write_text(VISITS)
    spec = tmp_path / "acme.yaml"
    spec.write_text(SPEC)
    first = said(tmp_path, "check", "acme.yaml").strip()
    spec.write_text(SPEC.replace("trafic:", "traffic:"))
    _, second = said(tmp_path, "build", "acme.yaml", "--period", "2026-10", "--format", "json").splitlines()
    assert shown == f"{first} {second}"
