"""The JSON Schema of a spec file, for editors: what the registries hold appears as choices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from kpireport.periods import COMPARISONS
from kpireport.spec.model import ReportSpec, SourceSpec
from kpireport.spec.registries import Registries
from kpireport.spec.validating import SOURCE_KEYS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCES = "#/$defs/{model}"
_REFERENCE_TEXT = {"type": "string", "pattern": r"\$\{(env|file):[^{}]+\}"}

Schema = dict[str, Any]


def spec_schema(registries: Registries) -> Schema:
    """The JSON Schema (2020-12) of a spec file with these plugins, blocks, metrics and themes installed.

    A base of `extends` need not be whole, so nothing but what a file says is checked: no key is required at the top.
    """
    models: dict[str, type[BaseModel]] = {"spec": ReportSpec, "source": SourceSpec, "metric": registries.metric_model}
    models |= {f"plugin {name}": model for name, model in registries.sources.items()}
    models |= {f"block {name}": model for name, model in registries.blocks.items()}
    named, definitions = _definitions(models)
    spec = _resolved(named["spec"], definitions)
    properties = spec["properties"]
    source = _resolved(named["source"], definitions)["properties"]
    properties["extends"] = {
        "type": "string",
        "description": "A file that this one is laid over, relative to this one.",
    }
    sources = [
        _source(name, _resolved(named[f"plugin {name}"], definitions), source) for name in sorted(registries.sources)
    ]
    properties["sources"] = {"type": "object", "minProperties": 1, "additionalProperties": {"oneOf": sources}}
    blocks = [_block(name, _resolved(named[f"block {name}"], definitions)) for name in sorted(registries.blocks)]
    definitions["SectionSpec"]["properties"]["blocks"]["items"] = {"oneOf": blocks}
    properties["metrics"]["items"] = named["metric"]
    properties["targets"]["additionalProperties"] = {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/TargetSpec"}]}
    _add_names(properties, registries)
    return {
        "$schema": DIALECT,
        "title": "kpireport spec",
        "type": "object",
        "properties": {name: {"anyOf": [part, {"type": "null"}]} for name, part in properties.items()},
        "additionalProperties": False,
        "$defs": {name: part for name, part in definitions.items() if name not in {"ReportSpec", "SourceSpec"}},
    }


def _definitions(models: Mapping[str, type[BaseModel]]) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """A schema for each model, and the definitions that they share."""
    unique = list(dict.fromkeys(models.values()))
    refs, whole = models_json_schema([(model, "validation") for model in unique], ref_template=_REFERENCES)
    return {name: dict(refs[model, "validation"]) for name, model in models.items()}, whole.get("$defs", {})


def _resolved(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    ref = schema.get("$ref")
    return definitions[ref.rpartition("/")[2]] if ref else schema


def _source(name: str, config: Schema, shared: Mapping[str, Schema]) -> Schema:
    own = {key: {"anyOf": [part, _REFERENCE_TEXT]} for key, part in config.get("properties", {}).items()}
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


def _add_names(properties: dict[str, Schema], registries: Registries) -> None:
    own = [{"type": "string"}]  # custom metrics and theme folders are names as well
    metrics = {"anyOf": [{"enum": sorted(registries.metrics)}, *own]}
    properties["targets"]["propertyNames"] = metrics
    properties["north_star"] = {**_without_type(properties["north_star"]), **metrics}
    properties["theme"] = {**_without_type(properties["theme"]), "anyOf": [{"enum": sorted(registries.themes)}, *own]}
    properties["preset"] = {**_without_type(properties["preset"]), "enum": sorted(registries.presets)}
    properties["outputs"]["items"] = _enumeration(registries.outputs)
    properties["compare"]["items"] = {"anyOf": [{"enum": list(COMPARISONS)}, {"type": ["string", "integer"]}]}


def _enumeration(names: Collection[str]) -> Schema:
    return {"enum": sorted(names)} if names else {"type": "string"}


def _without_type(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in {"type", "anyOf", "default"}}
