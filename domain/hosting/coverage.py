"""Who can host so far, organisation by organisation."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import streams
from models.asks import About, Ask
from models.hosting import HostAnswer, HostInterest
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import Kind, OfferState


@dataclass(frozen=True)
class Said:
    """One person's word, or their silence where there is no answer."""

    name: str
    answer: HostAnswer | None
    most: int | None = None
    weeks: str = ""
    topics: str = ""
    offers: int = 0  # places in the offer that has come of it


@dataclass(frozen=True)
class Coverage:
    """One organisation: places that were spoken of, and those that are offered."""

    organisation: Organisation
    said: tuple[Said, ...]

    @property
    def spoken_of(self) -> int:
        return sum(each.most or 1 for each in self.said if each.answer is HostAnswer.CAN)

    @property
    def offered(self) -> int:
        return sum(each.offers for each in self.said)

    def count(self, answer: HostAnswer | None) -> int:
        return sum(each.answer is answer for each in self.said)


def coverage(db: Session, round_: Round) -> tuple[Coverage, ...]:
    """Every organisation, those that nobody has been asked in, too: they are what is missing."""
    told: defaultdict[UUID, list[Said]] = defaultdict(list)
    rows = {each.person_id: each for each in _interests(db, round_)}
    offers = _offers(db, round_)
    for person in _people(db, round_, rows.keys() | offers.keys()):
        row = rows.get(person.id)
        told[person.organisation_id].append(_said(person, row, offers.get(person.id, 0)))
    found = db.scalars(select(Organisation).order_by(Organisation.code))
    return tuple(Coverage(each, tuple(told[each.id])) for each in found)


def _said(person: Person, row: HostInterest | None, offers: int) -> Said:
    if row is None:
        return Said(person.name, HostAnswer.CAN if offers else None, offers=offers)
    return Said(person.name, row.answer, row.most, row.weeks, row.topics, offers)


def _interests(db: Session, round_: Round) -> list[HostInterest]:
    found = select(HostInterest).where(HostInterest.round_id == round_.id)
    return list(db.scalars(found.options(joinedload(HostInterest.person))))


def _offers(db: Session, round_: Round) -> dict[UUID, int]:
    mine = Offer.round_id == round_.id, Offer.kind == Kind.SHADOWING, Offer.state == OfferState.OPEN
    return {row.person_id: row.most for row in db.execute(select(Offer.person_id, Offer.most).where(*mine))}


def _people(db: Session, round_: Round, speaking: set[UUID]) -> list[Person]:
    """Everybody who was asked or has spoken unasked."""
    asked = select(Ask.subject_id).where(Ask.stream_id == streams.of_round(round_.id))
    asked = asked.where(Ask.about == About.HOST_INTEREST)
    found = select(Person).where(Person.id.in_(asked) | Person.id.in_(speaking))
    return list(db.scalars(found.order_by(Person.email)))
