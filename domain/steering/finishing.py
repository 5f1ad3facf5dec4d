"""Finishing a round early: no more places are looked for; what runs goes on, or is released by choice."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, mails, rounds, schedules
from domain.events import record
from domain.refusals import Conflict
from domain.roles import coordinator
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
    """Set a draft aside, tell those who wait, send the figures; the round ends when nothing runs any more."""
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
    telling.no_more_places(db, round_, _waiting(db, round_), now=now)
    owner = coordinator(db, round_)
    letter = rounds.summary(db, round_, owner)
    mails.queue(db, letter, key="summary:early", to=owner, about=round_, now=now)
    fact = RoundFinished(round_id=round_.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)


def set_aside(db: Session, round_: Round) -> None:
    """No plan waits for a decision any more, nor for being published."""
    while (pending := schedules.pending(db, round_)) is not None:
        pending.state = ScheduleState.SUPERSEDED
        db.flush()


def _release(db: Session, round_: Round, *, now: datetime) -> None:
    """All that has not taken place yet."""
    for exchange_id in [each.id for each in shifting.living(db, round_) if each.state.is_live]:
        exchanges.release(db, exchanges.load(db, exchange_id), reason=Reason.ROUND_CANCELLED, now=now)


def _waiting(db: Session, round_: Round) -> list[Person]:
    found = select(Person).join(Application, Application.person_id == Person.id)
    mine = Application.round_id == round_.id, Application.state == ApplicationState.WAITING
    return list(db.scalars(found.where(*mine).distinct().order_by(Person.email)))
