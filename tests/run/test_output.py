"""Files appear whole or not at all, and a folder never mixes two builds."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from kpireport.errors import EnvironmentProblem
from kpireport.run.output import publish, write_json


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_files_and_manifest_appear_together(tmp_path):
    publish(tmp_path / "acme", {"report.html": b"<p>", "report.pdf": b"%PDF"}, {"client": "acme"})
    manifest = json.loads((tmp_path / "acme/manifest.json").read_text())
    assert names(tmp_path / "acme") == ["manifest.json", "report.html", "report.pdf"]
    assert manifest["client"] == "acme"
    assert manifest["outputs"][0] == {"name": "report.html", "bytes": 3, "sha256": hashlib.sha256(b"<p>").hexdigest()}


def test_a_file_that_is_not_made_again_goes_and_a_strangers_file_stays(tmp_path):
    publish(tmp_path, {"report.html": b"1", "report.pdf": b"1"}, {})
    (tmp_path / "notes.txt").write_text("mine")
    publish(tmp_path, {"report.html": b"2"}, {})
    assert names(tmp_path) == ["manifest.json", "notes.txt", "report.html"]
    assert (tmp_path / "report.html").read_bytes() == b"2"


def test_a_manifest_cannot_make_us_delete_elsewhere(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("keep")
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"outputs": [{"name": "../victim.txt"}]}))
    publish(folder, {"report.html": b"1"}, {})
    assert victim.read_text() == "keep"


def test_when_writing_fails_the_old_report_is_whole(tmp_path):
    publish(tmp_path, {"report.html": b"old"}, {})
    (tmp_path / f".report.pdf.{os.getpid()}.partial").mkdir()  # the second file cannot be written
    with pytest.raises(EnvironmentProblem, match="cannot write"):
        publish(tmp_path, {"report.html": b"new", "report.pdf": b"new"}, {})
    assert (tmp_path / "report.html").read_bytes() == b"old"
    assert [n for n in names(tmp_path) if "html" in n] == ["report.html"]


def test_an_interrupt_leaves_nothing_half_written(tmp_path, monkeypatch):
    publish(tmp_path, {"report.html": b"old"}, {})

    def interrupted(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, {"report.html": b"new"}, {})
    with pytest.raises(KeyboardInterrupt):
        write_json(tmp_path / "run.json", {})
    assert names(tmp_path) == ["manifest.json", "report.html"]
    assert (tmp_path / "report.html").read_bytes() == b"old"


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(EnvironmentProblem, match="choose another folder with --out"):
        write_json(tmp_path / "out" / "run.json", {})
