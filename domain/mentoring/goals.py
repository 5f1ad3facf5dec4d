"""The mentee's goals: theirs to set, to reach and to drop; the mentor reads them."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid, NotAllowed, NotFound
from models import streams
from models.exchanges import Exchange
from models.languages import _
from models.mentoring import Goal, GoalState
from models.mentoring_facts import GoalChanged
from models.people import Person
from models.states import ExchangeState, Kind

LONGEST = 500


def add(
    db: Session, exchange: Exchange, words: str, *, by: Person, now: datetime, behalf: Behalf | None = None
) -> Goal:
    """One more goal, in the mentee's words."""
    _refuse_others(exchange, by)
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid(_("A goal has from 1 to {most} characters.", most=LONGEST))
    if holds_identity_code(words):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    goal = Goal(exchange_id=exchange.id, number=_next(db, exchange), words=words, set_at=now, changed_at=now)
    db.add(goal)
    _note(db, goal, by, now=now, behalf=behalf)
    return goal


def change(
    db: Session,
    exchange: Exchange,
    number: int,
    to: GoalState,
    *,
    by: Person,
    now: datetime,
    behalf: Behalf | None = None,
) -> Goal:
    """Reached, dropped, or open again; saying it twice is saying it once."""
    _refuse_others(exchange, by)
    goal = next((each for each in of(db, exchange) if each.number == number), None)
    if goal is None:
        raise NotFound(_("There is no goal {number}.", number=number))
    if goal.state is not to:
        goal.state, goal.changed_at = to, now
        _note(db, goal, by, now=now, behalf=behalf)
    return goal


def of(db: Session, exchange: Exchange) -> list[Goal]:
    found = select(Goal).where(Goal.exchange_id == exchange.id)
    return list(db.scalars(found.order_by(Goal.number)))


def still_open(db: Session, exchange: Exchange) -> tuple[str, ...]:
    return tuple(each.words for each in of(db, exchange) if each.state is GoalState.OPEN)


def carry(db: Session, old: Exchange, new: Exchange, *, now: datetime) -> tuple[str, ...]:
    """What is still open goes on in a new pair; the old one keeps what it had."""
    words = still_open(db, old)
    for each in words:
        db.add(Goal(exchange_id=new.id, number=_next(db, new), words=each, set_at=now, changed_at=now))
        db.flush()
    return words


def _next(db: Session, exchange: Exchange) -> int:
    highest = select(func.max(Goal.number)).where(Goal.exchange_id == exchange.id)
    return (db.scalar(highest) or 0) + 1


def _refuse_others(exchange: Exchange, by: Person) -> None:
    if exchange.kind is not Kind.MENTORING:
        raise Invalid(_("Only a mentoring has goals."))
    if by.id != exchange.guest_id:
        raise NotAllowed(_("The goals are the mentee's own."))
    if exchange.state is ExchangeState.RELEASED:
        raise Conflict(_("This mentoring has ended."))


def _note(db: Session, goal: Goal, by: Person, *, now: datetime, behalf: Behalf | None) -> None:
    note(goal, behalf, now=now)
    db.flush()
    actor_id = behalf.by.id if behalf else by.id
    stream = streams.of_exchange(goal.exchange_id)
    record(db, GoalChanged(goal_id=goal.id), on=stream, now=now, actor_id=actor_id)
