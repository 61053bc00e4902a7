"""From the segments of a spec to definitions that the catalogue takes, with the places of their conditions."""

from __future__ import annotations

from kpireport.metrics.segments import SegmentDefinition
from kpireport.spec import LoadedSpec
from kpireport.spec.model import SegmentSpec


def segments_of(loaded: LoadedSpec) -> tuple[SegmentDefinition, ...]:
    """The segments of a spec, in its order."""
    return tuple(_definition(loaded, name, segment) for name, segment in loaded.spec.segments.items())


def _definition(loaded: LoadedSpec, name: str, segment: SegmentSpec) -> SegmentDefinition:
    at = ("segments", name)
    return SegmentDefinition(
        id=name,
        label=_label(name, segment),
        filter=segment.filter,
        filters=dict(segment.filters),
        place=loaded.place(*at, "filter"),
        places={dataset: loaded.place(*at, "filters", dataset) for dataset in segment.filters},
    )


def _label(name: str, segment: SegmentSpec) -> dict[str, str]:
    if isinstance(segment.label, str):
        return {"en": segment.label}
    return dict(segment.label or {"en": name.replace("_", " ").capitalize()})
