"""A document as slides: which there are, in what order, what each says in its title, as the plain values that templates lay out.

The order: the title; all takeaways at a glance; one slide a takeaway; the sections with data as the report has them; next
steps; the closing slide. A section of which nothing is left for slides (definitions, data notes) has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import kpireport
from kpireport.document.model import Block, DataNotesBlock, NextStepsBlock, ReportDocument, Section, TakeawaysBlock
from kpireport.language import capital
from kpireport.render.blocks import Setting
from kpireport.render.deck.claims import claim_values, claims_of, glance_values
from kpireport.render.deck.closing import closing_values
from kpireport.render.deck.drawings import ART_KEY
from kpireport.render.deck.fitting import MESSAGE, Ladder, Rung, balanced_width, fit, fit_line
from kpireport.render.deck.geometry import LEAST, MESSAGE_HEIGHT, MESSAGE_WIDTH, ROOM
from kpireport.render.deck.packing import pack
from kpireport.render.deck.pieces import section_pieces
from kpireport.render.interface import RenderContext
from kpireport.render.typography import Typesetter, tidy_all

TITLE: Ladder = (Rung(60, 66), Rung(48, 54), Rung(38, 44), Rung(30, 36), Rung(24, 30), Rung(18, 23))
SAY: Ladder = (Rung(19, 27), Rung(17, 24), Rung(15, 21), Rung(13, 18), Rung(11, 15), Rung(LEAST, 13.5))
TITLE_WIDTH, TITLE_HEIGHT = 820.0, 132.0
SAY_WIDTH, SAY_HEIGHT = 660.0, 84.0
SAY_FOOT = 180.0
"""The height of the title and of the sentence under it together, so that the art under both is free."""
FOOT_SIZE = 10.0

_AS_IT_IS = frozenset({
    "html", "id", "key", "figure", "bullet", "asset", "widths", "type", "version", "colour", "shape", "style", "kind",
    "template", "number_style", "text_style", "head_style", "claim_style", "label_style", "notice_style", "layout", "tone",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its kind (the template), its name for bookmarks, what stands over its message, the message, and its body."""

    kind: str
    name: str
    kicker: str
    message: str
    body: Mapping[str, Any]


def deck_values(document: ReportDocument, context: RenderContext) -> dict[str, Any]:
    """What the templates of the slides see."""
    words = context.language.words("ui-") | document.words
    setting = Setting(document, context, Typesetter.of(context.theme, context.fonts), words)
    slides = list(slides_of(setting))
    values = {
        "language": document.client.locale,
        "version": kpireport.__version__,
        "client": document.client.model_dump(),
        "report": document.report.model_dump(mode="json"),
        "period": {"label": document.period.label, "key": document.period.key},
        "words": words,
        "logo": document.brand.logo,
        "prepared_by": _prepared_by(setting),
        "foot": _foot(setting),
        "slides": [_slide(slide, number, len(slides), setting) for number, slide in enumerate(slides, 1)],
    }
    tidied: dict[str, Any] = tidy_all(values, but=_AS_IT_IS)
    return tidied


def slides_of(setting: Setting) -> Iterator[Slide]:
    """The slides of a document in order."""
    yield _title(setting)
    yield from _takeaways(setting)
    data, steps = _sections(setting.document.sections)
    for section in (*data, *steps):
        yield from _section(section, setting)
    yield _closing(setting)


def _slide(slide: Slide, number: int, count: int, setting: Setting) -> dict[str, Any]:
    message = fit(setting.type_, "section", slide.message, MESSAGE, MESSAGE_WIDTH, MESSAGE_HEIGHT)
    return {
        "id": f"slide-{number}",
        "kind": slide.kind,
        "number": number,
        "count": count,
        "position": setting.context.language.say("slide-position", i=number, n=count),
        "name": slide.name,
        "kicker": setting.type_.shortened("strong", slide.kicker, 12.0, ROOM),
        "message": message.text,
        "message_style": message.style,
        "message_width": balanced_width(setting.type_, "section", message, MESSAGE_WIDTH),
        "body": slide.body,
    }


# ---------------------------------------------------------------- title


