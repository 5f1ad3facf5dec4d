"""Leaving a round, and coming back to it while nothing has come of that."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import applications, exchanges, mails
from domain.asks import asks
from domain.events import record
from domain.refusals import Conflict
from domain.second_thoughts import declines
from domain.second_thoughts.declines import TOO_LATE, WINDOW
from domain.steering import hopes
from models import streams
from models.applications import Application, Endorsement
from models.applying_facts import ApplicationResumed
from models.asks import About, Ask
from models.exchanges import Exchange
from models.rounds import Round
from models.states import ApplicationState, Reason, RoundState

AFTER_CLOSING = (RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)
ASKED = (About.ENDORSEMENT, About.AGREES_TO_APPLY)


def leave(db: Session, application: Application, *, now: datetime) -> None:
    """By the applicant's own word; the letters about a proposal that ends by it wait for a while."""
    was, standing = application.state, _standing(db, application)
    with mails.gathering(db) as told:
        applications.withdraw(db, application, now=now)
    application.left_at, application.left_as = now, was
    if standing is not None:
        declines.hold(standing, told, now=now)
    db.flush()


def _standing(db: Session, application: Application) -> Exchange | None:
    found = select(Exchange.id).where(Exchange.application_id == application.id)
    here = db.scalar(found.where(Exchange.released_at.is_(None)))
    return exchanges.load(db, here) if here else None


def until(db: Session, application: Application, round_: Round, *, now: datetime) -> datetime | None:
    """Until when they may come back: to the closing, or for a while; none where they may not."""
    left_at = application.left_at
    if application.state is not ApplicationState.WITHDRAWN or left_at is None:
        return None
    if application.left_as is ApplicationState.PLACED:
        ended = _ended(db, application)
        return declines.window(db, ended, because=Reason.WITHDRAWN, now=now) if ended else None
    if round_.takes_applications(now):
        return round_.closes_at
    is_draft = application.left_as is ApplicationState.DRAFT
    if is_draft or round_.state not in AFTER_CLOSING or left_at + WINDOW <= now:
        return None
    return left_at + WINDOW


def _ended(db: Session, application: Application) -> Exchange | None:
    """The exchange that ended when they left."""
    found = select(Exchange).where(
        Exchange.application_id == application.id, Exchange.released_at == application.left_at
    )
    whole = (selectinload(Exchange.appointments), selectinload(Exchange.confirmations))
    return db.scalar(found.options(*whole, joinedload(Exchange.offer)))


def come_back(db: Session, application: Application, *, now: datetime) -> None:
    """As they were; whoever comes after the places were given waits for one."""
    round_ = db.get_one(Round, application.round_id)
    db.refresh(application, ["state", "left_at", "left_as"], with_for_update=True)
    was = application.left_as
    if until(db, application, round_, now=now) is None or was is None:
        raise Conflict(TOO_LATE)
    if was is ApplicationState.PLACED:
        _take_the_place_again(db, application, now=now)
    else:
        is_late = was is ApplicationState.SUBMITTED and round_.state is RoundState.RUNNING
        application.state = ApplicationState.WAITING if is_late else was
        _ask_again(db, application, now=now)
    application.left_at, application.left_as = None, None
    fact = ApplicationResumed(application_id=application.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=application.person_id)
    hopes.revive(db, round_, now=now)


def _take_the_place_again(db: Session, application: Application, *, now: datetime) -> None:
    ended = _ended(db, application)
    if ended is None:
        raise Conflict(TOO_LATE)
    declines.go_on(db, exchanges.load(db, ended.id), by=application.person_id, now=now)


def _ask_again(db: Session, application: Application, *, now: datetime) -> None:
    """Whoever was asked about it when they left is asked still."""
    endorsed = select(Endorsement.id).where(Endorsement.application_id == application.id)
    about = Ask.subject_id.in_(endorsed) | (Ask.subject_id == application.id)
    if application.left_at is not None:
        asks.reopen(db, Ask.about.in_(ASKED), about, dropped_at=application.left_at, now=now)
