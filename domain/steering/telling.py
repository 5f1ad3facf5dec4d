"""Who takes part in a round, and what they hear when HR steers it as a whole: once on each occasion."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import mails
from invites.letterhead import Letterhead
from invites.meetings import Mailbox
from invites.round_contexts import (
    DatesMoved,
    Moved,
    NoMorePlaces,
    RoundCancelled,
    RoundPaused,
    RoundResumed,
)
from models import streams
from models.applications import Application, Endorsement
from models.asks import Ask, AskState
from models.exchanges import Exchange
from models.languages import Words
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, OfferState

Dates = tuple[tuple[Words, datetime | date], ...]
HOPING = (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.WAITING)
OVER = (ExchangeState.CLOSED, ExchangeState.RELEASED)


@dataclass(frozen=True)
class Head:
    """What all letters about a round begin with."""

    name: str
    round_name: str
    coordinator: Mailbox


def concerned(db: Session, round_: Round, *, over: tuple[ExchangeState, ...] = OVER) -> list[Person]:
    """Who applies, hosts, mentors or is asked something: all that a pause or an end touches."""
    hoping = Application.round_id == round_.id, Application.state.in_(HOPING)
    applicants = select(Application.person_id).where(*hoping)
    givers = select(Offer.person_id).where(Offer.round_id == round_.id, Offer.state == OfferState.OPEN)
    pairs = Exchange.round_id == round_.id, Exchange.state.not_in(over)
    supervisors = select(Endorsement.supervisor_id).join(
        Application, Application.id == Endorsement.application_id
    )
    asked = select(Ask.whose_id).where(Ask.state == AskState.OPEN)
    found = select(Person).where(
        Person.id != round_.owner_id,
        Person.id.in_(applicants)
        | Person.id.in_(givers)
        | Person.id.in_(select(Exchange.guest_id).where(*pairs))
        | Person.id.in_(select(Exchange.host_id).where(*pairs))
        | Person.id.in_(supervisors.where(*hoping, Endorsement.state == EndorsementState.ASKED))
        | Person.id.in_(asked.where(Ask.stream_id == streams.of_round(round_.id))),
    )
    return list(db.scalars(found.order_by(Person.email)))


def paused(db: Session, round_: Round, people: Iterable[Person], *, now: datetime) -> None:
    for person in people:
        letter = RoundPaused(**vars(_head(db, round_, person)), because=round_.paused_why)
        _queue(db, round_, letter, person, now=now)


def resumed(
    db: Session,
    round_: Round,
    people: Iterable[Person],
    *,
    dates: Dates,
    answers: dict[UUID, tuple[Words, datetime]],
    now: datetime,
) -> None:
    for person in people:
        mine = (*dates, *([answers[person.id]] if person.id in answers else []))
        letter = RoundResumed(**vars(_head(db, round_, person)), moved=_moved(mine))
        _queue(db, round_, letter, person, now=now)


def dates_moved(db: Session, round_: Round, person: Person, dates: Dates, *, now: datetime) -> None:
    letter = DatesMoved(**vars(_head(db, round_, person)), moved=_moved(dates))
    _queue(db, round_, letter, person, now=now)


def cancelled(db: Session, round_: Round, people: Iterable[Person], *, now: datetime) -> None:
    for person in people:
        letter = RoundCancelled(**vars(_head(db, round_, person)), because=round_.ended_why)
        _queue(db, round_, letter, person, now=now)


def no_more_places(db: Session, round_: Round, people: Iterable[Person], *, now: datetime) -> None:
    for person in people:
        letter = NoMorePlaces(**vars(_head(db, round_, person)), because=round_.ended_why)
        _queue(db, round_, letter, person, now=now)


def _queue(db: Session, round_: Round, letter: Letterhead, person: Person, *, now: datetime) -> None:
    """What HR does at one moment is one occasion."""
    key = f"{letter.kind}:{now.isoformat()}"
    mails.queue(db, letter, key=key, to=person, about=round_, now=now)


def _head(db: Session, round_: Round, to: Person) -> Head:
    top = mails.heading(db, round_, to)
    return Head(to.name, top.round_name, top.coordinator)


def _moved(dates: Dates) -> tuple[Moved, ...]:
    return tuple(Moved(label, until) for label, until in dates)
