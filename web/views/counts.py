"""How many there are of everything in some rounds, in as many queries for one round as for fifty."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.questions import ask
from models.record import Record
from models.states import ApplicationState, ExchangeState, OfferState

COUNTED = (ApplicationState.SUBMITTED, ApplicationState.PLACED, ApplicationState.WAITING)
States = Mapping[tuple[UUID, str], int]

APPLICATIONS = (
    select(Application.round_id, Application.state, func.count())
    .where(Application.round_id.in_(bindparam("rounds")))
    .group_by(Application.round_id, Application.state)
)
EXCHANGES = (
    select(Exchange.round_id, Exchange.state, func.count())
    .where(Exchange.round_id.in_(bindparam("rounds")))
    .group_by(Exchange.round_id, Exchange.state)
)
OFFERS = (
    select(Offer.round_id, func.count(), func.sum(Offer.most))
    .where(Offer.round_id.in_(bindparam("rounds")), Offer.state == OfferState.OPEN)
    .group_by(Offer.round_id)
)


class StateCount(Record):
    state: ExchangeState
    number: int


class Counts(Record):
    """Applications without drafts and withdrawn ones; offers that are open, and the places in them."""

    applications: int = 0
    placed: int = 0
    waiting: int = 0
    offers: int = 0
    capacity: int = 0
    exchanges: tuple[StateCount, ...] = ()

    def of(self, state: ExchangeState) -> int:
        return next((each.number for each in self.exchanges if each.state is state), 0)

    @property
    def living(self) -> int:
        """Exchanges that still take their place and their people's days."""
        return sum(each.number for each in self.exchanges if each.state.is_live)

    @property
    def all_exchanges(self) -> int:
        return sum(each.number for each in self.exchanges)


def count(db: Session, round_ids: Collection[UUID]) -> dict[UUID, Counts]:
    """Every round has its counts, also one in which there is nothing yet."""
    applications = _applications(db, round_ids)
    offers = _offers(db, round_ids)
    exchanges = _exchanges(db, round_ids)
    return {
        each: Counts(
            applications=sum(applications.get((each, state), 0) for state in COUNTED),
            placed=applications.get((each, ApplicationState.PLACED), 0),
            waiting=applications.get((each, ApplicationState.WAITING), 0),
            offers=offers.get(each, (0, 0))[0],
            capacity=offers.get(each, (0, 0))[1],
            exchanges=tuple(
                StateCount(state=state, number=number)
                for state in ExchangeState
                if (number := exchanges.get((each, state), 0))
            ),
        )
        for each in round_ids
    }


def _applications(db: Session, round_ids: Collection[UUID]) -> States:
    found = ask(db, APPLICATIONS, rounds=round_ids)
    return {(round_id, state): number for round_id, state, number in found}


def _exchanges(db: Session, round_ids: Collection[UUID]) -> States:
    found = ask(db, EXCHANGES, rounds=round_ids)
    return {(round_id, state): number for round_id, state, number in found}


def _offers(db: Session, round_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    found = ask(db, OFFERS, rounds=round_ids)
    return {round_id: (number, places) for round_id, number, places in found}
