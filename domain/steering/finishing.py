"""Finishing a round early: no more places are looked for; what runs goes on, or is released by choice."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, mails, schedules, whatifs
from domain.events import record
from domain.refusals import Conflict
from domain.steering import shifting, telling
from domain.steering.pausing import lock
from domain.steering.reasons import reason
from models import streams
from models.applications import Application
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, Reason, RoundState, ScheduleState
from models.steering_facts import RoundFinished


def finish(db: Session, round_: Round, *, releases: bool, why: str, by: Person, now: datetime) -> None:
    """Set a draft aside and tell those who wait; when nothing runs any more the round ends, with figures."""
    lock(db, round_)
    if round_.finished_at is None:
        if round_.state is not RoundState.RUNNING:
            raise Conflict(_("Only a round whose exchanges have begun can be finished early."))
        if round_.paused_at is not None:
            raise Conflict(_("The round is paused: resume it first."))
        _finish(db, round_, why=why, by=by, now=now)
    if releases:
        _release(db, round_, now=now)


def _finish(db: Session, round_: Round, *, why: str, by: Person, now: datetime) -> None:
    round_.finished_at, round_.ended_why, round_.replan_at = now, reason(why), None
    set_aside(db, round_)
    whatifs.drop_asked(db, round_, now=now)
    let_wait(db, round_)
    telling.no_more_places(db, round_, _waiting(db, round_), now=now)
    fact = RoundFinished(round_id=round_.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)


def set_aside(db: Session, round_: Round) -> None:
    """No plan waits for a decision any more, nor for being published."""
    while (pending := schedules.pending(db, round_)) is not None:
        pending.state = ScheduleState.SUPERSEDED
        db.flush()


def let_wait(db: Session, round_: Round) -> None:
    """Whoever hoped for a place is on the waiting list to the end, and comes first next time."""
    mine = Application.round_id == round_.id, Application.state == ApplicationState.SUBMITTED
    for application in db.scalars(select(Application).where(*mine)):
        application.state = ApplicationState.WAITING
    db.flush()


def _release(db: Session, round_: Round, *, now: datetime) -> None:
    """All that has not taken place yet; guests who had not heard of their place hear that there is none."""
    live = [each for each in shifting.living(db, round_) if each.state.is_live]
    guests = {each.guest_id for each in live}
    with mails.gathering(db) as told:
        for exchange_id in [each.id for each in live]:
            exchanges.release(db, exchanges.load(db, exchange_id), reason=Reason.ROUND_CANCELLED, now=now)
    unheard = guests - {each.mail.person_id for each in told}
    telling.no_more_places(db, round_, (each for each in _waiting(db, round_) if each.id in unheard), now=now)


def _waiting(db: Session, round_: Round) -> list[Person]:
    found = select(Person).join(Application, Application.person_id == Person.id)
    mine = Application.round_id == round_.id, Application.state == ApplicationState.WAITING
    return list(db.scalars(found.where(*mine).distinct().order_by(Person.email)))
