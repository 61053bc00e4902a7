"""A document as the plain values that templates lay out: everything is decided here, nothing is computed there.

Templates get dicts, lists and text, never our own objects, so that a sandboxed template holds nothing it could misuse.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from kpireport.document.model import Agency, DataNotesBlock, ReportDocument, Section
from kpireport.language import capital
from kpireport.render import figures as fig
from kpireport.render.blocks import Setting, block_values
from kpireport.render.flow import Arrangement
from kpireport.render.interface import RenderContext
from kpireport.render.typography import Typesetter, tidy_all

CONTENTS_ON_COVER, CONTENTS_AT_EASE = 12, 8
"""Lines: a longer table of contents has a page of its own; one on the cover is set smaller from the other on."""
CONTENTS_LINE = (10.0, 270.0)
"""Size and width of an entry of the contents in pt."""
TITLE_SIZES = (46.0, 36.0, 28.0, 22.0)
"""Sizes of the cover's title in pt; the first at which it needs at most two lines is taken."""
SAY_LINES = 4
"""Lines of the cover's claim; the whole of it stands over the summary."""
RUNNING_SIZE = 7.5
"""Size of the running head and foot in pt."""
TIGHT_SCALE = 0.9
"""How much smaller the heads of tight sections are (`print.css`)."""

_NOT_DIALLED = re.compile(r"[^+\d]")
"""What a telephone number is written with besides what is dialled."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_AS_IT_IS = frozenset({"html", "id", "figure", "bullet", "asset", "widths", "type", "colour", "shape", "href"})


def report_values(document: ReportDocument, context: RenderContext, arrangement: Arrangement) -> dict[str, Any]:
    """What the templates of a report see."""
    words = context.language.words("ui-") | document.words
    setting = Setting(document, context, Typesetter.of(context.theme, context.fonts), words)
    contents = [{"id": _anchor(section), "title": section.title} for section in document.sections]
    lines = sum(setting.type_.lines("text", section.title, *CONTENTS_LINE) for section in document.sections)
    values = {
        "language": document.client.locale,
        "client": document.client.model_dump(),
        "report": document.report.model_dump(mode="json"),
        "period": {"label": document.period.label, "key": document.period.key},
        "words": words,
        "logo": document.brand.logo,
        "cover": _cover(setting),
        "running": _running(setting),
        "contents": contents,
        "contents_on_cover": lines <= CONTENTS_ON_COVER,
        "contents_small": lines > CONTENTS_AT_EASE,
        "prepared_by": _prepared_by(setting),
        "agency": _agency(document.agency) if document.agency else None,
        "made_on": context.language.day(document.report.date),
        "sections": [
            _section(section, setting, tight=section.id in arrangement.tight)
            | {"follows": section.id in arrangement.following}
            for section in document.sections
        ],
    }
    tidied: dict[str, Any] = tidy_all(values, but=_AS_IT_IS)
    return tidied


def _anchor(section: Section) -> str:
    return f"section-{section.id}"


def _section(section: Section, setting: Setting, *, tight: bool) -> dict[str, Any]:
    balanced, scale = setting.type_.balanced, TIGHT_SCALE if tight else 1.0
    return {
        "id": _anchor(section),
        "title": section.title,
        "kicker": section.title if section.message != section.title else "",
        "message": section.message,
        "message_width": balanced("section", section.message, scale=scale),
        "lead": section.lead or "",
        "lead_width": balanced("lead", section.lead, scale=scale) if section.lead else None,
        "tight": tight,
        "notes": any(isinstance(block, DataNotesBlock) for block in section.blocks),
        "blocks": list(block_values(section.blocks, setting)),
    }


# ---------------------------------------------------------------- cover, head and foot


def _cover(setting: Setting) -> dict[str, Any]:
    document, type_ = setting.document, setting.type_
    title, say = capital(document.period.label), type_.fitted("say", document.report.subtitle or "", SAY_LINES)
    fits = (size for size in TITLE_SIZES if type_.width("title", title, size) <= 1.7 * fig.TEXT_WIDTH)
    size = next(fits, TITLE_SIZES[-1])
    return {
        "kicker": _report_name(setting),
        "title": title,
        "title_size": size,
        "say": say,
        "say_width": type_.balanced("say", say) if say else None,
        "long": len(say) > 200 or size < TITLE_SIZES[0] or type_.width("title", title, size) > fig.TEXT_WIDTH,
        "figure": fig.COVER_KEY if fig.COVER_KEY in setting.context.figures else None,
        "caption": document.cover.caption if document.cover else "",
    }


def _report_name(setting: Setting) -> str:
    """What kind of report it is: its title without the client and the period, which stand beside it."""
    name = setting.document.report.title
    for known in (setting.document.client.name, setting.document.period.label):
        name = name.replace(known, "")
    return name.strip(" ,:;.–—-|·/") or setting.words["report"]


def _prepared_by(setting: Setting) -> str:
    author = (setting.document.report.author or "").strip()
    return setting.context.language.say("prepared-by", author=author) if author else ""


def _agency(agency: Agency) -> dict[str, Any]:
    """Who made the report. Ways to reach it are pairs of what is read and what is opened."""
    contact = agency.contact
    ways = [
        {"text": contact.email, "href": f"mailto:{quote(contact.email, safe='@+')}"} if contact.email else None,
        {"text": contact.phone, "href": f"tel:{_NOT_DIALLED.sub('', contact.phone)}"} if contact.phone else None,
        {"text": _SCHEME.sub("", contact.web).rstrip("/"), "href": _with_scheme(contact.web)} if contact.web else None,
    ]
    return {
        "name": agency.name,
        "on_cover": agency.on_cover,
        "note": agency.note or "",
        "person": contact.person or "",
        "ways": [way for way in ways if way],
        "disclaimer": agency.disclaimer or "",
        "says": bool(contact.person or any(ways) or agency.disclaimer),
    }


def _with_scheme(address: str) -> str:
    return quote(address if _SCHEME.match(address) else f"https://{address}", safe=":/?#[]@!$&'()*+,;=%~")


def _running(setting: Setting) -> dict[str, str]:
    """What stands at the head and foot of each page, each on one line."""
    document, width = setting.document, fig.TEXT_WIDTH
    maker = (document.agency.footer if document.agency else None) or _prepared_by(setting)
    sentences = [text.strip().rstrip(".") + "." for text in (maker, document.report.data_to) if text]

    def line(role: str, text: str, share: float) -> str:
        return setting.type_.shortened(role, text, RUNNING_SIZE, share * width)

    period = f", {document.period.label}"
    taken = setting.type_.width("text", period, RUNNING_SIZE) / width
    return {
        "client": line("strong", document.client.name, 0.42),
        "report": line("text", _report_name(setting), max(0.1, 0.48 - taken)) + period,
        "foot": line("text", " ".join(sentences), 0.78),
    }
