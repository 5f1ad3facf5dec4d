"""Offering to host or to mentor on one's own: made, changed, taken back, and begun from an earlier one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import offers, weeks_off
from domain.hosting import offering
from domain.refusals import Conflict, Invalid
from models.languages import Language, _
from models.offers import Offer, TopicStrength, VisitPack
from models.people import Person
from models.rounds import Round
from models.states import Kind, OfferState, RoundState

MOST = 50
CHANGEABLE = (RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)


@dataclass(frozen=True)
class Said:
    """What is offered; `without` are the weeks in which nobody can come."""

    most: int
    guests_per_day: int
    unit: str
    topics: tuple[TopicStrength, ...]
    languages: tuple[Language, ...]
    slots: tuple[str, ...] = ()
    without: Collection[str] = ()


def find(db: Session, offer_id: UUID, person_id: UUID) -> Offer | None:
    """One's own."""
    mine = Offer.id == offer_id, Offer.person_id == person_id
    return db.scalar(select(Offer).where(*mine).options(joinedload(Offer.person)))


def standing(db: Session, round_: Round, person_id: UUID, kind: Kind) -> Offer | None:
    mine = Offer.person_id == person_id, Offer.kind == kind
    found = select(Offer).where(Offer.round_id == round_.id, *mine)
    return db.scalar(found.options(joinedload(Offer.person)))


def newest_before(db: Session, round_: Round, person_id: UUID, kind: Kind) -> Offer | None:
    """What they offered in an earlier round: the beginning of the next one."""
    found = select(Offer).join(Round, Round.id == Offer.round_id)
    found = found.where(Offer.person_id == person_id, Offer.kind == kind, Offer.round_id != round_.id)
    return db.scalars(found.order_by(Round.opens_at.desc(), Offer.id).limit(1)).first()


def make(db: Session, round_: Round, person: Person, kind: Kind, said: Said, *, now: datetime) -> Offer:
    """Make it, or change what stands; one that was taken back is open again."""
    _check(round_, kind, said)
    offer = standing(db, round_, person.id, kind) or Offer(
        round_id=round_.id,
        person=person,
        organisation_id=person.organisation_id,
        kind=kind,
        visit_pack=VisitPack(),
    )
    offer.state, offer.most, offer.guests_per_day = OfferState.OPEN, said.most, said.guests_per_day
    offer.least = min(offer.least or 0, said.most)
    offer.unit, offer.topics, offer.languages = said.unit, said.topics, said.languages
    offer.slots, offer.taken_back_at = said.slots, None
    db.add(offer)
    offers.make(db, offer, now=now)
    weeks_off.choose(db, offer, round_, without=said.without)
    offering.settle(db, round_, now=now)
    return offer


def _check(round_: Round, kind: Kind, said: Said) -> None:
    if round_.state not in CHANGEABLE or round_.is_standing or kind not in round_.kinds:
        raise Conflict(_("The round takes no offers now."))
    if not 1 <= said.most <= MOST or not 1 <= said.guests_per_day <= said.most:
        raise Invalid(_("Offer from 1 to {most} places, and no more at a time than in all.", most=MOST))
    if not said.topics:
        raise Invalid(_("Choose at least one topic."))
    if not said.languages:
        raise Invalid(_("Choose at least one language."))
    if kind is Kind.MENTORING and not said.slots:
        raise Invalid(_("Choose at least one weekly time."))
    if len(weeks_off.weeks(round_).keys() - set(said.without)) == 0:
        raise Invalid(_("At least one week must suit."))
