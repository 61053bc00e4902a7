"""The last slide: whom to ask, and in short what the numbers rest on. The report has it at length."""

from __future__ import annotations

from typing import Any

from kpireport.document.model import DataNotesBlock, Notice, SourceRow
from kpireport.render.blocks import Setting
from kpireport.render.deck.fitting import SMALL_TEXT, Ladder, Rung, fit, line_count
from kpireport.render.deck.geometry import BODY, LEAST, ROOM

CONTACT_WIDTH = 264.0
NOTES_WIDTH = ROOM - CONTACT_WIDTH - 48.0
SOURCES = 6
"""So many sources are named; of more, how many there are."""
_HEAD, _ROW, _PADDING = 24.0, 23.0, 7.0
_NOTICE: Ladder = (Rung(12, 16), Rung(11, 15), Rung(LEAST, 13.5))
_CONTACT: Ladder = (Rung(14, 20), Rung(12.5, 18), Rung(11, 16), Rung(LEAST, 14))


def closing_values(setting: Setting, prepared_by: str) -> dict[str, Any]:
    """The body of the last slide."""
    notes = next(_data_notes(setting), None)
    sources, notices = (notes.sources, notes.notices) if notes else ([], [])
    shown = [_source(source, setting) for source in sources[:SOURCES]]
    used = (_HEAD + _ROW * len(shown) + _ROW * (len(sources) > SOURCES) + 14.0) if shown else 0.0
    said, rung = _notices(notices, BODY - used - _HEAD - 40.0, setting)
    return {
        "prepared_by": prepared_by,
        "made_on": setting.context.language.day(setting.document.report.date),
        "lines": [fit(setting.type_, "text", line, _CONTACT, CONTACT_WIDTH, 54.0).values() for line in _lines(setting)],
        "about": [
            fit(setting.type_, "text", text, SMALL_TEXT, CONTACT_WIDTH, 64.0).values()
            for text in (setting.document.report.data_to, setting.document.report.compared_with)
            if text
        ],
        "disclaimer": _disclaimer(setting),
        "sources": shown,
        "more_sources": _more("more-sources", len(sources) - len(shown), setting),
        "notices": said,
        "notice_style": f"font-size: {rung.size:g}pt; line-height: {rung.leading:g}pt",
        "more_notices": _more("more-notices", len(notices) - len(said), setting),
        "notes_width": NOTES_WIDTH,
    }


def _data_notes(setting: Setting) -> Any:
    return (
        block for section in setting.document.sections for block in section.blocks if isinstance(block, DataNotesBlock)
    )


def _more(message: str, count: int, setting: Setting) -> str:
    return setting.context.language.say(message, n=count) if count else ""


def _lines(setting: Setting) -> list[str]:
    """Person and addresses of the agency's contact, as far as it states them."""
    agency = setting.document.agency
    if agency is None:
        return []
    contact = agency.contact
    return [line for line in (contact.person, contact.email, contact.phone, contact.web) if line]


def _disclaimer(setting: Setting) -> dict[str, object] | None:
    agency = setting.document.agency
    if agency is None or not agency.disclaimer:
        return None
    return fit(setting.type_, "text", agency.disclaimer, (Rung(LEAST, 13),), CONTACT_WIDTH, 104.0).values()


def _source(source: SourceRow, setting: Setting) -> dict[str, str]:
    return {
        "name": setting.type_.shortened("text", source.name, 12.0, 0.38 * NOTES_WIDTH),
        "days": setting.type_.shortened("text", source.days_text, 12.0, 0.38 * NOTES_WIDTH),
        "state": setting.type_.shortened("text", source.state, 12.0, 0.17 * NOTES_WIDTH),
        "tone": source.tone,
    }


def _notices(notices: list[Notice], room: float, setting: Setting) -> tuple[list[dict[str, str]], Rung]:
    """The notices that fit, warnings first, at the largest size at which all do, else the least."""
    ordered = sorted(notices, key=lambda notice: notice.severity != "warning")

    def height(notice: Notice, rung: Rung) -> float:
        return rung.leading * line_count(setting.type_, "text", notice.text, rung.size, NOTES_WIDTH - 16.0) + _PADDING

    rung = next((r for r in _NOTICE if sum(height(n, r) for n in ordered) <= room), _NOTICE[-1])
    said: list[dict[str, str]] = []
    for notice in ordered:
        room -= height(notice, rung)
        if room < 0:
            break
        said.append({"text": notice.text, "severity": notice.severity})
    return said, rung
