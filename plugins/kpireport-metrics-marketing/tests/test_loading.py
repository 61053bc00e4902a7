"""The catalogue is large and loads fast, and only where it is asked for."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

from kpireport_metrics_marketing import frozen
from kpireport_metrics_marketing.pack import marketing_pack

from kpireport.metrics.catalogue import build_catalogue

LIMIT_SECONDS = 0.06


def loading() -> float:
    start = perf_counter()
    build_catalogue([marketing_pack()])
    return perf_counter() - start


def test_it_adds_little_to_a_build() -> None:
    assert min(loading() for _ in range(5)) < LIMIT_SECONDS


def test_help_and_version_do_not_read_it() -> None:
    code = (
        "import sys\nfrom kpireport.cli import main\nsys.argv = ['kpireport', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('read' if 'kpireport_metrics_marketing.pack' in sys.modules else 'left')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "left"


def test_data_that_changed_since_it_was_frozen_is_read_from_its_files(monkeypatch, tmp_path) -> None:
    stale = tmp_path / "pack.json"
    stale.write_text(frozen.FROZEN.read_text("utf-8").replace('{"made_from":"', '{"made_from":"0', 1), "utf-8")
    monkeypatch.setattr(frozen, "FROZEN", stale)
    assert frozen.frozen_pack() is None
    assert len(marketing_pack().metrics) > 100
    monkeypatch.setattr(frozen, "FROZEN", tmp_path / "none.json")
    assert frozen.frozen_pack() is None
