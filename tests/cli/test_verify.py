"""Metrics are verified against a file of worked examples."""

from __future__ import annotations

EXAMPLES = """
vectors:
  vectors:
    - {id: right, kpi: website_traffic, columns: [channel, sessions], rows: [[email, 3], [direct, 4]], expected: 7}
    - {id: other, kpi: website_traffic, columns: [channel, sessions], rows: [[email, 3], [direct, 4]], expected: %s}
"""


def test_all_examples_agree(project):
    (project.folder / "examples.yaml").write_text(EXAMPLES % 7, encoding="utf-8")
    result = project.run("metrics", "verify", "examples.yaml")
    assert (result.code, result.out) == (0, "2 passed, 0 failed\n")


def test_an_example_that_fails(project):
    (project.folder / "examples.yaml").write_text(EXAMPLES % 8, encoding="utf-8")
    result = project.run("metrics", "verify", "examples.yaml")
    lines = result.out.splitlines()
    assert result.code == 1
    assert lines[0] == "examples.yaml:5:7: other"
    assert [line.split() for line in lines[1:3]] == [["expected", "8"], ["got", "7"]]
    assert lines[3].strip().startswith("sql")
    assert lines[-1] == "1 passed, 1 failed"
    record = project.run("metrics", "verify", "examples.yaml", "--json").json
    assert (record["passed"], record["failed"], record["failures"][0]["got"]) == (1, 1, "7")


def test_a_file_that_is_not_there(project):
    result = project.run("metrics", "verify", "missing.yaml")
    assert (result.code, result.err) == (2, "missing.yaml: cannot be read: No such file or directory\n")
