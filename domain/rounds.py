"""What HR may do with a round as a whole."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain import application_letters, applications, endorsements, mails, readiness
from domain.events import open_stream, record
from domain.refusals import Conflict, Invalid, NotFound
from invites.codes import Waiting
from invites.contexts import RoundSummary
from models import streams
from models.applications import Application
from models.exchanges import Exchange
from models.facts import ClosingMoved, RoundClosed, RoundEnded, RoundOpened
from models.followups import FollowUp
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import DateMode, ExchangeState, FollowUpState, RoundState
from models.timeline import local_day


def add(db: Session, round_: Round) -> None:
    """Start preparing a round that can be run."""
    check(round_)
    db.add(round_)
    db.flush()
    open_stream(db, streams.of_round(round_.id))


def check(round_: Round) -> None:
    """Refuse dates that do not follow each other, and ways of fixing days that cannot be run yet."""
    in_order = round_.opens_at < round_.closes_at < round_.decide_by
    if not in_order or not local_day(round_.decide_by) < round_.first_day <= round_.last_day:
        raise Invalid(_("The dates are not in order: opens, closes, decides, first day, last day."))
    if round_.date_mode is not DateMode.FIXED:
        _check_agreeing(round_)


def _check_agreeing(round_: Round) -> None:
    """Where people agree their days, they know by when, and days are left after that."""
    if round_.agree_by is None:
        raise Invalid(_("Say by when the pairs agree their days."))
    if not local_day(round_.decide_by) < round_.agree_by < round_.last_day:
        raise Invalid(_("Days are agreed after the decision and before the last day."))


def by_reference(db: Session, reference: str) -> Round:
    round_ = db.scalar(select(Round).where(Round.reference == reference))
    if round_ is None:
        raise NotFound(_("There is no round called {reference}.", reference=reference))
    return round_


def open_(db: Session, round_: Round, *, now: datetime) -> None:
    """Let people in once nothing is missing any more; see `domain/readiness.py`."""
    if round_.state is RoundState.DRAFT:
        check(round_)
        readiness.check(round_)
    let_in(db, round_, now=now)


def let_in(db: Session, round_: Round, *, now: datetime) -> None:
    """The round's workflow waits for its dates; those who came early are written to."""
    if not round_.state.may_become(RoundState.OPEN):
        raise Conflict(_("The round has been opened already."))
    check(round_)
    if now >= round_.closes_at:
        raise Conflict(_("The closing date has passed: move it before opening."))
    round_.state = RoundState.OPEN
    round_.opens_at = min(round_.opens_at, now)
    for application in applications.submitted(db, round_):
        applications.acknowledge(db, application, round_=round_, now=now)
    record(
        db,
        RoundOpened(round_id=round_.id),
        on=streams.of_round(round_.id),
        now=now,
        actor_id=round_.owner_id,
    )


def move_closing(db: Session, round_: Round, *, closes_at: datetime, now: datetime) -> None:
    """Close earlier or later than promised; the workflow's timer follows, and the reminder goes out anew."""
    if round_.state is not RoundState.OPEN:
        raise Conflict(_("Only an open round can be closed at another time."))
    if not now < closes_at < round_.decide_by:
        raise Invalid(_("The closing time must lie between now and the decision."))
    round_.closes_at = closes_at
    if remind_at(round_) > now:
        round_.reminded_at = None
    endorsements.follow_closing(db, round_)
    record(
        db,
        ClosingMoved(round_id=round_.id, closes_at=closes_at),
        on=streams.of_round(round_.id),
        now=now,
        actor_id=round_.owner_id,
    )


def remind_at(round_: Round) -> datetime:
    return round_.closes_at - timedelta(days=round_.remind_before_days)


def remind(db: Session, round_: Round, *, now: datetime) -> None:
    """Write to those whose supervisor has not answered yet, to the supervisors, and to who has only begun."""
    occasion = f"closing:{round_.closes_at.isoformat()}"
    for draft in applications.drafts(db, round_):
        letter = application_letters.closing_soon(
            db, draft, round_=round_, to=draft.person, waiting=Waiting.DRAFT
        )
        mails.queue(db, letter, key=f"{occasion}:{draft.id}", to=draft.person, about=round_, now=now)
    for application in endorsements.unanswered(db, round_):
        endorsement = application.endorsement
        people = [application.person_id, *([endorsement.supervisor_id] if endorsement else [])]
        for person in (db.get_one(Person, each) for each in people):
            letter = application_letters.closing_soon(db, application, round_=round_, to=person)
            mails.queue(db, letter, key=f"{occasion}:{application.id}", to=person, about=round_, now=now)
    round_.reminded_at = now


def close(db: Session, round_: Round, *, now: datetime) -> None:
    """No more applications; saying it twice is saying it once."""
    if round_.state is not RoundState.OPEN:
        return
    round_.state = RoundState.CLOSED
    round_.closed_at = now
    record(
        db,
        RoundClosed(round_id=round_.id),
        on=streams.of_round(round_.id),
        now=now,
    )


def end(db: Session, round_: Round, *, now: datetime) -> None:
    """All exchanges are over: the coordinator gets the figures."""
    if round_.state in (RoundState.ENDED, RoundState.CANCELLED):
        return
    round_.state = RoundState.ENDED
    round_.ended_at = now
    owner = db.get_one(Person, round_.owner_id)
    mails.queue(db, summary(db, round_, owner), key="summary", to=owner, about=round_, now=now)
    record(
        db,
        RoundEnded(round_id=round_.id),
        on=streams.of_round(round_.id),
        now=now,
    )


def summary(db: Session, round_: Round, to: Person) -> RoundSummary:
    head = mails.heading(db, round_, to)
    mine = Exchange.round_id == round_.id
    closed = _count(db, mine, Exchange.state == ExchangeState.CLOSED)
    released = _count(db, mine, Exchange.state == ExchangeState.RELEASED)
    notes = select(func.count(FollowUp.id)).join(Exchange, Exchange.id == FollowUp.exchange_id).where(mine)
    return RoundSummary(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        applications=db.scalar(select(func.count(Application.id)).where(Application.round_id == round_.id))
        or 0,
        placed=closed + released,
        held=closed,
        released=released,
        repaired=_count(db, mine, Exchange.broken_at.is_not(None), Exchange.state == ExchangeState.CLOSED),
        notes_asked=db.scalar(notes) or 0,
        notes_answered=db.scalar(notes.where(FollowUp.state == FollowUpState.ANSWERED)) or 0,
        link=None,
    )


def _count(db: Session, *conditions: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count(Exchange.id)).where(*conditions)) or 0
