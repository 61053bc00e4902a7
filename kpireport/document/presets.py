"""Laying out the sections of a report: a preset cut down to what the client's data can feed, and the spec's own sections.

A preset says what an ideal client would see. What this client's data cannot feed is left out and named, with what would
bring it. What the spec itself names is never left out silently: `checks` makes that an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from pydantic import ValidationError

from kpireport.document.blocks import (
    BLOCKS,
    DataNotesSpec,
    DataSpec,
    KpisSpec,
    PersonaSpec,
)
from kpireport.document.pairing import Alone, paired
from kpireport.document.supply import Lack, Supply
from kpireport.errors import MetricError
from kpireport.metrics.pack import Preset
from kpireport.metrics.segments import in_segment
from kpireport.spec.model import SectionSpec, SpecModel
from kpireport.takeaways.labels import spoken

_SPOKEN = ("title", "message", "lead")
"""Texts that a preset may give by language."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a preset that is not shown: a metric, or a metric's breakdown by a dimension."""

    metric: str
    lack: Lack
    dimension: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections to compose, every block with its metrics written out, and what was left out on the way.

    `alone` are metrics that should not stand alone, and for which the data feed nothing to stand beside them.
    """

    sections: tuple[SectionSpec, ...]
    left_out: tuple[LeftOut, ...] = ()
    alone: tuple[Alone, ...] = ()
    north_star: str | None = None
    """What the report is about: the spec's own choice, else the first of the preset's that the data can feed."""

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that the report shows, in the order of its pages."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(dict.fromkeys(metric for block in blocks for metric in metrics_of(block)))


def lay_out(
    own: Sequence[SectionSpec],
    preset: Preset | None,
    supply: Supply,
    locale: str,
    *,
    north_star: str | None = None,
) -> Layout:
    """The sections of a report.

    The spec's own sections take the place of the preset's sections of the same id; the others come before the
    preset's data notes. Metrics of blocks with a `segment` become those of the segment; what never stands alone gets
    its pair. Raises MetricError when the preset itself is wrong.
    """
    mine = _finished([_without_strangers(_written_out(section, supply), supply) for section in own], supply)
    if preset is None:
        return replace(mine, north_star=north_star)
    replaced = {section.id for section in own if section.id}
    ready = [section for section in preset_sections(preset, locale) if section.id not in replaced]
    theirs = _finished([_cut(_written_out(section, supply), supply, preset) for section in ready], supply)
    ours = {section.id: section for section in mine.sections if section.id}
    left = {section.id: section for section in theirs.sections}
    order = [str(raw["id"]) for raw in preset.sections if "id" in raw]
    sections = [found for name in order if (found := ours.get(name) or left.get(name)) is not None]
    sections += [section for section in theirs.sections if section.id is None]
    added = [section for section in mine.sections if section.id not in order]
    at = next((i for i, section in enumerate(sections) if _is_data_notes(section)), len(sections))
    return Layout(
        (*sections[:at], *added, *sections[at:]),
        tuple(dict.fromkeys((*theirs.left_out, *mine.left_out))),
        (*theirs.alone, *mine.alone),
        north_star or next((name for name in preset.north_star if supply.lack(name) is None), None),
    )


def _finished(cuts: Iterable[Layout], supply: Supply) -> Layout:
    """All sections with their KPI blocks limited, their pairs added, and repetitions gone."""
    sections: list[SectionSpec] = []
    left_out: list[LeftOut] = []
    alone: list[Alone] = []
    for cut in cuts:
        left_out += cut.left_out
        for section in cut.sections:
            whole, lone = paired(_limited(section), supply)
            sections.append(whole)
            alone += lone
    return Layout(tuple(sections), tuple(left_out), tuple(dict.fromkeys(alone)))


def preset_sections(preset: Preset, locale: str) -> tuple[SectionSpec, ...]:
    """A preset's sections, checked by the models of a spec, in a language; raises MetricError naming the preset."""
    return tuple(_preset_section(preset, raw, locale) for raw in preset.sections)


def metrics_of(block: object) -> tuple[str, ...]:
    """The metrics that a block names."""
    return block.shown if isinstance(block, DataSpec) else ()


def is_data(block: object) -> TypeGuard[DataSpec]:
    """Whether a block shows metrics."""
    return isinstance(block, DataSpec)


# ---------------------------------------------------------------- reading a preset


def _preset_section(preset: Preset, raw: Mapping[str, Any], locale: str) -> SectionSpec:
    texts = {key: spoken(raw[key], locale) for key in _SPOKEN if isinstance(raw.get(key), Mapping)}
    try:
        section = SectionSpec.model_validate({**raw, **texts})
        return section.model_copy(update={"blocks": tuple(_block(block) for block in section.blocks)})
    except (ValidationError, KeyError) as error:
        name = raw.get("id") or raw.get("title")
        raise MetricError(
            f"preset {preset.id!r}: section {name!r} is not valid: {error}",
            hint="the pack that brings it has to be fixed",
        ) from error


