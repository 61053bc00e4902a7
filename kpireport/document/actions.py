"""What people say and do: signed commentary, next steps with owner and date, and the events of the spec."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kpireport.document.blocks import CommentarySpec, EventsSpec, NextStepsSpec
from kpireport.document.composed import Composed
from kpireport.document.edition import Edition
from kpireport.document.markdown import to_html
from kpireport.document.materials import text_path
from kpireport.document.members import nothing_to_show
from kpireport.document.model import Action, Cell, Column, CommentaryBlock, NextStepsBlock, Row, TableBlock
from kpireport.document.texts import filled
from kpireport.document.written import NextStep
from kpireport.errors import Place
from kpireport.spec.model import EventSpec

CLOSED = frozenset({"done", "cancelled"})


def compose_commentary(edition: Edition, spec: CommentarySpec) -> Iterator[Composed]:
    """The signed text; one that need not be there and is not gives nothing."""
    found = written_text(edition, spec.text, spec.file)
    if found is None:
        return
    text, place = found
    yield Composed(
        CommentaryBlock(
            title=filled(edition, spec.title),
            html=to_html(filled(edition, text, place) or "", place=place),
            author=filled(edition, spec.author) or spec.author,
            role=filled(edition, spec.role),
            date=edition.language.day(spec.date) if spec.date else None,
        )
    )


def written_text(edition: Edition, text: str | None, file: str | None) -> tuple[str, Place | None] | None:
    """A text of the spec, or that of its file for the period with the place of the file; None where there is none."""
    if text is not None:
        return text, None
    path = text_path(file or "", edition.period)
    if path not in edition.materials.texts:
        return None
    return edition.materials.texts[path], edition.materials.places.get(path)


# ---------------------------------------------------------------- next steps


def compose_next_steps(edition: Edition, spec: NextStepsSpec) -> Composed:
    """The steps in the order of the spec; the message says how many there are and how many are overdue."""
    actions = [_action(edition, step) for step in spec.steps]
    unfinished = sum(action.status not in CLOSED for action in actions)
    overdue = sum(action.overdue for action in actions)
    parts = [edition.language.say("doc-steps", n=len(actions), open=unfinished)]
    if overdue:
        parts.append(edition.language.say("doc-steps-overdue", n=overdue))
    return Composed(NextStepsBlock(title=filled(edition, spec.title), actions=actions), ", ".join(parts))


def _action(edition: Edition, step: NextStep) -> Action:
    overdue = step.due is not None and step.due < edition.as_of and step.status not in CLOSED
    return Action(
        text=filled(edition, step.text) or step.text,
        owner=filled(edition, step.owner),
        due=edition.language.day(step.due) if step.due else None,
        status=step.status,
        status_text=edition.language.say("ui-overdue" if overdue else f"ui-step-{step.status.replace('_', '-')}"),
        overdue=overdue,
        measure=filled(edition, step.measure),
    )


# ---------------------------------------------------------------- events


def compose_events(edition: Edition, spec: EventsSpec) -> Composed:
    """The events in order of time; without any it is a sentence that says so."""
    start, end = _scope(edition, spec)
    inside = sorted(
        (event for event in edition.spec.events if event.date < end and (event.end or event.date) >= start),
        key=lambda event: event.date,
    )[-spec.limit :]
    name = edition.language.say("doc-events-name")
    if not inside:
        return nothing_to_show(edition, name, (), "doc-events-none")
    block = TableBlock(
        role="events",
        title=filled(edition, spec.title) or name,
        subtitle=edition.language.span(start, end),
        columns=[
            Column(label=edition.language.say("ui-date"), align="left"),
            Column(label=edition.language.say("ui-event"), align="left"),
        ],
        rows=[
            Row(cells=[Cell(text=_when(edition, event)), Cell(text=filled(edition, event.label) or event.label)])
            for event in inside
        ],
    )
    return Composed(block, name=name)


def _scope(edition: Edition, spec: EventsSpec) -> tuple[date, date]:
    """The first day, and the day after the last."""
    period = edition.period
    if spec.scope == "period":
        return period.start, period.end
    return min(period.start, period.end - timedelta(days=365)), period.end


def _when(edition: Edition, event: EventSpec) -> str:
    if event.end is None or event.end == event.date:
        return edition.language.day(event.date)
    return edition.language.span(event.date, event.end + timedelta(days=1))
