"""Laying out the sections of a report: a preset cut down to what the client's data can feed, and the spec's own sections.

A preset says what an ideal client would see. What this client's data cannot feed is left out and named, with what would
bring it. What the spec itself names is never left out silently: `checks` makes that an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    replaced = {section.id: section for section in own if section.id}
    parts: list[Layout] = []
    for section in preset_sections(preset, locale) if preset else ():
        if section.id in replaced:
            parts.append(_own(replaced.pop(section.id), supply))
        else:
            assert preset is not None
            parts.append(_finished(_cut(_written_out(section, supply), supply, preset), supply))
    added = [_own(section, supply) for section in own if section.id is None or section.id in replaced]
    at = next((i for i, part in enumerate(parts) if any(map(_is_data_notes, part.sections))), len(parts))
    parts[at:at] = added
    stars = (name for name in (preset.north_star if preset else ()) if supply.lack(name) is None)
    return Layout(
        tuple(section for part in parts for section in part.sections),
        tuple(dict.fromkeys(found for part in parts for found in part.left_out)),
        tuple(dict.fromkeys(found for part in parts for found in part.alone)),
        north_star or next(stars, None),
    )


def _finished(cut: Layout, supply: Supply) -> Layout:
    """Sections with their KPI blocks limited, and with what belongs beside their metrics."""
    found = [paired(_limited(section), supply) for section in cut.sections]
    alone = tuple(one for _, lone in found for one in lone)
    return Layout(tuple(section for section, _ in found), cut.left_out, alone)


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


def _own(section: SectionSpec, supply: Supply) -> Layout:
    """One of the spec's own sections, its blocks with the metrics of their segments as far as the data tell who belongs.

    What a spec names and the data cannot feed at all is an error, which `checks` names.
    """
    section = _written_out(section, supply)
    cuts = [
        _cut_block(block.of_segment, supply) if is_data(block) and block.segment else _Cut(block)
        for block in section.blocks
    ]
    left_out = tuple(found for cut in cuts for found in cut.left_out)
    blocks = tuple(cut.block for cut in cuts if cut.block is not None)
    kept = (section.model_copy(update={"blocks": blocks}),) if blocks else ()
    return _finished(Layout(kept, left_out), supply)


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
