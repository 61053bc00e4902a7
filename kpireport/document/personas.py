"""Personas and segments on the page: who they are, and which segments a report speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpireport.document import model
from kpireport.document.blocks import PersonaSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.markdown import to_html
from kpireport.document.texts import filled
from kpireport.metrics.segments import parts_of_id


def compose_persona(edition: Edition, spec: PersonaSpec) -> Composed:
    """A segment with its name, its picture and its narrative; its numbers are a block of their own."""
    told, name = edition.spec.segments[spec.segment], edition.segment_name(spec.segment)
    picture = edition.materials.portraits.get(spec.segment)
    conditions = dict.fromkeys(edition.catalogue.segments[spec.segment].conditions.values())
    block = model.PersonaBlock(
        segment=spec.segment,
        title=filled(edition, spec.title) or name,
        html=to_html(filled(edition, told.narrative) or ""),
        asset=picture.id if picture else None,
        alt=(filled(edition, told.alt) or name) if picture else "",
        who=edition.language.say("doc-segment-who", conditions="; ".join(conditions)),
    )
    return Composed(block)


def segments(edition: Edition, metrics: Sequence[str], sections: Iterable[model.Section]) -> list[model.SegmentRecord]:
    """The segments that a report speaks of, in the order of the spec."""
    named = {parts_of_id(metric)[1] for metric in metrics}
    named |= {b.segment for section in sections for b in section.blocks if isinstance(b, model.PersonaBlock)}
    known = edition.catalogue.segments
    return [
        model.SegmentRecord(id=name, label=edition.segment_name(name), conditions=dict(known[name].conditions))
        for name in known
        if name in named
    ]
