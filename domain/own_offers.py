"""Offering to host or to mentor on one's own: made, changed, taken back, and begun from an earlier one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import named_days, offers, visit_packs, weeks_off
from domain.hosting import offering
from domain.named_days import Named
from domain.refusals import Conflict, Invalid
from domain.visit_packs import Edit
from models.languages import Language, _
from models.offers import Offer, TopicStrength, VisitPack
from models.people import Person
from models.rounds import Round
from models.states import Kind, OfferState, RoundState

MOST = 50
CHANGEABLE = (RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)


@dataclass(frozen=True)
class Said:
    """What is offered; `without` are the weeks in which nobody can come. None leaves a thing as it is."""

    most: int
    guests_per_day: int
    unit: str
    topics: tuple[TopicStrength, ...]
    languages: tuple[Language, ...]
    slots: tuple[str, ...] = ()
    without: Collection[str] = ()
    named: Collection[Named] | None = None  # single days, beside the weeks
    in_person: bool | None = None  # mentees come there; else they meet online
    online_link: str | None = None  # an empty one takes it away
    programme: str | None = None  # what a guest can do and see


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
    offer = standing(db, round_, person.id, kind) or _new(round_, person, kind)
    before = _particulars(offer)
    offer.state, offer.most, offer.guests_per_day = OfferState.OPEN, said.most, said.guests_per_day
    offer.least = min(offer.least or 0, said.most)
    offer.unit, offer.topics, offer.languages = said.unit, said.topics, said.languages
    offer.slots, offer.taken_back_at = said.slots, None
    _settle_way(offer, said)
    db.add(offer)
    offers.make(db, offer, now=now)
    named_days.choose(db, offer, round_, without=said.without, named=said.named)
    if said.programme not in (None, offer.visit_pack.programme) or _particulars(offer) != before:
        edit = Edit(programme=said.programme)
        visit_packs.edit_for_everybody(db, offer, edit, by=person, now=now)
    offering.settle(db, round_, now=now)
    return offer


def _new(round_: Round, person: Person, kind: Kind) -> Offer:
    return Offer(
        round_id=round_.id,
        person=person,
        organisation_id=person.organisation_id,
        kind=kind,
        visit_pack=VisitPack(),
        in_person=False,
    )


def _settle_way(offer: Offer, said: Said) -> None:
    """Where people meet: there, or online, and by which address."""
    if said.in_person is not None:
        offer.in_person = said.in_person and offer.kind is Kind.MENTORING
    if said.online_link is not None:
        visit_packs.check_link(said.online_link)
        offer.online_link = said.online_link or None


def _particulars(offer: Offer) -> tuple[object, ...]:
    """What calendars tell of an offer."""
    return offer.in_person, offer.online_link, offer.visit_pack.programme


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
