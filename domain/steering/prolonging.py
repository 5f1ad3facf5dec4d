"""Moving dates of a round that lives: the timers follow, and whoever had another date is told once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import rounds, schedules
from domain.agreeing import laggards
from domain.asks import asks
from domain.events import record
from domain.hosting import offering
from domain.refusals import Conflict, Invalid
from domain.steering import hopes, shifting, telling
from domain.steering.pausing import lock
from models import streams
from models.applications import Application
from models.asks import About
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, DateMode, ExchangeState, RoundState, ScheduleState
from models.steering_facts import DatesMoved
from models.timeline import local_day

MOST_ANSWER_DAYS = 60
OVER = (RoundState.ENDED, RoundState.CANCELLED)
BEFORE_CLOSING = (RoundState.DRAFT, RoundState.OPEN)
BEFORE_DECISION = (*BEFORE_CLOSING, RoundState.CLOSED, RoundState.PLANNED)


@dataclass(frozen=True)
class Dates:
    """What shall be otherwise; none: as it is."""

    closes_at: datetime | None = None
    decide_by: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    agree_by: date | None = None
    answer_working_days: int | None = None


Told = dict[UUID, telling.Dates]


def move(db: Session, round_: Round, dates: Dates, *, by: Person, now: datetime) -> None:
    """Give a round other dates; giving it those that it has changes nothing and tells nobody."""
    lock(db, round_)
    if round_.state in OVER:
        raise Conflict(_("The round is over."))
    before, window = _standing(round_), (round_.first_day, round_.last_day)
    moved: Told = {}
    for verb in (_answer_time, _window, _decision, _agreeing, _closing):
        for person_id, told in verb(db, round_, dates, now):
            moved[person_id] = (*moved.get(person_id, ()), *told)
    if _standing(round_) == before:
        return
    rounds.check(round_)
    if (round_.first_day, round_.last_day) != window:
        _plan_anew(db, round_, by=by, now=now)
    for person_id in sorted(moved):
        telling.dates_moved(db, round_, db.get_one(Person, person_id), moved[person_id], now=now)
    fact = DatesMoved(round_id=round_.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)


def _plan_anew(db: Session, round_: Round, *, by: Person, now: datetime) -> None:
    """A draft was made for other days: another follows."""
    draft = schedules.pending(db, round_)
    if draft is None:
        return
    if draft.state is ScheduleState.APPROVED:
        raise Conflict(_("A plan has just been approved: move the days when it is published."))
    schedules.reject(db, draft, by=by, now=now)


Affected = Iterator[tuple[UUID, telling.Dates]]
Verb = Callable[[Session, Round, Dates, datetime], Affected]


def _standing(round_: Round) -> tuple[object, ...]:
    return tuple(getattr(round_, name) for name in Dates.__dataclass_fields__)


def _closing(db: Session, round_: Round, dates: Dates, now: datetime) -> Affected:
    """Those who have begun and not sent, and hosts whose offer is awaited; supervisors' questions follow."""
    if dates.closes_at is None or dates.closes_at == round_.closes_at:
        return
    if round_.state is RoundState.OPEN:
        rounds.move_closing(db, round_, closes_at=dates.closes_at, now=now)
    elif round_.state is RoundState.DRAFT:
        round_.closes_at = dates.closes_at
    else:
        raise Conflict(_("Only an open round can be closed at another time."))
    told = ((shifting.CLOSES, round_.closes_at),)
    drafts = select(Application.person_id).where(
        Application.round_id == round_.id, Application.state == ApplicationState.DRAFT
    )
    yield from ((each, told) for each in db.scalars(drafts.distinct()))
    for ask in asks.open_on(db, streams.of_round(round_.id)):
        if ask.about is About.HOST_OFFER:
            asks.replan(db, ask, offering.plan_of(round_, now=now), now=now)
        if ask.about in (About.HOST_OFFER, About.ENDORSEMENT):
            yield ask.whose_id, ((shifting.ANSWER, ask.deadline),)


def _decision(_db: Session, round_: Round, dates: Dates, now: datetime) -> Affected:
    """HR's own date: nobody else is told."""
    if dates.decide_by is not None and dates.decide_by != round_.decide_by:
        if round_.state not in BEFORE_DECISION:
            raise Conflict(_("The plan has been decided already."))
        if dates.decide_by <= now:
            raise Invalid(_("Choose a time that is still to come."))
        round_.decide_by = dates.decide_by
    yield from ()


def _window(db: Session, round_: Round, dates: Dates, now: datetime) -> Affected:
    """The days of the exchanges. What is agreed stands, also on days that are no longer in the round."""
    if dates.first_day is not None and dates.first_day != round_.first_day:
        if round_.state not in BEFORE_DECISION:
            raise Conflict(_("The exchanges have begun: only the last day can move."))
        round_.first_day = dates.first_day
    if dates.last_day is not None and dates.last_day != round_.last_day:
        if dates.last_day <= local_day(now):
            raise Invalid(_("Choose a day that is still to come."))
        round_.last_day = dates.last_day
        hopes.revive(db, round_, now=now)
    yield from ()


def _agreeing(db: Session, round_: Round, dates: Dates, now: datetime) -> Affected:
    """Pairs without days have until then; whoever is asked anew hears of it by that."""
    if dates.agree_by is None or dates.agree_by == round_.agree_by:
        return
    if round_.date_mode is DateMode.FIXED:
        raise Invalid(_("In this round the plan fixes the days: nobody agrees them."))
    if round_.agree_by and dates.agree_by < round_.agree_by and round_.state is RoundState.RUNNING:
        raise Conflict(_("The pairs were promised more time: it cannot become shorter."))
    laggards.prolong(db, round_, until=dates.agree_by, now=now)
    yield from ()


def _answer_time(db: Session, round_: Round, dates: Dates, now: datetime) -> Affected:
    """Who has been asked and is silent gets the days that are added; nobody loses any that were promised."""
    wanted = dates.answer_working_days
    if wanted is None or wanted == round_.answer_working_days:
        return
    if not 1 <= wanted <= MOST_ANSWER_DAYS:
        raise Invalid(_("Choose from 1 to {most} working days.", most=MOST_ANSWER_DAYS))
    more, round_.answer_working_days = wanted - round_.answer_working_days, wanted
    if more < 0:
        return
    for exchange in _asked(db, round_, now):
        later = shifting.later(exchange, more)
        if later > exchange.confirm_by:
            exchange.confirm_by = later
            record(db, DatesMoved(round_id=round_.id), on=streams.of_exchange(exchange.id), now=now)
            silent = (each for each in exchange.confirmations if each.answered_at is None)
            yield from ((each.person_id, ((shifting.ANSWER, later),)) for each in silent)


def _asked(db: Session, round_: Round, now: datetime) -> list[Exchange]:
    """Proposals with days that still wait for a yes."""
    found = shifting.living(db, round_)
    return [
        each
        for each in found
        if each.state is ExchangeState.PROPOSED and each.confirm_by > now and each.appointments
    ]