def _block(raw: Mapping[str, Any]) -> SpecModel:
    return BLOCKS[raw["type"]].model_validate(raw)


def _written_out(section: SectionSpec, supply: Supply) -> SectionSpec:
    """The section with `metrics: all` replaced by what can be fed, and without KPI blocks that have nothing to show."""
    blocks = [_named(block, supply) if isinstance(block, KpisSpec) else block for block in section.blocks]
    kept = tuple(block for block in blocks if not _shows_nothing(block))
    return section.model_copy(update={"blocks": kept})


def _shows_nothing(block: object) -> bool:
    return isinstance(block, KpisSpec) and not block.metrics and not isinstance(block, PersonaSpec)


def _named(block: KpisSpec, supply: Supply) -> KpisSpec:
    if block.metrics != "all":
        return block
    fed = supply.fed
    if block.segment:
        fed = tuple(metric for metric in fed if supply.lack(in_segment(metric, block.segment)) is None)
    return block.model_copy(update={"metrics": fed})


def _without_strangers(section: SectionSpec, supply: Supply) -> Layout:
    """One of the spec's own sections, its blocks with the metrics of their segments, without those that have no segment.

    What a spec names and the data cannot feed at all is an error, which `checks` names.
    """
    cuts = [
        _cut_block(block.of_segment, supply) if is_data(block) and block.segment else _Cut(block)
        for block in section.blocks
    ]
    left_out = tuple(found for cut in cuts for found in cut.left_out)
    blocks = tuple(cut.block for cut in cuts if cut.block is not None)
    return Layout((section.model_copy(update={"blocks": blocks}),) if blocks else (), left_out)


def _limited(section: SectionSpec) -> SectionSpec:
    """The section with its KPI blocks cut to the number that they ask for."""
    blocks = tuple(
        block.model_copy(update={"metrics": block.metrics[: block.limit]}) if isinstance(block, KpisSpec) else block
        for block in section.blocks
    )
    return section.model_copy(update={"blocks": blocks})


# ---------------------------------------------------------------- cutting it down


@dataclass(frozen=True, slots=True)
class _Cut:
    """A block or nothing, and what was left out of it."""

    block: object | None
    left_out: tuple[LeftOut, ...] = ()


def _cut(section: SectionSpec, supply: Supply, preset: Preset) -> Layout:
    """A section with what can be fed; no section when it had blocks of data and none is left."""
    unknown = [m for block in section.blocks for m in metrics_of(block) if m not in supply.metrics]
    if unknown:
        raise MetricError(f"preset {preset.id!r} names metrics that no pack has: {', '.join(unknown)}")
    cuts = [_cut_block(block, supply) for block in section.blocks]
    left_out = tuple(found for cut in cuts for found in cut.left_out)
    blocks = tuple(cut.block for cut in cuts if cut.block is not None)
    had_data = any(is_data(block) for block in section.blocks)
    if not blocks or (had_data and not any(is_data(block) for block in blocks)):
        return Layout((), left_out)
    kept = _limited(section.model_copy(update={"blocks": blocks}))
    return Layout((kept.model_copy(update={"blocks": _without_repeats(kept.blocks)}),), left_out)


def _without_repeats(blocks: Sequence[object]) -> tuple[object, ...]:
    """The blocks without KPI blocks that would only show again what one before them shows."""
    kept: list[object] = []
    for block in blocks:
        shown = [set(before.metrics) for before in kept if isinstance(before, KpisSpec)]
        if not (isinstance(block, KpisSpec) and any(set(block.metrics) <= metrics for metrics in shown)):
            kept.append(block)
    return tuple(kept)


def _cut_block(block: object, supply: Supply) -> _Cut:
    if not is_data(block):
        return _Cut(block)
    lacks = {metric: _lack(metric, block.split, supply) for metric in metrics_of(block)}
    left_out = tuple(found for found in lacks.values() if found is not None)
    kept = tuple(metric for metric, found in lacks.items() if found is None)
    if isinstance(block, KpisSpec) and block.limit is not None and len(kept) >= block.limit:
        left_out = ()  # it names more than it shows, so that there is something for every client
    return _Cut(block.keeping(kept), left_out)


def _lack(metric: str, dimension: str | None, supply: Supply) -> LeftOut | None:
    lack = supply.lack(metric)
    if lack is not None:
        return LeftOut(metric, lack)
    if dimension is None:
        return None
    lack = supply.lack(metric, dimension)
    return LeftOut(metric, lack, dimension) if lack else None


def _is_data_notes(section: SectionSpec) -> bool:
    return bool(section.blocks) and all(isinstance(block, DataNotesSpec) for block in section.blocks)
