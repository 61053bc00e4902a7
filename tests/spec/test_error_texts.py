"""What a person reads when a spec is wrong: one file of text for each broken spec, rewritten with KPIREPORT_REWRITE=1."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpireport.errors import SpecError
from kpireport.spec import Registries, load_spec

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
ENVIRONMENT = {"CLIENT_NAME": "Acme", "ACCOUNT": "s3cret"}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_error_text(path: Path, registries: Registries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(SpecError) as caught:
        load_spec(path.name, registries, environment=ENVIRONMENT)
    text = f"{caught.value}\n"
    snapshot = HERE / "snapshots" / f"{path.stem}.txt"
    if os.environ.get("KPIREPORT_REWRITE"):
        snapshot.write_text(text, encoding="utf-8")
    assert text == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((HERE / "snapshots").glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_has_a_place_and_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        file, row, _ = line.split(":", 2)
        assert (file, row.isdigit()) == (f"{path.stem}.yaml", True)
    assert "s3cret" not in text


def test_snapshots_belong_to_specs() -> None:
    assert [p.stem for p in sorted((HERE / "snapshots").glob("*.txt"))] == [p.stem for p in BROKEN]
