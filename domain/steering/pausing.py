"""A pause: nothing is asked, reminded or ended while it lasts; afterwards everybody has as long as before."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import exchanges, meetings, waits
from domain.answer_times import eve
from domain.events import record
from domain.refusals import Conflict, Invalid
from domain.steering import shifting, telling
from domain.steering.reasons import reason
from models import streams
from models.languages import _
from models.messages import Standing
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Reason, RoundState
from models.steering_facts import RoundPaused, RoundResumed
from models.timeline import local_day

PAUSABLE = (RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)


def pause(db: Session, round_: Round, *, why: str, by: Person, now: datetime) -> None:
    """Stop the clocks of a round; pausing twice is pausing once. Calendars stay as they are."""
    lock(db, round_)
    if round_.paused_at is not None:
        return
    if round_.state not in PAUSABLE:
        raise Conflict(_("Only a round that is open or running can be paused."))
    round_.paused_at, round_.paused_why = now, reason(why)
    telling.paused(db, round_, telling.concerned(db, round_), now=now)
    _ring(db, round_, RoundPaused(round_id=round_.id), by=by, now=now)


def resume(db: Session, round_: Round, *, by: Person, now: datetime) -> None:
    """Go on: whatever was still to come moves by the working days of the pause, and all hear of it."""
    lock(db, round_)
    if round_.paused_at is None:
        return
    shift = shifting.Shift(round_.paused_at, shifting.lost(round_.paused_at, now))
    dates = shifting.dates(round_, shift)
    if round_.first_day > round_.last_day or (
        round_.agree_by and not local_day(round_.decide_by) < round_.agree_by < round_.last_day
    ):
        raise Invalid(_("The pause has eaten the days of the exchanges: move the last day first."))
    _let_go(db, round_, since=round_.paused_at, now=now)
    answers = {
        whose: (shifting.ANSWER, until) for whose, until in shifting.answers(db, round_, shift).items()
    }
    round_.paused_at, round_.paused_why = None, ""
    people = telling.concerned(db, round_)
    telling.resumed(db, round_, people, dates=dates, answers=answers, now=now)
    _ring(db, round_, RoundResumed(round_id=round_.id), by=by, now=now)


def _let_go(db: Session, round_: Round, *, since: datetime, now: datetime) -> None:
    """Proposals whose days came too near meanwhile: nobody was silent, and their guests go on waiting."""
    asked = [each for each in shifting.living(db, round_) if each.state is ExchangeState.PROPOSED]
    eaten = [
        each.id
        for each in asked
        if each.appointments and since < eve(local_day(meetings.first_moment(each))) <= now
    ]
    for exchange_id in eaten:
        exchanges.release(db, exchanges.load(db, exchange_id), reason=Reason.REARRANGED, now=now)


def rests(db: Session, stream_id: str, round_: Round, *, heard: int, now: datetime) -> Standing | None:
    """What a chapter answers while its round is paused; none when it may go on."""
    if round_.paused_at is None:
        return None
    return waits.stand_still(db, stream_id, whose_id=round_.owner_id, heard=heard, now=now)


def lock(db: Session, round_: Round) -> None:
    """Whoever steers sees what somebody else has done meanwhile."""
    db.flush()
    db.refresh(round_, with_for_update=True)


def hold(db: Session, round_: Round) -> None:
    """Nobody steers the round while it is published; rows that belong to it may be added meanwhile."""
    db.flush()
    db.refresh(round_, with_for_update={"key_share": True})


def _ring(db: Session, round_: Round, fact: RoundPaused | RoundResumed, *, by: Person, now: datetime) -> None:
    """The round's workflow hears it, and that of every exchange."""
    for exchange in shifting.living(db, round_):
        record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=by.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)
