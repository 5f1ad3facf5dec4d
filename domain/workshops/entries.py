"""Calendars follow a workshop: one entry under one UID, with everybody who has a seat."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import mails
from domain.invitations import STORED, stored
from domain.workshops import entry_letters, letters, roll
from invites.calendar import write
from invites.issue import Message, Method, Purpose, next_stamp, plan, revise
from invites.meetings import Answer as Word
from invites.meetings import Attendee, Mailbox, Meeting, Wording, last_moment
from models.base import new_id
from models.invites import Attendance, Invite
from models.languages import Language
from models.people import Person
from models.rounds import Round
from models.states import Answer
from models.workshops import Workshop


def follow(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Invite, update or remove until the calendars of those with a seat show the workshop as it now is."""
    seated = [each.person for each in roll.who_come(db, workshop)]
    invite = of_workshop(db, workshop)
    if invite is None and seated:
        invite = _first_issue(db, workshop, now=now)
    if invite is not None:
        _tell(db, workshop, invite, _meeting(db, workshop, invite, seated), now=now)


def cancel(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """It is off: every calendar forgets it."""
    if invite := of_workshop(db, workshop):
        _tell(db, workshop, invite, None, now=now)


def show_again(db: Session, workshop: Workshop, invite: Invite, to: Person, *, now: datetime) -> None:
    """What somebody was last told, once more under the same SEQUENCE (RFC 5546 3.2.6)."""
    meeting = stored(invite)
    attendee = meeting.attendee(to.email) if meeting else None
    if meeting is None or attendee is None or last_moment(meeting.when) <= now:
        return
    invite.revision += 1
    invite.stamped_at = next_stamp(now=now, last=invite.stamped_at)
    message = Message(attendee, Method.REQUEST, Purpose.INVITATION, meeting, attendee.asked)
    _send(db, workshop, invite, message, now=now)


def of_workshop(db: Session, workshop: Workshop) -> Invite | None:
    found = select(Invite).where(Invite.workshop_id == workshop.id, Invite.cancelled_at.is_(None))
    return db.scalar(found.options(selectinload(Invite.attendees)))


def _first_issue(db: Session, workshop: Workshop, *, now: datetime) -> Invite:
    invite = Invite(
        workshop_id=workshop.id,
        number=1,
        covers=1,
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


def _meeting(db: Session, workshop: Workshop, invite: Invite, seated: list[Person]) -> Meeting:
    """The full state, with the answers that stand now."""
    answers = {each.email: Word(each.answer.value) for each in invite.attendees}
    organiser, round_ = db.get_one(Person, workshop.organiser_id), db.get_one(Round, workshop.round_id)
    return Meeting(
        uid=invite.uid,
        sequence=invite.sequence,
        organiser=Mailbox(round_.mailbox, f"{organiser.name} / Vaihto"),
        attendees=tuple(
            Attendee(each.email, each.name, each.language, answer=answers.get(each.email, Word.NEEDS_ACTION))
            for each in seated
        ),
        when=letters.when(workshop),
        wordings=tuple(_wording(db, workshop, each) for each in Language),
        hides_roster=workshop.hides_company,
    )


def _wording(db: Session, workshop: Workshop, language: Language) -> Wording:
    about = (workshop.description.into(language), *letters.material(db, workshop))
    return Wording(
        language=language,
        summary=workshop.title.into(language),
        description="\n".join(each for each in about if each),
        location=workshop.place,
        url=workshop.online_link or "",
    )


def _tell(db: Session, workshop: Workshop, invite: Invite, new: Meeting | None, *, now: datetime) -> None:
    """A newcomer is no news to the others: their calendars learn of the company when they are told anyway."""
    old = stored(invite)
    messages = plan(old, new)
    subject = new or old
    if not messages or subject is None:
        return
    invite.revision += 1
    invite.stamped_at = next_stamp(now=now, last=invite.stamped_at if old else None)
    invite.sequence = max([invite.sequence, *(each.sequence for each in messages)])
    if last_moment(subject.when) > now:
        for message in messages:
            if not _is_about_company(message):
                _send(db, workshop, invite, message, now=now)
    _remember(db, workshop, invite, revise(old, new) if new else None, now=now)


def _is_about_company(message: Message) -> bool:
    before, language = message.before, message.to.language
    if before is None or message.purpose is not Purpose.UPDATE:
        return False
    new = message.meeting
    return (before.when, before.organiser, before.wording(language)) == (
        new.when,
        new.organiser,
        new.wording(language),
    )


def _send(db: Session, workshop: Workshop, invite: Invite, message: Message, *, now: datetime) -> None:
    invited = {each.email: each.person_id for each in invite.attendees}
    to = _behind(db, invited.get(message.to.address), message.to)
    mails.queue(
        db,
        entry_letters.letter(db, workshop, message, to=to),
        key=f"invite:{invite.id}:{invite.revision}:{message.purpose}",
        to=to,
        about=workshop,
        now=now,
        calendar=mails.CalendarPart(
            octets=write(message, stamp=invite.stamped_at),
            address=message.to.address,
            method=message.method,
            sequence=message.sequence,
            invite_id=invite.id,
        ),
    )


def _behind(db: Session, person_id: UUID | None, to: Attendee) -> Person:
    """Whose address it is, or was when they were invited."""
    known = db.get(Person, person_id) if person_id else None
    return known or db.scalars(select(Person).where(Person.email == to.address)).one()


def _remember(
    db: Session, workshop: Workshop, invite: Invite, revised: Meeting | None, *, now: datetime
) -> None:
    if revised is None:
        invite.cancelled_at = now
        return
    invite.meeting = STORED.dump_json(revised).decode()
    known = {each.email: each for each in invite.attendees}
    people = {each.person.email: each.person_id for each in roll.who_come(db, workshop)}
    for attendee in revised.attendees:
        row = known.get(attendee.address)
        if row is None:
            row = Attendance(invite_id=invite.id, email=attendee.address)
            invite.attendees.append(row)
        row.person_id = people.get(attendee.address, row.person_id)
        row.answer = Answer(attendee.answer.value)
    staying = {attendee.address for attendee in revised.attendees}
    invite.attendees[:] = [each for each in invite.attendees if each.email in staying]
    db.flush()
