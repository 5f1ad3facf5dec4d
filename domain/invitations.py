"""Calendars follow the exchange: whatever changed is sent, only to whom it concerns."""

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import mails, meetings
from domain.roles import coordinator
from invites.calendar import write
from invites.changes import changes
from invites.contexts import Ending, Invitation, InvitationCancel, InvitationUpdate, Letterhead
from invites.issue import Message, Purpose, next_stamp, plan, revise
from invites.meetings import Meeting, last_moment
from models.base import new_id
from models.exchanges import Exchange
from models.invites import Attendance, Invite
from models.people import Person
from models.rounds import Round
from models.states import Answer

STORED: TypeAdapter[Meeting] = TypeAdapter(Meeting)


def follow(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Invite, update or cancel until people's calendars show the exchange as it now is."""
    round_ = db.get_one(Round, exchange.round_id)
    owner = coordinator(db, round_)
    wanted = dict(enumerate(meetings.whens(exchange), start=1))
    invites = {invite.number: invite for invite in of_exchange(db, exchange)}
    for number in sorted(wanted.keys() - invites.keys()):
        invites[number] = _first_issue(db, exchange, number, now=now)
    for number, invite in sorted(invites.items()):
        if number not in wanted:
            _tell(db, exchange, invite, None, now=now)
            continue
        new = meetings.meeting(exchange, invite, wanted[number], round_=round_, owner=owner)
        _tell(db, exchange, invite, new, now=now)


def cancel(db: Session, exchange: Exchange, *, ending: Ending | None, now: datetime) -> None:
    """Take the exchange out of everybody's calendar; nothing is sent about what is past or was never sent."""
    for invite in of_exchange(db, exchange):
        _tell(db, exchange, invite, None, now=now, ending=ending)


def is_ahead(db: Session, exchange: Exchange, *, now: datetime) -> bool:
    """Whether people's calendars still show something of the exchange that is to come."""
    known = (stored(invite) for invite in of_exchange(db, exchange))
    return any(meeting is not None and last_moment(meeting.when) > now for meeting in known)


def of_exchange(db: Session, exchange: Exchange) -> list[Invite]:
    found = select(Invite).where(Invite.exchange_id == exchange.id, Invite.cancelled_at.is_(None))
    return list(db.scalars(found.order_by(Invite.number).options(selectinload(Invite.attendees))))


def stored(invite: Invite) -> Meeting | None:
    """What people were last told, or None before the first message."""
    return STORED.validate_json(invite.meeting) if invite.meeting else None


def _first_issue(db: Session, exchange: Exchange, number: int, *, now: datetime) -> Invite:
    invite = Invite(
        exchange_id=exchange.id,
        number=number,
        uid=f"{new_id()}",
        sequence=0,
        revision=0,
        stamped_at=now,
        meeting="",
        attendees=[],
    )
    db.add(invite)
    db.flush()
    return invite


def _tell(
    db: Session,
    exchange: Exchange,
    invite: Invite,
    new: Meeting | None,
    *,
    now: datetime,
    ending: Ending | None = None,
) -> None:
    old = stored(invite)
    messages = plan(old, new)
    subject = new or old
    if not messages or subject is None:
        return
    invite.revision += 1
    stamp = next_stamp(now=now, last=invite.stamped_at if old else None)
    if last_moment(subject.when) > now:
        for message in messages:
            _send(db, exchange, invite, message, stamp=stamp, now=now, ending=ending)
    _remember(db, invite, revise(old, new) if new else None, messages, stamp=stamp, now=now)


def _send(
    db: Session,
    exchange: Exchange,
    invite: Invite,
    message: Message,
    *,
    stamp: datetime,
    now: datetime,
    ending: Ending | None,
) -> None:
    to = _behind(exchange, invite, message.to.address)
    mails.queue(
        db,
        _letter(db, exchange, message, to=to, ending=ending),
        key=f"invite:{invite.id}:{invite.revision}:{message.purpose}",
        to=to,
        about=exchange,
        now=now,
        calendar=mails.CalendarPart(
            octets=write(message, stamp=stamp),
            address=message.to.address,
            method=message.method,
            sequence=message.sequence,
            invite_id=invite.id,
        ),
    )


def _behind(exchange: Exchange, invite: Invite, address: str) -> Person:
    """Whose address it is, or was when they were invited."""
    invited = {each.email: each.person_id for each in invite.attendees}
    people = (exchange.guest, exchange.host)
    return next(each for each in people if each.email == address or each.id == invited.get(address))


def _letter(
    db: Session, exchange: Exchange, message: Message, *, to: Person, ending: Ending | None
) -> Letterhead:
    head = mails.heading(db, db.get_one(Round, exchange.round_id), to)
    details = replace(meetings.particulars(exchange, to.language), blocks=(message.meeting.when,))
    if message.purpose is Purpose.INVITATION:
        return Invitation(
            name=to.name,
            round_name=head.round_name,
            coordinator=head.coordinator,
            particulars=details,
            description=tuple(message.meeting.wording(to.language).description.splitlines()),
            accept_link=None,
            decline_link=None,
        )
    if message.purpose is Purpose.UPDATE and message.before:
        return InvitationUpdate(
            name=to.name,
            round_name=head.round_name,
            coordinator=head.coordinator,
            particulars=details,
            changes=changes(message.before, message.meeting, to=message.to),
            answer_again=message.sequence > message.before.sequence,
            accept_link=None,
            decline_link=None,
        )
    return InvitationCancel(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        particulars=details,
        session=message.occurrence,
        removed=message.purpose is Purpose.REMOVAL,
        ending=ending,
    )


def _remember(
    db: Session,
    invite: Invite,
    revised: Meeting | None,
    messages: tuple[Message, ...],
    *,
    stamp: datetime,
    now: datetime,
) -> None:
    invite.stamped_at = stamp
    invite.sequence = max([invite.sequence, *(message.sequence for message in messages)])
    if revised is None:
        invite.cancelled_at = now
        return
    invite.meeting = STORED.dump_json(revised).decode()
    known = {each.email: each for each in invite.attendees}
    for attendee in revised.attendees:
        row = known.get(attendee.address)
        if row is None:
            person_id = db.scalar(select(Person.id).where(Person.email == attendee.address))
            row = Attendance(invite_id=invite.id, person_id=person_id, email=attendee.address)
            invite.attendees.append(row)
        row.answer = Answer(attendee.answer.value)
    db.flush()
