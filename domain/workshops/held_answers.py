"""Answers to a workshop that did not count by themselves: a coordinator says what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.attendances import Word, keep
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict
from domain.workshops import roll, sign_ups
from models import streams
from models.facts import InviteAnswered
from models.invites import Attendance, Invite, Reply
from models.languages import _
from models.rounds import Round
from models.states import Answer, WorkshopState
from models.workshops import SignUp, Workshop


@dataclass(frozen=True)
class Held:
    """Whose answer it is, about which workshop."""

    reply: Reply
    person_id: UUID
    workshop_id: UUID


def among(db: Session, replies: Iterable[Reply]) -> list[Held]:
    """Those that name a person and a workshop."""
    found = []
    for reply in replies:
        workshop_id = db.get_one(Invite, reply.invite_id).workshop_id if reply.invite_id else None
        if reply.person_id and workshop_id:
            found.append(Held(reply, reply.person_id, workshop_id))
    return found


def round_of(db: Session, held: Held) -> Round:
    return db.get_one(Round, db.get_one(Workshop, held.workshop_id).round_id)


def settle(db: Session, held: Held, answer: Answer, *, behalf: Behalf, now: datetime) -> None:
    """A yes takes a seat, or keeps it; a no frees it for the next in line."""
    mine = (SignUp.workshop_id == held.workshop_id, SignUp.person_id == held.person_id)
    sign_up, workshop = roll.whole(db, db.scalars(select(SignUp.id).where(*mine)).one())
    if workshop.state is not WorkshopState.PLANNED or now >= workshop.starts_at:
        raise Conflict(_("There is nothing to sign up to any more."))
    if attendance := _attendance(db, held):
        _keep(db, held, attendance, answer, behalf=behalf, now=now)
    if answer is Answer.ACCEPTED:
        sign_ups.come(db, workshop, sign_up, now=now, behalf=behalf)
    else:
        sign_ups.leave(db, workshop, sign_up, now=now, behalf=behalf)


def _attendance(db: Session, held: Held) -> Attendance | None:
    """None once they have left: the entry names those with a seat."""
    mine = (Attendance.invite_id == held.reply.invite_id, Attendance.person_id == held.person_id)
    return db.scalar(select(Attendance).where(*mine))


def _keep(
    db: Session, held: Held, attendance: Attendance, answer: Answer, *, behalf: Behalf, now: datetime
) -> None:
    invite = db.get_one(Invite, attendance.invite_id)
    keep(attendance, Word(answer, invite.sequence, now))
    note(attendance, behalf, now=now)
    fact = InviteAnswered(invite_id=invite.id, person_id=held.person_id, answer=answer)
    record(db, fact, on=streams.of_workshop(held.workshop_id), now=now, actor_id=behalf.by.id)
