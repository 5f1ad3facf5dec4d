"""How a round's exchanges and calendars stand: read before and after a change to tell what it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import exchange_life, exchanges, meetings
from domain.invitations import stored
from invites.meetings import Meeting, When
from models import streams
from models.applications import Application
from models.events import Stream
from models.exchanges import Exchange
from models.invites import Invite
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, OfferState

GONE = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)


@dataclass(frozen=True)
class Standing:
    """By id: what calendars show, when people meet, how far each bell has rung; people by their address."""

    meetings: Mapping[UUID, Meeting]
    blocks: Mapping[UUID, tuple[When, ...]]
    bells: Mapping[UUID, int]
    people: Mapping[str, str]


def read(db: Session, round_: Round) -> Standing:
    """The whole round in five questions."""
    live = [each for each in _exchanges(db, round_) if each.state.is_live]
    return Standing(
        meetings=_meetings(db, round_),
        blocks={each.id: meetings.whens(each) for each in live},
        bells=_bells(db, round_),
        people=_people(db, round_),
    )


def let_workflows_act(db: Session, round_: Round, *, since: Standing, now: datetime) -> None:
    """Each exchange whose bell has rung does what its workflow would do at once."""
    for exchange_id, bell in sorted(_bells(db, round_).items()):
        if bell != since.bells.get(exchange_id, 0):
            act(db, exchange_id, heard=bell, now=now)


def act(db: Session, exchange_id: UUID, *, heard: int, now: datetime) -> None:
    """One turn of an exchange's workflow."""
    exchange = exchanges.load(db, exchange_id)
    if exchange.state is ExchangeState.PROPOSED:
        exchange_life.confirm(db, exchange, heard=heard, now=now)
    if exchange.state is ExchangeState.CONFIRMED:
        exchange_life.accompany(db, exchange, heard=heard, now=now)


def _exchanges(db: Session, round_: Round) -> list[Exchange]:
    found = select(Exchange).where(Exchange.round_id == round_.id)
    found = found.options(joinedload(Exchange.application), selectinload(Exchange.appointments))
    return list(db.scalars(found))


def _meetings(db: Session, round_: Round) -> dict[UUID, Meeting]:
    found = select(Invite).join(Exchange, Exchange.id == Invite.exchange_id)
    found = found.where(Exchange.round_id == round_.id, Invite.cancelled_at.is_(None))
    known = ((each.id, stored(each)) for each in db.scalars(found))
    return {key: meeting for key, meeting in known if meeting}


def _bells(db: Session, round_: Round) -> dict[UUID, int]:
    ids = db.scalars(select(Exchange.id).where(Exchange.round_id == round_.id)).all()
    names = {streams.of_exchange(each): each for each in ids}
    return {
        names[each.id]: each.bell_number for each in db.scalars(select(Stream).where(Stream.id.in_(names)))
    }


def _people(db: Session, round_: Round) -> dict[str, str]:
    applicants = select(Application.person_id).where(
        Application.round_id == round_.id, Application.state.not_in(GONE)
    )
    givers = select(Offer.person_id).where(Offer.round_id == round_.id, Offer.state == OfferState.OPEN)
    found = select(Person.email, Person.name).where(Person.id.in_(applicants) | Person.id.in_(givers))
    return {row.email: row.name for row in db.execute(found)}
