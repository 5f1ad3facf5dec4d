"""The two of an exchange and whom they bring: their answers, their calendars, what they said afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from domain import presence
from models.behalf import OnBehalf
from models.exchanges import Exchange
from models.invites import Attendance, Invite
from models.languages import Words
from models.mails import Mail
from models.people import Person
from models.record import Record
from models.states import Answer, MailState
from web.views.reading import Reading
from web.words.presences import CAME


class Written(Record):
    """Who wrote somebody's word down, and how they know it."""

    by: str
    at: datetime
    why: str


class InCalendar(Record):
    """One attendee of one invitation: what they answered, to which version, and whether mail reaches them."""

    name: str
    address: str
    number: int
    answer: Answer
    sequence: int  # of the invitation
    answered_sequence: int | None
    answered_at: datetime | None
    has_bounced: bool
    is_over: bool
    written: Written | None


class PartyView(Record):
    id: UUID
    name: str
    title: str
    address: str
    organisation: str
    code: str
    answer: Answer | None  # to the proposal; None where they have not been asked
    answered_at: datetime | None
    written: Written | None
    came: Words | None
    came_words: str


def parties(seen: Reading, exchange: Exchange) -> tuple[PartyView, PartyView]:
    told = presence.told(seen.db, exchange)
    words = {each.person_id: each for each in exchange.confirmations}

    def party(person: Person) -> PartyView:
        word, came = words.get(person.id), told.get(person.id)
        return PartyView(
            id=person.id,
            name=person.name,
            title=person.title,
            address=person.email,
            organisation=person.organisation.name(seen.language),
            code=person.organisation.code,
            answer=word.answer if word else None,
            answered_at=word.answered_at if word else None,
            written=written(seen, word) if word else None,
            came=CAME[came.came] if came else None,
            came_words=came.words if came else "",
        )

    return party(exchange.guest), party(exchange.host)


def written(seen: Reading, row: OnBehalf) -> Written | None:
    if row.recorded_by_id is None or row.recorded_at is None:
        return None
    by = seen.db.get_one(Person, row.recorded_by_id).name
    return Written(by=by, at=row.recorded_at, why=row.recorded_why or "")


def calendars(seen: Reading, exchange: Exchange) -> tuple[InCalendar, ...]:
    """Every attendee of every invitation, as we know it."""
    found = select(Invite).where(Invite.exchange_id == exchange.id).order_by(Invite.number)
    invites = list(seen.db.scalars(found.options(selectinload(Invite.attendees))))
    bounced = _bounced(seen, exchange)
    names = {each.email: each.name for each in (exchange.guest, exchange.host)}
    names |= {each.email: each.name for each in exchange.colleagues}
    return tuple(
        _in_calendar(seen, invite, each, names.get(each.email, each.email), bounced)
        for invite in invites
        for each in sorted(invite.attendees, key=lambda row: row.email)
    )


def _bounced(seen: Reading, exchange: Exchange) -> set[str]:
    """Addresses whose newest mail about this exchange did not arrive."""
    found = select(Mail.recipient, Mail.state).where(Mail.exchange_id == exchange.id).order_by(Mail.number)
    newest = dict(seen.db.execute(found).all())
    return {each for each, state in newest.items() if state is MailState.REFUSED}


def _in_calendar(seen: Reading, invite: Invite, each: Attendance, name: str, bounced: set[str]) -> InCalendar:
    return InCalendar(
        name=name,
        address=each.email,
        number=invite.number,
        answer=each.answer,
        sequence=invite.sequence,
        answered_sequence=each.answered_sequence,
        answered_at=each.answered_stamp,
        has_bounced=each.email in bounced,
        is_over=invite.cancelled_at is not None,
        written=written(seen, each),
    )
