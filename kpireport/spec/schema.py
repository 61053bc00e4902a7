"""The JSON Schema of a spec file, for editors: what the registries hold appears as choices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from kpireport.periods import COMPARISONS
from kpireport.spec.model import NAMES, ReportSpec, SourceSpec
from kpireport.spec.registries import Registries
from kpireport.spec.validating import SOURCE_KEYS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACE = "#/$defs/{model}"
_BY_REFERENCE = {"type": "string", "pattern": r"\$\{(env|file):[^{}]+\}"}
_EXTENDS = {"type": "string", "description": "A file that this one is laid over, relative to this one."}

Schema = dict[str, Any]


def spec_schema(registries: Registries) -> Schema:
    """The JSON Schema (2020-12) of a spec file with these plugins, blocks, metrics and themes installed.

    No key is required at the top, because a file may take any of them from the one that it extends.
    """
    models: dict[str, type[BaseModel]] = {"spec": ReportSpec, "source": SourceSpec, "metric": registries.metric_model}
    models |= {f"plugin {name}": model for name, model in registries.sources.items()}
    models |= {f"block {name}": model for name, model in registries.blocks.items()}
    parts, definitions = _definitions(models)
    shared = parts["source"]["properties"]
    sources = [_source(name, parts[f"plugin {name}"], shared) for name in sorted(registries.sources)]
    blocks = [_block(name, parts[f"block {name}"]) for name in sorted(registries.blocks)]
    definitions["SectionSpec"]["properties"]["blocks"]["items"] = {"oneOf": blocks}
    properties = {"extends": _EXTENDS, **parts["spec"]["properties"]}
    properties["sources"] = {"type": "object", "minProperties": 1, "additionalProperties": {"oneOf": sources}}
    properties["metrics"]["items"] = parts["metric"]
    properties["targets"]["propertyNames"] = {NAMES: "metric"}
    properties["targets"]["additionalProperties"] = _or_number("TargetSpec")
    for model, field in (("ScheduleSpec", "periods"), ("TargetSpec", "periods"), ("TargetSpec", "segments")):
        kind = "BoundSpec" if field == "periods" else "ScheduleSpec"
        definitions[model]["properties"][field]["additionalProperties"] = _or_number(kind)
    members = definitions["TargetSpec"]["properties"]["members"]["additionalProperties"]
    members["additionalProperties"] = _or_number("ScheduleSpec")
    whole = {
        "$schema": DIALECT,
        "title": "kpireport spec",
        "type": "object",
        "properties": {name: {"anyOf": [part, {"type": "null"}]} for name, part in properties.items()},
        "additionalProperties": False,
        "$defs": {name: part for name, part in definitions.items() if name not in {"ReportSpec", "SourceSpec"}},
    }
    names = _names(registries)
    filled: Schema = _with_names(whole, names)
    filled["$defs"] |= {f"{kind} name": choice for kind, choice in names.items()}
    return filled


def _definitions(models: Mapping[str, type[BaseModel]]) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """The schema of each model, and the definitions that they share."""
    unique = list(dict.fromkeys(models.values()))
    places, whole = models_json_schema([(model, "validation") for model in unique], ref_template=_PLACE)
    definitions: dict[str, Schema] = whole.get("$defs", {})
    found = {}
    for name, model in models.items():
        schema = dict(places[model, "validation"])
        found[name] = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found, definitions


def _or_number(model: str) -> Schema:
    return {"anyOf": [{"type": "number"}, {"$ref": _PLACE.format(model=model)}]}


def _source(name: str, config: Schema, shared: Mapping[str, Schema]) -> Schema:
    own = {key: {"anyOf": [part, _BY_REFERENCE]} for key, part in config.get("properties", {}).items()}
    common = {key: part for key, part in shared.items() if key in SOURCE_KEYS and key != "plugin"}
    return {
        "type": "object",
        "description": config.get("description", ""),
        "properties": {"plugin": {"const": name}, **common, **own},
        "required": ["plugin", *config.get("required", [])],
        "additionalProperties": config.get("additionalProperties") is True,
    }


def _block(name: str, model: Schema) -> Schema:
    return {
        "type": "object",
        "description": model.get("description", ""),
        "properties": {**model.get("properties", {}), "type": {"const": name}},
        "required": sorted({"type", *model.get("required", [])}),
        "additionalProperties": False,
    }


def _names(registries: Registries) -> dict[str, Schema]:
    """What may stand where something is named, by kind; where a spec can add names of its own, any text may."""
    any_text: Schema = {"type": "string"}
    return {
        "metric": {"anyOf": [_one_of(registries.metrics), any_text]},
        "theme": {"anyOf": [_one_of(registries.themes), any_text]},
        "comparison": {"anyOf": [_one_of(COMPARISONS), {"type": ["string", "integer"]}]},
        "dataset": _one_of(registries.datasets),
        "segment": any_text,
        "period": {"type": "string"},
        "preset": _one_of(registries.presets),
        "output": _one_of(registries.outputs),
        "locale": any_text,
        "file": any_text,
        "folder": any_text,
    }


def _one_of(names: Collection[str]) -> Schema:
    return {"enum": sorted(names)} if names else {"type": "string"}


def _with_names(part: Any, names: Mapping[str, Schema]) -> Any:
    """A schema in which every mark of a name has become a pointer to the names of its kind."""
    if isinstance(part, list):
        return [_with_names(item, names) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get(NAMES) in names:
        kept = {key: value for key, value in part.items() if key in {"description", "default"}}
        return {"$ref": f"#/$defs/{part[NAMES]} name", **kept}
    return {key: _with_names(value, names) for key, value in part.items() if key != NAMES}
