"""A no to one session is taken back: it takes place after all, and calendars show it again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import doubt_answers, doubts, refreshes, sessions
from domain.behalf import Behalf, note
from domain.refusals import Conflict
from models.doubts import Doubt
from models.exchanges import Appointment, Exchange
from models.languages import _
from models.people import Person
from models.states import Answer, AppointmentState, DoubtState


def resume(db: Session, exchange: Exchange, number: int, *, now: datetime, behalf: Behalf) -> Appointment:
    """One session is on again, whether it was dropped, is in doubt, or nobody has said what the no meant."""
    session = sessions.still_to_come(exchange, number, now=now)
    if session.state is AppointmentState.CANCELLED:
        sessions.take_time(db, exchange, session)
        session.state = AppointmentState.PLANNED
        note(session, behalf, now=now)
        sessions.follow(db, exchange, behalf, now=now)
        return session
    declined = [each for each in _newest(db, exchange, session) if _stands(db, each)]
    if not declined:
        raise Conflict(_("Session {number} takes place already.", number=number))
    for doubt in declined:
        _take_back(db, exchange, doubt, now=now, behalf=behalf)
    return session


def _newest(db: Session, exchange: Exchange, session: Appointment) -> list[Doubt]:
    """What each person was last asked about this session."""
    found = select(Doubt).where(Doubt.exchange_id == exchange.id).order_by(Doubt.raised_at, Doubt.id)
    about = [each for each in db.scalars(found) if doubts.part_in(db, exchange, each) is session]
    return list({each.person_id: each for each in about}.values())


def _stands(db: Session, doubt: Doubt) -> bool:
    """Whether the no is open, or was left at that; a newer question overtakes it."""
    if doubt.state.is_open:
        return True
    email = db.get_one(Person, doubt.person_id).email
    asked = doubts.asked_now(doubts.invite_of(db, doubt), email, doubt.session_at)
    return doubt.state is DoubtState.OVERTAKEN and asked == doubt.asked


def _take_back(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime, behalf: Behalf) -> None:
    if doubt.state.is_open:
        doubt_answers.keep(db, exchange, doubt, now=now, behalf=behalf)
        return
    doubts.settle(db, exchange, doubt, DoubtState.KEPT, now=now, behalf=behalf)
    invite = doubts.invite_of(db, doubt)
    for each in invite.attendees:
        if each.person_id == doubt.person_id and doubt.session_at is None:
            each.answer = Answer.ACCEPTED
    refreshes.show_again(db, exchange, invite, db.get_one(Person, doubt.person_id), now=now)
