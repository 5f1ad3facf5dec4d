"""What calendars answer to a workshop: a no frees the seat, another time is declined, the rest is noted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import invitees, mails
from domain.attendances import Word, keep
from domain.events import record
from domain.invitees import Invited
from domain.workshops import entries, entry_letters, letters, roll, sign_ups, workshops
from invites.calendar import decline_counter
from invites.issue import Method, next_stamp
from invites.judgement import KnownInvite, Outcome
from invites.replies import Said
from invites.workshop_contexts import WorkshopTimeStands
from models import streams
from models.facts import InviteAnswered
from models.invites import Attendance, Invite
from models.languages import _
from models.people import Person
from models.states import Answer, WorkshopState
from models.workshops import SignUp, Workshop


@dataclass(frozen=True)
class Seated(Invited):
    """The invite of a workshop under the workshop's lock."""

    workshop: Workshop


def seated(db: Session, uid: str) -> Seated | None:
    """The workshop behind a UID, if it is one's."""
    workshop_id = db.scalar(select(Invite.workshop_id).where(Invite.uid == uid))
    if workshop_id is None:
        return None
    workshop = workshops.load(db, workshop_id)
    found = invitees.invited(db, {uid})
    return Seated(found[0].invite, found[0].meeting, workshop) if found else None


def known(db: Session, seated: Seated) -> KnownInvite:
    people = [each.person_id for each in seated.invite.attendees if each.person_id]
    return invitees.standing(seated, invitees.written_for(db, people))


def heard(
    db: Session, seated: Seated, attendance: Attendance, said: Said, outcome: Outcome, *, now: datetime
) -> Outcome:
    """Do what the answer says; what it was recorded as."""
    workshop = seated.workshop
    sign_up, to = _sign_up(db, seated, attendance)
    if outcome is Outcome.REFRESH:
        entries.show_again(db, workshop, seated.invite, to, now=now)
    if outcome is Outcome.COUNTER:
        _decline(db, seated, to, said, now=now)
        return Outcome.COUNTER_DECLINED
    if outcome.counts:
        word = Word(Answer(said.answer.value), said.sequence, said.dtstamp)
        keep(attendance, word)
        fact = InviteAnswered(invite_id=seated.invite.id, person_id=to.id, answer=word.answer)
        record(db, fact, on=streams.of_workshop(workshop.id), now=now, actor_id=to.id)
        is_to_come = workshop.state is WorkshopState.PLANNED and now < workshop.starts_at
        if word.answer is Answer.DECLINED and is_to_come:
            sign_ups.leave(db, workshop, sign_up, now=now)
    return outcome


def _sign_up(db: Session, seated: Seated, attendance: Attendance) -> tuple[SignUp, Person]:
    mine = (SignUp.workshop_id == seated.workshop.id, SignUp.person_id == attendance.person_id)
    sign_up, _workshop = roll.whole(db, db.scalars(select(SignUp.id).where(*mine)).one())
    return sign_up, sign_up.person


def _decline(db: Session, seated: Seated, to: Person, said: Said, *, now: datetime) -> None:
    """RFC 5546 3.2.8: the hours of many do not follow one calendar."""
    invite, attendee = seated.invite, seated.meeting.attendee(to.email)
    if attendee is None:
        return
    invite.stamped_at = next_stamp(now=now, last=invite.stamped_at)
    why = _("Many people have signed up: the time stays as it is.").into(to.language)
    octets = decline_counter(
        seated.meeting,
        to=attendee,
        sequence=said.sequence,
        original=None,
        why=why,
        stamp=invite.stamped_at,
    )
    link = entry_letters.link_of(db, seated.workshop, to)
    mails.queue(
        db,
        WorkshopTimeStands(**vars(letters.head(db, seated.workshop, to)), link=link),
        key=f"time_stands:{invite.stamped_at:%Y%m%dT%H%M%S}",
        to=to,
        about=seated.workshop,
        now=now,
        calendar=mails.CalendarPart(
            octets=octets,
            address=attendee.address,
            method=Method.DECLINECOUNTER,
            sequence=said.sequence,
            invite_id=invite.id,
        ),
    )
