"""A no from a calendar releases nothing: it may be a tidied calendar, or mean another day. It is asked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain import doubt_answers, doubt_letters, doubts, invitations
from domain.events import record
from domain.possible_dates import possible_dates
from models import streams
from models.doubts import Doubt
from models.exchanges import Exchange
from models.facts import DoubtRaised
from models.invites import Attendance, Invite
from models.people import Person
from models.rounds import Round
from models.states import Answer, DoubtState, ExchangeState


def heard(
    db: Session,
    exchange: Exchange,
    invite: Invite,
    attendance: Attendance,
    answer: Answer,
    *,
    session_at: datetime | None,
    now: datetime,
) -> None:
    """What an answer to an invitation causes: a no is asked about, any other word ends the asking."""
    whose = _one_of_two(exchange, attendance.person_id)
    if whose is None or exchange.state is not ExchangeState.CONFIRMED:
        return
    open_ = doubts.mine(db, exchange, invite, whose.id, session_at)
    if answer in (Answer.ACCEPTED, Answer.TENTATIVE) and open_:
        doubts.settle(db, exchange, open_, DoubtState.KEPT, now=now, behalf=None)
        doubt_answers.tell_kept(db, exchange, open_, now=now)
    elif answer is Answer.DECLINED and open_ is None:
        ask(db, exchange, invite, whose, session_at=session_at, now=now)


def see_through(db: Session, exchange: Exchange, *, now: datetime) -> list[Doubt]:
    """Do what is due: remind, and end what nobody has answered in time. What is still open is returned."""
    for doubt in doubts.open_of(db, exchange):
        if doubts.is_overtaken(db, exchange, doubt, now=now):
            doubts.settle(db, exchange, doubt, DoubtState.OVERTAKEN, now=now, behalf=None)
        elif now >= doubt.deadline:
            _lapse(db, exchange, doubt, now=now)
        elif doubt.remind_at and now >= doubt.remind_at:
            doubt.remind_at = None
            doubt_letters.remind(db, exchange, doubt, now=now)
    return doubts.open_of(db, exchange)


def resume(db: Session, exchange: Exchange, *, now: datetime) -> list[Doubt]:
    """Ask whoever's no was overtaken by what has come right since; all that is open is returned."""
    for invite in invitations.of_exchange(db, exchange):
        for each in invite.attendees:
            whose = _one_of_two(exchange, each.person_id)
            if whose and each.answer is Answer.DECLINED and not _is_asked(db, exchange, invite, whose):
                ask(db, exchange, invite, whose, session_at=None, now=now)
    return doubts.open_of(db, exchange)


def _is_asked(db: Session, exchange: Exchange, invite: Invite, whose: Person) -> bool:
    """Whether the no to this version has been asked about since the exchange last broke."""
    asked = doubts.asked_at(exchange, invite, whose.email, None)
    found = select(Doubt.id).where(
        Doubt.invite_id == invite.id,
        Doubt.person_id == whose.id,
        Doubt.session_at.is_(None),
        or_(Doubt.settled_at.is_(None), Doubt.asked >= asked),
    )
    if exchange.broken_at is not None:
        found = found.where(or_(Doubt.settled_at.is_(None), Doubt.raised_at >= exchange.broken_at))
    return db.scalar(found.limit(1)) is not None


def _one_of_two(exchange: Exchange, person_id: UUID | None) -> Person | None:
    return next((each for each in (exchange.guest, exchange.host) if each.id == person_id), None)


def ask(
    db: Session,
    exchange: Exchange,
    invite: Invite,
    whose: Person,
    *,
    session_at: datetime | None,
    now: datetime,
) -> None:
    """Ask one of the two what they mean, and offer other days."""
    part = doubts.part_of(exchange, invite, session_at)
    begins = doubts.begins(exchange, part, now=now)
    if doubts.ends(exchange, part) <= now:
        return
    round_ = db.get_one(Round, exchange.round_id)
    deadline = begins if doubts.is_one(exchange, part) else doubts.held_until(round_, begins, now=now)
    doubt = Doubt(
        exchange_id=exchange.id,
        invite_id=invite.id,
        person_id=whose.id,
        session_at=session_at,
        asked=doubts.asked_at(exchange, invite, whose.email, session_at),
        raised_at=now,
        deadline=deadline,
        remind_at=doubts.reminded_at(deadline, now=now),
        possible=possible_dates(db, exchange, part, now=now),
    )
    db.add(doubt)
    db.flush()
    doubt_letters.ask_meaning(db, exchange, doubt, now=now)
    if doubts.is_one(exchange, part):
        doubt_letters.tell_session(db, exchange, doubt, now=now)
    fact = DoubtRaised(exchange_id=exchange.id, doubt_id=doubt.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=whose.id)


def _lapse(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> None:
    """Silence: a place is not held for ever; one session simply comes."""
    if doubt.state is DoubtState.OFFERED:
        doubt_answers.without_the_chosen(db, exchange, doubt, now=now, behalf=None)
    elif doubts.is_one(exchange, doubts.part_in(db, exchange, doubt)):
        doubts.settle(db, exchange, doubt, DoubtState.OVERTAKEN, now=now, behalf=None)
    else:
        doubt_answers.cancel(db, exchange, doubt, now=now)
