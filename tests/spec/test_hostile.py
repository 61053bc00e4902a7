"""Files that mean harm, or come from the wrong program: each gets one clear problem, fast and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

TOO_MANY = "more than 20,000 values, counting what aliases repeat (data belongs into data files)"
TOO_DEEP = "nested more than 50 levels deep (a spec needs about seven levels)"
NO_TEXT = "this is not a text file (write it as text in UTF-8)"
NO_MAPPING = "a spec is a mapping of keys to values, this is"
EMPTY = "1:1: the file is empty (a spec begins with 'version: 1')"

EXPECTED = {
    "laughs": f":4:5: {TOO_MANY}",
    "quadratic": f":1:4: {TOO_MANY}",
    "merges": f":1:4: {TOO_MANY}",
    "ladder": TOO_DEEP,
    "flow_levels": f":6:53: {TOO_DEEP}",
    "open_flow": f":1:51: {TOO_DEEP}",
    "open_maps": f":1:51: {TOO_DEEP}",
    "dashes": TOO_DEEP,
    "block_levels": TOO_DEEP,
    "complex_keys": TOO_DEEP,
    "one_long_text": TOO_DEEP,
    "many_keys": TOO_MANY,
    "many_unknown": "200 many_unknown:6:1: unknown key 'targts0' (did you mean 'targets'?)",
    "many_duplicates": "200 many_duplicates:2:1: duplicate key 'a' (it is already set in line 1)",
    "many_names": "unknown metric 'sesions' (did you mean 'sessions'?)",
    "many_blocks": "unknown key 'metrc' in sections[0].blocks[0] (did you mean 'metric'?)",
    "many_references": "200 many_references:5:46: sources.web.columns: expected a mapping of keys to values, found a list",
    "many_texts": "unknown variable 'cleint' (did you mean 'client'?)",
    "one_long_key": "not valid YAML: could not find expected ':'",
    "long_number": ":2:23: client.name: has more than 200 characters",
    "long_float": ":6:21: targets.sessions: expected a number, found '1e999",
    "large": "large: 'large' is larger than 1,000 kB (data belongs into data files)",
    "binary": NO_TEXT,
    "utf_16_bare": NO_TEXT,
    "utf_16_cut": "utf_16_cut:5:36: this is not valid UTF-16 (save the file as UTF-8)",
    "null_bytes": "null_bytes:2:8: control character U+0000 (remove it)",
    "control": "control:2:8: control character U+001B (remove it)",
    "latin": "latin:2:23: this is not valid UTF-8 (byte 0xDE) (save the file as UTF-8)",
    "surrogates": "surrogates:1:1: this is not valid UTF-8 (byte 0xED)",
    "python_tag": ":1:10: the tag '!!python/object/apply:os.system' is not allowed",
    "python_name": ":1:10: the tag '!!python/name:os.system' is not allowed",
    "recursive": "recursive:1:11: the anchor &a contains itself",
    "unknown_alias": "unknown_alias:1:4: there is no anchor &b before this alias",
    "two": "two:2:1: a second document begins here",
    "directive": "directive:1:1: not valid YAML: found incompatible YAML document",
    "tabs": "tabs:3:1: not valid YAML: a tab is used for indentation (use spaces)",
    "unclosed": "unclosed:2:9: not valid YAML: did not find expected ',' or '}'",
    "unclosed_quote": "(a quote or bracket is not closed)",
    "empty": EMPTY,
    "only_bom": EMPTY,
    "only_null": EMPTY,
    "a_list": f"1:1: {NO_MAPPING} a list",
    "a_number": f"1:1: {NO_MAPPING} one value",
    "pipe": "'pipe' is not a regular file",
    "loop": "'loop' is a link that leads nowhere",
    "/dev/zero": "'/dev/zero' is not a regular file",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, str(HERE / "hostile.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    return json.loads(done.stdout)


def test_every_file_is_expected(report) -> None:
    assert set(report["outcomes"]) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_clear_problem(report, name) -> None:
    outcome = report["outcomes"][name]
    assert EXPECTED[name] in outcome
    assert outcome.split()[0].isdigit()
    assert int(outcome.split()[0]) <= 200
    assert len(outcome) < 400


def test_little_memory(report) -> None:
    assert report["peak_mb"] < 250
