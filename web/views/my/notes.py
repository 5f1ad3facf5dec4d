"""Notes of an exchange as one of its two reads them; one note being written; what others have opened."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from domain import exchanges, follow_ups
from domain.refusals import NotFound
from models.exchanges import Exchange
from models.followups import FollowUp, Note, Sharing
from models.languages import Words, _
from models.people import Person
from models.record import Record
from models.states import FollowUpState
from web.views import note_form
from web.views.answer_view import Fact, facts
from web.views.note_form import NoteForm
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading
from web.words.notes import LEVELS, after, questions


class Told(Record):
    """One answer; numbers are shown to their writer alone."""

    question: Words
    words: str


class NoteLine(Record):
    id: UUID
    when: Words
    is_mine: bool
    is_given: bool
    may_write: bool
    level: Words
    told: tuple[Told, ...]


class NoteView(Record):
    exchange_id: UUID
    other: str
    facts: tuple[Fact, ...]
    when: Words
    note: NoteForm
    until: datetime
    refusal: Words | None = None


class OpenedNote(Record):
    author: str
    organisation: str
    visited: str
    when: Words
    told: tuple[Told, ...]


class LearntView(Record):
    notes: tuple[OpenedNote, ...]
    paging: Paging


def of_exchange(seen: Reading, exchange: Exchange) -> tuple[NoteLine, ...]:
    """One's own, and what the other has given: both of the two read it."""
    me = seen.actor.person_id
    rows = follow_ups.of_exchange(seen.db, exchange.id)
    shown = (each for each in rows if each.person_id == me or each.state is FollowUpState.ANSWERED)
    return tuple(_line(seen, each, is_mine=each.person_id == me) for each in shown)


def _line(seen: Reading, row: FollowUp, *, is_mine: bool) -> NoteLine:
    is_given = row.state is FollowUpState.ANSWERED
    return NoteLine(
        id=row.id,
        when=after(row.days_after),
        is_mine=is_mine,
        is_given=is_given,
        may_write=is_mine and (not is_given or follow_ups.may_change(seen.db, row)),
        level=LEVELS[row.reach],
        told=_told(row, with_numbers=is_mine),
    )


def _told(row: FollowUp, *, with_numbers: bool) -> tuple[Told, ...]:
    note = row.note or Note()
    asked = [each for each in questions(row.days_after) if with_numbers or not each.is_degree]
    said = ((each.words, str(getattr(note, each.name) or "")) for each in asked)
    return tuple(Told(question=words, words=value) for words, value in said if value)


def mine(seen: Reading, row_id: UUID) -> FollowUp:
    """Others' and unknown ones look the same."""
    found = select(FollowUp).where(FollowUp.id == row_id, FollowUp.person_id == seen.actor.person_id)
    row = seen.db.scalar(found)
    if row is None:
        raise NotFound(_("There is nothing to answer any more."))
    return row


def look(seen: Reading, row_id: UUID, *, kept: Note | None = None, reach: Sharing | None = None) -> NoteView:
    row = mine(seen, row_id)
    exchange = exchanges.look_at(seen.db, row.exchange_id)
    form = note_form.form(seen.db, row, kept=kept, reach=reach)
    if form is None:
        raise NotFound(_("There is nothing to answer any more."))
    me = seen.actor.person_id
    return NoteView(
        exchange_id=exchange.id,
        other=(exchange.host if exchange.guest_id == me else exchange.guest).name,
        facts=facts(exchange, seen.language)[:1],
        when=after(row.days_after),
        note=form,
        until=row.due_at,
    )


def learnt(seen: Reading, page: int) -> LearntView:
    """What has been opened to everybody, the newest first."""
    opened = (FollowUp.state == FollowUpState.ANSWERED, FollowUp.reach == Sharing.EVERYBODY)
    number = seen.db.scalar(select(func.count(FollowUp.id)).where(*opened)) or 0
    paging = Paging(page=min(page, Paging(page=1, rows=number).pages), rows=number)
    found = select(FollowUp, Exchange).join(Exchange, Exchange.id == FollowUp.exchange_id).where(*opened)
    found = found.options(
        joinedload(Exchange.guest).joinedload(Person.organisation),
        joinedload(Exchange.host).joinedload(Person.organisation),
    )
    found = found.order_by(FollowUp.answered_at.desc(), FollowUp.id)
    rows = seen.db.execute(found.limit(PER_PAGE).offset(paging.offset))
    told = (_opened(seen, row, exchange) for row, exchange in rows)
    return LearntView(notes=tuple(each for each in told if each.told), paging=paging)


def _opened(seen: Reading, row: FollowUp, exchange: Exchange) -> OpenedNote:
    pair = (exchange.guest, exchange.host)
    author = next(each for each in pair if each.id == row.person_id)
    return OpenedNote(
        author=author.name,
        organisation=author.organisation.name(seen.language),
        visited=exchange.host.organisation.name(seen.language),
        when=after(row.days_after),
        told=_told(row, with_numbers=False),
    )
