"""Calendars follow the exchange: whatever changed is sent, only to whom it concerns."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from domain import mails, meetings
from domain.invitation_letters import letter
from domain.mentoring import circle_rows
from domain.roles import coordinator
from invites.calendar import write
from invites.contexts import Ending
from invites.issue import Message, Method, Purpose, next_stamp, plan, revise
from invites.meetings import Attendee, Meeting, last_moment
from models.base import new_id
from models.exchanges import Exchange
from models.invites import Attendance, Invite
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer

STORED: TypeAdapter[Meeting] = TypeAdapter(Meeting)


def follow(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Invite, update or cancel until people's calendars show the exchange as it now is."""
    round_ = db.get_one(Round, exchange.round_id)
    owner = coordinator(db, round_)
    wanted = {} if circle_rows.lead_of(db, exchange) else meetings.parts(exchange)
    circle = circle_rows.mentees(db, exchange)
    invites = {invite.covers: invite for invite in of_exchange(db, exchange)}
    for covers in sorted(wanted.keys() - invites.keys()):
        invites[covers] = _first_issue(db, exchange, covers, now=now)
    for covers, invite in sorted(invites.items()):
        if covers not in wanted:
            _tell(db, exchange, invite, None, now=now)
            continue
        new = meetings.meeting(exchange, invite, wanted[covers], round_=round_, owner=owner, circle=circle)
        _tell(db, exchange, invite, new, now=now)


def cancel(
    db: Session,
    exchange: Exchange,
    *,
    ending: Ending | None,
    now: datetime,
    only: Container[int] | None = None,
) -> None:
    """Take the exchange out of everybody's calendar; nothing is sent about what is past or was never sent.

    `only` names the parts that are meant, as `meetings.parts` numbers them.
    """
    for invite in of_exchange(db, exchange):
        if only is not None and invite.covers not in only:
            continue
        _tell(db, exchange, invite, None, now=now, ending=ending)


def show_again(
    db: Session, exchange: Exchange, invite: Invite, to: mails.Addressee, *, now: datetime
) -> bool:
    """What somebody was last told, once more under the same SEQUENCE; whether there was something to tell."""
    meeting = _with_answers(invite, stored(invite))
    rows = (each for each in invite.attendees if each.person_id == to.id)
    address = next((each.email for each in rows), to.email)
    attendee = meeting.attendee(address) if meeting else None
    if meeting is None or attendee is None or last_moment(meeting.when) <= now or invite.cancelled_at:
        return False
    invite.revision += 1
    invite.stamped_at = next_stamp(now=now, last=invite.stamped_at)
    message = Message(attendee, Method.REQUEST, Purpose.INVITATION, meeting, attendee.asked)
    _send(db, exchange, invite, message, stamp=invite.stamped_at, now=now, ending=None)
    return True


def _with_answers(invite: Invite, meeting: Meeting | None) -> Meeting | None:
    """With what everybody has answered since they were told."""
    answers = {each.email: each.answer for each in invite.attendees}
    roster = meeting.attendees if meeting else ()
    known = tuple(replace(each, answer=answers.get(each.address, each.answer)) for each in roster)
    return replace(meeting, attendees=known) if meeting else None


def last_told(db: Session, invite: Invite, person_id: UUID) -> int:
    """The newest revision that went to this person; those who have declined miss some (`invites.issue`)."""
    mine = select(Mail.key).where(Mail.invite_id == invite.id, Mail.person_id == person_id)
    about = _occasion(invite)
    keys = db.scalars(mine.where(Mail.key.contains(about, autoescape=True)))
    return max((int(key.partition(about)[2].partition(":")[0]) for key in keys), default=0)


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


def _first_issue(db: Session, exchange: Exchange, covers: int, *, now: datetime) -> Invite:
    """Under a UID of its own, also where something of that number was cancelled before."""
    highest = select(func.max(Invite.number)).where(Invite.exchange_id == exchange.id)
    invite = Invite(
        exchange_id=exchange.id,
        number=(db.scalar(highest) or 0) + 1,
        covers=covers,
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
    _remember(db, exchange, invite, revise(old, new) if new else None, messages, stamp=stamp, now=now)


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
    to = _behind(db, exchange, invite, message.to)
    mails.queue(
        db,
        letter(db, exchange, message, invite_id=invite.id, to=to, ending=ending),
        key=f"{_occasion(invite)}{invite.revision}:{message.purpose}",
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


def _occasion(invite: Invite) -> str:
    """What the key of each of its calendar mails holds before the revision."""
    return f"invite:{invite.id}:"


def _behind(db: Session, exchange: Exchange, invite: Invite, to: Attendee) -> mails.Addressee:
    """Whose address it is, or was when they were invited; who has no account is known by the address."""
    invited = {each.email: each.person_id for each in invite.attendees}
    people = (exchange.guest, exchange.host, *circle_rows.mentees(db, exchange))
    theirs = (each for each in people if each.email == to.address or each.id == invited.get(to.address))
    if found := next(theirs, None):
        return found
    person_id = invited.get(to.address)
    return db.get_one(Person, person_id) if person_id else mails.outsider(to)


def _remember(
    db: Session,
    exchange: Exchange,
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
    people = (exchange.guest, exchange.host, *circle_rows.mentees(db, exchange))
    ours = {each.email: each.id for each in people}
    for attendee in revised.attendees:
        row = known.get(attendee.address)
        if row is None:
            row = Attendance(invite_id=invite.id, email=attendee.address)
            invite.attendees.append(row)
        # A colleague, with an account or without, is none of them: their word decides nothing.
        row.person_id = ours.get(attendee.address, row.person_id)
        row.answer = Answer(attendee.answer.value)
    staying = {attendee.address for attendee in revised.attendees}
    invite.attendees[:] = [each for each in invite.attendees if each.email in staying]
    db.flush()
