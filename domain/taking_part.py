"""Who takes part in a plan of a round, read once: applications, offers, and the exchanges that live."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, OfferState

NOBODY: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class TakingPart:
    """Rows in a fixed order; `movable` are the applications whose exchanges may change though they stand."""

    exchanges: list[Exchange]
    applications: list[Application]
    offers: list[Offer]
    movable: frozenset[UUID] = NOBODY

    @classmethod
    def read(cls, db: Session, round_: Round, *, movable: frozenset[UUID] = NOBODY) -> "TakingPart":
        exchanges = _exchanges(db, round_)
        living = [each for each in exchanges if _lives(each)]
        applications = _applications(db, round_, placed={each.application_id for each in living})
        offers = _offers(db, round_, needed={each.offer_id for each in living})
        return cls(exchanges, applications, offers, movable)

    @cached_property
    def living(self) -> dict[UUID, Exchange]:
        """By application."""
        return {each.application_id: each for each in self.exchanges if _lives(each)}

    @cached_property
    def fixed(self) -> dict[UUID, Exchange]:
        """By application: what every plan keeps."""
        return {
            key: each
            for key, each in self.living.items()
            if each.state is not ExchangeState.BROKEN and key not in self.movable
        }

    @cached_property
    def without_days(self) -> set[UUID]:
        """Applications whose pairs agree their days themselves, and have not yet."""
        return {key for key, each in self.living.items() if not each.appointments}

    @cached_property
    def ids(self) -> set[UUID]:
        """Of all applications and offers."""
        return {each.id for each in (*self.applications, *self.offers)}

    @property
    def unsettled(self) -> list[Application]:
        """Those who have nothing yet that a plan keeps."""
        settled = {*self.fixed, *self.movable}
        return [each for each in self.applications if each.id not in settled]


def is_endorsed(application: Application) -> bool:
    return application.endorsement is None or application.endorsement.state is EndorsementState.GIVEN


def _applications(db: Session, round_: Round, *, placed: set[UUID]) -> list[Application]:
    """Those who take part: sent, endorsed where there is somebody to endorse or placed, not withdrawn."""
    states = (ApplicationState.SUBMITTED, ApplicationState.PLACED, ApplicationState.WAITING)
    found = select(Application).where(Application.round_id == round_.id, Application.state.in_(states))
    found = found.options(
        selectinload(Application.person),
        selectinload(Application.wishes),
        selectinload(Application.avoids),
        selectinload(Application.endorsement),
    )
    taking = (each for each in db.scalars(found) if is_endorsed(each) or each.id in placed)
    return sorted(taking, key=lambda each: str(each.id))


def _offers(db: Session, round_: Round, *, needed: set[UUID]) -> list[Offer]:
    """Those that are open, and those that are withdrawn but have guests or mentees still."""
    found = select(Offer).where(Offer.round_id == round_.id).options(selectinload(Offer.person))
    taking = (each for each in db.scalars(found) if each.state is OfferState.OPEN or each.id in needed)
    return sorted(taking, key=lambda each: str(each.id))


def _lives(exchange: Exchange) -> bool:
    return exchange.state is not ExchangeState.RELEASED


def _exchanges(db: Session, round_: Round) -> list[Exchange]:
    found = select(Exchange).where(Exchange.round_id == round_.id)
    found = found.options(selectinload(Exchange.appointments), selectinload(Exchange.offer))
    return sorted(db.scalars(found), key=lambda each: str(each.id))
