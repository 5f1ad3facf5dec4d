"""A pair that ends before its last session: told properly, calendars cleared, asked what was learnt."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain import exchanges, invitations, meetings
from domain.asks import asks
from domain.behalf import Behalf
from domain.events import record
from domain.mentoring import circles
from domain.refusals import Conflict, Invalid
from invites.contexts import Ending
from models import streams
from models.applications import Application
from models.asks import About, Ask
from models.exchanges import Exchange, SessionStart
from models.languages import _
from models.mentoring import EndCode, PairEnding
from models.mentoring_facts import PairEnded
from models.states import AppointmentState, ExchangeState, Kind, Reason

PRIORITY = 20  # twice what an application weighs by itself: who lost a pair comes first
AFTER_THE_MENTOR = (About.CARRY_GOALS, About.SUCCESSOR)  # asked when the mentor said that they leave
SEEK_ANOTHER = (EndCode.FIRST_MEETING, EndCode.NO_MATCH)


class Next(StrEnum):
    """What follows when a pair ends now."""

    ANOTHER_PAIR = "another_pair"  # the mentee waits for one, before others
    NOTES = "notes"  # what has been stays, and both are asked what they learnt
    LEAVES = "leaves"  # they have never met: the mentee takes no part any more


def next_of(exchange: Exchange, code: EndCode, *, now: datetime) -> Next:
    has_met = _has_met(exchange, now=now)
    if code is EndCode.FIRST_MEETING or (code in SEEK_ANOTHER and not has_met):
        return Next.ANOTHER_PAIR
    return Next.NOTES if has_met else Next.LEAVES


def end(
    db: Session, exchange: Exchange, code: EndCode, *, now: datetime, behalf: Behalf | None = None
) -> PairEnding:
    """What is to come is off. Who parts at the start waits for another pair; others are asked for notes."""
    if exchange.kind is not Kind.MENTORING:
        raise Invalid(_("Only a mentoring ends so."))
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(_("Only a mentoring that goes on can end early."))
    ending = note(db, exchange, code, takes_effect_at=now)
    asks.drop(db, Ask.stream_id == streams.of_exchange(exchange.id), now=now)
    asks.drop(db, Ask.subject_id == ending.id, Ask.about.in_(AFTER_THE_MENTOR), now=now)
    follows = next_of(exchange, code, now=now)
    if follows is Next.ANOTHER_PAIR:
        comes_first(db, exchange)
        exchanges.release(db, exchange, reason=Reason.FIRST_MEETING, now=now)
    elif follows is Next.NOTES:
        _finish(db, exchange, now=now)
    else:
        exchanges.release(db, exchange, reason=Reason.ENDED_EARLY, now=now)
    _tell_workflow(db, ending, now=now, behalf=behalf)
    return ending


def note(db: Session, exchange: Exchange, code: EndCode, *, takes_effect_at: datetime) -> PairEnding:
    """One ending for each pair: the newest word on it."""
    ending = of(db, exchange)
    if ending is None:
        ending = PairEnding(exchange_id=exchange.id, application_id=exchange.application_id)
        db.add(ending)
    ending.code, ending.takes_effect_at = code, takes_effect_at
    db.flush()
    return ending


def of(db: Session, exchange: Exchange) -> PairEnding | None:
    return db.scalar(select(PairEnding).where(PairEnding.exchange_id == exchange.id))


def comes_first(db: Session, exchange: Exchange) -> None:
    """Once for each lost pair, however often it is said."""
    application = db.get_one(Application, exchange.application_id)
    application.priority = max(application.priority, PRIORITY)


def _has_met(exchange: Exchange, *, now: datetime) -> bool:
    return any(meetings.ends(each) <= now for each in meetings.planned(exchange))


def _finish(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """What has been stays; the rest leaves everybody's calendar, and the notes are asked for."""
    invitations.cancel(db, exchange, ending=Ending.ENDED_EARLY, now=now)
    mine = SessionStart.exchange_id == exchange.id
    db.execute(delete(SessionStart).where(mine, SessionStart.starts_at > now))
    for each in meetings.planned(exchange):
        if meetings.ends(each) > now:
            each.state = AppointmentState.CANCELLED
    exchanges.hold(db, exchange, now=now)
    circles.leave(db, exchange, now=now)


def _tell_workflow(db: Session, ending: PairEnding, *, now: datetime, behalf: Behalf | None) -> None:
    fact = PairEnded(ending_id=ending.id)
    actor_id = behalf.by.id if behalf else None
    record(db, fact, on=streams.of_exchange(ending.exchange_id), now=now, actor_id=actor_id)
