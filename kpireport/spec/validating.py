"""Validates the parts of a spec with the models they belong to, and collects every problem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kpireport.errors import KpiReportError, Problem, did_you_mean, nearest
from kpireport.host import PluginInfo, guarding
from kpireport.spec.annotations import keys_at
from kpireport.spec.model import SourceSpec
from kpireport.spec.nodes import Loc
from kpireport.spec.reading import MAX_PROBLEMS
from kpireport.spec.registries import Registries
from kpireport.spec.values import Marked
from kpireport.spec.wording import masked, path_text, problems_of, unknown_key

Model = TypeVar("Model", bound=BaseModel)

SOURCE_KEYS = frozenset(SourceSpec.model_fields) - {"id", "config"}


class Validation:
    """One pass over a spec; `problems` grows as parts are validated."""

    def __init__(self, marked: Marked, registries: Registries) -> None:
        self.problems: list[Problem] = []
        self._marked, self._registries = marked, registries

    def part(
        self,
        model: type[Model],
        data: object,
        loc: Loc,
        *,
        more_keys: Collection[str] = (),
        plugin: PluginInfo | None = None,
    ) -> Model | None:
        """The part as an instance of its model, or None and its problems noted.

        A text field that got a number, date or boolean takes what was written instead: `id: 2026` is the text 2026.
        """
        if len(self.problems) >= MAX_PROBLEMS:
            return None
        try:
            with guarding(plugin or PluginInfo("kpireport", "", "", ""), "checking its settings"):
                return self._validated(model, data, loc, more_keys)
        except KpiReportError as error:  # a validator of a plugin failed in a way that pydantic does not know
            at = self._marked.nearest(loc)
            place = self._marked.marks[at].place
            self.problems += [
                Problem(masked(p.message, at, self._marked), p.place or place, p.hint) for p in error.problems
            ]
            return None

    def _validated(self, model: type[Model], data: object, loc: Loc, more_keys: Collection[str]) -> Model | None:
        try:
            return model.model_validate(data)
        except ValidationError as first:
            errors = first.errors(include_url=False)
        rewritten = self._as_written(errors, data, loc)
        if rewritten is not data:
            try:
                return model.model_validate(rewritten)
            except ValidationError as second:
                errors = second.errors(include_url=False)
        self.problems += problems_of(errors, model, loc, self._marked, more_keys=more_keys)
        return None

    def _as_written(self, errors: list[Any], data: object, loc: Loc) -> object:
        for error in errors:
            at = self._marked.nearest((*loc, *error["loc"]))
            if error["type"] == "string_type" and at in self._marked.written:
                data = _replaced(data, at[len(loc) :], self._marked.written[at])
        return data

    # ------------------------------------------------------------ sources

    def source(self, name: str, data: object) -> object:
        """What a SourceSpec is made of: the shared keys, and the rest as the plugin's own configuration."""
        loc: Loc = ("sources", name)
        if not isinstance(data, Mapping):
            return data
        shared = {key: value for key, value in data.items() if key in SOURCE_KEYS}
        plugin = str(data.get("plugin", ""))
        model = self._registries.sources.get(plugin)
        if model is None:
            if "plugin" in data:
                self.problems.append(self._unknown_plugin(plugin, loc))
            else:
                slips = nearest("plugin", [str(key) for key in data if key not in SOURCE_KEYS])
                self.problems += [unknown_key((*loc, key), SOURCE_KEYS, self._marked) for key in slips]
            return {"id": name, "config": None, **shared}
        own = {key: value for key, value in data.items() if key not in SOURCE_KEYS}
        if model.model_config.get("extra", "ignore") == "ignore":
            own = self._without_unknown(own, model, loc)
        info = self._registries.plugins.get(plugin) or PluginInfo(plugin, "", "", "")
        config = self.part(model, own, loc, more_keys=SOURCE_KEYS, plugin=info)
        return {"id": name, "config": config, **shared}

    def _without_unknown(self, own: dict[str, Any], model: type[BaseModel], loc: Loc) -> dict[str, Any]:
        known = keys_at(model, ()) | set(model.model_fields)
        for key in own.keys() - known:
            self.problems.append(unknown_key((*loc, key), known | SOURCE_KEYS, self._marked))
        return {key: value for key, value in own.items() if key in known}

    def _unknown_plugin(self, name: str, loc: Loc) -> Problem:
        place = self._marked.marks[(*loc, "plugin")].place
        failed = self._registries.failed
        if failed and not nearest(name, self._registries.sources):
            hint = f"plugin {failed[0].name!r} could not be loaded: {failed[0].failure}"
        else:
            hint = did_you_mean(name, self._registries.sources)
        return Problem(f"{path_text(loc)}: no installed plugin is called {name!r}", place, hint)

    # ------------------------------------------------------------ metrics and blocks

    def metric(self, index: int, data: object) -> object:
        """A custom metric as an instance of the metrics floor's model."""
        found = self.part(self._registries.metric_model, data, ("metrics", index))
        return data if found is None else found

    def section(self, index: int, data: object) -> object:
        """A section whose blocks are instances of their models."""
        if not isinstance(data, Mapping) or not isinstance(data.get("blocks"), list):
            return data
        loc = ("sections", index, "blocks")
        return {**data, "blocks": [self._block((*loc, i), block) for i, block in enumerate(data["blocks"])]}

    def _block(self, loc: Loc, data: object) -> object:
        blocks, place = self._registries.blocks, self._marked.marks[self._marked.nearest(loc)].place
        if not isinstance(data, Mapping) or "type" not in data:
            hint = f"write '- type: {data}'" if isinstance(data, str) and data in blocks else did_you_mean("", blocks)
            self.problems.append(Problem(f"{path_text(loc)}: a block is a mapping with a 'type'", place, hint))
            return data
        kind = str(data["type"])
        if kind not in blocks:
            place = self._marked.marks[(*loc, "type")].place
            self.problems.append(
                Problem(f"{path_text(loc)}: unknown block type {kind!r}", place, did_you_mean(kind, blocks))
            )
            return data
        model = blocks[kind]
        own = dict(data) if "type" in model.model_fields else {k: v for k, v in data.items() if k != "type"}
        found = self.part(model, own, loc, more_keys={"type"})
        return data if found is None else found


def _replaced(data: Any, loc: Loc, text: str) -> Any:
    """A copy of plain data with one part replaced."""
    if not loc:
        return text
    copy = list(data) if isinstance(data, list) else dict(data)
    copy[loc[0]] = _replaced(copy[loc[0]], loc[1:], text)  # type: ignore[index]
    return copy