def _title(setting: Setting) -> Slide:
    document, type_ = setting.document, setting.type_
    agency = document.agency
    title = fit(type_, "title", capital(document.period.label), TITLE, TITLE_WIDTH, TITLE_HEIGHT)
    say = fit(type_, "text", document.report.subtitle or "", SAY, SAY_WIDTH, min(SAY_HEIGHT, SAY_FOOT - title.height))
    by = ", ".join(part for part in (_prepared_by(setting), setting.context.language.day(document.report.date)) if part)
    body = {
        "client": fit_line(
            type_, "strong", document.client.name, (Rung(16, 30), Rung(13, 30), Rung(11, 30)), 420.0
        ).values(),
        "by": type_.shortened("text", by, 12.0, 380.0),
        "note": (agency.note if agency else None) or "",
        "kicker": setting.words["slides_name"],
        "title": title.values(),
        "say": say.values() | {"width": balanced_width(type_, "text", say, SAY_WIDTH)},
        "art": ART_KEY if ART_KEY in setting.context.figures else None,
        "caption": document.cover.caption if document.cover else "",
    }
    return Slide("title", document.period.label, "", document.period.label, body)


def _prepared_by(setting: Setting) -> str:
    author = (setting.document.report.author or "").strip()
    return setting.context.language.say("prepared-by", author=author) if author else ""


def _foot(setting: Setting) -> dict[str, str]:
    """The foot of each slide: the client, and who prepared it from data to which day."""
    document, agency = setting.document, setting.document.agency
    line = (agency.footer if agency else None) or _prepared_by(setting)
    sentences = [text.strip().rstrip(".") + "." for text in (line, document.report.data_to) if text]
    return {
        "client": setting.type_.shortened("strong", document.client.name, FOOT_SIZE, 0.32 * ROOM),
        "text": setting.type_.shortened("text", " ".join(sentences), FOOT_SIZE, 0.48 * ROOM),
    }


# ---------------------------------------------------------------- takeaways


def _takeaways(setting: Setting) -> Iterator[Slide]:
    """All at a glance, then one by one; one that stands alone needs no overview."""
    document, say = setting.document, setting.context.language.say
    claims = claims_of(document)
    holders = [section for section in document.sections if any(isinstance(b, TakeawaysBlock) for b in section.blocks)]
    if not holders:
        return
    home = holders[0]
    kicker = setting.words["slides_name"]
    message = (
        home.message
        if home.message != home.title
        else say("slides-glance", n=len(claims), period=document.period.label)
    )
    if not claims:
        empty = next(
            (b.empty for b in home.blocks if isinstance(b, TakeawaysBlock) and b.empty), setting.words["no_data"]
        )
        yield Slide(
            "nothing", kicker, kicker, message if message != empty else empty, {"text": empty, "lead": home.lead or ""}
        )
        return
    bodies = list(glance_values(claims, setting)) if len(claims) > 1 else []
    for number, body in enumerate(bodies, 1):
        yield Slide("glance", kicker, _part(kicker, number, len(bodies), setting), message, body)
    for claim in claims:
        name = say("slide-takeaway", i=claim.number, n=claim.count)
        parts = list(claim_values(claim, setting))
        for number, body in enumerate(parts, 1):
            yield Slide(
                "takeaway", claim.view.headline, _part(name, number, len(parts), setting), claim.view.headline, body
            )


def _part(name: str, number: int, count: int, setting: Setting) -> str:
    """The name of a group of slides, with which of them this is where there are several."""
    return setting.context.language.say("slide-part", name=name, i=number, n=count) if count > 1 else name


# ---------------------------------------------------------------- sections


def _sections(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """The sections with data as they come, and those of next steps, which stand at the end."""
    steps = [section for section in sections if any(isinstance(block, NextStepsBlock) for block in section.blocks)]
    return [section for section in sections if section not in steps], steps


def _section(section: Section, setting: Setting) -> Iterator[Slide]:
    slides = pack(section_pieces(section.blocks, setting), section.title, section.message)
    for number, packed in enumerate(slides, 1):
        pieces = [
            {"template": piece.template, "title": "" if packed.lifted and place == 0 else piece.title, **piece.values}
            for place, piece in enumerate(packed.pieces)
        ]
        for piece in pieces:
            piece.setdefault("label", piece["title"] or packed.message)
        kicker = _part(section.title, number, len(slides), setting)
        if packed.message == section.title:
            kicker = kicker if len(slides) > 1 else capital(setting.document.period.label)
        yield Slide("body", packed.message, kicker, packed.message, {"pieces": pieces})


def _closing(setting: Setting) -> Slide:
    def rests(block: Block) -> bool:
        return isinstance(block, DataNotesBlock)

    notes = next((s for s in setting.document.sections if any(map(rests, s.blocks))), None)
    message = notes.message if notes else setting.words["slides_closing"]
    kicker = notes.title if notes and notes.title != message else capital(setting.document.period.label)
    return Slide("closing", message, kicker, message, closing_values(setting, _prepared_by(setting)))
