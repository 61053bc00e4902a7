"""docs/reference/spec.md: every example loads with what is installed, and no key of the models is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kpireport.expressions.language import ROW
from kpireport.host import discover
from kpireport.metrics.custom import CustomMetric
from kpireport.run.hosting import catalogue_of, registries_of
from kpireport.sources.files.config import FilesConfig
from kpireport.spec import Registries, load_spec, spec_schema
from kpireport.spec.model import (
    AgencySpec,
    BrandSpec,
    ClientSpec,
    ContactSpec,
    CoverSpec,
    EventSpec,
    PeriodSpec,
    ReportHead,
    ReportSpec,
    SectionSpec,
    TargetSpec,
)

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spec.md"
TEXT = PAGE.read_text(encoding="utf-8")
WHOLE = """\
version: 1
client: {id: acme, name: Acme}
sources: {web: {plugin: files, path: web.csv, dataset: web_traffic}}
preset: executive
"""
FILES = [
    "assets/acme.svg",
    "assets/tilto.svg",
    "assets/text.ttf",
    "assets/text-bold.ttf",
    "assets/headline.otf",
    "my-theme/theme.yaml",
    "language/lt/ours.ftl",
    "our_crm.py",
]


def examples() -> Iterator[tuple[int, str, str]]:
    """Line, file name if one is given, and text of every YAML example."""
    for found in re.finditer(r"^```yaml(?: file=(\S+))?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        yield TEXT.count("\n", 0, found.start()) + 1, found[1] or "", found[2]


EXAMPLES = [(line, text) for line, name, text in examples() if not name]


@pytest.fixture(scope="module")
def installed() -> Registries:
    host = discover()
    return registries_of(host, catalogue_of(host))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    for _, name, text in examples():
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "whole.yaml").write_text(WHOLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("line", "text"), EXAMPLES, ids=[f"spec.md:{line}" for line, _ in EXAMPLES])
def test_an_example_loads(line, text, folder, installed) -> None:
    """A fragment is laid over a whole spec; a whole one stands for itself."""
    whole = "sources:" in text and "client:" in text
    (folder / "acme.yaml").write_text(text if whole else f"extends: whole.yaml\n{text}", encoding="utf-8")
    loaded = load_spec("acme.yaml", installed)
    key = re.match(r"\w+", text)
    assert key is not None
    assert key[0] == "extends" or loaded.place(key[0]).file == "acme.yaml"


def section(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("client", ClientSpec),
        ("report", ReportHead),
        ("brand", BrandSpec),
        ("agency", AgencySpec),
        ("agency", ContactSpec),
        ("agency", CoverSpec),
        ("period", PeriodSpec),
        ("sources", FilesConfig),
        ("metrics", CustomMetric),
        ("events", EventSpec),
        ("preset and sections", SectionSpec),
    ],
)
def test_every_key_is_explained(title, model) -> None:
    assert [name for name in model.model_fields if not re.search(rf"\b{name}\b", section(title))] == []


def test_every_function_of_a_column_is_named() -> None:
    assert [name for name in ROW.functions if f"`{name}`" not in section("sources")] == ["cast"]
    assert "`cast(x as date)`" in section("sources")


def test_every_top_level_key_has_its_row_and_section() -> None:
    rows = set(re.findall(r"^\| \[`(\w+)`\]", TEXT, re.MULTILINE))
    assert rows == {*ReportSpec.model_fields, "extends"}
    assert {"min", "max"} < set(TargetSpec.model_fields)


def test_every_block_has_its_row_with_its_keys(installed) -> None:
    rows = {
        found[1]: found[2]
        for found in re.finditer(r"^\| `(\w+)` \| .*? \| (.*)\|$", section("preset and sections"), re.MULTILINE)
    }
    assert set(rows) == set(installed.blocks)
    for name, model in installed.blocks.items():
        named = set(re.findall(r"`(\w+)`", rows[name]))
        assert set(model.model_fields) - {"type"} - named == set(), name


# ---------------------------------------------------------------- the schema


def test_the_schema_accepts_what_loads(folder, installed) -> None:
    schema = spec_schema(installed)
    for _, text in EXAMPLES:
        assert list(violations(plain(text), schema, schema)) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("reprot: {}", ""),
        ("client: {id: acme, nmae: x, name: y}", "client"),
        ("period: {grain: mont}", "period"),
        ("sources: {a: {plugin: fiels, path: x}}", "sources/a"),
        ("sources: {a: {plugin: files, pth: x}}", "sources/a"),
        ("sections: [{title: a, blocks: [{type: kpi}]}]", "sections/0/blocks/0"),
        ("sections: [{title: a, blocks: [{type: chart, kind: lien, metric: a}]}]", "sections/0/blocks/0"),
        ("preset: exekutive", "preset"),
        ("outputs: [pfd]", "outputs/0"),
        ("brand: {color: red}", "brand"),
        ("targets: {revenue: much}", "targets/revenue"),
        ("metrics: [{id: x, unit: percents}]", "metrics/0"),
    ],
)
def test_the_schema_refuses_what_does_not(text, path, installed) -> None:
    schema = spec_schema(installed)
    assert any(where.startswith(path) for where in violations(plain(text), schema, schema))


def test_the_schema_offers_names(installed) -> None:
    schema = spec_schema(installed)
    text = str(schema)
    assert all(name in text for name in ("website_traffic", "executive", "web_traffic", "previous_period", "takeaways"))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert spec_schema(installed) == schema


TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


def plain(text: str) -> object:
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def violations(value: object, schema: dict, root: dict, path: str = "") -> Iterator[str]:
    """Where a value breaks a JSON Schema: the part of the standard that our schema uses."""
    if "$ref" in schema:
        schema = {
            **root["$defs"][schema["$ref"].rpartition("/")[2]],
            **{k: v for k, v in schema.items() if k != "$ref"},
        }
    kinds = schema.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    fits = any(isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool)) for kind in kinds)
    if (value is not None or "type" in schema) and not fits:
        yield path
        return
    if "const" in schema and value != schema["const"]:
        yield path
    if "enum" in schema and value not in schema["enum"]:
        yield path
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield path
    if "anyOf" in schema or "oneOf" in schema:
        tried = [list(violations(value, arm, root, path)) for arm in schema.get("anyOf", schema.get("oneOf"))]
        if not any(broken == [] for broken in tried):
            yield from (min((broken for broken in tried), key=lambda broken: -max(map(len, broken))))
    if isinstance(value, dict):
        yield from (path for name in schema.get("required", ()) if name not in value)
        for name, part in value.items():
            inner = f"{path}/{name}".removeprefix("/")
            known = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
            if known is False:
                yield path
            elif isinstance(known, dict):
                yield from violations(part, known, root, inner)
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for index, part in enumerate(value):
            yield from violations(part, schema["items"], root, f"{path}/{index}".removeprefix("/"))
