"""What tests of several floors share: the hostile plugins, installed for those that ask for them, and one browser."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def hostile_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like site-packages with the distribution kpireport-hostile in it."""
    folder = tmp_path_factory.mktemp("hostile-packages")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    where = ["--disable-pip-version-check", "--target", str(folder), str(ROOT / "plugins/kpireport-hostile")]
    subprocess.run([*install, *where], check=True, capture_output=True)
    return folder


@pytest.fixture
def hostile(hostile_packages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The hostile plugins are installed, for this process and for those that it starts."""
    monkeypatch.syspath_prepend(hostile_packages)
    monkeypatch.setenv("PYTHONPATH", str(hostile_packages), prepend=os.pathsep)
    importlib.invalidate_caches()
    yield hostile_packages
    for name in [name for name in sys.modules if name.partition(".")[0] == "kpireport_hostile"]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One Chromium for all tests; two in one process do not go together."""
    from kpireport.testing.gate.html import Browser

    with warnings.catch_warnings(), Browser() as running:
        warnings.simplefilter("ignore", DeprecationWarning)  # Playwright's own
        yield running
