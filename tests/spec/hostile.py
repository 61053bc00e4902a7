"""Loads hostile files one after the other, within hard limits, and prints what became of each as JSON.

Run by test_hostile.py in a process of its own: `python hostile.py FOLDER` with little memory, so that a file that could
exhaust the machine only exhausts this process.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import sys
import time
from pathlib import Path

from kpireport.errors import KpiReportError
from kpireport.spec import load_spec

MEMORY = 700_000_000
HEAD = "version: 1\nclient: {id: a, name: A}\npreset: executive\nsources:\n  web: {plugin: files, path: w.csv}\n"


def laughs(levels: int, width: int) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


def ladder() -> str:
    rungs = ["r0: &r0 " + "[" * 30 + "]" * 30]
    rungs += [f"r{n}: &r{n} {'[' * 30}*r{n - 1}{']' * 30}" for n in range(1, 200)]
    return "\n".join(rungs)


FILES: dict[str, str | bytes] = {
    "laughs": laughs(40, 9),
    "quadratic": "a: &a [" + "x," * 5000 + "x]\nb: [" + "*a," * 5000 + "*a]",
    "ladder": ladder(),
    "merges": "a: &a {" + ",".join(f"k{n}: 1" for n in range(4000)) + "}\nb: {<<: [" + ",".join(["*a"] * 9000) + "]}",
    "flow_levels": HEAD + "x: " + "[" * 10_000 + "]" * 10_000,
    "open_flow": "[" * 900_000,
    "open_maps": "{" * 900_000,
    "dashes": "- " * 450_000,
    "block_levels": "".join(" " * n + "a:\n" for n in range(1300)),
    "complex_keys": "? " * 450_000,
    "many_keys": "".join(f"k{n}: 1\n" for n in range(60_000)),
    "many_unknown": HEAD + "".join(f"targts{n}: 1\n" for n in range(6_000)),
    "many_duplicates": "a: 1\n" * 150_000,
    "many_names": HEAD.replace("preset: executive\n", "")
    + "sections: [{title: a, blocks: [{type: kpis, metrics: ["
    + "sesions," * 15_000
    + "]}]}]",
    "many_blocks": HEAD.replace("preset: executive\n", "")
    + "sections: [{title: a, blocks: ["
    + "{type: chart, metrc: x}," * 3_500
    + "]}]",
    "many_references": HEAD.replace("w.csv}", "w.csv, columns: [" + "'${env:NOWHERE}'," * 15_000 + "]}"),
    "many_texts": HEAD + "sections: [" + "{title: '{{ cleint.name }}', blocks: [{type: kpis}]}," * 2_000 + "]",
    "one_long_text": HEAD + "theme: " + "{{" * 300_000,
    "one_long_key": HEAD + "x" * 900_000 + ": 1",
    "long_number": HEAD.replace("name: A", "name: " + "9" * 900_000),
    "long_float": HEAD + "targets: {sessions: 1e" + "9" * 900_000 + "}",
    "large": b"# " + b"x" * 50_000_000,
    "binary": bytes(range(256)) * 1000,
    "null_bytes": "version: 1\nname: a\0b\n",
    "control": "version: 1\nname: a\x1bb\n",
    "latin": HEAD.replace("A}", "Žemė}").encode("cp1257"),
    "utf_16_bare": HEAD.encode("utf-16-le"),
    "utf_16_cut": HEAD.encode("utf-16")[:-1],
    "surrogates": b"\xed\xa0\x80: 1",
    "python_tag": "version: !!python/object/apply:os.system ['exit 3']",
    "python_name": "version: !!python/name:os.system",
    "recursive": "a: &a {b: *a}",
    "unknown_alias": "a: *b",
    "two": "version: 1\n---\nversion: 1\n",
    "directive": "%YAML 9.9\n---\nversion: 1\n",
    "tabs": "version: 1\nclient:\n\tid: a\n",
    "unclosed": "version: 1\nclient: {id: a\n",
    "unclosed_quote": 'version: 1\nclient: "' + "x" * 900_000,
    "empty": "",
    "only_bom": b"\xef\xbb\xbf",
    "only_null": "~",
    "a_list": "[]",
    "a_number": "1",
}


def peak_megabytes() -> int:
    """The most memory this program itself held; what `getrusage` says includes the program that started it."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def main(folder: Path) -> None:
    """Load every file and print the outcomes."""
    spec = importlib.util.spec_from_file_location("registries_for_tests", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    conftest = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = conftest
    spec.loader.exec_module(conftest)
    os.chdir(folder)
    outcomes: dict[str, str] = {}
    seconds: dict[str, float] = {}
    for name, content in FILES.items():
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in [*FILES, "pipe", "loop", "/dev/zero"]:
        start = time.monotonic()
        try:
            load_spec(name, conftest.REGISTRIES)
            outcomes[name] = "loaded"
        except KpiReportError as error:
            outcomes[name] = f"{len(error.problems)} {error.problems[0]}"
        except Exception as error:  # noqa: BLE001  the test wants to name what went wrong
            outcomes[name] = f"{type(error).__name__}: {error}"
        seconds[name] = time.monotonic() - start
    peak = peak_megabytes()
    print(json.dumps({"outcomes": outcomes, "peak_mb": peak, "seconds": seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
